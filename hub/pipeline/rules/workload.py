"""How much work the plan asks of each officer in each quarter, against what they have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from hub.law.calendar import add_months

MONTHS = 3
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Quarter:
    """Three months of a year, both days included."""

    first: date
    last: date

    @property
    def label(self) -> str:
        """Give it in words: "Oct to Dec 2026"."""
        return f"{self.first:%b} to {self.last:%b %Y}"


@dataclass(frozen=True)
class Norm:
    """What a procurement of a sort takes by the dated settings.

    :param days: an officer's working days of work.
    :param weeks: how long it lasts, from the start of the work to the need.
    """

    days: Decimal
    weeks: int


@dataclass(frozen=True)
class Work:
    """One entry as work: whose, from when to when, and how many days of an officer's work in all."""

    owner_id: int | None
    starts_on: date
    ends_on: date
    days: Decimal


@dataclass
class Line:
    """One officer: what the plan asks of them in each quarter, and how many days they have in one.

    :param capacity: days of a quarter for planned work; None for somebody outside the procurement team.
    """

    owner_id: int | None
    name: str
    capacity: Decimal | None
    asked: list[Decimal] = field(default_factory=list)

    def is_over(self, place: int, full_at: int) -> bool:
        """Say whether a quarter asks for more than so many per cent of what the officer has."""
        return self.capacity is not None and self.asked[place] * 100 > self.capacity * full_at


def quarter_of(day: date) -> Quarter:
    """Give the quarter of a day."""
    first = date(day.year, day.month - (day.month - 1) % MONTHS, 1)
    return Quarter(first, add_months(first, MONTHS) - timedelta(days=1))


def quarters_from(day: date, count: int) -> list[Quarter]:
    """Give so many quarters, beginning with the one of a day."""
    first = quarter_of(day).first
    return [quarter_of(add_months(first, MONTHS * number)) for number in range(count)]


def norm_for(norms: dict[str, Norm], procedure: str, tier: str) -> Norm | None:
    """Give the norm of a procedure and tier: the nearest that is set, by both, by the procedure, else the usual one."""
    for code in (f"{procedure}-{tier}", procedure, "usual"):
        if code in norms:
            return norms[code]
    return None


def work_begins(start_by: date | None, needed_on: date | None, norm: Norm | None) -> date | None:
    """Say when the work on an entry begins: with its last safe start, else counted back from the need."""
    if start_by is not None:
        return start_by
    if needed_on is None or norm is None:
        return None
    return needed_on - timedelta(weeks=norm.weeks)


def spread(work: Work, quarters: Sequence[Quarter]) -> list[Decimal]:
    """Give the days of work that fall into each quarter, spread evenly from start to end.

    What should have been finished before the first quarter is still to be done, so all of it falls into that one.
    """
    if not quarters:
        return []
    if work.ends_on < quarters[0].first:
        return [work.days, *(NOTHING for _ in quarters[1:])]
    whole = (work.ends_on - work.starts_on).days + 1
    return [_rounded(work.days * _days_within(work, quarter) / max(whole, 1)) for quarter in quarters]


def _days_within(work: Work, quarter: Quarter) -> int:
    first, last = max(work.starts_on, quarter.first), min(work.ends_on, quarter.last)
    return max((last - first).days + 1, 0)


def _rounded(days: Decimal) -> Decimal:
    return days.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def add_up(works: Iterable[Work], lines: Iterable[Line], quarters: Sequence[Quarter]) -> list[Line]:
    """Add the work of each officer up, quarter by quarter, into their line; what nobody has needs a line of its own."""
    by_owner = {line.owner_id: line for line in lines}
    for line in by_owner.values():
        line.asked = [NOTHING for _ in quarters]
    for work in works:
        line = by_owner[work.owner_id]
        line.asked = [had + more for had, more in zip(line.asked, spread(work, quarters), strict=True)]
    return list(by_owner.values())


def totals(lines: Sequence[Line], quarters: Sequence[Quarter]) -> list[Decimal]:
    """Give the days that the plan asks for in each quarter."""
    return [sum((line.asked[place] for line in lines), NOTHING) for place in range(len(quarters))]


def capacity(lines: Iterable[Line]) -> Decimal:
    """Give the days that the team has in a quarter."""
    return sum((line.capacity for line in lines if line.capacity is not None), NOTHING)
