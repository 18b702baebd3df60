"""The formats of the house style."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from hub.platform import words


class TestMoney:
    def test_is_whole_pounds_with_commas(self):
        assert words.money(Decimal("1234567.49")) == "£1,234,567"

    def test_rounds_half_a_pound_up(self):
        assert words.money(Decimal("0.50")) == "£1"

    def test_shows_pence_when_asked(self):
        assert words.money(Decimal("1234.5"), pence=True) == "£1,234.50"

    def test_puts_a_minus_before_the_pound(self):
        assert words.money(-20) == "−£20"

    @pytest.mark.parametrize(
        ("amount", "said"),
        [
            (1_200_000, "£1.2 million"),
            (1_000_000, "£1 million"),
            (999_999, "£1 million"),
            (640_000, "£640,000"),
            (2_500_000_000, "£2.5 billion"),
        ],
    )
    def test_is_short_in_prose(self, amount, said):
        assert words.money_in_prose(amount) == said

    @pytest.mark.parametrize(
        ("amount", "said"), [(0, "0"), (250_000, "£250k"), (1_250_000, "£1.3m"), (-4000, "−£4k"), (12, "£12")]
    )
    def test_is_shortest_on_an_axis(self, amount, said):
        assert words.money_short(amount) == said


class TestDates:
    def test_sentence_and_table(self):
        assert words.date_long(date(2026, 12, 3)) == "3 December 2026"
        assert words.date_short(date(2026, 12, 3)) == "3 Dec 2026"

    def test_weekday_for_plans(self):
        assert words.date_with_day(date(2026, 12, 4)) == "Friday 4 December 2026"

    def test_an_instant_has_the_date_of_london(self):
        assert words.date_long(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"

    def test_period(self):
        assert words.date_range(date(2026, 4, 1), date(2027, 3, 31)) == "1 April 2026 to 31 March 2027"

    @pytest.mark.parametrize(("day", "year"), [(date(2027, 3, 31), "2026 to 2027"), (date(2027, 4, 1), "2027 to 2028")])
    def test_financial_year_turns_on_the_first_of_april(self, day, year):
        assert words.financial_year(day) == year


class TestTimes:
    @pytest.mark.parametrize(
        ("at", "said"),
        [(time(17, 30), "5:30pm"), (time(12, 0), "midday"), (time(9, 0), "9am"), (time(0, 5), "12:05am")],
    )
    def test_are_as_people_say_them(self, at, said):
        assert words.time_of(at) == said

    def test_midnight_is_never_called_so(self):
        assert "midnight" not in words.time_of(time(0, 0))

    def test_are_those_of_london(self):
        assert words.time_of(datetime(2026, 7, 1, 11, 0, tzinfo=UTC)) == "midday"

    def test_deadline_gives_weekday_and_uk_time(self):
        at = datetime(2026, 12, 16, 12, 0, tzinfo=UTC)
        assert words.deadline(at) == "midday, Wednesday 16 December 2026 (UK time)"


class TestShares:
    def test_have_their_counts_beside_them(self):
        assert words.share(9, 12) == "75% (9 of 12)"

    def test_of_nothing_are_not_a_percentage(self):
        assert words.share(0, 0) == "none of 0"

    def test_percentages_drop_an_empty_decimal(self):
        assert words.percent(Decimal("12.40")) == "12.4%"
        assert words.percent(100) == "100%"


class TestOtherWords:
    def test_one_is_singular(self):
        assert words.plural(1, "contract") == "1 contract"
        assert words.plural(2140, "contract") == "2,140 contracts"
        assert words.plural(0, "reply", "replies") == "0 replies"

    @pytest.mark.parametrize(("count", "said"), [(820, "820 bytes"), (14_200, "14 KB"), (2_100_000, "2.1 MB")])
    def test_file_sizes(self, count, said):
        assert words.file_size(count) == said

    def test_initials_leave_titles_out(self):
        assert words.initials("Cllr Ahmed Idris") == "AI"
        assert words.initials("Aisha Rahman") == "AR"

    @pytest.mark.parametrize(
        ("label", "inside"), [("Contract title", "contract title"), ("VAT number", "VAT number"), ("I see", "I see")]
    )
    def test_a_label_inside_a_sentence(self, label, inside):
        assert words.lower_first(label) == inside

    @pytest.mark.parametrize(
        ("name", "said"), [("expected_spend_inc_vat", "Expected spend inc VAT"), ("main_cpv", "Main CPV"), ("a", "A")]
    )
    def test_a_name_of_the_code_as_a_label(self, name, said):
        assert words.spelt_out(name) == said
