"""The JSON Schema of every rule is one, fits its cases, and is no wider than what the rule takes."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.law import door
from hub.law.registry import rules
from hub.law.tables import shipped
from hub.law.tests.test_cases import all_cases
from hub.law.tests.test_door import RULE

CASES = [param.values for param in all_cases()]
# Every kind of wrong fact: each is put in the place of each fact of each rule.
WRONG = [
    None, True, 0, -1, 1.5, 10**7, 10**400, "", "x", "\x00", "\ud800", "2026-02-30", "0001-01-01", "9999-12-31", "NaN",
    "1767225600", "1e5", "-1", "9" * 5000, [], [None], [[]], {}, {"x": None}, [{"x": {}}],
]  # fmt: skip


def schema_of(name: str) -> dict[str, Any]:
    return door.schema(rules()[name])


def fits(shape: dict[str, Any], value: Any) -> bool:
    return jsonschema_rs.validator_for(shape, validate_formats=True).is_valid(value)


class TestTheSchema:
    @pytest.mark.parametrize("name", rules())
    def test_is_a_json_schema(self, name: str) -> None:
        for shape in schema_of(name).values():
            jsonschema_rs.meta.validate(shape)
            assert shape["type"] == "object"
            assert shape["additionalProperties"] is False
            assert shape["description"]

    @pytest.mark.parametrize("name", rules())
    def test_says_what_each_fact_asks(self, name: str) -> None:
        shape = schema_of(name)["facts"]
        for part in [shape, *shape.get("$defs", {}).values()]:
            for fact, about in part.get("properties", {}).items():
                assert "?" in about.get("description", ""), f"{fact} asks nothing"

    @pytest.mark.parametrize(("name", "case"), all_cases())
    def test_fits_facts_and_result_of_each_case(self, name: str, case: dict[str, Any]) -> None:
        shapes = schema_of(name)
        said = door.decide(rules()[name], json.dumps(case["facts"]), tables=shipped())
        if said.result is not None:
            assert fits(shapes["facts"], case["facts"])
            assert fits(shapes["result"], door.plain(said.result))

    def test_describes_facts_inside_facts(self) -> None:
        shape = door.schema(RULE)["facts"]
        assert shape["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert shape["required"] == ["on", "ends_on", "kind", "value_inc_vat"]
        assert shape["properties"]["on"]["description"] == "Which day? The first one."
        assert shape["properties"]["ends_on"]["description"] == "When does it end?"
        assert "description" not in shape["properties"]["kind"]
        assert shape["$defs"]["Change"]["properties"]["changed_on"]["description"] == "When was it changed?"
        assert shape["$defs"]["Step"]["properties"]["stepped_on"]["description"] == "When?"
        assert shape["properties"]["limit_share"]["anyOf"][1]["type"] == "string"

    def test_gives_shares_as_numbers_in_results(self) -> None:
        shown = door.schema(RULE)["result"]["properties"]
        assert shown["limit_share"] == {
            "anyOf": [{"type": "number"}, {"type": "null"}],
            "description": "Which share?",
        }
        assert shown["value_inc_vat"]["type"] == "string"


def examples() -> dict[str, dict[str, Any]]:
    return {name: case["facts"] for name, case in CASES if case.get("example")}


class TestWrongFacts:
    @pytest.mark.parametrize("name", examples())
    def test_are_answered_with_a_sentence_whatever_they_are(self, name: str) -> None:
        rule, good = rules()[name], examples()[name]
        for fact in good:
            for value in WRONG:
                given_facts = good | {fact: value}
                try:
                    text = json.dumps(given_facts)
                except ValueError:
                    continue
                out = door.document(rule, door.decide(rule, text, tables=shipped()))
                json.dumps(out, allow_nan=False).encode()
                if out["result"] is None:
                    assert out["findings"], (fact, value)
                    assert all(one["message"].endswith((".", "?")) for one in out["findings"]), (fact, value)

    @pytest.mark.parametrize("name", examples())
    def test_that_the_schema_refuses_are_refused(self, name: str) -> None:
        rule, good, shape = rules()[name], examples()[name], schema_of(name)["facts"]
        for fact in good:
            for value in WRONG:
                if value in ("\ud800", 10**400) or fits(shape, good | {fact: value}):
                    continue
                answer = door.decide(rule, json.dumps(good | {fact: value}), tables=shipped())
                assert answer.result is None, (fact, value)

    @pytest.mark.parametrize("name", rules())
    def test_that_are_missing_are_each_asked_for(self, name: str) -> None:
        rule = rules()[name]
        asked = [one for one in door.decide(rule, "{}", tables=shipped()).findings if one.code == "needs_fact"]
        wanted = schema_of(name)["facts"].get("required", [])
        assert [fact for fact in wanted if not any(f"“{fact}”" in one.message for one in asked)] == []

    @given(text=st.one_of(st.text(), st.binary()), data=st.data())
    def test_of_any_text_or_bytes_raise_nothing(self, text: str | bytes, data: st.DataObject) -> None:
        rule = data.draw(st.sampled_from(list(rules().values())))
        assert door.decide(rule, text, tables=shipped()).result is None

    @given(
        value=st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda some: st.lists(some) | st.dictionaries(st.text(), some),
            max_leaves=5,
        ),
        data=st.data(),
    )
    def test_of_any_json_in_any_place_raise_nothing(self, value: Any, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(examples())))
        good = examples()[name]
        fact = data.draw(st.sampled_from(sorted(good)) | st.text())
        answer = door.decide(rules()[name], json.dumps(good | {fact: value}), tables=shipped())
        assert answer.result is not None or answer.findings
