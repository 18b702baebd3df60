"""Payees: the lists, one with the reason of its match, what people say of it, and the queue one after the other."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from hub.platform.clock import london
from hub.platform.govuk.acting import VersionedReasonForm
from hub.platform.identity.roles import OFFICERS, Role
from hub.platform.identity.selectors import officers_of
from hub.platform.registers.queue import QueueView as QueueRegisterView
from hub.platform.registers.queue import TogetherView
from hub.platform.registers.views import RegisterView
from hub.platform.several import Several, sort_out
from hub.platform.ui.history import days_of
from hub.platform.ui.parts import Link, Row
from hub.platform.ui.views import PageView, RecordView, VersionedAct
from hub.platform.words import money, plural
from hub.spend import acts, forms, register
from hub.spend.models import Payee
from hub.spend.selectors import payees as known
from hub.spend.services import jobs, payees
from hub.spend.views.base import lines_href
from hub.supplier import acts as of_suppliers


class PayeeRegisterView(RegisterView):
    """Everybody whom the ledgers name."""

    register: ClassVar[Any] = register.PayeeRegister
    reads = OFFICERS
    menu = "spend"


class UnmatchedRegisterView(PayeeRegisterView):
    """The queue."""

    register = register.UnmatchedRegister


class NoContractRegisterView(PayeeRegisterView):
    """Suppliers with no contract."""

    register = register.NoContractRegister


class DoubtfulRegisterView(QueueRegisterView):
    """Those who may be people; finance says of many at once what they are."""

    register: ClassVar[Any] = register.DoubtfulRegister
    reads = frozenset({Role.FINANCE})
    menu = "spend"
    together = (
        Link("These are organisations", "/spend/doubtful/together/organisations/"),
        Link("These are people", "/spend/doubtful/together/people/"),
    )


class DoubtfulTogether(TogetherView):
    """Say of several payees what they are."""

    act = acts.MARK_PERSON
    menu = "spend"
    queue = "/spend/doubtful/"
    noun = ("payee", "payees")
    find_many = staticmethod(known.chosen_doubtful)
    form_class = forms.WhyForm
    is_person: ClassVar[bool]

    def sort_out(self, records: list[Payee]) -> Several:
        """Tell which of them it is open for."""
        bar = None if self.is_person else (lambda payee: payees.only_finance(payee, self.actor))
        return sort_out(acts.MARK_PERSON, records, by=self.actor, at=self.at, bar=bar)

    def several(self, records: list[Payee], form: django_forms.Form) -> Several:
        """Say it, and let what was paid be matched and counted anew."""
        told = {"is_person": self.is_person, "reason": form.cleaned_data["reason"]}
        found = payees.mark_several(records, by=self.actor, at=self.at, **told)
        for authority in {payee.authority_id: payee.authority for payee in found.done}.values():
            jobs.count_again(authority)
        return found


class TheseArePeople(DoubtfulTogether):
    """They are people."""

    is_person = True
    past = "marked as people"


class TheseAreOrganisations(DoubtfulTogether):
    """They are organisations."""

    is_person = False
    past = "marked as organisations"


class PayeeView(RecordView):
    """One payee: who it is taken for and why, what it got, and what will be done."""

    reads = OFFICERS
    menu = "spend"
    find = staticmethod(known.readable)
    template_name = "spend/payee.html"
    record: Payee

    def context(self) -> dict[str, Any]:
        """Add facts and history."""
        heading = register.heading_of(self.record)
        return {
            **super().context(),
            "rows": facts(self.record),
            "heading": heading,
            "days": days_of(self.record, self.actor),
        }


def facts(payee: Payee) -> list[Row]:
    """Give what is known of a payee."""
    supplier = payee.supplier.standing if payee.supplier else None
    paid = f"{money(payee.amount, pence=True)}, {plural(payee.lines, 'line')}"
    return [
        Row("Paid", paid, href=lines_href(payee=payee.pk)),
        Row("What it is", payee.get_payee_kind_display()),
        Row("Supplier", supplier.name if supplier else "", href=supplier.get_absolute_url() if supplier else "",
            empty="Not matched"),
        *([Row("Paid to this supplier", "By month, department and contract", href=f"/spend/suppliers/{supplier.pk}/")]
          if supplier and payee.lines else []),
        Row("Why", payee.reason, empty="Nothing led to one supplier"),
        Row("Number in the ledger", payee.supplier_number),
        Row("Company number in the ledger", payee.company_number),
        Row("Contract that the ledger names", payee.contract_reference),
        Row("What will be done without a contract", payee.get_outcome_display() if payee.outcome else "",
            empty="Nothing said yet"),
        Row("Who sees to it", payee.owner.name if payee.owner else "", empty="Nobody"),
    ]  # fmt: skip


class PayeeAct(VersionedAct):
    """An act on a payee."""

    find = staticmethod(known.readable)
    menu = "spend"
    form_class: ClassVar[Any] = VersionedReasonForm

    def perform(self, form: django_forms.Form) -> Any:
        """Perform, and let what was paid under contracts be counted anew."""
        done = super().perform(form)
        jobs.count_again(done.authority)
        return done


class MatchView(PayeeAct):
    """Say which supplier it is."""

    act = acts.MATCH
    service: ClassVar[Any] = staticmethod(payees.match)
    form_class = forms.MatchForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the suppliers that it may be, and the name under which the reader may add it."""
        new_name = self.record.name if self.may_add and not self.record.is_person else ""
        return {**super().form_arguments(), "likely": known.candidates(self.record), "new_name": new_name}

    @property
    def may_add(self) -> bool:
        """Say whether the reader may put suppliers on the register."""
        return self.actor.has_any(of_suppliers.ADD.held_by)

    def perform(self, form: django_forms.Form) -> Any:
        """Match it, to an entry that is made for it where it has none."""
        if form.cleaned_data["supplier"] != forms.NEW:
            return super().perform(form)
        told = {"reason": form.cleaned_data["reason"], "version": form.cleaned_data["version"]}
        done = payees.enter(self.record, by=self.actor, at=self.at, **told)
        jobs.count_again(done.authority)
        return done

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Leave out the name that was looked for."""
        return {name: form.cleaned_data[name] for name in ("supplier", "reason", "version")}


class QueueView(MatchView):
    """One payee of the queue: choose with the arrow keys, Enter, and the next is there."""

    form_class = forms.QueueForm
    template_name = "spend/queue.html"

    def context(self) -> dict[str, Any]:
        """Add the payee's facts and how many wait."""
        waiting = known.unmatched(self.actor).filter(authority=self.record.authority_id).count()
        return {
            **super().context(), "title": register.heading_of(self.record), "rows": facts(self.record)[:1],
            "waiting": waiting, "lines_href": lines_href(payee=self.record.pk),
        }  # fmt: skip

    def form_valid(self, form: django_forms.Form) -> HttpResponseBase:
        """Leave it for later without an act, or perform."""
        if form.cleaned_data["supplier"] == forms.LATER:
            return HttpResponseRedirect(self.next_url(self.record))
        return super().form_valid(form)

    def perform(self, form: django_forms.Form) -> Any:
        """Match, or say that it is a person."""
        self.following = known.after(self.record, self.actor)
        if form.cleaned_data["supplier"] != forms.PERSON:
            return super().perform(form)
        told = {"reason": form.cleaned_data["reason"], "version": form.cleaned_data["version"]}
        return payees.mark_person(self.record, is_person=True, by=self.actor, at=self.at, **told)

    def done_sentence(self, result: Any) -> str:
        """Say what was said."""
        return f"{register.heading_of(result)}: {result.supplier.name if result.supplier else 'a person'}."

    def next_url(self, result: Any) -> str:
        """Go on with the next."""
        following = getattr(self, "following", None) or known.after(result, self.actor)
        return f"/spend/unmatched/{following.pk}/" if following else "/spend/unmatched/"


class FirstView(PageView):
    """Begin the queue with the payee that got most."""

    act = acts.MATCH

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Go to it."""
        first = known.unmatched(self.actor).filter(authority=self.actor.home_id).first()
        if first is None:
            messages.info(request, "Every payee is matched.")
        return HttpResponseRedirect(f"/spend/unmatched/{first.pk}/" if first else "/spend/unmatched/")


class UnmatchView(PayeeAct):
    """It is not this supplier."""

    act = acts.UNMATCH
    service = staticmethod(payees.unmatch)


class PersonView(PayeeAct):
    """Say whether it is a person."""

    act = acts.MARK_PERSON
    service = staticmethod(payees.mark_person)
    form_class = forms.PersonForm


class SettleView(PayeeAct):
    """Say what will be done about spending without a contract."""

    act = acts.SETTLE
    service = staticmethod(payees.settle)
    form_class = forms.SettleForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the form the people of the authority."""
        people = officers_of(self.record.authority, on=london(self.at).date())
        return {**super().form_arguments(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        """Fill in what is recorded."""
        return {**super().get_initial(), "outcome": self.record.outcome, "owner": self.record.owner}
