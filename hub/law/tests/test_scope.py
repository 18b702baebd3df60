"""What must always hold for the governing law, routes, terms and reservations."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.law import commencement, direct_award, frameworks, procedures, regime, reserved, spans
from hub.law.scope_terms import SpecialRegime
from hub.law.tables import Row, Tables, shipped
from hub.law.terms import ContractKind, Procedure, Regime

TABLES = shipped()
DAYS = st.dates(date(2025, 2, 24), date(2035, 12, 31))
ANY_DAY = st.none() | st.dates(date(2022, 1, 1), date(2030, 12, 31))
EARLIER = {Regime.PCR15: 0, Regime.PA23: 1}


@given(ANY_DAY, ANY_DAY, ANY_DAY, ANY_DAY)
def test_an_earlier_start_never_moves_a_procurement_into_the_newer_law(
    notice: date | None, contact: date | None, award: date | None, framework: date | None
) -> None:
    asked = regime.RegimeFacts(
        first_notice_on=notice,
        contacted_on=contact,
        awarded_on=award,
        framework_concluded_on=framework,
        call_off_under=None,
    )
    said = regime.regime(asked, tables=TABLES)
    ends, starts = [day for day in (award, framework) if day], [day for day in (notice, contact) if day]
    assert (said.result is None) == any(end < start for end in ends for start in starts)
    if said.result is None:
        assert {one.code for one in said.findings} == {"bad_fact"}
        return
    now = said.result.regime
    assert (now is Regime.PCR15) == any(day and day < date(2025, 2, 24) for day in (notice, contact, award, framework))
    for name in ("first_notice_on", "contacted_on"):
        if getattr(asked, name) is not None:
            before = dataclasses.replace(asked, **{name: getattr(asked, name) - timedelta(days=400)})
            assert EARLIER[regime.regime(before, tables=TABLES).sure().regime] <= EARLIER[now]


@given(ANY_DAY, ANY_DAY)
def test_a_call_off_under_the_older_law_stays_there_as_long_as_it_can_be_made(
    notice: date | None, award: date | None
) -> None:
    for parent in (regime.Parent.PCR15_FRAMEWORK, regime.Parent.PCR15_DPS):
        asked = regime.RegimeFacts(
            first_notice_on=notice,
            contacted_on=None,
            awarded_on=award,
            framework_concluded_on=None,
            call_off_under=parent,
        )
        said = regime.regime(asked, tables=TABLES)
        impossible = bool(notice and award and award < notice)
        if parent is regime.Parent.PCR15_DPS:
            impossible |= any(day and day > date(2029, 2, 23) for day in (notice, award))
        assert (said.result is None) is impossible
        assert said.result is None or said.result.regime is Regime.PCR15


def test_each_impossible_date_of_a_call_off_is_named() -> None:
    day = date(2025, 2, 23)
    asked = regime.RegimeFacts(
        first_notice_on=day,
        contacted_on=day,
        awarded_on=day,
        framework_concluded_on=day,
        call_off_under=regime.Parent.PA23_DYNAMIC_MARKET,
    )
    said = regime.regime(asked, tables=TABLES)
    assert [one.message.split(":")[0] for one in said.findings] == [
        "first_notice_on",
        "contacted_on",
        "awarded_on",
        "framework_concluded_on",
    ]


def test_every_kind_of_start_counts_for_a_procurement_that_has_begun() -> None:
    day = date(2026, 5, 1)
    empty = regime.RegimeFacts(
        first_notice_on=None, contacted_on=None, awarded_on=None, framework_concluded_on=None, call_off_under=None
    )
    for name in ("first_notice_on", "contacted_on", "awarded_on", "framework_concluded_on"):
        said = regime.regime(dataclasses.replace(empty, **{name: day}), tables=TABLES)
        assert [one.code for one in said.findings] == ["other_triggers"]


@given(DAYS, DAYS)
def test_a_procurement_commences_no_later_for_another_notice(tender: date, other: date) -> None:
    def began(**more: date) -> date:
        asked = commencement.CommencementFacts(below_threshold=False, tender_notice_on=tender, **more)
        return commencement.commenced_on(asked, tables=TABLES).sure().commenced_on

    assert began(transparency_notice_on=other) == min(tender, other) <= began()


@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)), st.integers(1, 10))
def test_a_period_of_years_ends_where_the_same_period_backwards_begins(first: date, count: int) -> None:
    last = spans.last_day_of(first, count)
    assert count * 365 - 1 <= (last - first).days <= count * 366
    assert spans.first_day_of(last, count) <= first
    assert (first - spans.first_day_of(last, count)).days <= 1


@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)), st.integers(1, 10))
def test_adding_a_day_never_shortens_a_period_of_years(first: date, count: int) -> None:
    assert spans.last_day_of(first + timedelta(days=1), count) >= spans.last_day_of(first, count)


@pytest.mark.parametrize(
    ("first", "count", "last"),
    [
        (date(2026, 6, 1), 4, date(2030, 5, 31)),
        (date(2028, 2, 29), 3, date(2031, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 28)),
        (date(2028, 3, 1), 4, date(2032, 2, 29)),
    ],
)
def test_years_are_counted_with_the_first_day_as_day_one(first: date, count: int, last: date) -> None:
    assert spans.last_day_of(first, count) == last


@pytest.mark.parametrize(
    ("last", "count", "first"),
    [
        (date(2030, 6, 2), 5, date(2025, 6, 3)),
        (date(2028, 2, 28), 3, date(2025, 3, 1)),
        (date(2028, 2, 29), 5, date(2023, 3, 1)),
    ],
)
def test_years_that_end_with_a_day_are_counted_with_that_day(last: date, count: int, first: date) -> None:
    assert spans.first_day_of(last, count) == first


@given(DAYS, st.integers(0, 100), st.booleans(), st.booleans(), st.sampled_from(SpecialRegime))
def test_a_later_start_never_ends_a_framework_sooner(
    awarded: date, later: int, open_one: bool, single: bool, special: SpecialRegime
) -> None:
    def latest(starts: date) -> date | None:
        asked = frameworks.FrameworkTermFacts(
            awarded_on=awarded,
            starts_on=starts,
            ends_on=None,
            special=special,
            light_touch=False,
            open_framework=open_one,
            single_supplier=single,
        )
        return frameworks.framework_term(asked, tables=TABLES).sure().latest_end_on

    early, late = latest(awarded), latest(awarded + timedelta(days=later))
    assert early is not None and late is not None
    assert early <= late


@given(
    DAYS,
    st.sampled_from(ContractKind),
    st.decimals(0, 9_000_000, places=2),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, *(row.code for row in TABLES.all("direct_award_grounds"))]),
    st.sampled_from(SpecialRegime),
)
def test_some_way_of_awarding_is_always_open(
    on: date,
    kind: ContractKind,
    value: Decimal,
    framework: bool,
    market: bool,
    ground: str | None,
    special: SpecialRegime,
) -> None:
    asked = procedures.ProceduresFacts(
        on=on,
        kind=kind,
        value_inc_vat=value,
        framework_available=framework,
        dynamic_market_available=market,
        direct_award_ground=ground,
        openly_advertised=True,
        special=special,
    )
    said = procedures.procedures(asked, tables=TABLES).sure()
    assert [route.procedure for route in said.procedures] == list(Procedure)
    open_ones = {route.procedure for route in said.procedures if route.open}
    assert (Procedure.BELOW_THRESHOLD in open_ones) != (Procedure.OPEN in open_ones)
    assert said.covered == (Procedure.OPEN in open_ones)
    more = procedures.procedures(dataclasses.replace(asked, value_inc_vat=value + 10_000_000), tables=TABLES).sure()
    assert more.covered >= said.covered


@given(st.sampled_from([row.code for row in TABLES.all("direct_award_grounds")]), st.booleans(), st.booleans())
def test_an_excluded_supplier_never_opens_a_direct_award(ground: str, light_touch: bool, defence: bool) -> None:
    asked = direct_award.DirectAwardFacts(
        on=date(2026, 5, 1),
        ground=ground,
        light_touch=light_touch,
        defence=defence,
        supplier_excluded=False,
        transparency_notice_on=date(2026, 5, 1),
        earlier_award_on=date(2025, 5, 1),
    )
    plain = direct_award.direct_award(asked, tables=TABLES).sure()
    barred = direct_award.direct_award(dataclasses.replace(asked, supplier_excluded=True), tables=TABLES).sure()
    saved = direct_award.direct_award(
        dataclasses.replace(asked, supplier_excluded=True, overriding_public_interest=True), tables=TABLES
    ).sure()
    assert not barred.allowed
    assert saved.allowed == (plain.allowed and ground != "switch")
    assert not (light_touch and plain.standstill)


def test_a_ground_nearly_spelt_right_is_suggested() -> None:
    asked = direct_award.DirectAwardFacts(
        on=date(2026, 5, 1), ground="urgncy", light_touch=False, supplier_excluded=False
    )
    said = direct_award.direct_award(asked, tables=TABLES)
    assert [one.message for one in said.findings] == [
        "ground: “urgncy” is no ground for a direct award. Did you mean urgency?"
    ]


@given(st.integers(0, 400), st.decimals(0, 60_000_000, places=0), st.decimals(0, 60_000_000, places=0))
def test_a_smaller_supplier_is_never_too_large(staff: int, turnover: Decimal, balance: Decimal) -> None:
    def small(people: int, sold: Decimal, held: Decimal) -> bool:
        asked = reserved.SmeFacts(on=date(2026, 5, 1), staff=people, turnover=sold, balance_sheet=held)
        return reserved.sme(asked, tables=TABLES).sure().sme

    assert small(staff // 2, turnover // 2, balance // 2) >= small(staff, turnover, balance)


def test_a_new_row_is_a_change_of_law() -> None:
    changed = Row(
        "goods", "Goods", {"amount": "1", "citation": "A later Act"}, date(2028, 1, 1), None, "made up for this test"
    )
    kept = [row for row in TABLES.all("thresholds") if row.code != "goods"]
    tables = Tables({name: TABLES.all(name) for name in TABLES.names()} | {"thresholds": (*kept, changed)})
    asked = procedures.ProceduresFacts(
        on=date(2028, 1, 1),
        kind=ContractKind.GOODS,
        value_inc_vat=Decimal(1),
        framework_available=False,
        dynamic_market_available=False,
        direct_award_ground=None,
        openly_advertised=False,
    )
    assert procedures.procedures(asked, tables=tables).sure().covered
    assert not procedures.procedures(asked, tables=TABLES).sure().covered
