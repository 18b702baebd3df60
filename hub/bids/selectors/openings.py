"""Reads over closing and opening: what is under way at the due time, what is to be opened, and what came out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from hub.bids.models import Bid, Closing, Item, Mailbox, OpenedAnswer, Opening, PinnedRoster
from hub.bids.rules.history import LONGEST_PAUSE_SECONDS
from hub.bids.terms import BidState, ItemState
from hub.platform.actors import Actor
from hub.tender import selectors as tenders
from hub.tender.models import Tender
from hub.tender.terms import SENT

PAUSE = timedelta(seconds=LONGEST_PAUSE_SECONDS)
LocksScores = Callable[[Tender], bool]
_locks: list[LocksScores] = []


def lock_scores_with(found: LocksScores) -> LocksScores:
    """Register who knows whether the quality scores of a tender are locked, which opens the prices."""
    _locks[:] = [found]
    return found


def may_open_prices(one: Tender) -> bool:
    """Say whether the quality scores are locked; without anybody who knows, they are not."""
    return bool(_locks) and _locks[0](one)


def closing_of(one: Tender) -> Closing | None:
    """Give the published root of a tender, or None while none is signed."""
    return Closing.objects.filter(tender=one).exclude(signature="").first()


def to_close(*, at: datetime) -> list[Tender]:
    """Give the tenders whose due time has passed, that have rosters, and whose root is not published."""
    done = Closing.objects.exclude(signature="").values("tender")
    rows = Tender.objects.filter(status__in=SENT, due_at__lte=at, rosters__isnull=False).exclude(pk__in=done)
    return list(rows.select_related("authority").distinct().order_by("due_at", "pk"))


def to_open() -> list[Tender]:
    """Give the tenders whose root is published and of which an envelope has no list yet."""
    begun = Opening.objects.values("roster")
    waiting = PinnedRoster.objects.exclude(pk__in=begun).values("tender")
    rows = Tender.objects.filter(closing__isnull=False, status__in=SENT, pk__in=waiting)
    return list(rows.exclude(closing__signature="").select_related("authority").order_by("due_at", "pk"))


def unsigned_closing_of(one: Tender) -> Closing | None:
    """Give the root of a tender that waits for the signer, or None."""
    return Closing.objects.filter(tender=one, signature="").first()


def under_way(one: Tender, *, at: datetime) -> bool:
    """Say whether a file that was begun in time is still on its way at a moment (R3, R7)."""
    begun = Item.objects.filter(bid__tender=one, status=ItemState.COMING, is_file=True, begun_at__lt=one.due_at)
    # After the due time two minutes without a byte end an upload.
    least = max(at - PAUSE, one.due_at - PAUSE) if one.due_at else at
    return begun.filter(last_at__gte=least).exists()


def opening_of(one: Tender, envelope: str) -> Opening | None:
    """Give the opening of an envelope, or None."""
    return Opening.objects.filter(tender=one, envelope=envelope).select_related("roster", "tender__authority").first()


def openings_of(one: Tender) -> list[Opening]:
    """Give the openings of a tender."""
    return list(Opening.objects.filter(tender=one).select_related("roster").order_by("pk"))


def mailboxes_to_open(one: Tender, pinned: PinnedRoster) -> list[Mailbox]:
    """Give the mailboxes of an envelope of the bids that count; what was taken back stays shut."""
    rows = Mailbox.objects.filter(roster=pinned, bid__tender=one)
    rows = rows.filter(bid__status__in=[BidState.SUBMITTED, BidState.OPENED]).select_related("bid__tender")
    return list(rows.order_by("bid__reference"))


def seats_in(pinned: PinnedRoster, person_id: int | None) -> list[str]:
    """Give the ids under which a person sits on a pinned roster: of the own key, and of an envelope that they keep."""
    seats = pinned.roster.seats.filter(key__person=person_id or 0)
    return [seat.key.reference for seat in seats.select_related("key").order_by("position")]


def is_taken_out(bid: Bid, descriptor: str) -> bool:
    """Say whether an answer or a file came out of its envelope already."""
    return OpenedAnswer.objects.filter(bid=bid, descriptor=descriptor).exists()


def opened_bids(one: Tender) -> list[Bid]:
    """Give the bids of a tender that were opened, by the name of their organisation."""
    rows = Bid.objects.filter(tender=one, status=BidState.OPENED).select_related("party")
    return list(rows.order_by("party__name", "pk"))


def opened_answers(bid: Bid) -> list[OpenedAnswer]:
    """Give what came out of a bid's envelopes, in the order of the questions."""
    rows = OpenedAnswer.objects.filter(bid=bid).select_related("question", "document")
    return list(rows.order_by("question__number", "pk"))


def answer_with_tender(pk: int) -> OpenedAnswer:
    """Give an answer with its tender, for the papers that hang on it."""
    return OpenedAnswer.objects.select_related("bid__tender__authority").get(pk=pk)


def answer_is_visible(actor: Actor, pk: int) -> bool:
    """Say whether an officer may see the tender of an answer."""
    found = OpenedAnswer.objects.filter(pk=pk).values_list("bid__tender", flat=True).first()
    return found is not None and tenders.is_visible(actor, found)


def readers_of_answers(ids: list[int]) -> dict[int, set[int]]:
    """Give, by number, who reads the files of bids besides the roles that may: whoever leads the tender."""
    rows = OpenedAnswer.objects.filter(pk__in=ids).values_list("pk", "bid__tender__owner")
    return {pk: {owner} for pk, owner in rows}
