"""What the pages about one quote share: it is found for the reader's organisations, and the clock stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.platform.clock import london
from hub.platform.govuk.widgets import GovRadios
from hub.platform.identity.roles import SUPPLIER_ROLES, Role
from hub.platform.ui.navigation import claim
from hub.platform.ui.parts import Tag
from hub.platform.ui.views import PageView
from hub.platform.words import deadline, plural
from hub.tender import portal

LAST_HOUR = timedelta(hours=1)
LAST_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Clock:
    """How long answers are still taken, in words that hold without a script.

    :param closes: the due time with its day.
    :param late: what is late, to the second.
    :param left: how much is left; empty once it is over.
    :param now: our clock, to the second.
    """

    closes: str
    late: str
    left: str
    now: str
    due_at: datetime
    at: datetime


def clock_of(quote: portal.Quote, *, at: datetime) -> Clock:
    """Give the clock of a quote at a moment."""
    return clock_between(quote.due_at, is_open=quote.is_open, at=at)


def clock_between(due_at: datetime, *, is_open: bool, at: datetime) -> Clock:
    """Give the clock of what is due at a moment."""
    return Clock(
        closes=deadline(due_at),
        late=f"{london(due_at):%H:%M:%S} is late",
        left=time_left(due_at - at) if is_open else "",
        now=f"{london(at):%H:%M:%S}",
        due_at=due_at,
        at=at,
    )


def time_left(left: timedelta) -> str:
    """Say how long it is: days and hours, then hours and minutes, in the last hour minutes and seconds.

    Nothing is rounded up, so that nobody waits for time that is not there.
    """
    seconds = max(0, int(left.total_seconds()))
    days, hours, minutes = seconds // 86_400, seconds // 3_600 % 24, seconds // 60 % 60
    if left >= LAST_DAY:
        return " ".join([plural(days, "day"), *([plural(hours, "hour")] if hours else [])])
    if left >= LAST_HOUR:
        return " ".join([plural(hours, "hour"), *([plural(minutes, "minute")] if minutes else [])])
    return " ".join([*([plural(minutes, "minute")] if minutes else []), plural(seconds % 60, "second")])


def tag_of(quote: portal.Quote) -> Tag:
    """Give where a quote stands, in a word."""
    if quote.is_withdrawn:
        return Tag("Withdrawn", "grey")
    return Tag("Open", "green") if quote.is_open else Tag("Closed", "grey")


class OnQuote(PageView):
    """A page about one quote for which one of the reader's organisations is asked."""

    reads: ClassVar[frozenset[Role] | None] = SUPPLIER_ROLES
    menu = "bids"
    quote: portal.Quote

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 for one that nobody asked them for; it looks like one that does not exist."""
        found = portal.quote(self.actor, kwargs["reference"], at=self.at)
        if found is None:
            raise Http404
        self.quote = found
        return super().dispatch(request, *args, **kwargs)

    @property
    def able(self) -> list[portal.Part]:
        """Give the organisations for which the reader may do something about it."""
        return [one for one in self.quote.parts if one.can_act]

    def context(self) -> dict[str, Any]:
        """Add it, its clock, and for whom the reader may act."""
        known = {"quote": self.quote, "clock": clock_of(self.quote, at=self.at), "tag": tag_of(self.quote)}
        return {**super().context(), **known, "able": self.able}


class ForOrganisation(forms.Form):
    """A form that is sent for one of the reader's organisations; it asks which only where there are several."""

    def __init__(self, *args: Any, organisations: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only = organisations[0][0] if len(organisations) == 1 else None
        if self.only is None:
            self.fields["party"] = forms.TypedChoiceField(
                label="For which organisation?", choices=organisations, coerce=int, widget=GovRadios(),
                error_messages={"required": "Select for which organisation"},
            )  # fmt: skip
            self.order_fields(["party"])

    @property
    def party(self) -> int:
        """Give the organisation that was chosen."""
        return self.only if self.only is not None else int(self.cleaned_data["party"])


claim("supplier", "bids", usable=lambda actor: actor.has_any(SUPPLIER_ROLES), href="/quotes/", also=("/bids/",))
