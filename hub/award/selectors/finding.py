"""Which awards somebody may read."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from hub.award.models import Award
from hub.award.terms import GOING_ON, State
from hub.bids.models import Bid
from hub.bids.terms import BidState
from hub.evaluation.models import Assessor
from hub.platform.actors import Actor
from hub.platform.identity.roles import OFFICERS
from hub.procurement.models import Procurement
from hub.tender.models import Tender

BESIDE = ("authority", "tender__owner", "procurement", "supplier__merged_into", "recommended_by")


def awards(actor: Actor) -> Any:
    """Give the awards that an officer may read; what is only recommended stays shut to who declared a conflict."""
    if actor.is_system:
        return Award.objects.all()
    reach = [party for party in actor.reach if actor.holds(OFFICERS, party)]
    rows = Award.objects.visible_to(actor).filter(authority__in=reach)
    shut = Q(status=State.RECOMMENDED, tender__evaluation__in=_conflicted(actor))
    return rows.exclude(shut).select_related(*BESIDE)


def _conflicted(actor: Actor) -> Any:
    return Assessor.objects.filter(person=actor.person_id, has_conflict=True).values("evaluation")


def award(actor: Actor, reference: str) -> Award | None:
    """Give one, or None."""
    return awards(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def for_tender(actor: Actor, one: Tender) -> list[Award]:
    """Give the awards of a quote that somebody may read, newest first."""
    return list(awards(actor).filter(tender=one).order_by("-pk"))


def standing_of(one: Tender) -> Award | None:
    """Give the award of a quote that was not set aside, or None."""
    return Award.objects.standing().filter(tender=one).first()  # type: ignore[no-any-return]


def newest(one: Tender) -> Award | None:
    """Give the newest award of a quote of which suppliers know, or None."""
    return Award.objects.told().filter(tender=one).order_by("-pk").first()  # type: ignore[no-any-return]


def of_case(actor: Actor, case: Procurement) -> list[Award]:
    """Give the awards of a case that somebody may read, newest first."""
    return list(awards(actor).filter(procurement=case).order_by("-pk"))


def for_contract(number: int) -> Award | None:
    """Give the award from which an entry of the contract register was made, or None."""
    rows = Award.objects.filter(entry_number=number).select_related("tender", "procurement")
    return rows.first()  # type: ignore[no-any-return]


def own_offer(one: Tender, parties: Any) -> Bid | None:
    """Give the opened bid of one of some organisations, or None."""
    return Bid.objects.filter(tender=one, party__in=parties, status=BidState.OPENED).order_by("pk").first()


def deadlines_of(case: Procurement) -> Q:
    """Give a filter over the deadlines of the awards of a case."""
    return Q(kind=Award.kind(), record_id__in=case.awards.filter(status__in=sorted(GOING_ON)).values("pk"))


def to_index(ids: Any) -> Any:
    """Give those that search indexes: suppliers know of them."""
    return Award.objects.filter(pk__in=list(ids)).select_related("authority")


def with_authority(pk: int) -> Award:
    """Give one with its authority, whoever asks.

    :raises Award.DoesNotExist: when there is none.
    """
    return Award.objects.select_related("authority", "tender__owner").get(pk=pk)  # type: ignore[no-any-return]
