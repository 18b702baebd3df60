"""What is planned to be bought: the public pipeline, a page for each, and its dates as a calendar."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.platform.calendars import to_ics
from hub.platform.registers.address import plain
from hub.platform.registers.views import RegisterView
from hub.platform.words import moment
from hub.publishing import selectors
from hub.publishing.register import PublishedPlanRegister
from hub.publishing.showing_plans import plan_items, plan_rows, plan_tag
from hub.sites.public.pages import OpenData, PublicPage
from hub.sites.public.views import PublicRegister

MOST = 1000


class PlansView(PublicRegister):
    """What is planned to be bought."""

    register = PublishedPlanRegister
    template_name = "public/plans.html"

    def context(self) -> dict[str, Any]:
        """Add the calendar of what is shown."""
        found = super().context()
        asked = found["listing"].asked.query({"sort": [], "page": [], "columns": [], "rows": []})
        return {**found, "calendar": f"/plans/dates.ics{asked if asked != '?' else ''}"}


class PlanView(PublicPage):
    """Something planned: what, when, about how much, and how to quote it."""

    template_name = "public/plan.html"
    menu = "plans"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it; what was taken off keeps its address."""
        self.plan = selectors.plan(kwargs["slug"])
        if self.plan is None:
            raise Http404
        return self.page()

    def context(self) -> dict[str, Any]:
        """Give the facts and the address to quote."""
        assert self.plan is not None
        return {
            **super().context(),
            "title": self.plan.title or "Taken off the pipeline",
            "plan": self.plan,
            "tag": plan_tag(self.plan),
            "rows": plan_rows(self.plan),
            "as_at": moment(selectors.freshness(self.at).as_at),
            "address": self.request.build_absolute_uri(self.plan.get_absolute_url()),
        }


class PlanDates(OpenData, RegisterView):
    """The dates of the plans under the filters of an address, as a calendar that can be followed."""

    register = PublishedPlanRegister
    saves_views = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give the calendar."""
        register = self.build()
        asked = register.understand(plain(request.GET), self.asking)
        rows = register.found(register.source(self.actor, self.at), asked, self.asking)
        rows = register.narrowed(rows, asked, self.asking).order_by("needed_on", "pk")[:MOST]
        root = request.build_absolute_uri("/").removesuffix("/")
        text = to_ics(plan_items(rows, root=root), product="Pipeline", name="What we plan to buy", at=self.at)
        response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="plans.ics"'
        return response
