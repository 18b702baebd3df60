"""Pages of the calendar and its private feeds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hub.platform import clock, words
from hub.platform.act_table import Refused
from hub.platform.deadlines import acts, feeds, selectors
from hub.platform.deadlines.email import absolute
from hub.platform.deadlines.forms import MINE, FeedForm, SeenForm
from hub.platform.identity.roles import OFFICERS
from hub.platform.tabular.dates import EARLIEST, LATEST, day_asked
from hub.platform.ui.views import ActView, PageView


class CalendarPage(PageView):
    """What is due, by month, and what is late."""

    reads = OFFICERS
    template_name = "deadlines/calendar.html"
    title = "Calendar"

    def context(self) -> dict[str, Any]:
        """Add one month of deadlines, and what is late."""
        today = clock.london(self.at).date()
        asked = self.request.GET.get("month")
        found = month_of(asked)
        first = found or today.replace(day=1)
        after = (first + timedelta(days=32)).replace(day=1)
        is_mine = self.request.GET.get("whose") != "all"
        rows = selectors.coming(self.actor, on=first, until=after, mine=is_mine)
        late = selectors.late(self.actor, at=self.at, mine=is_mine)
        return {
            **super().context(),
            "month": f"{words.MONTHS[first.month - 1]} {first.year}",
            "is_no_month": bool(asked) and not found,
            "years": (EARLIEST, LATEST),
            "before": slug(first - timedelta(days=1)),
            "after": slug(after),
            "this": slug(first),
            "is_mine": is_mine,
            "days": by_day(selectors.in_words(rows[:500])),
            "count": rows.count(),
            "late": selectors.in_words(late[:20]),
            "late_count": late.count(),
            "today": today,
        }


def month_of(asked: str | None) -> date | None:
    """Give the first day of the month asked for, if there is such a month in the years that dates here have."""
    try:
        return day_asked(f"{asked}-01")
    except ValueError:
        return None


def slug(day: date) -> str:
    """Give the month of a day as addresses name it; empty beyond the years that dates here have."""
    return day.strftime("%Y-%m") if EARLIEST <= day.year <= LATEST else ""


def by_day(lines: list[selectors.Coming]) -> list[tuple[str, list[selectors.Coming]]]:
    """Group lines under their day."""
    days: dict[date, list[selectors.Coming]] = {}
    for line in lines:
        days.setdefault(line.row.due_on, []).append(line)
    return [(words.date_with_day(day), found) for day, found in days.items()]


class FeedsPage(PageView):
    """Private links for a calendar program; a link is shown once."""

    act = acts.MAKE_FEED
    template_name = "deadlines/feeds.html"
    title = "Calendar feeds"

    def context(self) -> dict[str, Any]:
        """Add the feeds that are still read."""
        begun = {"holds": self.request.GET.get("holds", MINE)}
        return {"form": FeedForm(initial=begun), **super().context(), "feeds": selectors.feeds_of(self.actor)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make a feed and show its link, this one time."""
        form = FeedForm(request.POST)
        if not form.is_valid():
            return self.page(422, form=form)
        is_mine = form.cleaned_data["holds"] == MINE
        try:
            _, token = feeds.make_feed(
                by=self.actor, at=self.at, label=form.cleaned_data["label"], is_mine_only=is_mine, sort=form.sort
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
            return self.page(422, form=form)
        return self.page(made_link=absolute(f"/calendar/feed/{token}.ics"))


class RevokeFeed(ActView):
    """Make a feed's link answer nothing."""

    act = acts.REVOKE_FEED
    reads = OFFICERS
    find = staticmethod(selectors.feed_for)
    form_class = SeenForm
    service = staticmethod(feeds.revoke_feed)
    done = "The feed is revoked. Its link answers nothing now."

    def form_arguments(self) -> dict[str, Any]:
        """The form needs nothing."""
        return {}

    def next_url(self, result: Any) -> str:
        """Go back to the feeds."""
        return "/calendar/feeds/"


@require_safe
@never_cache
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give the calendar behind a private link; the link itself is the key."""
    text = feeds.read(token, at=request.now)  # type: ignore[attr-defined]
    if text is None:
        raise Http404
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return response


feed.open_to_all = True  # type: ignore[attr-defined]
