"""How a long list of lines is cut into pages, so that no page reads the files of many months."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

ON_A_PAGE = 20
# Where a month has a line or two, a page of twenty would read the files of more than a year.
MONTHS_ON_A_PAGE = 4


@dataclass(frozen=True)
class Sheet:
    """What one page shows: lines of some months, the newest first, past so many and up to so many."""

    first: int
    last: int
    offset: int
    limit: int


@dataclass(frozen=True)
class _Stack:
    """Months that share one page, or one month with pages of its own."""

    first: int
    last: int
    lines: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.lines // ON_A_PAGE))


class Sheets:
    """The pages of a list: months with few lines share one, a month with many has its own.

    :param months: month (such as 202603) and number of lines of each, the newest first; those without lines are none.
    """

    def __init__(self, months: Iterable[tuple[int, int]]) -> None:
        self._stacks: list[_Stack] = []
        group: list[tuple[int, int]] = []
        for month, lines in months:
            if lines <= 0:
                continue
            held = sum(count for _, count in group)
            if group and (held + lines > ON_A_PAGE or len(group) >= MONTHS_ON_A_PAGE):
                self._add(group)
                group = []
            group.append((month, lines))
        if group:
            self._add(group)

    def _add(self, group: list[tuple[int, int]]) -> None:
        numbers = [month for month, _ in group]
        lines = sum(count for _, count in group)
        self._stacks.append(_Stack(min(numbers), max(numbers), lines, len(self)))

    def __len__(self) -> int:
        """Count the pages."""
        return self._stacks[-1].page + self._stacks[-1].pages if self._stacks else 0

    def __getitem__(self, number: int) -> Sheet:
        """Give what a page shows.

        :param number: of the page, from 0.
        :raises IndexError: when there is no such page.
        """
        if not 0 <= number < len(self):
            raise IndexError(number)
        stack = self._stacks[bisect_right([each.page for each in self._stacks], number) - 1]
        return Sheet(stack.first, stack.last, (number - stack.page) * ON_A_PAGE, ON_A_PAGE)
