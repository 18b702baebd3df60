"""Dated values on screen: every set, every value with its days and source, a new value from a date."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.platform import clock
from hub.platform.actors import NOBODY
from hub.platform.identity.roles import OFFICERS
from hub.platform.reference import acts, selectors, services
from hub.platform.reference.forms import AddLawForm, AddValueForm, EndValueForm, TakeBackForm
from hub.platform.reference.models import Entry
from hub.platform.reference.showing import DOUBTS, Line
from hub.platform.ui import offers as offering
from hub.platform.ui.views import FormPage, PageView

ROWS = 50
LONGEST_WORDS = 100
OURS = ("Limits, lists and scales", "What this Hub and its authorities set for themselves.")
THE_LAW = ("Tables of the law", "What the law desk and every date the Hub counts stand on, row by row with its source.")


class SettingsView(PageView):
    """Every set of dated values."""

    reads = OFFICERS
    template_name = "reference/sets.html"
    title = "Dated values"

    def context(self) -> dict[str, Any]:
        """Add the sets as they stand today."""
        sets = selectors.sets(self.actor, on=clock.london(self.at).date())
        law = [one for one in sets if one.is_law]
        ours = [one for one in sets if not one.is_law]
        return {**super().context(), "groups": [(*OURS, ours), (*THE_LAW, law)]}


class OnSet(PageView):
    """A page about one shipped set."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the set."""
        super().setup(request, *args, **kwargs)
        self.set = selectors.shipped(kwargs["name"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for a set that does not exist."""
        if self.set is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def may_add(self) -> bool:
        """Say whether the actor may begin a value here: of their own, or of the law where they keep it."""
        assert self.set is not None
        if self.set.is_statutory:
            keeper = selectors.law_keeper()
            return keeper is not None and self.actor.holds(acts.KEEPERS, keeper.pk)
        return self.set.is_local and self.actor.has_any(acts.KEEPERS)

    def may_set(self, code: str) -> bool:
        """Say whether the actor may begin a row of a code: any that they keep, and a setting of their own."""
        assert self.set is not None
        return self.may_add or (self.set.is_own(code) and self.actor.has_any(acts.KEEPERS))

    def context(self) -> dict[str, Any]:
        """Add the set."""
        return {**super().context(), "set": self.set, "may_add": self.may_add}


class SetView(OnSet):
    """One set: its values, past, present and to come, fifty a page."""

    reads = OFFICERS
    template_name = "reference/set.html"

    def context(self) -> dict[str, Any]:
        """Add one page of the values, with where they end and what is not confirmed."""
        assert self.set is not None
        words = self.request.GET.get("q", "")[:LONGEST_WORDS].replace("\x00", "").strip()
        rows = selectors.found(selectors.entries(self.actor, self.set.name), words)
        page = Paginator(rows, ROWS).get_page(self.request.GET.get("page"))
        ends = selectors.followed(page.object_list, self.set.name) if self.set.is_law else {}
        today = clock.london(self.at).date()
        lines = [
            Line(
                row,
                ends.get(row.pk),
                today,
                is_law=self.set.is_law,
                is_own=self.set.is_own(row.code),
                may_change=self.may_change(row),
            )
            for row in page.object_list
        ]
        keeper = selectors.law_keeper() if self.set.is_statutory else None
        return {**super().context(), "page": page, "lines": lines, "q": words, "keeper": keeper}

    def may_change(self, row: Entry) -> bool:
        """Say whether the actor may begin another row after this one, or end it."""
        if row.authority_id is not None and self.set is not None and self.set.is_own(row.code):
            return self.actor.holds(acts.KEEPERS, row.authority_id)
        return self.may_set(row.code)


class AddValueView(FormPage, OnSet):
    """Add a value of the actor's authority from a date."""

    act = acts.ADD
    form_class = AddValueForm
    template_name = "reference/add.html"
    title = "Add a value from a date"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Ask for more where it is the law that changes."""
        super().setup(request, *args, **kwargs)
        if self.set is not None and self.set.is_law:
            self.form_class, self.title = AddLawForm, "Enter a change of law"  # type: ignore[assignment, misc]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for a set or a row of it to which this person adds nothing."""
        chosen = request.GET.get("code", "")
        keeps = getattr(request, "actor", NOBODY).has_any(acts.KEEPERS)
        if self.set is not None and keeps and not self.may_set(chosen):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_arguments(self) -> dict[str, Any]:
        """Shape the form like the newest value of the code that was chosen, else of the set."""
        assert self.set is not None
        chosen = self.request.GET.get("code", "")
        rows = selectors.entries(self.actor, self.set.name)
        known = rows.filter(code=chosen).order_by("-valid_from", "-pk").first() if chosen else None
        example = known or rows.first()
        start = {"code": chosen, "label": known.label if known else ""}
        if known is not None and self.set.is_law:
            start |= {f"part_{name}": part_initial(part) for name, part in known.data.items() if name not in DOUBTS}
        if not self.set.is_law:
            parts = dict(example.data) if example else {}
            # Whoever changes a value begins with what it says now.
            start |= {f"part_{name}": part_initial(part) for name, part in parts.items() if known is not None}
            home = selectors.kept_by(self.actor, self.set, chosen)
            on = clock.london(self.at).date()
            others = len(selectors.in_the_place_of(self.set.name, authority=home, on=on, but=chosen))
            return {"parts": parts, "initial": start, "others": others}
        parts, needed = selectors.parts_of_law(rows.filter(code=chosen) if known else rows)
        return {"parts": parts, "needed": needed, "initial": start}

    def perform(self, form: forms.Form) -> Entry:
        """Add it to the authority where the actor keeps values."""
        assert self.set is not None
        home = selectors.kept_by(self.actor, self.set, form.cleaned_data["code"])
        return services.add(self.set.name, authority=home, by=self.actor, at=self.at, **form.cleaned_data)

    def next_url(self, result: Entry) -> str:
        """Go back to the set."""
        return f"/settings/reference/{result.set}/"


class OnValue(FormPage, OnSet):
    """An act on one value of an authority."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the value within reach; shipped values are not ended on screen."""
        super().setup(request, *args, **kwargs)
        actor = request.actor  # type: ignore[attr-defined]
        rows = selectors.entries(actor, kwargs["name"])
        self.entry = rows.filter(pk=kwargs["pk"], authority__in=actor.reach).first()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for a value out of reach."""
        if self.entry is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def next_url(self, result: Entry) -> str:
        """Go back to the set."""
        return f"/settings/reference/{result.set}/"

    def context(self) -> dict[str, Any]:
        """Add the value, and what stands in the way before anybody types a reason."""
        assert self.act is not None and self.entry is not None
        offer = offering.offer(self.act, self.entry, by=self.actor, at=self.at)
        return {**super().context(), "entry": self.entry, "offer": offer}


class EndValueView(OnValue):
    """End a value from a date, with a reason."""

    act = acts.END
    form_class = EndValueForm
    template_name = "reference/end.html"
    title = "End this value"

    def perform(self, form: forms.Form) -> Entry:
        """End it."""
        assert self.entry is not None
        return services.end(self.entry, by=self.actor, at=self.at, **form.cleaned_data)


class TakeBackView(OnValue):
    """Take back a value that has not begun."""

    act = acts.TAKE_BACK
    form_class = TakeBackForm
    template_name = "reference/end.html"
    title = "Take this value back"

    def perform(self, form: forms.Form) -> Entry:
        """Take it back."""
        assert self.entry is not None
        return services.take_back(self.entry, by=self.actor, at=self.at, **form.cleaned_data)


def part_initial(part: Any) -> Any:
    """Give a part as its field shows it."""
    return json.dumps(part, ensure_ascii=False) if isinstance(part, dict | list) else part
