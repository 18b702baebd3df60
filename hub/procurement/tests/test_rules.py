"""Rules of the case over plain values."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from hub.law.tables import shipped
from hub.law.terms import Procedure
from hub.procurement import rules
from hub.procurement.rules import planning
from hub.procurement.rules.standing import standing
from hub.procurement.rules.steps import Missing, Situation, comes_first, next_act
from hub.procurement.terms import State

RATES = {"standard": Decimal(20), "reduced": Decimal(5), "zero": Decimal(0)}
ON = date(2026, 11, 23)


def entry(**facts) -> SimpleNamespace:
    given = {"reference": "PIP-1", "value_ex_vat": None, "value_inc_vat": None, **facts}
    return SimpleNamespace(**{**dict.fromkeys(rules.CARRIED, ""), **given})


def case(**facts) -> SimpleNamespace:
    given = {
        "contract_kind": "services", "is_light_touch": False, "estimate_inc_vat": Decimal(250_000),
        "aggregate_inc_vat": None, "is_beyond_estimate": False, "rules_on": ON, "procedure": "",
        "direct_award_ground": "", "intended_procedure": "",
    }  # fmt: skip
    return SimpleNamespace(**{**given, **facts})


class TestValueOf:
    @pytest.mark.parametrize(
        ("ex", "inc", "treatment"),
        [(100, 120, "standard"), (100, 105, "reduced"), (100, 100, "zero"), (100, 112, "mixed")],
    )
    def test_two_values_say_how_vat_is_charged(self, ex: int, inc: int, treatment: str) -> None:
        found = rules.value_of(entry(value_ex_vat=Decimal(ex), value_inc_vat=Decimal(inc)), "", RATES)
        assert found is not None and found.treatment == treatment
        assert rules.amounts(found, RATES.get(treatment, Decimal(0))).inc_vat == inc

    def test_the_likely_procedure_of_the_plan_is_what_the_case_intends(self) -> None:
        assert rules.carried(entry(needed_on=None, procedure="open"))["intended_procedure"] == "open"
        assert "intended_procedure" not in rules.carried(entry(needed_on=None, procedure=""))

    def test_one_value_leaves_it_to_be_asked(self) -> None:
        found = rules.value_of(entry(value_inc_vat=Decimal(120)), "", RATES)
        assert found is not None and (found.basis, found.treatment) == ("inc", "")
        assert any(one.code == "vat" for one in rules.bars_to_estimate(found))

    def test_no_value_makes_no_estimate(self) -> None:
        assert rules.value_of(entry(), "standard", RATES) is None

    def test_the_term_follows_from_the_days_of_the_plan(self) -> None:
        given = entry(ends_on=date(2031, 8, 31), contract_kind="services")
        given.needed_on = date(2027, 9, 1)
        assert rules.carried(given)["term_months"] == 48


class TestStanding:
    def test_is_near_on_both_sides_of_the_threshold(self) -> None:
        tables = shipped()
        limit = tables.amount("thresholds", "services", on=ON)
        for value, covered, near in ((limit, True, True), (limit - 1, False, True), (limit * 2, True, False)):
            found = standing(case(estimate_inc_vat=value), tables=tables)
            assert found is not None and (found.covered, found.is_near) == (covered, near)

    def test_light_touch_services_have_their_own_threshold(self) -> None:
        found = standing(case(is_light_touch=True), tables=shipped())
        assert found is not None and not found.covered

    def test_what_counts_together_counts(self) -> None:
        found = standing(case(estimate_inc_vat=Decimal(10), aggregate_inc_vat=Decimal(900_000)), tables=shipped())
        assert found is not None and found.covered

    def test_nobody_can_say_without_kind_or_value(self) -> None:
        assert standing(case(contract_kind=""), tables=shipped()) is None
        assert standing(case(estimate_inc_vat=None), tables=shipped()) is None


class TestPlans:
    def plan(self, typed: planning.TypedPlan, procedure: str = "open"):
        found = planning.known_of(case(), standing(case(), tables=shipped()), procedure)
        assert found is not None
        return planning.plan(found, typed, on=ON, tables=shipped())

    def typed(self, **more) -> planning.TypedPlan:
        given = {"start_on": ON, "needed_by": date(2027, 9, 1), "evaluation_days": 20, "mobilisation_days": 30}
        return planning.TypedPlan(**{**given, **more})

    def test_what_is_kept_is_read_again_as_it_was(self) -> None:
        days = (
            planning.TypedDay("approval", date(2027, 1, 13), planning.RowKind.MEETING, date(2027, 1, 6)),
            planning.TypedDay("tendering", date(2027, 4, 1)),
        )
        typed = self.typed(days=days, closed=((date(2026, 12, 24), date(2027, 1, 1)),), key_decision=True)
        assert planning.typed_of(planning.typed_to_plain(typed)) == typed
        timetable = self.plan(typed).sure()
        kept = SimpleNamespace(
            steps=planning.steps_to_plain(timetable), ends_on=timetable.ends_on,
            last_safe_start_on=timetable.last_safe_start_on, slack_days=timetable.slack_days,
        )  # fmt: skip
        assert planning.timetable_of(kept) == timetable

    def test_closed_days_hold_nothing(self) -> None:
        closed = (date(2026, 12, 24), date(2027, 1, 3))
        steps = self.plan(self.typed(closed=(closed,))).sure().steps
        one_day = [step for step in steps if step.starts_on == step.ends_on]
        assert not any(closed[0] <= step.starts_on <= closed[1] for step in one_day)

    def test_the_usual_procedure_is_that_of_its_side_of_the_threshold(self) -> None:
        small = case(estimate_inc_vat=Decimal(20_000))
        found = planning.known_of(small, standing(small, tables=shipped()))
        assert found is not None and found.procedure is Procedure.BELOW_THRESHOLD

    def test_a_need_that_no_start_would_meet_is_late(self) -> None:
        assert planning.is_late(self.plan(self.typed(needed_by=date(2026, 12, 1))))


class TestNextAct:
    def situation(self, **more) -> Situation:
        done = {name: True for name in Situation.__dataclass_fields__ if name.startswith("has_")}
        told = {"status": State.SHAPING, "is_late": False, "covered": True, "goes_to_market": True}
        return Situation(**{**told, **done, **more})

    @pytest.mark.parametrize(
        ("missing", "act"),
        [
            ({"has_kind": False}, "revise"),
            ({"has_value": False}, "estimate"),
            ({"is_late": True}, "plan"),
            ({"has_options": False, "has_route": False}, "appraise"),
            ({"goes_to_market": False, "has_route": False}, "abandon"),
            ({"has_route": False}, "advise"),
            ({"has_procedure": False}, "choose_procedure"),
            ({"has_lots_decision": False}, "set_lots"),
            ({"has_lots_decision": False, "covered": False}, "approve"),
            ({"has_assessment": False}, "assess_conflicts"),
            ({}, "approve"),
            ({"status": State.APPROVED}, "compete"),
            ({"status": State.APPROVED, "awards_directly": True, "awaits_notice": True}, "plan"),
            ({"status": State.APPROVED, "awards_directly": True}, "award"),
        ],
    )
    def test_is_the_first_thing_that_is_missing(self, missing, act: str) -> None:
        found = next_act(self.situation(**missing))
        assert found is not None and found.act == act

    @pytest.mark.parametrize(
        ("missing", "title"),
        [
            ((Missing("set_lots", "Decide about lots", "", ""),), "Decide about lots"),
            ((Missing("", "Answer the screens", "", "/r/"), Missing("revise", "Say more", "", "")), "Say more"),
            ((Missing("decide_interest", "Decide", "", ""), Missing("", "Brief", "", "/b/", True)), "Brief"),
            ((Missing("", "Answer the screens", "", "/r/"),), "Answer the screens"),
        ],
    )
    def test_includes_what_a_gate_requires_in_its_place(self, missing, title: str) -> None:
        found = next_act(self.situation(covered=False, has_lots_decision=False), missing)
        assert found is not None and found.title == title
        later = next_act(self.situation(status=State.APPROVED), missing)
        assert later is not None and later.title == missing[0].todo

    def test_a_direct_award_never_goes_to_the_market(self) -> None:
        known = {
            "status": State.APPROVED,
            "awards_directly": True,
            "awaits_notice": True,
            "notice_on": date(2027, 1, 11),
        }
        found = next_act(self.situation(**known))
        assert found is not None and found.title == "Publish the transparency notice"
        assert "s.44(1)" in found.why and "11 January 2027" in found.why
        signing = next_act(self.situation(status=State.AWARDED, standstill_until=date(2027, 2, 3)))
        assert signing is not None and "3 February 2027" in signing.why

    @pytest.mark.parametrize(
        ("due_on", "safe", "first"),
        [
            (date(2026, 11, 27), None, True),
            (date(2026, 11, 27), date(2027, 1, 4), True),
            (date(2026, 11, 27), date(2026, 11, 27), False),
            (date(2026, 11, 27), date(2026, 11, 2), False),
            (date(2026, 11, 1), date(2026, 11, 2), True),
            (date(2026, 11, 30), None, True),
            (date(2026, 12, 1), None, False),
        ],
    )
    def test_a_duty_that_is_due_sooner_comes_before_what_the_case_lacks(self, due_on, safe, first) -> None:
        assert comes_first(due_on, safe, on=ON) is first

    def test_nothing_is_left_when_it_is_over(self) -> None:
        assert next_act(self.situation(status=State.CLOSED)) is None
