"""What rules say word for word: for every case, every finding and the section relied on."""

from __future__ import annotations

import pytest

from hub.law.registry import rules
from hub.law.tests.recording import SAID, answered, cases, heard, read, sections

RULES = list(rules())


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_exactly_what_it_said_when_it_was_last_read(name: str) -> None:
    assert heard(name) == read(SAID / f"{name}.json")


def test_nothing_is_kept_of_a_rule_that_is_gone() -> None:
    assert sorted(path.stem for path in SAID.glob("*.json")) == sorted(RULES)


@pytest.mark.parametrize("name", RULES)
def test_every_finding_names_a_section_and_ends_its_sentence(name: str) -> None:
    for case in cases(name):
        for one in answered(name, case["facts"])["findings"]:
            assert one["citation"], one
            assert one["message"].rstrip("”)")[-1] in ".?:", one


@pytest.mark.parametrize("name", RULES)
def test_the_section_of_a_case_is_one_that_its_answer_relies_on(name: str) -> None:
    for case in cases(name):
        relied = sections(answered(name, case["facts"]))
        assert case["citation"] in relied, (case["says"], case["citation"], relied)
