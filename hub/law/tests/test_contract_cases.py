"""The cases of contracts and notices pin more than the result: every finding in its order, and every section."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hub.law import door
from hub.law.notice_contents import ContentsFacts, notice_contents
from hub.law.outsourcing import OutsourcingFacts, outsourcing
from hub.law.registry import rules
from hub.law.tables import Row, Tables, shipped
from hub.law.terms import NoticeType

CASES = Path(__file__).parent.parent / "cases"
RULES = (
    "contract-entered",
    "implied-termination",
    "invoice",
    "kpi-assessment",
    "modification",
    "modification-copy",
    "modification-standstill",
    "notice-contents",
    "notice-outage",
    "notice-sequence",
    "notices",
    "payment-information",
    "performance-notice",
    "procurement-termination",
    "termination",
    "withholding",
)


def stored(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))["cases"]
    return cases


def cited(case: dict[str, Any]) -> set[str]:
    return {case["citation"], *case.get("citations", [])}


@pytest.mark.parametrize(
    ("name", "case"),
    [pytest.param(name, one, id=f"{name}-{n}") for name in RULES for n, one in enumerate(stored(name))],
)
def test_every_finding_and_section_is_as_stated(name: str, case: dict[str, Any]) -> None:
    rule = rules()[name]
    said = door.document(rule, door.decide(rule, json.dumps(case["facts"]), tables=shipped()))
    assert said["citation"] == case["citation"]
    assert [one["code"] for one in said["findings"]] == case["findings"]
    assert {one["citation"] for one in said["findings"]} <= cited(case) | {said["citation"]}


def test_a_refusal_blocks_and_a_condition_does_not() -> None:
    for name in RULES:
        for case in stored(name):
            said = door.document(rules()[name], door.decide(rules()[name], json.dumps(case["facts"]), tables=shipped()))
            blocks = [one for one in said["findings"] if one["severity"] == "block"]
            refused = said["result"] is None
            if name not in {"modification", "notice-sequence"}:
                assert bool(blocks) is refused, case["says"]
            elif not refused:
                good = said["result"].get("permitted", said["result"].get("accepted"))
                assert bool(blocks) is not good, case["says"]


def test_every_sentence_of_a_rule_ends_with_its_section() -> None:
    section = re.compile(r"\((PA 2023|PR 2024|PCR 2015|SI \d{4}/\d+) [^()]*(\([^()]*\)[^()]*)*\)$")
    for name in RULES:
        _, _, body = (rules()[name].decide.__doc__ or "").partition("\n\n")
        for paragraph in body.split("\n\n"):
            said = " ".join(paragraph.split())
            assert said.endswith(")."), said
            for sentence in said.removesuffix(".").split("). "):
                whole = sentence if sentence.endswith("))") or said.endswith(f"{sentence}.") else f"{sentence})"
                assert section.search(whole), sentence
                assert not re.search(r"[a-z]\. [A-Z]", whole), sentence


def test_all_seventeen_notices_say_what_they_contain() -> None:
    rows = shipped().all("notice_types")
    assert list(dict.fromkeys(row.code for row in rows)) == [f"UK{n}" for n in range(1, 18)]
    for row in rows:
        assert row.data["content"]
        assert row.data["stage"] in {
            "planning", "tender", "award", "contract", "implementation", "dynamic_market", "authority"
        }  # fmt: skip
    assert [row.code for row in rows if row.is_unconfirmed] == ["UK8"]
    assert {row.code for row in rows if "below_threshold" in row.data} == {"UK4", "UK7"}


def test_the_order_of_notices_names_only_notices() -> None:
    codes = {f"UK{n}" for n in range(1, 18)}
    for row in shipped().all("notice_sequences"):
        for notice, place in row.data["notices"].items():
            assert {notice, *place["after"], *place["closed_by"]} <= codes


def test_amendments_that_were_read_are_not_warned_of() -> None:
    own = shipped()
    rows = [
        Row(one.code, one.label, {**one.data, "unconfirmed": False}, one.valid_from, None, "read")
        if one.code in {"notice_amendments", "outsourcing"}
        else one
        for one in own.all("scope_periods")
    ]
    tables = Tables({**{name: own.all(name) for name in own.names()}, "scope_periods": rows})
    asked = ContentsFacts(on=date(2026, 11, 23), notice=NoticeType.UK11)
    assert "amendments" not in [one.code for one in notice_contents(asked, tables=tables).findings]
    moved = OutsourcingFacts(on=date(2026, 11, 23), covered=True, own_functions=True, workers_move=True)
    assert "unconfirmed" not in [one.code for one in outsourcing(moved, tables=tables).findings]
