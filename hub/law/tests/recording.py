"""What rules say word for word, kept for reading: every finding and section of every case.

`python -m hub.law.tests.recording` writes the files in `said` again after a wording was changed on purpose; the
difference is then read like any other change.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from hub.law import door
from hub.law.registry import rules
from hub.law.tables import shipped

HERE = Path(__file__).parent
SAID = HERE / "said"
# The parts of a result that name a section.
CITING = {"citation", "statute", "regulation"}


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def cases(name: str) -> list[dict[str, Any]]:
    return read(HERE.parent / "cases" / f"{name}.json")["cases"]


def answered(name: str, facts: dict[str, Any]) -> dict[str, Any]:
    rule = rules()[name]
    return door.document(rule, door.decide(rule, json.dumps(facts), tables=shipped()))


def sections(answer: dict[str, Any]) -> set[str]:
    """Give every section that an answer really cites: its own, those of its findings, and those in its result."""
    return {answer["citation"], *(one["citation"] for one in answer["findings"]), *_within(answer["result"])}


def _within(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _within(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from ([one] if key in CITING and one else one if key == "citations" else _within(one))


def heard(name: str) -> list[dict[str, Any]]:
    """Give what a rule says to each of its cases, and which sections it names itself."""
    # Without the section of the rule, which stands in wherever the function named none.
    rule, found = rules()[name], []
    bare = replace(rule, citation="")
    for case in cases(name):
        answer = door.decide(bare, json.dumps(case["facts"]), tables=shipped())
        relied = answer.citation or rule.citation
        words = [
            f"{one.severity} {one.code} [{one.citation or f'{relied}, of the answer'}] {one.message}"
            for one in answer.findings
        ]
        section = answer.citation or f"{relied}, of the rule"
        found.append({"says": case["says"], "citation": section, "findings": words})
    return found


def record() -> None:
    """Write down what every rule says."""
    for name in rules():
        text = json.dumps(heard(name), ensure_ascii=False, indent=1)
        (SAID / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    record()
