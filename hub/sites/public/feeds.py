"""Atom feeds: what came onto the public register and what changed there, for a supplier or for a search.

A feed reader asks again and again, so a feed holds the last changes only, and may be kept for as long as a page.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.feedgenerator import Atom1Feed

from hub.platform.registers.address import plain
from hub.platform.registers.views import RegisterView
from hub.platform.words import date_long
from hub.publishing import selectors, showing
from hub.publishing.register import LICENCE, PublishedContractRegister, SuppliersContractsRegister
from hub.sites.public.pages import OpenData

MOST = 50


class ContractsFeed(OpenData, RegisterView):
    """The contracts under the filters of an address that changed last, newest first."""

    register: ClassVar[Any] = PublishedContractRegister
    saves_views = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the feed."""
        register = self.build()
        asked = register.understand(plain(request.GET), self.asking)
        rows = register.source(self.actor, self.at)
        rows = register.narrowed(register.found(rows, asked, self.asking), asked, self.asking)
        newest = list(rows.order_by("-changed_at", "-event_number").prefetch_related("versions")[:MOST])
        # No words and no filter find what was withdrawn: nothing of what it said is kept.
        gone = [] if asked.q or asked.values() else self.withdrawn()
        told = sorted([*newest, *gone], key=lambda row: (row.changed_at, row.event_number), reverse=True)
        return self.atom(told[:MOST], request)

    def withdrawn(self) -> list[Any]:
        """Give the entries that were withdrawn last."""
        return list(selectors.stones()[:MOST])

    @property
    def feed_title(self) -> str:
        """Name the feed."""
        return "Contracts: new and changed"

    def atom(self, contracts: list[Any], request: HttpRequest) -> HttpResponse:
        """Write contracts as Atom; each has an address that never changes and the moment of its last change."""
        feed = Atom1Feed(
            title=self.feed_title,
            link=request.build_absolute_uri(request.path.removesuffix("feed.atom")),
            feed_url=request.build_absolute_uri(),
            description="",
            language="en-GB",
            feed_copyright=LICENCE,
        )
        for contract in contracts:
            address = request.build_absolute_uri(contract.get_absolute_url())
            feed.add_item(
                title=named(contract),
                link=address,
                description=summary(contract),
                unique_id=f"{address}#{contract.event_number}",
                pubdate=contract.first_shown_at,
                updateddate=contract.changed_at,
            )
        return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


class SupplierFeed(ContractsFeed):
    """The contracts with one supplier that changed last."""

    register = SuppliersContractsRegister

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the supplier; a merged entry's feed is that of the one that stands for it."""
        number = kwargs["number"]
        known = number < 2**63
        self.supplier = selectors.supplier(number) if known else None
        standing = selectors.standing_for(number) if known and self.supplier is None else None
        self.supplier = self.supplier or (selectors.supplier(standing) if standing else None)
        self.number = self.supplier.supplier_id if self.supplier else number
        if self.supplier is None and not (known and selectors.stones_with(number, 1)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the feed; of a supplier that has nothing left on the register, what was withdrawn."""
        if self.supplier is None:
            return self.atom(self.withdrawn(), request)
        return super().get(request, *args, **kwargs)

    def build(self) -> SuppliersContractsRegister:
        """Give the register of this supplier's contracts."""
        assert self.supplier is not None
        return SuppliersContractsRegister(self.supplier)

    def withdrawn(self) -> list[Any]:
        """Give the supplier's entries that were withdrawn last."""
        return selectors.stones_with(self.number, MOST)

    @property
    def feed_title(self) -> str:
        """Name the feed by the supplier."""
        name = self.supplier.name if self.supplier else f"supplier {self.number}"
        return f"Contracts with {name}: new and changed"


def named(contract: Any) -> str:
    """Give the heading of an entry: what the contract is called, or that it was withdrawn."""
    if contract.is_withdrawn:
        return f"Withdrawn: {contract.reference}"
    return f"{contract.title or 'Title withheld'} ({contract.reference})"


def summary(contract: Any) -> str:
    """Say in a few words what the contract is, and what changed last if anything did."""
    if contract.is_withdrawn:
        return f"This entry was withdrawn from the register. {contract.facts['withdrawn_because']}."
    worth = f"{contract.worth} ex VAT" if contract.worth else "value not published"
    ends = f", until {date_long(contract.ends_on)}" if contract.ends_on else ""
    said = f"{contract.supplier_names or 'Supplier withheld'}, {worth}{ends}."
    changes = showing.changes(contract)
    newest = max(changes, key=lambda change: change.at, default=None)
    if newest is None or newest.at < contract.changed_at - timedelta(days=1):
        return said
    lines = "; ".join(f"{label}: {before} → {after}" for label, before, after in newest.lines)
    return f"{said} {newest.what}{f': {lines}' if lines else ''}."
