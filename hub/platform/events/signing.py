"""Who signs checkpoints and exports: the separate signer where settings name its socket, else this process.

Without a signer of its own the Hub reads the key itself, which is right for a demo and a small trial; the audit page
says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from hub.platform import canon
from hub.platform.events.journal import Fork
from hub.platform.events.journal import Signer as Journal
from hub.platform.events.keyring import Keyring, Link, is_signed, key_id, known_keys
from hub.platform.events.signer import Client
from hub.platform.events.texts import checkpoint_text

__all__ = [
    "Fork", "Link", "Signature", "is_ours", "is_separate", "is_signed", "key_id", "known", "links", "public_key_text",
    "receipt_before", "rotate", "sign_checkpoint", "sign_receipt", "sign_statement", "signed_before", "signer_of",
]  # fmt: skip


class Signature(NamedTuple):
    """A signed text."""

    text: str
    signature: str
    public_key: str


def is_separate() -> bool:
    """Say whether the key lies with a process of its own."""
    return bool(settings.HUB_SIGNER)


def public_key_text() -> str:
    """Give the public key as base64 text, for the site, the export and the verifier."""
    return _client().state().public_key if is_separate() else _keys().public_key()


def links() -> list[Link]:
    """Give the replacements of the key so far, oldest first."""
    return _client().state().links if is_separate() else _keys().links()


def signed_before() -> int:
    """Give how many events the signer has signed already; 0 where it keeps no journal."""
    return _client().state().size if is_separate() else 0


def sign_checkpoint(size: int, root: str, *, at: datetime, leaves: Iterable[str]) -> Signature:
    """Sign the log at ``size`` events.

    :param leaves: the digests of the events after ``signed_before()``, in order.
    :raises Fork: when the signer has signed another history.
    """
    if is_separate():
        return Signature(*_client().checkpoint(size=size, root=root, at=canon.instant(at), leaves=leaves))
    text, keys = checkpoint_text(size, root, at), _keys()
    return Signature(text, keys.sign(text), keys.public_key())


def sign_statement(text: str) -> str:
    """Give the base64 signature of a certificate or of the list of an export's files (``texts.is_statement``)."""
    return _client().statement(text) if is_separate() else _keys().sign(text)


def sign_receipt(text: str) -> Signature:
    """Sign the receipt of a bid or of a file, or the closing root of a tender; the form is in ``receipts``.

    The same text again gets the same signature: a lost answer may be asked for again.

    :raises Fork: when it has no right form, names another key than ``public_key_text()``, or another text was signed
        for this version of the bid (``receipt_before`` gives it) or for this closing.
    """
    signed = _client().receipt(text) if is_separate() else _journal(_folder()).receipt(text)
    return Signature(signed.text, signed.signature, signed.public_key)


def receipt_before(name: str) -> Signature | None:
    """Give what was signed under a name of ``receipts``: after a crash between signing and committing, for example."""
    signed = _client().receipt_before(name) if is_separate() else _journal(_folder()).receipt_before(name)
    return Signature(signed.text, signed.signature, signed.public_key) if signed else None


def rotate(*, size: int, at: datetime) -> Link:
    """Replace the key by a new one that the old one signs.

    :param size: how many events the old key may have signed; the separate signer knows that itself.
    """
    return _client().rotate(at=canon.instant(at)) if is_separate() else _keys().rotate(size=size, at=canon.instant(at))


def signer_of(text: str, signature: str) -> str:
    """Give which of our keys, now or before, signed a statement; empty when none did."""
    return next((key for key in known() if is_signed(text, signature, key)), "")


def known() -> dict[str, int | None]:
    """Give our keys, now and before, each with the size of the log up to which it counts; None is no end."""
    return known_keys(public_key_text(), links())


def is_ours(signed: Signature, *, size: int, keys: dict[str, int | None]) -> bool:
    """Say whether a checkpoint of ``size`` events was signed by one of our keys in its time.

    :param keys: what ``known()`` gives.
    """
    until = keys.get(signed.public_key, -1)
    return (until is None or size <= until) and is_signed(*signed)


def _keys() -> Keyring:
    return Keyring(_folder())


def _folder() -> Path:
    return Path(settings.HUB_HOME) / "keys"


@lru_cache(maxsize=8)
def _journal(folder: Path) -> Journal:
    """Keep the book of receipts of a folder read: only its new lines are read again."""
    return Journal(folder)


def _client() -> Client:
    return Client(Path(settings.HUB_SIGNER))
