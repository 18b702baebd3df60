"""What must hold of every tendering and participation period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hub.law.planned_notice import PlannedNoticeFacts, planned_procurement_notice, window
from hub.law.tables import Row, Tables, shipped
from hub.law.timeline import (
    ParticipationFacts,
    TenderingFacts,
    participation_period,
    tendering_period,
)

DAYS = st.dates(date(2026, 6, 1), date(2040, 12, 31))
YES_OR_NO = st.booleans()


@st.composite
def tenders(draw: st.DrawFn) -> TenderingFacts:
    invited = draw(DAYS)
    notice = invited - timedelta(days=draw(st.integers(0, 60)))
    planned = draw(st.none() | st.integers(0, 400).map(lambda before: notice - timedelta(days=before)))
    names = ("light_touch", "negotiated", "preselected_only", "urgent", "dynamic_market", "electronic")
    flags = {name: draw(YES_OR_NO) for name in names}
    return TenderingFacts(
        invited_on=invited,
        tender_notice_on=notice,
        planned_notice_on=planned,
        documents_with_notice=draw(YES_OR_NO),
        **flags,
    )


@given(facts=tenders())
def test_every_tender_has_a_period_that_its_entry_gives(facts: TenderingFacts) -> None:
    period = tendering_period(facts, tables=shipped()).sure()
    row = shipped().row("law_periods", f"tendering_{period.entry}", on=facts.invited_on)
    assert period.min_days == row.days
    assert period.earliest_deadline_on == facts.invited_on + timedelta(days=row.days)


@given(facts=tenders())
def test_a_day_later_never_gives_an_earlier_deadline(facts: TenderingFacts) -> None:
    later = replace(facts, invited_on=facts.invited_on + timedelta(days=1))
    first, second = (tendering_period(one, tables=shipped()).sure() for one in (facts, later))
    assert second.earliest_deadline_on == first.earliest_deadline_on + timedelta(days=1)


@given(facts=tenders(), name=st.sampled_from(["light_touch", "negotiated", "preselected_only", "urgent"]))
def test_a_reason_for_a_shorter_period_never_lengthens_it(facts: TenderingFacts, name: str) -> None:
    without, having = (
        tendering_period(replace(facts, **{name: value}), tables=shipped()).sure() for value in (False, True)
    )
    assert having.min_days <= without.min_days


@given(facts=tenders(), name=st.sampled_from(["electronic", "documents_with_notice"]))
def test_electronic_tenders_and_full_documents_never_lengthen_it(facts: TenderingFacts, name: str) -> None:
    without, having = (
        tendering_period(replace(facts, **{name: value}), tables=shipped()).sure() for value in (False, True)
    )
    assert having.min_days <= without.min_days


@given(invited=DAYS, light_touch=YES_OR_NO, urgent=YES_OR_NO)
def test_every_participation_period_is_that_of_its_entry(invited: date, light_touch: bool, urgent: bool) -> None:
    facts = ParticipationFacts(invited_on=invited, light_touch=light_touch, urgent=urgent)
    period = participation_period(facts, tables=shipped()).sure()
    assert period.earliest_deadline_on == invited + timedelta(days=period.min_days)
    assert period.entry == (1 if light_touch else 2 if urgent else 3)


@given(planned=st.dates(date(2025, 2, 24), date(2040, 12, 31)))
def test_a_planned_notice_qualifies_on_every_day_of_its_window_and_on_no_other(planned: date) -> None:
    def qualifies(notice: date) -> bool | None:
        facts = PlannedNoticeFacts(planned_notice_on=planned, tender_notice_on=notice)
        return planned_procurement_notice(facts, tables=shipped()).sure().qualifying

    found, day = window(planned, tables=shipped()), timedelta(days=1)
    assert qualifies(found.first) and qualifies(found.last)
    assert not qualifies(found.first - day) and not qualifies(found.last + day)


def test_a_window_of_months_counts_every_day_of_a_longer_month() -> None:
    own = shipped()
    old = own.row("law_periods", "planned_notice", on=date(2026, 6, 1))
    row = Row(old.code, old.label, {"days": 1, "months": 6}, old.valid_from, None, old.source)
    tables = Tables({"law_periods": [row]})
    # Six months before 29, 30 and 31 August is 28 February.
    assert window(date(2027, 2, 28), tables=tables).last == date(2027, 8, 31)


def test_a_change_of_the_law_is_a_row_that_begins_on_its_day() -> None:
    own = shipped()
    begins = date(2027, 1, 1)
    rows = [
        Row(one.code, one.label, one.data, one.valid_from, begins, one.source) if one.code == "participation_3" else one
        for one in own.all("law_periods")
    ]
    old = own.row("law_periods", "participation_3", on=date(2026, 6, 1))
    rows.append(Row(old.code, old.label, {**old.data, "days": 20}, begins, None, "made up"))
    tables = Tables({**{name: own.all(name) for name in own.names()}, "law_periods": rows})

    def days(on: date) -> int:
        facts = ParticipationFacts(invited_on=on, light_touch=False, urgent=False)
        return participation_period(facts, tables=tables).sure().min_days

    assert (days(date(2026, 12, 31)), days(begins)) == (25, 20)


def test_the_shortest_period_counts_even_where_a_lower_entry_is_longer() -> None:
    own = shipped()
    rows = [
        Row(one.code, one.label, {**one.data, "days": 12}, one.valid_from, None, "made up")
        if one.code == "tendering_3"
        else one
        for one in own.all("law_periods")
    ]
    tables = Tables({**{name: own.all(name) for name in own.names()}, "law_periods": rows})
    facts = TenderingFacts(
        invited_on=date(2026, 6, 1),
        light_touch=False,
        negotiated=False,
        preselected_only=True,
        planned_notice_on=None,
        tender_notice_on=date(2026, 6, 1),
        urgent=True,
        dynamic_market=False,
        electronic=True,
        documents_with_notice=True,
    )
    found = tendering_period(facts, tables=tables).sure()
    assert (found.min_days, found.entry) == (10, 5)
