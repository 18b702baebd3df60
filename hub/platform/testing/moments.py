"""The instants that tests share."""

from datetime import UTC, datetime

# 9:00 in London on the first Monday of the demo.
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
# Long before any story begins, so that everybody holds their roles in all of them.
CAST_MADE = datetime(2015, 1, 5, 9, 0, tzinfo=UTC)
