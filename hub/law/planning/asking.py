"""What a timetable asks of the law: each date comes from a rule, and is kept, because plans ask for the same days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from hub.law import assessment_summaries, governance, planned_notice, standstill, timeline
from hub.law.answers import Answer
from hub.law.findings import Finding
from hub.law.start import act_began
from hub.law.tables import Tables
from hub.law.terms import Procedure

# Kept: a plan asks about some days of a few years, and thousands of plans about the same ones.
KEPT = 65_536


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule told: the day as an ordinal, how many days that is, the section and the findings."""

    day: int
    days: int
    citation: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class TenderTerms:
    """What shortens a tendering period."""

    light_touch: bool
    negotiated: bool
    preselected_only: bool
    planned_notice_on: date | None
    urgent: bool
    dynamic_market: bool
    electronic: bool
    documents_with_notice: bool


@lru_cache(maxsize=KEPT)
def tendering(invited: int, terms: TenderTerms, *, tables: Tables) -> Told:
    """Ask for the first day that may be the deadline for tenders, invited on the day of the notice or later."""

    def ask(on: date) -> Answer[Any]:
        planned = terms.planned_notice_on
        given = timeline.TenderingFacts(
            invited_on=on,
            light_touch=terms.light_touch,
            negotiated=terms.negotiated,
            preselected_only=terms.preselected_only,
            planned_notice_on=planned if planned and planned <= on else None,
            tender_notice_on=on,
            urgent=terms.urgent,
            dynamic_market=terms.dynamic_market,
            electronic=terms.electronic,
            documents_with_notice=terms.documents_with_notice,
        )
        return timeline.tendering_period(given, tables=tables)

    return _period(ask, invited, tables)


@lru_cache(maxsize=KEPT)
def participation(invited: int, light_touch: bool, urgent: bool, *, tables: Tables) -> Told:
    """Ask for the first day that may be the deadline for requests to take part."""

    def ask(on: date) -> Answer[Any]:
        given = timeline.ParticipationFacts(invited_on=on, light_touch=light_touch, urgent=urgent)
        return timeline.participation_period(given, tables=tables)

    return _period(ask, invited, tables)


@lru_cache(maxsize=KEPT)
def standstill_end(noticed: int, exempt: bool, *, tables: Tables) -> Told:
    """Ask for the last day of the standstill, mandatory or the shortest that may be stated."""
    on = _reached(noticed, tables)
    stated = None
    if exempt:
        # The shortest that may be stated for an exempt award ends where a mandatory one of that day would.
        stated = standstill.mandatory_end(on, tables=tables)
    given = standstill.StandstillFacts(award_notice_on=on, exempt=exempt, stated_ends_on=stated)
    answer = standstill.standstill(given, tables=tables)
    ends_on = answer.sure().ends_on
    assert ends_on is not None, "a standstill that is asked for has an end"
    citation = "PA 2023 s.51(2)" if not exempt else "PA 2023 s.51(5)"
    return Told(_moved(ends_on, on, noticed), 0, citation, answer.findings)


@lru_cache(maxsize=KEPT)
def key_decision(published: int, *, tables: Tables) -> Told:
    """Ask for the first day on which a key decision may be made."""
    on = _reached(published, tables)
    answer = governance.key_decision(governance.KeyDecisionFacts(published_on=on), tables=tables)
    earliest = answer.sure().earliest_decision_on
    return Told(_moved(earliest, on, published), 0, governance.KEY_DECISION, answer.findings)


@lru_cache(maxsize=KEPT)
def needs_summaries(procedure: Procedure, decided: int, *, tables: Tables) -> bool:
    """Ask whether assessment summaries are owed."""
    given = assessment_summaries.SummariesFacts(
        procedure=procedure, award_decided_on=_reached(decided, tables), summaries_sent_on=None, award_notice_on=None
    )
    return assessment_summaries.assessment_summaries(given, tables=tables).sure().required


@lru_cache(maxsize=KEPT)
def qualifying_from(planned_on: date, *, tables: Tables) -> int:
    """Ask for the first day on which a tender notice makes a planned procurement notice a qualifying one."""
    given = planned_notice.PlannedNoticeFacts(planned_notice_on=planned_on, tender_notice_on=None)
    return planned_notice.planned_procurement_notice(given, tables=tables).sure().tender_notice_from.toordinal()


def _period(ask: Callable[[date], Answer[Any]], invited: int, tables: Tables) -> Told:
    on = _reached(invited, tables)
    answer = ask(on)
    period = answer.sure()
    return Told(_moved(period.earliest_deadline_on, on, invited), period.min_days, answer.citation, answer.findings)


def _reached(day: int, tables: Tables) -> date:
    """Give the day, or the day on which the Act began: a search for the last safe start may look before it."""
    return max(date.fromordinal(max(day, 1)), act_began(tables))


def _moved(found: date, asked: date, day: int) -> int:
    return found.toordinal() - asked.toordinal() + day
