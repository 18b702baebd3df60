"""Pages of bodies."""

from __future__ import annotations

from typing import Any

from hub.governance import selectors
from hub.governance.models import Body
from hub.governance.register import BodyRegister
from hub.governance.showing import body_facts
from hub.platform.clock import london
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.views import RegisterView
from hub.platform.ui.history import days_of
from hub.platform.ui.views import RecordView

MENU = "procure"


class BodyRegisterView(RegisterView):
    """The bodies."""

    register = BodyRegister
    reads = OFFICERS
    menu = MENU


class BodyView(RecordView):
    """One body: what it is for, who sits on it, when it meets."""

    reads = OFFICERS
    menu = MENU
    find = selectors.body
    template_name = "governance/body.html"
    record: Body

    def context(self) -> dict[str, Any]:
        """Add facts, members of today, meetings and history."""
        on = london(self.at).date()
        return {
            **super().context(),
            "rows": body_facts(self.record),
            "members": selectors.members_of(self.record, on=on),
            "meetings": selectors.ahead(self.record.authority, on=on, body=self.record)[:6],
            "days": days_of(self.record, self.actor),
        }
