"""What can be done to bodies, meetings, agendas and decisions, one function for each act."""

from hub.governance.services import agenda, bodies, councillors, deciding, meetings
from hub.governance.services.agenda import declare, put, take_off
from hub.governance.services.bodies import seat, set_up, unseat
from hub.governance.services.deciding import decide, publish, record_officer
from hub.governance.services.meetings import attend, close, convene, open_meeting, plan

__all__ = [
    "agenda", "attend", "bodies", "close", "convene", "councillors", "decide", "deciding", "declare", "meetings",
    "open_meeting", "plan", "publish", "put", "record_officer", "seat", "set_up", "take_off", "unseat",
]  # fmt: skip
