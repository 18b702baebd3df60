"""The pages that say what a case is about."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from hub.platform.clock import london
from hub.platform.drafts.forms import VersionedFormMixin
from hub.platform.identity.selectors import officers_of
from hub.platform.ui.parts import Link
from hub.procurement import acts, forms, services
from hub.procurement.views.acting import CaseAct


class ReviseView(VersionedFormMixin, CaseAct):
    """Change one group of facts; where somebody else changed the same, both are shown."""

    act = acts.REVISE
    service = staticmethod(services.revise)
    form_class = forms.ReviseForm
    template_name = "procurement/revise.html"

    @property
    def group(self) -> str:
        """Give the group of facts that this page changes."""
        asked = str(self.kwargs.get("group", "")) or next(iter(forms.GROUPS))
        if asked not in forms.GROUPS:
            raise Http404
        return asked

    def form_arguments(self) -> dict[str, Any]:
        """Give the form its group."""
        return {**super().form_arguments(), "group": self.group}

    def get_initial(self) -> dict[str, Any]:
        """Fill the form from the record."""
        return {name: getattr(self.record, name) for name in forms.GROUPS[self.group][1]}

    def arguments(self, form: Any) -> dict[str, Any]:
        """Give the facts of the group."""
        return {"changes": {name: form.cleaned_data[name] for name in form.names}, "version": self.seen_version}

    def context(self) -> dict[str, Any]:
        """Add the other groups."""
        base = f"{self.record.get_absolute_url()}revise/"
        links = [Link(name, f"{base}{key}/", current=key == self.group) for key, (name, _) in forms.GROUPS.items()]
        return {**super().context(), "groups": links, "title": f"Change: {forms.GROUPS[self.group][0].lower()}"}


class EstimateView(VersionedFormMixin, CaseAct):
    """Estimate the value anew."""

    act = acts.ESTIMATE
    service = staticmethod(services.estimate)
    form_class = forms.EstimateForm
    template_name = "procurement/estimate.html"

    def get_initial(self) -> dict[str, Any]:
        """Begin with the newest estimate."""
        newest = self.record.estimates.first()
        if newest is None:
            return {}
        return {
            "amount": newest.amount, "vat_basis": newest.vat_basis, "vat_treatment": newest.vat_treatment,
            "method": newest.method, "how": newest.basis, "is_beyond": newest.is_beyond_estimate,
            "other": newest.other,
        }  # fmt: skip

    def arguments(self, form: Any) -> dict[str, Any]:
        """Give the estimate as it was typed."""
        return {"typed": form.typed(), "version": self.seen_version}


class FixRulesView(CaseAct):
    """Fix the day whose law applies."""

    act = acts.FIX_RULES
    service = staticmethod(services.fix_rules)
    form_class = forms.FixRulesForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with the day that holds."""
        return {**super().get_initial(), "rules_on": self.record.rules_on}


class TransferView(CaseAct):
    """Hand the case over."""

    act = acts.TRANSFER
    service = staticmethod(services.transfer)
    form_class = forms.TransferForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the people who may take it."""
        people = officers_of(self.record.authority, on=london(self.at).date())
        return {**super().form_arguments(), "people": people}
