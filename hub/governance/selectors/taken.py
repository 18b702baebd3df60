"""Reads over decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hub.governance.models import Decision
from hub.governance.selectors.seating import within
from hub.governance.selectors.sittings import EXEMPT_READERS, is_shut, sees_exempt
from hub.governance.terms import Maker
from hub.platform.actors import Actor
from hub.platform.identity.models import Person
from hub.platform.reference import lookup

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


def notice_days(decision: Decision) -> int:
    """Give how many working days an authority gives itself to publish a decision."""
    entries = lookup.layered(NOTICES, on=decision.decided_on, authority=decision.authority)
    found = {one.code: one.data for one in entries}
    return int(found.get(str(decision.maker), {}).get("working_days", USUAL_DAYS))


def to_index(ids: Any) -> Any:
    """Give the decisions that search indexes."""
    return Decision.objects.filter(pk__in=list(ids)).select_related("authority", "body")
