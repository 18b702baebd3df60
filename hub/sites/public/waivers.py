"""Waivers: purchases for which an authority set its own rules aside, and why."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.platform.clock import london
from hub.platform.words import moment
from hub.publishing import selectors, waivers
from hub.publishing.waiver_register import PublishedWaiverRegister
from hub.sites.public.pages import PublicPage
from hub.sites.public.views import PublicRegister


class WaiversView(PublicRegister):
    """The waivers that were granted."""

    register = PublishedWaiverRegister
    menu = "data"


class WaiverView(PublicPage):
    """One waiver: what was bought, from whom, why without competition."""

    template_name = "public/waiver.html"
    menu = "data"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it; one that was withdrawn keeps its address."""
        self.waiver = selectors.waiver(kwargs["slug"])
        if self.waiver is None:
            raise Http404
        return self.page()

    def context(self) -> dict[str, Any]:
        """Give the facts and the address to quote."""
        assert self.waiver is not None
        return {
            **super().context(),
            "title": self.waiver.title,
            "waiver": self.waiver,
            "tag": waivers.waiver_tag(self.waiver, london(self.at).date()),
            "rows": waivers.waiver_rows(self.waiver),
            "as_at": moment(selectors.freshness(self.at).as_at),
            "address": self.request.build_absolute_uri(self.waiver.get_absolute_url()),
        }
