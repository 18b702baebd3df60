"""What the pages of one bid share: it is the reader's organisation's own, or it does not exist."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.bids import portal
from hub.platform.identity.roles import SUPPLIER_ROLES, Role
from hub.platform.ui.views import FormPage, PageView
from hub.sites.supplier.quotes.base import Clock, clock_between
from hub.tender import portal as tenders

WRITERS = tenders.SAY.held_by
NOT_KEPT = "We could not keep that. Nothing was changed and nothing of it counts. Send it again in a moment."


class OnBid(PageView):
    """A page of one bid of the reader's organisations; everybody else's is a 404 like one that never was."""

    reads: ClassVar[frozenset[Role] | None] = SUPPLIER_ROLES
    menu = "bids"
    bid: portal.Page

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find it."""
        found = portal.bid(self.actor, kwargs["reference"], at=self.at)
        if found is None:
            raise Http404
        self.bid = found
        return super().dispatch(request, *args, **kwargs)

    @property
    def reference(self) -> str:
        """Give the reference of the bid."""
        return self.bid.mine.reference

    @property
    def stamp(self) -> portal.Stamp:
        """Give when the request reached the front door."""
        return portal.stamp_of(self.request)

    @property
    def clock(self) -> Clock:
        """Give how long answers are still taken."""
        return clock_between(self.bid.mine.due_at, is_open=self.bid.mine.is_open, at=self.at)

    def context(self) -> dict[str, Any]:
        """Add it, and its clock."""
        return {**super().context(), "bid": self.bid, "mine": self.bid.mine, "clock": self.clock}


class DoesToBid(OnBid, FormPage):
    """A form by which an owner or editor changes a bid. Nothing that is typed here lies in a draft of the Hub's own."""

    reads = frozenset(WRITERS)
    is_drafted = False
    # Pressing twice is harmless: the service knows what it did. So no digest of what was sent is kept either.
    may_repeat: ClassVar[bool] = True
    template_name = "supplier/bids/form.html"

    def form_valid(self, form: forms.Form) -> HttpResponseBase:
        """Do it; what the store does not take is said, and nothing is lost."""
        try:
            return super().form_valid(form)
        except LookupError as gone:
            raise Http404 from gone
        except portal.CannotStore:
            form.add_error(None, NOT_KEPT)
            return self.page(form=form, status=503)

    def next_url(self, result: Any) -> str:
        """Go back to the bid."""
        return self.bid.mine.page
