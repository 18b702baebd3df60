"""The lines behind a figure: as a list, as a file, and one with its original text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from hub.platform.registers.export import BOM, TYPES, blocks, safe
from hub.platform.ui.parts import Link
from hub.platform.words import list_of
from hub.spend.selectors import lines, loads, payees, suppliers
from hub.spend.selectors.contracts import contract_named
from hub.spend.selectors.lines import Wanted
from hub.spend.selectors.periods import Period, is_month, name_of
from hub.spend.terms import Footing, Vat
from hub.spend.views.base import SpendPage

HEADINGS = {
    "paid_on": "Paid on", "month": "Month", "payee": "Payee", "amount": "Amount", "vat_of": "VAT",
    "department": "Department", "category": "Category", "description": "Description", "reference": "Reference",
    "order_number": "Order", "contract_reference": "Contract", "file": "SHA-256 of the file",
    "row": "Row in the file",
}  # fmt: skip


class WithLines(SpendPage):
    """A page about some lines; the address says which."""

    def wanted(self) -> Wanted:
        """Read the address; what it names and nobody may see is missing."""
        given, authority = self.request.GET, self.authority.pk
        span = self.span()
        found: dict[str, Any] = {"authority": authority, "first": span.first, "last": span.last}
        found |= {name: given[name] for name in ("department", "category") if name in given}
        if "footing" in given:
            asked = given.getlist("footing")
            known = tuple(each for each in Footing if each in asked)
            found["footings"] = known if len(known) == len(set(asked)) else None
        if "classified" in given:
            # Lines without a class are asked for by an empty category.
            if given["classified"] != "yes":
                raise Http404
            found["has_category"] = True
        if "payee" in given:
            found["payee"] = payees.get(self.actor, given["payee"]) if given["payee"].isdecimal() else None
        if "contract" in given:
            found["contract"] = contract_named(self.actor, given["contract"])
            found["is_late"] = "late" in given
        if "supplier" in given:
            found["supplier"] = suppliers.get(given["supplier"]) if given["supplier"].isdecimal() else None
        if "load" in given:
            found["load"] = loads.readable(self.actor, given["load"]) if given["load"].isdecimal() else None
        if found.get("footings", ()) is None:
            raise Http404
        if any(name in given and found[name] is None for name in ("payee", "contract", "supplier", "load")):
            raise Http404
        if any(found.get(name) and found[name].authority_id != authority for name in ("payee", "contract", "load")):
            raise Http404
        return Wanted(**found)

    def span(self) -> Period:
        """Give the month that the address asks for, or months from one to another, else the year, else everything."""
        first, last = (self.month(name) for name in ("first", "last"))
        if first and last:
            return Period("", f"{name_of(first)} to {name_of(last)}", first, last)
        if asked := self.request.GET.get("month", ""):
            month = 0 if asked == "0" else self.month("month")
            return Period(asked, name_of(month), month, month)
        return self.period()

    def month(self, name: str) -> int:
        """Give a month that the address names, or 0 where it names none; what is no month is missing."""
        asked = self.request.GET.get(name, "")
        if not asked:
            return 0
        if not (asked.isdecimal() and asked.isascii() and len(asked) == len("202603") and is_month(int(asked))):
            raise Http404
        return int(asked)

    def said(self, wanted: Wanted) -> list[Link]:
        """Say each condition, with the address without it."""
        words = {
            "month": self.span().name, "year": self.period().name, "department": wanted.department or "None named",
            "category": wanted.category or "None named", "payee": wanted.payee.name if wanted.payee else "",
            "footing": list_of([each.label.lower() for each in wanted.footings]), "classified": "yes",
            "first": name_of(self.month("first")), "last": name_of(self.month("last")),
            "contract": wanted.contract.address if wanted.contract else "",
            "late": "after the contract's end", "supplier": wanted.supplier.name if wanted.supplier else "",
            "load": wanted.load.file_name if wanted.load else "",
        }  # fmt: skip
        made = []
        for name in self.request.GET:
            if name in words:
                rest = self.request.GET.copy()
                rest.pop(name)
                rest.pop("page", None)
                said = {"late": "Paid", "load": "File"}.get(name, name.capitalize())
                made.append(Link(f"{said}: {words[name]}", f"/spend/lines/?{rest.urlencode()}"))
        return made


class LinesView(WithLines):
    """A page of lines, with their number and their sum."""

    title = "Lines"
    template_name = "spend/lines.html"
    here = "/spend/lines/"

    def context(self) -> dict[str, Any]:
        """Add the lines."""
        wanted = self.wanted()
        months = lines.months_of(wanted)
        total, sheets = lines.total(months), lines.pages(months)
        page = Paginator(range(len(sheets)), 1).get_page(self.request.GET.get("page", "1"))
        rows = lines.page(wanted, self.actor, sheets[page.number - 1]) if sheets else []
        numbers = loads.numbers_of(wanted.authority, {row["file"] for row in rows})
        asked = self.request.GET.copy()
        asked.pop("page", None)
        return {
            **super().context(), "total": total, "page": page, "chips": self.said(wanted),
            "rows": [{**row, "load": numbers.get(row["file"], ("", "", Vat.GROSS))} for row in rows],
            "csv_href": f"/spend/lines.csv?{asked.urlencode()}", "wanted": wanted,
        }  # fmt: skip


class ExportView(WithLines):
    """The lines behind a figure as a file; names of people to finance alone."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Stream it."""
        answer = StreamingHttpResponse(self.stream(self.wanted()), content_type=TYPES["csv"])
        answer["Content-Disposition"] = 'attachment; filename="spend-lines.csv"'
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        return answer

    def stream(self, wanted: Wanted) -> Iterator[bytes]:
        """Give the file row by row."""
        writer = csv.writer(_Echo())
        yield (BOM + writer.writerow(HEADINGS.values())).encode()
        vat = loads.vat_of_files(wanted.authority)
        found = ({**row, "vat_of": vat[row["file"]].short} for row in lines.every(wanted, self.actor))
        yield from blocks(writer.writerow([safe(row[name]) for name in HEADINGS]) for row in found)


class _Echo:
    """Give back what is written, so that a CSV writer can feed a stream."""

    def write(self, text: str) -> str:
        return text
