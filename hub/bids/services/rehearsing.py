"""Rehearse a roster: every allowed combination must open an empty mailbox before a bid may depend on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime

from hub.bids import acts, selectors
from hub.bids.models import RehearsalShare, Roster, Seat
from hub.bids.rules.rosters import Together
from hub.bids.sealing import mailboxes
from hub.bids.sealing.faults import Fault
from hub.bids.sealing.mailboxes import Mailbox
from hub.bids.sealing.rosters import Roster as Pinned
from hub.bids.services.rosters import pinned, unusable
from hub.law.findings import Finding
from hub.platform.act_guards import refuse
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.platform.clock import london
from hub.platform.identity.selectors import myself
from hub.platform.words import list_of, plural

SHARE = re.compile(r"[0-9a-f]{64}")
LONGEST = 20_000


def rehearse(roster: Roster, *, by: Actor, at: datetime, version: int | None = None) -> Roster:
    """Make an empty mailbox for the roster's own rehearsal and ask every opener for a share.

    :raises Refused: when the roster cannot be used.
    """
    with perform(acts.REHEARSE, roster, by=by, at=at, version=version) as done:
        refuse(acts.REHEARSE, unusable(roster))
        made = mailboxes.make_mailbox(_pinned(roster), mailboxes.new_bid_ref())
        roster.mailbox = made.text()
        roster.save()
        done.note(mailbox=made.digest)
    return roster


def bundle_of(roster: Roster) -> bytes:
    """Give what an opener's own device needs to give a share: roster and mailbox as JSON, neither of them secret."""
    told = {
        "v": 1,
        "kind": "openings",
        "roster": _pinned(roster).text().decode(),
        "mailboxes": [bytes(roster.mailbox).decode()],
    }
    return json.dumps(told, indent=1).encode()


def give_share(roster: Roster, *, given: str, by: Actor, at: datetime, version: int | None = None) -> Roster:
    """Take the share of an opener; given again it takes the place of the one before.

    :param given: what `hub-open` printed, or the share alone in hexadecimal.
    :raises Refused: when it is no share, or opens nothing together with those that are here.
    """
    with perform(acts.GIVE_SHARE, roster, by=by, at=at, version=version) as done:
        seat = selectors.own_seat(roster, by.person_id)
        assert seat is not None, "the act is held by those who sit on the roster alone"
        share = _share(given, seat, mailboxes.read_mailbox(bytes(roster.mailbox)))
        if not share:
            said = "This is no share of this rehearsal. Give all that hub-open printed, for the file of this page."
            refuse(acts.GIVE_SHARE, [Finding("given", said, cure="given")])
        refuse(acts.GIVE_SHARE, _wrong(roster, seat, share))
        roster.shares.filter(seat=seat).delete()
        RehearsalShare(roster=roster, seat=seat, given_by=myself(by), given_at=at, share=share).save()
        roster.save()
        done.note(opener=seat.key.reference)
    return roster


def _share(given: str, seat: Seat, mailbox: Mailbox) -> str:
    """Give the share in hexadecimal out of what somebody pasted; "" where there is none for this mailbox."""
    text = given.strip()
    if not text.startswith("{"):
        return text.lower() if SHARE.fullmatch(text.lower()) else ""
    try:
        told = json.loads(text[:LONGEST])
        found = str(told["shares"][mailbox.bid_ref]) if told["opener"] == seat.key.reference else ""
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return found if SHARE.fullmatch(found) else ""


def _wrong(roster: Roster, seat: Seat, share: str) -> Iterable[Finding]:
    """Say with whose shares a new one opens nothing."""
    known = _given(roster) | {seat.key.reference: share}
    names = {one.key.reference: one.key.person.name for one in selectors.seats_of(roster)}
    for together in _complete(roster, known):
        if seat.key.reference in together and not _opens(roster, together, known):
            others = list_of([names[one] for one in together if one != seat.key.reference])
            said = f"Together with the share of {others} this one opens nothing. Give yours again, or let them."
            yield Finding("given", said, cure="given")
            return


def _given(roster: Roster) -> dict[str, str]:
    return dict(roster.shares.values_list("seat__key__reference", "share"))


def _complete(roster: Roster, known: dict[str, str]) -> list[Together]:
    return [together for together in _pinned(roster).allowed if set(together) <= known.keys()]


def _opens(roster: Roster, together: Together, known: dict[str, str]) -> bool:
    mailbox = mailboxes.read_mailbox(bytes(roster.mailbox))
    try:
        mailboxes.unlock(mailbox, _pinned(roster), {one: bytes.fromhex(known[one]) for one in together})
    except Fault:
        return False
    return True


@bars(acts.PUT_IN_FORCE)
def not_rehearsed(roster: Roster, by: Actor, at: datetime) -> Iterable[Finding]:
    """Everybody has given a share, and every allowed combination opens the empty mailbox."""
    if roster.pk is None or not roster.mailbox:
        return
    known = _given(roster)
    missing = [one.key.person.name for one in selectors.seats_of(roster) if one.key.reference not in known]
    if missing:
        said = f"{list_of(missing)} {'has' if len(missing) == 1 else 'have'} not given a share in the rehearsal yet."
        yield Finding("missing", said)
        return
    allowed = _complete(roster, known)
    if failing := [one for one in allowed if not _opens(roster, one, known)]:
        yield Finding("failing", f"{plural(len(failing), 'combination')} of openers could not open the rehearsal.")


def put_in_force(roster: Roster, *, by: Actor, at: datetime, version: int | None = None) -> Roster:
    """Put a rehearsed roster in force; the one before it for the same use is retired with that reason.

    :raises Refused: while somebody has not given a share, or a combination could not open.
    """
    with perform(acts.PUT_IN_FORCE, roster, by=by, at=at, version=version) as done:
        before = selectors.in_force(roster.authority, roster.use)
        if before is not None:
            with perform(acts.RETIRE_ROSTER, before, by=by, at=at) as retired:
                before.retired_on = london(at).date()
                before.save()
                retired.note(f"{roster.reference} takes its place.")
        roster.in_force_on = roster.rehearsed_on = london(at).date()
        # The shares of a rehearsal have served; nobody needs them any more.
        roster.shares.all().delete()
        roster.save()
        done.note(combinations=len(_pinned(roster).allowed), digest=_pinned(roster).digest)
    return roster


def _pinned(roster: Roster) -> Pinned:
    return pinned(roster, tender=f"rehearsal of {roster.reference}", envelope=roster.use)
