"""Agendas and minutes written from the record, and the calendar of meetings."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from hub.governance import selectors
from hub.governance.models import AgendaItem, Attendance, Decision, Meeting
from hub.governance.rules import Recess
from hub.governance.showing import interests_said, notice_said, quorum_rule, scheme_said, votes_said
from hub.governance.terms import ItemState, Presence
from hub.platform import calendars
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.deadlines.email import absolute
from hub.platform.papers.paper import Block, Facts, Grid, Paper, Para, Points, Section
from hub.platform.words import MONTHS, date_long, date_with_day, moment, money, plural, time_of

# How many months the page of the year shows, and how far a calendar program is told ahead and back.
SHOWN = 12
AHEAD, BACK = timedelta(days=730), timedelta(days=365)


def agenda_of(meeting: Meeting, *, apart: Collection[int] = ()) -> Paper:
    """Write the agenda of a meeting; exempt parts are appendices.

    :param apart: numbers of the items whose exempt part the reader may not see, having an interest in them.
    """
    items = selectors.items_of(meeting)
    sections = [_item(one) for one in items]
    sections += [_exempt(one, one.exempt_part) for one in items if one.is_exempt and one.pk not in apart]
    return _paper(meeting, "Agenda", sections, made_on=meeting.papers_sent_at)


def minutes_of(meeting: Meeting, *, apart: Collection[int] = ()) -> Paper:
    """Write the minutes of a meeting from what was recorded while it sat."""
    items = selectors.items_of(meeting)
    sections = [_attendance(meeting), _declared(meeting), *(_minuted(one) for one in items)]
    if meeting.notes:
        sections.append(Section("discussion", "Discussion", [Para(line) for line in _lines(meeting.notes)]))
    for one in items:
        decision = getattr(one, "decision", None)
        part = decision.exempt_part if decision else one.exempt_part
        if one.is_exempt and one.pk not in apart:
            sections.append(_exempt(one, part))
    return _paper(meeting, "Minutes", sections, made_on=meeting.closed_at)


def _paper(meeting: Meeting, what: str, sections: list[Section], *, made_on: datetime | None) -> Paper:
    body = meeting.body
    facts = [
        ("Body", body.name),
        ("When", f"{date_with_day(meeting.meets_on)}, {time_of(meeting.time)}"),
        ("Where", meeting.place or "Not fixed yet"),
        ("Quorum", quorum_rule(body)),
    ]
    signed = meeting.signed_at is not None and what == "Minutes"
    if signed and meeting.signed_by and meeting.signed_at:
        said = f"{meeting.signed_by.name}, {date_long(london(meeting.signed_at))}"
        facts.append(("Signed as a correct record", said))
    day = london(made_on).date() if made_on else meeting.meets_on
    mark = "" if signed or what == "Agenda" else "Draft until signed"
    title = f"{what}: {body.name}, {date_long(meeting.meets_on)}"
    return Paper(title, meeting.authority.name, "Clerk to the body", day.isoformat(), facts, sections, mark)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _key(item: AgendaItem) -> str:
    return f"item-{item.pk}"


def _item(item: AgendaItem) -> Section:
    blocks: list[Block] = []
    if item.recommendation:
        blocks.append(Points("The body is asked:", _lines(item.recommendation)))
    blocks += [Para(line) for line in _lines(item.summary)]
    blocks.append(Facts(list(_case(item))))
    return Section(_key(item), item.title, blocks)


def _case(item: AgendaItem) -> Iterator[tuple[str, str]]:
    if item.subject_reference:
        yield "About", f"{item.subject_reference} {item.subject_title}".strip()
    if item.value_ex_vat is not None:
        yield "Value, ex VAT", money(item.value_ex_vat)
    yield "Asked by", item.asked_by.name
    yield "Time to read", plural(item.minutes, "minute")
    if item.is_key:
        yield "Key decision", f"Yes. {notice_said(item)}" if item.key_route else "Yes"
    if item.why_late:
        yield "Taken as urgent because", item.why_late


def _exempt(item: AgendaItem, text: str) -> Section:
    why = item.get_exemption_display()
    said = [Para(line) for line in _lines(text)]
    if not said:
        said = [Para(f"The exempt part stands in the papers of {item.subject_reference or 'the record'} itself.")]
    blocks: list[Block] = [Facts([("Exempt because", why)]), *said]
    return Section(f"{_key(item)}-exempt", f"{item.title}, exempt part", blocks, is_exempt=True, is_appendix=True)


def _attendance(meeting: Meeting) -> Section:
    rows = [_came(one) for one in selectors.attendances_of(meeting)]
    grid = Grid("Members", ["Member", "For", "Attendance"], rows)
    opened = f"The meeting opened at {moment(meeting.opened_at)}." if meeting.opened_at else ""
    quorum = "It had a quorum." if meeting.was_quorate else "It had no quorum and could discuss only."
    closed = f"It closed at {moment(meeting.closed_at)}." if meeting.closed_at else ""
    said = " ".join(filter(None, [opened, quorum, closed]))
    return Section("attendance", "Who was there", [grid, Para(said)])


def _came(one: Attendance) -> list[str]:
    functions = ", ".join(selectors.function_labels(one))
    said = Presence(one.presence).label
    if one.presence == Presence.LEFT and one.left_at:
        said = f"Present, left at {time_of(london(one.left_at))}"
    return [one.person.name, functions, said]


def _declared(meeting: Meeting) -> Section:
    said = [f"{one.person.name}, item {one.item.position}: {one.nature}" for one in selectors.interests_of(meeting)]
    blocks: list[Block] = [Points("Declared, and the member took no part in the item:", said)] if said else []
    return Section("interests", "Interests", blocks or [Para("No interest was declared.")])


def _minuted(item: AgendaItem) -> Section:
    decision: Decision | None = getattr(item, "decision", None)
    if decision is None:
        state = "The item was noted." if item.status == ItemState.NOTED else f"{item.get_status_display()}."
        return Section(_key(item), item.title, [Para(state)])
    blocks: list[Block] = [Para(f"{decision.get_outcome_display()}. {decision.text}")]
    blocks.append(Para(f"Reasons: {decision.reasons}"))
    if decision.alternatives:
        blocks.append(Para(f"Other options, and why they were rejected: {decision.alternatives}"))
    if decision.conditions:
        names = selectors.names_of(one.get("owner") for one in decision.conditions)
        rows = [_condition(one, names) for one in decision.conditions]
        blocks.append(Grid("Conditions", ["Condition", "Who sees to it", "By"], rows))
    facts = [("Decision", decision.reference), ("Powers", scheme_said(decision))]
    facts += [("Votes", votes_said(decision))] if decision.votes else []
    facts += [("Took no part", interests_said(decision))] if decision.interests else []
    return Section(_key(item), item.title, [*blocks, Facts(facts)])


def _condition(kept: dict[str, Any], names: dict[int, str]) -> list[str]:
    due = kept.get("due_on")
    return [kept["text"], names.get(kept.get("owner") or 0, ""), date_long(date.fromisoformat(due)) if due else ""]


@dataclass(frozen=True)
class Month:
    """One month of the calendar of meetings."""

    title: str
    meetings: list[Meeting]
    recesses: list[Recess]


def year_of(actor: Actor, *, on: date) -> list[Month]:
    """Give the meetings of the months from this one on, with the recesses that begin in each."""
    first = on.replace(day=1)
    months = [_month_after(first, number) for number in range(SHOWN + 1)]
    rows = list(
        selectors.meetings(actor).filter(meets_on__gte=first, meets_on__lt=months[-1]).order_by("meets_on", "pk")
    )
    closed = [one for authority in selectors.authorities_of(actor) for one in selectors.recesses(authority, on=on)]
    return [
        Month(
            f"{MONTHS[start.month - 1]} {start.year}",
            [one for one in rows if start <= one.meets_on < after],
            [one for one in closed if start <= one.starts_on < after],
        )
        for start, after in pairwise(months)
    ]


def _month_after(first: date, number: int) -> date:
    years, month = divmod(first.month - 1 + number, 12)
    return date(first.year + years, month + 1, 1)


def calendar_of(actor: Actor, *, on: date, at: datetime) -> bytes:
    """Write the meetings within reach and the days of their papers as a calendar file (RFC 5545)."""
    rows = selectors.meetings(actor).filter(meets_on__gte=on - BACK, meets_on__lt=on + AHEAD)
    found = [item for one in rows.order_by("meets_on", "pk") for item in _entries(one)]
    return calendars.to_ics(found, product="Meetings", name="Meetings", at=at)


def _entries(meeting: Meeting) -> list[calendars.Item]:
    link = absolute(meeting.get_absolute_url())
    name = f"{meeting.body.name}, {time_of(meeting.time)}"
    if meeting.status == "cancelled":
        said = f"Cancelled: {name}"
        return [calendars.Item(f"meeting-{meeting.pk}", said, meeting.meets_on, meeting.meets_on, link, meeting.place)]
    papers = f"Papers for {meeting.body.name} on {date_long(meeting.meets_on)}"
    return [
        calendars.Item(f"meeting-{meeting.pk}", name, meeting.meets_on, meeting.meets_on, link, meeting.place),
        calendars.Item(f"meeting-{meeting.pk}-papers", papers, meeting.papers_by, meeting.papers_by, link),
    ]
