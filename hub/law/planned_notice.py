"""Planned procurement notices: when one is early enough, and late enough, to shorten the tendering period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, undecided, warn
from hub.law.calendar import add_months, deadline, outside, start_after
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Row, Tables

QUALIFYING = "PA 2023 s.15(3)"
BEFORE = "PA 2023 s.15(1)"


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a tender notice may follow a planned procurement notice that is to qualify."""

    planned_on: date
    first: date
    last: date
    row: Row

    def holds(self, tender_notice_on: date | None) -> bool:
        """Say whether a tender notice of that day makes the planned notice a qualifying one."""
        return tender_notice_on is not None and self.first <= tender_notice_on <= self.last

    def why_not(self) -> Finding:
        """Say when the tender notice would have had to come."""
        return warn(
            "planned_notice_not_qualifying",
            f"The planned procurement notice of {self.planned_on.isoformat()} does not shorten the period: it must be "
            f"at least {self.row.days} days and at most {self.row.data['months']} months before the tender notice, "
            f"so the tender notice had to be from {self.first.isoformat()} to {self.last.isoformat()}.",
            QUALIFYING,
        )


def window(planned_on: date, *, tables: Tables) -> Window:
    """Give the days on which the tender notice may come so that the planned notice qualifies."""
    row = tables.row("law_periods", "planned_notice", on=planned_on)
    months = row.data["months"]
    last = add_months(planned_on, months)
    # The months are counted back from the tender notice: from 29 February they reach 28 February.
    while add_months(start_after(last), -months) <= planned_on:
        last = start_after(last)
    return Window(planned_on, deadline(planned_on, row.days), last, row)


@facts
class PlannedNoticeFacts:
    """The two notices."""

    planned_notice_on: Annotated[date, Ask("When was the planned procurement notice (UK3) published?")]
    tender_notice_on: Annotated[
        date | None,
        Ask("When was or will the tender notice (UK4) be published?", "Leave empty to see which days would do."),
    ]


@result
class PlannedNotice:
    """Whether the notice qualifies, and the days between which the tender notice must come."""

    qualifying: Annotated[bool | None, Ask("Does it shorten the tendering period?")]
    tender_notice_from: Annotated[date, Ask("The first day for the tender notice")]
    tender_notice_until: Annotated[date, Ask("The last day for the tender notice")]


@rule(
    "planned-procurement-notice",
    title="Does our planned procurement notice shorten the tendering period?",
    citation=QUALIFYING,
    topic="Days and periods",
)
def planned_procurement_notice(facts: PlannedNoticeFacts, *, tables: Tables) -> Answer[PlannedNotice]:
    """Decide whether a planned procurement notice is a qualifying one.

    A planned procurement notice is voluntary and comes before the tender notice (PA 2023 s.15(1)). It is a qualifying
    one when it is published at least 40 days and at most 12 months before the tender notice (PA 2023 s.15(3)). A
    qualifying one shortens the least tendering period (PA 2023 s.54(4) entry 4).
    """
    planned, notice = facts.planned_notice_on, facts.tender_notice_on
    faults = outside(tables, planned_notice_on=planned, tender_notice_on=notice)
    if notice and planned > notice:
        faults.append(
            bad(
                "planned_notice_on",
                f"The planned procurement notice is of {planned.isoformat()}, after the tender notice of "
                f"{notice.isoformat()}. It can only come before: correct one of the two days.",
                BEFORE,
            )
        )
    if faults:
        return undecided(*faults)
    found = window(planned, tables=tables)
    qualifying = None if notice is None else found.holds(notice)
    answer = PlannedNotice(qualifying=qualifying, tender_notice_from=found.first, tender_notice_until=found.last)
    return Answer(answer, (found.why_not(),) if qualifying is False else ())
