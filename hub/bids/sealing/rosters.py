"""Rosters: who may open one envelope of one tender, and which of them together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from hub.bids.rules.rosters import Together, roster_bars
from hub.bids.sealing.box import Box
from hub.bids.sealing.faults import Fault
from hub.platform.canon import NotCanonical, read_strict, strict

SUITE = 1
DOMAIN = b"hub/roster/v1"


class BadRoster(ValueError):
    """The openers and their combinations cannot be used; the message says why."""


@dataclass(frozen=True)
class Opener:
    """One opener: an id within the roster, and the public half of the opener's key."""

    id: str
    recipient: str


@dataclass(frozen=True)
class Roster:
    """The openers of one envelope, in order, and the combinations that open it, each in the order of the openers.

    :raises BadRoster: when ``roster_bars`` finds anything, or keys are wrong or stand twice.
    """

    tender: str
    envelope: str
    openers: tuple[Opener, ...]
    allowed: tuple[Together, ...]

    def __post_init__(self) -> None:
        recipients = [one.recipient for one in self.openers]
        said = [bar.message for bar in roster_bars(self.ids, self.allowed)]
        if not all(isinstance(one, str) and one for one in (self.tender, self.envelope)):
            said.append("Say for which tender and which envelope the roster is.")
        if not all(map(Box.is_recipient, recipients)):
            said.append("A key of an opener is not an age X25519 recipient.")
        if len(set(recipients)) < len(recipients):
            said.append("Two openers have the same key.")
        if said:
            raise BadRoster(" ".join(said))

    @property
    def ids(self) -> tuple[str, ...]:
        """Give the openers' ids in order."""
        return tuple(one.id for one in self.openers)

    def recipient(self, opener: str) -> str:
        """Give the public key of an opener.

        :raises Fault: when there is none with this id.
        """
        found = next((one.recipient for one in self.openers if one.id == opener), "")
        if not found:
            raise Fault("roster", "foreign", opener)
        return found

    def text(self) -> bytes:
        """Give the canonical text that is published with the tender."""
        return strict(
            {
                "v": 1,
                "kind": "roster",
                "suite": SUITE,
                "tender": self.tender,
                "envelope": self.envelope,
                "openers": [{"id": one.id, "recipient": one.recipient} for one in self.openers],
                "combinations": self.allowed,
            }
        )

    @property
    def digest(self) -> str:
        """Give the digest that is published: ``SHA-256("hub/roster/v1" ‖ text)`` in hexadecimal."""
        return hashlib.sha256(DOMAIN + self.text()).hexdigest()


def read_roster(text: bytes) -> Roster:
    """Read a published roster.

    :raises Fault: when its text is not canonical or lacks something.
    :raises BadRoster: when what it says cannot be used.
    """
    try:
        told = read_strict(text)
        openers = tuple(Opener(one["id"], one["recipient"]) for one in told["openers"])
        allowed = tuple(tuple(together) for together in told["combinations"])
        roster = Roster(told["tender"], told["envelope"], openers, allowed)
    except (NotCanonical, KeyError, TypeError, AttributeError):
        raise Fault("roster", "malformed") from None
    return _same(roster, text)


def _same(roster: Roster, text: bytes) -> Roster:
    """Refuse what has another version or suite, or says more than a roster does."""
    if roster.text() != text:
        raise Fault("roster", "malformed")
    return roster


def decoded(text: Any, what: str, where: str = "") -> bytes:
    """Give the bytes of a hexadecimal text in lower case.

    :raises Fault: when it is none.
    """
    try:
        found = bytes.fromhex(text)
    except (TypeError, ValueError):
        raise Fault(what, "malformed", where) from None
    if found.hex() != text:
        raise Fault(what, "malformed", where)
    return found
