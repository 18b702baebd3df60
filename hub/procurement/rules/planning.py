"""From what is known of a case and what somebody typed to a timetable, and back from what was kept of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hub.law.answers import Answer
from hub.law.findings import Finding, Severity
from hub.law.planning.planner import plan as planned
from hub.law.planning.terms import (
    DECISIONS,
    FixedStep,
    Meeting,
    PlannedStep,
    Rests,
    StepName,
    Timetable,
    TimetableFacts,
)
from hub.law.tables import Tables
from hub.law.terms import ContractKind, Procedure, Term
from hub.procurement.rules.standing import Standing, kind_of

LATE = "late"
PLACED = re.compile(r"^(fixed|committees)\.(\d+)\.(\w+): ")
NAMED = re.compile(r"^(\w+): ")


class RowKind(Term):
    """What a day that somebody typed is."""

    PLANNED = "planned", "Planned to end on this day"
    DONE = "done", "Ended on this day"
    MEETING = "meeting", "A meeting on this day can decide it"


@dataclass(frozen=True)
class TypedDay:
    """One day that somebody typed for a step.

    Args:
        step: its name.
        on: the last day of the step, or the day of the meeting.
        sort: planned, done, or a meeting.
        other_on: the first day of the step; for a meeting, by when its papers are due.
    """

    step: str
    on: date
    sort: str = RowKind.PLANNED
    other_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class TypedPlan:
    """What somebody chooses of a timetable; what is left open takes the authority's usual days."""

    start_on: date | None
    needed_by: date | None
    key_decision: bool = False
    preparation_days: int = 0
    selection_days: int = 0
    tendering_days: int | None = None
    evaluation_days: int = 0
    mobilisation_days: int = 0
    call_in_working_days: int = 0
    quiet_days: int = 7
    planned_notice_on: date | None = None
    voluntary_standstill: bool = False
    participation_days: int | None = None
    # What lengthens or shortens the least periods (PA 2023 s.54).
    urgent: bool = False
    electronic: bool = True
    documents_with_notice: bool = True
    preselected_only: bool = False
    negotiated: bool = False
    closed: tuple[tuple[date, date], ...] = ()
    # Codes of the bodies that decide; empty where an officer does.
    approval_body: str = ""
    award_body: str = ""
    # Whether they are those that gates and scheme name, so that they follow when value or risk changes.
    by_rules: bool = False
    days: tuple[TypedDay, ...] = field(default=())


@dataclass(frozen=True)
class Known:
    """What a timetable takes from the case."""

    procedure: Procedure
    kind: ContractKind
    value_inc_vat: Decimal
    is_light_touch: bool
    ground: str | None


def known_of(case: Any, standing: Standing | None, procedure: str = "", ground: str = "") -> Known | None:
    """Give what a timetable needs of a case; None while its kind or value is not known.

    Args:
        case: the case file.
        standing: where it stands against its threshold.
        procedure: the one to plan with, else the chosen one, else the intended one, else the usual one on
            its side of the threshold.
        ground: of a direct award, unless the case has one.
    """
    kind = kind_of(case.contract_kind, case.is_light_touch)
    if kind is None or standing is None:
        return None
    chosen = Procedure(procedure or case.procedure or case.intended_procedure or usual_of(standing))
    counted = standing.counted_inc_vat
    value = counted if counted is not None else standing.threshold_inc_vat
    is_light = bool(case.is_light_touch) or kind is ContractKind.LIGHT_TOUCH
    why = (ground or case.direct_award_ground or None) if chosen is Procedure.DIRECT_AWARD else None
    return Known(chosen, kind, value, is_light, why)


def usual_of(standing: Standing) -> Procedure:
    """Give the usual procedure on a side of the threshold."""
    return Procedure.OPEN if standing.covered else Procedure.BELOW_THRESHOLD


def plan(
    known: Known, typed: TypedPlan, *, on: date, tables: Tables, meetings: Sequence[Meeting] = ()
) -> Answer[Timetable]:
    """Plan with the law's planner; a day that breaks a rule is refused with its section.

    Args:
        on: today: what is not done cannot happen before.
        meetings: of the bodies that decide, beside those that were typed.
    """
    return planned(facts_of(known, typed, on=on, meetings=meetings), tables=tables)


def facts_of(known: Known, typed: TypedPlan, *, on: date, meetings: Sequence[Meeting] = ()) -> TimetableFacts:
    """Put the case, what was typed and the meetings of the bodies together."""
    days = typed.days
    return TimetableFacts(
        procedure=known.procedure,
        kind=known.kind,
        value_inc_vat=known.value_inc_vat,
        light_touch=known.is_light_touch,
        start_on=typed.start_on,
        needed_by=typed.needed_by,
        key_decision=typed.key_decision,
        call_in_working_days=typed.call_in_working_days,
        evaluation_days=typed.evaluation_days,
        mobilisation_days=typed.mobilisation_days,
        closed_days=closed_days(typed.closed),
        committees=(*typed_meetings(days), *meetings),
        ground=known.ground,
        voluntary_standstill=typed.voluntary_standstill,
        preparation_days=typed.preparation_days,
        selection_days=typed.selection_days if known.procedure in WITH_SELECTION else 0,
        participation_days=typed.participation_days,
        tendering_days=typed.tendering_days,
        electronic=typed.electronic,
        documents_with_notice=typed.documents_with_notice,
        urgent=typed.urgent,
        preselected_only=typed.preselected_only,
        negotiated=typed.negotiated,
        quiet_days=typed.quiet_days,
        planned_notice_on=typed.planned_notice_on,
        as_of=max(on, typed.start_on) if typed.start_on else None,
        fixed=tuple(
            FixedStep(step=one.step, ends_on=one.on, starts_on=one.other_on, done=one.sort == RowKind.DONE)
            for one in days
            if one.sort != RowKind.MEETING
        ),
    )


