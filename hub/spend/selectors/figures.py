"""The figures of the spend page for one period: by month and footing, by department, category and payee."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hub.platform.actors import Actor
from hub.platform.analytics import engine
from hub.spend import questions
from hub.spend.models import Payee
from hub.spend.selectors.lines import cube
from hub.spend.selectors.overview import FIRST_MONTH, LAST_MONTH, Spent, footings, total_files
from hub.spend.selectors.payees import payees
from hub.spend.selectors.periods import Period, years_of
from hub.spend.selectors.remembering import remembered
from hub.spend.terms import Footing
from hub.supplier.models import Supplier

EVERYTHING = Period("", "All that is loaded", FIRST_MONTH, LAST_MONTH)
MOST_PAYEES = 100
NOTHING = Decimal(0)


@dataclass(frozen=True)
class PayeeSpent:
    """What one payee got; people are one line together for those who may not read their names."""

    payee: Payee | None
    lines: int
    amount: Decimal


@dataclass(frozen=True)
class SupplierSpent:
    """What one supplier got by all its payees, or a payee that is matched to none; neither is known of people."""

    supplier: Supplier | None
    payee: Payee | None
    lines: int
    amount: Decimal


@dataclass(frozen=True)
class MonthSpent:
    """What was spent in one month, on each footing."""

    month: int
    by_footing: dict[Footing, Spent]

    @property
    def lines(self) -> int:
        """Count the lines."""
        return sum(one.lines for one in self.by_footing.values())

    @property
    def amount(self) -> Decimal:
        """Add up."""
        return sum((one.amount for one in self.by_footing.values()), NOTHING)


def periods(authority: int) -> list[Period]:
    """Give the periods to choose from: all, and each financial year."""
    return [EVERYTHING, *years_of(row["month"] for row in footings(authority))]


def by_month(authority: int, period: Period) -> list[MonthSpent]:
    """Give each month with its footings, oldest first."""
    found: dict[int, dict[Footing, Spent]] = {}
    for row in footings(authority):
        if period.first <= row["month"] <= period.last:
            month = found.setdefault(row["month"], {})
            month[Footing(row["footing"])] = Spent(row["footing"], row["lines"], row["amount"])
    return [MonthSpent(month, found[month]) for month in sorted(found)]


def by_value(authority: int, column: str, period: Period) -> list[Spent]:
    """Give what was spent for each department or category, the most first."""
    found: dict[str, tuple[int, Decimal]] = {}
    for row in cube(authority, column):
        if period.first <= row["month"] <= period.last:
            lines, amount = found.get(row[column], (0, NOTHING))
            found[row[column]] = (lines + row["lines"], amount + row["amount"])
    made = [Spent(name, lines, amount) for name, (lines, amount) in found.items()]
    return sorted(made, key=lambda one: (-one.amount, one.name))


def by_payee(authority: int, period: Period, actor: Actor, *, most: int = MOST_PAYEES) -> list[PayeeSpent]:
    """Give those who got most; people by name to finance alone."""
    rows = remembered(f"payees {period.slug} {most}", authority, lambda: _by_payee(authority, period, most))
    known = {
        one.key: one for one in payees(actor).filter(authority=authority, key__in=[row["payee_key"] for row in rows])
    }
    return [PayeeSpent(known.get(row["payee_key"][:300]), row["lines"], row["amount"]) for row in rows]


def _by_payee(authority: int, period: Period, most: int) -> list[dict[str, Any]]:
    files = total_files(authority)
    if not files:
        return []
    return engine.rows(questions.most_paid(period.first, period.last, most), {"totals": files})


def by_supplier(authority: int, period: Period, actor: Actor, *, most: int = MOST_PAYEES) -> list[SupplierSpent]:
    """Give the suppliers that got most, and the payees that are matched to none; people by name to finance alone."""
    rows = remembered(f"suppliers {period.slug} {most}", authority, lambda: _by_supplier(authority, period, most))
    suppliers = Supplier.objects.in_bulk({row["supplier"] for row in rows if row["supplier"]})
    keys = [row["payee_key"] for row in rows if row["payee_key"]]
    known = {one.key: one for one in payees(actor).filter(authority=authority, key__in=keys)}
    return [
        SupplierSpent(
            suppliers.get(row["supplier"]), known.get(row["payee_key"][:300]), row["lines"], row["amount"]
        )
        for row in rows
    ]  # fmt: skip


def _by_supplier(authority: int, period: Period, most: int) -> list[dict[str, Any]]:
    files = total_files(authority)
    if not files:
        return []
    tables = {"totals": files, "owners": owners(authority)}
    return engine.rows(questions.most_paid_suppliers(period.first, period.last, most), tables)


def owners(authority: int) -> Any:
    """Give the supplier of each payee that is matched to one; of a merged entry the one that stands for it."""
    import pyarrow as pa

    rows = Payee.objects.filter(authority=authority, supplier__isnull=False)
    told = [
        (key, merged or number)
        for key, number, merged in rows.values_list("key", "supplier_id", "supplier__merged_into_id")
    ]
    schema = pa.schema([("payee_key", pa.string()), ("supplier", pa.int64())])
    return pa.table([list(column) for column in zip(*told, strict=True)] or [[], []], schema=schema)
