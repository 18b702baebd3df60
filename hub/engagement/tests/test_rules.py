"""When the notice is due, when an exercise can close, and how answers are tabulated."""

from datetime import date
from decimal import Decimal

import pytest

from hub.engagement import rules
from hub.engagement.rules import Bought, NoticeDuty
from hub.engagement.terms import Advantage
from hub.law.tables import shipped
from hub.law.terms import Duty

ON = date(2026, 11, 23)
TABLES = shipped()


def bought(value: int | None = 2_000_000, **more) -> Bought:
    facts = {"regime": "PA23", "kind": "services", "procedure": "", "is_light_touch": False, **more}
    return Bought(value_inc_vat=None if value is None else Decimal(value), rules_on=ON, **facts)


class TestNotice:
    @pytest.mark.parametrize(
        ("case", "duty"),
        [
            (bought(), Duty.MUST),
            (bought(procedure="open"), Duty.MUST),
            (bought(procedure="competitive_flexible"), Duty.MUST),
            (bought(procedure="direct_award"), Duty.MAY),
            (bought(60_000), Duty.NO),
            (bought(None), Duty.MUST),
            (bought(kind=""), Duty.MUST),
            (None, Duty.MUST),
        ],
    )
    def test_comes_before_a_tender_notice(self, case, duty):
        found = rules.notice_duty(case, engaged_on=ON, tables=TABLES)
        assert (found.duty, bool(found.why)) == (duty, True)

    def test_an_exercise_for_several_keeps_to_the_strictest(self):
        duties = [NoticeDuty(duty, "", "") for duty in (Duty.NO, Duty.MUST, Duty.MAY)]
        assert rules.strictest(duties).duty is Duty.MUST


class TestAdvantage:
    @pytest.mark.parametrize(
        ("advantage", "must"),
        [(Advantage.NONE, False), (Advantage.AVOIDABLE, False), (Advantage.UNAVOIDABLE, True)],
    )
    def test_that_cannot_be_avoided_forces_a_supplier_out(self, advantage, must):
        found = rules.ruling(advantage, engaged_on=ON, tender_notice_on=None, has_steps=True, tables=TABLES)
        assert found.result.must_exclude is must

    def test_after_the_tender_notice_it_was_no_preliminary_engagement(self):
        found = rules.ruling(
            Advantage.NONE, engaged_on=ON, tender_notice_on=date(2026, 11, 2), has_steps=True, tables=TABLES
        )
        assert found.result is None and "not preliminary" in found.findings[0].message


class TestClosing:
    WHOLE = {"findings": 1, "nothing_found": "", "has_steps": True, "is_assessed": True, "notice_settled": True}

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"findings": 0}, "findings"),
            ({"has_steps": False}, "steps"),
            ({"is_assessed": False}, "advantage"),
            ({"notice_settled": False}, "notice"),
        ],
    )
    def test_asks_for_each_part(self, changed, code):
        assert [one.code for one in rules.bars_to_closing(**{**self.WHOLE, **changed})] == [code]

    def test_a_reason_stands_for_findings(self):
        assert not list(rules.bars_to_closing(**{**self.WHOLE, "findings": 0, "nothing_found": "Nobody came."}))


class TestTable:
    def test_has_a_row_for_each_question_and_a_column_for_each_supplier(self):
        found = rules.tabulated(
            [(1, "1. How?"), (2, "2. When?")], [(7, "Ash"), (9, "Birch")], {(1, 9): "So", (2, 7): "Soon"}
        )
        assert found == [["Question", "Ash", "Birch"], ["1. How?", "", "So"], ["2. When?", "Soon", ""]]
