"""The list of quotes that a supplier is asked for, one of them whole, and the text under its fingerprint."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.platform.identity.roles import SUPPLIER_ROLES
from hub.platform.ui.views import PageView
from hub.sites.supplier.quotes.base import OnQuote, tag_of
from hub.sites.supplier.quotes.words import asked_rows
from hub.tender import portal


class QuotesView(PageView):
    """The quotes that the reader's organisations are asked for, open ones first."""

    reads = SUPPLIER_ROLES
    menu = "bids"
    template_name = "supplier/quotes/list.html"
    title = "My bids"

    def context(self) -> dict[str, Any]:
        """Add them, as plain values."""
        found = portal.quotes(self.actor, at=self.at)
        return {
            **super().context(),
            "opened": [one for one in found if one.is_open],
            "over": [(one, tag_of(one)) for one in found if not one.is_open],
        }


class QuoteView(OnQuote):
    """One quote: what is asked, until when, how it is judged, its papers, and every answer to a question."""

    template_name = "supplier/quotes/quote.html"

    def context(self) -> dict[str, Any]:
        """Add the questions in words, and where each paper is."""
        papers = [(paper, paper.page) for paper in self.quote.papers]
        return {**super().context(), "asked": asked_rows(self.quote), "papers": papers}


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
