"""What a timetable's facts lead to before any day is chosen: is it covered, what is published, what contradicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from hub.law import below_threshold, contract_entered, procedures, standstill
from hub.law.answers import bad, check, needs, warn
from hub.law.calendar import outside
from hub.law.direct_award import unknown_ground
from hub.law.findings import Finding
from hub.law.planning.meetings import Sittings, calendar_of, step_named
from hub.law.planning.terms import MOST_DAYS, FixedStep, StepName, TimetableFacts
from hub.law.standstill import AwardGround
from hub.law.tables import Tables
from hub.law.terms import ContractKind, Procedure, Regime

SERVICES = (ContractKind.SERVICES, ContractKind.LIGHT_TOUCH, ContractKind.CONCESSION)
COMPETITIONS = (Procedure.OPEN, Procedure.COMPETITIVE_FLEXIBLE, Procedure.DYNAMIC_MARKET)
COUNTS = (
    "call_in_working_days", "evaluation_days", "mobilisation_days", "preparation_days", "selection_days",
    "participation_days", "tendering_days", "quiet_days",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """The facts with what the law makes of them."""

    facts: TimetableFacts
    tables: Tables
    start: int
    covered: bool
    award_notice: bool
    standstill: bool
    transparency_notice: bool
    tender_notice: bool
    tender_notice_citation: str
    details_notice: bool
    sittings: dict[StepName, Sittings]
    fixed: dict[StepName, FixedStep]
    findings: list[Finding] = field(default_factory=list)


def faults(facts: TimetableFacts, tables: Tables) -> list[Finding]:
    """Name every fact that is missing, cannot be right, or contradicts another."""
    found = [*_date_faults(facts, tables), *_count_faults(facts), *_kind_faults(facts)]
    found += calendar_of(facts.committees).faults
    for number, fixed in enumerate(facts.fixed, 1):
        found += _fixed_faults(number, fixed, facts.as_of)
    named = [step_named(one.step) for one in facts.fixed]
    found += [bad("fixed", f"{one} is fixed twice. Fix each step once.") for one in StepName if named.count(one) > 1]
    return found


def _date_faults(facts: TimetableFacts, tables: Tables) -> Iterator[Finding]:
    if facts.regime is not Regime.PA23:
        words = "Procurements under the 2015 Regulations began before 24 February 2025 and are not planned anew."
        yield bad("regime", words, "SI 2024/716 reg 5(1)")
    start, needed, planned = facts.start_on, facts.needed_by, facts.planned_notice_on
    if start is None:
        yield needs("start_on", "every date follows from the day on which work can begin.")
    yield from outside(tables, start_on=start, needed_by=needed, planned_notice_on=planned)
    if start and needed and needed < start:
        yield bad("needed_by", f"{needed.isoformat()} is before the start on {start.isoformat()}. Correct one of them.")
    if facts.as_of and start and facts.as_of < start and not facts.fixed:
        yield bad("as_of", "Nothing can happen before the start. Leave this out, or state the same day.")


def _count_faults(facts: TimetableFacts) -> Iterator[Finding]:
    for name in COUNTS:
        count = getattr(facts, name)
        if count is not None and not 0 <= count <= MOST_DAYS:
            yield bad(name, f"Give a whole number of days from 0 to {MOST_DAYS:,}.")
    if facts.value_inc_vat < 0:
        yield bad("value_inc_vat", "A contract cannot be worth less than nothing.", "PA 2023 s.4")


def _kind_faults(facts: TimetableFacts) -> Iterator[Finding]:
    if facts.kind is ContractKind.LIGHT_TOUCH and not facts.light_touch:
        yield bad("light_touch", "The kind says light touch services. Say true, or correct the kind.", "PA 2023 s.9")
    if facts.light_touch and facts.kind not in SERVICES:
        words = f"Only services can be light touch, and the kind is {facts.kind.label.lower()}. Correct one of the two."
        yield bad("light_touch", words, "PA 2023 s.9")
    if facts.ground and facts.procedure is not Procedure.DIRECT_AWARD:
        yield bad("ground", "Only a direct award has a ground. Leave it out, or correct the procedure.", "PA 2023 s.41")
    if facts.negotiated and not facts.preselected_only:
        words = "A period is agreed only with pre-selected suppliers. Say that only they may tender, or say false."
        yield bad("negotiated", words, "PA 2023 s.54(4) entry 2")


def _fixed_faults(number: int, fixed: FixedStep, as_of: date | None) -> Iterator[Finding]:
    where = f"fixed.{number}"
    if step_named(fixed.step) is None:
        yield bad(f"{where}.step", f"There is no step “{fixed.step[:60]}”. Steps: {', '.join(StepName)}.")
    if fixed.starts_on and fixed.starts_on > fixed.ends_on:
        yield bad(f"{where}.starts_on", "A step cannot start after it ends. Correct one of the two days.")
    # The notice of a key decision is done once it is published; its 28 days run on.
    is_notice = fixed.step == StepName.KEY_DECISION_NOTICE
    happened = (fixed.starts_on or fixed.ends_on) if is_notice else fixed.ends_on
    if fixed.done and as_of and happened > as_of:
        words = f"A step that is done cannot end after {as_of.isoformat()}, from which the rest is planned."
        yield bad(f"{where}.ends_on", f"{words} Correct the day, or say that it is planned.")


def case_of(
    facts: TimetableFacts, noticed_on: date, sits: dict[StepName, Sittings], *, tables: Tables
) -> tuple[Case | None, list[Finding]]:
    """Ask the law what this procurement is, if its first notice or invitation is of that day.

    Returns:
        The case, or none where the law forbids it; and the findings that say why.
    """
    assert facts.start_on is not None, "facts without a start are refused before"
    covered, refused, said = _route(facts, noticed_on, tables)
    if refused:
        return None, refused
    direct = facts.procedure is Procedure.DIRECT_AWARD
    if direct and facts.ground and (unknown := unknown_ground(facts.ground, tables, noticed_on)):
        return None, unknown
    award_notice, pause, transparency = _award(facts, noticed_on, tables)
    below, barred = _below(facts, noticed_on, covered, tables)
    if barred:
        return None, barred
    said += _ground_said(facts)
    case = Case(
        facts=facts,
        tables=tables,
        start=facts.start_on.toordinal(),
        covered=covered,
        award_notice=award_notice,
        standstill=pause,
        transparency_notice=transparency,
        tender_notice=below.tender_notice if below else facts.procedure in COMPETITIONS,
        tender_notice_citation="PA 2023 s.87(1)" if below else "PA 2023 s.21(1)",
        details_notice=below.details_notice if below else facts.ground != AwardGround.USER_CHOICE,
        sittings=sits,
        fixed={step: one for one in facts.fixed if (step := step_named(one.step)) is not None},
        findings=said,
    )
    return case, []


def _route(facts: TimetableFacts, on: date, tables: Tables) -> tuple[bool, list[Finding], list[Finding]]:
    """Ask whether the contract is covered, and whether its procedure is open to it."""
    given = procedures.ProceduresFacts(
        on=on,
        kind=ContractKind.LIGHT_TOUCH if facts.light_touch and facts.kind in SERVICES[:1] else facts.kind,
        value_inc_vat=facts.value_inc_vat,
        framework_available=True,
        dynamic_market_available=True,
        direct_award_ground=None,
        openly_advertised=facts.openly_advertised,
    )
    answer = procedures.procedures(given, tables=tables)
    found = answer.sure()
    route = next(one for one in found.procedures if one.procedure is facts.procedure)
    if route.open or facts.procedure is Procedure.DIRECT_AWARD:
        return found.covered, [], []
    if found.covered or facts.kind is ContractKind.CONCESSION:
        return found.covered, [bad("procedure", route.reason, route.citation)], []
    words = (
        f"The value is below its threshold, where the Act asks for no {facts.procedure.label.lower()}. The dates keep "
        "to its periods all the same; a below-threshold procedure can be quicker."
    )
    return True, [], [warn("below_its_threshold", words, route.citation)]


def _award(facts: TimetableFacts, on: date, tables: Tables) -> tuple[bool, bool, bool]:
    """Ask which of award notice, standstill and transparency notice there are."""
    direct = facts.procedure is Procedure.DIRECT_AWARD
    if direct and facts.ground:
        row = tables.row("direct_award_grounds", facts.ground, on=on).data
        return row["award_notice"], row["standstill"] and not facts.light_touch, row["transparency_notice"]
    given = standstill.NeededFacts(
        procedure=facts.procedure, light_touch=facts.light_touch, ground=AwardGround.OTHER if direct else None
    )
    needed = standstill.standstill_needed(given, tables=tables).sure()
    return needed.award_notice, needed.required, direct


def _below(
    facts: TimetableFacts, on: date, covered: bool, tables: Tables
) -> tuple[below_threshold.BelowThreshold | None, list[Finding]]:
    """Ask what is owed below the threshold; a stage that sorts suppliers out may be forbidden there."""
    if covered and facts.procedure not in {Procedure.BELOW_THRESHOLD, Procedure.COMPETITIVE_FLEXIBLE}:
        return None, []
    given = below_threshold.BelowThresholdFacts(
        on=on,
        kind=ContractKind.LIGHT_TOUCH if facts.light_touch and facts.kind in SERVICES[:1] else facts.kind,
        value_inc_vat=facts.value_inc_vat,
        openly_advertised=facts.openly_advertised,
        call_off=facts.procedure is Procedure.CALL_OFF,
    )
    answer = below_threshold.below_threshold(given, tables=tables)
    if facts.procedure is not Procedure.COMPETITIVE_FLEXIBLE:
        return answer.sure(), []
    if answer.result is None or answer.result.separate_selection_allowed:
        return None, []
    words = "Below the threshold suppliers may not be sorted out in a stage of their own. Choose another procedure."
    return None, [bad("procedure", words, "PA 2023 s.85(1)")]


def _ground_said(facts: TimetableFacts) -> list[Finding]:
    if facts.procedure is not Procedure.DIRECT_AWARD or facts.ground:
        return []
    words = "Taken as met: there is a ground for a direct award, and one that needs a standstill. State it as “ground”."
    return [check("ground", words, "PA 2023 s.41(1)")]


def details_by(facts: TimetableFacts, signed_on: date, *, tables: Tables) -> tuple[date, str, tuple[Finding, ...]]:
    """Ask by when the contract details notice of a covered contract is due."""
    given = contract_entered.EnteredFacts(
        entered_on=signed_on, light_touch=facts.light_touch, value_inc_vat=facts.value_inc_vat
    )
    answer = contract_entered.contract_entered(given, tables=tables)
    return answer.sure().details_notice_by, answer.citation, answer.findings
