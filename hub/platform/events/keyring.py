"""The key that signs the log, and the chain of keys before it. Plain Python: the separate signer runs without Django.

A key is replaced by a link: the old key names its successor and the size of the log up to which it signed; the new key
says that it knows. Whoever trusts one key of the chain can so trust the others, each within its own stretch.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ORIGIN = "procurement-hub/key"
KEY, NEXT, CHAIN = "checkpoint_ed25519", "checkpoint_ed25519.next", "checkpoint_chain.jsonl"


@dataclass(frozen=True)
class Link:
    """One replacement of a key: the text, the old key's signature and the new key's."""

    text: str
    signature: str
    acknowledged: str

    @property
    def old(self) -> str:
        """Give the key that was replaced."""
        return self.text.split("\n")[1]

    @property
    def new(self) -> str:
        """Give the key that came after it."""
        return self.text.split("\n")[2]

    @property
    def size(self) -> int:
        """Give how many events the log held when the old key signed for the last time."""
        return int(self.text.split("\n")[3])

    def is_sound(self) -> bool:
        """Say whether both keys signed it and it has the right form."""
        lines = self.text.split("\n")
        if len(lines) != 6 or lines[0] != ORIGIN or not lines[3].isdecimal():
            return False
        return is_signed(self.text, self.signature, self.old) and is_signed(self.text, self.acknowledged, self.new)


def link_text(old: str, new: str, *, size: int, at: str) -> str:
    """Give the text that both keys sign.

    :param size: number of events that the old key may have signed.
    :param at: the instant as text.
    """
    return f"{ORIGIN}\n{old}\n{new}\n{size}\n{at}\n"


def known_keys(current: str, links: Iterable[Link]) -> dict[str, int | None]:
    """Give the keys that the current one vouches for, each with the size up to which it counts; None is no end."""
    known: dict[str, int | None] = {current: None}
    at = current
    for link in reversed(list(links)):
        if link.new != at or not link.is_sound() or link.old in known:
            break
        known[link.old] = link.size
        at = link.old
    return known


def public_text(key: Ed25519PrivateKey) -> str:
    """Give a key's public half as base64 text."""
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def key_id(public: str) -> str:
    """Give the short name of a public key."""
    return hashlib.sha256(base64.b64decode(public)).hexdigest()[:16]


def is_signed(text: str, signature: str, public: str) -> bool:
    """Say whether the signature of a text is that of a public key."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public))
        key.verify(base64.b64decode(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


class Keyring:
    """A folder with the private key, made on first use, and the chain of the keys before it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def private_key(self) -> Ed25519PrivateKey:
        """Give the signing key, making it on first use."""
        path = self.folder / KEY
        self._settle()
        if not path.exists():
            draft = self._draft(Ed25519PrivateKey.generate(), f"{KEY}.{os.getpid()}")
            try:
                # Two processes may start together: the first link wins and both read it.
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())

    def public_key(self) -> str:
        """Give the public half of the signing key."""
        return public_text(self.private_key())

    def sign(self, text: str) -> str:
        """Give the base64 signature of a text."""
        return base64.b64encode(self.private_key().sign(text.encode())).decode()

    def links(self) -> list[Link]:
        """Give the replacements so far, oldest first."""
        path = self.folder / CHAIN
        lines = path.read_text().splitlines() if path.exists() else []
        return [Link(**json.loads(line)) for line in lines]

    def rotate(self, *, size: int, at: str) -> Link:
        """Replace the key: the old one signs the new one's name, then its private half is gone.

        The new key lies ready before the chain names it, so a crash in between leaves either the old state, or a
        chain whose last link the next look completes.
        """
        old, new = self.private_key(), Ed25519PrivateKey.generate()
        text = link_text(public_text(old), public_text(new), size=size, at=at)
        link = Link(text, *(base64.b64encode(key.sign(text.encode())).decode() for key in (old, new)))
        self._draft(new, NEXT)
        append_line(self.folder / CHAIN, json.dumps(asdict(link)))
        self._settle()
        return link

    def _settle(self) -> None:
        """Put the next key in its place when the chain names it already."""
        ready = self.folder / NEXT
        if not ready.exists():
            return
        links = self.links()
        if links and links[-1].new == public_text(Ed25519PrivateKey.from_private_bytes(ready.read_bytes())):
            ready.replace(self.folder / KEY)
            sync_folder(self.folder)

    def _draft(self, key: Ed25519PrivateKey, name: str) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self.folder / name
        draft.touch(mode=0o600)
        with draft.open("wb") as file:
            file.write(
                key.private_bytes(
                    serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
                )
            )
            file.flush()
            os.fsync(file.fileno())
        return draft


def append_line(path: Path, line: str) -> None:
    """Add a line to a file so that it survives a power cut."""
    with path.open("a") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
