"""Bodies, meetings and decisions in every state, reached by performing the real acts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hub.governance import services
from hub.governance.models import AgendaItem, Body, Decision, Engagement, Meeting
from hub.governance.rules import Subject
from hub.governance.terms import Function, Outcome
from hub.platform.testing.cast import Cast
from hub.platform.testing.moments import NINE

# Who sits on the gateway committee of Eastmere, and for what.
GATEWAY = (
    ("gwen", Function.CHAIR),
    ("helen", Function.FINANCE),
    ("daniel", Function.LEGAL),
    ("morag", Function.PROCUREMENT),
    ("victor", Function.SERVICE),
)
NEEDED = (Function.FINANCE, Function.LEGAL, Function.PROCUREMENT, Function.SERVICE)
MEETS = date(2026, 12, 8)
BEFORE = NINE - timedelta(days=60)
SURVEY = Subject("pipeline.pipelineentry", 7, "PIP-2026-0007", "Highways survey", "/pipeline/PIP-2026-0007/")
FACTS: dict[str, Any] = {
    "title": "Highways survey: options and strategy",
    "recommendation": "Approve an open procedure in two lots.",
    "summary": "Five options were looked at. The market can do it.",
    "value_ex_vat": Decimal(250_000),
    "route": "open",
    "risk": "medium",
}


def gateway(cast: Cast, *, at: datetime = BEFORE, quorum: int = 4, seats: Sequence[Any] = GATEWAY) -> Body:
    """Tell of the gateway committee, with a member for each field."""
    body = services.set_up(
        authority=cast.eca, name="Gateway Committee", code="gateway", quorum=quorum,
        quorum_functions=[str(one) for one in NEEDED], purpose="Decides whether a procurement goes on.",
        by=cast.actor("daniel"), at=at,
    )  # fmt: skip
    for key, function in seats:
        services.seat(body, person=cast.people[key], function=function, starts_on=at.date(), by=cast.actor("daniel"),
                      at=at)  # fmt: skip
    return body


def elsewhere(cast: Cast, *, at: datetime = BEFORE) -> Body:
    """Tell of a body of Wickmoor."""
    by = cast.actor("harriet")
    body = services.set_up(authority=cast.wdc, name="Procurement Board", code="board", quorum=1, by=by, at=at)
    return services.seat(body, person=cast.harriet, function="chair", starts_on=at.date(), by=by, at=at)


def planned(cast: Cast, *, body: Body | None = None, meets_on: date = MEETS, at: datetime = NINE) -> Meeting:
    """Tell of a meeting of the gateway committee that is planned."""
    body = body or gateway(cast)
    return services.plan(body, meets_on=meets_on, starts_at=time(10), place="Room 2", by=cast.actor("morag"), at=at)


def listed(cast: Cast, *, meeting: Meeting | None = None, by: str = "priya", at: datetime = NINE,
           subject: Subject | None = SURVEY, **facts: Any) -> AgendaItem:  # fmt: skip
    """Tell of an item about a pipeline entry on its agenda."""
    meeting = meeting or planned(cast, at=at)
    return services.put(meeting, facts=FACTS | facts, subject=subject, by=cast.actor(by), at=at)


def convened(cast: Cast, *, item: AgendaItem | None = None, at: datetime = NINE) -> Meeting:
    """Tell of a meeting whose papers are out."""
    item = item or listed(cast, at=at)
    return services.convene(item.meeting, by=cast.actor("morag"), at=at)


def sitting(cast: Cast, *, present: Sequence[str] = ("gwen", "helen", "daniel", "morag", "victor"),
            item: AgendaItem | None = None) -> Meeting:  # fmt: skip
    """Tell of a meeting that sits."""
    meeting = convened(cast, item=item)
    at = meeting.at
    people = [cast.people[key].pk for key in present]
    return services.open_meeting(meeting, present=people, by=cast.actor("gwen"), at=at)


def decided(cast: Cast, *, item: AgendaItem | None = None, outcome: str = Outcome.APPROVED, **more: Any) -> Decision:
    """Tell of a decision that a quorate meeting took."""
    meeting = sitting(cast, item=item)
    item = meeting.items.get()
    given = {"text": "Agreed.", "reasons": "The options are real and tested."} | more
    return services.decide(item, outcome=outcome, by=cast.actor("gwen"), at=meeting.at, **given)


def by_officer(cast: Cast, *, at: datetime = NINE, **facts: Any) -> Decision:
    """Tell of a decision that the procurement lead took within her limit."""
    given = {
        "title": "Award of sign repairs", "text": "Award to Fenland Cycle Works.", "reasons": "Best of three quotes.",
        "alternatives": "Not repairing: refused, as unsafe.", "outcome": "approved", "route": "below_threshold",
        "value_ex_vat": Decimal(40_000), **facts,
    }  # fmt: skip
    return services.record_officer(authority=cast.eca, facts=given, asked_by=cast.tom, by=cast.actor("morag"), at=at)


def scored(cast: Cast, *, at: datetime = NINE, subject: Subject | None = None, **facts: Any) -> Engagement:
    """Tell of a procurement whose score asks for views on options and award."""
    given = {"title": "Bus shelters", "value_ex_vat": Decimal(1_200_000), "risk": 3, "political": 4, "wards": 2,
             "novelty": 0, **facts}  # fmt: skip
    return services.councillors.score(authority=cast.eca, facts=given, subject=subject, by=cast.actor("priya"), at=at)


def viewed(cast: Cast, *, at: datetime = NINE, **facts: Any) -> Engagement:
    """Tell of one on which a councillor gave a view that waits for an answer."""
    made = scored(cast, at=at, **facts)
    return services.councillors.give_view(made, stage="options", text="Ask cyclists", by=cast.actor("ahmed"), at=at)
