"""Decisions of committees and of officers, as they were published."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.platform.words import moment
from hub.publishing import decisions, selectors
from hub.publishing.decision_register import PublishedDecisionRegister
from hub.sites.public.pages import PublicPage
from hub.sites.public.views import PublicRegister


class DecisionsView(PublicRegister):
    """The decisions."""

    register = PublishedDecisionRegister
    menu = "data"


class DecisionView(PublicPage):
    """One decision: what was decided, by whom, why, and what was rejected."""

    template_name = "public/decision.html"
    menu = "data"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it; one that was taken back keeps its address."""
        self.decision = selectors.decision(kwargs["slug"])
        if self.decision is None:
            raise Http404
        return self.page()

    def context(self) -> dict[str, Any]:
        """Give the facts and the address to quote."""
        assert self.decision is not None
        shown = self.decision
        return {
            **super().context(),
            "title": shown.title or "Decision taken back",
            "decision": shown,
            "tag": decisions.decision_tag(shown),
            "rows": [] if shown.is_withdrawn else decisions.decision_rows(shown),
            "as_at": moment(selectors.freshness(self.at).as_at),
            "address": self.request.build_absolute_uri(shown.get_absolute_url()),
        }
