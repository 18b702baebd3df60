"""Pages of the entries of the plan."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from hub.pipeline import acts, forms, rules, selectors, services, starting
from hub.pipeline.models import PipelineEntry
from hub.pipeline.register import PipelineRegister
from hub.platform.clock import london
from hub.platform.govuk.acting import VersionedForm, VersionedReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import officers_of
from hub.platform.registers.views import RegisterView
from hub.platform.tenancy.selectors import home_of, shared_with
from hub.platform.ui.history import days_of
from hub.platform.ui.offers import offer
from hub.platform.ui.parts import Link, Row, Stage
from hub.platform.ui.views import CreateView, RecordView, VersionedAct
from hub.platform.words import date_long, list_of, money


class PipelineRegisterView(RegisterView):
    """The forward plan."""

    register = PipelineRegister
    reads = OFFICERS
    menu = "plan"


class EntryView(RecordView):
    """One entry."""

    reads = OFFICERS
    menu = "plan"
    find = selectors.entry
    template_name = "pipeline/entry.html"

    def context(self) -> dict[str, Any]:
        """Add facts, needs, what partners plan alike, and history."""
        entry: PipelineEntry = self.record
        needs = selectors.needs_of_entry(entry, self.actor)
        is_ours = self.actor.holds(OFFICERS, entry.authority_id)
        return {
            **super().context(),
            "rows": facts(entry, may_change=is_ours),
            "stages": stages(entry),
            "needs": needs,
            "overlaps": selectors.overlaps(self.actor, entry.authority, entry=entry) if is_ours else [],
            "is_ours": is_ours,
            "is_late": entry.is_open and entry.start_by is not None and entry.start_by < london(self.at).date(),
            "days": days_of(entry, self.actor),
        }


def stages(entry: PipelineEntry) -> list[Stage]:
    """Give the chain from what was there before to the case that began."""
    before = (
        Stage("Contract", entry.origin_reference, "done", entry.origin_page)
        if entry.origin_reference
        else Stage("Need", "", "done" if entry.has_need else "next")
    )
    is_started = entry.status == "started"
    case = Stage("Procurement", entry.case_reference, "now" if is_started else "next", entry.case_page)
    return [
        before,
        Stage("Plan line", entry.reference, "done" if is_started else "now", entry.get_absolute_url()),
        case,
        Stage("Contract"),
    ]


def facts(entry: PipelineEntry, *, may_change: bool = True) -> list[Row]:
    """Give what is known of an entry; what lacks leads to where it is settled."""
    follows = (
        f"{entry.origin_reference}, which ends on {date_long(entry.origin_ends_on)}" if entry.origin_ends_on else ""
    )
    slug = "plan" if entry.status == "proposed" else "revise"
    change = Link("Settle", f"{entry.get_absolute_url()}{slug}/") if may_change and entry.is_open else None
    shared = list_of([one.name for one in shared_with(entry)])
    return [
        Row("Authority", entry.authority.name),
        Row("Reference", entry.reference),
        Row("Kind", entry.get_entry_kind_display()),
        Row("Follows", follows, href=entry.origin_page, empty="Nothing in the Hub"),
        *([Row("Case", entry.case_reference, href=entry.case_page)] if entry.case_reference else []),
        Row("Description", entry.description),
        Row("Department", entry.department),
        Row("Bought", entry.get_contract_kind_display(), change=_if(change, not entry.contract_kind)),
        Row("CPV code", entry.main_cpv, change=_if(change, not entry.main_cpv)),
        Row("Likely procedure", entry.get_procedure_display(), change=_if(change, not entry.procedure)),
        Row("Likely tier", entry.get_tier_display(), change=_if(change, not entry.tier)),
        Row("Value, ex VAT", _money(entry.value_ex_vat), change=_if(change, entry.value_ex_vat is None)),
        Row("Value, inc VAT", _money(entry.value_inc_vat), change=_if(change, entry.value_inc_vat is None)),
        Row("Budget line", entry.budget_line, change=_if(change, not entry.budget_line)),
        Row("Financial year", entry.budget_year_label),
        Row("Needed from", _date(entry.needed_on)),
        *([Row("Needed until", _date(entry.ends_on))] if entry.ends_on else []),
        Row("Last safe start of the competition", _date(entry.start_by), change=_if(change, entry.start_by is None)),
        *([Row("Notice planned for", _date(entry.advertise_on))] if entry.advertise_on else []),
        Row("Owner", entry.owner.name if entry.owner else "", change=_if(change, entry.owner is None)),
        Row("With partners", _sharing(entry, shared)),
        Row("Public", _public(entry)),
        Row("Proposed", date_long(entry.proposed_on)),
    ]


def _if(change: Link | None, is_missing: bool) -> Link | None:
    return change if is_missing else None


def _sharing(entry: PipelineEntry, shared: str) -> str:
    said = f"{entry.get_sharing_display()}{f': {shared}' if shared else ''}"
    return f"{said}. {entry.sharing_reason}" if entry.sharing_reason else said


def _public(entry: PipelineEntry) -> str:
    said = entry.get_public_state_display()
    if entry.is_shown and not entry.shows_value:
        return f"{said}, without its value"
    return f"{said}: {entry.get_hidden_because_display()}" if entry.hidden_because else said


def _money(amount: Any) -> str:
    return "" if amount is None else money(amount)


def _date(day: Any) -> str:
    return date_long(day) if day else ""


class ProposeView(CreateView):
    """Propose an entry that follows nothing in the Hub."""

    act = acts.PROPOSE
    menu = "plan"
    form_class = forms.ProposeForm
    service = staticmethod(services.propose)

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the facts, and the date and the authority apart."""
        facts = dict(form.cleaned_data)
        return {"authority": home_of(self.actor), "needed_on": facts.pop("needed_on"), "facts": facts}


