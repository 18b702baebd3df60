"""Write down who read the exempt part of a pack, and when."""

from __future__ import annotations

from datetime import datetime

from hub.gateway import acts
from hub.gateway.models import GateReview, Pack
from hub.platform.actors import Actor
from hub.platform.acts import perform_many


def record_reading(review: GateReview, pack: Pack | None, *, form: str, by: Actor, at: datetime) -> None:
    """Write down that somebody opened a pack with its exempt part; the gate itself does not change.

    :param pack: None for the draft, which is not submitted yet.
    :param form: page, docx or pdf.
    """
    told = {"pack": pack.number if pack else 0, "form": form}
    perform_many(acts.READ_EXEMPT, [review], by=by, at=at, write=lambda records: None, facts=lambda one: told)
