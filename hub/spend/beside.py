"""What the ledger says was bought without a contract that looks like a case (PA 2023 Sch 3 para 4)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from hub.platform.actors import Actor
from hub.platform.words import plural
from hub.procurement import beside
from hub.procurement.selectors.neighbours import with_vat
from hub.spend.selectors import lines, overview
from hub.spend.terms import Footing

WITHOUT = (Footing.OFF, Footing.UNMATCHED)


def find(wanted: beside.Wanted, actor: Actor) -> Iterator[beside.Purchase]:
    """Give the spend of a year under the same category that stood on no contract, as one purchase."""
    if not wanted.category or not (actor.is_system or wanted.authority in overview.reach(actor)):
        return
    first, last = (day.year * 100 + day.month for day in (wanted.since, wanted.until))
    months = [
        row
        for row in lines.cube_on(wanted.authority, "category", WITHOUT)
        if first <= row["month"] <= last and row["category"].casefold() == wanted.category.casefold()
    ]
    for name in sorted({row["category"] for row in months}):
        spent = lines.total([row for row in months if row["category"] == name])
        if spent.amount > 0:
            choice = [("category", name), ("first", first), ("last", last)]
            query = urlencode([*choice, *(("footing", str(one)) for one in WITHOUT)])
            title = f"{name}: {plural(spent.lines, 'line')} without a contract"
            note = "VAT at the standard rate added to what the ledger says"
            value = with_vat(spent.amount, on=wanted.until)
            yield beside.Purchase("spend", name, "Ledger", title, f"/spend/lines/?{query}", value, None, note)


beside.source("spend", label="Ledger", find=find, order=40)
