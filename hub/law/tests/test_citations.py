"""Whoever reads a rule finds the section for every sentence, and a case for every section."""

from __future__ import annotations

import inspect
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hub.law.registry import Rule, rules
from hub.law.tables import DATA
from hub.law.tests.recording import CITING, answered, cases, sections
from hub.law.tests.sources import ENACTMENTS, citations, modules, tree

# A sentence ends with round brackets that hold a section; brackets of the section itself may be inside them.
SECTION = re.compile(rf"\((?:[^()]|\([^()]*\))*{ENACTMENTS}(?:[^()]|\([^()]*\))*\)[.:]$")


@cache
def every_case() -> list[tuple[dict[str, Any], set[str]]]:
    """Give each case with the sections that the answer to it cites."""
    return [(case, sections(answered(name, case["facts"]))) for name in rules() for case in cases(name)]


@cache
def with_a_case() -> set[str]:
    """Give every section that the answer to some case really cites."""
    return {one for _, cited in every_case() for one in cited}


def sentences(rule: Rule) -> list[str]:
    """Give the sentences of a rule in words, after its first line."""
    words = inspect.cleandoc(rule.decide.__doc__ or "").split("\n", 1)
    whole = re.sub(r"\n\s*(?:[-*] |\n)", "\n\n", words[1] if len(words) > 1 else "")
    parts = [re.sub(r"\s+", " ", part).strip() for part in whole.split("\n\n")]
    return [one for part in parts if part for one in re.split(r"(?<=[.!?])\s+(?=[A-Z“£0-9])", part)]


class TestEveryCitation:
    @pytest.mark.parametrize("path", modules(), ids=lambda path: path.stem)
    def test_in_a_rule_has_a_case(self, path: Path) -> None:
        known = with_a_case()
        bare = {f"{path.name}:{line}: {text}" for text, line in citations(tree(path)) if text not in known}
        assert sorted(bare) == []

    @pytest.mark.parametrize("path", sorted(DATA.glob("*.json")), ids=lambda path: path.stem)
    def test_in_a_table_has_a_case(self, path: Path) -> None:
        known = with_a_case()
        rows = json.loads(path.read_text("utf-8"))["entries"]
        assert sorted({row["data"][key] for row in rows for key in CITING if row["data"].get(key)} - known) == []

    def test_that_a_case_names_is_one_that_its_answer_cites(self) -> None:
        false = [
            (case["says"], one)
            for case, cited in every_case()
            for one in (case["citation"], *case.get("citations", []))
            if one not in cited
        ]
        assert false == []


class TestEveryRule:
    @pytest.mark.parametrize("rule", rules().values(), ids=rules())
    def test_asks_a_question(self, rule: Rule) -> None:
        assert rule.title.endswith("?")
        assert rule.topic
        assert rule.citation

    @pytest.mark.parametrize("rule", rules().values(), ids=rules())
    def test_says_the_law_in_words_with_a_section_for_every_sentence(self, rule: Rule) -> None:
        assert sentences(rule), "Write the rule in words"
        assert [one for one in sentences(rule) if not SECTION.search(one)] == []

    @pytest.mark.parametrize("rule", rules().values(), ids=rules())
    def test_begins_with_what_it_does(self, rule: Rule) -> None:
        first = inspect.cleandoc(rule.decide.__doc__ or "").split("\n")[0]
        assert re.fullmatch(r"[A-Z].*\.", first)
