"""The pages on which something is decided about a case."""

from __future__ import annotations

from typing import Any

from hub.platform.clock import london
from hub.platform.words import money
from hub.procurement import acts, beside, forms, selectors, services
from hub.procurement.views.acting import CaseAct, RowsAct

TRUTH = {True: "yes", False: "no", None: ""}


class AggregateView(CaseAct):
    """Decide which purchases count together with it."""

    act = acts.AGGREGATE
    service = staticmethod(services.aggregate)
    form_class = forms.AggregateForm
    template_name = "procurement/aggregate.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give the purchases that look alike."""
        found = [(one.purchase.token, _words(one.purchase), _note(one.purchase)) for one in self.found]
        return {**super().form_arguments(), "found": found}

    @property
    def found(self) -> list[Any]:
        """Give the purchases that look alike, read once for the page."""
        if not hasattr(self, "_found"):
            self._found = selectors.neighbours(self.record, self.actor, on=london(self.at).date())
        return self._found

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was decided before."""
        together = [one.purchase.token for one in self.found if one.counts]
        return {**super().get_initial(), "together": together, "good_reason": self.record.aggregation_reason}

    def context(self) -> dict[str, Any]:
        """Add the purchases with their pages, and what the case is worth by itself."""
        return {**super().context(), "found": self.found, "standing": selectors.standing_of(self.record)}


def _words(one: beside.Purchase) -> str:
    value = money(one.value_inc_vat) + " with VAT" if one.value_inc_vat is not None else "value not recorded"
    return f"{one.reference} {one.title}, {value}"


def _note(one: beside.Purchase) -> str:
    return ". ".join(part for part in (beside.label_of(one.source), one.note) if part)


class LotsView(RowsAct):
    """Decide about lots."""

    act = acts.SET_LOTS
    service = staticmethod(services.set_lots)
    form_class = forms.LotsForm

    def rows(self) -> list[dict[str, Any]]:
        """Give the lots of the case."""
        found = self.record.lots.values("number", "title", "value_ex_vat", "suits_smes")
        return [{**row, "suits_smes": TRUTH[row["suits_smes"]]} for row in found]

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was found before."""
        case = self.record
        return {
            **super().get_initial(),
            "could_be_several": TRUTH[case.could_be_several],
            "suitable": TRUTH[case.lots_suitable],
            "reason": case.no_lots_reason,
        }

    def arguments(self, form: Any) -> dict[str, Any]:
        """Give the decision as a whole."""
        return {"decision": form.decision(), "version": form.cleaned_data["version"]}


class ObjectivesView(RowsAct):
    """Name the objectives that it serves."""

    act = acts.SET_OBJECTIVES
    service = staticmethod(services.set_objectives)
    form_class = forms.ObjectivesForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the clauses of the strategy, those already chosen among them."""
        chosen = {row.clause for row in self.record.objectives.select_related("clause") if row.clause}
        offered = selectors.clauses(self.record, on=london(self.at).date())
        return {**super().form_arguments(), "clauses": [*offered, *sorted(chosen - set(offered), key=lambda c: c.pk)]}

    def rows(self) -> list[dict[str, Any]]:
        """Give the objectives of the case."""
        found = self.record.objectives.values("clause", "text", "measure", "baseline", "target", "measure_on")
        return [{**row, "clause": str(row["clause"] or "")} for row in found]


class SocialValueView(CaseAct):
    """Decide whether social value is in, and with which weight."""

    act = acts.DECIDE_SOCIAL_VALUE
    service = staticmethod(services.decide_social_value)
    form_class = forms.SocialValueForm
    template_name = "procurement/social_value.html"

    @property
    def rule(self) -> Any:
        """Give the rule of today."""
        return selectors.social_value_rule(self.record, on=london(self.at).date())

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was decided, else with what the rule says."""
        case, rule = self.record, self.rule
        decided = bool(case.social_value)
        return {
            **super().get_initial(),
            "decision": case.social_value or ("in" if rule.is_in else ""),
            "weight": case.social_value_weight if decided else (rule.weight or None),
            "reason": case.social_value_reason,
        }

    def context(self) -> dict[str, Any]:
        """Add the rule."""
        return {**super().context(), "rule": self.rule}


class SmesView(CaseAct):
    """Consider small and medium firms."""

    act = acts.CONSIDER_SMES
    service = staticmethod(services.consider_smes)
    form_class = forms.SmesForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was found before."""
        return {**super().get_initial(), "barriers": self.record.sme_barriers, "steps": self.record.sme_steps}


class IdeasView(CaseAct):
    """Decide whether new ideas are invited."""

    act = acts.INVITE_IDEAS
    service = staticmethod(services.invite_ideas)
    form_class = forms.IdeasForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was decided before."""
        case = self.record
        return {**super().get_initial(), "innovation": case.innovation, "reason": case.innovation_reason}


class AdviseView(CaseAct):
    """Ask which routes are open."""

    act = acts.ADVISE
    service = staticmethod(services.advise)
    form_class = forms.AdviseForm
    template_name = "procurement/advise.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give the grounds for a direct award."""
        return {**super().form_arguments(), "grounds": selectors.grounds(self.record)}

    def get_initial(self) -> dict[str, Any]:
        """Begin with the answers of the newest advice."""
        newest = selectors.newest_advice(self.record)
        if newest is None:
            return super().get_initial()
        said = {name: TRUTH[value] if isinstance(value, bool) else value for name, value in newest.answers.items()}
        return {**super().get_initial(), **said}

    def arguments(self, form: Any) -> dict[str, Any]:
        """Give the answers together."""
        return {"answers": form.answers(), "version": form.cleaned_data["version"]}

    def next_url(self, result: Any) -> str:
        """Go to the routes that were found."""
        return f"{self.record.get_absolute_url()}route/"

    def context(self) -> dict[str, Any]:
        """Add where the case stands against its threshold."""
        return {**super().context(), "standing": selectors.standing_of(self.record)}


class ChooseProcedureView(CaseAct):
    """Choose the procedure."""

    act = acts.CHOOSE_PROCEDURE
    service = staticmethod(services.choose_procedure)
    form_class = forms.ChooseProcedureForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the routes that the newest advice found open."""
        newest = selectors.newest_advice(self.record)
        opened = [one for one in newest.routes if one["open"]] if newest else []
        routes = [(one["procedure"], one["label"], f"{one['reason']} ({one['citation']})") for one in opened]
        return {**super().form_arguments(), "routes": routes}

    def get_initial(self) -> dict[str, Any]:
        """Begin with the procedure that was chosen."""
        case = self.record
        return {**super().get_initial(), "procedure": case.procedure, "reason": case.procedure_reason}

    def next_url(self, result: Any) -> str:
        """Go to the route."""
        return f"{self.record.get_absolute_url()}route/"
