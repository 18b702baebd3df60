"""Versions of the strategy: enter, propose, word, compare, adopt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms as django_forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from hub.platform.govuk.acting import ReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Row
from hub.platform.ui.views import ActView, CreateView, PageView, RecordView
from hub.platform.words import date_long
from hub.strategy import acts, forms, rules, selectors, services
from hub.strategy.founding import founding
from hub.strategy.models import Clause, Version
from hub.strategy.terms import PROMISES, ClauseKind
from hub.strategy.views.reading import parts


class VersionsView(PageView):
    """Every version, the newest first."""

    reads = OFFICERS
    menu = "strategy"
    title = "Versions of the strategy"
    template_name = "strategy/versions.html"

    def context(self) -> dict[str, Any]:
        """Add the versions."""
        return {
            **super().context(),
            "versions": selectors.versions(self.actor),
            "may_propose": self.actor.has_any(acts.PROPOSE.held_by),
            "parts": parts("/strategy/versions/"),
        }


class VersionView(RecordView):
    """One version: its facts, its text, what was done with it."""

    reads = OFFICERS
    menu = "strategy"
    find = selectors.version
    template_name = "strategy/version.html"

    def context(self) -> dict[str, Any]:
        """Add facts, text and history."""
        version = self.record
        return {
            **super().context(),
            "version": version,
            "rows": facts(version),
            "clauses": version.held_clauses(),
            "plan": selectors.with_rows(version),
            "gone": selectors.gone_from(version),
            "days": days_of(version, self.actor),
        }


def facts(version: Version) -> list[Row]:
    """Give what is known of a version."""
    follows = version.follows
    return [
        Row("Status", version.get_status_display()),
        Row("Adopted", date_long(version.adopted_on) if version.adopted_on else ""),
        Row("Decided by", version.minute),
        Row("Review date", date_long(version.review_on) if version.review_on else ""),
        *([Row("Follows", str(follows), href=follows.get_absolute_url())] if follows else []),
        *([Row("Why it was proposed", version.reason)] if version.reason else []),
        *([Row("Gave way on", date_long(version.superseded_on))] if version.superseded_on else []),
        Row("Source", version.source),
    ]


class CompareView(RecordView):
    """What a version changes against the one that it follows, or against another that the address names (``with``)."""

    reads = OFFICERS
    menu = "strategy"
    find = selectors.version
    template_name = "strategy/compare.html"

    def context(self) -> dict[str, Any]:
        """Add the differences."""
        version = self.record
        others = selectors.others(self.actor, version)
        wanted = self.request.GET.get("with", "")
        other = next((each for each in others if each.reference == wanted), None) if wanted else version.follows
        if wanted and other is None:
            raise Http404
        found = rules.differences(selectors.texts(other), selectors.texts(version)) if other else []
        reasons = selectors.reasons_left_out(version)
        return {
            **super().context(),
            "version": version,
            "other": other,
            "others": others,
            "differences": [(each, reasons.get(each.number, "")) for each in found],
            "title": "What changes",
        }


class BeginView(CreateView):
    """Enter the strategy that the authority has adopted."""

    act = acts.BEGIN
    menu = "strategy"
    form_class = forms.BeginForm
    service = staticmethod(services.begin)
    template_name = "strategy/begin.html"

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the shipped text and the authority."""
        return {"content": founding(), "authority": home_of(self.actor), **form.cleaned_data}

    def perform(self, form: django_forms.Form) -> Any:
        """Enter it."""
        arguments = self.arguments(form)
        return services.begin(arguments.pop("content"), by=self.actor, at=self.at, **arguments)


class ProposeView(CreateView):
    """Propose a new version."""

    act = acts.PROPOSE
    menu = "strategy"
    form_class = forms.ProposeForm
    service = staticmethod(services.propose)

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give title, reason and authority."""
        return {"authority": home_of(self.actor), **form.cleaned_data}


def clause_choices(clauses: Iterable[Clause]) -> list[tuple[str, str]]:
    """Give clauses as choices, each with its heading or the beginning of its text."""
    return [(each.number, f"{each.number} {each.title or each.text[:70]}") for each in clauses]


class VersionAct(ActView):
    """An act on a version."""

    find = selectors.version
    menu = "strategy"


class AsksWhich(VersionAct):
    """An act that puts other words in the place of those of a clause or a row, so its form begins with those.

    Where the address does not name one, the page first asks which is meant: an empty form would wipe out what is there.
    """

    names: ClassVar[str] = "row"

    def choices(self) -> list[tuple[str, str]]:
        """Give what may be named: value and words."""
        raise NotImplementedError

    def named(self) -> str:
        """Give what the address names, if it is there."""
        asked = self.request.GET.get(self.names, "")
        return asked if any(value == asked for value, _ in self.choices()) else ""

    def offered(self) -> list[tuple[str, str]]:
        """Give the choices of the form: the one that is named, and all where a page sends none."""
        named = self.named()
        return [each for each in self.choices() if each[0] == named] if named else self.choices()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form of the one that is named, or ask which."""
        offer = self.context()["offer"]
        if self.named() or not offer.is_open:
            return super().get(request, *args, **kwargs)
        asked = {**self.context(), "names": self.names, "choices": self.choices()}
        return render(request, "strategy/which.html", asked)


class RewordView(AsksWhich):
    """Reword one clause."""

    act = acts.REWORD
    service = staticmethod(services.reword)
    form_class = forms.RewordForm
    names = "clause"

    def clauses(self) -> Any:
        """Give the clauses that are reworded here; the heading of a section belongs to its rows too."""
        return self.record.held_clauses().exclude(kind_of_clause=ClauseKind.SECTION)

    def choices(self) -> list[tuple[str, str]]:
        """Give the clauses."""
        return clause_choices(self.clauses())

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the words of the clause."""
        one = self.clauses().filter(number=self.named()).first()
        initial = {"number": one.number, "title": one.title, "text": one.text} if one else {}
        return {"initial": initial, "clauses": self.offered()}


class RetargetView(VersionAct):
    """Change the target of a row."""

    act = acts.RETARGET
    service = staticmethod(services.retarget)
    form_class = forms.RetargetForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the rows."""
        rows = [(row.code, f"{row.code} {row.area}") for row in self.record.held_rows()]
        return {"initial": {"row": self.request.GET.get("row", "")}, "rows": rows}


class LinkClauseView(VersionAct):
    """Link a clause to what serves it; the address may name the clause."""

    act = acts.LINK_CLAUSE
    service = staticmethod(services.link_clause)
    form_class = forms.LinkClauseForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the clauses that promise something."""
        clauses = self.record.held_clauses().filter(kind_of_clause__in=sorted(PROMISES))
        return {"initial": {"number": self.request.GET.get("clause", "")}, "clauses": clause_choices(clauses)}


class UnlinkClauseView(VersionAct):
    """End a link of a clause."""

    act = acts.UNLINK_CLAUSE
    service = staticmethod(services.unlink_clause)
    form_class = forms.UnlinkClauseForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the links that hold."""
        found = selectors.links_of(self.record)
        return {**super().form_arguments(), "links": [(each.pk, f"{each.clause.number}: {each}") for each in found]}


class AdoptView(VersionAct):
    """Put a proposed version into force."""

    act = acts.ADOPT
    service = staticmethod(services.adopt)
    form_class = forms.AdoptForm


class WithdrawView(VersionAct):
    """Give a proposed version up."""

    act = acts.WITHDRAW
    service = staticmethod(services.withdraw)
    form_class = ReasonForm
