"""Days as whole numbers: when the authority is open, how long work takes, and the latest day that still does.

Plans are searched over many days, so days are ordinals here; ``date.fromordinal`` gives them back. Which days are
working days the law's own calendar says; closed days are the authority's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache

from hub.law import calendar
from hub.law.tables import Tables

# Later than any day: a step that cannot be done ends then.
NEVER = date.max.toordinal()
# No search looks further back than this many days.
FAR = 400_000


class _WorkingDays(dict[int, int]):
    """For each day that was asked for: itself if it is a working day, else the next one."""

    def __init__(self, tables: Tables) -> None:
        super().__init__()
        self._tables = tables

    def __missing__(self, day: int) -> int:
        found = calendar.working_day_on_or_after(date.fromordinal(day), tables=self._tables).toordinal()
        self[day] = found
        return found


@lru_cache(maxsize=16)
def _working_days(tables: Tables) -> _WorkingDays:
    return _WorkingDays(tables)


class OpenDays:
    """The working days on which an authority is open."""

    def __init__(self, closed: Iterable[date], *, tables: Tables) -> None:
        self._closed = sorted({day.toordinal() for day in closed})
        self._is_closed = frozenset(self._closed)
        self._working = _working_days(tables)

    def is_open(self, day: int) -> bool:
        """Say whether a day is a working day in every part of the kingdom, and the authority is open."""
        return self.open_from(day) == day

    def is_closed(self, day: int) -> bool:
        """Say whether the authority is closed on a day."""
        return day in self._is_closed

    def open_from(self, day: int) -> int:
        """Give the day itself if it is open, else the next open day."""
        found = self._working[day]
        while found in self._is_closed:
            found = self._working[found + 1]
        return found

    def open_after(self, day: int, count: int) -> int:
        """Give the Nth open day after a day."""
        for _ in range(count):
            day = self.open_from(day + 1)
        return day

    def worked(self, first: int, days: int) -> int:
        """Give the last of N days of work from a day on; closed days do not count, weekends do."""
        if not self._closed:
            return first + days - 1
        before = bisect_left(self._closed, first)
        last = first + days - 1
        while (needed := first + days - 1 + bisect_right(self._closed, last) - before) > last:
            last = needed
        return last


def latest(end_of: Callable[[int], int], limit: int, guess: int) -> int | None:
    """Give the latest day from which ``end_of`` still ends by a limit; None when no day does.

    Args:
        end_of: never earlier for a later day.
        limit: the last day on which it may end.
        guess: a day near the answer.
    """
    step = 1
    guess = min(guess, limit)
    if end_of(guess) <= limit:
        good, bad = guess, guess + step
        while bad <= limit and end_of(bad) <= limit:
            step *= 2
            good, bad = bad, bad + step
    else:
        good, bad = guess - step, guess
        while end_of(good) > limit:
            step *= 2
            if step > FAR or good - step < 1:
                return None
            good, bad = good - step, good
    while bad - good > 1:
        middle = (good + bad) // 2
        if end_of(middle) <= limit:
            good = middle
        else:
            bad = middle
    return good
