"""What the reading of an indicator says to people."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hub.platform.indicators.declare import Reading, Unit


@pytest.mark.parametrize(
    ("reading", "says"),
    [
        (Reading(180, 199, "/"), "90.4% (180 of 199)"),
        (Reading(1999, 2000, "/"), "99.9% (1,999 of 2,000)"),
        (
            Reading(Decimal("21416104.66"), Decimal("24639990.95"), "/", cases=3, is_money=True),
            "86.9% (£21.4m of £24.6m)",
        ),
        (Reading(0, 0, "/"), "Nothing to measure"),
        (Reading(1, 1, "/", unit=Unit.DAYS, value=1), "1 day"),
    ],
)
def test_a_reading_gives_its_figure_with_what_it_counts(reading: Reading, says: str) -> None:
    assert reading.says == says


@pytest.mark.parametrize(
    ("reading", "is_small"),
    [
        (Reading(1, 2, "/"), True),
        (Reading(1, 3, "/"), False),
        (Reading(2, 2, "/", unit=Unit.SCORE, value=Decimal("0.5")), True),
        (Reading(1, 2, "/", unit=Unit.COUNT, value=1, cases=2), True),
        (Reading(1, 9, "/", unit=Unit.COUNT, value=1, cases=9), False),
        # A count is its own test, and an age is of one thing by its nature.
        (Reading(2, 2, "/", unit=Unit.COUNT, value=2), False),
        (Reading(1, 1, "/", unit=Unit.DAYS, value=30), False),
        (Reading(0, 0, "/"), False),
    ],
)
def test_few_records_make_a_reading_small(reading: Reading, is_small: bool) -> None:
    assert reading.is_small is is_small
