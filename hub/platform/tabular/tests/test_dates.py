import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.platform.tabular.dates import Order, find_order, parse_date
from hub.platform.tabular.results import BadValue

days = st.dates(min_value=dt.date(1971, 1, 1), max_value=dt.date(2069, 12, 31))


class TestWhatPeopleType:
    @pytest.mark.parametrize(
        "text",
        [
            "2026-03-31", "31/03/2026", "31-03-2026", "31.3.26", "31/3/26", "31 March 2026", "31st March 2026",
            "31 Mar 26", "31-Mar-2026", "March 31, 2026", "Tuesday 31 March 2026", "31st of March 2026", "20260331",
            "46112", "46112.5", "2026-03-31 00:00:00", "31/03/2026 23:59", "2026-03-31T23:59:59+01:00",
            "2026-03-31T00:00:00Z", " 31/03/2026 ", "2026/03/31",
        ],
    )  # fmt: skip
    def test_is_read(self, text: str) -> None:
        assert parse_date(text) == dt.date(2026, 3, 31)

    @pytest.mark.parametrize("text", ["", "TBC", "n/a", "-", "Ongoing", "rolling", "0001-01-01T00:00:00"])
    def test_may_say_that_there_is_no_date(self, text: str) -> None:
        assert parse_date(text) is None

    def test_an_instant_of_midnight_in_london_given_in_utc_is_the_london_day(self) -> None:
        assert parse_date("2024-06-25T23:00:00Z") == dt.date(2024, 6, 26)
        assert parse_date("2024-12-25T23:00:00Z") == dt.date(2024, 12, 25)
        assert parse_date("2011-06-30T23:59:00Z") == dt.date(2011, 6, 30)


class TestWhatIsNoDate:
    @pytest.mark.parametrize(
        ("text", "cure"),
        [
            ("31/02/2024", "such as 29/02/2024"),
            ("29/02/2023", "such as 28/02/2023"),
            ("00/00/0000", "Leave the cell empty"),
            ("04/13/2026", "write 13/04/2026"),
            ("9999-12-31", "leave the cell empty"),
            ("Mar 2026", "full date"),
            ("2026/27", "full date"),
            ("soon", "such as 31/03/2027"),
        ],
    )
    def test_is_refused_with_what_to_write(self, text: str, cure: str) -> None:
        with pytest.raises(BadValue) as caught:
            parse_date(text)
        assert text in caught.value.reason
        assert cure in caught.value.reason

    @given(st.text(max_size=30))
    def test_whatever_it_is_does_no_worse_than_be_refused(self, text: str) -> None:
        try:
            parse_date(text)
        except BadValue as error:
            assert error.reason


class TestOrderOfDayAndMonth:
    def test_is_british_unless_something_proves_otherwise(self) -> None:
        assert find_order(["01/02/2026", "03/04/2026"]).order is Order.DAY_FIRST

    def test_is_american_when_one_value_proves_it_and_none_the_opposite(self) -> None:
        found = find_order(["01/02/2026", "04/13/2026"])
        assert found.order is Order.MONTH_FIRST
        assert "American" in found.note
        assert parse_date("01/02/2026", found.order) == dt.date(2026, 1, 2)

    def test_stays_british_and_is_noted_when_a_file_has_both(self) -> None:
        found = find_order(["13/04/2026", "04/13/2026", "01/02/2026"])
        assert found.order is Order.DAY_FIRST
        assert "American" in found.note

    def test_one_date_is_not_spoken_of_as_many(self) -> None:
        assert find_order(["13/04/2026", "04/13/2026"]).note.startswith("1 date can")
        assert find_order(["04/13/2026", "04/14/2026"]).note.startswith("2 dates can")


class TestRoundTrips:
    @given(days)
    def test_any_day_written_in_any_usual_way_comes_back(self, day: dt.date) -> None:
        serial = str((day - dt.date(1899, 12, 30)).days)
        for text in (
            day.isoformat(), day.strftime("%d/%m/%Y"), day.strftime("%d/%m/%y"), day.strftime("%d %B %Y"),
            day.strftime("%d-%b-%Y"), day.strftime("%B %d, %Y"), day.strftime("%Y%m%d"), serial,
            day.strftime("%d/%m/%Y 00:00:00"), f"{day.isoformat()}T12:00:00Z",
        ):  # fmt: skip
            assert parse_date(text) == day

    @given(days)
    def test_any_american_day_comes_back_when_the_file_is_american(self, day: dt.date) -> None:
        assert parse_date(day.strftime("%m/%d/%Y"), Order.MONTH_FIRST) == day
