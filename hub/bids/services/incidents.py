"""Count how suppliers are served, and decide what an incident of ours before a due time means (R9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from hub.bids import acts, selectors
from hub.bids.models import Bid, IncidentDecision, ServedMinute
from hub.bids.rules.history import Decision
from hub.bids.rules.reminding import Words
from hub.bids.services.reminding import tell
from hub.law.findings import Finding
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.platform.identity.selectors import myself
from hub.platform.words import deadline, plural
from hub.tender.models import Tender


def count_served(
    at: datetime, *, process: str, requests: int, failed: int, refused_uploads: int, submits: Sequence[int]
) -> None:
    """Add what one process answered in a minute.

    :param at: when the minute began.
    :param submits: how long each Submit took, in milliseconds.
    """
    with transaction.atomic():
        row, _ = ServedMinute.objects.select_for_update().get_or_create(at=at, process=process)
        row.requests += requests
        row.failed += failed
        row.refused_uploads += refused_uploads
        row.submits = [*row.submits, *submits]
        row.save()


def held_by_incident(one: Tender) -> Iterable[Finding]:
    """Nothing is opened while the lead has not decided what our fault before the due time means."""
    away = selectors.lost_of(one)
    if away and selectors.incident_of(one) is None:
        minutes = plural(int(away.total_seconds() // 60), "minute")
        told = f"We served suppliers badly for {minutes} before the due time. The procurement lead decides about it."
        yield Finding("held", told, "The deadline rule, R9")


def decide_incident(one: Tender, *, decision: str, reason: str, by: Actor, at: datetime) -> Tender:
    """Decide: let the affected finish, for as long as it lasted, or carry on. Every bidder is told.

    :raises Refused: when the due time has not come, there was no incident, or it is decided already.
    """
    with perform(acts.DECIDE_INCIDENT, one, by=by, at=at) as done:
        refuse(acts.DECIDE_INCIDENT, _bars(one, at))
        minutes = int(selectors.lost_of(one).total_seconds() // 60)
        IncidentDecision(
            tender=one, decision=decision, reason=reason.strip(), minutes=minutes, decided_by=myself(by), decided_at=at
        ).save()
        done.note(reason, decision=Decision(decision), minutes=minutes)
    for bid in Bid.objects.filter(tender=one).select_related("tender__authority").order_by("pk"):
        tell(bid, _words(one, Decision(decision), minutes, reason), cause="incident", at=at)
    return one


def _bars(one: Tender, at: datetime) -> Iterable[Finding]:
    if one.due_at is None or at < one.due_at:
        yield Finding("too_early", "An incident is decided when the due time has come.")
    elif not selectors.lost_of(one):
        yield Finding("no_incident", "The Hub served suppliers well in the two hours before the due time.")
    elif selectors.incident_of(one) is not None:
        yield Finding("decided", "It is decided already.")


def _words(one: Tender, decision: Decision, minutes: int, reason: str) -> Words:
    assert one.due_at is not None, "decided after the due time"
    lasted = f"We served suppliers badly for {plural(minutes, 'minute')} before {deadline(one.due_at)}."
    what = {
        Decision.FINISH: f"What reached us in the {plural(minutes, 'minute')} after the due time counts as in time.",
        Decision.CARRY_ON: "The due time stands. What reached us after it does not count.",
    }[decision]
    return Words(f"About the deadline: {one.title}"[:200], f"{lasted} {what}\n\nWhy: {reason.strip()}")
