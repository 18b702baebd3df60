"""The rules that others build on, by the names promised: facts, results, and what a missing fact does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hub.law import door
from hub.law.registry import rules
from hub.law.shapes import hints
from hub.law.tables import shipped
from hub.law.tests.recording import cases
from hub.law.tests.test_command import Law, law  # noqa: F401

# Facts that must be stated, facts that may be, and the names of the result.
NAMED: dict[str, tuple[str, str, str]] = {
    "regime": (
        "first_notice_on contacted_on awarded_on framework_concluded_on call_off_under",
        "",
        "regime",
    ),
    "threshold": ("on kind value_inc_vat", "", "threshold_inc_vat covered"),
    "participation-period": ("invited_on light_touch urgent", "", "min_days earliest_deadline_on entry"),
    "tendering-period": (
        "invited_on light_touch negotiated preselected_only planned_notice_on tender_notice_on urgent dynamic_market "
        "electronic documents_with_notice",
        "",
        "min_days earliest_deadline_on entry",
    ),
    "working-days": ("starts_on days", "", "ends_on"),
    "standstill": ("award_notice_on exempt", "stated_ends_on", "required ends_on earliest_contract_on"),
    "contract-entered": ("entered_on light_touch value_inc_vat", "", "details_notice_by copy_by kpis_at_least"),
    "modification": (
        "regime kind light_touch value_inc_vat starts_on ends_on previous ground value_delta_inc_vat term_delta_days "
        "changed_on",
        "commenced_on",
        "permitted cumulative_share limit_share notice_required",
    ),
    "notices": (
        "regime procedure covered light_touch value_inc_vat market_engaged events",
        "openly_advertised",
        "notices",
    ),
    "payments": ("period_ends_on kind", "", "publish_by"),
    "pipeline-notice": ("financial_year_starts_on expected_spend_inc_vat", "", "required publish_by"),
    "below-threshold": (
        "on kind value_inc_vat openly_advertised",
        "",
        "tender_notice details_notice separate_selection_allowed",
    ),
    "key-decision": ("published_on", "", "earliest_decision_on"),
}
EVENTS = "engaged_on tender_on award_decided_on entered_on changed_on ended_on terminated_procurement_on".split()


def example(name: str) -> dict[str, Any]:
    """Give the facts of a case that the rule answers."""
    required = NAMED[name][0].split()
    return next(one["facts"] for one in cases(name) if one["result"] is not None and required[0] in one["facts"])


def say(name: str, facts: dict[str, Any]) -> dict[str, Any]:
    return door.document(rules()[name], door.decide(rules()[name], json.dumps(facts), tables=shipped()))


@pytest.mark.parametrize("name", NAMED)
class TestANamedRule:
    def test_takes_the_facts_and_gives_the_results_that_were_promised(self, name: str) -> None:
        needed, _, given = (one.split() for one in NAMED[name])
        shape = door.schema(rules()[name])
        assert shape["facts"]["required"] == needed
        assert list(shape["result"]["properties"]) == given
        assert list(hints(rules()[name].result)) == given

    def test_may_be_told_no_more_than_what_it_names(self, name: str) -> None:
        needed, further, _ = (one.split() for one in NAMED[name])
        assert set(door.schema(rules()[name])["facts"]["properties"]) >= {*needed, *further}
        said = say(name, {**example(name), "weather": "fair"})
        assert said["result"] is None
        assert [one["code"] for one in said["findings"]] == ["bad_fact"]

    def test_answers_with_nothing_but_the_facts_that_must_be_stated(self, name: str) -> None:
        needed = NAMED[name][0].split()
        bare = {fact: value for fact, value in example(name).items() if fact in needed}
        assert say(name, bare)["result"] is not None

    def test_asks_for_each_fact_that_is_missing(self, name: str, law: Law) -> None:  # noqa: F811
        facts = example(name)
        for fact in NAMED[name][0].split():
            left = {key: value for key, value in facts.items() if key != fact}
            code, [said], told = law(name, "--facts", "-", stdin=json.dumps(left).encode())
            assert (code, said["result"]) == (2, None), fact
            assert [one["code"] for one in said["findings"]] == ["needs_fact"], fact
            assert f"“{fact}”" in said["findings"][0]["message"]
            assert f"“{fact}”" in told

    def test_goes_on_in_a_batch_after_a_line_that_lacks_a_fact(self, name: str, law: Law) -> None:  # noqa: F811
        facts = example(name)
        lacking = {key: value for key, value in facts.items() if key != NAMED[name][0].split()[0]}
        lines = [facts, lacking, facts]
        code, said, told = law(name, "--batch", "-", stdin="\n".join(map(json.dumps, lines)).encode())
        assert code == 1
        assert [one["result"] is None for one in said] == [False, True, False]
        assert told.startswith(f"hub law {name}: line 2: ")


def test_a_history_may_lack_any_event() -> None:
    facts = {**example("notices"), "procedure": "open", "covered": True, "value_inc_vat": "1000000"}
    days = {
        "engaged_on": "2026-03-02", "tender_on": "2026-04-01", "award_decided_on": "2026-06-01",
        "entered_on": "2026-06-15", "changed_on": "2026-09-01", "ended_on": "2027-06-14",
    }  # fmt: skip
    assert set(EVENTS) <= set(door.schema(rules()["notices"])["facts"]["$defs"]["Events"]["properties"])
    for left_out in days:
        gone = {left_out} | ({"changed_on", "ended_on"} if left_out == "entered_on" else set())
        events = {name: day for name, day in days.items() if name not in gone}
        said = say("notices", {**facts, "market_engaged": True, "events": events})
        assert said["result"] is not None, (left_out, said["findings"])
        assert [list(one) for one in said["result"]["notices"]] == [["notice", "duty", "by", "before"]] * 17
    assert say("notices", {**facts, "market_engaged": False, "events": {}})["result"] is not None


def test_grounds_are_known_by_their_published_codes() -> None:
    facts = example("modification")
    said = say("modification", {**facts, "ground": "P7"})
    assert said["result"] is None
    assert [one["code"] for one in said["findings"]] == ["bad_fact"]
    for ground in ("P1", "P2", "P3", "P4", "P5", "P6", "NS", "BT"):
        assert say("modification", {**facts, "ground": ground, "previous": []})["result"] is not None, ground


def test_every_promised_rule_is_listed(law: Law) -> None:  # noqa: F811
    code, [said], _ = law("--list")
    assert code == 0
    assert {one["rule"] for one in said["rules"]} >= set(NAMED)
    assert all(list(one) == ["rule", "title", "citation"] for one in said["rules"])
