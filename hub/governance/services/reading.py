"""Write down who read exempt parts of papers, items and decisions, and when."""

from __future__ import annotations

from datetime import datetime

from hub.governance import acts
from hub.governance.models import AgendaItem, Decision, Meeting
from hub.platform.act_table import Act
from hub.platform.actors import Actor
from hub.platform.acts import perform_many

ACTS: dict[type, Act] = {Meeting: acts.READ_PAPER, AgendaItem: acts.READ_ITEM, Decision: acts.READ_DECISION}


def record_reading(record: Meeting | AgendaItem | Decision, *, what: str, by: Actor, at: datetime) -> None:
    """Write down that somebody opened an exempt part; the record itself does not change.

    :param what: the paper or page that was opened, such as "agenda" or "minutes.pdf".
    """
    act = ACTS[type(record)]
    perform_many(act, [record], by=by, at=at, write=lambda records: None, facts=lambda one: {"what": what})
