"""Bodies, meetings, items, decisions and engagements of two authorities, for the addresses that name one."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from hub.governance import services
from hub.platform.reference import services as reference
from hub.platform.testing.moments import CAST_MADE, NINE

Values = dict[str, Any]
MEETS = date(2026, 12, 8)


def _bodies(cast: Any) -> list[tuple[Any, Any, Any]]:
    """Give a body of each authority with one member, and who acts there."""
    reference.load_all(at=CAST_MADE)
    found = []
    for authority, who in ((cast.eca, "morag"), (cast.wdc, "harriet")):
        by = cast.actor(who)
        code = f"committee-{authority.bodies.count()}"
        body = services.set_up(authority=authority, name="Committee", code=code, quorum=1, by=by, at=NINE)
        services.seat(body, person=cast.people[who], function="chair", starts_on=NINE.date(), by=by, at=NINE)
        found.append((authority, body, by))
    return found


def bodies(cast: Any) -> tuple[Values, Values]:
    """Give a body of each."""
    own, other = ({"reference": body.reference} for _, body, _ in _bodies(cast))
    return own, other


def _items(cast: Any) -> list[Any]:
    found = []
    for _, body, by in _bodies(cast):
        meeting = services.plan(body, meets_on=MEETS, starts_at=time(10), by=by, at=NINE)
        found.append(services.put(meeting, facts={"title": "Budget"}, by=by, at=NINE))
    return found


def meetings(cast: Any) -> tuple[Values, Values]:
    """Give a meeting of each that closed, so that its minutes are there."""
    made = []
    for item in _items(cast):
        meeting, by = item.meeting, cast.actor("morag" if item.meeting.authority == cast.eca else "harriet")
        made.append({"reference": meeting.reference, "form": "pdf"})
        services.convene(meeting, by=by, at=NINE)
    return made[0], made[1]


def items(cast: Any) -> tuple[Values, Values]:
    """Give an item of each."""
    own, other = ({"reference": item.reference} for item in _items(cast))
    return own, other


def decisions(cast: Any) -> tuple[Values, Values]:
    """Give an officer decision of each."""
    reference.load_all(at=CAST_MADE)
    facts = {"title": "Award", "text": "Yes", "reasons": "Best", "outcome": "approved", "value_ex_vat": Decimal(20_000)}
    made = [
        services.record_officer(authority=authority, facts=facts, by=cast.actor(who), at=NINE)
        for authority, who in ((cast.eca, "morag"), (cast.wdc, "harriet"))
    ]
    return {"reference": made[0].reference}, {"reference": made[1].reference}


def engagements(cast: Any) -> tuple[Values, Values]:
    """Give an engagement of councillors of each."""
    reference.load_all(at=CAST_MADE)
    facts = {"title": "Screens", "value_ex_vat": Decimal(900_000), "risk": 3, "political": 3, "wards": 2, "novelty": 1}
    made = [
        services.councillors.score(authority=authority, facts=facts, by=cast.actor(who), at=NINE)
        for authority, who in ((cast.eca, "morag"), (cast.wdc, "harriet"))
    ]
    return {"reference": made[0].reference}, {"reference": made[1].reference}
