"""The arithmetic of options: weights, discounting, and when another option would be best."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hub.procurement.appraisal import rules, sensitivity, showing
from hub.procurement.appraisal.rules import Case, CostLine, Criterion, Option
from hub.procurement.appraisal.terms import Basis, Delivery, Group

TOP = 5
POUNDS = st.integers(0, 5_000_000).map(Decimal)
COSTS = st.lists(POUNDS, min_size=1, max_size=8)
RATES = st.decimals(0, 10, places=2)
# A whole sensitivity is hundreds of rankings; a busy machine may take its time over one.
patiently = settings(deadline=None, max_examples=60)


@st.composite
def cases(draw, cost: bool = True):
    """Give a case of two to five options and two to five criteria, one of them worked out from costs."""
    count = draw(st.integers(2, 5))
    groups = list(Group)
    criteria = [
        Criterion(f"c{n}", f"Criterion {n}", groups[n % 3], Decimal(draw(st.integers(1, 60)))) for n in range(count)
    ]
    if cost:
        criteria.append(Criterion("cost", "Cost", Group.COMMERCIAL, Decimal(draw(st.integers(1, 60))), Basis.COST))
    options = [
        Option(f"o{n}", f"Option {n}", {one.code: draw(st.integers(0, TOP)) for one in criteria}, draw(COSTS))
        for n in range(draw(st.integers(2, 5)))
    ]
    return Case(tuple(options), tuple(criteria), draw(RATES), TOP)


def case_of(points: dict[str, list[int]], weights: list[int]) -> Case:
    """Give a case without costs from points and weights."""
    criteria = [Criterion(f"c{n}", f"C{n}", Group.SOCIAL, Decimal(weight)) for n, weight in enumerate(weights)]
    options = [
        Option(code, code, {f"c{n}": value for n, value in enumerate(values)}) for code, values in points.items()
    ]
    return Case(tuple(options), tuple(criteria), Decimal("3.5"), TOP)


class TestCosts:
    def test_lines_are_spread_over_their_years(self):
        lines = [CostLine("Set up", Decimal(100), 0, 0), CostLine("Run", Decimal(50), 1, 9)]
        assert rules.by_year(lines, years=3) == [100, 50, 50]

    def test_a_pound_in_a_year_is_worth_less_today(self):
        assert rules.present_cost([Decimal(0), Decimal("103.50")], Decimal("3.5")) == Decimal("100.00")

    def test_five_equal_years_at_the_rate_of_the_green_book(self):
        # 1 + 1/1.035 + 1/1.035^2 + 1/1.035^3 + 1/1.035^4 = 4.673079...
        assert rules.present_cost([Decimal(100_000)] * 5, Decimal("3.5")) == Decimal("467307.92")

    @given(COSTS, RATES, RATES)
    def test_a_higher_rate_never_makes_costs_weigh_more(self, costs, one, other):
        low, high = sorted((one, other))
        assert rules.present_cost(costs, low) >= rules.present_cost(costs, high)

    @given(COSTS)
    def test_without_a_rate_it_is_the_sum(self, costs):
        assert rules.present_cost(costs, 0) == sum(costs)

    @given(st.dictionaries(st.text(min_size=1, max_size=3), POUNDS.map(Fraction), min_size=1, max_size=6))
    def test_points_for_cost_stay_on_the_scale_and_the_cheaper_never_has_fewer(self, costs):
        points = rules.cost_points(costs, TOP)
        assert all(0 <= value <= TOP for value in points.values())
        for one in costs:
            for other in costs:
                assert costs[one] > costs[other] or points[one] >= points[other]

    def test_income_has_all_the_points(self):
        assert rules.cost_points({"a": Fraction(-5), "b": Fraction(10)}, TOP) == {"a": 5, "b": 0}


class TestRanking:
    def test_totals_are_shares_of_all_points(self):
        found = rules.ranking(case_of({"a": [5, 5], "b": [5, 0], "c": [0, 0]}, [60, 40]))
        assert [(one.option.code, one.total, one.place) for one in found] == [("a", 100, 1), ("b", 60, 2), ("c", 0, 3)]

    def test_equal_totals_share_a_place(self):
        found = rules.ranking(case_of({"a": [3, 3], "b": [3, 3], "c": [1, 1]}, [50, 50]))
        assert [one.place for one in found] == [1, 1, 3]
        assert sensitivity.sensitivity(case_of({"a": [3, 3], "b": [3, 3]}, [50, 50])) is None

    @given(cases(), st.integers(2, 9))
    def test_only_the_proportions_of_weights_count(self, case, factor):
        more = [Criterion(c.code, c.label, c.group, c.weight * factor, c.basis) for c in case.criteria]
        assert rules.totals(case) == rules.totals(Case(case.options, tuple(more), case.rate, TOP))

    @given(cases())
    def test_totals_are_between_nothing_and_everything(self, case):
        assert all(0 <= total <= 100 for total in rules.totals(case).values())

    @given(cases(), st.integers(0, 100))
    def test_a_new_weight_leaves_a_whole_of_a_hundred(self, case, weight):
        assert sum(Fraction(one.weight) for one in rules.with_weight(case, "c0", weight).criteria) == 100


class TestTurns:
    def test_the_weight_at_which_the_winner_changes_is_exact(self):
        # a leads by 60 x 3 against 40 x 3; they meet when both weigh the same.
        found = sensitivity.sensitivity(case_of({"a": [5, 1], "b": [2, 4]}, [60, 40]))
        assert [(turn.what, turn.at, turn.to) for turn in found.weights] == [("c0", 50, "b"), ("c1", 50, "b")]
        assert not found.holds_against({"a", "b"})
        # One that fails a must cannot be chosen, so that it comes near does not count.
        assert found.holds_against({"a"})

    def test_a_winner_that_stays_by_more_than_ten_points_holds(self):
        assert sensitivity.sensitivity(case_of({"a": [5, 4], "b": [2, 4]}, [60, 40])).holds_against({"b"})

    def test_the_score_at_which_the_winner_changes_is_exact(self):
        found = sensitivity.sensitivity(case_of({"a": [5, 1], "b": [2, 4]}, [60, 40]))
        # The lead is 3 x 0.6 - 3 x 0.4 = 0.6 points: a point on the first criterion. On the second it is one and a
        # half, which neither a (from 1) nor b (from 4) has room for on a scale of 0 to 5.
        assert {turn.what: turn.at for turn in found.scores} == {"a/c0": 4, "b/c0": 3}

    @patiently
    @given(cases())
    def test_at_a_turn_of_weight_the_other_is_as_good_and_before_it_the_winner_stays(self, case):
        found = sensitivity.sensitivity(case)
        assume(found is not None)
        for turn in found.weights:
            level = rules.totals(rules.with_weight(case, turn.what, turn.at))
            assert level[turn.to] == level[found.winner]
            middle = (turn.now + turn.at) / 2
            assert rules.winners(rules.with_weight(case, turn.what, middle)) == {found.winner}

    @patiently
    @given(cases(), st.integers(0, 100))
    def test_between_the_turns_of_weight_nobody_else_wins(self, case, weight):
        found = sensitivity.sensitivity(case)
        assume(found is not None)
        for criterion in case.criteria:
            turns = [turn for turn in found.weights if turn.what == criterion.code]
            now = Fraction(criterion.weight) * 100 / sum(Fraction(one.weight) for one in case.criteria)
            low = max((turn.at for turn in turns if turn.at < now), default=Fraction(-1))
            high = min((turn.at for turn in turns if turn.at > now), default=Fraction(101))
            if low < weight < high:
                assert rules.winners(rules.with_weight(case, criterion.code, weight)) == {found.winner}

    @patiently
    @given(cases())
    def test_at_a_turn_of_a_score_the_other_is_as_good(self, case):
        found = sensitivity.sensitivity(case)
        assume(found is not None)
        for turn in found.scores:
            option, criterion = turn.what.split("/")
            level = rules.totals(rules.with_points(case, option, criterion, turn.at))
            assert level[turn.to] == level[found.winner]
            assert turn.to in rules.winners(rules.with_points(case, option, criterion, turn.at))

    @patiently
    @given(cases())
    def test_a_turn_of_cost_or_rate_has_another_winner_and_is_near_the_last_of_the_old(self, case):
        found = sensitivity.sensitivity(case)
        assume(found is not None)
        for turn in found.costs:
            assert found.winner not in rules.winners(rules.with_costs(case, turn.what, turn.at))
            back = turn.at - sensitivity.NARROW if turn.at > 0 else turn.at + sensitivity.NARROW
            assert found.winner in rules.winners(rules.with_costs(case, turn.what, back))
        for turn in found.rates:
            assert found.winner not in rules.winners(Case(case.options, case.criteria, turn.at, TOP))

    def test_a_dearer_winner_loses_at_some_price(self):
        criteria = (
            Criterion("q", "Quality", Group.SOCIAL, Decimal(50)),
            Criterion("cost", "Cost", Group.COMMERCIAL, Decimal(50), Basis.COST),
        )
        options = (
            Option("a", "A", {"q": 5}, [Decimal(100)]),
            Option("b", "B", {"q": 3}, [Decimal(100)]),
            Option("c", "C", {"q": 0}, [Decimal(200)]),
        )
        found = sensitivity.sensitivity(Case(options, criteria, Decimal("3.5"), TOP))
        # a leads b by two fifths of the quality half; its cost must rise by 80 of the dearest option's 200.
        turn = next(turn for turn in found.costs if turn.what == "a")
        assert turn.to == "b" and turn.at == pytest.approx(80, abs=0.01)


class TestRangeOfOptions:
    def test_three_with_doing_nothing_are_enough(self):
        assert not list(rules.range_of_options([Delivery.DO_NOTHING, Delivery.IN_HOUSE, Delivery.OPEN]))

    @pytest.mark.parametrize(
        ("deliveries", "codes"),
        [
            ([Delivery.DO_NOTHING, Delivery.OPEN], ["few_options"]),
            ([Delivery.SHARED, Delivery.IN_HOUSE, Delivery.OPEN], ["no_do_nothing"]),
            ([Delivery.DO_NOTHING, Delivery.DO_LATER], ["few_options", "only_waiting"]),
        ],
    )
    def test_what_is_missing_is_said(self, deliveries, codes):
        assert [one.code for one in rules.range_of_options(deliveries)] == codes

    def test_weights_say_by_how_much_they_miss_a_hundred(self):
        found = next(iter(rules.weights_sum([Decimal(60), Decimal("30.5")])))
        assert found.message.startswith("The weights add up to 90.5, 9.5 less")
        assert not list(rules.weights_sum([Decimal(60), Decimal(40)]))

    def test_a_side_without_weight_is_named(self):
        one = Criterion("a", "A", Group.COMMERCIAL, Decimal(100))
        assert rules.groups_missing([one]) == [Group.SOCIAL, Group.RISK]


class TestVerdict:
    RESULTS = {
        "appraisers": [{}],
        "holds": False,
        "criteria": [{"code": "c0", "label": "Cost"}, {"code": "c1", "label": "Risk"}],
        "ranking": [
            {"code": "a", "title": "Open", "place": 1, "fails": []},
            {"code": "b", "title": "Wait", "place": 2, "fails": ["meets"]},
            {"code": "c", "title": "Share", "place": 3, "fails": []},
        ],
        "weights": [{"what": "c0", "now": "30", "at": "38", "to": "b"}],
    }

    def test_measures_the_best_against_what_could_be_chosen(self):
        assert (
            showing.verdict(self.RESULTS) == "Open is best on points. Only what does not meet every must comes close."
        )
        near = {
            **self.RESULTS,
            "weights": [*self.RESULTS["weights"], {"what": "c1", "now": "15", "at": "24", "to": "c"}],
        }
        assert "not by much: Share would be as good if risk weighed 24" in showing.verdict(near)
