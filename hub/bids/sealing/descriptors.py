"""Descriptors: the sealed facts of one file, and the commitment to it that may be shown to everybody."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.bids.rules.labels import label
from hub.bids.sealing.box import Box
from hub.bids.sealing.faults import Fault
from hub.bids.sealing.rosters import decoded
from hub.platform.canon import LARGEST, NotCanonical, read_strict, strict

COMMIT = b"hub/commit/v1"
SALT_BYTES, DIGEST_BYTES = 32, 32
# The facts themselves are padded too: else their length would tell that of the file's name.
PADDED_TO = 1024
FACTS = frozenset("v kind name size padded sha256 media_type checks segments salt".split())


@dataclass(frozen=True)
class Descriptor:
    """The facts of one file that only those who open the bid may read.

    :param size: bytes of the file.
    :param padded: bytes in the segments together; what is over ``size`` is zeros.
    :param sha256: of the file, without the padding, in hexadecimal.
    :param checks: what was checked before sealing, and with what result.
    :param segments: digests of the segments' ciphertext, in order.
    :param salt: 32 random bytes, in hexadecimal.
    """

    name: str = field(repr=False)
    size: int
    padded: int
    sha256: str = field(repr=False)
    media_type: str
    segments: tuple[str, ...]
    salt: str = field(repr=False)
    checks: Mapping[str, str | int] = field(default_factory=dict)

    def text(self) -> bytes:
        """Give the canonical text, padded with spaces to the next KiB."""
        found = strict(
            {
                "v": 1,
                "kind": "file",
                "name": label(self.name),
                "size": self.size,
                "padded": self.padded,
                "sha256": self.sha256,
                "media_type": self.media_type,
                "checks": dict(self.checks),
                "segments": self.segments,
                "salt": self.salt,
            }
        )
        return found + b" " * (-len(found) % PADDED_TO)

    @property
    def commitment(self) -> str:
        """Give the commitment to the file, in hexadecimal."""
        return commitment(self.salt, self.sha256, self.size)


def new_salt() -> str:
    """Give 32 random bytes in hexadecimal."""
    return secrets.token_hex(SALT_BYTES)


def commitment(salt: str, sha256: str, size: int) -> str:
    """Give ``SHA-256("hub/commit/v1" ‖ salt ‖ SHA-256 of the file ‖ size)``, the size as eight bytes, highest first.

    Without the salt nobody can try out what the file may hold.
    """
    salted = bytes.fromhex(salt) + bytes.fromhex(sha256)
    return hashlib.sha256(COMMIT + salted + size.to_bytes(8, "big")).hexdigest()


def seal_descriptor(descriptor: Descriptor, *recipients: str) -> bytes:
    """Seal the facts of a file."""
    return Box.seal(descriptor.text(), *recipients)


def open_descriptor(sealed: bytes, identity: str, *, where: str = "") -> Descriptor:
    """Open the facts of a file.

    :param where: its digest, for the fault.
    :raises Fault: when it was changed, or does not have exactly these facts in their forms.
    """
    opened = Box.open(sealed, identity, what="descriptor", where=where)
    try:
        told = read_strict(opened.rstrip(b" "))
        descriptor = _read(told, where)
    except (NotCanonical, KeyError, TypeError, AttributeError):
        raise Fault("descriptor", "malformed", where) from None
    return descriptor


def _read(told: dict[str, Any], where: str) -> Descriptor:
    sizes_are_right = all(type(told[name]) is int and 0 <= told[name] <= LARGEST for name in ("size", "padded"))
    is_right = (
        told.keys() == FACTS
        and (told["v"], told["kind"]) == (1, "file")
        and sizes_are_right
        and told["size"] <= told["padded"]
        and len(decoded(told["salt"], "descriptor", where)) == SALT_BYTES
        and all(len(decoded(one, "descriptor", where)) == DIGEST_BYTES for one in (told["sha256"], *told["segments"]))
        and isinstance(told["segments"], list)
        and len(told["segments"]) > 0
        and isinstance(told["name"], str)
        and isinstance(told["media_type"], str)
        and all(isinstance(one, str | int) for one in told["checks"].values())
    )
    if not is_right:
        raise Fault("descriptor", "malformed", where)
    return Descriptor(
        name=label(told["name"]),
        size=told["size"],
        padded=told["padded"],
        sha256=told["sha256"],
        media_type=told["media_type"],
        segments=tuple(told["segments"]),
        salt=told["salt"],
        checks=told["checks"],
    )
