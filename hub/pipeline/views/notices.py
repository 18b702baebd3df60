"""Pages of the yearly pipeline notice."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.pipeline import acts, forms, selectors, services, uk1
from hub.pipeline.models import NoticeDraft
from hub.pipeline.rules.notice import Difference, difference
from hub.pipeline.views.plan import AtHome
from hub.platform.clock import london
from hub.platform.identity.roles import OFFICERS
from hub.platform.tenancy.selectors import home_of
from hub.platform.ui.parts import Link, Row
from hub.platform.ui.views import CreateView, OnRecord
from hub.platform.words import date_long, financial_year, money

TYPES = {"json": "application/json; charset=utf-8", "csv": "text/csv; charset=utf-8"}


class NoticeView(AtHome):
    """What the notice of a financial year would list now, what the law asks, and the drafts so far."""

    template_name = "pipeline/notice.html"
    title = "Pipeline notice"

    def context(self) -> dict[str, Any]:
        """Work the notice of the year that was asked for out; the next to publish unless asked."""
        on = london(self.at).date()
        years = selectors.years_of_notice(on)
        drafts = list(selectors.drafts(self.actor).filter(authority=self.authority)[:20])
        if not years:
            return {**super().context(), "plan": None, "drafts": drafts}
        year = next((each for each in years if each.isoformat() == self.request.GET.get("year")), next_year(years, on))
        found = selectors.notice_plan(self.authority, starts_on=year, on=on)
        links = [Link(financial_year(each), f"?year={each.isoformat()}", current=each == year) for each in years]
        return {
            **super().context(),
            "years": links,
            "year": year,
            "plan": found,
            "rows": law_rows(found),
            "drafts": drafts,
            "may_draft": self.actor.holds(acts.SHOWERS, self.authority.pk),
        }


def next_year(years: list[date], on: date) -> date:
    """Give the year whose notice is worked on: the next one, from half a year before it begins."""
    return years[1] if (years[1] - on).days < 183 else years[0]


def law_rows(found: selectors.NoticePlan) -> list[Row]:
    """Give what the law asks, and by when."""
    settings = "/settings/reference/law_scope/"
    spend = "" if found.spend is None else f"{money(found.spend)} inc VAT"
    asked = {None: "Not known until the expected spend is stated", True: "Yes", False: "No, it is voluntary"}
    return [
        Row("Expected spend of the year", spend, settings if spend else "",
            Link("State it", settings) if not spend else None, "Not stated yet"),
        Row("Required above", f"{money(found.amount)} inc VAT"),
        Row("Required", asked[found.is_required]),
        *([Row("Publish by", date_long(found.publish_by))] if found.publish_by else []),
        Row("Lists contracts above", f"{money(found.period.above)} inc VAT"),
        Row("With a notice planned", f"{date_long(found.period.starts_on)} to {date_long(found.period.until)}"),
        Row("Rule", found.citation, "/law/pipeline-notice/"),
    ]  # fmt: skip


class DraftNoticeView(CreateView):
    """Keep what the notice lists now."""

    act = acts.DRAFT_NOTICE
    menu = "plan"
    form_class = forms.YearForm
    service = staticmethod(services.draft_notice)

    def form_arguments(self) -> dict[str, Any]:
        """Offer the years."""
        years = selectors.years_of_notice(london(self.at).date())
        return {**super().form_arguments(), "years": years}

    def get_initial(self) -> dict[str, Any]:
        """Begin with the year from which this page was reached, else the next."""
        on = london(self.at).date()
        years = selectors.years_of_notice(on)
        asked = self.request.GET.get("year", "")
        known = {each.isoformat() for each in years}
        if not years:
            return {}
        return {"starts_on": asked if asked in known else next_year(years, on).isoformat()}

    def arguments(self, form: django_forms.Form) -> dict[str, Any]:
        """Give the authority and the year."""
        authority = home_of(self.actor)
        if authority is None:
            raise Http404
        return {"authority": authority, "starts_on": form.cleaned_data["starts_on"]}


class NoticeDraftView(OnRecord):
    """One draft: what it lists, what changed since the last, and its files."""

    reads = OFFICERS
    menu = "plan"
    find = selectors.notice_draft
    template_name = "pipeline/notice_draft.html"

    def context(self) -> dict[str, Any]:
        """Add the difference with the draft before."""
        draft: NoticeDraft = self.record
        before = selectors.previous(draft)
        changed = difference(before.listed, draft.listed) if before else Difference()
        return {**super().context(), "before": before, "changed": changed, "lines": [told(one) for one in draft.listed]}


def told(one: dict[str, Any]) -> dict[str, Any]:
    """Give a stored line with its days as days."""
    days = ("notice_on", "starts_on", "ends_on")
    return {**one, **{name: date.fromisoformat(one[name]) if one[name] else None for name in days}}


class NoticeFileView(OnRecord):
    """A draft as a file."""

    reads = OFFICERS
    find = selectors.notice_draft

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give it as JSON or CSV."""
        kind = kwargs["format"]
        if kind not in TYPES:
            raise Http404
        draft: NoticeDraft = self.record
        uri = request.build_absolute_uri()
        answer = HttpResponse(uk1.to_json(draft, uri=uri) if kind == "json" else uk1.to_csv(draft), TYPES[kind])
        answer["Content-Disposition"] = f'attachment; filename="{draft.reference.lower()}.{kind}"'
        return answer
