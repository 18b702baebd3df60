"""What guards the order of notices: what each waits for, and by when each that follows an event is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hub.law.answers import check
from hub.law.calendar import last_day
from hub.law.contract_entered import TABLE
from hub.law.contract_periods import spoken
from hub.law.findings import Finding
from hub.law.kpis import next_assessment
from hub.law.sequence_terms import COMPETITIVE, Broken, Owed, Place, SequenceFacts
from hub.law.standstill import binding_end
from hub.law.tables import Tables
from hub.law.terms import NoticeType

NEEDS_ASSESSMENT = frozenset({NoticeType.UK4, NoticeType.UK5, NoticeType.UK13})
# Notices about a contract, which follow entry into it, with the section that says so.
OF_CONTRACT = {
    NoticeType.UK7: "PA 2023 s.53(1)",
    NoticeType.UK8: "PA 2023 s.70(1)",
    NoticeType.UK9: "PA 2023 s.71(1)",
    NoticeType.UK10: "PA 2023 s.75(1)",
    NoticeType.UK11: "PA 2023 s.80(1)",
}
ASAP = "PA 2023 s.87(3)"
Guarded = tuple[Broken, Finding]


def of_notice(facts: SequenceFacts, number: int, place: Place | None, seen: set[NoticeType]) -> Iterator[Guarded]:
    """Name what is wrong with one of the published notices, after those seen."""
    one = facts.published[number]
    name = f"{one.notice} {one.notice.label.lower()}"
    if place is None:
        yield broken("not_for_procedure", f"The {name} does not belong to this procedure.", "PA 2023 s.95", one.notice)
        return
    fault = place.fault(seen)
    if fault == "too_early":
        said = f"The {name} came without {' or '.join(sorted(place.after))} before it."
        yield broken(fault, said, "PA 2023 ss.21, 39, 44, 50", one.notice)
    if fault == "too_late":
        said = f"The {name} came after {' and '.join(sorted(place.closed_by & seen))}, which closed the way to it."
        yield broken(fault, said, "PA 2023 ss.55, 80", one.notice)
    if not facts.below and one.notice in NEEDS_ASSESSMENT and _not_by(facts.conflicts_assessed_on, one.on):
        said = f"The {name} came before a conflicts assessment was prepared."
        yield broken("conflicts_assessment", said, "PA 2023 s.83(1), (2)", one.notice)
    competitive = facts.procedure in COMPETITIVE and NoticeType.UK5 not in seen
    if one.notice is NoticeType.UK6 and competitive and _not_by(facts.summaries_sent_on, one.on):
        said = f"The {name} came before the assessment summaries went out."
        yield broken("summaries", said, "PA 2023 s.50(3)", one.notice)
    if one.notice in OF_CONTRACT and _not_by(facts.entered_on, one.on):
        said = f"The {name} came before the contract was entered into."
        yield broken("entered", said, ASAP if facts.below else OF_CONTRACT[one.notice], one.notice)
    if one.notice is NoticeType.UK11 and facts.ended_on is not None and one.on < facts.ended_on:
        yield broken("ended", f"The {name} came before the contract ended.", "PA 2023 s.80(1)", one.notice)


def of_entry(facts: SequenceFacts, tables: Tables) -> Iterator[Guarded]:
    """Name what entry into the contract did not wait for."""
    entered = facts.entered_on
    if entered is None:
        return
    if not facts.below:
        yield from _of_award(facts, entered, tables)
    if facts.days_of(NoticeType.UK12):
        said = "A contract was entered into, so the procurement was not terminated."
        yield broken("terminated", said, "PA 2023 s.55(1)", NoticeType.UK12)
    if facts.suspended:
        yield broken("suspension", "The contract was entered into while a claim suspended it.", "PA 2023 s.101(1)")
    if facts.kpis_set < facts.kpis_needed:
        said = f"The contract was entered into with {facts.kpis_set} of {facts.kpis_needed} indicators set."
        yield broken("kpis", said, "PA 2023 s.52(1)")


def _of_award(facts: SequenceFacts, entered: date, tables: Tables) -> Iterator[Guarded]:
    award = facts.award
    if award is None or award > entered:
        said = "The contract was entered into before its contract award notice."
        yield broken("award_notice", said, "PA 2023 s.50(1)", NoticeType.UK6)
        return
    ends = binding_end(award, facts.exempt, facts.standstill_ends_on, tables=tables)
    if ends is not None and entered <= ends:
        said = (
            f"The contract was entered into on {spoken(entered)}, before the standstill ended. The award notice of "
            f"{spoken(award)} began it, and {spoken(ends)} is its last day."
        )
        yield broken("standstill", said, "PA 2023 s.51(4)" if facts.exempt else "PA 2023 s.51(1)")


def of_changes(facts: SequenceFacts) -> Iterator[Guarded]:
    """Name what the change did not wait for."""
    changed = facts.changed_on
    if changed is None:
        return
    needed = facts.change_notice_needed and not facts.light_touch and not facts.below
    notices = facts.days_of(NoticeType.UK10)
    if notices and changed < notices[-1]:
        said = "The change was made before its contract change notice."
        yield broken("change_notice", said, "PA 2023 s.75(1)", NoticeType.UK10)
    if needed and not notices:
        said = "The contract was changed without a contract change notice. If the change needs none, say so."
        yield broken("change_notice", said, "PA 2023 s.75(1)", NoticeType.UK10)
    if facts.change_standstill_ends_on is not None and changed <= facts.change_standstill_ends_on:
        yield broken("change_standstill", "The change was made before the standstill ended.", "PA 2023 s.76(1)")


def of_platform(facts: SequenceFacts) -> Iterator[Guarded]:
    """Name an advertisement elsewhere that was not later than the one on the platform."""
    first = next((one.on for one in facts.published if one.notice in {NoticeType.UK4, NoticeType.UK5}), None)
    if facts.advertised_elsewhere_on is not None and _not_by(first, facts.advertised_elsewhere_on):
        said = "It was advertised elsewhere before it was on the platform."
        yield broken("platform_first", said, "PR 2024 reg 5(11)")


def of_days(facts: SequenceFacts, tables: Tables) -> Iterator[Guarded]:
    """Name each notice that came after its last day."""
    for one, citation in _dated(facts, tables):
        found = facts.days_of(one.notice)
        if found and found[0] > one.by:
            said = f"The {one.notice} {one.notice.label.lower()} was due by {spoken(one.by)}."
            yield broken("late", said, citation, one.notice)


def owed(facts: SequenceFacts, tables: Tables) -> tuple[Owed, ...]:
    """Give each notice that an event has made due and that is not published, with its last day."""
    found = [one for one, _ in _dated(facts, tables) if not facts.days_of(one.notice)]
    if facts.below and facts.entered_on is not None and not facts.days_of(NoticeType.UK7):
        found.append(Owed(notice=NoticeType.UK7, by=facts.entered_on))
    return tuple(found)


def remarks(facts: SequenceFacts) -> Iterator[Finding]:
    """Name what the answer takes as met."""
    if facts.entered_on is not None and facts.below and not facts.days_of(NoticeType.UK7):
        said = "Taken as met: the contract is large enough to need a details notice, as soon as reasonably practicable."
        yield check("notifiable", said, ASAP)
    award = facts.award
    if facts.entered_on is not None and award is not None and facts.days_of(NoticeType.UK6)[0] < award:
        said = (
            f"Taken as met: the award notice of {spoken(award)} is the one for this contract, so entry waits for its "
            "standstill. If it is for another lot, leave it out."
        )
        yield check("several_award_notices", said, "PA 2023 s.51(2)")


def _dated(facts: SequenceFacts, tables: Tables) -> Iterator[tuple[Owed, str]]:
    entered, ended = facts.entered_on, facts.ended_on
    if entered is None or facts.below:
        return
    code = "details_notice_light_touch" if facts.light_touch else "details_notice"
    row = tables.row(TABLE, code, on=entered)
    yield Owed(notice=NoticeType.UK7, by=last_day(entered, row.days)), row.data["citation"]
    if facts.kpis_needed:
        duty = next(row for row in tables.all(TABLE) if row.code == "kpi_assessment")
        by = next_assessment(entered, None, duty)
        if ended is None or ended >= duty.valid_from:
            yield Owed(notice=NoticeType.UK9, by=by if ended is None else min(by, ended)), duty.data["citation"]
    if ended is not None:
        row = tables.row(TABLE, "termination_notice", on=ended)
        yield Owed(notice=NoticeType.UK11, by=last_day(ended, row.days)), row.data["citation"]


def broken(guard: str, said: str, citation: str, notice: NoticeType | None = None) -> Guarded:
    """Give a guard that was not kept, with what is said of it."""
    return Broken(guard=guard, notice=notice), Finding(guard, said, citation)


def _not_by(day: date | None, on: date) -> bool:
    return day is None or day > on
