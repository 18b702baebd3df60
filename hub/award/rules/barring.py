"""What stands against recommending an award: its price, its place among the offers, its dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.law.findings import Finding
from hub.platform.words import money, percent

THRESHOLD, BANDS, ESTIMATE = "PA 2023 s.3(2), Sch 1", "The authority's bands for quotes", "The authority's own rules"


@dataclass(frozen=True)
class Priced:
    """A price beside what it must stay within.

    Args:
        ex_vat: pounds without VAT.
        is_quote: whether quotes would have been enough for it.
        why_not: why not, in words; empty where they are.
        reaches_threshold: whether it reaches its threshold.
        estimate: of the case, pounds without VAT; None where nobody can say.
        tolerance: per cent by which it may be above the estimate.
    """

    ex_vat: Decimal
    is_quote: bool
    why_not: str
    reaches_threshold: bool
    estimate: Decimal | None
    tolerance: Decimal


def bars_to_price(one: Priced) -> Iterator[Finding]:
    """Quotes are enough for the price that came back, and it stays within what the case was approved for."""
    if not one.is_quote:
        yield Finding("route", one.why_not, THRESHOLD if one.reaches_threshold else BANDS)
    if one.estimate is not None and one.ex_vat > one.estimate * (1 + one.tolerance / 100):
        above = (one.ex_vat - one.estimate) / one.estimate * 100 if one.estimate else Decimal(100)
        told = (
            f"{_pounds(one.ex_vat)} ex VAT is {percent(above)} above the estimate of its case, "
            f"{_pounds(one.estimate)}. Up to {percent(one.tolerance)} can be awarded. "
            "Make no award, estimate the case again, and ask again."
        )
        yield Finding("over_estimate", told, ESTIMATE)


def bars_to_dates(starts_on: date | None, ends_on: date | None) -> Iterator[Finding]:
    """A contract says when it begins, and does not end before that."""
    if starts_on is None:
        yield Finding("starts_on", "Enter the day on which the contract begins.", cure="starts_on")
    elif ends_on is not None and ends_on < starts_on:
        yield Finding("ends_on", "The contract cannot end before it begins.", cure="ends_on")


def inc_vat(ex_vat: Decimal, *, estimate_ex: Decimal | None, estimate_inc: Decimal | None) -> Decimal:
    """Give a price with VAT where several rates apply: in the same proportion as the estimate of its case.

    Args:
        ex_vat: pounds without VAT.
        estimate_ex, estimate_inc: of the case; without them the price stays as it is.
    """
    if not estimate_ex or estimate_inc is None:
        return ex_vat
    return (ex_vat * estimate_inc / estimate_ex).quantize(Decimal("0.01"))


def _pounds(value: Decimal) -> str:
    return money(value, pence=value % 1 != 0)
