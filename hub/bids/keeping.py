"""What competitions ask of the store of bids: how one answers, where answers stand, whether anybody could open them."""

from __future__ import annotations

from datetime import datetime

from hub.bids import selectors, services
from hub.platform.words import deadline, moment, plural
from hub.tender import answering
from hub.tender.models import Tender
from hub.tender.terms import State

HOW = (
    "You answer on the Hub, at the address below. Your answer is sealed as it arrives, and nobody can read it before"
    " the due time: opening it takes two people at least, each with a key that is not on the Hub."
)


def how(one: Tender) -> str:
    """Tell suppliers how they answer."""
    return HOW


def state(one: Tender, at: datetime) -> tuple[str, str]:
    """Tell officers where the answers stand, in the same words however many there are, until they are open."""
    if one.due_at is None or one.status == State.WITHDRAWN:
        return "No answers are taken.", ""
    page = f"{one.get_absolute_url()}opening/"
    if at < one.due_at:
        told = f"Answers are sealed until {deadline(one.due_at)}. Nobody can see whether there are any."
        return told, page
    opened = [row.opened_at for row in selectors.openings_of(one) if row.opened_at is not None]
    if not opened:
        return "Answers are sealed. They wait for those who open them.", page
    count = len(selectors.opened_bids(one))
    return f"{plural(count, 'answer was', 'answers were')} opened, {moment(opened[-1])}.", page


answering.kept_by(
    answering.Answers(
        how=how, state=state, bars=services.bars_to_sending, sent=lambda one, at: services.pin(one, at=at)
    )
)
