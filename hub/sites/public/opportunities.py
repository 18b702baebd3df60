"""What authorities ask the market before they buy: a list, and a page for each with its questions."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.platform.clock import london
from hub.platform.words import moment
from hub.publishing import engagements, selectors
from hub.publishing.engagement_register import PublishedEngagementRegister
from hub.sites.public.pages import PublicPage
from hub.sites.public.views import PublicRegister


class OpportunitiesView(PublicRegister):
    """The market engagements that are open to every supplier."""

    register = PublishedEngagementRegister
    menu = "opportunities"


class OpportunityView(PublicPage):
    """One market engagement: what the authority wants to learn, until when, and its questions."""

    template_name = "public/opportunity.html"
    menu = "opportunities"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it; one that ended or was withdrawn keeps its address."""
        self.found = selectors.engagement(kwargs["slug"])
        if self.found is None:
            raise Http404
        return self.page()

    def context(self) -> dict[str, Any]:
        """Give the facts, the questions and the address to quote."""
        assert self.found is not None
        on = london(self.at).date()
        return {
            **super().context(),
            "title": self.found.title,
            "found": self.found,
            "tag": engagements.engagement_tag(self.found, on),
            "rows": engagements.engagement_rows(self.found),
            "takes_answers": engagements.takes_answers(self.found, on),
            "as_at": moment(selectors.freshness(self.at).as_at),
            "address": self.request.build_absolute_uri(self.found.get_absolute_url()),
        }
