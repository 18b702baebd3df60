"""Reads over the engagement of councillors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from hub.governance.models import BenefitRating, Briefing, CouncillorView, Engagement
from hub.governance.selectors.seating import within
from hub.governance.terms import EngagementState
from hub.platform.actors import Actor
from hub.platform.reference import lookup
from hub.platform.tenancy.models import Authority

CRITERION = "councillor_criterion"


def engagements(actor: Actor) -> Any:
    """Give the engagements that an officer or a councillor may read."""
    return within(Engagement.objects.all(), actor).select_related("owner")


def engagement(actor: Actor, reference: str) -> Engagement | None:
    """Give one engagement, or None."""
    rows = engagements(actor).select_related("owner", "authority")
    return rows.filter(reference=reference).first()  # type: ignore[no-any-return]


def engagement_about(kind: str, pk: int) -> Engagement | None:
    """Give the standing engagement about a record, or None."""
    rows = Engagement.objects.filter(subject_kind=kind, subject_id=pk).exclude(status=EngagementState.ENDED)
    return rows.select_related("owner").first()  # type: ignore[no-any-return]


def criterion(*, on: date, authority: Authority) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """Give the rows of the criterion of a day: code, label and data."""
    entries = lookup.layered(CRITERION, on=on, authority=authority)
    return [(one.code, one.label, one.data) for one in entries]


def briefings_of(engagement: Engagement) -> list[Briefing]:
    """Give the briefings about a procurement, the first one first."""
    return list(Briefing.objects.filter(engagement=engagement).order_by("held_on", "pk"))


def views_of(engagement: Engagement) -> list[CouncillorView]:
    """Give what councillors said about a procurement, with the answers."""
    rows = CouncillorView.objects.filter(engagement=engagement).select_related("councillor", "answered_by")
    return list(rows.order_by("given_at", "pk"))


def open_views(engagement: Engagement) -> Any:
    """Give the views that wait for an answer."""
    return CouncillorView.objects.filter(engagement=engagement, answered_at__isnull=True).select_related("councillor")


def ratings_of(engagement: Engagement) -> list[BenefitRating]:
    """Give the ratings of the benefit, the first one first."""
    rows = BenefitRating.objects.filter(engagement=engagement).select_related("rated_by")
    return list(rows.order_by("rated_on", "pk"))


def held_by(person: Any) -> list[Engagement]:
    """Give the standing engagements that a person sees to."""
    return list(Engagement.objects.filter(owner=person).exclude(status=EngagementState.ENDED))


def for_councillor(actor: Actor) -> dict[str, list[Any]]:
    """Give what a councillor sees first: stages that wait, their own views, benefits to be rated."""
    rows = engagements(actor)
    own = CouncillorView.objects.filter(councillor=actor.person_id or 0, engagement__in=rows)
    waiting = rows.filter(status=EngagementState.OPEN, is_asked=True, is_engaged=False).order_by(
        "options_by", "award_by", "pk"
    )
    return {
        "waiting": list(waiting[:20]),
        "views": list(own.select_related("engagement", "answered_by").order_by("-given_at")[:20]),
        "to_rate": list(
            rows.filter(status=EngagementState.AWARDED, rating_by__isnull=False).order_by("rating_by")[:20]
        ),
    }


def to_index(ids: Any) -> Any:
    """Give the engagements that search indexes."""
    return Engagement.objects.filter(pk__in=list(ids)).select_related("authority")
