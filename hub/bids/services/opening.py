"""Open the bids of a tender: two openers or more, each with the own share, after the due time and the published root.

What the last opener gives is never kept: with it the mailboxes are opened in this one call, and forgotten. A call that
is killed half-way is made again; what is open already stays as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime

from hub.bids import acts, selectors
from hub.bids.models import Bid, Mailbox, Opening, OpeningShare, PinnedRoster
from hub.bids.sealing import mailboxes
from hub.bids.sealing.faults import Fault, NotEnough
from hub.bids.sealing.rosters import Roster as Sealed
from hub.bids.sealing.rosters import read_roster
from hub.bids.services.closing import close_bids, is_in_root, opens_from
from hub.bids.services.incidents import held_by_incident
from hub.bids.services.unsealing import is_as_recorded, take_out
from hub.bids.terms import OpeningState
from hub.law.findings import Finding
from hub.platform.act_guards import FirstCame, refuse
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import perform
from hub.platform.identity.selectors import myself
from hub.platform.words import deadline
from hub.tender.models import Tender
from hub.tender.terms import Envelope, State

# By the number of a mailbox: the openers who opened it together, and its private half; None for a damaged one.
Unlocked = dict[int, tuple[tuple[str, ...], str | None]]
SHARE = re.compile(r"[0-9a-f]{64}")
LONGEST = 1_000_000


def bars_to_opening(one: Tender, pinned: PinnedRoster | None, *, at: datetime) -> Iterable[Finding]:
    """Say what stands in the way of opening an envelope at a moment; the service asks, not only the page."""
    if pinned is None or one.due_at is None:
        yield Finding(
            "no_roster", "No roster was pinned for this envelope when it was sent: nothing was sealed for it."
        )
        return
    if one.status == State.WITHDRAWN:
        yield Finding("withdrawn", "It was withdrawn. What was sealed for it stays shut.")
        return
    from_when = opens_from(one, at=at)
    if from_when is None or at < from_when:
        until = deadline(from_when or one.due_at)
        yield Finding("too_early", f"Nothing is opened before {until}. The clock decides, and nobody can change that.")
        return
    yield from held_by_incident(one)
    if selectors.closing_of(one) is None:
        yield Finding("no_root", "The root over all bids is not published yet, and nothing is opened before it is.")
    if pinned.envelope == Envelope.PRICE and not selectors.may_open_prices(one):
        yield Finding("scores", "Prices are opened when the quality scores are locked.")


def begin_opening(one: Tender, envelope: str, *, at: datetime) -> Opening | None:
    """Fix the list of mailboxes of an envelope; None while something stands in the way."""
    close_bids(one, at=at)
    pinned = selectors.pinned_for(one, envelope)
    if pinned is None or list(bars_to_opening(one, pinned, at=at)):
        return None
    if there := selectors.opening_of(one, envelope):
        return there
    with suppress(FirstCame), perform(acts.FIX_LIST, one, by=SYSTEM, at=at) as done:
        # Two openers may come at once; the row of the tender is held now.
        if selectors.opening_of(one, envelope):
            raise FirstCame
        row = Opening(tender=one, roster=pinned, envelope=envelope, begun_at=at)
        row.save()
        found = [box for box in selectors.mailboxes_to_open(one, pinned) if is_in_root(box.bid)]
        row.mailboxes.set(found)
        done.note(envelope=envelope, mailboxes=len(found))
    return selectors.opening_of(one, envelope)


def begin_openings(*, at: datetime) -> int:
    """Fix the lists of all tenders whose root is published; gives how many envelopes may be opened."""
    found = 0
    for one in selectors.to_open():
        for pinned in selectors.pinned_of(one):
            if selectors.opening_of(one, pinned.envelope) is None:
                found += begin_opening(one, pinned.envelope, at=at) is not None
    return found


def opening_for(one: Tender, envelope: str, *, at: datetime) -> Opening:
    """Give the opening of an envelope, with its list fixed.

    :raises Refused: with what stands in the way.
    """
    opening = begin_opening(one, envelope, at=at)
    if opening is None:
        refuse(acts.GIVE_SHARES, bars_to_opening(one, selectors.pinned_for(one, envelope), at=at))
        refuse(acts.GIVE_SHARES, [Finding("no_root", "The root over all bids waits for the signer. Try again soon.")])
    assert opening is not None, "refused before"
    return opening


def openings_file(opening: Opening) -> bytes:
    """Give what an opener's own device needs to give the shares: roster and mailboxes, neither of them secret."""
    told = {
        "v": 1,
        "kind": "openings",
        "roster": opening.roster.text,
        "mailboxes": [bytes(box.text).decode() for box in opening.mailboxes.order_by("bid__reference")],
    }
    return json.dumps(told, indent=1).encode()


