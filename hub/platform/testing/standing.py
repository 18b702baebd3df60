"""Keep what nearly every test begins with standing between tests, in transactions around them.

The cast takes a tenth of a second to make by acts and the shipped dated values three times as long, which was more
than half of the time of the suite. Both are made once, each in a transaction of its own; the transaction of a test is a
savepoint inside, so a test sees what it would have made itself and what it changes is undone. A test that needs less,
or that commits, finds them gone: they are rolled back first and made again for the next test that asks.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import connection, transaction

from hub.platform import clock
from hub.platform.testing.moments import CAST_MADE, NINE

if TYPE_CHECKING:
    from hub.platform.testing.cast import Cast

# A long transaction gathers the dead rows of all tests inside; beginning anew now and then keeps every look-up short.
MOST_TESTS = 200


class Standing:
    """The transactions that are open around the tests, outermost first: the cast, then the shipped values."""

    def __init__(self) -> None:
        self.open: list[transaction.Atomic] = []
        self.tests = 0
        self._cast: Cast | None = None

    def reach(self, depth: int) -> None:
        """Bring about that nothing stands (0), the cast (1), or the cast and the shipped values (2)."""
        self.tests += 1
        forget_counts()
        if self.tests > MOST_TESTS:
            self.fall(0)
        self.fall(depth)
        makers: tuple[Callable[[], None], ...] = (self._make_cast, load_shipped)
        with clock.frozen(NINE):
            for make in makers[len(self.open) : depth]:
                one = transaction.atomic()
                # Like Django's own around a test, this is not the transaction that a durable one must not be inside.
                one._from_testcase = True  # type: ignore[attr-defined]
                one.__enter__()
                self.open.append(one)
                make()
                # Django checks what is deferred after each test: here once, or each would check all of this again.
                connection.check_constraints()

    def fall(self, depth: int) -> None:
        """Roll back what stands beyond a depth."""
        while len(self.open) > depth:
            transaction.set_rollback(True)
            self.open.pop().__exit__(None, None, None)
            self.tests = 0

    def cast(self) -> Cast | None:
        """Give the cast that stands, for one test to change as it likes; None when none does."""
        return copy.deepcopy(self._cast) if self.open else None

    def has_shipped(self) -> bool:
        """Say whether the shipped values stand."""
        return len(self.open) == 2

    def _make_cast(self) -> None:
        from hub.platform.testing.cast import make_cast

        self._cast = make_cast(CAST_MADE)


# One for the process: whoever makes a table for the whole run lets everything fall first, or it would fall with it.
STANDING = Standing()


def load_shipped() -> None:
    """Load every shipped set of dated values, long before any story begins."""
    from hub.platform.reference.services import load_all

    load_all(at=CAST_MADE)


def forget_counts() -> None:
    """Forget what the last test counted: the same log may stand again over rows with other numbers."""
    from hub.platform.registers import blocks, counting

    blocks.forget()
    counting.forget()
