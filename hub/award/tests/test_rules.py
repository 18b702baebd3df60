"""Prices beside their limits, reasons in words, letters, and the last day of a contract: pure functions."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hub.award.rules import barring, letters, results
from hub.award.rules.barring import Priced
from hub.award.rules.results import Part, Scored
from hub.award.selectors import ends_by
from hub.tender.rules.letters import About

D = Decimal
ABOUT = About(
    reference="QTE-2026-0001", title="Sign repairs", authority="Eastmere", what="", place="", needed_on=None,
    due_at=datetime(2026, 12, 2, 12, tzinfo=UTC), questions=(), judged="", papers=(), officer="Priya Shah", how="",
)  # fmt: skip


def priced(ex_vat, **more):
    known = {"is_quote": True, "why_not": "", "reaches_threshold": False, "estimate": D(100), "tolerance": D(10)}
    return Priced(ex_vat=D(ex_vat), **{**known, **more})


def scored(name="Cedar", total="90", **more):
    parts = (Part("Price?", D(70), None, 5, D(64), ""), Part("How?", D(30), D(4), 5, D(24), "Clear dates."))
    known = {
        "bid": 1, "name": name, "price": D(175), "total": D(total), "place": 1, "parts": parts, "fails": (),
    }  # fmt: skip
    return Scored(**{**known, **more})


class TestPrices:
    @pytest.mark.parametrize(("price", "codes"), [("100", []), ("110", []), ("110.01", ["over_estimate"])])
    def test_may_be_above_the_estimate_by_the_tolerance_and_not_a_penny_more(self, price, codes) -> None:
        assert [one.code for one in barring.bars_to_price(priced(price))] == codes

    def test_are_not_compared_with_an_estimate_that_nobody_made(self) -> None:
        assert list(barring.bars_to_price(priced("1000000", estimate=None))) == []

    @pytest.mark.parametrize(("reaches", "rule"), [(True, barring.THRESHOLD), (False, barring.BANDS)])
    def test_over_the_route_are_barred_with_the_rule(self, reaches, rule) -> None:
        one = priced("1", is_quote=False, why_not="Too much.", reaches_threshold=reaches)
        found = list(barring.bars_to_price(one))
        assert [(each.message, each.citation) for each in found] == [("Too much.", rule)]

    @given(some.decimals(min_value=D("0.01"), max_value=D(10**9), places=2))
    def test_with_several_rates_keep_the_proportion_of_the_estimate(self, price: Decimal) -> None:
        found = barring.inc_vat(price, estimate_ex=D(100), estimate_inc=D(110))
        assert abs(found - price * D("1.1")) <= D("0.005")

    def test_with_several_rates_and_no_estimate_stay_as_they_are(self) -> None:
        assert barring.inc_vat(D(5), estimate_ex=None, estimate_inc=None) == D(5)


class TestDays:
    @pytest.mark.parametrize(
        ("starts", "months", "ends"),
        [
            (date(2027, 2, 1), 12, date(2028, 1, 31)),
            (date(2027, 2, 15), 1, date(2027, 3, 14)),
            (date(2027, 8, 31), 6, date(2028, 2, 28)),
            (date(2026, 12, 1), 1, date(2026, 12, 31)),
            (None, 12, None),
            (date(2027, 2, 1), None, None),
        ],
    )
    def test_the_last_is_the_day_before_the_same_day_months_later(self, starts, months, ends) -> None:
        assert ends_by(starts, months) == ends


class TestReasons:
    def test_say_totals_parts_and_how_many_others_there_were(self) -> None:
        rows = [scored(), scored("Oak", bid=2, place=2), scored("Elm", bid=3, place=None, fails=(("Insured?", "No."),))]
        assert results.reasons(rows[0], rows) == (
            "Cedar has the best total, 90 out of 100. Price: 64 of 70. How: 24 of 30. Clear dates. "
            "It was compared with 1 other compliant offer. 1 offer was not compliant."
        )

    def test_say_when_it_is_the_only_one(self) -> None:
        assert results.reasons(scored(), [scored()]).startswith("Cedar is the only compliant offer, with a total of 90")

    def test_nobody_is_first_where_two_share_the_place(self) -> None:
        assert results.first([scored(), scored("Oak", bid=2)]) is None
        assert results.first([]) is None


class TestLetters:
    def test_to_a_loser_name_the_winner_and_own_scores_only(self) -> None:
        own = scored("Oak", "70", bid=2, place=2, price=D(999))
        text = letters.lost(ABOUT, own, scored(), reasons="Better dates.")
        assert "We have chosen Cedar for £175 without VAT." in text.body and "Better dates." in text.body
        assert "Your total: 70 out of 100." in text.body and "90" not in text.body

    def test_to_who_was_not_compliant_say_why_and_give_no_scores(self) -> None:
        own = scored("Oak", bid=2, place=None, total="0", fails=(("Insured?", "No policy."),))
        body = letters.lost(ABOUT, own, scored(), reasons="x").body
        assert "- Insured? No policy." in body and "Your scores" not in body

    def test_to_the_winner_say_that_it_is_no_contract_yet(self) -> None:
        assert letters.NOT_YET in letters.won(ABOUT, scored(), reasons="x").body
