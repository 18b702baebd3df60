"""Pages of meetings."""

from __future__ import annotations

from typing import Any

from hub.governance import selectors
from hub.governance.models import AgendaItem, Meeting
from hub.governance.register import MeetingRegister
from hub.governance.showing import item_facts, meeting_facts, meeting_tag
from hub.governance.views.bodies import MENU
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.views import RegisterView
from hub.platform.ui.history import days_of
from hub.platform.ui.views import RecordView


class MeetingRegisterView(RegisterView):
    """The meetings."""

    register = MeetingRegister
    reads = OFFICERS
    menu = MENU


class MeetingView(RecordView):
    """One meeting: its agenda, who is expected or came, its acts."""

    reads = OFFICERS
    menu = MENU
    find = selectors.meeting
    template_name = "governance/meeting.html"
    record: Meeting

    def context(self) -> dict[str, Any]:
        """Add facts, agenda, attendance and history."""
        return {
            **super().context(),
            "rows": meeting_facts(self.record),
            "tag": meeting_tag(self.record),
            "items": selectors.items_of(self.record),
            "attendances": selectors.attendances_of(self.record),
            "days": days_of(self.record, self.actor),
        }


class ItemView(RecordView):
    """One item of an agenda."""

    reads = OFFICERS
    menu = MENU
    find = selectors.item
    template_name = "governance/item.html"
    record: AgendaItem

    def context(self) -> dict[str, Any]:
        """Add facts."""
        return {**super().context(), "rows": item_facts(self.record), "meeting": self.record.meeting}
