"""How lists write extension options."""

from datetime import date

import pytest

from hub.contract.reading.options import in_words, months_of, read_options
from hub.platform.tabular.results import BadValue


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("12+12", (12, 12)),
        ("12 + 12 months", (12, 12)),
        ("2 x 12 months", (12, 12)),
        ("2x12", (12, 12)),
        ("2 x 1 year", (12, 12)),
        ("1+1 years", (12, 12)),
        ("1 year + 6 months", (12, 6)),
        ("two periods of 12 months", (12, 12)),
        ("Yes - 24 months", (24,)),
        ("Option to extend for up to 24 months", (24,)),
        ("up to 2 years", (24,)),
        ("12-month extension", (12,)),
        ("12 months plus 12 months", (12, 12)),
        ("3 x 12 month extensions", (12, 12, 12)),
        ("18", (18,)),
    ],
)
def test_what_anybody_would_understand_is_read(text: str, months: tuple[int, ...]) -> None:
    found = read_options(text)
    assert found is not None and tuple(count for count, _ in found) == months


@pytest.mark.parametrize(
    "text",
    ["1+1", "2+1+1", "Yes", "See contract", "to be agreed", "0", "12 weeks", "", "99 x 12 months", "9999", "+", "2027"],
)
def test_what_may_mean_something_else_is_left_as_it_is(text: str) -> None:
    assert read_options(text) is None


def test_days_of_decision_come_along_and_back() -> None:
    said = "12 months, decide by 30/06/2027; 1 month; 24 months, decide by 30/06/2028"
    found = read_options(said)
    assert found == ((12, date(2027, 6, 30)), (1, None), (24, date(2028, 6, 30)))
    assert in_words(found) == said


def test_a_wrong_day_of_decision_is_said() -> None:
    with pytest.raises(BadValue, match="February"):
        read_options("12 months, decide by 31/02/2027")


@pytest.mark.parametrize(("text", "months"), [("12", 12), ("6 months", 6), ("1 year", 12), ("3", 3)])
def test_a_column_of_its_own_holds_months_unless_it_says_years(text: str, months: int) -> None:
    assert months_of(text) == months


@pytest.mark.parametrize("text", ["soon", "0", "12+12", "-3"])
def test_a_column_of_its_own_that_holds_no_length_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="number of months"):
        months_of(text)
