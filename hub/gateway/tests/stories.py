"""Gates, conditions and waivers in every state, reached by performing the real acts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hub.gateway import services
from hub.gateway.models import GateReview, Waiver
from hub.gateway.services import Submission
from hub.governance import services as governance
from hub.governance.models import AgendaItem, Body, Engagement, Meeting
from hub.governance.rules import Subject
from hub.governance.services import meetings
from hub.platform.actors import Actor
from hub.platform.acts import together
from hub.procurement.appraisal.tests import stories as appraisals
from hub.procurement.models import Procurement
from hub.procurement.tests import stories as cases
from hub.supplier.models import Supplier

SEATS = (("gwen", "chair"), ("helen", "finance"), ("daniel", "legal"), ("morag", "procurement"), ("victor", "service"))
FUNCTIONS = ("finance", "legal", "procurement", "service")
NOTE = Submission(note="The service was asked and agrees.")


def committee(cast: Any, at: datetime, *, code: str = "gateway", name: str = "Gateway committee") -> Body:
    """Tell of a committee with its members."""
    clerk, day = cast.actor("morag"), at.date()
    with together():
        body = governance.set_up(
            authority=cast.eca, name=name, code=code, quorum=4, quorum_functions=FUNCTIONS, by=clerk, at=at
        )
        for key, function in SEATS:
            governance.seat(body, person=cast.people[key], function=function, starts_on=day, by=clerk, at=at)
    return body


def meeting(body: Body, cast: Any, at: datetime, *, on: date) -> Meeting:
    """Tell of a meeting of a committee."""
    return meetings.plan(body, meets_on=on, starts_at=time(10), by=cast.actor("morag"), at=at)


def case(cast: Any, at: datetime, **facts: Any) -> Procurement:
    """Tell of a procurement in which everything that its gates ask is decided."""
    more = {"budget_line": "T-100", "owner": cast.priya, **facts}
    with together():
        found = cases.shaping(authority=cast.eca, by=cast.actor("priya"), at=at, **more)
        team = [cast.people[key] for key in ("priya", "daniel", "helen", "aisha", "tom")]
        cases.shaped(found, team=team, by=cast.actor("priya"), at=at)
        appraisals.chosen(found, by=cast.actor("priya"), at=at, number=4)
    found.refresh_from_db()
    return found


def scored(case: Procurement, cast: Any, at: datetime, **facts: Any) -> Engagement:
    """Tell of a procurement on which councillors were briefed before its options are chosen."""
    told = {"title": case.title, "value_ex_vat": case.estimate_ex_vat, "risk": 2, "political": 3, "wards": 2,
            "novelty": 0, **facts}  # fmt: skip
    about = Subject(case.kind(), case.pk, case.reference, case.title, case.get_absolute_url())
    made = governance.councillors.score(authority=cast.eca, facts=told, subject=about, by=cast.actor("priya"), at=at)
    return governance.councillors.brief(
        made, stage="options", held_on=at.date(), attended="Cllr Idris", summary="The options.", by=cast.actor("priya"),
        at=at,
    )  # fmt: skip


def due(case: Procurement, at: datetime, *, gate: str = "strategy") -> GateReview:
    """Tell of a gate that is due."""
    return next(one for one in services.look_again(case, at=at) if one.gate == gate)


def submitted(review: GateReview, by: Actor, at: datetime, **told: Any) -> GateReview:
    """Tell of a pack that was submitted."""
    return services.submit(review, told=Submission(**{"note": NOTE.note, **told}), by=by, at=at)


def decided_at_meeting(
    review: GateReview, held: Meeting, cast: Any, *, outcome: str, conditions: Any = (), came: Any = None
) -> AgendaItem:
    """Let the committee decide a submitted gate at its meeting."""
    services.put(review, meeting=held, by=cast.actor("priya"), at=held.at - timedelta(days=20))
    return advised(review, held, cast, outcome=outcome, conditions=conditions, came=came)


def advised(
    review: GateReview, held: Meeting, cast: Any, *, outcome: str = "approved", conditions: Any = (), came: Any = None
) -> AgendaItem:
    """Let the committee decide, or advise on, a gate that stands on the agenda of its meeting."""
    clerk, chair = cast.actor("morag"), cast.actor("gwen")
    held.refresh_from_db()
    meetings.convene(held, by=clerk, at=held.at - timedelta(days=8))
    held.refresh_from_db()
    present = [cast.people[key].pk for key in (came or [key for key, _ in SEATS])]
    meetings.open_meeting(held, present=present, by=chair, at=held.at)
    item = AgendaItem.objects.get(pk=review.item_id)
    governance.decide(
        item, outcome=outcome, text="The gate is passed.", reasons="The options are tested.", conditions=conditions,
        by=chair, at=held.at + timedelta(minutes=30),
    )  # fmt: skip
    review.refresh_from_db()
    return item


def waiver_facts(**more: Any) -> dict[str, Any]:
    """Give what somebody says of a waiver."""
    return {
        "title": "Lift maintenance until the new contract", "supplier_name": "Tollgate Lifts Ltd",
        "value_ex_vat": Decimal(18_000), "starts_on": date(2026, 12, 1), "ends_on": date(2027, 5, 31),
        "rule": "Three quotes, rule 12.3", "ground": "continuity", "department": "Estates", "category": "Lifts",
        "reason": "The new contract begins in June; the lifts must be safe until then.", **more,
    }  # fmt: skip


def waiver(cast: Any, at: datetime, *, by: str = "priya", supplier: Supplier | None = None, **more: Any) -> Waiver:
    """Tell of a waiver that was asked for."""
    return services.ask_waiver(
        authority=cast.eca, facts=waiver_facts(**more, **({"supplier": supplier} if supplier else {})),
        by=cast.actor(by), at=at,
    )  # fmt: skip
