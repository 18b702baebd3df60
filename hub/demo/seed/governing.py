"""A year of the bodies of Eastmere: meetings, decisions, one without a quorum, and decisions of officers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hub.demo.seed.script import Script, Step
from hub.demo.seed.sittings import (
    BOARD,
    BOARD_HELD,
    BOARD_NEXT,
    COMING,
    FIELDS,
    GATEWAY,
    HELD,
    NEXT,
    OFFICER,
    SET_UP,
    Item,
    Sitting,
)
from hub.demo.seed.stage import Stage
from hub.governance import services
from hub.governance.models import AgendaItem, Body, Meeting
from hub.governance.selectors import quorum_for
from hub.governance.terms import Outcome
from hub.platform.clock import london

# What a report asks for, by the sort that its title names.
ASKED = {
    "options and strategy": "Approve the option and the procedure that the report recommends.",
    "award": "Award the contract as the report recommends.",
    "permission to compete": "Give permission to compete on the terms of the report.",
    "award without competition": "Allow an award without competition for the reason in the report.",
    "call-off": "Call off under the framework as the report recommends.",
    "second waiver": "Allow the same firm once more without competition.",
}


@dataclass
class Governing:
    """What the steps share."""

    bodies: dict[str, Body] = field(default_factory=dict)
    meetings: list[Meeting] = field(default_factory=list)


def write(script: Script, stage: Stage) -> None:
    """Write the year into the script."""
    held = Governing()
    script.on(SET_UP, set_up(stage, held), hour=9)
    for code, sittings in (("gateway", HELD), ("board", BOARD_HELD)):
        for one in sittings:
            script.on(one.meets_on - timedelta(days=34), plan(stage, held, code, one), hour=11)
            script.on(one.meets_on - timedelta(days=12), convene(stage, held, code, one), hour=15)
            sits_on = one.moved_to or one.meets_on
            if one.moved_to:
                script.on(one.meets_on - timedelta(days=1), again(stage, held, code, one), hour=16)
            script.on(sits_on, sit(stage, held, code, one), hour=10)
            script.on(sits_on + timedelta(days=2), publish(stage, held, code, one), hour=14)
            if one.call_in:
                script.on(sits_on + timedelta(days=6), called_in(stage, held, code, one), hour=15)
                script.on(sits_on + timedelta(days=15), released(stage, held, code, one), hour=15)
    script.on(date(2026, 10, 5), plan_ahead(stage, held), hour=9)
    script.on(date(2026, 11, 18), put_next(stage, held), hour=15)
    for day, title, value, text, reasons in OFFICER:
        script.on(day, officer(stage, title, value, (text, reasons)), hour=16)


def set_up(stage: Stage, held: Governing) -> Step:
    """Set up the two bodies, with their members."""

    def do(at: datetime) -> None:
        by = stage.actor("daniel")
        held.bodies["gateway"] = services.set_up(
            authority=stage.home, name="Gateway Committee", code="gateway", quorum=4, quorum_functions=FIELDS,
            purpose="Decides at each gate whether a procurement goes on, and on which conditions.", by=by, at=at,
        )  # fmt: skip
        held.bodies["board"] = services.set_up(
            authority=stage.home, name="Combined Authority Board", code="board", quorum=3,
            quorum_functions=("chair", "councillor"), papers_days=5,
            purpose="Decides what the scheme of delegation keeps for members.", by=by, at=at,
        )  # fmt: skip
        for code, seats in (("gateway", GATEWAY), ("board", BOARD)):
            for key, function in seats:
                person = stage.cast.people[key]
                services.seat(held.bodies[code], person=person, function=function, starts_on=at.date(), by=by, at=at)

    return do


def plan(stage: Stage, held: Governing, code: str, one: Sitting) -> Step:
    """Plan a meeting; officers put their items on it."""

    def do(at: datetime) -> None:
        meeting = services.plan(
            held.bodies[code], meets_on=one.meets_on, starts_at=time(10), place="Room 2, Eastmere House",
            by=stage.actor("morag"), at=at,
        )  # fmt: skip
        held.meetings.append(meeting)
        for item in one.items:
            put(stage, meeting, item, at)

    return do


def put(stage: Stage, meeting: Meeting, item: Item, at: datetime) -> AgendaItem:
    """Put one item on an agenda."""
    facts: dict[str, Any] = {
        "title": item.title, "recommendation": ASKED[item.title.partition(": ")[2]],
        "summary": "The report says what is needed, which options there are, and what they cost over their lives.",
        "value_ex_vat": Decimal(item.value), "value_inc_vat": Decimal(item.value) * Decimal("1.2"),
        "route": item.route, "risk": item.risk, "minutes": item.minutes, "is_key": item.value >= 1_000_000,
    }  # fmt: skip
    if facts["is_key"] and item.has_notice:
        facts |= {"key_route": "notice", "key_notice_on": london(at).date()}
    if item.exempt:
        facts |= {"is_exempt": True, "exemption": "business", "exempt_part": item.exempt}
    return services.put(meeting, facts=facts, by=stage.actor(item.by), at=at)


def meeting_of(held: Governing, code: str, one: Sitting) -> Meeting:
    """Find a meeting as it stands now."""
    days = {one.meets_on, one.moved_to}
    found = next(each for each in held.meetings if each.meets_on in days and each.body_id == held.bodies[code].pk)
    found.refresh_from_db()
    return found


def convene(stage: Stage, held: Governing, code: str, one: Sitting) -> Step:
    """Send the papers."""
    return lambda at: services.convene(meeting_of(held, code, one), by=stage.actor("morag"), at=at)


def again(stage: Stage, held: Governing, code: str, one: Sitting) -> Step:
    """Call a meeting again for another day."""

    def do(at: datetime) -> None:
        assert one.moved_to is not None
        services.meetings.reconvene(
            meeting_of(held, code, one), meets_on=one.moved_to, starts_at=time(10), place="Room 2, Eastmere House",
            reason="Snow has closed the offices.", by=stage.actor("morag"), at=at,
        )  # fmt: skip

    return do


def sit(stage: Stage, held: Governing, code: str, one: Sitting) -> Step:
    """Hold a meeting: who came, what was decided, and the minutes, which the chair signs."""

    def do(at: datetime) -> None:
        meeting = meeting_of(held, code, one)
        chair = stage.actor("gwen")
        seats = GATEWAY if code == "gateway" else BOARD
        there = [stage.cast.people[key].pk for key, _ in seats if key not in one.absent]
        services.open_meeting(meeting, present=there, by=chair, at=at)
        for row in meeting.items.order_by("position"):
            decide(stage, row, next(each for each in one.items if each.title == row.title), at)
        later = at + timedelta(hours=1)
        services.close(meeting, notes=one.notes, by=chair, at=later)
        if one.meets_on < date(2026, 11, 1):
            services.meetings.sign(meeting, by=chair, at=later + timedelta(hours=3))

    return do


def decide(stage: Stage, row: AgendaItem, item: Item, at: datetime) -> None:
    """Record the decision on one item, where there is a quorum."""
    quorum = quorum_for(row)
    if not quorum.is_met:
        return
    people = stage.cast.people
    conditions = [
        {"text": text, "owner": people[key].pk, "due_on": (london(at).date() + timedelta(days=days)).isoformat()}
        for text, key, days in item.conditions
    ]
    services.decide(
        row, outcome=item.outcome, text=row.recommendation, reasons=item.reasons, conditions=conditions,
        alternatives="Doing nothing, and doing it in house: both were costed and rejected.",
        votes={"for": quorum.present}, by=stage.actor("gwen"), at=at,
    )  # fmt: skip


def publish(stage: Stage, held: Governing, code: str, one: Sitting) -> Step:
    """Publish what was decided."""

    def do(at: datetime) -> None:
        for row in meeting_of(held, code, one).decisions.order_by("pk"):
            services.publish(row, by=stage.actor("morag"), at=at)

    return do


def called_in(stage: Stage, held: Governing, code: str, one: Sitting) -> Step:
    """Let overview and scrutiny call the decisions of a meeting in."""

    def do(at: datetime) -> None:
        for row in meeting_of(held, code, one).decisions.order_by("pk"):
            services.record_call_in(
                row, called_in_on=london(at).date(), reason=one.call_in, by=stage.actor("daniel"), at=at
            )

    return do


def released(stage: Stage, held: Governing, code: str, one: Sitting) -> Step:
    """Let the call-in end: the decisions were reconsidered and stand."""

    def do(at: datetime) -> None:
        for row in meeting_of(held, code, one).decisions.order_by("pk"):
            services.release(row, note=one.call_in_end, by=stage.actor("daniel"), at=at)

    return do


def plan_ahead(stage: Stage, held: Governing) -> Step:
    """Plan the coming meetings of the committee and the next one of the board."""

    def do(at: datetime) -> None:
        days: Sequence[tuple[str, date]] = [*(("gateway", day) for day in COMING), ("board", BOARD_NEXT[0])]
        for code, day in days:
            meeting = services.plan(
                held.bodies[code], meets_on=day, starts_at=time(10), place="Room 2, Eastmere House",
                by=stage.actor("morag"), at=at,
            )  # fmt: skip
            held.meetings.append(meeting)

    return do


def put_next(stage: Stage, held: Governing) -> Step:
    """Put the items of the next meeting on its agenda; their papers are due the day after the demo begins."""

    def do(at: datetime) -> None:
        meeting = next(one for one in held.meetings if one.meets_on == COMING[0])
        meeting.refresh_from_db()
        for item in NEXT:
            put(stage, meeting, item, at)
        board = next(one for one in held.meetings if one.meets_on == BOARD_NEXT[0])
        board.refresh_from_db()
        put(stage, board, BOARD_NEXT[1], at)
        row = meeting.items.get(title=NEXT[1].title)
        services.declare(row, nature="My brother works for one of the bidders.", by=stage.actor("victor"), at=at)

    return do


def officer(stage: Stage, title: str, value: int, said: tuple[str, str]) -> Step:
    """Let the procurement lead decide within her limit, and publish it at once, all but the last."""

    def do(at: datetime) -> None:
        facts = {
            "title": title, "text": said[0], "reasons": said[1], "outcome": Outcome.APPROVED,
            "route": "below_threshold",
            "alternatives": "Not buying: rejected, as the service would stop.", "risk": "low",
            "value_ex_vat": Decimal(value), "effect": "spending",
        }  # fmt: skip
        by = stage.actor("morag")
        asked_by = stage.cast.people["tom"]
        made = services.record_officer(authority=stage.home, facts=facts, asked_by=asked_by, by=by, at=at)
        if title != OFFICER[-1][1]:
            services.publish(made, by=by, at=at)

    return do