class EntryAct(VersionedAct):
    """An act on an entry."""

    find = selectors.entry
    menu = "plan"
    form_class: ClassVar[Any] = VersionedReasonForm

    def next_url(self, result: Any) -> str:
        """Go back to the entry."""
        return self.record.get_absolute_url()  # type: ignore[no-any-return]


class PlanView(EntryAct):
    """Plan it."""

    act = acts.PLAN
    service: ClassVar[Any] = staticmethod(services.plan)
    form_class = forms.PlanForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the people of the authority."""
        people = officers_of(self.record.authority, on=london(self.at).date())
        return {**super().form_arguments(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        """Fill in what is recorded."""
        names = forms.PlanForm.base_fields
        return {**super().get_initial(), **{name: getattr(self.record, name) for name in names}}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give what a plan needs, and the further facts that were on the page apart."""
        cleaned = dict(form.cleaned_data)
        more = {name: cleaned.pop(name) for name in list(cleaned) if name in rules.SETTLED}
        sent = {name: value for name, value in more.items() if not _was_left_out(form, name)}
        return {**cleaned, "facts": sent}


def _was_left_out(form: django_forms.Form, name: str) -> bool:
    """Say whether a field was not sent at all, so that what is recorded stays."""
    field = form.fields[name]
    return bool(field.widget.value_omitted_from_data(form.data, form.files, form.add_prefix(name)))


class ReviseView(PlanView):
    """Revise it."""

    act = acts.REVISE
    service: ClassVar[Any] = staticmethod(services.revise)
    form_class = forms.ReviseForm


class StartView(EntryAct):
    """Start the procurement: on the page of the package that has cases, else by recording that it runs elsewhere."""

    act = acts.START
    service = staticmethod(services.start)
    form_class = VersionedForm
    template_name = "pipeline/start.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to where the case is begun, if it may be begun."""
        page = starting.page_for(self.record)
        if page and offer(acts.START, self.record, by=self.actor, at=self.at).is_open:
            return HttpResponseRedirect(page)
        return super().get(request, *args, **kwargs)


class DropView(EntryAct):
    """Drop it."""

    act = acts.DROP
    service = staticmethod(services.drop)


class SharingView(EntryAct):
    """Decide whether to buy with partners."""

    act = acts.DECIDE_SHARING
    service = staticmethod(services.decide_sharing)
    form_class = forms.SharingForm
    template_name = "pipeline/sharing.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the partners."""
        return {**super().form_arguments(), "offered": selectors.partners_of(self.record.authority)}

    def get_initial(self) -> dict[str, Any]:
        """Fill in who can read it now."""
        shared = [one.pk for one in shared_with(self.record)]
        return {**super().get_initial(), "partners": shared, "reason": self.record.sharing_reason}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the partners as a list."""
        return {**form.cleaned_data, "partners": list(form.cleaned_data["partners"])}

    def context(self) -> dict[str, Any]:
        """Add what partners plan alike."""
        return {
            **super().context(),
            "overlaps": selectors.overlaps(self.actor, self.record.authority, entry=self.record),
        }


class ShowView(EntryAct):
    """Put it on the public pipeline."""

    act = acts.SHOW
    service = staticmethod(services.show)
    form_class = forms.ShowForm
    template_name = "pipeline/show.html"

    def get_initial(self) -> dict[str, Any]:
        """Begin with the value shown."""
        return {**super().get_initial(), "shows_value": True}

    def context(self) -> dict[str, Any]:
        """Add what the public will read."""
        entry: PipelineEntry = self.record
        rows = [
            Row("Title", entry.title),
            Row("Description", entry.description),
            Row("Authority", entry.authority.name),
            Row("Department", entry.department),
            Row("CPV code", entry.main_cpv),
            Row("Value, ex VAT, if you show it", _money(entry.value_ex_vat)),
            Row("Notice planned for", _date(entry.advertise_on)),
            Row("Needed from", _date(entry.needed_on)),
        ]
        return {**super().context(), "rows": rows}


class HideView(EntryAct):
    """Take it off the public pipeline."""

    act = acts.HIDE
    service = staticmethod(services.hide)
    form_class = forms.HideForm


class HandOverView(EntryAct):
    """Give it to somebody else."""

    act = acts.HAND_OVER
    service = staticmethod(services.hand_over)
    form_class = forms.HandOverForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the people of the authority."""
        people = officers_of(self.record.authority, on=london(self.at).date())
        return {**super().form_arguments(), "people": people}
