"""Settings of governance and of the regular notices: what another row changes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.law.governance import (
    CallInFacts,
    GeneralExceptionFacts,
    KeyDecisionFacts,
    ScrutinyFacts,
    call_in,
    general_exception,
    key_decision,
    scrutiny_response,
)
from hub.law.key_decisions import KeyDefinitionFacts, is_key_decision
from hub.law.payment_notices import PaymentNotice, PaymentsFacts, payments
from hub.law.pipeline_notice import PipelineFacts, pipeline_notice
from hub.law.tables import Row, Tables, shipped

DAYS = st.dates(date(2025, 1, 1), date(2040, 12, 31))


def changed(name: str, code: str, **data: Any) -> Tables:
    own = shipped()
    rows = [
        Row(one.code, one.label, {**one.data, **data}, one.valid_from, one.valid_to, one.source)
        if one.code == code
        else one
        for one in own.all(name)
    ]
    return Tables({**{known: own.all(known) for known in own.names()}, name: rows})


def followed(name: str, code: str) -> Tables:
    """Give the tables with another row from 2028 on."""
    own, then = shipped(), date(2028, 1, 1)
    (last,) = [one for one in own.all(name) if one.code == code and one.valid_to is None]
    more = Row(code, last.label, last.data, then, None, last.source)
    rows = [one for one in own.all(name) if one is not last]
    rows += [Row(code, last.label, last.data, last.valid_from, then, last.source), more]
    return Tables({**{known: own.all(known) for known in own.names()}, name: tuple(rows)})


def test_a_later_row_does_not_move_the_day_on_which_the_law_began() -> None:
    facts = KeyDecisionFacts(published_on=date(2026, 11, 23))
    assert key_decision(facts, tables=followed("law_periods", "key_decision")) == key_decision(facts, tables=shipped())
    asked = KeyDefinitionFacts(on=date(2026, 11, 23), amount=Decimal(1), significant_effect=False, wards=0)
    tables = followed("law_figures", "key_decision")
    assert is_key_decision(asked, tables=tables) == is_key_decision(asked, tables=shipped())
    assert is_key_decision(asked, tables=tables).result is not None


@given(published=DAYS)
def test_twenty_eight_days_lie_between_notice_and_key_decision(published: date) -> None:
    found = key_decision(KeyDecisionFacts(published_on=published), tables=shipped()).sure()
    assert (found.earliest_decision_on - published).days - 1 == 28


def test_a_constitution_that_counts_working_days_gives_a_later_decision() -> None:
    facts = GeneralExceptionFacts(available_on=date(2026, 11, 23))
    answer = general_exception(facts, tables=changed("law_periods", "general_exception", working=True))
    assert answer.sure().earliest_decision_on == date(2026, 12, 1)
    assert [one.code for one in answer.findings] == ["impracticable", "unconfirmed"]
    said = "Counted: 5 clear days, being working days (a setting). The Order does not say working days. "
    assert answer.findings[1].message == said + "Some constitutions do: set “working” to true where yours does."


def test_a_constitution_that_counts_working_days_marks_years_that_are_not_announced() -> None:
    facts = GeneralExceptionFacts(available_on=date(2029, 11, 26))
    answer = general_exception(facts, tables=changed("law_periods", "general_exception", working=True))
    assert "expected" in [one.code for one in answer.findings]
    assert "expected" not in [one.code for one in general_exception(facts, tables=shipped()).findings]


def test_a_confirmed_setting_is_no_longer_marked() -> None:
    tables = changed("law_periods", "general_exception", unconfirmed=False)
    found = general_exception(GeneralExceptionFacts(available_on=date(2026, 11, 23)), tables=tables).findings
    assert [one.code for one in found] == ["impracticable"]
    tables = changed("law_periods", "call_in", unconfirmed=False)
    facts = CallInFacts(
        published_on=date(2026, 11, 23),
        called_in_on=None,
        direction_issued_on=None,
        recommendations_received_on=None,
    )
    assert call_in(facts, tables=tables).findings == ()
    tables = changed("law_periods", "scrutiny_response", unconfirmed=False)
    told = ScrutinyFacts(report_received_on=date(2026, 1, 15), notice_received_on=None)
    assert scrutiny_response(told, tables=tables).findings == ()
    tables = changed("payment_notices", "over_30k_scope", unconfirmed=False)
    paid = PaymentsFacts(period_ends_on=date(2026, 6, 30), kind=PaymentNotice.OVER_30K)
    assert "unconfirmed" not in [one.code for one in payments(paid, tables=tables).findings]


def test_where_the_day_of_receipt_does_not_count_the_response_is_due_a_day_later() -> None:
    tables = changed("law_periods", "scrutiny_response", first_day_counts=False)
    answer = scrutiny_response(
        ScrutinyFacts(report_received_on=date(2026, 1, 15), notice_received_on=None), tables=tables
    )
    assert answer.sure().respond_by == date(2026, 3, 15)
    assert answer.findings[0].message.startswith("Counted: the day of receipt is not the first day of the 2 months")


@given(report=DAYS, later=st.none() | st.integers(-60, 60))
def test_a_later_notice_never_brings_the_response_forward(report: date, later: int | None) -> None:
    notice = None if later is None else report + timedelta(days=later)
    facts = ScrutinyFacts(report_received_on=report, notice_received_on=notice)
    alone = ScrutinyFacts(report_received_on=report, notice_received_on=None)
    found, least = (scrutiny_response(one, tables=shipped()).sure().respond_by for one in (facts, alone))
    assert found >= least


@pytest.mark.parametrize("kind", PaymentNotice)
def test_a_new_pattern_of_periods_begins_with_its_row(kind: PaymentNotice) -> None:
    own = shipped()
    begins = date(2028, 1, 1)
    old = next(one for one in own.all("payment_notices") if one.code == kind)
    rows = [
        Row(old.code, old.label, old.data, old.valid_from, begins, old.source),
        *(one for one in own.all("payment_notices") if one.code != kind),
        Row(old.code, old.label, {**old.data, "ends": ["02-29"]}, begins, None, "made up"),
    ]
    tables = Tables({**{name: own.all(name) for name in own.names()}, "payment_notices": rows})

    def owed(ends: date) -> bool:
        return payments(PaymentsFacts(period_ends_on=ends, kind=kind), tables=tables).result is not None

    assert owed(date(2027, 9, 30)) and not owed(date(2028, 9, 30)) and owed(date(2028, 2, 29))


@given(year=st.integers(2026, 2040), pence=st.integers(0, 10**11))
def test_a_higher_spend_never_lifts_the_duty_of_a_pipeline_notice(year: int, pence: int) -> None:
    less, more = (
        pipeline_notice(
            PipelineFacts(financial_year_starts_on=date(year, 4, 1), expected_spend_inc_vat=Decimal(amount) / 100),
            tables=shipped(),
        ).sure()
        for amount in (pence, pence + 1)
    )
    assert more.required or not less.required
    assert (less.publish_by is None) is not less.required