def give_shares(opening: Opening, *, given: str, no_conflict: bool, by: Actor, at: datetime) -> Opening:
    """Take the shares of one opener; with those of an allowed combination the envelope is opened at once.

    :param given: what `hub-open` printed.
    :param no_conflict: the opener declares to have no interest in any bidder.
    :raises Refused: when they are not this opener's, or not for this opening.
    """
    one, sealed = opening.tender, read_roster(opening.roster.text.encode())
    with perform(acts.GIVE_SHARES, one, by=by, at=at) as done:
        opening.refresh_from_db()
        refuse(acts.GIVE_SHARES, _bars(opening, by, no_conflict=no_conflict, at=at))
        opener, shares = _read(opening, given, by)
        known = {row.opener: row.shares for row in opening.given.all()} | {opener: shares}
        found = _unlocked(opening, sealed, known)
        if found is None:
            opening.given.filter(opener=opener).delete()
            OpeningShare(opening=opening, opener=opener, given_by=myself(by), given_at=at, shares=shares).save()
        done.note(envelope=opening.envelope, opener=opener, mailboxes=len(shares))
    return _open(opening, found, given=sorted(known), at=at) if found is not None else opening


def _bars(opening: Opening, by: Actor, *, no_conflict: bool, at: datetime) -> Iterable[Finding]:
    yield from bars_to_opening(opening.tender, opening.roster, at=at)
    if opening.status == OpeningState.OPENED:
        yield Finding("opened", "It is open already.")
    if not selectors.seats_in(opening.roster, by.person_id):
        yield Finding("not_on_roster", "You are not on the roster that was pinned for this. Nobody else can open it.")
    if not no_conflict:
        said = "Confirm that you have no interest in any supplier who was asked. Who has one does not open."
        yield Finding("no_conflict", said, cure="no_conflict")


def _read(opening: Opening, given: str, by: Actor) -> tuple[str, dict[str, str]]:
    """Read what an opener's device printed.

    :raises Refused: when it is something else, or of somebody else.
    """
    try:
        told = json.loads(given[:LONGEST])
        opener, shares = str(told["opener"]), {str(ref): str(share) for ref, share in told["shares"].items()}
        is_right = told["kind"] == "shares" and told["roster"] == opening.roster.digest
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        opener, shares, is_right = "", {}, False
    wanted = {box.bid.reference for box in opening.mailboxes.select_related("bid")}
    if not is_right or shares.keys() != wanted or not all(map(SHARE.fullmatch, shares.values())):
        said = "These are no shares of this opening. Give all that hub-open printed, for the file of this page."
        refuse(acts.GIVE_SHARES, [Finding("given", said, cure="given")])
    if opener not in selectors.seats_in(opening.roster, by.person_id):
        refuse(acts.GIVE_SHARES, [Finding("given", "These are the shares of somebody else's key.", cure="given")])
    return opener, shares


def _unlocked(opening: Opening, sealed: Sealed, known: Mapping[str, Mapping[str, str]]) -> Unlocked | None:
    """Give the private half of every mailbox, with who opened it; None while more shares are needed.

    Every combination that is here is tried for every mailbox. One that is whole and that none of them opens has met a
    wrong share, by mistake or on purpose: the opening then waits for another opener, so that no opener can keep a bid
    shut, or have it opened as faulty. A damaged mailbox opens with nobody's shares; it is a fault of that bid.
    """
    together = [one for one in sealed.allowed if set(one) <= known.keys()]
    if not together:
        return None
    found: Unlocked = {}
    for box in opening.mailboxes.select_related("bid__tender"):
        ways = ((one, _identity(box, sealed, {each: known[each] for each in one})) for one in together)
        found[box.pk] = next(((way, identity) for way, identity in ways if identity), (together[0], None))
        if found[box.pk][1] is None and is_as_recorded(box):
            return None
    return found


def _identity(box: Mailbox, sealed: Sealed, known: Mapping[str, Mapping[str, str]]) -> str | None:
    """Give the private half of a mailbox; None when these shares do not open it."""
    try:
        read = mailboxes.read_mailbox(bytes(box.text))
        shares = {opener: bytes.fromhex(given[box.bid.reference]) for opener, given in known.items()}
        return mailboxes.unlock(read, sealed, shares)
    except (Fault, NotEnough):
        return None


def _open(opening: Opening, found: Unlocked, *, given: list[str], at: datetime) -> Opening:
    """Open every mailbox that is not open yet, then forget the shares."""
    one = opening.tender
    openers = sorted({each for together, _ in found.values() for each in together}) or given
    for box in opening.mailboxes.select_related("bid__tender__authority", "bid__party").order_by("bid__reference"):
        if not opening.taken_out.filter(pk=box.pk).exists():
            together, identity = found[box.pk]
            take_out(box, opening, identity, openers=list(together), at=at)
    with perform(acts.OPEN_BIDS, one, by=SYSTEM, at=at) as done:
        opening.status, opening.opened_at, opening.opened_by = OpeningState.OPENED, at, openers
        opening.save()
        opening.given.all().delete()
        bids = Bid.objects.filter(mailboxes__openings=opening)
        done.note(envelope=opening.envelope, openers=openers, bids=bids.count())
    return opening
