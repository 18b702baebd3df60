"""Forms and words made from any facts: every sort of field, alone, in groups and in rows."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.law import door
from hub.law.facts import Ask, facts, result
from hub.law.registry import Rule
from hub.law.tables import Row, Tables
from hub.law.terms import ContractKind
from hub.lawdesk import forms, telling
from hub.lawdesk.desk import hint_of
from hub.lawdesk.shapes import parts_of


@facts
class Step:
    """One row or group."""

    on: Annotated[date | None, Ask("When was it?", "Null if it was not.")] = None
    cost_inc_vat: Annotated[Decimal | None, Ask("What did it cost?")] = None
    kind: Annotated[ContractKind | None, Ask("Of which kind?")] = None


@facts
class Everything:
    """Every sort of fact."""

    day: Annotated[date, Ask("Which day?")]
    maybe_on: Annotated[date | None, Ask("Which day, if any?")]
    value_inc_vat: Annotated[Decimal, Ask("What value?")]
    yes: Annotated[bool, Ask("Is it so?")]
    perhaps: Annotated[bool | None, Ask("Is it perhaps so?")]
    kind: Annotated[ContractKind, Ask("Which kind?")]
    other_kind: Annotated[ContractKind | None, Ask("Which other kind?")]
    word: Annotated[Literal["one", "two"], Ask("Which word?")]
    count: Annotated[int, Ask("How many?")]
    ground: Annotated[str, Ask("On which ground?", table="grounds")]
    first: Annotated[Step, Ask("What came first?")]
    steps: Annotated[tuple[Step, ...], Ask("What came then?", "An empty list if nothing.")]
    kinds: Annotated[tuple[ContractKind, ...], Ask("Which kinds?")] = ()
    days: Annotated[tuple[date, ...], Ask("Which days?")] = ()
    note: Annotated[str, Ask("Anything else?")] = ""


@result
class Told:
    """What comes out."""

    earliest_deadline_on: date | None
    covered: Annotated[bool, Ask("Is it covered?")]
    cumulative_share: Decimal
    min_days: int
    ground: str
    steps: tuple[Step, ...]


RULE = Rule("everything", "What of everything?", "PA 2023 s.1", "Test", lambda facts, tables: None, Everything, Told)  # type: ignore[arg-type, return-value]
GROUNDS = Tables({"grounds": [Row("art", "A work of art", {}, date(2025, 2, 24), None, "PA 2023 Sch 5")]})
GIVEN = {
    "day": "2026-01-01", "maybe_on": None, "value_inc_vat": "12.50", "yes": False, "perhaps": None, "kind": "works",
    "other_kind": None, "word": "two", "count": -3, "ground": "art", "first": {"on": "2026-01-02"},
    "steps": [{"cost_inc_vat": "5", "kind": "goods"}, {"on": "2026-02-03"}], "kinds": ["goods", "works"],
    "days": ["2026-03-04", "2026-03-05"],
}  # fmt: skip


def read(query: str) -> forms.FactsForm:
    return forms.FactsForm(QueryDict(query), rule=RULE, tables=GROUNDS)


class TestForms:
    def test_give_back_facts_of_every_sort(self) -> None:
        form = read(forms.address(RULE, GIVEN))
        assert form.is_valid(), form.errors
        shape = door.adapter(Everything)
        assert shape.validate_json(json.dumps(form.given)) == shape.validate_json(json.dumps(GIVEN))

    def test_ask_for_what_must_be_said_and_for_nothing_else(self) -> None:
        form = read("ask=1")
        assert set(form.errors) == {
            "day", "value_inc_vat", "yes", "perhaps", "kind", "other_kind", "word", "count", "ground",
        }  # fmt: skip

    def test_add_a_row_and_take_one_out_without_losing_what_was_typed(self) -> None:
        asked = forms.address(RULE, GIVEN)
        more = read(f"{asked}&row=add:steps").without_errors()
        assert more.keys["steps"] == ["0", "1", "2"] and more["steps.0.cost_inc_vat"].value() == "5"
        fewer = read(f"{asked}&row=drop:steps.0")
        assert fewer.keys["steps"] == ["1"] and not fewer.without_errors().errors

    def test_put_a_fault_of_a_row_at_its_field(self) -> None:
        form = read(forms.address(RULE, GIVEN))
        assert form.is_valid()
        form.take_faults({"steps.1.on": ["Too early."], "kind": ["Not this one."], "nothing": ["It cannot be."]})
        assert form.errors["steps.1.on"] == ["Too early."] and form.errors["kind"] == ["Not this one."]
        assert form.non_field_errors() == ["It cannot be."]

    def test_name_the_line_that_cannot_be_read(self) -> None:
        form = read(forms.address(RULE, {**GIVEN, "days": ["2026-03-04", "soon"]}))
        assert form.errors["days"][0].startswith("Line 2:")

    def test_offer_the_rows_of_a_table_for_a_text_that_is_one_of_its_codes(self) -> None:
        assert read("").fields["ground"].choices == [("art", "A work of art")]
        assert "is none of them" in str(read(forms.address(RULE, {**GIVEN, "ground": "x"})).errors["ground"])

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.dictionaries(st.sampled_from([*GIVEN, "steps.rows", "steps.0.on", "first.on", "row"]), st.text(max_size=9))
    )
    def test_never_break_on_what_an_address_can_hold(self, typed: dict[str, str]) -> None:
        query = QueryDict(mutable=True)
        query.update(typed)
        form = forms.FactsForm(query, rule=RULE, tables=GROUNDS)
        form.is_valid()
        assert list(form.shown())


class TestWords:
    def test_of_results_are_their_own_or_what_their_names_say(self) -> None:
        told = Told(
            earliest_deadline_on=date(2026, 12, 3), covered=True, cumulative_share=Decimal("0.125"), min_days=1,
            ground="art", steps=(Step(cost_inc_vat=Decimal("5.50")),),
        )  # fmt: skip
        said = {one.label: one for one in telling.said(parts_of(Told), told, {"art": "A work of art"})}
        assert said["Earliest deadline on"].value == "Thursday 3 December 2026"
        assert said["Is it covered?"].value == "Yes"
        assert said["Cumulative, as a share"].value == "12.5%"
        assert said["Min, in days"].value == "1 day"
        assert said["Ground"].value == "A work of art"
        assert said["Steps"].table == ((("When was it?", ""), ("What did it cost?", "£5.50"), ("Of which kind?", "")),)

    def test_of_hints_say_nothing_of_json(self) -> None:
        assert hint_of(Ask("When?", "Null if it was not.")) == "Leave this empty if it was not."
        assert hint_of(Ask("What?", "An empty list if nothing.")) == "Leave this empty if nothing."

    @pytest.mark.parametrize(
        ("message", "said"),
        [
            ("2024-06-01 is before 2025-02-24.", "Saturday 1 June 2024 is before Monday 24 February 2025."),
            ("Give events.tender_on once it is.", "Give “When?” once it is."),
            ("Ask the rule `regime` first.", "Ask the rule “Which law?” first."),
            ("2026-02-31 and other_name stay.", "2026-02-31 and other_name stay."),
        ],
    )
    def test_of_messages_have_dates_facts_and_rules_by_what_they_are_called(self, message: str, said: str) -> None:
        assert telling.sentence(message, {"tender_on": "When?"}, {"regime": "Which law?"}) == said
