"""What the pages of spend share: whose spend it is, for which period, and what the figures rest on."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import Http404

from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.identity.roles import OFFICERS, Role
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.parts import Link
from hub.platform.ui.views import PageView
from hub.platform.words import date_long, plural
from hub.spend.selectors import figures, overview
from hub.spend.selectors.periods import Period

PARTS = (
    ("Spend", "/spend/"),
    ("Lines", "/spend/lines/"),
    ("Payees not matched", "/spend/unmatched/"),
    ("Suppliers with no contract", "/spend/no-contract/"),
    ("Payees", "/spend/payees/"),
    ("Ledger files", "/spend/loads/"),
)
FOR_FINANCE = (("Payees who may be people", "/spend/doubtful/"),)


def parts(current: str, actor: Actor) -> list[Link]:
    """Give the pages of spend that somebody may open, with the one that is open."""
    shown = PARTS + FOR_FINANCE if actor.has_any({Role.FINANCE}) else PARTS
    return [Link(name, href, current=href == current) for name, href in shown]


def lines_href(period: Period | None = None, **chosen: Any) -> str:
    """Give the address of the lines behind a figure."""
    asked = {name: str(value) for name, value in chosen.items() if value is not None}
    if period is not None and period.slug:
        asked["year"] = period.slug
    return f"/spend/lines/?{urlencode(asked)}" if asked else "/spend/lines/"


class SpendPage(PageView):
    """A page about the spend of the reader's own authority."""

    reads: ClassVar[frozenset[Role] | None] = OFFICERS
    menu = "spend"
    here = ""

    @property
    def authority(self) -> Authority:
        """Give the reader's authority; without one there is nothing here."""
        found = home_of(self.actor)
        if found is None or found.pk not in overview.reach(self.actor):
            raise Http404
        return found

    def context(self) -> dict[str, Any]:
        """Add the parts and what the figures rest on."""
        known = overview.completeness([self.authority.pk])
        return {**super().context(), "parts": parts(self.here, self.actor), "known": known, "rests_on": rests_on(known)}

    def period(self) -> Period:
        """Give the period that the address asks for; one that is not understood is missing, not everything."""
        asked = self.request.GET.get("year", "")
        found = next((each for each in figures.periods(self.authority.pk) if each.slug == asked), None)
        if found is None:
            raise Http404
        return found


def rests_on(known: overview.Completeness) -> dict[str, str]:
    """Say where figures come from, of which days they are, and what is missing from them."""
    if not known.loads:
        return {"source": "No ledger is loaded", "completeness": ""}
    loaded = date_long(london(known.newest).date())
    source = f"Source: {plural(known.loads, 'ledger file')}, the newest loaded on {loaded}"
    if known.first_on and known.last_on:
        source += f"; payments from {date_long(known.first_on)} to {date_long(known.last_on)}"
    said = [f"{plural(known.rejected, 'row')} left out because they cannot be read" if known.rejected else "Complete"]
    if known.gross:
        files = plural(known.gross, "file does", "files do")
        said.append(f"{files} not say that VAT is taken off, so sums count as paid")
    return {"source": source, "completeness": "; ".join(said)}
