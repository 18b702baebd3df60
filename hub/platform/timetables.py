"""Put a planned timetable where people read it: as a drawing with its table, and as a calendar file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from hub.law.planning.terms import PlannedStep, Rests, StepName, Timetable
from hub.platform import calendars, words
from hub.platform.ui.gantt import Bar, Gantt, GanttRow, Ground, Look, Mark, Moving, gantt
from hub.platform.ui.parts import Link

LOOKS = {Rests.LAW: Look.MINIMUM, Rests.LOCAL: Look.LOCAL, Rests.OWN: Look.PLANNED}
COLUMNS = ("Days", "Slack")
# Work that the authority does may begin later as a whole; the start of other steps follows from those before.
WHOLE = frozenset({StepName.PREPARATION, StepName.SELECTION, StepName.EVALUATION, StepName.MOBILISATION})


def nowhere(step: PlannedStep) -> str:
    """Give no address: the steps of a draft have no pages."""
    return ""


def to_gantt(
    timetable: Timetable,
    ground: Ground,
    *,
    key: str,
    title: str,
    meetings: Sequence[tuple[StepName, date]] = (),
    address: Callable[[PlannedStep], str] = nowhere,
    is_movable: bool = False,
) -> Gantt:
    """Draw a timetable, its slack being the last row.

    Args:
        timetable: of `hub.law.planning`.
        ground: today, the need date as its limit, and the closed spans.
        key: unique on the page.
        title: what is planned.
        meetings: other days on which a step could be decided, drawn as open circles.
        address: gives the page of a step, or nothing.
        is_movable: let steps that are not done be moved by hand, on the page of a form that takes moves.
    """
    rows = [_row(step, meetings, address, is_movable=is_movable) for step in timetable.steps]
    if timetable.slack_days and timetable.slack_days > 0:
        first, last = timetable.ends_on + timedelta(days=1), timetable.ends_on + timedelta(days=timetable.slack_days)
        days = words.plural(timetable.slack_days, "day")
        rows.append(GanttRow(Link("Slack", ""), [Bar(first, last, Look.SLACK)], (), ["", days], "Before the need date"))
    return gantt(key, title, rows, ground, columns=COLUMNS)


def _row(
    step: PlannedStep,
    meetings: Sequence[tuple[StepName, date]],
    address: Callable[[PlannedStep], str],
    *,
    is_movable: bool,
) -> GanttRow:
    is_meeting = step.papers_by is not None
    others = [Mark(day, "Other meeting", is_chosen=False) for name, day in meetings if name is step.step]
    marks = (
        [Mark(step.starts_on, "Meeting"), *(one for one in others if one.on != step.starts_on)] if is_meeting else ()
    )
    look = Look.DONE if step.done else LOOKS[step.rests_on]
    why = [step.why, f"papers by {words.date_short(step.papers_by)}" if step.papers_by else "", f"({step.citation})"]
    length = (step.ends_on - step.starts_on).days + 1
    return GanttRow(
        Link(step.label, address(step)),
        () if is_meeting else [Bar(step.starts_on, step.ends_on, look)],
        marks,
        [str(length), "" if step.slack_days is None else str(step.slack_days)],
        words.with_days_in_words(" ".join(part for part in why if part)),
        is_critical=step.critical and not step.done,
        moving=_moving(step, marks) if is_movable and not step.done else None,
    )


def _moving(step: PlannedStep, marks: Sequence[Mark]) -> Moving:
    return Moving(step.step.value, step.step in WHOLE, sorted({mark.on for mark in marks}))


def to_ics(timetable: Timetable, *, key: str, name: str, link: str, at: datetime) -> bytes:
    """Write a timetable as an iCalendar file: a whole-day item for each step, and one when papers are due.

    Args:
        timetable: of `hub.law.planning`.
        key: stable for the procurement, so that a calendar program replaces what it knows.
        name: what is planned.
        link: the whole address of its page.
        at: the instant of writing, aware.
    """
    items = [item for step in timetable.steps for item in _items(step, key, name, link)]
    return calendars.to_ics(items, product="Timetable", name=name, at=at)


def _items(step: PlannedStep, key: str, name: str, link: str) -> list[calendars.Item]:
    why = f"{step.why} ({step.citation})"
    said = f"{step.label}: {name}"
    found = [calendars.Item(f"{key}-{step.step.value}", said, step.starts_on, step.ends_on, link, why)]
    if step.papers_by:
        code = f"{key}-{step.step.value}-papers"
        found.append(calendars.Item(code, f"Papers for: {said}", step.papers_by, step.papers_by, link, why))
    return found
