"""What must always hold for values, thresholds and limits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hub.law import below_threshold, figures, mixed, thresholds, valuation
from hub.law.scope_terms import ConcessionSubject, FrameworkKind, SpecialRegime
from hub.law.tables import shipped
from hub.law.terms import ContractKind

TABLES = shipped()
DAYS = st.dates(date(2025, 2, 24), date(2035, 12, 31))
MONEY = st.decimals(0, 9_000_000, places=2)
SOME = st.decimals(Decimal("0.01"), 9_000_000, places=2)
KINDS = st.sampled_from(ContractKind)
PLAIN_KINDS = st.sampled_from([one for one in ContractKind if one is not ContractKind.CONCESSION])
SPECIALS = st.sampled_from(SpecialRegime)


def planned(values: list[Decimal], kind: ContractKind, *, could_be_one: bool = True) -> Any:
    return tuple(
        valuation.PlannedContract(title=str(n), kind=kind, value_inc_vat=value, could_be_one=could_be_one)
        for n, value in enumerate(values)
    )


def aggregated(on: date, contracts: Any, reason: str | None = None) -> valuation.Aggregation:
    asked = valuation.AggregationFacts(on=on, contracts=contracts, good_reason=reason)
    return valuation.aggregation(asked, tables=TABLES).sure()


@given(DAYS, KINDS, st.lists(MONEY, min_size=1, max_size=6))
def test_splitting_a_value_never_lowers_what_is_owed(on: date, kind: ContractKind, parts: list[Decimal]) -> None:
    whole = sum(parts, Decimal(0))
    together = thresholds.threshold(
        thresholds.ThresholdFacts(on=on, kind=kind, value_inc_vat=whole), tables=TABLES
    ).sure()
    for one in aggregated(on, planned(parts, kind)).contracts:
        assert one.value_inc_vat == whole
        assert one.covered == together.covered
        assert one.threshold_inc_vat == together.threshold_inc_vat


@given(DAYS, KINDS, st.lists(MONEY, min_size=1, max_size=6))
def test_valuing_apart_never_raises_a_value(on: date, kind: ContractKind, parts: list[Decimal]) -> None:
    apart = aggregated(on, planned(parts, kind), "Different needs.").contracts
    together = aggregated(on, planned(parts, kind)).contracts
    assert [one.value_inc_vat for one in apart] == parts
    assert all(one.value_inc_vat <= two.value_inc_vat for one, two in zip(apart, together, strict=True))


@given(DAYS, KINDS, MONEY, MONEY)
def test_a_higher_value_never_leaves_the_act(on: date, kind: ContractKind, value: Decimal, more: Decimal) -> None:
    def covered(amount: Decimal) -> bool:
        asked = thresholds.ThresholdFacts(on=on, kind=kind, value_inc_vat=amount)
        return thresholds.threshold(asked, tables=TABLES).sure().covered

    assert covered(value + more) >= covered(value)


@given(DAYS, PLAIN_KINDS, SPECIALS, st.booleans(), MONEY, MONEY)
def test_a_higher_value_never_leaves_the_act_in_a_special_row(
    on: date, kind: ContractKind, special: SpecialRegime, central: bool, value: Decimal, more: Decimal
) -> None:
    def covered(amount: Decimal) -> bool:
        asked = thresholds.SpecialThresholdFacts(
            on=on, kind=kind, special=special, central=central, value_inc_vat=amount
        )
        return thresholds.threshold_special(asked, tables=TABLES).sure().covered

    assert covered(value + more) >= covered(value)


@given(DAYS, SPECIALS, st.sampled_from(ConcessionSubject), MONEY)
def test_every_concession_has_a_row(on: date, special: SpecialRegime, subject: ConcessionSubject, v: Decimal) -> None:
    asked = thresholds.SpecialThresholdFacts(
        on=on, kind=ContractKind.CONCESSION, special=special, concession_of=subject, value_inc_vat=v
    )
    said = thresholds.threshold_special(asked, tables=TABLES).sure()
    assert said.covered == (v >= said.threshold_inc_vat)


@given(DAYS, PLAIN_KINDS, MONEY)
def test_without_anything_special_both_threshold_rules_agree(on: date, kind: ContractKind, value: Decimal) -> None:
    plain = thresholds.threshold(thresholds.ThresholdFacts(on=on, kind=kind, value_inc_vat=value), tables=TABLES).sure()
    special = thresholds.threshold_special(
        thresholds.SpecialThresholdFacts(on=on, kind=kind, value_inc_vat=value, special=SpecialRegime.NONE),
        tables=TABLES,
    ).sure()
    assert (plain.threshold_inc_vat, plain.covered) == (special.threshold_inc_vat, special.covered)


@given(DAYS, PLAIN_KINDS, st.booleans(), MONEY, MONEY, st.booleans())
def test_a_higher_value_below_the_threshold_never_removes_a_duty(
    on: date, kind: ContractKind, advertised: bool, one: Decimal, two: Decimal, call_off: bool
) -> None:
    low, high = sorted((one, two))

    def owed(value: Decimal) -> below_threshold.BelowThreshold | None:
        asked = below_threshold.BelowThresholdFacts(
            on=on, kind=kind, value_inc_vat=value, openly_advertised=advertised, call_off=call_off
        )
        return below_threshold.below_threshold(asked, tables=TABLES).result

    lower, higher = owed(low), owed(high)
    # A value that reaches the threshold is refused here: it owes the duties of the Act itself.
    if lower is not None and higher is not None:
        assert higher.tender_notice >= lower.tender_notice
        assert higher.details_notice >= lower.details_notice
    assert lower is not None or higher is None


@given(DAYS, st.sampled_from(figures.Measured), MONEY, MONEY)
def test_a_higher_amount_passes_every_limit_that_a_lower_one_passes(
    on: date, of: figures.Measured, one: Decimal, two: Decimal
) -> None:
    low, high = sorted((one, two))

    def passed(value: Decimal) -> set[str]:
        said = figures.money_limits(figures.LimitFacts(on=on, of=of, value_inc_vat=value), tables=TABLES).sure()
        return {limit.code for limit in said.limits if limit.passed}

    # Publishing elsewhere is a freedom of small contracts, not a duty.
    assert passed(low) - {"transparency_find_a_tender"} <= passed(high)


@given(PLAIN_KINDS, st.lists(MONEY, min_size=1, max_size=5), SOME)
def test_adding_a_part_never_lowers_a_value(kind: ContractKind, amounts: list[Decimal], more: Decimal) -> None:
    def worth(parts: list[Decimal]) -> Decimal:
        asked = valuation.ValuationFacts(
            kind=kind,
            framework=FrameworkKind.NO,
            can_estimate=True,
            components=tuple(
                valuation.Component(part=valuation.ValuePart.OPTION_TO_EXTEND, amount_inc_vat=part) for part in parts
            ),
        )
        value = valuation.valuation(asked, tables=TABLES).sure().value_inc_vat
        assert value is not None
        return value

    assert worth([*amounts, more]) == worth(amounts) + more


def test_every_part_of_a_value_is_in_the_table_and_every_row_is_a_part() -> None:
    assert {str(part) for part in valuation.ValuePart} == TABLES.codes("valuation_parts")


@given(DAYS, PLAIN_KINDS, PLAIN_KINDS, MONEY, MONEY)
def test_a_part_that_can_stand_alone_never_takes_a_contract_out_of_the_act(
    on: date, kind: ContractKind, other: ContractKind, rest: Decimal, part: Decimal
) -> None:
    def covered(*parts: mixed.MixedPart) -> bool:
        asked = mixed.MixedFacts(on=on, kind=kind, value_inc_vat=rest + part, called_off=False, parts=parts)
        return mixed.mixed_contract(asked, tables=TABLES).sure().covered

    assert covered(mixed.MixedPart(kind=other, value_inc_vat=part, separable=True)) >= covered()


@given(st.lists(st.tuples(PLAIN_KINDS, SOME), min_size=1, max_size=5))
def test_the_main_kind_of_a_contract_is_the_kind_of_one_of_its_parts(parts: list[Any]) -> None:
    asked = mixed.CategoryFacts(
        parts=tuple(mixed.CategoryPart(kind=kind, value_inc_vat=value) for kind, value in parts), main_purpose=None
    )
    said = mixed.main_category(asked, tables=TABLES).result
    if said is not None:
        assert said.kind in {kind for kind, _ in parts}
        assert 0 < said.kind_share <= 1
