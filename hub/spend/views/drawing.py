"""Charts of the spend pages, each with the table of the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hub.platform.ui import charts
from hub.platform.words import Number, money_in_prose, money_short, percent
from hub.spend.selectors.figures import MonthSpent
from hub.spend.selectors.periods import short_name_of
from hub.spend.terms import Footing

# A line is drawn from six points on.
FEW = 6
WHOM = ("supplier", "payee")
DRAWN = (Footing.ON, Footing.OFF, Footing.UNMATCHED)


def chart_of_months(months: Sequence[MonthSpent], rests: dict[str, str], *, csv_href: str) -> charts.Chart | None:
    """Draw what was paid on contract, off contract and to suppliers not known, month by month."""
    dated = [month for month in months if month.month]
    if not dated:
        return None
    paid = sum((month.amount for month in dated), Decimal(0))
    off = sum((_of(month, Footing.OFF) for month in dated), Decimal(0))
    finding = charts.Finding(
        key="spend-months",
        title=f"{percent(off / paid * 100) if paid else 'Nothing'} was spent off contract",
        subtitle=f"Pounds paid each month, {short_name_of(dated[0].month)} to {short_name_of(dated[-1].month)}",
        desc=f"{money_in_prose(paid)} was paid, {money_in_prose(off)} of it off contract.",
        source=rests["source"],
        completeness=rests["completeness"],
        csv_href=csv_href,
    )
    labels = [short_name_of(month.month) for month in dated]
    if len(dated) < FEW:
        points = [charts.Point(label, month.amount) for label, month in zip(labels, dated, strict=True)]
        return charts.columns(finding, points, show=_pounds, measure="Paid", heads="Month")
    series = [charts.Series(footing.label, [_of(month, footing) for month in dated]) for footing in DRAWN]
    return charts.line(finding, labels, series, show=_pounds, heads="Month")


def chart_of_supplier(months: Sequence[dict[str, Any]], rests: dict[str, str]) -> charts.Chart | None:
    """Draw what one supplier was paid, month by month; the months come newest first."""
    dated = [row for row in reversed(months) if row["month"]]
    if not dated:
        return None
    paid = sum((row["amount"] for row in dated), Decimal(0))
    first, last = short_name_of(dated[0]["month"]), short_name_of(dated[-1]["month"])
    finding = charts.Finding(
        key="spend-supplier",
        title=f"{money_in_prose(paid)} was paid",
        subtitle=f"Pounds paid each month, {first} to {last}",
        desc=f"{money_in_prose(paid)} was paid from {first} to {last}.",
        source=rests["source"],
        completeness=rests["completeness"],
    )
    labels = [short_name_of(row["month"]) for row in dated]
    amounts = [row["amount"] for row in dated]
    if len(dated) < FEW:
        points = [charts.Point(label, amount) for label, amount in zip(labels, amounts, strict=True)]
        return charts.columns(finding, points, show=_pounds, measure="Paid", heads="Month")
    return charts.line(finding, labels, [charts.Series("Paid", amounts)], show=_pounds, heads="Month")


def bars_of(key: str, name: str, rows: Sequence[dict[str, Any]], rests: dict[str, str]) -> charts.Chart | None:
    """Draw the largest of a list."""
    if not rows:
        return None
    first = rows[0]
    finding = charts.Finding(
        key=f"spend-{key}",
        title=f"Most was paid by {name.lower()}: {first['name'][:40]}"
        if key not in ("payee", "supplier")
        else "Who was paid most",
        subtitle=f"Pounds paid, the largest {len(rows)}",
        desc=f"{first['name']} comes first with {money_in_prose(first['amount'])}.",
        source=rests["source"],
        completeness=rests["completeness"],
    )
    points = [charts.Point(row["name"], max(row["amount"], Decimal(0))) for row in rows]
    return charts.horizontal_bars(finding, points, show=_pounds, measure="Paid", heads=name)


def _of(month: MonthSpent, footing: Footing) -> Decimal:
    return month.by_footing[footing].amount if footing in month.by_footing else Decimal(0)


def _pounds(amount: Number) -> str:
    return money_short(amount)
