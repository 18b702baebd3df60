"""The queue of requests for approval: what waits on the reader first, the longest waiting at the top."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from hub.platform import words
from hub.platform.act_table import REGISTRY as ACTS
from hub.platform.actors import Actor
from hub.platform.approvals import selectors
from hub.platform.approvals.terms import RequestState
from hub.platform.registers.base import BuiltIn, Empty, Register
from hub.platform.registers.columns import (
    ComputedColumn,
    LinkColumn,
    MomentColumn,
    MoneyColumn,
    PersonColumn,
    TermColumn,
)
from hub.platform.registers.filters import (
    Asking,
    ChoiceFilter,
    DateFilter,
    MoneyFilter,
    Option,
    OptionFilter,
)
from hub.platform.registers.listing import Listing

COLOURS = {
    RequestState.ASKED: "yellow",
    RequestState.APPROVED: "green",
    RequestState.SENT_BACK: "red",
    RequestState.LAPSED: "red",
}


def phrases() -> dict[str, str]:
    """Give what is to be done, in words, by the name of the act."""
    return {name: act.phrase for name, act in ACTS.items() if act.needs}


class WhatFilter(ChoiceFilter):
    """What is to be done, in the words of its button."""

    def words(self, model: Any, keys: list[str], seen: Any = None) -> dict[str, str]:
        """Give the phrases of the acts."""
        known = phrases()
        return {key: known.get(key, key) for key in keys}


class WaitsFilter(OptionFilter):
    """Whose decision is awaited: the role, the deputies and the steps taken before are asked for each reader anew."""

    def narrow(self, rows: QuerySet[Any], value: Any, asking: Asking) -> QuerySet[Any]:
        """Keep the requests whose next decision the reader may take."""
        return rows.filter(self._mine(asking))

    def choices_counted(self, rows: QuerySet[Any], value: Any, asking: Asking) -> list[Any]:
        """Count those that wait on the reader."""
        counted = super().choices_counted(rows.filter(self._mine(asking)), value, asking)
        return [one for one in counted if one.count or one.chosen]

    def _mine(self, asking: Asking) -> Q:
        return Q(pk__in=[one.pk for one in selectors.waiting_on(asking.actor, at=asking.at)])


class ApprovalRegister(Register):
    """Every request within the reader's reach; the bare address shows what waits on them."""

    name = "approvals"
    title = "Approvals"
    noun = ("request", "requests")
    default_sort = "waits_since"
    default_view = "mine"
    search_fields = ("subject_label", "asked_by__name", "note")
    search_hint = "Record, person or note"
    columns = (
        LinkColumn("subject_label", "What it is about"),
        TermColumn("verb", "To be done", labels=phrases),
        MoneyColumn("value", "Value", vat="ex", none="Not known"),
        PersonColumn("asked_by", "Asked by"),
        MomentColumn("waits_since", "Waits since", sort_phrase="how long it waits"),
        ComputedColumn("step", "Decided next by", value=lambda row: getattr(row, "step_label", ""), card=False),
        TermColumn("status", "State", term=RequestState, tags=COLOURS),
        MomentColumn("asked_at", "Asked", on=False),
        MomentColumn("ended_at", "Ended", on=False),
    )
    filters = (
        WaitsFilter("waits", "Waits on", options=(Option("me", "Me", Q()),)),
        ChoiceFilter("status", "State", choices=RequestState.choices()),
        WhatFilter("verb", "To be done"),
        ChoiceFilter("asker", "Asked by", field="asked_by", shown_as="name", mine=True),
        ChoiceFilter("decider", "Decided by", field="steps__decided_by", shown_as="name", mine=True, many=True),
        MoneyFilter("worth", "Value", field="value"),
        DateFilter("asked", "Asked", field="asked_at", instant=True),
    )
    views = (
        BuiltIn("mine", "Waiting on me", {"waits": "me"}),
        BuiltIn("asked", "What I asked", {"asker": "me", "sort": "-asked_at"}),
        BuiltIn("decided", "What I decided", {"decider": "me", "sort": "-asked_at"}),
        BuiltIn("waiting", "All that wait", {"status": "asked"}),
    )
    empty = Empty("Nothing waits on you", "Requests that you may decide are listed here, the longest waiting first.")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the requests within reach."""
        return selectors.requests(actor)

    def prepare(self, rows: list[Any], actor: Actor, at: datetime) -> None:
        """Say which role decides next."""
        steps = selectors.next_steps(rows)
        for row in rows:
            row.step_label = steps[row.pk].role_label if row.pk in steps else ""

    def nothing(self, listing: Listing) -> Empty | None:
        """Say that nothing waits, and when that last changed."""
        if listing.asked.q or listing.asked.view != self.default_view:
            return None
        last = selectors.last_change(listing.asking.actor)
        if last is None:
            return None if not listing.all_count else Empty(*self._plain())
        return Empty("Nothing waits on you", f"This last changed on {words.date_long(last)}.")

    def _plain(self) -> tuple[str, str]:
        assert isinstance(self.empty, Empty)
        return self.empty.what, self.empty.why
