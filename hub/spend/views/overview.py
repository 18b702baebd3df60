"""How much, with whom, on contract or off: the spend page, one list in full, and the same figures as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.platform.actors import Actor
from hub.platform.registers.export import BOM, TYPES, safe
from hub.platform.ui.parts import Figure, Link
from hub.platform.words import money_in_prose, percent, plural
from hub.spend.selectors import figures, overview, payees
from hub.spend.selectors.figures import MonthSpent
from hub.spend.selectors.overview import Spent
from hub.spend.selectors.periods import Period, name_of
from hub.spend.terms import A_PERSON, Footing
from hub.spend.views.base import SpendPage, lines_href
from hub.spend.views.drawing import bars_of, chart_of_months

SHOWN = 8
COLUMNS = {"department": "Department", "category": "Category", "supplier": "Supplier", "payee": "Payee"}
# The spend page says with whom by supplier; payees as ledgers spell them have a page of their own.
LISTED = ("department", "category", "supplier")
CUT = ("supplier", "payee")
NOT_NAMED = "Not named in the file"


class OverviewView(SpendPage):
    """The spend page."""

    title = "Spend"
    template_name = "spend/overview.html"
    here = "/spend/"
    dashboard = "spend"

    def context(self) -> dict[str, Any]:
        """Add the figures of the period."""
        found = super().context()
        if not found["known"].loads:
            return found
        period, authority = self.period(), self.authority.pk
        months = figures.by_month(authority, period)
        waiting = waiting_links(self.actor, authority)
        more = {
            "period": period,
            "periods": self.links(period),
            "figures": figures_of(
                overview.by_footing(authority, first=period.first, last=period.last), period, waiting
            ),
            "chart": chart_of_months(months, found["rests_on"], csv_href=f"/spend/figures.csv?year={period.slug}"),
            "months": [month_row(month) for month in reversed(months)],
            "footings": list(Footing),
            "lists": [self.part(column, period, found["rests_on"]) for column in LISTED],
        }
        return {**found, **more}

    def links(self, period: Period) -> list[Link]:
        """Give the periods to choose from."""
        return [
            Link(each.name, f"/spend/?year={each.slug}" if each.slug else "/spend/", current=each == period)
            for each in figures.periods(self.authority.pk)
        ]

    def part(self, column: str, period: Period, rests: dict[str, str]) -> dict[str, Any]:
        """Give one list: its chart, its first rows, and the way to the others."""
        rows = rows_of(self, column, period)
        more = f"/spend/by/{column}/?year={period.slug}" if period.slug else f"/spend/by/{column}/"
        return {
            "name": COLUMNS[column], "key": column, "rows": rows[:SHOWN], "count": len(rows), "more": more,
            "chart": bars_of(column, COLUMNS[column], rows[:SHOWN], rests),
        }  # fmt: skip


class ByView(SpendPage):
    """All departments, categories or payees of a period."""

    template_name = "spend/by.html"

    def context(self) -> dict[str, Any]:
        """Add the rows."""
        column = self.kwargs["column"]
        if column not in COLUMNS:
            raise Http404
        period = self.period()
        return {
            **super().context(), "title": f"Spend by {COLUMNS[column].lower()}", "name": COLUMNS[column],
            "rows": rows_of(self, column, period), "period": period, "most": figures.MOST_PAYEES,
            "is_cut": column in CUT,
        }  # fmt: skip


class FiguresView(SpendPage):
    """The months of a period as a file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give it as CSV."""
        answer = HttpResponse(BOM, content_type=TYPES["csv"])
        answer["Content-Disposition"] = 'attachment; filename="spend-by-month.csv"'
        csv.writer(answer).writerows(self.rows())
        return answer

    def rows(self) -> Iterator[list[str]]:
        """Give the heading and a row for each month."""
        yield ["Month", "Paid", *(footing.label for footing in Footing)]
        for month in figures.by_month(self.authority.pk, self.period()):
            sums = [month.by_footing[footing].amount if footing in month.by_footing else 0 for footing in Footing]
            yield [safe(name_of(month.month)), f"{month.amount:.2f}", *(f"{one:.2f}" for one in sums)]


def figures_of(found: dict[Footing, Spent], period: Period, waiting: Sequence[Link]) -> list[Figure]:
    """Give the figures at the head, each with the lines behind it.

    :param waiting: the ways to the payees whose supplier is not known.
    """
    paid = sum(one.amount for one in found.values())
    lines = sum(one.lines for one in found.values())
    made = [Figure("Paid", money_in_prose(paid), plural(lines, "line"), lines_href(period))]
    for footing, one in found.items():
        share = percent(one.amount / paid * 100) if paid else "No share"
        note = f"{money_in_prose(one.amount)}, {plural(one.lines, 'line')}"
        links = waiting if footing is Footing.UNMATCHED else ()
        made.append(Figure(footing.label, share, note, lines_href(period, footing=str(footing)), links))
    return made


def waiting_links(actor: Actor, authority: int) -> list[Link]:
    """Name the payees whose supplier is not known, each sort with the way to it; doubtful ones for finance alone."""
    made = []
    for found, words, href in (
        (payees.unmatched(actor), "to match", "/spend/unmatched/"),
        (payees.doubtful(actor), "who may be people", "/spend/doubtful/"),
    ):
        told = found.filter(authority=authority).order_by().aggregate(count=Count("pk"), amount=Sum("amount"))
        if told["count"]:
            said = f"{plural(told['count'], 'payee')} {words}"
            made.append(Link(f"{said}: {money_in_prose(told['amount'])} over all that is loaded", href))
    return made


def month_row(month: MonthSpent) -> dict[str, Any]:
    """Give one month with the address behind each of its figures."""
    cells = [
        (month.by_footing.get(footing), lines_href(month=month.month, footing=str(footing))) for footing in Footing
    ]
    href = lines_href(month=month.month)
    return {"name": name_of(month.month), "amount": month.amount, "lines": month.lines, "href": href, "cells": cells}


def rows_of(page: SpendPage, column: str, period: Period) -> list[dict[str, Any]]:
    """Give the rows of one list, each with the address of its lines."""
    authority = page.authority.pk
    if column == "supplier":
        return [supplier_row(one, period) for one in figures.by_supplier(authority, period, page.actor)]
    if column == "payee":
        return [payee_row(one.payee, one, period) for one in figures.by_payee(authority, period, page.actor)]
    return [
        {
            "name": one.name or NOT_NAMED, "lines": one.lines, "amount": one.amount,
            "href": lines_href(period, **{column: one.name}),
        }
        for one in figures.by_value(authority, column, period)
    ]  # fmt: skip


def supplier_row(one: figures.SupplierSpent, period: Period) -> dict[str, Any]:
    """Give what a supplier got, with its page and the address of its lines; a payee stands for itself."""
    if one.supplier is None:
        return payee_row(one.payee, one, period)
    return {
        "name": one.supplier.name, "lines": one.lines, "amount": one.amount,
        "page": f"/spend/suppliers/{one.supplier.pk}/?year={period.slug}",
        "href": lines_href(period, supplier=one.supplier.pk),
    }  # fmt: skip


def payee_row(payee: Any, one: Any, period: Period) -> dict[str, Any]:
    """Give what a payee got, with its page and the address of its lines; a person has neither."""
    return {
        "name": (payee.name or NOT_NAMED) if payee else A_PERSON, "lines": one.lines, "amount": one.amount,
        "page": payee.get_absolute_url() if payee else "",
        "href": lines_href(period, payee=payee.pk) if payee else "",
    }  # fmt: skip
