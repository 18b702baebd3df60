"""Who may be let into an organisation, how it is recovered, and when an answer ends. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hub.organisation.terms import Standing

# Everybody who is known to an organisation can object for so long before somebody who proved control is let in.
WAIT = timedelta(days=14)
# After an objection the same person cannot begin again at the same organisation for so long.
REST = timedelta(days=90)
INVITE_GOOD_FOR = timedelta(days=14)
CODE_GOOD_FOR = timedelta(hours=1)
WRONG_CODES = 5
# How long before an answer ends people hear of it.
SOON = timedelta(days=60)
LEADS = (60, 30, 7)
# Past members are told of a claim for so long after they left.
REMEMBERED = timedelta(days=730)

# Anybody can have an address there, so such a domain says nothing of a firm. Large providers in the UK.
SHARED_DOMAINS = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com live.co.uk msn.com yahoo.com yahoo.co.uk "
    "ymail.com icloud.com me.com mac.com aol.com aol.co.uk btinternet.com btopenworld.com bt.com sky.com talktalk.net "
    "talk21.com virginmedia.com virgin.net ntlworld.com blueyonder.co.uk plusnet.com tiscali.co.uk o2.co.uk "
    "protonmail.com proton.me pm.me gmx.com gmx.co.uk gmx.net mail.com zoho.com fastmail.com tutanota.com tuta.com "
    "hey.com yandex.com mailinator.com guerrillamail.com 10minutemail.com temp-mail.org".split()
)
_ADDRESS = re.compile(r"^[^@\s]+@([^@\s]+)$")


def domain_of(email: str) -> str:
    """Give the part of an address behind the @, in small letters; empty when it is no address."""
    met = _ADDRESS.match(email.strip().lower())
    return met[1].rstrip(".") if met else ""


def is_own_domain(domain: str) -> bool:
    """Say whether a domain belongs to one organisation, not to everybody who asks a provider."""
    return bool(domain) and domain not in SHARED_DOMAINS


def proves_control(email: str, known: Iterable[str]) -> bool:
    """Say whether whoever reads a mailbox thereby shows that an organisation is theirs.

    It is one of the addresses by which the organisation is known, or lies at the own domain of one of them. A domain
    below or beside it does not count: ``mail.firm.example`` may be rented to others.

    :param known: addresses of its people, present and lately past, and its own address.
    """
    wanted = email.strip().lower()
    addresses = {one.strip().lower() for one in known}
    domain = domain_of(wanted)
    return wanted in addresses or (is_own_domain(domain) and domain in {domain_of(one) for one in addresses})


@dataclass(frozen=True)
class ClaimFacts:
    """What decides whether somebody who proved control is let in.

    :param ends_at: when the waiting time is over.
    :param owner_seen_at: when an owner last used their account; None when nobody is owner or none ever did.
    """

    begun_at: datetime
    ends_at: datetime
    owner_seen_at: datetime | None


def succeeds_by_silence(claim: ClaimFacts, *, at: datetime) -> bool:
    """Say whether a claim succeeds without an answer: the time is over and no owner was there to see it.

    An owner who signed in meanwhile was shown it, and alone decides: nobody is let in over the head of an owner.
    """
    if at < claim.ends_at:
        return False
    return claim.owner_seen_at is None or claim.owner_seen_at < claim.begun_at


def standing_of(ends_on: date | None, *, on: date) -> Standing:
    """Give how an answer stands on a day: the day on which it ends is its last good one."""
    if ends_on is None:
        return Standing.GOOD
    if ends_on < on:
        return Standing.LAPSED
    return Standing.SOON if ends_on - on <= SOON else Standing.GOOD


def lead_reached(ends_on: date, *, on: date) -> int | None:
    """Give the number of days before the end whose warning is due on a day: the nearest one reached, else None."""
    left = (ends_on - on).days
    reached = [days for days in LEADS if 0 <= left <= days]
    return min(reached) if reached else None


def good_until(answered_on: date, *, months: int) -> date:
    """Give the last day on which an answer without an end of its own is good: some months on, less a day."""
    year, month = divmod(answered_on.year * 12 + answered_on.month - 1 + months, 12)
    for day in range(answered_on.day, 27, -1):
        try:
            return date(year, month + 1, day) - timedelta(days=1)
        except ValueError:
            continue
    return date(year, month + 1, min(answered_on.day, 28)) - timedelta(days=1)