def typed_meetings(days: Iterable[TypedDay]) -> list[Meeting]:
    """Give the meetings among the typed days; one without a day for its papers takes them on its own."""
    found = [one for one in days if one.sort == RowKind.MEETING]
    return [Meeting(step=one.step, meets_on=one.on, papers_by=one.other_on or one.on) for one in found]


WITH_SELECTION = (Procedure.COMPETITIVE_FLEXIBLE, Procedure.DYNAMIC_MARKET)


def closed_days(spans: Iterable[tuple[date, date]]) -> tuple[date, ...]:
    """Give every day of some spans, both ends included."""
    found = {first + timedelta(days=n) for first, last in spans for n in range((last - first).days + 1)}
    return tuple(sorted(found))


def bars_to_days(days: Sequence[TypedDay]) -> Iterable[Finding]:
    """Name meetings for steps that no body decides; the planner judges all else."""
    for number, one in enumerate(days, 1):
        if one.sort == RowKind.MEETING and one.step not in DECISIONS:
            words = f"No body decides {StepName(one.step).label.lower()}. A meeting decides the approval or the award."
            yield Finding("meeting", f"Row {number}: {words}", cure=f"row.{number}")
        if one.sort == RowKind.MEETING and one.other_on and one.other_on > one.on:
            words = "Papers cannot be due after the meeting. Correct one of the two days."
            yield Finding("papers", f"Row {number}: {words}", cure=f"row.{number}")


def is_closed_route(found: Answer[Timetable]) -> bool:
    """Say whether a plan is refused because its procedure is not open."""
    return any(one.message.startswith("procedure: ") for one in stops(found))


def is_late(found: Answer[Timetable]) -> bool:
    """Say whether a plan misses its need date."""
    return any(one.code == LATE for one in found.findings)


def stops(found: Answer[Timetable]) -> list[Finding]:
    """Give the findings that keep a timetable from being planned at all."""
    return list(found.findings) if found.result is None else []


def said_plainly(finding: Finding) -> Finding:
    """Take the place of a fact out of a sentence, for a page on which the sentence stands beside it."""
    return replace(finding, message=NAMED.sub("", PLACED.sub("", finding.message)))


def warnings(findings: Iterable[Finding]) -> list[Finding]:
    """Keep what somebody should read: all but what is for information or taken as met."""
    return [one for one in findings if one.severity in {Severity.BLOCK, Severity.WARN}]


# What is kept of a timetable is read again years later, so it is written out field by field.


def plain(value: Any) -> Any:
    """Write a value as JSON takes it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, Term) else value


def steps_to_plain(timetable: Timetable) -> list[dict[str, Any]]:
    """Write the steps of a timetable as JSON takes them."""
    return [plain(asdict(step)) for step in timetable.steps]


def timetable_of(kept: Any) -> Timetable:
    """Give the timetable that was kept.

    Args:
        kept: has ``steps``, ``ends_on``, ``last_safe_start_on`` and ``slack_days``.
    """
    return Timetable(
        steps=tuple(_step(one) for one in kept.steps),
        ends_on=kept.ends_on,
        last_safe_start_on=kept.last_safe_start_on,
        slack_days=kept.slack_days,
    )


def _step(kept: Mapping[str, Any]) -> PlannedStep:
    return PlannedStep(
        step=StepName(kept["step"]),
        starts_on=date.fromisoformat(kept["starts_on"]),
        ends_on=date.fromisoformat(kept["ends_on"]),
        citation=kept["citation"],
        label=kept["label"],
        rests_on=Rests(kept["rests_on"]),
        why=kept["why"],
        slack_days=kept["slack_days"],
        critical=kept["critical"],
        papers_by=_day(kept["papers_by"]),
        done=kept["done"],
    )


def typed_to_plain(typed: TypedPlan) -> dict[str, Any]:
    """Write what was typed as JSON takes it."""
    return plain(asdict(typed))  # type: ignore[no-any-return]


def typed_of(kept: Mapping[str, Any]) -> TypedPlan:
    """Give what was typed from what was kept of it."""
    days = tuple(
        TypedDay(one["step"], date.fromisoformat(one["on"]), one["sort"], _day(one["other_on"])) for one in kept["days"]
    )
    closed = tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in kept["closed"])
    dated = {name: _day(kept[name]) for name in ("start_on", "needed_by", "planned_notice_on")}
    return TypedPlan(**{**kept, **dated, "closed": closed, "days": days})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
