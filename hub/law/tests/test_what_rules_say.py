"""What rules say word for word: for the cases of a rule in `said`, every finding and the section relied on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hub.law import door
from hub.law.registry import rules
from hub.law.tables import shipped

HERE = Path(__file__).parent
RULES = sorted(path.stem for path in (HERE / "said").glob("*.json"))


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def cases(name: str) -> list[dict[str, Any]]:
    return read(HERE.parent / "cases" / f"{name}.json")["cases"]


def answered(name: str, facts: dict[str, Any]) -> dict[str, Any]:
    rule = rules()[name]
    return door.document(rule, door.decide(rule, json.dumps(facts), tables=shipped()))


def in_words(findings: list[dict[str, str]]) -> list[str]:
    return [f"{one['severity']} {one['code']} [{one['citation']}] {one['message']}" for one in findings]


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_exactly_what_it_said_when_it_was_last_read(name: str) -> None:
    said = []
    for case in cases(name):
        answer = answered(name, case["facts"])
        said.append({"says": case["says"], "citation": answer["citation"], "findings": in_words(answer["findings"])})
    assert said == read(HERE / "said" / f"{name}.json")


@pytest.mark.parametrize("name", RULES)
def test_the_section_of_a_case_is_the_section_of_its_answer(name: str) -> None:
    for case in cases(name):
        assert answered(name, case["facts"])["citation"] == case["citation"], case["says"]


@pytest.mark.parametrize("name", RULES)
def test_every_finding_names_a_section_and_ends_its_sentence(name: str) -> None:
    for case in cases(name):
        for one in answered(name, case["facts"])["findings"]:
            assert one["citation"], one
            assert one["message"][-1] in ".?", one
