"""What all rules stand on: terms, facts, findings, the registry, and the day on which the Act began."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

from hub.law import registry
from hub.law.answers import Answer, bad, check, inform, needs, warn
from hub.law.facts import Ask, facts
from hub.law.findings import Finding, Severity
from hub.law.registry import Rule, rules
from hub.law.start import COMMENCEMENT, act_began, before_the_act
from hub.law.tables import Tables, shipped
from hub.law.terms import ContractKind, Duty, NoticeType, Procedure, Regime, Term

BEGAN = date(2025, 2, 24)


class TestTerms:
    @pytest.mark.parametrize(
        ("terms", "values"),
        [
            (Regime, "PA23 PCR15"),
            (ContractKind, "goods services works light_touch concession"),
            (Procedure, "open competitive_flexible direct_award call_off dynamic_market below_threshold"),
            (NoticeType, " ".join(f"UK{number}" for number in range(1, 18))),
            (Duty, "must may no"),
            (Severity, "block warn check info"),
        ],
    )
    def test_are_written_as_facts_and_results_write_them(self, terms: type[Term], values: str) -> None:
        assert [one.value for one in terms] == values.split()
        assert all(one.label for one in terms)

    def test_have_a_label_and_choices(self) -> None:
        class Some(Term):
            ONE_DAY = "one_day"
            TWO = "two", "Both"

        assert Some.ONE_DAY.label == "One day"
        assert Some.TWO.label == "Both"
        assert Some.choices() == [("one_day", "One day"), ("two", "Both")]
        assert f"{Some.TWO}" == "two"


class TestFacts:
    def test_cannot_be_changed_and_are_stated_by_name(self) -> None:
        @facts
        class Some:
            days: int

        some: Any = Some(days=1)
        assert some == Some(days=1)
        assert hash(some) == hash(Some(days=1))
        with pytest.raises(dataclasses.FrozenInstanceError):
            some.days = 2
        with pytest.raises(TypeError):
            Some(1)  # type: ignore[misc]
        assert not hasattr(some, "__dict__")

    def test_are_asked_for_with_or_without_a_hint(self) -> None:
        assert Ask("Why?") == Ask("Why?", "")


class TestFindings:
    def test_stop_unless_they_say_otherwise(self) -> None:
        assert Finding("a", "b") == Finding("a", "b", "", Severity.BLOCK, "")

    def test_are_made_with_or_without_a_section(self) -> None:
        assert needs("on", "why.") == Finding("needs_fact", "Give on: why.", "")
        assert bad("on", "Why.") == Finding("bad_fact", "on: Why.", "")
        assert check("a", "b") == Finding("a", "b", "", Severity.CHECK)
        assert warn("a", "b") == Finding("a", "b", "", Severity.WARN)
        assert inform("a", "b") == Finding("a", "b", "", Severity.INFO)
        made = [needs("on", "w.", "c"), bad("on", "w.", "c"), check("a", "b", "c"), warn("a", "b", "c")]
        assert {one.citation for one in [*made, inform("a", "b", "c")]} == {"c"}

    def test_are_none_in_a_bare_answer(self) -> None:
        assert Answer(1) == Answer(1, (), "")


class TestTheRegistry:
    def test_knows_the_rules_in_the_order_of_their_names(self) -> None:
        assert list(rules()) == sorted(rules())
        assert all(name == one.name for name, one in rules().items())

    def test_knows_every_rule_that_is_named_in_the_issue(self) -> None:
        assert "threshold" in rules()

    def test_refuses_a_name_twice(self) -> None:
        with pytest.raises(ValueError, match=r"^Two rules are called threshold\.$"):
            registry.rule("threshold", title="Which?", citation="PA 2023 s.1", topic="Tests")(
                rules()["threshold"].decide
            )

    def test_gives_a_rule_its_section_where_an_answer_has_none(self) -> None:
        bare = Answer(1, (check("a", "b"),))
        some = Rule("a", "b", "PA 2023 s.1", "c", lambda facts, *, tables: bare, Ask, Ask)
        assert some(None, tables=Tables({})) == Answer(1, (check("a", "b"),), "PA 2023 s.1")
        own = dataclasses.replace(bare, citation="PA 2023 s.2")
        assert dataclasses.replace(some, decide=lambda facts, *, tables: own)(None, tables=Tables({})) is own


class TestTheDayOnWhichTheActBegan:
    def test_is_24_february_2025(self) -> None:
        assert act_began(shipped()) == BEGAN

    def test_a_day_before_is_named(self) -> None:
        [one] = before_the_act(shipped(), tender_on=BEGAN - timedelta(days=1))
        assert one == bad(
            "tender_on",
            "2025-02-23 is before 2025-02-24, when the Procurement Act 2023 began. Ask the rule `regime` first.",
            "SI 2024/716 reg 2",
        )
        assert one.citation == COMMENCEMENT

    def test_that_day_and_no_day_are_not(self) -> None:
        assert list(before_the_act(shipped(), a=BEGAN, b=None, c=BEGAN + timedelta(days=1))) == []

    def test_all_days_before_are_named(self) -> None:
        early = before_the_act(shipped(), a=date(2024, 1, 1), b=date(2026, 1, 1), c=date(2020, 1, 1))
        assert [one.message.split(":")[0] for one in early] == ["a", "c"]
