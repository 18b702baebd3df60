"""Formulas, order, ties, very low prices, and what is missing: pure functions."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hub.evaluation.rules import finishing, pricing, scoring
from hub.evaluation.rules.finishing import Checked, Given, Settled, Standing
from hub.evaluation.rules.scoring import Judging, Offer

NOON = datetime(2026, 12, 2, 12, tzinfo=UTC)
D = Decimal
JUDGING = Judging({2: D(30)}, D(70), 5)
prices = some.decimals(min_value=D("0.01"), max_value=D(1_000_000), places=2)
points = some.integers(0, 5).map(D)
offers = some.lists(some.tuples(prices, points), min_size=1, max_size=8).map(
    lambda rows: [Offer(key, price, {2: score}) for key, (price, score) in enumerate(rows)]
)


class TestFormulas:
    def test_the_lowest_price_gets_the_full_weight_and_others_their_share(self) -> None:
        assert scoring.of_price(D(16_000), D(16_000), D(70)) == D("70.00")
        assert scoring.of_price(D(17_500), D(16_000), D(70)) == D("64.00")
        assert scoring.of_price(D(18_000), D(16_000), D(70)) == D("62.22")

    def test_points_are_a_share_of_the_highest(self) -> None:
        assert [scoring.of_points(D(score), 5, D(30)) for score in (0, 2, 5)] == [D("0.00"), D("12.00"), D("30.00")]

    def test_halves_are_rounded_up(self) -> None:
        assert scoring.of_points(D(1), 8, D("0.02")) == D("0.00")
        assert scoring.of_points(D(2), 8, D("0.02")) == D("0.01")

    @given(offers)
    def test_no_total_is_above_a_hundred_and_none_below_nothing(self, rows: list[Offer]) -> None:
        assert all(0 <= line.total <= 100 for line in scoring.ranking(rows, JUDGING))

    @given(offers)
    def test_every_total_is_the_sum_of_what_is_shown(self, rows: list[Offer]) -> None:
        for line in scoring.ranking(rows, JUDGING):
            assert line.for_price is not None
            assert line.total == sum(line.parts.values(), line.for_price)

    @given(prices, prices, prices)
    def test_a_higher_price_never_scores_more(self, lowest: Decimal, one: Decimal, other: Decimal) -> None:
        low = min(lowest, one, other)
        cheap, dear = sorted((one, other))
        assert scoring.of_price(cheap, low, D(70)) >= scoring.of_price(dear, low, D(70))


class TestOrder:
    @given(offers)
    def test_is_by_total_then_by_price_whatever_the_order_they_came_in(self, rows: list[Offer]) -> None:
        lines = scoring.ranking(rows, JUDGING)
        ranks = [(-line.total, line.price) for line in lines]
        assert ranks == sorted(ranks)
        assert [line.key for line in scoring.ranking(rows[::-1], JUDGING)] == [line.key for line in lines]

    @given(offers)
    def test_every_offer_has_one_place_and_the_first_is_one(self, rows: list[Offer]) -> None:
        lines = scoring.ranking(rows, JUDGING)
        assert sorted(line.key for line in lines) == sorted(one.key for one in rows)
        assert lines[0].place == 1
        assert [line.place for line in lines] == sorted(line.place for line in lines)

    def test_the_lower_price_wins_of_equal_totals(self) -> None:
        judging = Judging({2: D(100)}, None, 5)
        lines = scoring.ranking([Offer(1, D(20), {2: D(4)}), Offer(2, D(10), {2: D(4)})], judging)
        assert [(line.key, line.place) for line in lines] == [(2, 1), (1, 2)]
        assert scoring.tied_first(lines) == []

    def test_equal_offers_share_a_place_until_a_person_decides(self) -> None:
        same = [Offer(key, D(10), {2: D(4)}) for key in (1, 2, 3)]
        lines = scoring.ranking(same, JUDGING)
        assert [line.place for line in lines] == [1, 1, 1]
        assert scoring.tied_first(lines) == [1, 2, 3]
        decided = scoring.ranking(same, JUDGING, preferred=2)
        assert [(line.key, line.place) for line in decided] == [(2, 1), (1, 2), (3, 2)]

    def test_nothing_is_tied_among_none(self) -> None:
        assert scoring.tied_first([]) == []
        assert scoring.ranking([], JUDGING) == []

    @pytest.mark.parametrize(("price", "is_usable"), [(None, False), (D(0), False), (D(-1), False), (D("0.01"), True)])
    def test_a_price_is_scored_only_above_nothing(self, price: Decimal | None, is_usable: bool) -> None:
        assert scoring.usable(price) is is_usable


class TestVeryLowPrices:
    limit = pricing.LowPrice(D(30), D(50))

    def test_are_those_far_below_the_average_of_the_others(self) -> None:
        found = pricing.very_low({1: D(70), 2: D(100), 3: D(100)}, None, self.limit)
        assert list(found) == [1]
        assert found[1] == "£70 is 30% below the average of the other prices, £100 (very low from 30%)."

    def test_are_not_those_just_above_the_limit(self) -> None:
        assert pricing.very_low({1: D("70.01"), 2: D(100), 3: D(100)}, None, self.limit) == {}

    def test_are_those_far_below_the_estimate_and_one_alone_is_compared_with_that(self) -> None:
        assert "the estimate, £18,000" in pricing.very_low({1: D(9000)}, D(18_000), self.limit)[1]
        assert pricing.very_low({1: D("9000.01")}, D(18_000), self.limit) == {}
        assert pricing.very_low({1: D(1)}, None, self.limit) == {}

    @given(some.dictionaries(some.integers(), prices, max_size=6))
    def test_never_all_of_them_by_each_other(self, rows: dict[int, Decimal]) -> None:
        assert len(pricing.very_low(rows, None, self.limit)) < max(len(rows), 1)


def standing(**more):
    known = {"key": 1, "name": "Signwell Ltd", "numbers": (2,), "given": {2: [Given("Priya", D(3), "Fine", NOON)]}}
    return Standing(**{**known, **more})


class TestOneScore:
    def test_is_the_only_one_that_was_given(self) -> None:
        found = finishing.final(standing(), 2)
        assert found is not None and (found.points, found.reason) == (D(3), "Fine")

    def test_is_none_while_two_differ_and_have_not_agreed(self) -> None:
        two = {2: [Given("Priya", D(3), "Fine", NOON), Given("Tom", D(3), "Fine", NOON)]}
        one = standing(given=two)
        assert finishing.final(one, 2) is None and finishing.to_moderate(one) == [2]
        agreed = standing(given=two, settled={2: Settled(D(4), "Agreed", NOON)})
        assert finishing.final(agreed, 2) == Settled(D(4), "Agreed", NOON)

    def test_is_open_again_when_somebody_scores_after_the_agreement(self) -> None:
        late = [Given("Priya", D(3), "Fine", NOON), Given("Tom", D(1), "No", NOON + timedelta(minutes=1))]
        assert finishing.final(standing(given={2: late}, settled={2: Settled(D(4), "Agreed", NOON)}), 2) is None


class TestOwnScores:
    def test_are_complete_when_every_compliant_offer_has_one_of_that_person(self) -> None:
        own = {2: [Given("Priya", D(3), "Fine", NOON, person=7)]}
        failed = standing(given={}, checked={3: Checked(False, "No insurance")})
        assert finishing.has_scored_all([standing(given=own), failed], 7)
        assert not finishing.has_scored_all([standing(given=own), standing(given={})], 7)
        # A namesake is somebody else.
        assert not finishing.has_scored_all([standing(given=own)], 8)


class TestWhatIsMissing:
    def test_is_nothing_when_all_is_there(self) -> None:
        assert list(finishing.bars_to_finishing([standing()], ())) == []

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"given": {}}, "unscored"),
            ({"to_check": (3,)}, "unchecked"),
            ({"low": "£1 is low."}, "low_price"),
            ({"given": {2: [Given("A", D(1), "x", NOON), Given("B", D(1), "x", NOON)]}}, "unsettled"),
        ],
    )
    def test_is_named_with_the_supplier_and_where_it_is_cured(self, more, code) -> None:
        found = list(finishing.bars_to_finishing([standing(**more)], ()))
        assert [one.code for one in found] == [code]
        assert "Signwell Ltd" in found[0].message and found[0].cure.startswith("evaluation.")

    def test_is_not_asked_of_what_is_not_compliant(self) -> None:
        failed = standing(given={}, low="£1 is low.", to_check=(3,), checked={3: Checked(False, "No insurance")})
        assert list(finishing.bars_to_finishing([failed], ())) == []
        assert failed.fails == [(3, "No insurance")]

    def test_is_a_decision_between_equal_offers(self) -> None:
        found = list(finishing.bars_to_finishing([standing()], ("A", "B")))
        assert [one.code for one in found] == ["tied"] and "A and B" in found[0].message
