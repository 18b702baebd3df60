"""Pages of waivers."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms

from hub.gateway import acts, forms, rules, selectors, services, showing
from hub.gateway.models import Waiver
from hub.gateway.register import WaiverRegister
from hub.gateway.views.gates import MENU
from hub.platform.approvals import selectors as approvals
from hub.platform.documents import selectors as documents
from hub.platform.govuk.acting import VersionedForm, VersionedReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.views import RegisterView
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.history import days_of
from hub.platform.ui.views import CreateView, RecordView, VersionedAct


class WaiverRegisterView(RegisterView):
    """The waivers."""

    register = WaiverRegister
    reads = OFFICERS
    menu = MENU


class WaiverView(RecordView):
    """One waiver: what for, why, what it repeats, who approves."""

    reads = OFFICERS
    menu = MENU
    find = selectors.waiver
    template_name = "gateway/waiver.html"
    record: Waiver

    def context(self) -> dict[str, Any]:
        """Add facts, approvals, papers and history."""
        waiver, on = self.record, selectors.today(self.at)
        years = selectors.repeat_years(waiver.authority, on=waiver.asked_on)
        repeats = rules.repeats_in_words(waiver.repeats, years=years)
        return {
            **super().context(),
            "rows": showing.waiver_facts(waiver, repeats),
            "tag": showing.waiver_tag(waiver, on),
            "repeats": repeats,
            "requests": approvals.requests_about(waiver),
            "papers": documents.of(waiver, self.actor),
            "days": days_of(waiver, self.actor),
        }


class AskWaiverView(CreateView):
    """Ask for a waiver."""

    act = acts.ASK_WAIVER
    menu = MENU
    form_class = forms.WaiverForm
    template_name = "gateway/ask_waiver.html"
    done = "Asked for. Those who approve it by the scheme of delegation see it."

    def form_arguments(self) -> dict[str, Any]:
        """Offer the grounds of the authority."""
        return {**super().form_arguments(), **self.offered()}

    @property
    def home(self) -> Authority:
        """Give the authority for which the person works."""
        found = home_of(self.actor)
        assert found is not None, "who asks for a waiver works for an authority"
        return found

    def offered(self) -> dict[str, Any]:
        """Give the grounds, and how a procurement is found."""
        on = selectors.today(self.at)
        return {
            "grounds": selectors.grounds(self.home, on=on),
            "find_procurement": lambda reference: selectors.procurement_for(self.actor, reference),
        }

    def get_initial(self) -> dict[str, Any]:
        """Begin with what the address names."""
        names = ("procurement", "contract_reference", "supplier_name", "title")
        return {**super().get_initial(), **{name: self.request.GET.get(name, "") for name in names}}

    def perform(self, form: django_forms.Form) -> Waiver:
        """Ask for it."""
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return services.ask_waiver(authority=self.home, facts=facts, by=self.actor, at=self.at)


class WaiverAct(VersionedAct):
    """An act on a waiver."""

    find = selectors.waiver
    menu = MENU
    form_class: ClassVar[Any] = VersionedReasonForm
    record: Waiver


class ReviseWaiverView(WaiverAct):
    """Change a request."""

    act = acts.REVISE_WAIVER
    form_class = forms.WaiverForm

    def form_arguments(self) -> dict[str, Any]:
        """Offer the grounds of the authority."""
        on = selectors.today(self.at)
        return {
            **super().form_arguments(),
            "grounds": selectors.grounds(self.record.authority, on=on),
            "find_procurement": lambda reference: selectors.procurement_for(self.actor, reference),
        }

    def get_initial(self) -> dict[str, Any]:
        """Fill in what is recorded."""
        waiver = self.record
        names = [name for name in self.form_class.base_fields if name not in {"version", "procurement"}]
        known = {name: getattr(waiver, name) for name in names}
        return {
            **super().get_initial(),
            **known,
            "procurement": waiver.procurement.reference if waiver.procurement else "",
        }

    def perform(self, form: django_forms.Form) -> Waiver:
        """Change it."""
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        version = form.cleaned_data["version"]
        return services.revise_waiver(self.record, facts=facts, by=self.actor, at=self.at, version=version)


class GrantWaiverView(WaiverAct):
    """Grant it."""

    act = acts.GRANT_WAIVER
    form_class = VersionedForm
    service: ClassVar[Any] = staticmethod(services.grant_waiver)


class RefuseWaiverView(WaiverAct):
    """Refuse it."""

    act = acts.REFUSE_WAIVER
    service: ClassVar[Any] = staticmethod(services.refuse_waiver)


class WithdrawWaiverView(WaiverAct):
    """Withdraw it."""

    act = acts.WITHDRAW_WAIVER
    service: ClassVar[Any] = staticmethod(services.withdraw_waiver)
