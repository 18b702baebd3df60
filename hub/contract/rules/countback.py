"""Count back from the end of a contract to the day on which the next competition must start.

Law and planner replace the numbers later behind ``next_competition``; whoever asks need not change.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hub.contract.rules.facts import Facts
from hub.law.calendar import is_working_day
from hub.law.tables import Tables, shipped
from hub.platform.words import date_long, plural


@dataclass(frozen=True)
class LeadTimes:
    """How long each part of letting a contract again usually takes, in weeks."""

    mobilisation_weeks: int
    route_weeks: int
    committee_weeks: int
    source: str = ""

    @property
    def weeks(self) -> int:
        """Give all of it."""
        return self.mobilisation_weeks + self.route_weeks + self.committee_weeks


@dataclass(frozen=True)
class Stretch:
    """One part of the way, from its first day, counted back from the end date."""

    name: str
    weeks: int
    begins_on: date


@dataclass(frozen=True)
class Countback:
    """The way from the last safe start to the end of the contract."""

    ends_on: date
    start_by: date
    weeks: int
    stretches: tuple[Stretch, ...]
    source: str = ""

    def is_late(self, on: date) -> bool:
        """Say whether a competition that starts now ends after the contract does."""
        return on > self.start_by

    def sentence(self, on: date) -> str:
        """Say what to do by when, for the owner."""
        length = plural(self.weeks, "week")
        if self.is_late(on):
            return (
                f"A new competition usually takes {length}. It should have started by {date_long(self.start_by)}: "
                "plan an extension, or cover from the end date, now."
            )
        return (
            f"A new competition would take {length}. After {date_long(self.start_by)} there is not enough time left "
            "to run one before the contract ends."
        )


def next_competition(facts: Facts, lead_times: LeadTimes, *, tables: Tables | None = None) -> Countback | None:
    """Count back from the end date: mobilisation, then the route's usual length, then committee time.

    The parts are counted in weeks, which the authority sets; the day that comes out is a working day, or nobody is at
    work to start on it: no Saturday, Sunday or bank holiday in any part of the United Kingdom (PA 2023 s.123(1)).

    :param tables: the law's tables; those shipped unless given.
    :returns: None for a contract that is not in force or has no end date.
    """
    if not facts.is_running or facts.has_no_end or facts.ends_on is None:
        return None
    day = facts.ends_on
    stretches: list[Stretch] = []
    for name, weeks in (
        ("Getting the new contract ready to start", lead_times.mobilisation_weeks),
        ("Running the competition", lead_times.route_weeks),
        ("Committee time", lead_times.committee_weeks),
    ):
        day -= timedelta(weeks=weeks)
        stretches.append(Stretch(name, weeks, day))
    start_by = working_day_before(day, tables=tables or shipped())
    stretches[-1] = replace(stretches[-1], begins_on=start_by)
    return Countback(facts.ends_on, start_by, lead_times.weeks, tuple(reversed(stretches)), lead_times.source)


def add_months(day: date, months: int) -> date:
    """Give the same day some months later; the last day of a month stays the last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    was_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if was_last else min(day.day, last))


def working_day_before(day: date, *, tables: Tables) -> date:
    """Give the day itself if it is a working day, else the last one before it."""
    while not is_working_day(day, tables=tables):
        day -= timedelta(days=1)
    return day
