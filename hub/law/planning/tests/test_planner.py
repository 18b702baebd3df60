"""Single timetables: what each fact does to them, and what is refused."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from hub.law import door
from hub.law.planning.planner import PLANNER
from hub.law.planning.tests.checker import Checker
from hub.law.tables import shipped

SURVEY: dict[str, Any] = {
    "procedure": "open", "kind": "services", "value_inc_vat": "640000", "light_touch": False,
    "start_on": "2026-11-02", "needed_by": "2027-06-01", "key_decision": True, "call_in_working_days": 5,
    "evaluation_days": 20, "mobilisation_days": 42, "closed_days": ["2026-12-24", "2026-12-29"],
    "committees": [
        {"step": "approval", "meets_on": "2026-12-01", "papers_by": "2026-11-24"},
        {"step": "approval", "meets_on": "2026-12-15", "papers_by": "2026-12-08"},
        {"step": "award", "meets_on": "2027-02-09", "papers_by": "2027-02-02"},
        {"step": "award", "meets_on": "2027-03-09", "papers_by": "2027-03-02"},
        {"step": "award", "meets_on": "2027-04-06", "papers_by": "2027-03-30"},
    ],
}  # fmt: skip
SIMPLE = {**SURVEY, "key_decision": False, "call_in_working_days": 0, "committees": [], "closed_days": []}


def asked(facts: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = door.decide(PLANNER, json.dumps({**facts, **more}), tables=shipped())
    return door.document(PLANNER, answer)


def steps(facts: dict[str, Any], **more: Any) -> dict[str, tuple[str, str]]:
    found = asked(facts, **more)
    assert found["result"], found["findings"]
    return {one["step"]: (one["starts_on"], one["ends_on"]) for one in found["result"]["steps"]}


def refused(facts: dict[str, Any], **more: Any) -> tuple[str, str]:
    """Give the one message of a refusal and its section."""
    found = asked(facts, **more)
    assert found["result"] is None
    (one,) = found["findings"]
    return one["message"], one["citation"]


class TestASurvey:
    def test_has_every_step_on_its_day(self) -> None:
        assert steps(SURVEY) == {
            "key_decision_notice": ("2026-11-02", "2026-11-30"),
            "approval": ("2026-12-01", "2026-12-01"),
            "call_in_approval": ("2026-12-02", "2026-12-08"),
            "tender_notice": ("2026-12-09", "2026-12-09"),
            "tendering": ("2026-12-09", "2027-01-05"),
            "clarification": ("2026-12-09", "2026-12-29"),
            "evaluation": ("2027-01-06", "2027-01-25"),
            "award_decision": ("2027-02-09", "2027-02-09"),
            "call_in_award": ("2027-02-10", "2027-02-16"),
            "assessment_summaries": ("2027-02-17", "2027-02-17"),
            "award_notice": ("2027-02-18", "2027-02-18"),
            "standstill": ("2027-02-18", "2027-03-01"),
            "contract_signature": ("2027-03-02", "2027-03-02"),
            "contract_details": ("2027-03-03", "2027-03-03"),
            "mobilisation": ("2027-03-03", "2027-04-13"),
        }

    def test_has_a_last_safe_start_that_the_notice_of_the_key_decision_sets(self) -> None:
        result = asked(SURVEY)["result"]
        # 28 clear days lie between 16 November and the last meeting that approves, on 15 December.
        assert (result["last_safe_start_on"], result["slack_days"]) == ("2026-11-16", 49)

    def test_names_the_section_behind_each_step(self) -> None:
        found = {one["step"]: one["citation"] for one in asked(SURVEY)["result"]["steps"]}
        assert found["tendering"] == "PA 2023 s.54(4) entry 7"
        assert found["standstill"] == "PA 2023 s.51(2)"
        assert found["key_decision_notice"] == "SI 2017/68 art 11"
        assert found["contract_details"] == "PA 2023 s.53(1)(b)"
        assert all(found.values())

    def test_says_which_steps_are_critical_and_when_papers_are_due(self) -> None:
        found = {one["step"]: one for one in asked(SURVEY)["result"]["steps"]}
        assert found["award_decision"]["critical"] and not found["evaluation"]["critical"]
        assert found["award_decision"]["papers_by"] == "2027-02-02" and found["evaluation"]["papers_by"] is None


class TestTheLaw:
    @pytest.mark.parametrize(
        ("more", "deadline"),
        [
            ({}, "2026-11-27"),  # 25 days
            ({"documents_with_notice": False}, "2026-12-02"),  # 30 days
            ({"electronic": False, "documents_with_notice": False}, "2026-12-07"),  # 35 days
            ({"urgent": True}, "2026-11-12"),  # 10 days
            ({"planned_notice_on": "2026-09-01"}, "2026-11-12"),  # a planned notice 40 days before
            ({"planned_notice_on": "2026-10-01"}, "2026-11-20"),  # it pays to wait until it counts
            ({"tendering_days": 35}, "2026-12-07"),
        ],
    )
    def test_sets_the_time_to_tender(self, more: dict[str, Any], deadline: str) -> None:
        assert steps(SIMPLE, **more)["tendering"][1] == deadline

    def test_asks_for_no_standstill_after_a_call_off(self) -> None:
        found = steps(SIMPLE, procedure="call_off")
        assert "standstill" not in found and found["award_notice"] < found["contract_signature"]

    def test_lets_a_standstill_be_stated_all_the_same(self) -> None:
        assert "standstill" in steps(SIMPLE, procedure="call_off", voluntary_standstill=True)

    def test_asks_for_none_in_extreme_urgency_and_for_one_on_another_ground(self) -> None:
        assert "standstill" not in steps(SIMPLE, procedure="direct_award", ground="urgency")
        assert "standstill" in steps(SIMPLE, procedure="direct_award", ground="exclusive_rights")

    def test_gives_suppliers_time_to_ask_to_take_part(self) -> None:
        found = steps(SIMPLE, procedure="competitive_flexible", selection_days=7)
        assert found["participation"] == ("2026-11-02", "2026-11-27")
        # 30 November is a bank holiday in Scotland, and so no working day anywhere.
        assert found["selection"] == ("2026-12-01", "2026-12-07")
        assert found["invitation"][0] == found["tendering"][0] == "2026-12-08"

    def test_knows_the_notices_below_the_threshold(self) -> None:
        small = {**SIMPLE, "procedure": "below_threshold", "value_inc_vat": "50000"}
        assert "tender_notice" in steps(small) and "award_notice" not in steps(small)
        quotes = steps(small, openly_advertised=False)
        assert "tender_notice" not in quotes and "invitation" in quotes
        tiny = steps(small, value_inc_vat="20000")
        assert "contract_details" not in tiny

    def test_of_the_day_of_the_notice_counts(self) -> None:
        # The threshold for services fell on 1 January 2026, between the start and the invitation.
        facts = {**SIMPLE, "procedure": "below_threshold", "value_inc_vat": "210000", "needed_by": "2026-12-01"}
        before = steps(facts, start_on="2025-12-02")
        assert before["tender_notice"][0] == "2025-12-02"
        words, section = refused(facts, start_on="2025-12-02", preparation_days=40)
        assert "reaches its threshold" in words and section == "PA 2023 s.84(1)"


class TestClosedDays:
    def test_no_act_is_planned_on_one(self) -> None:
        assert steps(SIMPLE, closed_days=["2026-11-02", "2026-11-03"])["tender_notice"][0] == "2026-11-04"

    def test_work_does_not_count_them(self) -> None:
        open_days, recess = steps(SIMPLE)["evaluation"], steps(SIMPLE, closed_days=["2026-12-02", "2026-12-03"])
        assert (open_days[1], recess["evaluation"][1]) == ("2026-12-20", "2026-12-22")

    def test_a_meeting_on_one_is_left_out_and_said(self) -> None:
        found = asked(SURVEY, closed_days=["2026-12-01"])
        assert "meeting_on_closed_day" in [one["code"] for one in found["findings"]]
        assert steps(SURVEY, closed_days=["2026-12-01"])["approval"][0] == "2026-12-15"


class TestANeedDateTooEarly:
    def test_is_answered_with_how_late_it_is(self) -> None:
        found = asked(SIMPLE, needed_by="2027-02-01")
        assert found["result"]["slack_days"] == -20
        (late,) = [one for one in found["findings"] if one["code"] == "late"]
        assert "20 days after it is needed on 2027-02-01" in late["message"]
        assert f"last safe start was {found['result']['last_safe_start_on']}" in late["message"]
        assert found["result"]["last_safe_start_on"] < SIMPLE["start_on"]

    def test_says_so_where_no_meeting_is_early_enough(self) -> None:
        found = asked(SURVEY, needed_by="2027-02-01")
        assert found["result"]["last_safe_start_on"] is None
        assert "No start would have been early enough" in found["findings"][0]["message"]


class TestRefusals:
    @pytest.mark.parametrize(
        ("more", "words", "section"),
        [
            ({"start_on": "2025-02-21"}, "start_on: 2025-02-21 is before 2025-02-24", "SI 2024/716 reg 2"),
            ({"regime": "PCR15"}, "regime: Procurements under the 2015 Regulations", "SI 2024/716 reg 5(1)"),
            ({"needed_by": "2026-10-01"}, "needed_by: 2026-10-01 is before the start", "PA 2023 s.54"),
            ({"value_inc_vat": "-1"}, "value_inc_vat: ", "PA 2023 s.4"),
            ({"evaluation_days": -1}, "evaluation_days: Give a whole number", "PA 2023 s.54"),
            ({"kind": "light_touch"}, "light_touch: The kind says light touch", "PA 2023 s.9"),
            ({"kind": "works", "light_touch": True}, "light_touch: Only services", "PA 2023 s.9"),
            ({"ground": "urgency"}, "ground: Only a direct award", "PA 2023 s.41"),
            ({"procedure": "direct_award", "ground": "haste"}, "ground: “haste” is no ground", "PA 2023 Sch 5"),
            ({"procedure": "below_threshold"}, "procedure: The contract reaches", "PA 2023 s.84(1)"),
            ({"procedure": "call_off", "kind": "concession"}, "procedure: A concession", "PA 2023 s.45(8)(a)"),
            (
                {"procedure": "competitive_flexible", "value_inc_vat": "50000"},
                "procedure: Below the threshold suppliers may not be sorted out",
                "PA 2023 s.85(1)",
            ),
            ({"start_on": None}, "Give start_on", "PA 2023 s.54"),
            ({"negotiated": True}, "negotiated: A period is agreed only", "PA 2023 s.54(4) entry 2"),
        ],
    )
    def test_say_which_fact_and_why(self, more: dict[str, Any], words: str, section: str) -> None:
        said, cited = refused(SIMPLE, **more)
        assert said.startswith(words) and cited == section

    @pytest.mark.parametrize(
        ("meeting", "words"),
        [
            ({"step": "tea_break"}, "committees.1.step: There is no step “tea_break”"),
            ({"step": "tendering"}, "committees.1.step: No body decides tendering"),
            ({"papers_by": "2026-12-02"}, "committees.1.papers_by: Papers cannot be due on 2026-12-02"),
        ],
    )
    def test_name_the_meeting(self, meeting: dict[str, str], words: str) -> None:
        one = {"step": "approval", "meets_on": "2026-12-01", "papers_by": "2026-11-24", **meeting}
        assert refused(SIMPLE, committees=[one])[0].startswith(words)

    def test_say_when_no_meeting_is_left(self) -> None:
        words, _ = refused(SURVEY, start_on="2026-12-09")
        assert "No meeting is left for approval to compete" in words and "2026-12-15" in words

    def test_ask_for_a_value_that_says_whether_vat_is_in_it(self) -> None:
        facts = {name: value for name, value in SIMPLE.items() if name != "value_inc_vat"}
        codes = {one["code"]: one["message"] for one in asked(facts, value_ex_vat="640000")["findings"]}
        assert "VAT" in codes["bad_fact"] and "value_inc_vat" in codes["needs_fact"]

    @pytest.mark.parametrize("name", sorted(SURVEY))
    def test_ask_for_every_fact(self, name: str) -> None:
        found = asked({key: value for key, value in SURVEY.items() if key != name})
        assert [one["code"] for one in found["findings"]] == ["needs_fact"] and name in found["findings"][0]["message"]


class TestTypedDays:
    @pytest.mark.parametrize(
        ("step", "day", "words", "section"),
        [
            ("tendering", "2026-12-30", "Tenders open cannot end on 2026-12-30", "PA 2023 s.54(4) entry 7"),
            ("standstill", "2027-02-26", "Standstill cannot end on 2027-02-26", "PA 2023 s.51(2)"),
            ("approval", "2026-11-24", "Approval to compete cannot end on 2026-11-24", "SI 2017/68 art 11"),
            ("approval", "2026-12-02", "No meeting whose papers can be ready is on 2026-12-02", ""),
            ("call_in_award", "2027-02-15", "Call-in of the award cannot end", "LDEDCA 2009 Sch 5A para 1(4)"),
            ("contract_signature", "2027-03-01", "Contract signature cannot end on 2027-03-01", "PA 2023 s.51(1)"),
            ("contract_signature", "2027-03-06", "2027-03-06 is no working day", "PA 2023 s.51(1)"),
            ("contract_details", "2027-04-30", "A contract details notice follows", "PA 2023 s.53(1)(b)"),
            ("contract_details", "2027-03-06", "2027-03-06 is no working day", "PA 2023 s.54"),
            ("clarification", "2027-02-01", "Questions close between", "PA 2023 s.54(1)"),
            ("key_decision_notice", "2026-11-20", "The notice of a key decision published on", "SI 2017/68 art 11"),
            ("transparency_notice", "2026-12-09", "This procurement has no step transparency_notice", "PA 2023 s.54"),
            ("tea_break", "2026-12-09", "There is no step “tea_break”", "PA 2023 s.54"),
        ],
    )
    def test_that_break_a_minimum_are_refused_with_the_section(
        self, step: str, day: str, words: str, section: str
    ) -> None:
        said, cited = refused(SURVEY, fixed=[{"step": step, "ends_on": day}])
        assert said.startswith("fixed.1.") and words in said
        assert not section or cited == section

    def test_later_than_the_minimum_move_what_follows(self) -> None:
        found = steps(SURVEY, fixed=[{"step": "tendering", "ends_on": "2027-01-20"}])
        assert found["tendering"][1] == "2027-01-20" and found["evaluation"][0] == "2027-01-21"
        assert Checker({**SURVEY, "committees": _named(SURVEY)}, asked(SURVEY)["result"]["steps"]).faults() == []

    def test_may_choose_a_later_meeting(self) -> None:
        found = steps(SURVEY, fixed=[{"step": "award_decision", "ends_on": "2027-03-09"}])
        assert found["award_decision"][0] == "2027-03-09"

    def test_may_fall_on_a_weekend_where_the_law_counts_days(self) -> None:
        assert steps(SIMPLE, start_on="2026-11-03", fixed=[{"step": "tendering", "ends_on": "2026-11-28"}])

    def test_may_be_on_either_end(self) -> None:
        typed = {"step": "evaluation", "starts_on": "2027-01-11", "ends_on": "2027-02-01"}
        assert steps(SURVEY, fixed=[typed])["evaluation"] == ("2027-01-11", "2027-02-01")
        words, _ = refused(SURVEY, fixed=[{**typed, "starts_on": "2027-01-04"}])
        assert words.startswith("fixed.1.starts_on: Evaluation cannot start on 2027-01-04")

    @pytest.mark.parametrize(("step", "earlier"), [("award_decision", 0), ("evaluation", 35)])
    def test_do_not_bring_the_last_safe_start_forward_but_by_their_own_length(self, step: str, earlier: int) -> None:
        facts = {**SIMPLE, "needed_by": "2027-12-01"}
        free = asked(facts)["result"]
        day = next(date.fromisoformat(one["ends_on"]) for one in free["steps"] if one["step"] == step) + timedelta(21)
        typed = asked(facts, fixed=[{"step": step, "ends_on": day.isoformat()}])["result"]
        before, safe = (date.fromisoformat(one["last_safe_start_on"]) for one in (free, typed))
        assert timedelta(0) <= before - safe <= timedelta(earlier)

    def test_that_alone_make_it_late_are_named_as_what_does(self) -> None:
        needed = asked(SURVEY)["result"]["ends_on"]
        found = asked(SURVEY, needed_by=needed, fixed=[{"step": "award_decision", "ends_on": "2027-04-06"}])
        (late,) = [one["message"] for one in found["findings"] if one["code"] == "late"]
        assert "Without the days that were typed it would be in time." in late
        assert found["result"]["last_safe_start_on"] >= SURVEY["start_on"]

    def test_are_fixed_once(self) -> None:
        one = {"step": "evaluation", "ends_on": "2027-02-01"}
        assert refused(SURVEY, fixed=[one, one])[0] == "fixed: evaluation is fixed twice. Fix each step once."


class TestWhatIsDone:
    DONE = [
        {"step": "approval", "ends_on": "2026-12-01", "done": True},
        {"step": "call_in_approval", "ends_on": "2026-12-08", "done": True},
        {"step": "tender_notice", "ends_on": "2026-12-10", "done": True},
    ]

    def test_stands_and_the_last_safe_start_is_that_of_the_next_step(self) -> None:
        result = asked(SURVEY, fixed=self.DONE, as_of="2026-12-11")["result"]
        found = {one["step"]: one for one in result["steps"]}
        assert found["tender_notice"]["done"] and found["tender_notice"]["slack_days"] is None
        assert found["tendering"]["ends_on"] == "2027-01-05"
        assert result["last_safe_start_on"] > "2026-12-10"

    def test_is_named_where_it_broke_a_minimum(self) -> None:
        short = [*self.DONE, {"step": "tendering", "ends_on": "2026-12-21", "done": True}]
        (broken,) = [one for one in asked(SURVEY, fixed=short)["findings"] if one["severity"] == "block"]
        assert (broken["code"], broken["citation"]) == ("broken_minimum", "PA 2023 s.54(4) entry 7")

    def test_is_named_where_it_came_before_its_turn(self) -> None:
        early = [*self.DONE[:2], {"step": "tender_notice", "ends_on": "2026-12-03", "done": True}]
        assert "broken_order" in [one["code"] for one in asked(SURVEY, fixed=early)["findings"]]

    def test_cannot_leave_a_step_before_it_open(self) -> None:
        assert "approval before it is not" in refused(SURVEY, fixed=self.DONE[1:])[0]

    def test_leaves_the_rest_to_happen_from_today(self) -> None:
        assert steps(SURVEY, fixed=self.DONE[:2], as_of="2027-01-18")["tender_notice"][0] == "2027-01-18"


def _named(facts: dict[str, Any]) -> list[dict[str, str]]:
    """Give the meetings under the names that the steps have."""
    return [{**one, "step": one["step"].replace("award", "award_decision")} for one in facts["committees"]]
