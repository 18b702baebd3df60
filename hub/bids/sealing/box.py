"""The box: sealed with public keys, opened with a private one. The only place that knows the library behind it.

The form is age version 1 with X25519 keys, or with a passphrase (scrypt). Another library would keep these calls.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Protocol

import pyrage

from hub.bids.sealing.faults import Fault

# What is not in this form is never handed to the library: one content has one spelling, without armour.
BEGINS = b"age-encryption.org/v1\n"
RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
# What the library raises; its common parent is Exception itself.
REFUSALS = (pyrage.EncryptError, pyrage.DecryptError, pyrage.IdentityError, pyrage.RecipientError)


class Source(Protocol):
    """Something to read bytes from."""

    def read(self, size: int, /) -> bytes: ...


class Target(Protocol):
    """Something to write bytes to; all of them are taken."""

    def write(self, content: bytes, /) -> object: ...


@dataclass(frozen=True)
class KeyPair:
    """An age X25519 key: ``recipient`` is public, ``identity`` opens what was sealed to it."""

    recipient: str
    identity: str = field(repr=False)


class Box:
    """Seals and opens. It keeps nothing."""

    @staticmethod
    def new_key() -> KeyPair:
        """Make a key pair."""
        made = pyrage.x25519.Identity.generate()
        return KeyPair(str(made.to_public()), str(made))

    @staticmethod
    def recipient_of(identity: str) -> str:
        """Give the public half of a private key.

        :raises Fault: when it is no private key.
        """
        return str(_identity(identity).to_public())

    @staticmethod
    def seal(content: bytes, *recipients: str) -> bytes:
        """Seal bytes so that the holder of any one of the recipients' private halves can open them."""
        sealed: bytes = pyrage.encrypt(content, _recipients(recipients))
        return sealed

    @staticmethod
    def open(sealed: bytes, identity: str, *, what: str = "segment", where: str = "") -> bytes:
        """Open bytes; every one of them was checked then.

        :param what: what the fault should say it is.
        :raises Fault: when anything was changed or cut off, or when it is sealed to somebody else.
        """
        if not sealed.startswith(BEGINS):
            raise Fault(what, "malformed", where)
        try:
            content: bytes = pyrage.decrypt(sealed, [_identity(identity)])
        except pyrage.DecryptError:
            raise Fault(what, "changed", where) from None
        return content

    @staticmethod
    def seal_stream(source: Source, target: Target, *recipients: str) -> None:
        """Seal all that a source gives, in pieces of 64 KiB.

        :raises OSError: what source or target raised, unchanged.
        """
        ends = _Ends(source, target)
        try:
            pyrage.encrypt_io(ends, ends, _recipients(recipients))
        except (pyrage.EncryptError, OSError):
            raise ends.fault or Fault("segment", "malformed") from None

    @staticmethod
    def open_stream(source: Source, target: Target, identity: str, *, where: str = "") -> None:
        """Open all that a source gives. What the target got counts only when this returns: else throw it away.

        :raises Fault: when anything was changed or cut off, or when it is sealed to somebody else.
        :raises OSError: what source or target raised, unchanged.
        """
        begin = b""
        while len(begin) < len(BEGINS) and (more := source.read(len(BEGINS) - len(begin))):
            begin += more
        if begin != BEGINS:
            raise Fault("segment", "malformed", where)
        ends = _Ends(source, target, begin)
        try:
            pyrage.decrypt_io(ends, ends, [_identity(identity)])
        except (pyrage.DecryptError, OSError):  # the library says "decryption error" as an OSError here
            raise ends.fault or Fault("segment", "changed", where) from None

    @staticmethod
    def seal_with_passphrase(content: bytes, passphrase: str) -> bytes:
        """Seal bytes under a passphrase; takes seconds, as guessing it shall."""
        sealed: bytes = pyrage.passphrase.encrypt(content, passphrase)
        return sealed

    @staticmethod
    def open_with_passphrase(sealed: bytes, passphrase: str) -> bytes:
        """Open what was sealed under a passphrase.

        :raises Fault: when the passphrase is wrong or the bytes were changed.
        """
        if not sealed.startswith(BEGINS):
            raise Fault("key", "malformed")
        try:
            content: bytes = pyrage.passphrase.decrypt(sealed, passphrase)
        except pyrage.DecryptError:
            raise Fault("key", "changed") from None
        return content

    @staticmethod
    def is_recipient(text: str) -> bool:
        """Say whether a text is the public half of an X25519 key."""
        try:
            _recipients([text])
        except Fault:
            return False
        return True


def _recipients(recipients: Sequence[str]) -> list[object]:
    if not recipients or not all(RECIPIENT.fullmatch(one) for one in recipients):
        raise Fault("key", "malformed")
    try:
        return [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    except REFUSALS:
        raise Fault("key", "malformed") from None


def _identity(identity: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(identity)
    except REFUSALS:
        raise Fault("key", "malformed") from None


class _Ends:
    """Both ends of a stream as the library wants them; keeps what they raise, of which it would keep the text only."""

    def __init__(self, source: Source, target: Target, begin: bytes = b"") -> None:
        self.source, self.target = source, target
        self.begin = BytesIO(begin)
        self.fault: Exception | None = None

    def read(self, size: int) -> bytes:
        try:
            return self.begin.read(size) or self.source.read(size)
        except Exception as fault:
            self.fault = fault
            raise

    def write(self, content: bytes) -> int:
        try:
            self.target.write(content)
        except Exception as fault:
            self.fault = fault
            raise
        return len(content)

    def flush(self) -> None:
        """The target flushes when it is kept."""
