"""Waivers that look like a case that is being prepared: the two may count together (PA 2023 Sch 3 para 4)."""

from __future__ import annotations

from collections.abc import Iterator

from hub.gateway import selectors
from hub.gateway.terms import WaiverState
from hub.platform.actors import Actor
from hub.procurement import beside
from hub.procurement.selectors.neighbours import with_vat

ASKED = "asked for, not decided yet"


def find(wanted: beside.Wanted, actor: Actor) -> Iterator[beside.Purchase]:
    """Give the waivers asked for or granted of the same category whose days touch the window.

    A waiver for the case itself is left out: it is the case. A waiver has no CPV code, so the category alone tells.
    """
    if not wanted.category:
        return
    rows = selectors.waivers(actor).counting().filter(authority=wanted.authority, category__iexact=wanted.category)
    rows = rows.filter(ends_on__gte=wanted.since, starts_on__lte=wanted.until).exclude(procurement=wanted.case)
    for row in rows.order_by("-ends_on", "pk")[: beside.MOST]:
        note = f"{row.supplier_name}. VAT at the standard rate added"
        if row.status == WaiverState.ASKED:
            note = f"{note}; {ASKED}"
        value = with_vat(row.value_ex_vat, on=wanted.until)
        page = row.get_absolute_url()
        yield beside.Purchase("waiver", str(row.pk), row.reference, row.title, page, value, None, note)


beside.source("waiver", label="Waiver", find=find, order=35)
