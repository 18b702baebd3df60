"""Rules of gates and waivers over plain values."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from hub.gateway import rules
from hub.gateway.rules import BadGate, Decider, EarlierWaiver, GateFacts, LinkFacts, Pinned
from hub.platform.identity.roles import Role

ON = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
DATA = {
    "number": 1, "question": "Is this right?",
    "triggers": [{"value_from": "100000"}, {"risk": ["high"]}, {"key_decision": True}],
    "deciders": [
        {"when": [{"key_decision": True}], "body": "gateway", "role": "councillor"},
        {"when": [{"value_from": "1000000"}], "body": "gateway"},
        {"role": "procurement_lead"},
    ],
    "required": ["a.b"], "papers": [["specification", "Specification"]], "not_for": ["direct_award"],
    "days": 10, "tolerance_percent": "10", "report_days": 28, "link_hours": 72,
}  # fmt: skip


def gate(**more):
    return rules.gate_of("strategy", "Options and strategy", {**DATA, **more}, valid_from=ON)


class TestWhenAGateApplies:
    @pytest.mark.parametrize(
        ("facts", "reasons"),
        [
            (GateFacts(Decimal(99_999)), []),
            (GateFacts(Decimal(100_000)), ["its value is £100,000 or more, including VAT"]),
            (GateFacts(None), ["its value is not known yet"]),
            (GateFacts(Decimal(1), risk="high"), ["its risk is high"]),
            (GateFacts(Decimal(1), is_key_decision=True), ["it is a key decision"]),
            (GateFacts(Decimal(1), is_key_decision=None), []),
            (GateFacts(Decimal(200_000), procedure="direct_award"), []),
        ],
    )
    def test_it_says_every_reason(self, facts, reasons) -> None:
        assert gate().reasons(facts) == reasons

    def test_its_first_fitting_line_decides(self) -> None:
        assert gate().decider(GateFacts(Decimal(100_000))).role == Role.PROCUREMENT_LEAD
        assert gate().decider(GateFacts(Decimal(1_000_000))).body == "gateway"
        both = gate().decider(GateFacts(Decimal(1), is_key_decision=True))
        assert (both.body, both.role, both.takes_advice) == ("gateway", Role.COUNCILLOR, True)

    def test_it_is_refused_when_nothing_says_who_decides(self) -> None:
        lonely = gate(deciders=[{"when": [{"risk": ["high"]}], "role": "legal"}])
        with pytest.raises(BadGate, match="does not say who decides"):
            lonely.decider(GateFacts(Decimal(1)))

    @pytest.mark.parametrize(
        "wrong",
        [
            {"triggers": [{"colour": "red"}]}, {"triggers": [{"value_from": "much"}]}, {"deciders": [{}]},
            {"deciders": [{"role": "king"}]}, {"days": "ten"},
        ],
    )  # fmt: skip
    def test_a_line_that_cannot_be_read_is_named(self, wrong) -> None:
        with pytest.raises(BadGate, match="strategy"):
            gate(**wrong)


class TestWhatIsRequired:
    def test_is_required_always_or_where_a_trigger_is_met(self) -> None:
        told = gate(required=["a.b", {"key": "a.c", "when": [{"tier": ["gold"]}, {"value_from": "500000"}]}])
        assert told.requires(GateFacts(Decimal(120_000), tier="bronze")) == {"a.b"}
        assert told.requires(GateFacts(Decimal(120_000), tier="gold")) == {"a.b", "a.c"}
        assert told.requires(GateFacts(Decimal(500_000))) == {"a.b", "a.c"}
        assert told.requires(GateFacts(None)) == {"a.b", "a.c"}

    def test_a_requirement_that_cannot_be_read_is_named(self) -> None:
        with pytest.raises(BadGate, match="colour"):
            gate(required=[{"key": "a.c", "when": [{"colour": "red"}]}])


class TestWhoDecidesNow:
    @pytest.mark.parametrize(
        ("then", "now", "rises"),
        [
            (Decider(role=Role.PROCUREMENT_LEAD), Decider("gateway"), True),
            (Decider("gateway"), Decider("gateway", Role.COUNCILLOR), True),
            (Decider("gateway"), Decider("board"), True),
            (Decider("gateway"), Decider(role=Role.PROCUREMENT_LEAD), False),
            (Decider("gateway", Role.COUNCILLOR), Decider("gateway"), False),
            (Decider("gateway"), Decider("gateway"), False),
        ],
    )
    def test_a_body_or_member_who_had_no_part_must_decide_again(self, then, now, rises) -> None:
        assert rules.rises_above(then, now) is rises


class TestOutgrown:
    @pytest.mark.parametrize(
        ("now", "count"),
        [
            (Pinned(Decimal(110_000), "open"), 0),
            (Pinned(Decimal(110_001), "open"), 1),
            (Pinned(Decimal(90_000), "open"), 0),
            (Pinned(Decimal(100_000), "direct_award"), 1),
            (Pinned(Decimal(200_000), "direct_award"), 2),
        ],
    )
    def test_a_decision_covers_its_procedure_and_a_tenth_more(self, now, count) -> None:
        then = Pinned(Decimal(100_000), "open")
        assert len(list(rules.outgrown(then, now, tolerance=Decimal(10)))) == count


class TestSubmitting:
    def bars(self, gaps=(), **more):
        told = {"is_urgent": False, "urgent_reason": "", "lessons": 0, "has_read_lessons": False, **more}
        return [one.code for one in rules.bars_to_submitting(list(gaps), **told)]

    def test_wants_every_gap_closed(self) -> None:
        assert self.bars(["A?", "B?"]) == ["gap", "gap"]

    def test_goes_on_with_gaps_when_urgent_and_says_why(self) -> None:
        assert self.bars(["A?"], is_urgent=True, urgent_reason="Flood") == []
        assert self.bars(["A?"], is_urgent=True) == ["urgent_reason"]

    def test_wants_offered_lessons_read(self) -> None:
        assert self.bars(lessons=2) == ["lessons"]
        assert self.bars(lessons=2, has_read_lessons=True) == []


class TestConditions:
    def test_say_what_who_and_by_when(self) -> None:
        good = {"text": "Decide the DPIA", "owner": object(), "due_on": ON}
        assert list(rules.bars_to_conditions([good], on=ON)) == []
        assert [one.code for one in rules.bars_to_conditions([], on=ON)] == ["no_condition"]
        bad = {"text": " ", "owner": None, "due_on": ON - timedelta(days=1)}
        assert len(list(rules.bars_to_conditions([good, bad], on=ON))) == 3


class TestLinks:
    def bars(self, person=7, digest="d", at=AT, **more):
        facts = {
            "person_id": 7, "expires_at": AT + timedelta(hours=1), "used_at": None, "revoked_at": None, "digest": "d",
            **more,
        }  # fmt: skip
        return [one.code for one in rules.bars_to_link(LinkFacts(**facts), person_id=person, digest=digest, at=at)]

    def test_work_for_their_person_until_their_end(self) -> None:
        assert self.bars() == []
        assert self.bars(person=8) == ["not_yours"]
        assert self.bars(person=None) == ["not_yours"]
        assert self.bars(at=AT + timedelta(hours=1)) == ["expired"]

    def test_work_once_and_for_one_pack(self) -> None:
        assert self.bars(used_at=AT) == ["used"]
        assert self.bars(revoked_at=AT) == ["revoked"]
        assert self.bars(digest="other") == ["changed"]


def earlier(number, day, supplier_id=None, supplier="", category="", contract=""):
    return EarlierWaiver(f"WVR-{number}", day, supplier_id, supplier, category, contract)


class TestRepeats:
    SINCE = date(2024, 11, 23)

    def test_are_told_by_supplier_category_and_contract(self) -> None:
        rows = [
            earlier(1, date(2026, 1, 1), 5, "tollgate", "Lifts"),
            earlier(2, date(2024, 11, 22), 5, "tollgate", "Lifts", "CON-1"),
            earlier(3, date(2025, 1, 1), None, "tollgate", "lifts "),
            earlier(4, date(2025, 1, 1), 6, "other", "Roads", "CON-1"),
        ]
        found = rules.repeats(rows, new=earlier(9, ON, 5, "tollgate", "Lifts", "con-1"), since=self.SINCE)
        assert found == {"supplier": ["WVR-1", "WVR-3"], "category": ["WVR-1", "WVR-3"], "contract": ["WVR-4"]}

    def test_do_not_count_what_is_empty(self) -> None:
        assert rules.repeats([earlier(1, ON)], new=earlier(2, ON), since=self.SINCE) == {}

    def test_are_told_in_words_with_their_number(self) -> None:
        said = rules.repeats_in_words({"supplier": ["WVR-2", "WVR-1"]}, years=2)
        assert said == "This is waiver number 3 for the same supplier within 2 years (after WVR-1 and WVR-2)."

    def test_need_a_reason_of_their_own(self) -> None:
        told = {"value": Decimal(1), "starts_on": ON, "ends_on": ON, "repeats": "Again.", "repeat_reason": ""}
        assert [one.code for one in rules.bars_to_asking(**told)] == ["repeat"]
        assert list(rules.bars_to_asking(**{**told, "repeat_reason": "Late works"})) == []

    def test_count_from_the_same_day_some_years_before(self) -> None:
        assert rules.years_before(ON, 2) == self.SINCE
        assert rules.years_before(date(2028, 2, 29), 1) == date(2027, 3, 1)


def test_a_waiver_is_worth_something_and_ends_after_it_begins() -> None:
    told = {"value": Decimal(0), "starts_on": ON, "ends_on": ON - timedelta(days=1), "repeats": "", "repeat_reason": ""}
    assert [one.code for one in rules.bars_to_asking(**told)] == ["value", "days"]
