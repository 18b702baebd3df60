"""Pages of decisions."""

from __future__ import annotations

from typing import Any

from hub.governance import selectors
from hub.governance.models import Decision
from hub.governance.register import DecisionRegister
from hub.governance.showing import decision_facts, decision_tag
from hub.governance.views.bodies import MENU
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.views import RegisterView
from hub.platform.ui.history import days_of
from hub.platform.ui.views import RecordView


class DecisionRegisterView(RegisterView):
    """The decisions."""

    register = DecisionRegister
    reads = OFFICERS
    menu = MENU


class DecisionView(RecordView):
    """One decision as it was taken."""

    reads = OFFICERS
    menu = MENU
    find = selectors.decision
    template_name = "governance/decision.html"
    record: Decision

    def context(self) -> dict[str, Any]:
        """Add facts and history."""
        return {
            **super().context(),
            "rows": decision_facts(self.record),
            "tag": decision_tag(self.record),
            "days": days_of(self.record, self.actor),
        }
