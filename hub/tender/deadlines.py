"""Until when answers are taken, and the day of a draft's return date that comes nearer unsent."""

from __future__ import annotations

from hub.platform.deadlines.declare import Deadline, days, hours, minutes
from hub.tender import services
from hub.tender.models import Tender
from hub.tender.terms import State

BIDS_CLOSE = Deadline(
    "tender.bids_close",
    of=Tender,
    label="Answers close",
    due=lambda one: one.due_at if one.status == State.OPEN else None,
    warn=(days(7), hours(24), hours(2), minutes(30)),
    tells=lambda one: {one.owner_id},
    sentence=lambda one: f"Answers close: {one.title[:200]}",
    link=lambda one: one.get_absolute_url(),
    then=services.close,
)
SEND = Deadline(
    "tender.send",
    of=Tender,
    label="Send a quote",
    due=lambda one: one.due_at if one.status == State.DRAFTING else None,
    warn=(days(7), days(3)),
    tells=lambda one: {one.owner_id},
    sentence=lambda one: f"Send the quote, or choose a later return date: {one.title[:200]}",
    link=lambda one: f"{one.get_absolute_url()}invite/",
)
