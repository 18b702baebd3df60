"""What always holds of changes to contracts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.law.answers import Undecided
from hub.law.modification_duties import ChangeStandstillFacts, modification_standstill
from hub.law.modification_grounds import ModificationGround
from hub.law.modification_limits import percent
from hub.law.modifications import EarlierChange, ModificationFacts, modification
from hub.law.tables import NoRow, shipped
from hub.law.terms import ContractKind, Regime

TABLES = shipped()
BASE = ModificationFacts(
    regime=Regime.PA23,
    kind=ContractKind.SERVICES,
    light_touch=False,
    value_inc_vat=Decimal(1_000_000),
    starts_on=date(2026, 1, 1),
    ends_on=date(2028, 12, 31),
    previous=(),
    ground=ModificationGround.P3,
    value_delta_inc_vat=Decimal(0),
    term_delta_days=0,
    changed_on=date(2026, 9, 1),
)
CAPPED = (ModificationGround.P3, ModificationGround.P4, ModificationGround.P5)
money = st.integers(-900_000, 2_000_000).map(Decimal)
changes = st.builds(
    EarlierChange,
    ground=st.sampled_from(ModificationGround),
    value_delta_inc_vat=money,
    term_delta_days=st.integers(-200, 400),
)


def apply_all(wanted: list[EarlierChange], base: ModificationFacts = BASE) -> list[EarlierChange]:
    """Make each change that is permitted, in that order, and leave the others out."""
    made: list[EarlierChange] = []
    for one in wanted:
        facts = replace(
            base,
            previous=tuple(made),
            ground=one.ground,
            value_delta_inc_vat=one.value_delta_inc_vat,
            term_delta_days=one.term_delta_days,
        )
        answer = modification(facts, tables=TABLES)
        if answer.result is not None and answer.result.permitted:
            made.append(one)
    return made


@given(st.lists(changes, max_size=6), st.randoms(use_true_random=False))
def test_permitted_changes_stay_within_their_limits_in_any_order(wanted: list[EarlierChange], chance: object) -> None:
    shuffled = list(wanted)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for order in (wanted, shuffled):
        value, days, below = BASE.value_inc_vat, 1096, Decimal(0)
        for one in apply_all(order):
            moved = one.value_delta_inc_vat
            if one.ground in CAPPED:
                assert moved <= value / 2
            if one.ground is ModificationGround.NS:
                assert abs(one.term_delta_days) <= 109
            if one.ground is ModificationGround.BT:
                assert abs(moved) <= value / 10
                below += moved
                assert below < 207_720
            value, days = value + moved, days + one.term_delta_days
            assert value >= 0
            assert days >= 1


@given(
    st.lists(st.integers(1, 150_000).map(Decimal), max_size=6),
    st.sampled_from([ContractKind.GOODS, ContractKind.SERVICES]),
)
def test_below_threshold_changes_never_reach_the_threshold_together(steps: list[Decimal], kind: ContractKind) -> None:
    wanted = [EarlierChange(ground=ModificationGround.BT, value_delta_inc_vat=one, term_delta_days=0) for one in steps]
    made = apply_all(wanted, replace(BASE, kind=kind))
    assert sum(one.value_delta_inc_vat for one in made) < 207_720


@given(st.sampled_from(ModificationGround), money, money, st.integers(-300, 300))
def test_a_larger_increase_is_never_permitted_where_a_smaller_one_is_not(
    ground: ModificationGround, one: Decimal, other: Decimal, days: int
) -> None:
    small, large = sorted((abs(one), abs(other)))
    answers = [
        modification(
            replace(BASE, ground=ground, value_delta_inc_vat=delta, term_delta_days=days), tables=TABLES
        ).sure()
        for delta in (small, large)
    ]
    assert answers[0].permitted or not answers[1].permitted


@given(money, st.integers(-300, 300), st.sampled_from(ModificationGround))
def test_the_notice_is_spared_only_by_a_real_and_small_move(
    delta: Decimal, days: int, ground: ModificationGround
) -> None:
    facts = replace(BASE, ground=ground, value_delta_inc_vat=delta, term_delta_days=days)
    spared = 0 < abs(delta) <= 100_000 or 0 < abs(days) <= 109
    required = modification(facts, tables=TABLES).sure().notice_required
    assert required is (ground is ModificationGround.P6 or not spared)


@given(money, st.integers(-300, 300), st.sampled_from(ModificationGround))
def test_a_light_touch_contract_is_changed_freely(delta: Decimal, days: int, ground: ModificationGround) -> None:
    facts = replace(BASE, light_touch=True, ground=ground, value_delta_inc_vat=delta, term_delta_days=days)
    said = modification(facts, tables=TABLES).sure()
    assert (said.permitted, said.limit_share, said.notice_required) == (True, None, False)


@given(st.dates(date(2025, 3, 1), date(2030, 1, 1)), st.integers(8, 60))
def test_adding_a_day_never_shortens_a_standstill(day: date, days: int) -> None:
    def earliest(on: date, length: int) -> date:
        facts = ChangeStandstillFacts(notice_published_on=on, working_days=length)
        return modification_standstill(facts, tables=TABLES).sure().earliest_change_on

    assert earliest(day, days + 1) > earliest(day, days)
    assert earliest(day + timedelta(days=1), days) >= earliest(day, days)


def test_a_thousand_working_days_are_the_most() -> None:
    facts = ChangeStandstillFacts(notice_published_on=date(2026, 11, 23), working_days=1000)
    assert modification_standstill(facts, tables=TABLES).sure().ends_on is not None
    with pytest.raises(Undecided):
        modification_standstill(replace(facts, working_days=1001), tables=TABLES).sure()


def test_an_old_threshold_that_is_not_in_the_table_is_asked_for() -> None:
    facts = replace(BASE, regime=Regime.PCR15, ground=ModificationGround.BT, commenced_on=date(2021, 12, 31))
    with pytest.raises(NoRow, match="pcr15_thresholds"):
        modification(facts, tables=TABLES)
    assert modification(replace(facts, commenced_on=date(2022, 1, 1)), tables=TABLES).sure().permitted


@pytest.mark.parametrize(
    ("share", "said"), [("0.5", "50%"), ("0.1", "10%"), ("0.166666", "16.67%"), ("1", "100%"), ("-0.105", "-10.5%")]
)
def test_a_share_is_written_as_people_read_it(share: str, said: str) -> None:
    assert percent(Decimal(share)) == said
