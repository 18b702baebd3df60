"""What holds of every timetable, whatever the facts."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hub.law import door
from hub.law.planning.planner import PLANNER
from hub.law.planning.tests.checker import Checker
from hub.law.tables import shipped

FIRST, LAST = date(2025, 2, 24), date(2030, 1, 1)
DAY = timedelta(days=1)
# The first plan of a run works the calendars of its years out; the next ones know them.
PATIENT = settings(deadline=None)
NAMES = ("approval", "award_decision")


def plan(facts: dict[str, Any]) -> dict[str, Any]:
    answer = door.decide(PLANNER, json.dumps(facts), tables=shipped())
    return door.document(PLANNER, answer)


@st.composite
def meetings(draw: st.DrawFn) -> list[dict[str, str]]:
    """Bodies that meet every so many days for years, with some meetings fallen out and papers due before."""
    found = []
    for name in draw(st.sets(st.sampled_from(NAMES))):
        every, ahead = draw(st.sampled_from([7, 14, 28, 42])), draw(st.integers(0, 15))
        first = draw(st.dates(FIRST, FIRST + 40 * DAY))
        missed = draw(st.sets(st.integers(0, 30), max_size=8))
        for number in range(2600 // every):
            if number not in missed:
                meets = first + every * number * DAY
                papers = meets - ahead * DAY
                found.append({"step": name, "meets_on": meets.isoformat(), "papers_by": papers.isoformat()})
    return found


@st.composite
def closed(draw: st.DrawFn, around: date) -> list[str]:
    """Recesses and single days in the two years from a day on."""
    found = {around + DAY * one for one in draw(st.sets(st.integers(0, 700), max_size=6))}
    for first, length in draw(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 20)), max_size=3)):
        found |= {around + DAY * (first + one) for one in range(length)}
    return sorted(day.isoformat() for day in found)


@st.composite
def procurements(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(st.dates(FIRST, LAST))
    procedure = draw(
        st.sampled_from(
            ["open", "competitive_flexible", "direct_award", "call_off", "dynamic_market", "below_threshold"]
        )
    )
    light = draw(st.booleans())
    kind = draw(st.sampled_from(["services", "light_touch"] if light else ["goods", "services", "works"]))
    # Well away from every threshold, which changes with the years.
    value = (
        draw(st.integers(1_000, 90_000)) if procedure == "below_threshold" else draw(st.integers(6_000_000, 90_000_000))
    )
    facts = {
        "procedure": procedure, "kind": kind, "value_inc_vat": str(value), "light_touch": light,
        "start_on": start.isoformat(), "needed_by": (start + draw(st.integers(30, 700)) * DAY).isoformat(),
        "key_decision": draw(st.booleans()), "call_in_working_days": draw(st.integers(0, 12)),
        "evaluation_days": draw(st.integers(0, 60)), "mobilisation_days": draw(st.integers(0, 90)),
        "closed_days": draw(closed(start)), "committees": draw(meetings()),
    }  # fmt: skip
    extra = {
        "urgent": draw(st.booleans()),
        "electronic": draw(st.booleans()),
        "documents_with_notice": draw(st.booleans()),
        "preparation_days": draw(st.integers(0, 30)),
        "selection_days": draw(st.integers(0, 20)),
    }
    if draw(st.booleans()):
        extra["planned_notice_on"] = (max(FIRST, start - draw(st.integers(0, 200)) * DAY)).isoformat()
    return {**facts, **{name: value for name, value in extra.items() if draw(st.booleans())}}


def planned(facts: dict[str, Any]) -> dict[str, Any]:
    """Plan facts that must lead somewhere: their meetings go on for years."""
    found = plan(facts)
    assert found["result"] is not None, found["findings"]
    return found["result"]


class TestEveryTimetable:
    @PATIENT
    @given(procurements())
    def test_breaks_no_rule(self, facts: dict[str, Any]) -> None:
        assert Checker(facts, planned(facts)["steps"]).faults() == []

    @PATIENT
    @given(procurements())
    def test_from_the_last_safe_start_is_in_time_and_from_the_next_day_it_is_not(self, facts: dict[str, Any]) -> None:
        safe = planned(facts)["last_safe_start_on"]
        assume(safe is not None)
        in_time = planned({**facts, "start_on": safe})
        assert in_time["ends_on"] <= facts["needed_by"] and in_time["slack_days"] >= 0
        assert in_time["last_safe_start_on"] == safe
        next_day = (date.fromisoformat(safe) + DAY).isoformat()
        assume(next_day <= facts["needed_by"])
        later = plan({**facts, "start_on": next_day})["result"]
        assert later is None or later["ends_on"] > facts["needed_by"]

    @PATIENT
    @given(procurements())
    def test_is_late_exactly_when_it_starts_after_the_last_safe_start(self, facts: dict[str, Any]) -> None:
        found = plan(facts)
        result = found["result"]
        late = result["slack_days"] < 0
        assert late == any(one["code"] == "late" for one in found["findings"])
        safe = result["last_safe_start_on"]
        assert late == (safe is None or safe < facts["start_on"])

    @PATIENT
    @given(procurements(), st.integers(0, 500))
    def test_does_not_end_earlier_for_one_more_closed_day(self, facts: dict[str, Any], number: int) -> None:
        one_more = (date.fromisoformat(facts["start_on"]) + number * DAY).isoformat()
        before = planned(facts)
        after = plan({**facts, "closed_days": [*facts["closed_days"], one_more]})["result"]
        assert after is None or after["ends_on"] >= before["ends_on"]

    @PATIENT
    @given(procurements())
    def test_stays_the_same_when_its_own_days_are_typed(self, facts: dict[str, Any]) -> None:
        before = planned(facts)
        typed = [{name: one[name] for name in ("step", "starts_on", "ends_on")} for one in before["steps"]]
        after = planned({**facts, "fixed": typed})
        days = [(one["step"], one["starts_on"], one["ends_on"]) for one in before["steps"]]
        assert [(one["step"], one["starts_on"], one["ends_on"]) for one in after["steps"]] == days

    @PATIENT
    @given(procurements(), st.data())
    def test_refuses_a_typed_day_or_keeps_to_every_rule_with_it(
        self, facts: dict[str, Any], data: st.DataObject
    ) -> None:
        steps = planned(facts)["steps"]
        one = data.draw(st.sampled_from(steps))
        moved = (date.fromisoformat(one["ends_on"]) + data.draw(st.integers(-40, 40)) * DAY).isoformat()
        found = plan({**facts, "fixed": [{"step": one["step"], "ends_on": moved}]})
        if found["result"] is None:
            assert all(finding["severity"] == "block" and finding["message"] for finding in found["findings"])
            return
        kept = next(each for each in found["result"]["steps"] if each["step"] == one["step"])
        assert kept["ends_on"] == moved
        assert Checker(facts, found["result"]["steps"]).faults() == []

    @PATIENT
    @given(procurements(), st.data())
    def test_a_step_may_end_later_by_its_slack(self, facts: dict[str, Any], data: st.DataObject) -> None:
        result = planned(facts)
        steps = [one for one in result["steps"] if one["step"] in ("evaluation", "preparation", "selection")]
        assume(steps and result["slack_days"] >= 0)
        one = data.draw(st.sampled_from(steps))
        for more in (0, 1):
            ends = (date.fromisoformat(one["ends_on"]) + (one["slack_days"] + more) * DAY).isoformat()
            after = plan({**facts, "fixed": [{"step": one["step"], "ends_on": ends}]})["result"]
            in_time = after is not None and after["ends_on"] <= facts["needed_by"]
            assert in_time == (more == 0)

    @PATIENT
    @given(procurements(), st.data())
    def test_a_delay_of_a_critical_step_and_of_no_other_delays_the_end(
        self, facts: dict[str, Any], data: st.DataObject
    ) -> None:
        result = planned(facts)
        steps = [one for one in result["steps"] if one["step"] in ("evaluation", "preparation", "selection")]
        assume(steps)
        one = data.draw(st.sampled_from(steps))
        ends = (date.fromisoformat(one["ends_on"]) + DAY).isoformat()
        after = plan({**facts, "fixed": [{"step": one["step"], "ends_on": ends}]})["result"]
        assert (after is None or after["ends_on"] > result["ends_on"]) == one["critical"]
