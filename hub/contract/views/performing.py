"""The acts on contracts as pages: one small view for each verb."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from hub.contract import acts, forms, selectors, services
from hub.contract.rules import MOVED, changing
from hub.contract.terms import OptionState
from hub.contract.views.record import find
from hub.platform.approvals.selectors import approved_terms
from hub.platform.clock import london
from hub.platform.govuk.acting import VersionedForm
from hub.platform.identity.roles import Role
from hub.platform.ui.offers import act_url
from hub.platform.ui.views import VersionedAct
from hub.platform.words import money


class ContractAct(VersionedAct):
    """An act on a contract."""

    find = find
    menu = "contracts"
    form_class: ClassVar[Any] = forms.ReasonForm

    def next_url(self, result: Any) -> str:
        """Go back to the record."""
        return self.record.get_absolute_url()  # type: ignore[no-any-return]


class SignView(ContractAct):
    """Record the signature."""

    act = acts.SIGN
    service = staticmethod(services.sign)
    form_class = forms.SignForm


class StartView(ContractAct):
    """Start a signed contract."""

    act = acts.START
    service = staticmethod(services.start)
    form_class = VersionedForm


class ExtendView(ContractAct):
    """Use the next extension option."""

    act = acts.EXTEND
    service = staticmethod(services.extend)
    template_name = "contract/extend.html"

    def context(self) -> dict[str, Any]:
        """Add the option, what its use would mean, and the way to leave it unused."""
        options = list(self.record.options.all())
        option = next((each for each in options if each.state == OptionState.OPEN), None)
        view = selectors.overview(self.record, on=london(self.at).date())
        value = self.record.value_ex_vat
        return {
            **super().context(),
            "option": option,
            "options": len(options),
            "countback": view.countback,
            "on": london(self.at).date(),
            "worth": f"{money(value)} ex VAT" if value is not None else "",
            "decline_url": act_url(acts.DECLINE_EXTENSION, self.record),
        }


class DeclineExtensionView(ContractAct):
    """Leave the next extension option unused."""

    act = acts.DECLINE_EXTENSION
    service = staticmethod(services.decline_extension)


class SuspendView(ContractAct):
    """Suspend the contract."""

    act = acts.SUSPEND
    service = staticmethod(services.suspend)


class ResumeView(ContractAct):
    """Resume the contract."""

    act = acts.RESUME
    service = staticmethod(services.resume)


def as_typed(terms: Mapping[str, Any]) -> dict[str, Any]:
    """Give the terms of an approval as the fields of a form begin with them: days as days, amounts as amounts."""
    days = {name: date.fromisoformat(terms[name]) for name in ("ended_on", "ends_on", "applies_on") if terms.get(name)}
    sums = {name: Decimal(terms[name]) for name in ("value_ex_vat", "value_inc_vat") if terms.get(name)}
    return {**terms, **days, **sums}


class EndView(ContractAct):
    """End the contract early."""

    act = acts.END
    service = staticmethod(services.end)
    form_class = forms.EndForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with the day and the ground that were approved."""
        return {**super().get_initial(), **as_typed(approved_terms(acts.END.name, self.record))}


class PutBackView(ContractAct):
    """Put a contract back in force that never ended."""

    act = acts.PUT_BACK
    service = staticmethod(services.put_back)
    form_class = forms.PutBackForm
    template_name = "contract/put_back.html"


class CorrectTermsView(ContractAct):
    """Correct the end or the value of a contract in force, as it was approved."""

    act = acts.CORRECT_TERMS
    service = staticmethod(services.correct_terms)
    form_class = forms.CorrectTermsForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the contract whose end and value the fields begin with."""
        return {**super().form_arguments(), "contract": self.record}

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was approved."""
        return {**super().get_initial(), **as_typed(approved_terms(acts.CORRECT_TERMS.name, self.record))}

    def arguments(self, form: Any) -> dict[str, Any]:
        """Give the end and the value together, and the reason apart."""
        given = super().arguments(form)
        terms = {name: given.pop(name) for name in (*MOVED, "what")}
        return {**given, "terms": terms}


