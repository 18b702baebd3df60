"""The public site's search, registers and pages. Everything read here was published."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from hub.platform.registers.views import RegisterView
from hub.platform.search.fewer import Meant, meant
from hub.platform.search.search import ids_for
from hub.platform.ui.parts import Figure, Link
from hub.platform.words import moment, money_in_prose, plural
from hub.publishing import selectors, showing
from hub.publishing.models import PublishedContract, PublishedSupplier
from hub.publishing.register import (
    PublishedContractRegister,
    PublishedSupplierRegister,
    SuppliersContractsRegister,
)
from hub.sites.explained import explained_urls
from hub.sites.notices import NoticeView, notice_urls
from hub.sites.public.pages import PublicPage, opened

LONGEST = 200
ORDERS = {
    "-value_ex_vat": ("Largest first", "Sorted by value."),
    "-starts_on": ("Newest first", "Newest first."),
    "ends_on": ("Ending first", "Ending first."),
}


class PublicNoticeView(NoticeView):
    """A notice of the public site."""

    site = "public"


notices = [*notice_urls(PublicNoticeView), *explained_urls(PublicNoticeView)]


class PublicRegister(PublicPage, RegisterView):
    """A register on the public site."""

    base_template = "public/base.html"
    saves_views = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let programs of other sites read the files."""
        answer = super().dispatch(request, *args, **kwargs)
        return opened(answer) if "format" in kwargs else answer


class ContractsView(PublicRegister):
    """The public register of contracts."""

    register = PublishedContractRegister
    template_name = "public/contracts.html"

    def context(self) -> dict[str, Any]:
        """Add the feed of what is shown."""
        found = super().context()
        asked = found["listing"].asked.query({"sort": [], "page": [], "columns": [], "rows": []})
        asked = asked if asked != "?" else ""
        return {**found, "feed": f"/contracts/feed.atom{asked}", "follow": f"/follow/{asked}"}


class SuppliersView(PublicRegister):
    """The suppliers with a contract."""

    register = PublishedSupplierRegister


class SupplierView(PublicRegister):
    """A supplier: its names, how we know them, and its contracts."""

    register = SuppliersContractsRegister
    template_name = "public/supplier.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead from an entry that was merged to the one that stands for it."""
        number = kwargs["number"]
        self.supplier = selectors.supplier(number) if number < 2**63 else None
        if self.supplier is None:
            standing = selectors.standing_for(number) if number < 2**63 else None
            if standing is None:
                raise Http404
            return HttpResponseRedirect(f"/suppliers/{standing}/")
        return super().dispatch(request, *args, **kwargs)

    def build(self) -> SuppliersContractsRegister:
        """Give the register of this supplier's contracts."""
        assert self.supplier is not None
        return SuppliersContractsRegister(self.supplier)

    def context(self) -> dict[str, Any]:
        """Add the supplier's facts."""
        assert self.supplier is not None
        return {**super().context(), "supplier": self.supplier, "rows": showing.supplier_rows(self.supplier)}


class SearchView(PublicRegister):
    """One box over what was published; without words the front page."""

    register = PublishedContractRegister
    template_name = "public/search.html"
    fragment_template = "public/_found.html"

    @property
    def query(self) -> str:
        """Give the words searched for."""
        return " ".join(self.request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]

    def context(self) -> dict[str, Any]:
        """Give the front page, or what was found."""
        if not self.query:
            return front_page(self)
        found = super().context()
        listing = found["listing"]
        suppliers = selectors.suppliers().filter(
            pk__in=ids_for(self.query, kind=PublishedSupplier.kind(), actor=None, public_only=True)
        )
        return {
            **found,
            "query": self.query,
            "tabs": tabs(self.query, listing.count, suppliers.count()),
            "hits": showing.hits(listing.records),
            "also": [each for each in suppliers.order_by("-contracts_count", "name")[:5] if each.other_names][:2],
            "nearest": None if listing.count else nearest(self.query),
            "withdrawn": None if listing.count else selectors.stone(self.query),
            "ocds": f"/data/ocds/contracts.json{listing.asked.query({})}",
            "as_at": moment(selectors.freshness(self.at).as_at),
            "orders": orders(listing),
            "sorted_by": ORDERS.get(now_sorted(listing), ("", listing.sentence.partition(". ")[2]))[1],
        }


def front_page(view: SearchView) -> dict[str, Any]:
    """Give the three numbers with their date, what is new and what changed."""
    told = selectors.headline()
    unknown = f", {plural(told.without_value, 'value')} not known in pounds" if told.without_value else ""
    in_force = "/contracts/?status=live&status=suspended"
    return {
        "view": view,
        "title": "See what we buy, from whom, and how well it goes",
        "menu": "search",
        "query": "",
        "as_at": moment(selectors.freshness(view.at).as_at),
        "figures": [
            Figure("Contracts in force", f"{told.running:,}", href=in_force),
            Figure("Their value, ex VAT", money_in_prose(told.value), f"Over their lives{unknown}", in_force),
            Figure("Suppliers", f"{told.suppliers:,}", "With a contract in force", "/suppliers/"),
        ],
        "newest": selectors.newest(),
        "changes": selectors.latest_changes(),
    }


def tabs(query: str, contracts: int, suppliers: int) -> list[Link]:
    """Give the kinds of result with their counts."""
    asked = urlencode({"q": query})
    return [
        Link("Contracts", f"/search/?{asked}", contracts, current=True),
        Link("Suppliers", f"/suppliers/?{asked}", suppliers),
    ]


def now_sorted(listing: Any) -> str:
    """Give the order that the hits have now."""
    return str(listing.asked.sort or listing.register.default_sort)


def orders(listing: Any) -> list[Link]:
    """Give the other orders of the hits."""
    now = now_sorted(listing)
    return [Link(text, listing.asked.link(sort=key)) for key, (text, _) in ORDERS.items() if key != now]


def nearest(query: str) -> Meant | None:
    """Give the search that was probably meant: with a word put right, or with fewer words."""
    return meant(query, kind=PublishedContract.kind(), actor=None, public_only=True)


class ContractView(PublicPage):
    """A published contract: what it is, what changed, what is withheld and why, and how to quote it."""

    template_name = "public/contract.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it; the id of a contracting process leads to its contracts."""
        slug = kwargs["slug"]
        self.contract = selectors.contract(slug)
        if self.contract is None:
            return self.by_ocid(slug)
        return self.page()

    def by_ocid(self, ocid: str) -> HttpResponseBase:
        """Lead to the one contract of a process, or to the list of them."""
        found = selectors.with_ocid(ocid)
        if not found:
            raise Http404
        if len(found) == 1:
            return HttpResponseRedirect(found[0].get_absolute_url())
        return HttpResponseRedirect(f"/contracts/?{urlencode({'q': ocid})}")

    def context(self) -> dict[str, Any]:
        """Give the sections, the changes and the address to quote."""
        assert self.contract is not None
        contract = self.contract
        return {
            **super().context(),
            "title": contract.title or ("Withdrawn entry" if contract.is_withdrawn else "Title withheld"),
            "contract": contract,
            "tag": showing.state_tag(contract),
            "sections": showing.sections(contract),
            "changes": showing.changes(contract),
            "as_at": moment(selectors.freshness(self.at).as_at),
            "address": self.request.build_absolute_uri(contract.get_absolute_url()),
        }


__all__ = ["ContractView", "ContractsView", "SearchView", "SupplierView", "SuppliersView", "notices"]
