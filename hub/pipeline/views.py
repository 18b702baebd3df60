"""Pages of the forward plan."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms

from hub.pipeline import acts, forms, selectors, services
from hub.pipeline.models import PipelineEntry
from hub.pipeline.register import PipelineRegister
from hub.platform.clock import london
from hub.platform.govuk.acting import VersionedForm, VersionedReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import officers_of
from hub.platform.registers.views import RegisterView
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Row
from hub.platform.ui.views import CreateView, RecordView, VersionedAct
from hub.platform.words import date_long, money


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
        """Add facts and history."""
        return {**super().context(), "rows": facts(self.record), "days": days_of(self.record, self.actor)}


def facts(entry: PipelineEntry) -> list[Row]:
    """Give what is known of an entry."""
    follows = (
        f"{entry.origin_reference}, which ends on {date_long(entry.origin_ends_on)}" if entry.origin_ends_on else ""
    )
    return [
        Row("Reference", entry.reference),
        Row("Follows", follows, href=entry.origin_page, empty="Nothing in the Hub"),
        Row("Description", entry.description),
        Row("Department", entry.department),
        Row("Value, ex VAT", "" if entry.value_ex_vat is None else money(entry.value_ex_vat)),
        Row("Needed from", date_long(entry.needed_on) if entry.needed_on else ""),
        Row("Last safe start of the competition", date_long(entry.start_by) if entry.start_by else ""),
        Row("Owner", entry.owner.name if entry.owner else ""),
        Row("Budget line", entry.budget_line),
        Row("CPV code", entry.main_cpv),
        Row("Proposed", date_long(entry.proposed_on)),
    ]


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
        names = ("owner", "needed_on", "start_by", "value_ex_vat", "budget_line")
        return {**super().get_initial(), **{name: getattr(self.record, name) for name in names}}


class ReviseView(PlanView):
    """Revise it."""

    act = acts.REVISE
    service: ClassVar[Any] = staticmethod(services.revise)
    form_class = forms.ReviseForm


class StartView(EntryAct):
    """Record that the procurement has started."""

    act = acts.START
    service = staticmethod(services.start)
    form_class = VersionedForm


class DropView(EntryAct):
    """Drop it."""

    act = acts.DROP
    service = staticmethod(services.drop)
