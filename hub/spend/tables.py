"""The tables that questions over lines are asked of, and how their months and counts are taken; no SQL stands here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hub.platform.analytics.engine import table
from hub.spend.reading.schema import LINE_TYPES

if TYPE_CHECKING:
    import ibis.expr.types as ir

Chosen = Mapping[str, str | int]
TOTAL_TYPES = {"payee_key": "string", "month": "int32", "lines": "int64", "amount": "decimal(38, 2)"}
COVER_TYPES = {"payee_key": "string", "first_month": "int32", "last_month": "int32"}


def lines(name: str = "lines") -> ir.Table:
    """Give the table of lines."""
    return table(name, LINE_TYPES)


def counted(name: str = "lines") -> ir.Table:
    """Give the lines that count: those that no other load holds already."""
    found = lines(name)
    return found.filter(found.held_by == 0)


def totals() -> ir.Table:
    """Give the table of totals by payee and month."""
    return table("totals", TOTAL_TYPES)


def whole(numbers: ir.IntegerColumn) -> ir.IntegerScalar:
    """Add up whole numbers to a whole number: some engines widen such a sum to a decimal."""
    return numbers.cast("float64").sum().cast("int64")


def within(found: ir.Table, first: int, last: int) -> ir.Table:
    """Keep the rows of some months, the first and the last among them."""
    return found.filter((found.month >= first) & (found.month <= last))
