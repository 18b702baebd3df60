"""Facts come in as JSON: what is wrong with them is named, fact by fact, and nothing is raised."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest

from hub.law import door
from hub.law.answers import Answer, Undecided, check, inform, needs, undecided, warn
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import Rule
from hub.law.tables import NoRow, Tables
from hub.law.terms import ContractKind

NOTHING = Tables({})
SECTION = "PA 2023 s.1"
AMOUNT = "Write the amount as 207720.00, in pounds, without currency sign, space or comma."


@facts
class Step:
    """A step within a change."""

    stepped_on: Annotated[date, Ask("When?")]


@facts
class Change:
    """A change within facts."""

    changed_on: Annotated[date, Ask("When was it changed?")]
    value_delta_inc_vat: Decimal = Decimal(0)
    first: Step | None = None
    steps: tuple[Step, ...] = ()


@facts
class Everything:
    """One fact of every type."""

    on: Annotated[date, Ask("Which day?", "The first one.")]
    ends_on: Annotated[date | None, Ask("When does it end?")]
    kind: ContractKind
    value_inc_vat: Annotated[Decimal, Ask("What is it worth, including VAT?")]
    days: int = 0
    urgent: bool = False
    name: str = "a"
    limit_share: Decimal = Decimal(0)
    last: Annotated[Change | None, Ask("What was changed last?")] = None
    previous: Annotated[tuple[Change, ...], Ask("What was changed before?")] = ()


@facts
class TwoValues:
    """Facts with two values."""

    value_inc_vat: Decimal
    least_inc_vat: Decimal


@result
class Found:
    """One result of every type."""

    on: date | None
    kind: ContractKind
    value_inc_vat: Decimal
    limit_share: Annotated[Decimal | None, Ask("Which share?")]
    changes: tuple[Change, ...] = ()


def decided(facts: Everything, *, tables: Tables) -> Answer[Found]:
    return Answer(
        Found(on=facts.ends_on, kind=facts.kind, value_inc_vat=facts.value_inc_vat, limit_share=Decimal("0.5"))
    )


RULE = Rule("everything", "Which?", SECTION, "Tests", decided, Everything, Found)
GOOD: dict[str, Any] = {"on": "2026-01-05", "ends_on": None, "kind": "goods", "value_inc_vat": "10.00"}


def said(text: Any, rule: Rule = RULE) -> list[tuple[str, str]]:
    whole = text if isinstance(text, str | bytes) else json.dumps(text)
    answer = door.decide(rule, whole, tables=NOTHING)
    assert all(one.citation == SECTION for one in answer.findings)
    assert (answer.result is None) == bool(answer.findings)
    return [(one.code, one.message) for one in answer.findings]


class TestFactsThatAreNotAnObject:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "The facts are not one JSON object (line 1, column 1: Expecting value)."),
            ('{"on":\n}', "The facts are not one JSON object (line 2, column 1: Expecting value)."),
            ("{} {}", "The facts are not one JSON object (line 1, column 4: Extra data)."),
            ("[]", "The facts must be one JSON object, in curly brackets."),
            ("null", "The facts must be one JSON object, in curly brackets."),
            ('"on"', "The facts must be one JSON object, in curly brackets."),
            ('{"on": NaN}', "The facts hold NaN, which is not a number. Write a number, or null."),
            ('{"on": -Infinity}', "The facts hold -Infinity, which is not a number. Write a number, or null."),
            ('{"on": 1, "on": 2}', "The facts state “on” twice. State each fact once."),
            ('{"last": {"on": 1, "on": 2}}', "The facts state “on” twice. State each fact once."),
            ('{"days": ' + "1" * 5000 + "}", "The facts hold a number that is longer than any contract needs."),
            ("[" * 100_000, "The facts hold too many brackets inside one another."),
            (b"\xff\xfe{\x00", "The facts are not UTF-8 text (byte 1). Save them as UTF-8."),
            (b'{"name": "\xe9"}', "The facts are not UTF-8 text (byte 11). Save them as UTF-8."),
            (b"\x00\x00", "The facts are not one JSON object (line 1, column 1: Expecting value)."),
        ],
    )
    def test_are_said_to_be_none(self, text: str | bytes, message: str) -> None:
        assert said(text) == [("bad_json", message)]

    def test_may_not_hold_half_a_character(self) -> None:
        [(code, message)] = said('{"name": "\\ud800"}')
        assert code == "bad_json"
        assert message.startswith("The facts are not one JSON object (")
        assert message.endswith(").")

    def test_may_not_nest_without_end(self) -> None:
        assert [code for code, _ in said('{"last":' * 500 + "1" + "}" * 500)] == ["bad_json"]

    def test_a_mark_before_the_text_is_no_fault(self) -> None:
        assert said("\ufeff" + json.dumps(GOOD)) == []
        assert said(b"\xef\xbb\xbf" + json.dumps(GOOD).encode()) == []


class TestAFactThatIsMissing:
    def test_is_asked_for_by_its_question_and_name(self) -> None:
        assert said({}) == [
            ("needs_fact", "Which day? State this as “on”."),
            ("needs_fact", "When does it end? State this as “ends_on”, or as null if there is none."),
            ("needs_fact", "State this as “kind”."),
            ("needs_fact", "What is it worth, including VAT? State this as “value_inc_vat”."),
        ]

    def test_is_asked_for_where_it_is_null(self) -> None:
        assert said(GOOD | {"on": None}) == [("needs_fact", "Which day? The rule cannot decide while “on” is null.")]

    def test_is_asked_for_inside_other_facts(self) -> None:
        asked = "When was it changed? State this as “{}”."
        assert said(GOOD | {"last": {}}) == [("needs_fact", asked.format("last.changed_on"))]
        assert said(GOOD | {"previous": [{"changed_on": "2026-01-01"}, {}]}) == [
            ("needs_fact", asked.format("previous.2.changed_on"))
        ]

    def test_is_asked_for_where_a_member_of_a_list_is_null(self) -> None:
        assert said(GOOD | {"previous": [None]}) == [
            ("needs_fact", "What was changed before? The rule cannot decide while “previous.1” is null.")
        ]


class TestAFactThatIsUnknown:
    def test_is_named_with_the_one_that_was_meant(self) -> None:
        assert said(GOOD | {"end_on": None}) == [
            ("bad_fact", "end_on: There is no such fact here. Did you mean ends_on?")
        ]

    def test_is_named_with_all_that_are_known_where_none_is_close(self) -> None:
        [(_, message)] = said(GOOD | {"zzz": 1})
        known = "on, ends_on, kind, value_inc_vat, days, urgent, name, limit_share, last, previous"
        assert message == f"zzz: There is no such fact here. Known: {known}."

    def test_is_compared_with_the_names_of_its_own_place(self) -> None:
        assert said(GOOD | {"last": {"changed_on": "2026-01-01", "on": 1}}) == [
            ("bad_fact", "last.on: There is no such fact here. Known: changed_on, value_delta_inc_vat, first, steps.")
        ]
        assert said(GOOD | {"previous": [{"changed_on": "2026-01-01", "changed": 1}]}) == [
            ("bad_fact", "previous.1.changed: There is no such fact here. Did you mean changed_on?")
        ]

    @pytest.mark.parametrize("name", ["value", "value_ex_vat", "amount", "estimate_ex_vat", "spend", "expected_spend"])
    def test_is_no_value_when_it_does_not_say_that_vat_is_in_it(self, name: str) -> None:
        assert said(GOOD | {name: 1}) == [
            (
                "bad_fact",
                f"{name}: This does not say that VAT is included. The Act values contracts including VAT (s.123(2)): "
                "give value_inc_vat.",
            )
        ]

    def test_a_value_in_a_place_that_has_none_is_told_so(self) -> None:
        rule = replace(RULE, facts=Change)
        assert said({"changed_on": "2026-01-01", "value_delta": 1}, rule)[0][1].endswith(": give value_delta_inc_vat.")
        rule = replace(RULE, facts=Step)
        assert said({"stepped_on": "2026-01-01", "value": 1}, rule)[0][1].endswith(": give the value including VAT.")

    def test_a_value_is_told_of_all_that_say_so(self) -> None:
        rule = replace(RULE, facts=TwoValues)
        told = said({"value": 1}, rule)[-1][1]
        assert told.endswith(": give value_inc_vat, least_inc_vat.")


class TestAFactOfTheWrongShape:
    @pytest.mark.parametrize(
        ("name", "value", "message"),
        [
            ("on", "2026-02-30", "“2026-02-30” cannot be used. Write the date as 2026-11-23."),
            ("on", "23/11/2026", "“23/11/2026” cannot be used. Write the date as 2026-11-23."),
            ("on", "1767225600", "“1767225600” cannot be used. Write the date as 2026-11-23."),
            ("on", 1767225600, "“1767225600” cannot be used. Write the date as 2026-11-23."),
            ("ends_on", "1767225600", "“1767225600” cannot be used. Write the date as 2026-11-23."),
            ("ends_on", False, "“false” cannot be used. Write the date as 2026-11-23."),
            ("kind", "cars", "“cars” is not known here. Say goods, services, works, light_touch or concession."),
            ("kind", 1, "“1” is not known here. Say goods, services, works, light_touch or concession."),
            ("value_inc_vat", "£10", f"“£10” cannot be used. {AMOUNT}"),
            ("value_inc_vat", "1,000", f"“1,000” cannot be used. {AMOUNT}"),
            ("value_inc_vat", "1e5", f"“1e5” cannot be used. {AMOUNT}"),
            ("value_inc_vat", "1_000", f"“1_000” cannot be used. {AMOUNT}"),
            ("value_inc_vat", "١٢", f"“١٢” cannot be used. {AMOUNT}"),
            ("value_inc_vat", "NaN", f"“NaN” cannot be used. {AMOUNT}"),
            ("value_inc_vat", "", f"“” cannot be used. {AMOUNT}"),
            ("value_inc_vat", True, f"“true” cannot be used. {AMOUNT}"),
            ("value_inc_vat", [], f"This cannot be used. {AMOUNT}"),
            ("days", "3", "“3” cannot be used. Write a whole number, without quotation marks."),
            ("days", 1.5, "“1.5” cannot be used. Write a whole number, without quotation marks."),
            ("urgent", "yes", "“yes” cannot be used. Say true or false, without quotation marks."),
            ("urgent", 1, "“1” cannot be used. Say true or false, without quotation marks."),
            ("name", 7, "“7” cannot be used. Write a text in quotation marks."),
            ("last", "x", "“x” cannot be used. Write an object of facts in curly brackets."),
            ("previous", {}, "This cannot be used. Write a list in square brackets."),
        ],
    )
    def test_is_named_with_what_to_write(self, name: str, value: Any, message: str) -> None:
        assert said(GOOD | {name: value}) == [("bad_fact", f"{name}: {message}")]

    def test_is_named_by_its_place_inside_other_facts(self) -> None:
        change = {"changed_on": "2026-01-01", "value_delta_inc_vat": "1e5"}
        wrong = f"“1e5” cannot be used. {AMOUNT}"
        assert said(GOOD | {"last": change}) == [("bad_fact", f"last.value_delta_inc_vat: {wrong}")]
        many = GOOD | {"previous": [change | {"value_delta_inc_vat": "1"}, change]}
        assert said(many) == [("bad_fact", f"previous.2.value_delta_inc_vat: {wrong}")]

    def test_is_named_by_every_place_that_it_is_in(self) -> None:
        wrong = "“1767225600” cannot be used. Write the date as 2026-11-23."
        change = {"changed_on": "2026-01-01", "first": {"stepped_on": "1767225600"}}
        assert said(GOOD | {"last": change}) == [("bad_fact", f"last.first.stepped_on: {wrong}")]
        change = {"changed_on": "2026-01-01", "steps": [{"stepped_on": "2026-01-01"}, {"stepped_on": "1767225600"}]}
        assert said(GOOD | {"previous": [change]}) == [("bad_fact", f"previous.1.steps.2.stepped_on: {wrong}")]
        change["steps"] = [{}]
        assert said(GOOD | {"last": change}) == [("needs_fact", "When? State this as “last.steps.1.stepped_on”.")]

    def test_all_are_named_at_once(self) -> None:
        assert len(said({"on": "x", "ends_on": "y", "kind": "z", "value_inc_vat": "w", "v": 1})) == 5

    @pytest.mark.parametrize("text", ["10", "10.5", "-10", "+10", ".5", "5."])
    def test_an_amount_may_have_a_sign_and_pence(self, text: str) -> None:
        assert said(GOOD | {"value_inc_vat": text}) == []

    def test_an_amount_may_be_a_number(self) -> None:
        assert said(GOOD | {"value_inc_vat": 10.5}) == []

    def test_what_is_said_back_is_short_and_harmless(self) -> None:
        assert said(GOOD | {"on": "x" * 60})[0][1].startswith(f"on: “{'x' * 60}” cannot")
        assert said(GOOD | {"on": "x" * 61})[0][1].startswith(f"on: “{'x' * 60}…” cannot")
        assert said(GOOD | {"on": "a\x00\x1b"})[0][1].startswith("on: “a��” cannot")
        assert said(GOOD | {"a\x00": 1})[0][1].startswith("a�: ")


class TestAFactBeyondAnyContract:
    LARGE = "This is more than any contract can have. Check the number."

    @pytest.mark.parametrize("value", ["10000000000000", "-10000000000000", 1e13])
    def test_an_amount_of_ten_million_million_is_refused(self, value: Any) -> None:
        assert said(GOOD | {"value_inc_vat": value}) == [("bad_fact", f"value_inc_vat: {self.LARGE}")]

    def test_a_number_of_ten_million_is_refused(self) -> None:
        assert said(GOOD | {"days": 10_000_000}) == [("bad_fact", f"days: {self.LARGE}")]

    def test_one_less_is_taken(self) -> None:
        assert said(GOOD | {"value_inc_vat": "9999999999999.99", "days": 9_999_999}) == []
        assert said(GOOD | {"value_inc_vat": "-9999999999999.99", "days": -9_999_999}) == []

    def test_years_run_from_1900_to_9900(self) -> None:
        assert said(GOOD | {"on": "1900-01-01", "ends_on": "9900-12-31"}) == []
        assert said(GOOD | {"on": "1899-12-31", "ends_on": "9901-01-01"}) == [
            ("bad_fact", "on: 1899-12-31 is too far from now. Check the year."),
            ("bad_fact", "ends_on: 9901-01-01 is too far from now. Check the year."),
        ]

    def test_it_is_found_inside_other_facts(self) -> None:
        far = {"changed_on": "0001-01-01"}
        assert said(GOOD | {"last": far, "previous": [far]}) == [
            ("bad_fact", "last.changed_on: 0001-01-01 is too far from now. Check the year."),
            ("bad_fact", "previous.1.changed_on: 0001-01-01 is too far from now. Check the year."),
        ]


def raising(fault: Exception) -> Rule:
    def decide(facts: Everything, *, tables: Tables) -> Answer[Found]:
        raise fault

    return replace(RULE, decide=decide)


class TestARuleThatCannotGoOn:
    def test_a_day_without_a_row_is_named(self) -> None:
        missing = NoRow("The table x has no row y for 2026-01-01.")
        assert said(GOOD, raising(missing)) == [("bad_fact", f"date: {missing} Add the row, or correct the date.")]

    def test_what_another_rule_lacks_is_passed_on(self) -> None:
        lacks = Undecided((needs("on", "why.", SECTION),))
        assert said(GOOD, raising(lacks)) == [("needs_fact", "Give on: why.")]

    def test_days_beyond_the_calendar_are_named(self) -> None:
        assert said(GOOD, raising(OverflowError())) == [
            ("bad_fact", "facts: These dates and numbers lead beyond the calendar. Check them.")
        ]


class TestAnswersThatGoOut:
    def test_hold_iso_dates_decimal_strings_and_shares_as_numbers(self) -> None:
        found = Found(
            on=date(2026, 1, 5), kind=ContractKind.GOODS, value_inc_vat=Decimal("1E+5"),
            limit_share=Decimal("0.33333349"), changes=(Change(changed_on=date(2026, 1, 6)),),
        )  # fmt: skip
        out = door.document(
            RULE, Answer(found, (check("a", "b", "c"), warn("d", "e"), inform("f", "g")), "PA 2023 s.2")
        )
        assert json.loads(json.dumps(out)) == {
            "result": {
                "on": "2026-01-05", "kind": "goods", "value_inc_vat": "100000", "limit_share": 0.333333,
                "changes": [{"changed_on": "2026-01-06", "value_delta_inc_vat": "0", "first": None, "steps": []}],
            },
            "findings": [
                {"code": "a", "severity": "check", "message": "b", "citation": "c"},
                {"code": "d", "severity": "warn", "message": "e", "citation": "PA 2023 s.2"},
                {"code": "f", "severity": "info", "message": "g", "citation": "PA 2023 s.2"},
            ],
            "citation": "PA 2023 s.2",
        }  # fmt: skip
        assert type(out["result"]["kind"]) is str

    def test_hold_null_for_a_share_that_there_is_not(self) -> None:
        found = Found(on=None, kind=ContractKind.GOODS, value_inc_vat=Decimal(1), limit_share=None)
        assert door.plain(found)["limit_share"] is None
        assert door.plain(found)["on"] is None

    def test_without_a_result_hold_null_and_what_stops_them(self) -> None:
        out = door.document(RULE, undecided(needs("on", "why.")))
        assert out == {
            "result": None,
            "findings": [{"code": "needs_fact", "severity": "block", "message": "Give on: why.", "citation": SECTION}],
            "citation": SECTION,
        }

    def test_carry_the_section_of_the_rule_where_they_name_none(self) -> None:
        assert door.decide(RULE, json.dumps(GOOD), tables=NOTHING).citation == SECTION
        other = replace(RULE, decide=lambda facts, *, tables: Answer(None, (), "PA 2023 s.9"))
        assert door.decide(other, json.dumps(GOOD), tables=NOTHING).citation == "PA 2023 s.9"

    def test_that_are_undecided_carry_the_section_of_the_first_finding(self) -> None:
        assert undecided(Finding("a", "b", "c"), Finding("d", "e", "f")).citation == "c"
        assert undecided().citation == ""

    def test_that_are_needed_for_sure_raise_when_there_is_none(self) -> None:
        assert Answer(1).sure() == 1
        with pytest.raises(Undecided, match=r"^Give on: a\.; Give off: b\.$") as fault:
            undecided(needs("on", "a."), needs("off", "b.")).sure()
        assert [one.code for one in fault.value.findings] == ["needs_fact", "needs_fact"]
