"""The contracts that end with nothing planned, and the page on which several are put on the plan at once."""

from __future__ import annotations

from typing import Any

from hub.contract import acts, selectors, services
from hub.contract.models import Contract
from hub.contract.register import UnplannedRegister
from hub.platform.govuk.acting import NothingForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.queue import QueueView, TogetherView
from hub.platform.several import Several
from hub.platform.ui.parts import Link


class UnplannedView(QueueView):
    """What ends and is not followed, the first to end first."""

    register = UnplannedRegister
    reads = OFFICERS
    menu = "plan"
    together = (Link("Plan what follows these", "/contracts/unplanned/together/plan/"),)


class PlanTogetherView(TogetherView):
    """Put what follows several contracts on the plan."""

    act = acts.PLAN_NEXT
    menu = "plan"
    queue = "/contracts/unplanned/"
    noun = ("contract", "contracts")
    find_many = staticmethod(selectors.unplanned_among)
    form_class = NothingForm
    past = "put on the plan"

    def sort_out(self, records: list[Contract]) -> Several:
        """Tell which of them can be followed."""
        return services.sort_for_planning(records, by=self.actor, at=self.at)

    def several(self, records: list[Contract], form: Any) -> Several:
        """Plan what follows them."""
        return services.plan_next_several(records, by=self.actor, at=self.at)
