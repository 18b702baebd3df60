"""What the reading of an indicator says to people."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hub.platform.indicators.declare import Reading, Unit


@pytest.mark.parametrize(
    ("reading", "says"),
    [
        (Reading(180, 199, "/"), "90.4 % (180 of 199)"),
        (Reading(1999, 2000, "/"), "99.9 % (1,999 of 2,000)"),
        (
            Reading(Decimal("21416104.66"), Decimal("24639990.95"), "/", cases=3, is_money=True),
            "86.9 % (£21.4m of £24.6m)",
        ),
        (Reading(0, 0, "/"), "Nothing to measure"),
        (Reading(1, 1, "/", unit=Unit.DAYS, value=1), "1 day"),
    ],
)
def test_a_reading_gives_its_figure_with_what_it_counts(reading: Reading, says: str) -> None:
    assert reading.says == says
