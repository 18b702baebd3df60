"""Reads over decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from typing import Any

from hub.governance import rules
from hub.governance.models import Decision
from hub.governance.selectors.seating import within
from hub.governance.selectors.sittings import EXEMPT_READERS, is_shut, sees_exempt
from hub.governance.terms import DecisionState, KeyRoute, Maker
from hub.law.findings import Finding
from hub.law.governance import DIRECTION, CallIn
from hub.platform.actors import Actor
from hub.platform.clock import LONDON, london
from hub.platform.identity.models import Person
from hub.platform.reference import lookup
from hub.platform.reference.statute import statute
from hub.platform.words import date_long, moment

NOTICES = "decision_notices"
# Where nobody has loaded the set: the number that it ships with.
USUAL_DAYS = 2


def decisions(actor: Actor) -> Any:
    """Give the decisions that an officer may read."""
    return within(Decision.objects.all(), actor).select_related("body", "taken_by")


def decision(actor: Actor, reference: str) -> Decision | None:
    """Give one decision, or None."""
    rows = decisions(actor).select_related("authority", "meeting", "item", "asked_by", "authorised_by")
    return rows.filter(reference=reference).first()  # type: ignore[no-any-return]


def decisions_about(kind: str, pk: int) -> list[Decision]:
    """Give the decisions about a record, the newest first."""
    return list(Decision.objects.about(kind, pk).select_related("body", "meeting", "taken_by"))


def latest_about(kind: str, pk: int) -> Decision | None:
    """Give the newest decision about a record, or None."""
    return next(iter(decisions_about(kind, pk)), None)


def powers(actor: Actor) -> Any:
    """Give the decisions of bodies by which an officer may have been given a power."""
    return decisions(actor).in_favour().filter(maker=Maker.BODY)


def names_of(people: Iterable[int | None]) -> dict[int, str]:
    """Give the names of some persons by number: decisions keep numbers, so that a name can be taken out."""
    wanted = {pk for pk in people if pk}
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def approved_by(code: str, records: Sequence[Any]) -> set[int]:
    """Give the numbers of those records of one kind on which the newest decision of a body said yes, in one query."""
    if not records:
        return set()
    rows = Decision.objects.filter(
        body__code=code, subject_kind=records[0].kind(), subject_id__in=[one.pk for one in records if one.pk]
    )
    newest = {one.subject_id: one for one in rows.order_by("decided_at", "pk")}
    return {pk for pk, one in newest.items() if one.is_in_favour}


def sees_exempt_of(decision: Decision, actor: Actor) -> bool:
    """Say whether somebody may read the exempt part of a decision."""
    if decision.meeting is not None and decision.item is not None:
        return sees_exempt(decision.meeting, actor, item=decision.item) and not is_shut(decision.item, actor)
    people = {decision.taken_by_id, decision.asked_by_id} - {None}
    return actor.person_id in people or actor.holds(EXEMPT_READERS, decision.authority_id)


def _notices(decision: Decision) -> Iterable[Any]:
    return lookup.layered(NOTICES, on=decision.decided_on, authority=decision.authority)


def notice_days(decision: Decision) -> int:
    """Give how many working days an authority gives itself to publish a decision."""
    found = {one.code: one.data for one in _notices(decision)}
    return int(found.get(str(decision.maker), {}).get("working_days", USUAL_DAYS))


def is_open_to_call_in(decision: Decision) -> bool:
    """Say whether overview and scrutiny may call a decision in: a published key decision that said yes."""
    return _can_be_called_in(decision) and decision.status == DecisionState.PUBLISHED


def _can_be_called_in(decision: Decision) -> bool:
    """Say whether a decision is of the sort that can be called in; the constitution may leave urgent ones out."""
    if not (decision.is_key and decision.is_in_favour):
        return False
    if decision.key_route != KeyRoute.SPECIAL:
        return True
    entries = {one.code: one.data for one in _notices(decision)}
    return bool(entries.get("call_in", {}).get("special_urgency", True))


def call_in_of(decision: Decision) -> CallIn | None:
    """Give the days of the call-in of a published key decision; None where there is none."""
    if not is_open_to_call_in(decision) or decision.published_at is None:
        return None
    published_on = london(decision.published_at).date()
    return rules.call_in_of(published_on, decision.called_in_on, tables=statute(decision.authority)).result


def bars_to_effect(decision: Decision, at: datetime) -> Iterator[Finding]:
    """Give why a decision has no effect yet: it can still be called in, or was and is not reconsidered."""
    if not _can_be_called_in(decision) or decision.released_on is not None:
        return
    page = decision.get_absolute_url()
    if decision.status != DecisionState.PUBLISHED:
        said = f"Decision {decision.reference} is a key decision. Publish it: only then the days of call-in begin."
        yield Finding("call_in", said, DIRECTION, cure=page)
    elif decision.called_in_on is not None:
        said = (
            f"Decision {decision.reference} was called in on {date_long(decision.called_in_on)}. It waits until it is "
            "reconsidered."
        )
        yield Finding("called_in", said, DIRECTION, cure=page)
    elif (found := call_in_of(decision)) is not None and at < (effect := effect_at(found)):
        said = f"Decision {decision.reference} can be called in until {moment(effect)}, and takes effect then."
        yield Finding("call_in", said, DIRECTION, cure=page)


def effect_at(found: CallIn) -> datetime:
    """Give the moment at which a decision takes effect that nobody calls in."""
    wall = time.fromisoformat(found.takes_effect_at or "23:59")
    return datetime.combine(found.takes_effect_on or found.call_in_by, wall, tzinfo=LONDON)


def to_index(ids: Any) -> Any:
    """Give the decisions that search indexes."""
    return Decision.objects.filter(pk__in=list(ids)).select_related("authority", "body")
