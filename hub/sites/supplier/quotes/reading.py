"""The list of quotes that a supplier is asked for, one of them whole, and the text under its fingerprint."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.bids import portal as bids
from hub.platform.actors import Actor
from hub.platform.identity.roles import SUPPLIER_ROLES
from hub.platform.ui.views import PageView
from hub.sites.supplier.quotes.base import OnQuote, tag_of
from hub.sites.supplier.quotes.words import asked_rows
from hub.tender import portal


def with_bids(actor: Actor, *, at: datetime) -> list[tuple[portal.Quote, list[bids.Mine]]]:
    """Give the quotes that the reader's organisations are asked for, each with their bids for it."""
    begun = bids.bids(actor, at=at)
    return [(one, [each for each in begun if each.quote == one.reference]) for one in portal.quotes(actor, at=at)]


class QuotesView(PageView):
    """The quotes that the reader's organisations are asked for, open ones first."""

    reads = SUPPLIER_ROLES
    menu = "bids"
    template_name = "supplier/quotes/list.html"
    title = "My bids"

    def context(self) -> dict[str, Any]:
        """Add them, as plain values."""
        found = with_bids(self.actor, at=self.at)
        return {
            **super().context(),
            "opened": [(one, begun) for one, begun in found if one.is_open],
            "over": [(one, begun, tag_of(one)) for one, begun in found if not one.is_open],
        }


class QuoteView(OnQuote):
    """One quote: what is asked, until when, how it is judged, its papers, and every answer to a question."""

    template_name = "supplier/quotes/quote.html"

    def context(self) -> dict[str, Any]:
        """Add the questions in words, and where each paper is."""
        papers = [(paper, paper.page) for paper in self.quote.papers]
        begun = bids.own(self.actor, self.quote.reference)
        mine = bids.bid(self.actor, begun, at=self.at) if begun else None
        return {**super().context(), "asked": asked_rows(self.quote), "papers": papers, "mine": mine and mine.mine}


class PackView(OnQuote):
    """The text whose SHA-256 is the fingerprint of the pack, for whoever wants to show later what was asked."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the file."""
        text = portal.pack_text(self.actor, self.quote.reference)
        if text is None:
            raise Http404
        answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{self.quote.reference}-pack.txt"'
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        return answer
