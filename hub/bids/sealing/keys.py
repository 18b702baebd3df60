"""Openers' keys, made on their own devices; the Hub holds the public half and at most a copy under a passphrase."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from hub.bids.sealing.box import Box, KeyPair
from hub.bids.sealing.faults import Fault
from hub.platform.canon import NotCanonical, read_strict, strict

FEWEST_WORDS = 5
POSSESSION = b"hub/possession/v1"


class WeakPassphrase(ValueError):
    """The passphrase has too few words."""


@dataclass(frozen=True)
class OpenerKey:
    """What the Hub may know of an opener's key: its public half, its short print, and the copy under a passphrase."""

    recipient: str
    fingerprint: str
    wrapped: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Challenge:
    """A proof to ask for: what is sent to the opener, and the digest that the right answer has."""

    sealed: bytes
    answer_digest: str


def fingerprint(recipient: str) -> str:
    """Give the short print of a public key that people compare: 16 hex digits in groups of four."""
    digits = hashlib.sha256(recipient.encode()).hexdigest()[:16]
    return " ".join(digits[place : place + 4] for place in range(0, 16, 4))


def opener_key(recipient: str, wrapped: bytes = b"") -> OpenerKey:
    """Take a public key that an opener made.

    :raises Fault: when it is no X25519 recipient.
    """
    if not Box.is_recipient(recipient):
        raise Fault("key", "malformed")
    return OpenerKey(recipient, fingerprint(recipient), wrapped)


def wrap_identity(key: KeyPair, passphrase: str) -> OpenerKey:
    """Put the private half under a passphrase, as the opener's own device does (seconds).

    :raises WeakPassphrase: for fewer than five words.
    """
    if len(set(passphrase.split())) < FEWEST_WORDS:
        raise WeakPassphrase(f"Use a passphrase of at least {FEWEST_WORDS} different words.")
    return opener_key(key.recipient, Box.seal_with_passphrase(key.identity.encode(), passphrase))


def unwrap_identity(key: OpenerKey, passphrase: str) -> str:
    """Give the private half back (seconds).

    :raises Fault: for a wrong passphrase, a changed copy, or a copy of another key.
    """
    identity = Box.open_with_passphrase(key.wrapped, passphrase).decode(errors="replace")
    if Box.recipient_of(identity) != key.recipient:
        raise Fault("key", "foreign")
    return identity


def challenge(recipient: str) -> Challenge:
    """Make a challenge that only the holder of the private half can answer."""
    nonce = secrets.token_bytes(32)
    sealed = Box.seal(strict({"kind": "challenge", "nonce": nonce.hex(), "to": recipient}), recipient)
    return Challenge(sealed, hashlib.sha256(_answer(nonce, recipient).encode()).hexdigest())


def answer(sealed: bytes, identity: str) -> str:
    """Answer a challenge.

    What is opened is never given back: else a wrap that was sent as a "challenge" would give its share away.

    :raises Fault: when it is no challenge to this key.
    """
    recipient = Box.recipient_of(identity)
    try:
        asked = read_strict(Box.open(sealed, identity, what="key"))
        nonce = bytes.fromhex(asked["nonce"])
        is_right = asked == {"kind": "challenge", "nonce": nonce.hex(), "to": recipient} and len(nonce) == 32
    except (NotCanonical, TypeError, KeyError, ValueError):
        is_right = False
    if not is_right:
        raise Fault("key", "foreign")
    return _answer(nonce, recipient)


def is_answered(asked: Challenge, given: str) -> bool:
    """Say whether an answer is the right one."""
    return hmac.compare_digest(hashlib.sha256(given.encode()).hexdigest(), asked.answer_digest)


def _answer(nonce: bytes, recipient: str) -> str:
    return hashlib.sha256(POSSESSION + nonce + recipient.encode()).hexdigest()
