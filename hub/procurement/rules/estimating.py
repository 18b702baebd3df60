"""What an estimate comes to with and without VAT, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from hub.law.findings import Finding
from hub.procurement.terms import EstimateMethod, VatBasis, VatTreatment

PENNY = Decimal("0.01")
MOST = Decimal("9999999999999.99")
# Supplies on which no VAT is charged.
NO_VAT = frozenset({VatTreatment.ZERO, VatTreatment.EXEMPT, VatTreatment.OUTSIDE})
VALUE, BEYOND = "PA 2023 s.4(1), s.123(2)", "PA 2023 Sch 3 para 5"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """An estimate as somebody typed it.

    Args:
        amount: pounds; None when the value cannot be estimated.
        basis: whether the amount has VAT in it.
        treatment: how VAT is charged.
        other: with several rates, the same value the other way round: with VAT where the amount is without, and so on.
        method: how it was made.
        is_beyond: the value cannot be estimated.
    """

    amount: Decimal | None
    basis: str = VatBasis.EX
    treatment: str = ""
    other: Decimal | None = None
    method: str = ""
    how: str = ""
    is_beyond: bool = False


@dataclass(frozen=True)
class Amounts:
    """A value without and with VAT, in pounds."""

    ex_vat: Decimal | None
    inc_vat: Decimal | None


def bars_to_estimate(typed: Typed) -> Iterator[Finding]:
    """Name what is missing from an estimate, and what contradicts itself."""
    if typed.is_beyond:
        if typed.amount is not None:
            words = "You gave an amount and said that the value cannot be estimated. Leave one of them out."
            yield Finding("beyond", words, BEYOND, cure="amount")
        if not typed.how:
            words = "Say why the value cannot be estimated. The contract then counts as above its threshold."
            yield Finding("beyond_why", words, BEYOND, cure="how")
        return
    if typed.amount is None:
        yield Finding("amount", "Enter the estimated value, or say that it cannot be estimated.", VALUE, cure="amount")
        return
    if not 0 <= typed.amount <= MOST:
        yield Finding("amount", f"Enter a value from £0 to £{MOST:,}.", VALUE, cure="amount")
    if not typed.treatment:
        words = "Say how VAT is charged. Thresholds count the value with VAT, so the amount alone decides nothing."
        yield Finding("vat", words, VALUE, cure="vat_treatment")
    if not typed.method:
        yield Finding("method", "Say how the estimate was made.", "PA 2023 Sch 3 para 1", cure="method")
    yield from _bars_to_mixed(typed)


def _bars_to_mixed(typed: Typed) -> Iterator[Finding]:
    if typed.treatment != VatTreatment.MIXED:
        if typed.other is not None:
            words = "A second amount is needed only with several rates of VAT. Leave it out, or choose several rates."
            yield Finding("other", words, cure="other")
        return
    if typed.other is None:
        yield Finding("other", "With several rates of VAT, enter the value both without and with VAT.", cure="other")
    elif typed.amount is not None:
        ex, inc = sorted_by(typed)
        if inc < ex:
            words = "The value with VAT is less than the value without. Correct one of the two."
            yield Finding("other", words, cure="other")


def sorted_by(typed: Typed) -> tuple[Decimal, Decimal]:
    """Give both typed amounts, the one without VAT first."""
    assert typed.amount is not None and typed.other is not None, "both amounts were asked for"
    both = (typed.amount, typed.other)
    return both if typed.basis == VatBasis.EX else (both[1], both[0])


def amounts(typed: Typed, percent: Decimal) -> Amounts:
    """Work out an estimate without and with VAT.

    Args:
        typed: an estimate in which nothing is wrong.
        percent: the rate of VAT of the day; not used with several rates.
    """
    if typed.is_beyond or typed.amount is None:
        return Amounts(None, None)
    if typed.treatment == VatTreatment.MIXED:
        return Amounts(*sorted_by(typed))
    share = 1 + percent / 100
    if typed.basis == VatBasis.EX:
        return Amounts(typed.amount, _pennies(typed.amount * share))
    return Amounts(_pennies(typed.amount / share), typed.amount)


def _pennies(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def method_of(code: str) -> str:
    """Give a method in words."""
    return EstimateMethod(code).label if code else ""
