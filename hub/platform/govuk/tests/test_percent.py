"""A per cent sign is a character like any other, also where messages are filled in."""

from __future__ import annotations

import pytest

from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.forms import GovForm


class Contract(GovForm):
    """A form with a date."""

    ends = GovDateField(label="End date")


@pytest.mark.parametrize("typed", ["%", "%s %", "%(parts)s", "100%%"])
def test_a_day_that_holds_one_is_told_as_it_was_typed(typed) -> None:
    form = Contract({"ends-day": typed, "ends-month": "12", "ends-year": "2026"})
    assert f"“{typed}” is no day of a month" in form.errors["ends"][0]


def test_a_day_that_is_missing_is_asked_for_in_a_whole_sentence() -> None:
    class Call(GovForm):
        on = GovDateField(label="Day on which it was called in")

    assert Call({}).errors["on"] == ["Enter the day on which it was called in"]
