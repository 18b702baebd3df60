"""Two people changed the same record: show yours, theirs and the old value field by field, and let the person choose.

The form carries the record's version and, signed, the values it began with. When a newer version is found, the page
shows only what differs. It posts back to the same address with the chosen values and the new version, so the act's
own view does the rest. Nothing is overwritten unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from hub.platform import canon
from hub.platform.drafts.marks import BASE_FIELD, OWN_FIELDS, VERSION_FIELD, read_base, seal_base
from hub.platform.drafts.services import Words
from hub.platform.govuk.widgets import DateParts
from hub.platform.words import date_long

CHOICE = "_choose_"
THEIRS = "_theirs"


@dataclass(frozen=True)
class Difference:
    """One field in which two people differ."""

    name: str
    label: str
    old: str
    yours: str
    theirs: str
    # What is chosen already: the one side that changed anything; empty when both did.
    chosen: str

    @property
    def field_name(self) -> str:
        """Give the name of the choice in the form."""
        return f"{CHOICE}{self.name}"


def base_of(form: forms.Form) -> str:
    """Give the signed values that a form begins with, for its hidden field."""
    return seal_base({name: _plain(form.get_initial_for_field(field, name)) for name, field in form.fields.items()})


def sent_version(request: HttpRequest) -> int | None:
    """Give the record's version that the person saw, or None when the form carried none."""
    told = request.POST.get(VERSION_FIELD, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else None


def chosen_data(post: QueryDict) -> QueryDict:
    """Give the form's data with their values where the person chose theirs; a view cleans this instead of the POST.

    A line without a choice stays as it is stored.
    """
    if THEIRS not in post:
        return post
    data = post.copy()
    theirs: dict[str, Words] = read_base(post.get(THEIRS))
    for name, words in theirs.items():
        if post.get(f"{CHOICE}{name}") != "yours":
            for html_name in _html_names(name, data):
                del data[html_name]
            for html_name, values in words.items():
                data.setlist(html_name, values)
    return data


def conflict_page(request: HttpRequest, form: forms.Form, record: Any, current: forms.Form) -> HttpResponse:
    """Show what differs between what was sent and what is stored now.

    :param form: the valid form that was sent.
    :param record: the record as it is now.
    :param current: a fresh form of the same class with the record's values as they are now.
    """
    found = differences(form, current, read_base(request.POST.get(BASE_FIELD)))
    sent = [
        (name, value)
        for name in form.data
        if name not in OWN_FIELDS and not name.startswith("_")
        for value in _values(form.data, name)
    ]
    context = {
        "form": None,
        "record": record,
        "differences": found,
        "sent": sent,
        "version": record.version,
        "theirs": seal_base({one.name: words_of_field(current, one.name) for one in found}),
        "base": base_of(current),
        "title": "Somebody else changed this",
    }
    return render(request, "drafts/conflict.html", context, status=409)


def differences(form: forms.Form, current: forms.Form, base: dict[str, Any]) -> list[Difference]:
    """Give the fields in which what was sent differs from what is stored now."""
    found = []
    for name, field in form.fields.items():
        yours = _plain(form.cleaned_data.get(name))
        theirs = _meant(field, _plain(current.get_initial_for_field(current.fields[name], name)))
        if isinstance(field, forms.FileField) or _same(yours, theirs):
            continue
        old = _meant(field, base.get(name))
        known = name in base
        chosen = "yours" if known and _same(old, theirs) else "theirs" if known and _same(old, yours) else ""
        label = str(field.label or name.replace("_", " ").capitalize())
        shown = [_shown(field, value) for value in (old, yours, theirs)]
        found.append(Difference(name, label, shown[0], shown[1], shown[2], chosen))
    return found


def words_of_field(form: forms.Form, name: str) -> Words:
    """Give a field's first value as its controls would send it."""
    bound = form[name]
    widget = bound.field.widget.get_context(bound.html_name, bound.value(), {})["widget"]
    if parts := widget.get("parts") or widget.get("subwidgets"):
        return {part["name"]: ["" if part["value"] is None else str(part["value"])] for part in parts}
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return {bound.html_name: ["on"]} if bound.value() else {}
    value = widget.get("value")
    if value in (None, "", [], [""]):
        return {bound.html_name: [""]}
    return {bound.html_name: [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]}


def _html_names(name: str, data: QueryDict) -> list[str]:
    """Give the names in the data that belong to a field: its own, and those of its parts."""
    parts = {f"{name}-{part}" for part in ("day", "month", "year")} | {f"{name}_{place}" for place in range(9)}
    return [one for one in list(data) if one == name or one in parts]


def _values(data: Any, name: str) -> list[str]:
    return list(data.getlist(name)) if hasattr(data, "getlist") else [str(data[name])]


def _plain(value: Any) -> Any:
    """Give a value as signed text can hold it."""
    if isinstance(value, DateParts):
        return "" if value.is_empty else f"{value.year}-{value.month.zfill(2)}-{value.day.zfill(2)}"
    if hasattr(value, "pk"):
        return value.pk
    try:
        return canon.plain(value)
    except canon.NotCanonical:
        return str(value)


def _meant(field: forms.Field, value: Any) -> Any:
    """Give what the value of a control means: a yes or no that nobody knows is sent as a word and kept as nothing."""
    return field.to_python(value) if isinstance(field, forms.NullBooleanField) else value


def _same(one: Any, other: Any) -> bool:
    """Say whether two plain values are the same to a reader: nothing is nothing, and 5 is "5"."""
    empty: tuple[Any, ...] = (None, "", [], False)
    if one in empty and other in empty:
        return True
    if isinstance(one, list) and isinstance(other, list):
        return [str(part) for part in one] == [str(part) for part in other]
    return str(one) == str(other)


def _shown(field: forms.Field, value: Any) -> str:
    """Give a plain value as people read it."""
    if value in (None, "", []):
        return "Nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    choices = {
        str(key): str(label) for key, label in getattr(field, "choices", ()) if not isinstance(label, list | tuple)
    }
    if isinstance(value, list):
        return ", ".join(choices.get(str(one), str(one)) for one in value)
    if str(value) in choices:
        return choices[str(value)]
    return _date_words(str(value))


def _date_words(text: str) -> str:
    from datetime import date

    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            return date_long(date.fromisoformat(text))
        except ValueError:
            return text
    return text
