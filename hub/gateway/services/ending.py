"""What ends with a pack: the pack itself, and the links by which it could be decided."""

from __future__ import annotations

from datetime import datetime

from hub.gateway import selectors
from hub.gateway.models import GateReview, Pack
from hub.gateway.terms import PackEnd


def end_pack(review: GateReview, end: PackEnd, at: datetime) -> Pack | None:
    """Write down what became of the newest pack, within an open act on its gate."""
    pack = selectors.pack_of(review)
    if pack is not None and not pack.end:
        pack.review = review
        pack.end, pack.ended_at = end, at
        pack.save()
    return pack


def revoke_links(review: GateReview, at: datetime) -> None:
    """End every link to decide a gate that was not used, within an open act on it."""
    for link in selectors.standing_links(review):
        link.review = review
        link.revoked_at = at
        link.save()
