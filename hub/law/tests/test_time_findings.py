"""What the rules about days say, word for word, for the cases that write it down under ``said``."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hub.law import door
from hub.law.registry import rules
from hub.law.tables import shipped
from hub.law.tests.test_cases import CASES


def written_down() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.json")):
        stored = json.loads(path.read_text(encoding="utf-8"))
        numbered = ((n, one) for n, one in enumerate(stored["cases"]) if "said" in one)
        found += [pytest.param(stored["rule"], one, id=f"{path.stem}-{n}") for n, one in numbered]
    return found


@pytest.mark.parametrize(("name", "case"), written_down())
def test_the_rule_says_this_and_nothing_else(name: str, case: dict[str, Any]) -> None:
    rule = rules()[name]
    answer = door.document(rule, door.decide(rule, json.dumps(case["facts"]), tables=shipped()))
    said = [[one["code"], one["severity"], one["citation"], one["message"]] for one in answer["findings"]]
    assert [[answer["citation"]], *said] == case["said"], case["says"]
