"""Page 1: what is needed; from a case, or together with the case that it begins."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms
from django.http import Http404

from hub.platform.clock import london
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.views import CreateView, FormPage, OnRecord, VersionedAct
from hub.tender import acts, forms, selectors, services
from hub.tender.models import Tender
from hub.tender.services import What

MENU = "procure"


def what_of(form: Any, **known: Any) -> What:
    """Give what was cleaned as the service takes it."""
    names = ("title", "description", "place", "contract_kind", "category", "needed_on")
    given = {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
    return What(**{"title": "", "description": "", **known, **given}, estimate=form.typed())


class Page1:
    """What both first pages share: the step after them, and the categories of the authority."""

    actor: Any
    at: Any

    def next_url(self, result: Tender) -> str:
        """Go on to the suppliers."""
        return f"{result.get_absolute_url()}choose-suppliers/"

    def done_sentence(self, result: Tender) -> str:
        """Say the route, and that nothing has left."""
        return f"{result.route}. Nothing has left the Hub yet."


class NewView(Page1, CreateView):
    """A quick quote for which there is no case yet."""

    act = acts.PREPARE
    menu = MENU
    title = "Quick quote: what do you need?"
    draft_title = "Quick quote"
    template_name = "tender/new.html"
    form_class: ClassVar[Any] = forms.WhatForm

    def form_arguments(self) -> dict[str, Any]:
        """Offer the categories of the officer's own authority."""
        home = home_of(self.actor)
        if home is None:
            raise Http404
        categories = selectors.categories(home, on=london(self.at).date())
        return {**super().form_arguments(), "categories": categories}

    def perform(self, form: django_forms.Form) -> Tender:
        """Begin the case and its quote."""
        home = home_of(self.actor)
        assert home is not None, "the form was made for somebody with an authority"
        return services.prepare_new(what_of(form), authority=home, by=self.actor, at=self.at)


class FromView(Page1, FormPage, OnRecord):
    """A quick quote of a case: what the case says is taken over, and only what it lacks is asked."""

    find = selectors.by_reference
    act = acts.PREPARE
    menu = MENU
    title = "Quick quote: what do you need?"
    template_name = "tender/from_case.html"
    form_class: ClassVar[Any] = forms.WhatForm

    def form_arguments(self) -> dict[str, Any]:
        """Leave out what the case says."""
        case = self.record
        categories = selectors.categories(case.authority, on=london(self.at).date())
        return {"initial": {"version": case.version}, "categories": categories, "case": case}

    def perform(self, form: django_forms.Form) -> Tender:
        """Begin its quote."""
        version = form.cleaned_data["version"]
        return services.prepare(self.record, what=what_of(form), by=self.actor, at=self.at, version=version)

    def context(self) -> dict[str, Any]:
        """Add the route by its value, and the quote that it has already."""
        route = selectors.route_of(self.record, on=london(self.at).date())
        return {**super().context(), "route": route, "known": selectors.underway(self.record)}


class QuoteAct(VersionedAct):
    """An act on a quote."""

    find = selectors.tender
    menu = MENU
    form_class: ClassVar[Any] = forms.VersionedForm


class ReviseView(QuoteAct):
    """Change what suppliers read of what is needed."""

    act = acts.REVISE
    form_class: ClassVar[Any] = forms.ReviseForm
    service: ClassVar[Any] = staticmethod(services.revise)

    def get_initial(self) -> dict[str, Any]:
        """Fill in what it says."""
        names = ("title", "description", "place")
        return {**super().get_initial(), **{name: getattr(self.record, name) for name in names}}
