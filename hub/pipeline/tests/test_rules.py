"""Rules of workload, notice and intake over plain values."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hub.law.tables import shipped
from hub.pipeline.rules import financial_year_of
from hub.pipeline.rules.entries import Plan, bars_to_planning
from hub.pipeline.rules.needs import answer_by, bars_to_sending, same_thing
from hub.pipeline.rules.notice import Doubt, Planned, difference, period, sort_out
from hub.pipeline.rules.workload import (
    Line,
    Norm,
    Quarter,
    Work,
    add_up,
    norm_for,
    quarter_of,
    quarters_from,
    spread,
    totals,
    work_begins,
)

YEAR = period(date(2027, 4, 1), months=18, above=Decimal(2_000_000))
VAT = Decimal(20)


class TestPlan:
    @pytest.mark.parametrize(
        ("plan", "code"),
        [
            (Plan(date(2027, 5, 1), date(2027, 4, 1), None), "order"),
            (Plan(None, date(2027, 4, 1), Decimal(-1)), "value"),
            (Plan(None, date(2027, 4, 1), Decimal(10), Decimal(9)), "vat"),
            (Plan(None, date(2027, 4, 1), None, ends_on=date(2027, 3, 1)), "end"),
            (Plan(None, date(2027, 4, 1), None, advertise_on=date(2027, 4, 2)), "notice_order"),
        ],
    )
    def test_that_cannot_be_is_barred(self, plan, code) -> None:
        assert [finding.code for finding in bars_to_planning(plan)] == [code]

    def test_that_can_be_is_not(self) -> None:
        plan = Plan(date(2027, 1, 1), date(2027, 4, 1), Decimal(1), Decimal("1.2"), date(2029, 3, 31), date(2027, 1, 5))
        assert list(bars_to_planning(plan)) == []

    @pytest.mark.parametrize(("day", "year"), [(date(2027, 3, 31), 2026), (date(2027, 4, 1), 2027)])
    def test_the_financial_year_begins_on_1_april(self, day, year) -> None:
        assert financial_year_of(day) == year


class TestQuarters:
    @pytest.mark.parametrize(
        ("day", "label"),
        [(date(2026, 12, 31), "Oct to Dec 2026"), (date(2027, 1, 1), "Jan to Mar 2027")],
    )
    def test_hold_their_days(self, day, label) -> None:
        assert quarter_of(day).label == label

    def test_follow_one_another_without_a_gap(self) -> None:
        found = quarters_from(date(2026, 11, 23), 6)
        assert found[0].first == date(2026, 10, 1) and found[-1].last == date(2028, 3, 31)
        assert all((two.first - one.last).days == 1 for one, two in pairwise(found))


class TestWork:
    quarters = quarters_from(date(2027, 1, 1), 4)

    @given(
        starts=some.dates(date(2027, 1, 1), date(2027, 9, 1)),
        length=some.integers(1, 119),
        days=some.integers(1, 200),
    )
    def test_within_the_quarters_is_spread_without_loss(self, starts, length, days) -> None:
        ends = date.fromordinal(starts.toordinal() + length - 1)
        parts = spread(Work(1, starts, ends, Decimal(days)), self.quarters)
        assert abs(sum(parts) - days) <= Decimal("0.2")
        assert all(part >= 0 for part in parts)

    def test_before_the_first_quarter_is_still_to_be_done(self) -> None:
        late = Work(1, date(2026, 1, 1), date(2026, 6, 1), Decimal(20))
        assert spread(late, self.quarters) == [20, 0, 0, 0]

    def test_is_added_up_by_officer(self) -> None:
        works = [
            Work(1, date(2027, 1, 1), date(2027, 3, 31), Decimal(20)),
            Work(1, date(2027, 1, 1), date(2027, 3, 31), Decimal(30)),
            Work(None, date(2027, 4, 1), date(2027, 6, 30), Decimal(8)),
        ]
        lines = add_up(works, [Line(1, "Priya", Decimal(45)), Line(None, "Nobody yet", None)], self.quarters)
        assert [line.asked for line in lines] == [[50, 0, 0, 0], [0, 8, 0, 0]]
        assert totals(lines, self.quarters) == [50, 8, 0, 0]
        assert lines[0].is_over(0, 110) and not lines[0].is_over(1, 110) and not lines[1].is_over(1, 110)

    def test_over_110_per_cent_is_too_much_and_110_is_not(self) -> None:
        line = Line(1, "Priya", Decimal(100), [Decimal(110), Decimal("110.1")])
        assert (line.is_over(0, 110), line.is_over(1, 110)) == (False, True)

    def test_takes_the_nearest_norm(self) -> None:
        norms = {code: Norm(Decimal(days), 20) for code, days in (("usual", 1), ("open", 2), ("open-gold", 3))}
        asked = [("open", "gold"), ("open", ""), ("call_off", "gold"), ("", "")]
        assert [norm_for(norms, *one).days for one in asked] == [3, 2, 1, 1]
        assert norm_for({}, "open", "gold") is None

    def test_begins_with_the_last_safe_start_else_counts_back(self) -> None:
        norm = Norm(Decimal(1), 26)
        assert work_begins(date(2027, 1, 1), date(2027, 9, 1), norm) == date(2027, 1, 1)
        assert work_begins(None, date(2027, 9, 1), norm) == date(2027, 3, 3)
        assert work_begins(None, date(2027, 9, 1), None) is None
        assert work_begins(None, None, norm) is None


def planned(**more) -> Planned:
    own = {"value_inc_vat": Decimal("2000000.01"), "advertise_on": date(2027, 6, 1), "needed_on": date(2028, 1, 1)}
    return Planned("PIP-1", "Vans", "/pipeline/PIP-1/", **{**own, **more})


class TestNotice:
    def test_looks_18_months_ahead(self) -> None:
        assert YEAR.until == date(2028, 9, 30)

    @pytest.mark.parametrize(
        ("more", "where"),
        [
            ({}, "listed"),
            ({"value_inc_vat": Decimal(2_000_000)}, "left"),
            ({"advertise_on": date(2027, 4, 1)}, "listed"),
            ({"advertise_on": date(2027, 3, 31)}, "left"),
            ({"advertise_on": date(2028, 9, 30)}, "listed"),
            ({"advertise_on": date(2028, 10, 1)}, "left"),
            ({"advertise_on": None, "start_by": date(2027, 6, 1)}, "listed"),
            ({"advertise_on": None, "start_by": None}, "doubtful"),
            ({"advertise_on": None, "start_by": None, "needed_on": date(2027, 3, 1)}, "left"),
            ({"value_inc_vat": None}, "doubtful"),
            ({"value_inc_vat": None, "value_ex_vat": Decimal(2_000_000)}, "doubtful"),
            ({"value_inc_vat": None, "value_ex_vat": Decimal(1_600_000)}, "left"),
            ({"value_inc_vat": None, "value_ex_vat": Decimal(2_000_001)}, "listed"),
        ],
    )
    def test_sorts_by_value_and_day(self, more, where) -> None:
        found = sort_out([planned(**more)], YEAR, vat_percent=VAT)
        counts = {"listed": len(found.listed), "doubtful": len(found.doubtful), "left": found.left}
        assert {name: count for name, count in counts.items() if count} == {where: 1}

    def test_says_what_it_took(self) -> None:
        one = planned(value_inc_vat=None, value_ex_vat=Decimal(3_000_000), advertise_on=None, start_by=date(2027, 6, 1))
        (listed,) = sort_out([one], YEAR, vat_percent=VAT).listed
        assert listed.assumed == ("VAT at the standard rate", "a notice on the last safe start")
        assert (listed.value_inc_vat, listed.notice_on) == (Decimal("3600000.00"), date(2027, 6, 1))

    def test_takes_a_value_as_it_is_where_no_rate_is_known(self) -> None:
        one = planned(value_inc_vat=None, value_ex_vat=Decimal(1_900_000))
        assert sort_out([one], YEAR, vat_percent=None).left == 1
        more = planned(value_inc_vat=None, value_ex_vat=Decimal(3_000_000))
        assert sort_out([more], YEAR, vat_percent=None).listed[0].assumed == ("VAT is not recorded",)

    def test_gives_the_reason_of_a_doubt(self) -> None:
        (doubt,) = sort_out([planned(value_inc_vat=None)], YEAR, vat_percent=VAT).doubtful
        assert isinstance(doubt, Doubt) and doubt.plain()["why"] == "Its value is not recorded."

    def test_compares_with_an_earlier_draft(self) -> None:
        before = [{"reference": "A", "title": "a"}, {"reference": "B", "title": "b"}]
        after = [{"reference": "B", "title": "b2"}, {"reference": "C", "title": "c"}]
        found = difference(before, after)
        assert (found.added, found.gone, found.changed) == (("C",), ("A",), ("B",))
        assert difference(before, before).is_none


class TestIntake:
    def test_answers_within_working_days(self) -> None:
        assert answer_by(date(2026, 11, 23), 5, tables=shipped()) == date(2026, 12, 1)

    def test_lies_ahead_and_costs_something(self) -> None:
        today = date(2026, 11, 23)
        found = bars_to_sending(needed_on=today, value_ex_vat=Decimal(-1), on=today)
        assert [finding.code for finding in found] == ["past", "value"]

    def test_counts_those_who_plan_the_same(self) -> None:
        assert same_thing([]) == ""
        assert same_thing(["Wickmoor"]) == "Two of you are about to buy the same thing: Wickmoor plans it too."
        said = same_thing(["Stanbridge", "Wickmoor"])
        assert said == "Three of you are about to buy the same thing: Stanbridge and Wickmoor plan it too."


def test_a_quarter_is_worth_its_words() -> None:
    assert Quarter(date(2027, 4, 1), date(2027, 6, 30)).label == "Apr to Jun 2027"