class CorrectReferenceView(ContractAct):
    """Put a mistyped reference right."""

    act = acts.CORRECT_REFERENCE
    service = staticmethod(services.correct_reference)
    form_class = forms.CorrectReferenceForm
    template_name = "contract/correct_reference.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give what the contract is and was called: it may be called so again."""
        return {**super().form_arguments(), "borne": selectors.borne(self.record)}

    def get_initial(self) -> dict[str, Any]:
        """Begin with the present reference: mostly one sign of it is wrong."""
        return {**super().get_initial(), "reference": self.record.reference}

    def field_of(self, form: Any, finding: Any) -> str | None:
        """Put beside the field that a reference is taken."""
        return finding.cure if finding.cure in form.fields else None


class ChangeView(ContractAct):
    """Change what was agreed, on a ground of the law, as it was approved."""

    act = acts.CHANGE
    service = staticmethod(services.change)
    form_class = forms.ChangeForm
    template_name = "contract/change.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give the contract whose end and value the fields begin with, and whether Legal asks."""
        is_legal = self.actor.holds({Role.LEGAL}, self.record.authority_id)
        return {**super().form_arguments(), "contract": self.record, "is_legal": is_legal}

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was approved."""
        return {**super().get_initial(), **as_typed(approved_terms(acts.CHANGE.name, self.record))}

    def arguments(self, form: Any) -> dict[str, Any]:
        """Give what is changed together, and the reason apart."""
        given = super().arguments(form)
        terms = {name: given.pop(name, "") for name in changing.CHANGED}
        return {**given, "terms": terms}

    def context(self) -> dict[str, Any]:
        """Add the limits of each ground and the changes made before."""
        return {
            **super().context(),
            "limits": selectors.change_limits(self.record, on=london(self.at).date()),
            "changes": selectors.changes_of(self.record),
        }


class TransferView(ContractAct):
    """Hand the contract over."""

    act = acts.TRANSFER
    service = staticmethod(services.transfer)
    form_class = forms.TransferForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the people who may take it."""
        people = selectors.officers_of(self.record.authority, on=london(self.at).date())
        return {**super().form_arguments(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        """Begin with the duty that nobody has."""
        duty = "owner" if self.record.manager_id and not self.record.owner_id else "manager"
        return {**super().get_initial(), "duty": duty}


class PlanNextView(ContractAct):
    """Put what follows the contract on the pipeline."""

    act = acts.PLAN_NEXT
    service = staticmethod(services.plan_next)
    form_class = VersionedForm
    template_name = "contract/plan_next.html"

    def next_url(self, result: Any) -> str:
        """Go to the entry that was made."""
        return result.get_absolute_url()  # type: ignore[no-any-return]


class ConfirmView(ContractAct):
    """Confirm that the record is right."""

    act = acts.CONFIRM
    service = staticmethod(services.confirm)
    form_class = VersionedForm
    template_name = "contract/confirm.html"

    def context(self) -> dict[str, Any]:
        """Show what is confirmed."""
        return {
            **super().context(),
            "groups": selectors.facts(self.record, section="", may_change=False, on=london(self.at).date()),
        }


class SetTierView(ContractAct):
    """Set the tier."""

    act = acts.SET_TIER
    service = staticmethod(services.set_tier)
    form_class = forms.TierForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with the present tier."""
        return {**super().get_initial(), "tier": self.record.tier}


class WithdrawView(ContractAct):
    """Withdraw an entry from the register."""

    act = acts.WITHDRAW
    service = staticmethod(services.withdraw)
    form_class = forms.WithdrawForm
    template_name = "contract/withdraw.html"


class RestoreView(ContractAct):
    """Put a withdrawn entry back on the register."""

    act = acts.RESTORE
    service = staticmethod(services.restore)
    form_class = forms.RestoreForm
    template_name = "contract/restore.html"

    def context(self) -> dict[str, Any]:
        """Say why and when it was withdrawn, and where it goes back to."""
        return {**super().context(), "withdrawal": selectors.withdrawal_of(self.record)}
