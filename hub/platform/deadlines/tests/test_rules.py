"""When people hear of a moment, counted on the London calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hub.platform.deadlines import rules
from hub.platform.deadlines.terms import AlertKind

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


class TestWhenAMomentHasPassed:
    def test_a_day_has_passed_when_it_ends_in_london(self):
        assert rules.passes_at(date(2026, 12, 4)) == datetime(2026, 12, 5, 0, tzinfo=UTC)

    def test_a_day_in_summer_ends_an_hour_earlier_in_utc(self):
        assert rules.passes_at(date(2026, 7, 4)) == datetime(2026, 7, 4, 23, tzinfo=UTC)

    def test_an_instant_passes_at_itself(self):
        assert rules.passes_at(NINE) == NINE

    def test_the_day_of_a_late_summer_evening_in_utc_is_the_next_in_london(self):
        assert rules.day_of(datetime(2026, 7, 4, 23, 30, tzinfo=UTC)) == date(2026, 7, 5)


class TestWhenToLook:
    def test_days_are_counted_on_the_calendar_across_the_change_of_clocks(self):
        looks = rules.looks(date(2026, 4, 1), (timedelta(days=7),))
        assert looks == (datetime(2026, 3, 25, 0, tzinfo=UTC), datetime(2026, 4, 1, 23, tzinfo=UTC))

    def test_hours_before_an_instant_are_exact(self):
        assert rules.looks(NINE, (timedelta(minutes=30),)) == (NINE - timedelta(minutes=30), NINE)

    def test_of_several_that_are_gone_only_the_latest_is_looked_at(self):
        looks = rules.looks(date(2026, 11, 30), (timedelta(days=90), timedelta(days=30), timedelta(days=2)))
        assert rules.first_look(looks, NINE) == looks[1]

    def test_the_next_look_is_the_first_to_come_and_none_at_the_end(self):
        looks = rules.looks(date(2026, 11, 30), (timedelta(days=90), timedelta(days=2)))
        assert rules.next_look(looks, NINE) == looks[1]
        assert rules.next_look(looks, datetime(2027, 1, 1, tzinfo=UTC)) is None


class TestTheMorningEmail:
    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            (datetime(2026, 11, 23, 7, 59, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC)),
            (datetime(2026, 11, 23, 8, tzinfo=UTC), datetime(2026, 11, 24, 8, tzinfo=UTC)),
            (datetime(2026, 7, 1, 6, 30, tzinfo=UTC), datetime(2026, 7, 1, 7, tzinfo=UTC)),
        ],
    )
    def test_it_goes_out_at_eight_in_london(self, at, expected):
        assert rules.next_digest(at) == expected


class TestWords:
    def test_a_line_says_verb_thing_and_date(self):
        said = rules.title(AlertKind.TOLD, "Decide the extension of Grounds maintenance", date(2026, 12, 4))
        assert said == "Decide the extension of Grounds maintenance by 4 December 2026"

    def test_an_escalated_line_says_that_nobody_acted(self):
        said = rules.title(AlertKind.ESCALATED, "Decide the extension of Grounds maintenance", date(2026, 12, 4))
        assert said == "Not acted on: decide the extension of Grounds maintenance, due 4 December 2026"
