"""A timetable as pages and papers show it: one sentence, the drawing with its table, and what would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hub.law.planning.terms import StepName, Timetable
from hub.law.terms import Procedure
from hub.platform.act_table import Refused
from hub.platform.papers.paper import Grid, Paper, Para, Section, Span, Spans
from hub.platform.timetables import to_gantt
from hub.platform.ui.gantt import Gantt, Ground
from hub.platform.words import date_long, date_short, date_with_day, plural, with_days_in_words
from hub.procurement.models import PlanVersion, Procurement
from hub.procurement.rules import planning
from hub.procurement.selectors.meetings import meetings_for, not_waited_for
from hub.procurement.selectors.planning import usual_plan, usual_procedure
from hub.procurement.selectors.trying import said_with_section, work_out


@dataclass(frozen=True)
class Shown:
    """A timetable on a page.

    Args:
        sentence: how much time is left, and by when to start.
        is_late: the need date cannot be met by starting today.
        gantt: the drawing with its table.
        told: warnings of the law in sentences, each with its section.
        is_draft: nobody kept it; it is what the usual days give.
        helps: what would bring the need date back within reach.
    """

    sentence: str
    is_late: bool
    gantt: Gantt
    told: Sequence[str]
    is_draft: bool = False
    helps: Sequence[str] = ()


HEAD = ["Step", "Starts", "Ends", "Slack", "Why"]
HELPS = (
    "Move the need date, for example by an extension of the contract that runs.",
    "Shorten a step that is the authority's own: documents and sign-off, evaluation, or time to get ready.",
    "Choose another route: a call-off under a framework is often quicker.",
)


def procedure_said(case: Procurement) -> str:
    """Say for which procedure the timetable of a case is worked out; nothing while that is not known."""
    if case.procedure:
        return f"For the procedure that was chosen: {case.get_procedure_display().lower()}."
    if case.intended_procedure:
        name = case.get_intended_procedure_display().lower()
        return f"No procedure is chosen yet. This is for the one that is intended, if it is open: {name}."
    usual = usual_procedure(case)
    return f"No procedure is chosen yet. This is for the usual one: {Procedure(usual).label.lower()}." if usual else ""


def shown(case: Procurement, plan: PlanVersion | None, *, on: date) -> Shown | None:
    """Give the timetable of a page: the one that was kept, else what the usual days give; None while neither is known.

    :raises Refused: never; without a lawful timetable there is nothing to show.
    """
    if plan is not None:
        typed = planning.typed_of(plan.facts)
        # That it is late, the sentence above the drawing says as of today.
        told = [with_days_in_words(one["message"]) for one in plan.findings if one["code"] != planning.LATE]
        told += overdue(planning.timetable_of(plan), on=on) if case.is_going_on else []
        return _shown(case, planning.timetable_of(plan), typed, told=told, on=on)
    try:
        return tried(case, usual_plan(case, on=on), on=on, is_draft=True)
    except Refused:
        return None


def tried(
    case: Procurement, typed: planning.TypedPlan, *, on: date, is_draft: bool = False, is_movable: bool = False
) -> Shown:
    """Give what some dates lead to, without keeping anything.

    :param is_movable: let the steps be moved by hand.

    :raises Refused: with each rule that they break, or what has to be known first.
    """
    found = work_out(case, typed, on=on)
    told = [said_with_section(one) for one in planning.warnings(found.findings) if one.code != planning.LATE]
    return _shown(case, found.sure(), typed, told=told, on=on, is_draft=is_draft, is_movable=is_movable)


def _shown(
    case: Procurement, timetable: Timetable, typed: planning.TypedPlan, *, told: list[str], on: date,
    is_draft: bool = False, is_movable: bool = False,
) -> Shown:  # fmt: skip
    limit = (typed.needed_by, "Needed") if typed.needed_by else None
    meetings = [(StepName(one.step), one.on) for one in typed.days if one.sort == planning.RowKind.MEETING]
    sittings, _ = meetings_for(case.authority, typed, on=on)
    meetings += [(StepName(one.step), one.meets_on) for one in sittings if one.meets_on <= timetable.ends_on]
    ground = Ground(today=on, limit=limit, closed=typed.closed)
    title = f"Timetable of {case.title}"
    drawn = to_gantt(timetable, ground, key="timetable", title=title, meetings=meetings, is_movable=is_movable)
    late = is_late(timetable, on=on)
    told = [*told, *not_waited_for(case, typed, on=on)]
    return Shown(sentence(timetable, typed.needed_by, on=on), late, drawn, told, is_draft, HELPS if late else ())


def overdue(timetable: Timetable, *, on: date) -> list[str]:
    """Name the first step that should be over by now and was not said to be done."""
    first = next((step for step in timetable.steps if not step.done and step.ends_on < on), None)
    if first is None:
        return []
    ended = date_long(first.ends_on)
    return [f"{first.label} should have ended on {ended}. Say in the timetable that it is done, or plan it again."]


def is_late(timetable: Timetable, *, on: date) -> bool:
    """Say whether a need date is missed, or will be because nobody began in time."""
    if timetable.slack_days is not None and timetable.slack_days < 0:
        return True
    safe = timetable.last_safe_start_on
    return safe is not None and safe < on and not any(step.done for step in timetable.steps)


def sentence(timetable: Timetable, needed_on: date | None, *, on: date) -> str:
    """Say in one sentence when all is ready and by when work has to begin."""
    ready = f"All is ready on {date_with_day(timetable.ends_on)}"
    if needed_on is None or timetable.slack_days is None:
        return f"{ready}. Enter when it is needed, and the last safe start is worked out."
    slack = timetable.slack_days
    kept = f"{plural(slack, 'day')} before it is needed" if slack >= 0 else f"{plural(-slack, 'day')} too late"
    safe = timetable.last_safe_start_on
    if safe is None:
        return f"{ready}, {kept}. No start would have been early enough."
    if safe < on:
        return f"{ready}, {kept}. The last safe start was {date_with_day(safe)}, {plural((on - safe).days, 'day')} ago."
    return f"{ready}, {kept}. The last safe start is {date_with_day(safe)}."


def spans(timetable: Timetable) -> Spans:
    """Draw the steps as bars for a paper, over the days from the first to the last of them."""
    first, last = min(one.starts_on for one in timetable.steps), max(one.ends_on for one in timetable.steps)
    days = (last - first).days + 1
    rows = [
        Span(
            one.label,
            (one.starts_on - first).days * 1000 // days,
            ((one.ends_on - one.starts_on).days + 1) * 1000 // days,
            one.critical and not one.done,
        )
        for one in timetable.steps
    ]
    return Spans(date_short(first), date_short(last), rows)


def paper(case: Procurement, plan: PlanVersion, *, by: str, on: date) -> Paper:
    """Write a timetable as a paper."""
    timetable = planning.timetable_of(plan)
    rows = [
        (
            f"{step.label}{' (critical)' if step.critical and not step.done else ''}",
            date_short(step.starts_on),
            date_short(step.ends_on),
            "" if step.slack_days is None else str(step.slack_days),
            f"{with_days_in_words(step.why)} ({step.citation})",
        )
        for step in timetable.steps
    ]
    told = [with_days_in_words(one["message"]) for one in plan.findings]
    told += not_waited_for(case, planning.typed_of(plan.facts), on=on)
    return Paper(
        title=f"Timetable for {case.title}",
        kicker=case.authority.name,
        author=by,
        made_on=plan.made_on.isoformat(),
        facts=[
            ("Case", f"{case.reference} {case.title}"),
            ("Version", f"{plan.number}, planned on {date_long(plan.made_on)}"),
            ("Needed from", date_long(plan.needed_on) if plan.needed_on else "Not set"),
            ("Last safe start", date_long(plan.last_safe_start_on) if plan.last_safe_start_on else "None"),
        ],
        sections=[
            Section("answer", "In one sentence", [Para(sentence(timetable, plan.needed_on, on=on))]),
            Section("steps", "Steps", [spans(timetable), Grid("Every step with its dates", HEAD, rows)]),
            Section("warnings", "Warnings", [Para(one) for one in told or ["None."]]),
        ],
        mark=f"{case.reference}, timetable {plan.number}",
    )
