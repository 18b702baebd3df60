"""Pages of conditions."""

from __future__ import annotations

from typing import Any, ClassVar

from hub.gateway import acts, forms, selectors, services, showing
from hub.gateway.models import Condition
from hub.gateway.register import ConditionRegister
from hub.gateway.views.gates import MENU
from hub.platform.govuk.acting import VersionedReasonForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.identity.selectors import officers_of
from hub.platform.registers.views import RegisterView
from hub.platform.ui.history import days_of
from hub.platform.ui.views import RecordView, VersionedAct


class ConditionRegisterView(RegisterView):
    """The conditions of gates."""

    register = ConditionRegister
    reads = OFFICERS
    menu = MENU


class ConditionView(RecordView):
    """One condition."""

    reads = OFFICERS
    menu = MENU
    find = selectors.condition
    template_name = "gateway/condition.html"
    record: Condition

    def context(self) -> dict[str, Any]:
        """Add facts and history."""
        return {
            **super().context(),
            "rows": showing.condition_facts(self.record),
            "tag": showing.condition_tag(self.record, selectors.today(self.at)),
            "days": days_of(self.record, self.actor),
        }


class ConditionAct(VersionedAct):
    """An act on a condition."""

    find = selectors.condition
    menu = MENU
    form_class: ClassVar[Any] = VersionedReasonForm
    record: Condition


class MeetView(ConditionAct):
    """Record that it is met."""

    act = acts.MEET
    form_class = forms.MeetForm
    service: ClassVar[Any] = staticmethod(services.meet)


class MoveView(ConditionAct):
    """Change its day."""

    act = acts.MOVE
    form_class = forms.MoveForm
    service: ClassVar[Any] = staticmethod(services.move)

    def get_initial(self) -> dict[str, Any]:
        """Fill in the day that it has."""
        return {**super().get_initial(), "due_on": self.record.due_on}


class AssignView(ConditionAct):
    """Give it to somebody."""

    act = acts.ASSIGN
    form_class = forms.AssignForm
    service: ClassVar[Any] = staticmethod(services.assign)

    def form_arguments(self) -> dict[str, Any]:
        """Offer the people of the authority."""
        people = officers_of(self.record.authority, on=selectors.today(self.at))
        return {**super().form_arguments(), "people": people}

    def get_initial(self) -> dict[str, Any]:
        """Fill in who has it."""
        return {**super().get_initial(), "owner": self.record.owner}


class LiftView(ConditionAct):
    """Lift it."""

    act = acts.LIFT
    service: ClassVar[Any] = staticmethod(services.lift)
