"""With whom: what one supplier was paid, by month, department and contract."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from hub.platform.ui.parts import Figure, Link
from hub.platform.words import money_in_prose, plural
from hub.spend.selectors import contracts, figures, lines, suppliers
from hub.spend.selectors.lines import Wanted
from hub.spend.selectors.payees import of_supplier
from hub.spend.selectors.periods import Period, name_of
from hub.spend.selectors.remembering import remembered
from hub.spend.views.base import SpendPage, lines_href
from hub.spend.views.drawing import chart_of_supplier

NOT_NAMED = "Not named in the file"


class SupplierView(SpendPage):
    """What one supplier was paid in a year, or since ever."""

    template_name = "spend/supplier.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the supplier; one that was paid nothing here is missing."""
        super().setup(request, *args, **kwargs)
        self.supplier = suppliers.get(kwargs["reference"])
        self.payees: list[Any] = []
        if self.supplier is not None and getattr(request, "actor", None):
            rows = of_supplier(self.supplier, self.actor)
            self.payees = [payee for payee in rows if payee.authority_id == self.actor.home_id]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 where it was paid nothing."""
        if not self.payees:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def period(self) -> Period:
        """Give the year that the address asks for; the newest unless it asks for all."""
        found = figures.periods(self.authority.pk)
        if "year" in self.request.GET or len(found) == 1:
            return super().period()
        return found[1]

    def context(self) -> dict[str, Any]:
        """Add figures, months, departments, contracts and payees."""
        found, period, supplier = super().context(), self.period(), self.supplier
        assert supplier is not None
        wanted = Wanted(self.authority.pk, period.first, period.last, supplier=supplier)
        months = lines.months_of(wanted)
        total = lines.total(months)
        href = lines_href(period, supplier=supplier.pk)
        return {
            **found, "title": supplier.name, "supplier": supplier, "period": period, "periods": self.links(period),
            "figures": [Figure("Paid", money_in_prose(total.amount), plural(total.lines, "line"), href)],
            "chart": chart_of_supplier(months, found["rests_on"]), "href": href, "payees": self.payees,
            "months": [self.month(row) for row in months], "departments": self.departments(wanted, period),
            "contracts": contracts.of_supplier(supplier, self.authority.pk, self.actor),
        }  # fmt: skip

    def links(self, period: Period) -> list[Link]:
        """Give the periods to choose from."""
        return [
            Link(each.name, f"?year={each.slug}", current=each == period) for each in figures.periods(self.authority.pk)
        ]

    def month(self, row: dict[str, Any]) -> dict[str, Any]:
        """Give one month with the address of its lines."""
        assert self.supplier is not None
        href = lines_href(supplier=self.supplier.pk, month=row["month"])
        return {"name": name_of(row["month"]), "lines": row["lines"], "amount": row["amount"], "href": href}

    def departments(self, wanted: Wanted, period: Period) -> list[dict[str, Any]]:
        """Give what each department paid, with the address of its lines."""
        assert self.supplier is not None
        number, key = self.supplier.pk, f"departments of {self.supplier.pk} {period.slug}"
        rows = remembered(key, wanted.authority, lambda: lines.by_value(wanted, "department"))
        return [
            {
                "name": one.name or NOT_NAMED, "lines": one.lines, "amount": one.amount,
                "href": lines_href(period, supplier=number, department=one.name),
            }
            for one in rows
        ]  # fmt: skip
