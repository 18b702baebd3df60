"""Dated values on screen: every set, every value with its days and source, a new value from a date."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.platform import clock
from hub.platform.identity.roles import OFFICERS
from hub.platform.reference import acts, selectors, services
from hub.platform.reference.forms import AddValueForm, EndValueForm
from hub.platform.reference.models import Entry
from hub.platform.ui.views import FormPage, PageView


class SettingsView(PageView):
    """Every set of dated values."""

    reads = OFFICERS
    template_name = "reference/sets.html"
    title = "Dated values"

    def context(self) -> dict[str, Any]:
        """Add the sets as they stand today."""
        return {**super().context(), "sets": selectors.sets(self.actor, on=clock.london(self.at).date())}


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

    def context(self) -> dict[str, Any]:
        """Add the set and its values."""
        assert self.set is not None
        today = clock.london(self.at).date()
        rows = [(row, state(row, today), words_of(row.data)) for row in selectors.entries(self.actor, self.set.name)]
        may_add = self.set.is_local and self.actor.has_any(acts.KEEPERS)
        return {**super().context(), "set": self.set, "rows": rows, "may_add": may_add}


class SetView(OnSet):
    """One set: its values, past, present and to come."""

    reads = OFFICERS
    template_name = "reference/set.html"


class AddValueView(FormPage, OnSet):
    """Add a value of the actor's authority from a date."""

    act = acts.ADD
    form_class = AddValueForm
    template_name = "reference/add.html"
    title = "Add a value from a date"

    def form_arguments(self) -> dict[str, Any]:
        """Shape the form like the set's newest value."""
        assert self.set is not None
        example = next(iter(selectors.entries(self.actor, self.set.name)), None)
        start = {"code": example.code, "label": example.label} if example else {}
        chosen = self.request.GET.get("code", "")
        return {"parts": dict(example.data) if example else {}, "initial": {**start, "code": chosen}}

    def perform(self, form: forms.Form) -> Entry:
        """Add it to the authority where the actor keeps values."""
        assert self.set is not None
        home = selectors.kept_by(self.actor)
        return services.add(self.set.name, authority=home, by=self.actor, at=self.at, **form.cleaned_data)

    def next_url(self, result: Entry) -> str:
        """Go back to the set."""
        return f"/settings/reference/{result.set}/"


class EndValueView(FormPage, OnSet):
    """End a value from a date, with a reason."""

    act = acts.END
    form_class = EndValueForm
    template_name = "reference/end.html"
    title = "End this value"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the value within reach; shipped values are not ended on screen."""
        super().setup(request, *args, **kwargs)
        rows = selectors.entries(request.actor, kwargs["name"])  # type: ignore[attr-defined]
        self.entry = rows.filter(pk=kwargs["pk"], authority__isnull=False).first()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for a value out of reach."""
        if self.entry is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: forms.Form) -> Entry:
        """End it."""
        assert self.entry is not None
        return services.end(self.entry, by=self.actor, at=self.at, **form.cleaned_data)

    def next_url(self, result: Entry) -> str:
        """Go back to the set."""
        return f"/settings/reference/{result.set}/"

    def context(self) -> dict[str, Any]:
        """Add the value."""
        return {**super().context(), "entry": self.entry}


def state(row: Entry, today: Any) -> str:
    """Say whether a value holds, has ended or is to come."""
    if row.valid_from > today:
        return "To come"
    return "Ended" if row.valid_to is not None and row.valid_to <= today else "Holds"


def words_of(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Give the parts of a value as label and text."""
    shown = {name: json.dumps(part) if isinstance(part, dict | list) else str(part) for name, part in data.items()}
    return [(name.replace("_", " ").capitalize(), text) for name, text in shown.items()]
