"""Every case in `hub/law/cases`: facts from the Act, the regulations or guidance, and what the rule must answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hub.law import door
from hub.law.registry import rules
from hub.law.tables import shipped

CASES = Path(__file__).parent.parent / "cases"


def all_cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.json")):
        stored = json.loads(path.read_text(encoding="utf-8"))
        found += [pytest.param(stored["rule"], one, id=f"{path.stem}-{n}") for n, one in enumerate(stored["cases"])]
    return found


@pytest.mark.parametrize(("name", "case"), all_cases())
def test_the_rule_answers_as_the_text_says(name: str, case: dict[str, Any]) -> None:
    rule = rules()[name]
    said = door.document(rule, door.decide(rule, json.dumps(case["facts"]), tables=shipped()))
    assert said["result"] == case["result"], case["says"]
    codes = [one["code"] for one in said["findings"]]
    assert set(case.get("findings", [])) <= set(codes), case["says"]
    assert not set(case.get("no_findings", [])) & set(codes), case["says"]


@pytest.mark.parametrize("name", rules())
def test_a_rule_has_cases_and_an_example(name: str) -> None:
    stored = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    assert stored["rule"] == name
    assert any(case.get("example") for case in stored["cases"])
    for case in stored["cases"]:
        assert case["says"]
        assert case["citation"]
        assert case["source"]
