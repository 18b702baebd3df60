"""The auditor's pages: activity, the log, one event, the check of the chain, samples."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from hub.platform.actors import Actor
from hub.platform.events import checkpoints, erasure, feed, keeping, selectors, signing
from hub.platform.events.forms import EraseForm, SampleForm
from hub.platform.events.register import EventRegister
from hub.platform.events.verify import verify
from hub.platform.identity.roles import OFFICERS, Role
from hub.platform.registers.views import RegisterView
from hub.platform.ui.parts import Day, Happening
from hub.platform.ui.views import ActView, PageView
from hub.platform.words import date_with_day, time_of

FAULTS = {
    "altered": "This event was altered after it was written.",
    "missing": "This event was removed.",
    "added": "This event was added outside the log.",
    "reordered": "This event does not stand where it was written.",
    "detail_missing": "The names and values of this event were removed.",
    "detail_altered": "The names or values of this event were altered.",
    "detail_erased": "The names and values of this event were erased, and no act of erasure says so.",
    "detail_stray": "There are names and values here without an event.",
    "head_missing": "The log has lost its head.",
    "head_differs": "The head of the log is not that of its last event.",
    "checkpoint_not_signed": "A checkpoint is not signed by this installation's key of that time.",
    "checkpoint_missing": "A checkpoint that is kept beside the database is missing in it.",
    "checkpoint_altered": "A checkpoint was altered.",
    "older_than_checkpoint": "The log is older than a checkpoint: an old copy was restored.",
    "differs_from_checkpoint": "The log is not the one that a checkpoint signed: it was rewritten.",
}


class AuditRegisterView(RegisterView):
    """The log as a register."""

    register = EventRegister
    reads = selectors.AUDITORS


class ActivityView(PageView):
    """What happened lately in the authorities within reach."""

    reads = OFFICERS
    template_name = "events/activity.html"
    title = "Activity"

    def context(self) -> dict[str, Any]:
        """Add the days."""
        lines = feed.recent(self.actor, size=100)
        days = [Day(date_with_day(day), [happening(one) for one in ones]) for day, ones in feed.by_day(lines)]
        return {**super().context(), "days": days}


def happening(one: feed.Line) -> Happening:
    """Give a line of the log as the page draws it."""
    note = ", ".join(filter(None, [time_of(one.at), one.who]))
    kind = one.kind if one.kind in {"decision", "message", "paper"} else ""
    text = f"{one.sentence}: {one.subject}" if one.subject else one.sentence
    return Happening(text, f"{note}. {one.note}" if one.note else note, kind)  # type: ignore[arg-type]


class EventView(PageView):
    """One event: sentence, changes, and what the chain holds about it."""

    reads = selectors.AUDITORS
    template_name = "events/event.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show one event within reach."""
        event = selectors.event(self.actor, kwargs["number"])
        if event is None:
            raise Http404
        one = feed.line(event)
        changes = [(name.removesuffix("_id").replace("_", " "), *pair) for name, pair in one.changes.items()]
        facts = json.dumps(event.facts, indent=2, ensure_ascii=False) if event.facts else ""
        may_erase = not one.erased and event.actor_id is not None and _may_erase(self.actor)
        title = f"Event {event.number}"
        return self.page(event=event, line=one, changes=changes, facts=facts, title=title, may_erase=may_erase)


def _may_erase(actor: Actor) -> bool:
    return any(grant.role in erasure.ERASE.held_by for grant in actor.grants)


class EraseView(ActView):
    """Erase the personal part of one event, or of all events by or about the person who acted."""

    needs_fresh_proof = True
    act = erasure.ERASE
    reads = frozenset({Role.DATA_PROTECTION})
    find = staticmethod(selectors.person_of_event)
    key = "number"
    form_class = EraseForm

    def perform(self, form: forms.Form) -> int:
        """Erase what was chosen, never more than the actor may read."""
        numbers = [int(self.kwargs["number"])]
        if form.cleaned_data["which"] == "all":
            numbers = erasure.about(self.record, within=selectors.events(self.actor))
        return erasure.erase(self.record, numbers, by=self.actor, at=self.at, reason=form.cleaned_data["reason"])

    def done_sentence(self, result: int) -> str:
        """Say how many went."""
        return f"Erased the names and values of {result} event{'' if result == 1 else 's'}. The chain still holds."

    def next_url(self, result: int) -> str:
        """Go back to the event."""
        return f"/audit/{self.kwargs['number']}/"


class VerifyView(PageView):
    """Walk the chain on request and show every fault in words."""

    reads = selectors.AUDITORS
    template_name = "events/verify.html"
    title = "Check the chain of events"

    def context(self) -> dict[str, Any]:
        """Add the last checkpoint and the public key."""
        last = selectors.last_checkpoint()
        more = {"last": last, "public_key": signing.public_key_text(), "weaknesses": keeping.weaknesses()}
        return {**super().context(), **more}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check, sign what is sound, and show the result."""
        walk = verify()
        faults = [
            (one.number, FAULTS.get(one.kind, one.kind.replace("_", " ").replace(":", " "))) for one in walk.faults
        ]
        if not faults:
            checkpoints.make(at=self.at)
        return self.page(walk=walk, faults=faults, checked_at=self.at)


class SampleView(PageView):
    """Draw a sample that anybody can draw again."""

    reads = selectors.AUDITORS
    template_name = "events/sample.html"
    title = "Draw a sample"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form, or the sample that the address describes."""
        form = SampleForm(request.GET or None)
        if not request.GET or not form.is_valid():
            return self.page(form=form, status=422 if request.GET else 200)
        drawn = selectors.sample(self.actor, **form.cleaned_data)
        return self.page(form=form, sample=drawn, lines=[feed.line(event) for event in drawn.chosen])
