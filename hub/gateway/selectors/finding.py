"""Which gates, conditions and waivers somebody may read, and small look-ups."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Avg, CharField, Count, Q, Value
from django.db.models.functions import Cast, Concat

from hub.gateway.models import Condition, DecisionLink, GateRating, GateReview, Pack, Waiver
from hub.gateway.terms import State
from hub.governance import selectors as governance
from hub.governance.models import Engagement, Meeting
from hub.platform.actors import Actor
from hub.platform.documents.terms import CONFIDENTIAL_READERS
from hub.platform.identity.models import Person
from hub.platform.identity.roles import OFFICERS, Role
from hub.platform.once import once
from hub.procurement.models import Procurement
from hub.procurement.terms import InterestKind, InterestOutcome

EXEMPT_READERS = CONFIDENTIAL_READERS | {Role.CHAIR, Role.MEMBER, Role.GATE_KEEPER, Role.FINANCE}


def _within(rows: Any, actor: Actor) -> Any:
    if actor.is_system:
        return rows
    reach = [party for party in actor.reach if actor.holds(OFFICERS, party)]
    return rows.visible_to(actor).filter(authority__in=reach)


def reviews(actor: Actor) -> Any:
    """Give the gates that an officer may read."""
    return _within(GateReview.objects.all(), actor).select_related("procurement", "body")


def review(actor: Actor, reference: str) -> GateReview | None:
    """Give one gate, or None."""
    rows = reviews(actor).filter(reference=reference)
    return rows.select_related(  # type: ignore[no-any-return]
        "procurement__owner", "authority", "body", "sponsor", "submitted_by", "decided_by", "item__meeting", "decision"
    ).first()


def reviews_of(procurement: Procurement) -> list[GateReview]:
    """Give the gates of a procurement that still apply, in their order."""
    return [one for one in every_review_of(procurement) if one.status != State.NOT_NEEDED]


@once
def every_review_of(procurement: Procurement) -> list[GateReview]:
    """Give every gate of a procurement in their order, with its conditions, whether it still applies or not."""
    rows = GateReview.objects.of(procurement).select_related(
        "decision__authority", "body", "authority", "decided_by", "item__meeting",
        "procurement__authority", "procurement__owner",
    )  # fmt: skip
    return list(rows.prefetch_related("conditions").order_by("number"))


def review_with(pk: int) -> GateReview | None:
    """Give the gate with a number."""
    return GateReview.objects.select_related("procurement", "authority").filter(pk=pk).first()  # type: ignore[no-any-return]


def mean_rating(authorities: Iterable[int], *, since: date, until: date) -> tuple[float | None, int]:
    """Give the mean of what people said of gates after a day and up to another, and how many said something."""
    rows = GateRating.objects.filter(review__authority__in=list(authorities), rated_on__gt=since, rated_on__lte=until)
    found = rows.aggregate(mean=Avg("rating"), count=Count("pk"))
    return found["mean"], found["count"]


def ratings_of(review: GateReview) -> list[GateRating]:
    """Give what people said of a gate."""
    return list(GateRating.objects.filter(review=review).select_related("person"))


def people(ids: Iterable[int]) -> dict[int, Person]:
    """Give some people by their numbers."""
    return Person.objects.in_bulk(list(ids))


def cases(ids: Iterable[int]) -> list[Procurement]:
    """Give some procurements with their authorities."""
    return list(Procurement.objects.filter(pk__in=list(ids)).select_related("authority").order_by("pk"))


def review_of(procurement: Procurement, gate: str) -> GateReview | None:
    """Give one gate of a procurement, whether it still applies or not."""
    return GateReview.objects.of(procurement).filter(gate=gate).first()  # type: ignore[no-any-return]


def pack_of(review: GateReview, number: int | None = None) -> Pack | None:
    """Give the newest pack of a gate, or the one with a number."""
    rows = Pack.objects.filter(review=review).select_related("made_by")
    return (rows.filter(number=number) if number else rows).order_by("-number").first()


def may_read_exempt(actor: Actor, review: GateReview) -> bool:
    """Say whether somebody may read the exempt part of a pack; who declared an interest in it may not."""
    if review.item is not None and governance.is_shut(review.item, actor):
        return False
    if actor.is_system or actor.holds(EXEMPT_READERS, review.authority_id):
        return True
    named = {review.submitted_by_id, review.sponsor_id, review.procurement.owner_id}
    if review.role and actor.holds({Role(review.role)}, review.authority_id):
        return True
    return actor.person_id is not None and actor.person_id in named


def has_interest(review: GateReview, actor: Actor) -> bool:
    """Say whether somebody declared an interest that keeps them from deciding: in the item, or in the procurement."""
    if review.item is not None and governance.is_shut(review.item, actor):
        return True
    kept_out = (InterestOutcome.WAITING, InterestOutcome.STOOD_DOWN)
    rows = review.procurement.interests.filter(person=actor.person_id or 0, is_current=True, outcome__in=kept_out)
    return rows.exclude(interest_kind=InterestKind.NONE).exists()


def standing_links(review: GateReview) -> list[DecisionLink]:
    """Give the links of a gate that were neither used nor withdrawn."""
    rows = DecisionLink.objects.filter(review=review, used_at__isnull=True, revoked_at__isnull=True)
    return list(rows.select_related("person"))


def link_of(secret: str) -> DecisionLink | None:
    """Give the link with a secret, whoever asks; who may use it, the rules say."""
    digest = hashlib.sha256(secret.encode()).hexdigest()
    rows = DecisionLink.objects.filter(secret_digest=digest)
    return rows.select_related("review__procurement", "review__authority", "pack", "person").first()


def conditions(actor: Actor) -> Any:
    """Give the conditions that an officer may read."""
    return _within(Condition.objects.all(), actor).select_related("review__procurement", "owner")


def condition(actor: Actor, reference: str) -> Condition | None:
    """Give one condition, or None."""
    rows = conditions(actor).select_related("authority", "closed_by").filter(reference=reference)
    return rows.first()  # type: ignore[no-any-return]


def conditions_of(review: GateReview) -> list[Condition]:
    """Give the conditions of a gate."""
    return list(Condition.objects.filter(review=review).select_related("owner").order_by("due_on", "pk"))


def held_conditions(person: Person) -> list[Condition]:
    """Give the open conditions that somebody sees to."""
    rows = Condition.objects.open().filter(owner=person)
    return list(rows.select_related("authority", "review").order_by("pk"))


def waivers(actor: Actor) -> Any:
    """Give the waivers that an officer may read."""
    return _within(Waiver.objects.all(), actor).select_related("supplier", "asked_by", "procurement")


def waiver(actor: Actor, reference: str) -> Waiver | None:
    """Give one waiver, or None."""
    return waivers(actor).select_related("authority").filter(reference=reference).first()  # type: ignore[no-any-return]


def waiver_with_authority(pk: int) -> Waiver:
    """Give one waiver with its authority; its documents ask this."""
    return Waiver.objects.select_related("authority").get(pk=pk)  # type: ignore[no-any-return]


def granted_waivers(ids: Any) -> Any:
    """Give those of some waivers that were granted once; the public register shows them."""
    return Waiver.objects.filter(pk__in=list(ids), was_granted=True)


def gates_to_index(ids: Any) -> Any:
    """Give the gates that search indexes."""
    return GateReview.objects.filter(pk__in=list(ids)).select_related("authority", "procurement")


def waivers_to_index(ids: Any) -> Any:
    """Give the waivers that search indexes."""
    return Waiver.objects.filter(pk__in=list(ids)).select_related("authority")


def deadlines_of(case: Procurement) -> Q:
    """Give a filter over the deadlines of a case's gates, conditions and councillor engagement, and of their meetings.

    Of a meeting only its papers count, and the notice of the key decision that a gate of this case takes.
    """
    reviews = GateReview.objects.of(case).needed()
    listed = reviews.filter(item__isnull=False)
    own_notice = Concat(Value("key-notice-"), Cast("item", CharField()), output_field=CharField())
    briefed = Engagement.objects.filter(subject_kind=case.kind(), subject_id=case.pk)
    at_meeting = Q(kind=Meeting.kind(), record_id__in=listed.values("item__meeting"))
    return (
        Q(kind=GateReview.kind(), record_id__in=reviews.values("pk"))
        | Q(kind=Condition.kind(), record_id__in=Condition.objects.open().filter(review__in=reviews).values("pk"))
        | Q(kind=Engagement.kind(), record_id__in=briefed.values("pk"))
        | (at_meeting & (Q(name="meeting.papers") | Q(key__in=listed.values_list(own_notice, flat=True))))
    )
