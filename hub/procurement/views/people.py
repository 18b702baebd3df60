"""The pages about the people of a case."""

from __future__ import annotations

from typing import Any

from hub.platform.clock import london
from hub.platform.identity.selectors import officers_of
from hub.procurement import acts, forms, selectors, services
from hub.procurement.terms import TeamRole
from hub.procurement.views.acting import CaseAct, RowsAct


class PeopleAct(CaseAct):
    """An act that leads back to the people of the case."""

    def next_url(self, result: Any) -> str:
        """Go back to the people."""
        return f"{self.record.get_absolute_url()}people/"


class TeamView(RowsAct, PeopleAct):
    """Name the team."""

    act = acts.NAME_TEAM
    service = staticmethod(services.name_team)
    form_class = forms.TeamForm
    template_name = "procurement/name_team.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give the people of the authority."""
        people = officers_of(self.record.authority, on=london(self.at).date())
        return {**super().form_arguments(), "people": people}

    def rows(self) -> list[dict[str, Any]]:
        """Give the team, and a row for each role that a whole team has; a new case's owner begins as procurement."""
        held = selectors.team_now(self.record)
        owner = str(self.record.owner_id or "") if not held else ""
        missing = [
            {"person": owner if role == TeamRole.PROCUREMENT else "", "role": role.value}
            for role in selectors.missing_roles(self.record)
        ]
        return [{"person": str(row.person_id), "role": row.role} for row in held] + missing


class DeclareView(PeopleAct):
    """Declare an interest, or none."""

    act = acts.DECLARE
    service = staticmethod(services.declare)
    form_class = forms.DeclareForm


class DecideInterestView(PeopleAct):
    """Decide about a declared interest."""

    act = acts.DECIDE_INTEREST
    service = staticmethod(services.decide_interest)
    form_class = forms.DecideInterestForm
    template_name = "procurement/decide_interest.html"

    def form_arguments(self) -> dict[str, Any]:
        """Give the declarations that wait."""
        return {**super().form_arguments(), "interests": selectors.waiting_interests(self.record)}


class AssessConflictsView(PeopleAct):
    """Prepare or review the conflicts assessment."""

    act = acts.ASSESS_CONFLICTS
    service = staticmethod(services.assess_conflicts)
    form_class = forms.ConflictsForm
    template_name = "procurement/assess_conflicts.html"

    def get_initial(self) -> dict[str, Any]:
        """Begin with the newest revision; of a first one, with what people declared."""
        newest = self.record.assessments.first()
        if newest is None:
            first = selectors.first_conflicts(self.record)
            return {**super().get_initial(), **first}
        names = ("conflicts", "steps", "perceived")
        return {**super().get_initial(), **{name: getattr(newest, name) for name in names}}

    def context(self) -> dict[str, Any]:
        """Add what the law asks."""
        return {**super().context(), "duties": selectors.conflict_duties(self.record)}


class PartnersView(RowsAct, PeopleAct):
    """Name the partner authorities."""

    act = acts.SET_PARTNERS
    service = staticmethod(services.set_partners)
    form_class = forms.PartnersForm

    def form_arguments(self) -> dict[str, Any]:
        """Give the authorities to choose from."""
        return {**super().form_arguments(), "authorities": selectors.other_authorities(self.record)}

    def rows(self) -> list[dict[str, Any]]:
        """Give the partners of the case."""
        return [{"partner": str(row.authority_id), "note": row.note} for row in self.record.partners.all()]
