"""What the base view of every form does so that nothing typed is lost: save as people type, give back, discard."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, QueryDict

from hub.platform.act_table import Act
from hub.platform.actors import Actor
from hub.platform.drafts import services
from hub.platform.drafts.marks import BASE_FIELD, VERSION_FIELD, Place, place_token
from hub.platform.drafts.middleware import HELD
from hub.platform.drafts.services import Words


class KeepsTyping:
    """Keep what people type into a form page; ``FormPage`` stands on it, so no view asks for it.

    ``draft_title`` is what the list of drafts shows; ``never_drafted`` names fields that no draft may hold;
    ``is_drafted`` is false for pages on which nobody types, such as a choice of files.
    """

    draft_title: ClassVar[str] = ""
    draft_key: ClassVar[str] = ""
    never_drafted: ClassVar[tuple[str, ...]] = ()
    is_drafted: ClassVar[bool] = True
    act: ClassVar[Act | None] = None
    title: ClassVar[str] = ""
    request: HttpRequest

    @property
    def actor(self) -> Actor:
        """Give the person at the door."""
        return self.request.actor  # type: ignore[attr-defined, no-any-return]

    @property
    def at(self) -> datetime:
        """Give the moment of the request."""
        return self.request.now  # type: ignore[attr-defined, no-any-return]

    def draft_place(self) -> Place:
        """Give where this form's draft is kept: one for each address, so that two forms of one act stay apart."""
        record = getattr(self, "record", None)
        named = self.draft_key or (self.act.name if self.act else f"{type(self).__module__}.{type(self).__name__}")
        path = self.form_address()
        mark = hashlib.sha256(path.encode()).hexdigest()[:12]
        heading = self.draft_title or str(self.title) or (self.act.phrase if self.act else "")
        about = name_of(record) if record is not None else ""
        return Place(
            form_key=f"{named[:100]}:{mark}",
            title=f"{heading}: {about}" if about else heading,
            path=path,
            subject_kind=record._meta.label_lower if record is not None else "",
            subject_id=record.pk if record is not None else 0,
            never=self.never_drafted,
        )

    def form_address(self) -> str:
        """Give the address of this form, without what only said that a form was held."""
        query = self.request.GET.copy()
        query.pop(HELD, None)
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    def keeps(self, form: forms.Form | None) -> bool:
        """Say whether a draft of this form is worth keeping, and for whom."""
        return self.is_drafted and form is not None and self.actor.person_id is not None and is_typed_into(form)

    def refill(self, form: forms.Form) -> forms.Form:
        """Let a fresh form begin with what the person typed before, and say since when that is kept."""
        if not self.keeps(form):
            return form
        words, saved_at = self.kept_words()
        if not words:
            return form
        # What it was begun from, not what is stored now: a change by somebody else since then must be seen.
        begun = [words.get(name, [""])[0] for name in (VERSION_FIELD, BASE_FIELD)]
        if all(begun):
            form.begun = begun  # type: ignore[attr-defined]
        form.restored_at = saved_at  # type: ignore[attr-defined]
        form.is_older = _is_older(form, words)  # type: ignore[attr-defined]
        if "rows" in words and hasattr(form, "take_shape"):
            form.take_shape(words["rows"][0])
        form.initial = {**form.initial, **values_from(form, words)}  # type: ignore[has-type]
        return form

    def kept_words(self) -> tuple[Words, datetime]:
        """Give what is kept of this form and since when: what was sent after the session ended, else the draft."""
        person_id = self.actor.person_id
        assert person_id is not None
        place = self.draft_place()
        if held := self.request.GET.get(HELD):
            words = services.take_back(held, person_id=person_id, at=self.at)
            if words is not None:
                self.keep(words)
                messages.info(
                    self.request, "You had been signed out. What you typed is still here: check it and send it again."
                )
                return words, self.at
        draft = services.restore(person_id=person_id, place=place, at=self.at)
        return (draft.data, draft.updated_at) if draft else ({}, self.at)

    def keep(self, words: Words) -> None:
        """Keep some words as this form's draft.

        :raises services.TooMuch: when they are more than a draft may hold.
        """
        assert self.actor.person_id is not None
        site = self.request.site  # type: ignore[attr-defined]
        services.save(person_id=self.actor.person_id, site=site, place=self.draft_place(), words=words, at=self.at)

    def forget(self) -> None:
        """Forget the draft, because the form was accepted."""
        if self.is_drafted and self.actor.person_id is not None:
            services.discard(person_id=self.actor.person_id, place=self.draft_place())

    def keeping(self, form: forms.Form | None) -> dict[str, Any]:
        """Give the page the address that saves its draft and the one that discards it."""
        if not self.keeps(form):
            return {}
        token = place_token(self.draft_place())
        return {"autosave_url": f"/drafts/save/{token}/", "discard_url": f"/drafts/discard/{token}/"}


def is_typed_into(form: forms.Form) -> bool:
    """Say whether a form has a field that somebody fills in and a draft can hold."""
    return any(not (field.widget.is_hidden or _cannot_be_kept(field)) for field in form.fields.values())


def _cannot_be_kept(field: forms.Field) -> bool:
    return isinstance(field, forms.FileField) or isinstance(field.widget, forms.PasswordInput) or bool(field.disabled)


def values_from(form: forms.Form, words: Words) -> dict[str, Any]:
    """Give first values of a form's fields from what was typed, as typed.

    Files cannot be kept, and hidden fields say how the record is now, so they are not taken from a draft.
    """
    data = QueryDict(mutable=True)
    for name, typed in words.items():
        data.setlist(name, typed)
    found = {}
    for name, field in form.fields.items():
        html_name = form.add_prefix(name)
        is_left = field.widget.is_hidden or _cannot_be_kept(field)
        if is_left or field.widget.value_omitted_from_data(data, {}, html_name):
            continue
        found[name] = field.widget.value_from_datadict(data, {}, html_name)
    return found


def _is_older(form: forms.Form, words: Words) -> bool:
    """Say whether the record changed since the draft was typed, where the form itself carries the version."""
    field = form.fields.get("version")
    if field is None or not field.widget.is_hidden or "version" not in words:
        return False
    return str(form.get_initial_for_field(field, "version")) != words["version"][0]


def name_of(record: Any) -> str:
    """Give what people call a record, for the list of drafts."""
    return str(getattr(record, "title", "") or getattr(record, "name", "") or record)
