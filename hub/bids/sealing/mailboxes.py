"""Mailboxes: a fresh key pair for one bid and one envelope, whose private half exists only inside locks (suite 1).

Each opener gets a random share, sealed to the opener's key with what it is for. Each allowed combination of openers has
a lock: the private half under a key derived from all its shares. Fewer shares say nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hub.bids.rules.rosters import Together
from hub.bids.sealing.box import Box, KeyPair
from hub.bids.sealing.faults import Fault, NotEnough
from hub.bids.sealing.rosters import SUITE, Roster, decoded
from hub.platform.canon import NotCanonical, read_strict, strict

CONTEXT, LOCK = b"hub/mailbox/v1", "hub/lock/v1|"
SHARE_BYTES, KEY_BYTES = 32, 32
# Every key encrypts exactly once, so the nonce need not differ.
NONCE = bytes(12)
TEXTS = ("bid_ref", "roster", "recipient")
BID_REF = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Mailbox:
    """What is stored of a mailbox; nothing in it is secret.

    :param wraps: for each opener, in the order of the roster, the sealed share.
    :param locks: for each allowed combination, in the order of the roster, the private half under its key.
    """

    bid_ref: str
    roster_digest: str
    recipient: str
    wraps: tuple[tuple[str, bytes], ...]
    locks: tuple[tuple[Together, bytes], ...]

    def text(self) -> bytes:
        """Give the canonical text."""
        return strict(
            {
                "v": 1,
                "kind": "mailbox",
                "suite": SUITE,
                "bid_ref": self.bid_ref,
                "roster": self.roster_digest,
                "recipient": self.recipient,
                "wraps": [{"to": opener, "wrap": _base64(wrap)} for opener, wrap in self.wraps],
                "locks": [{"of": together, "lock": _base64(lock)} for together, lock in self.locks],
            }
        )

    @property
    def digest(self) -> str:
        """Give the SHA-256 of the text, which the submission record names."""
        return hashlib.sha256(self.text()).hexdigest()

    def wrap(self, opener: str) -> bytes:
        """Give the sealed share of one opener.

        :raises Fault: when there is none.
        """
        found = dict(self.wraps).get(opener)
        if found is None:
            raise Fault("wrap", "missing", opener)
        return found


def new_bid_ref() -> str:
    """Give a random 128-bit name for a bid, in hexadecimal."""
    return secrets.token_hex(16)


def context(roster: Roster, bid_ref: str, recipient: str) -> bytes:
    """Give what ties shares and locks to roster (and so tender and envelope), bid and mailbox."""
    if not BID_REF.fullmatch(bid_ref):
        raise Fault("mailbox", "malformed", "bid_ref")
    return hashlib.sha256(CONTEXT + roster.text() + strict(bid_ref) + recipient.encode()).digest()


def make_mailbox(roster: Roster, bid_ref: str) -> Mailbox:
    """Make a mailbox for one bid. Its private half and the shares are forgotten when this returns."""
    shares = {opener: secrets.token_bytes(SHARE_BYTES) for opener in roster.ids}
    return assemble(roster, bid_ref, key=Box.new_key(), shares=shares)


def assemble(roster: Roster, bid_ref: str, *, key: KeyPair, shares: Mapping[str, bytes]) -> Mailbox:
    """Make a mailbox from a given key and shares: for ``make_mailbox``, and for test vectors alone."""
    ctx = context(roster, bid_ref, key.recipient)
    wraps = tuple(
        (one.id, Box.seal(_share_text(roster, bid_ref, ctx, to=one.id, share=shares[one.id]), one.recipient))
        for one in roster.openers
    )
    locks = tuple((together, _lock(key.identity, ctx, together, shares)) for together in roster.allowed)
    return Mailbox(bid_ref, roster.digest, key.recipient, wraps, locks)


def check_mailbox(mailbox: Mailbox, roster: Roster) -> None:
    """Check all of a mailbox that can be checked without any key: it is what a bidder's side may hand in.

    :raises Fault: naming the first part that is not as the roster demands.
    """
    context(roster, mailbox.bid_ref, mailbox.recipient)
    if mailbox.roster_digest != roster.digest:
        raise Fault("mailbox", "foreign", "roster")
    if not Box.is_recipient(mailbox.recipient):
        raise Fault("mailbox", "malformed", "recipient")
    if tuple(opener for opener, _ in mailbox.wraps) != roster.ids:
        raise Fault("wrap", "missing")
    if tuple(together for together, _ in mailbox.locks) != roster.allowed:
        raise Fault("lock", "missing")


def read_mailbox(text: bytes) -> Mailbox:
    """Read a stored mailbox.

    :raises Fault: when the text is not exactly that of a mailbox.
    """
    try:
        told = read_strict(text)
        wraps = tuple((one["to"], _bytes(one["wrap"])) for one in told["wraps"])
        locks = tuple((tuple(one["of"]), _bytes(one["lock"])) for one in told["locks"])
        mailbox = Mailbox(told["bid_ref"], told["roster"], told["recipient"], wraps, locks)
        is_exact = mailbox.text() == text and all(isinstance(told[name], str) for name in TEXTS)
    except (NotCanonical, KeyError, TypeError, ValueError, AttributeError):
        is_exact = False
    if not is_exact:
        raise Fault("mailbox", "malformed")
    return mailbox


def open_wrap(mailbox: Mailbox, roster: Roster, opener: str, identity: str) -> bytes:
    """Give an opener's share, on the opener's own device.

    :param roster: of the tender and envelope that the opener was asked to open.
    :raises Fault: when the share is for another tender, envelope, bid, mailbox or opener, or was changed. So nobody can
        have a rival's bid opened early by copying it into a tender that opens sooner.
    """
    if mailbox.roster_digest != roster.digest:
        raise Fault("mailbox", "foreign", "roster")
    opened = Box.open(mailbox.wrap(opener), identity, what="wrap", where=opener)
    try:
        told: Any = read_strict(opened)
        share = decoded(told["share"], "share", opener)
    except (NotCanonical, TypeError, KeyError):
        raise Fault("share", "malformed", opener) from None
    ctx = context(roster, mailbox.bid_ref, mailbox.recipient)
    expected = read_strict(_share_text(roster, mailbox.bid_ref, ctx, to=opener, share=share))
    for name in expected:
        if told.get(name) != expected[name]:
            raise Fault("share", "foreign", name)
    if told.keys() != expected.keys() or len(share) != SHARE_BYTES:
        raise Fault("share", "malformed", opener)
    return share


def unlock(mailbox: Mailbox, roster: Roster, shares: Mapping[str, bytes]) -> str:
    """Rebuild a mailbox's private half from the shares of an allowed combination.

    Where the shares make up several, one good lock is enough.

    :param shares: what ``open_wrap`` gave, by opener.
    :raises NotEnough: when they make up no allowed combination.
    :raises Fault: when no lock opens, or what was inside is another key.
    """
    check_mailbox(mailbox, roster)
    ctx = context(roster, mailbox.bid_ref, mailbox.recipient)
    possible = [(together, lock) for together, lock in mailbox.locks if shares.keys() >= set(together)]
    if not possible:
        raise NotEnough("These openers cannot open together; more shares are needed.")
    for together, lock in possible:
        identity = _unlocked(lock, ctx, together, shares)
        # AES-GCM does not commit to its key: what it let through could still be another identity.
        if identity and hmac.compare_digest(Box.recipient_of(identity), mailbox.recipient):
            return identity
    raise Fault("lock", "changed", ",".join(possible[0][0]))


def lock_key(ctx: bytes, together: Together, shares: Mapping[str, bytes]) -> bytes:
    """Derive the key of one lock."""
    info = (LOCK + ",".join(together)).encode()
    return HKDF(SHA256(), KEY_BYTES, salt=ctx, info=info).derive(b"".join(shares[one] for one in together))


def _lock(identity: str, ctx: bytes, together: Together, shares: Mapping[str, bytes]) -> bytes:
    return AESGCM(lock_key(ctx, together, shares)).encrypt(NONCE, identity.encode(), ctx)


def _unlocked(lock: bytes, ctx: bytes, together: Together, shares: Mapping[str, bytes]) -> str:
    try:
        identity = AESGCM(lock_key(ctx, together, shares)).decrypt(NONCE, lock, ctx).decode()
        Box.recipient_of(identity)
    except (InvalidTag, ValueError):
        return ""
    return identity


def _share_text(roster: Roster, bid_ref: str, ctx: bytes, *, to: str, share: bytes) -> bytes:
    return strict(
        {
            "ctx": ctx.hex(),
            "tender": roster.tender,
            "envelope": roster.envelope,
            "bid_ref": bid_ref,
            "to": to,
            "share": share.hex(),
        }
    )


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
