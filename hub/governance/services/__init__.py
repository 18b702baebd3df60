"""What can be done to bodies, meetings, agendas and decisions, one function for each act."""

from hub.governance.services import agenda, bodies, councillors, deciding, meetings
from hub.governance.services.agenda import declare, put, take_off
from hub.governance.services.bodies import seat, set_up, unseat
from hub.governance.services.deciding import decide, record_member, record_officer
from hub.governance.services.meetings import attend, close, convene, open_meeting, plan
from hub.governance.services.publishing import publish, record_call_in, release, unpublish
from hub.governance.services.reading import record_reading

__all__ = [
    "agenda", "attend", "bodies", "close", "convene", "councillors", "decide", "deciding", "declare", "meetings",
    "open_meeting", "plan", "publish", "put", "record_call_in",
    "record_member", "record_officer", "record_reading", "release", "seat", "set_up", "take_off", "unpublish", "unseat",
]  # fmt: skip
