"""What a supplier's people do about a quote: ask, take an invitation up, say whether they will answer."""

from __future__ import annotations

from datetime import datetime

from hub.platform.actors import Actor
from hub.platform.identity import selectors as identity
from hub.platform.tenancy.models import Party
from hub.tender import acts, selectors, services
from hub.tender.models import Invitation, Tender
from hub.tender.portal.reading import plain
from hub.tender.portal.values import OwnEnquiry, Uptake
from hub.tender.terms import Says

ENQUIRE, SAY, TAKE_UP = acts.ENQUIRE, acts.SAY, acts.TAKE_UP


def organisations(actor: Actor, reference: str) -> list[tuple[int, str]]:
    """Give number and name of the organisations for which the actor may ask about a quote."""
    row = selectors.for_supplier(actor, reference)
    able = sorted(actor.only(ENQUIRE.held_by).supplier_reach)
    if row is None:
        return []
    asked = [party for party in able if selectors.door(row, party) is not None]
    return [(party.pk, party.name) for party in identity.parties(asked).order_by("name", "pk")]


def ask(actor: Actor, reference: str, *, party: int, text: str, at: datetime) -> OwnEnquiry:
    """Ask a question for one of the actor's organisations; the answer goes to everybody, without names.

    :raises LookupError: when the actor cannot read the quote.
    :raises Refused: when it is too late, not theirs, or nothing is asked.
    """
    row, organisation = _asked(actor, reference, party)
    made = services.enquire(row, party=organisation, text=text, by=actor, at=at)
    return OwnEnquiry(made.text, made.asked_at, False)


def say(actor: Actor, reference: str, *, party: int, says: str, reason: str = "", at: datetime) -> None:
    """Say for one of the actor's organisations whether it will answer.

    :param says: ``yes``, ``no``, or ``nothing`` to take back what was said.
    :param reason: why not; the authority reads it after the due time.
    :raises LookupError: when the actor cannot read the quote, or the organisation is not asked.
    :raises Refused: when it is too late, not theirs, or the reason is missing.
    """
    row, organisation = _asked(actor, reference, party)
    invitation = selectors.door(row, party)
    if invitation is None:
        raise LookupError(reference)
    services.say(invitation, party=organisation, says=Says(says), reason=reason, by=actor, at=at)


def uptake(actor: Actor, token: str, *, at: datetime) -> Uptake | None:
    """Give an invitation to somebody who wants to answer it; None where its link opens nothing (see ``by_link``)."""
    row: Invitation | None = services.read(token)
    if row is None or row.tender.sent_at is None:
        return None
    tied, able = selectors.party_of(row), sorted(actor.only(TAKE_UP.held_by).supplier_reach)
    is_own = tied in actor.supplier_reach
    parties = identity.parties(able if tied is None else []).order_by("name", "pk")
    organisations = tuple((party.pk, party.name) for party in parties)
    return Uptake(row.name, plain(row.tender, at), organisations, is_own, tied is not None and not is_own)


def take_up(actor: Actor, token: str, *, party: int, at: datetime) -> str:
    """Answer an invitation for one of the actor's organisations; gives the reference of the quote.

    :raises LookupError: when the link opens nothing, or there is no such organisation.
    :raises Refused: when another organisation has it, the actor may not, or it is too late.
    """
    row: Invitation | None = services.read(token)
    organisation = identity.parties([party]).first()
    if row is None or row.tender.sent_at is None or organisation is None:
        raise LookupError(token)
    services.take_up(row, party=organisation, by=actor, at=at)
    return row.tender.reference  # type: ignore[no-any-return]


def _asked(actor: Actor, reference: str, party: int) -> tuple[Tender, Party]:
    row, organisation = selectors.for_supplier(actor, reference), identity.parties([party]).first()
    if row is None or organisation is None:
        raise LookupError(reference)
    return row, organisation
