"""Open a case file."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.http import Http404

from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.views import CreateView, FormPage, OnRecord
from hub.procurement import acts, forms, rules, selectors, services


class BeginView(CreateView):
    """Begin a procurement that follows from no entry of the pipeline."""

    draft_title = "Begin a procurement"
    act = acts.BEGIN
    menu = "procure"
    form_class = forms.BeginForm
    template_name = "procurement/begin.html"

    def perform(self, form: Any) -> Any:
        """Open the case in the officer's own authority."""
        authority = home_of(self.actor)
        if authority is None:
            raise Http404
        typed = form.typed() if form.has_value() else None
        return services.begin(authority=authority, facts=form.facts(), estimate=typed, by=self.actor, at=self.at)


class BeginFromView(FormPage, OnRecord):
    """Begin the procurement of an entry of the pipeline: all that it says is carried over."""

    find = selectors.entry_to_start
    act = acts.BEGIN
    menu = "procure"
    title = "Start the procurement"
    form_class = forms.BeginFromForm
    template_name = "procurement/begin_from.html"

    def form_arguments(self) -> dict[str, Any]:
        """Say what the entry knows."""
        entry = self.record
        known = rules.carried(entry)
        return {
            **super().form_arguments(),
            "has_value": entry.value_ex_vat is not None,
            "knows_kind": bool(known.get("contract_kind")),
        }

    def get_initial(self) -> dict[str, Any]:
        """Keep the version of the entry that the person sees."""
        return {"version": self.record.version}

    def perform(self, form: django_forms.Form) -> Any:
        """Open the case and let the entry start."""
        return services.begin_from(self.record, by=self.actor, at=self.at, **form.cleaned_data)

    def context(self) -> dict[str, Any]:
        """Add the case that it became already, if it did."""
        return {**super().context(), "known": selectors.from_entry(self.record)}
