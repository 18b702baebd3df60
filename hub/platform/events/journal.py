"""What the signer has signed: an append-only file, so that it never signs two histories. Plain Python, no Django.

Each line holds the complete subtrees of the tree it stands for. The next checkpoint is that tree with the new events'
digests added, so it extends the last one by construction; a log that is shorter, or whose root differs from what the
signer itself computes, is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from hub.platform.events.book import Book, Refused, Signed
from hub.platform.events.keyring import Keyring, append_line, is_signed
from hub.platform.events.merkle import EMPTY, Frontier
from hub.platform.events.texts import checkpoint_text, is_statement

JOURNAL = "signed.jsonl"
HEX = 64


class Fork(ValueError):
    """What should be signed is another history than the one signed before, or has no right form."""


@dataclass(frozen=True)
class Entry:
    """One checkpoint that was signed."""

    size: int = 0
    root: str = EMPTY
    at: str = ""
    text: str = ""
    signature: str = ""
    public_key: str = ""
    peaks: list[list[Any]] = field(default_factory=list)


class Signer:
    """Signs checkpoints that extend the last one, receipts of bids, certificates, and the list of an export's files."""

    def __init__(self, folder: Path) -> None:
        self.keys = Keyring(folder)
        self.book = Book(folder)
        self.path = folder / JOURNAL

    def last(self) -> Entry:
        """Give the last checkpoint signed.

        :raises Fork: when the journal itself was changed; nothing is signed then.
        """
        lines = self.path.read_text().splitlines() if self.path.exists() else []
        if not lines:
            return Entry()
        try:
            entry = Entry(**json.loads(lines[-1]))
        except (ValueError, TypeError) as fault:
            raise Fork("The signer's journal cannot be read. Nothing is signed until somebody has looked.") from fault
        sound = is_signed(entry.text, entry.signature, entry.public_key)
        told = checkpoint_text(entry.size, entry.root, datetime.fromisoformat(entry.at))
        if not sound or told != entry.text or Frontier.resume(entry.size, entry.peaks).root() != entry.root:
            raise Fork("The signer's journal was altered. Nothing is signed until somebody has looked.")
        return entry

    def checkpoint(self, *, size: int, root: str, at: str, leaves: Iterable[str]) -> Entry:
        """Sign the log at ``size`` events.

        :param leaves: the digests of the events after the last checkpoint, in order.
        :raises Fork: when this is not the last history, made longer.
        """
        last = self.last()
        if size == last.size and root == last.root:
            return last  # the answer was lost; the same checkpoint is no second history
        if size <= last.size:
            raise Fork(
                f"A log of {last.size} events was signed before; one of {size} that differs is not its extension."
            )
        if last.at and datetime.fromisoformat(at) < datetime.fromisoformat(last.at):
            raise Fork("The last checkpoint is later than this one.")
        frontier = Frontier.resume(last.size, last.peaks)
        for leaf in leaves:
            if len(leaf) != HEX:
                raise Fork("A digest has the wrong length.")
            frontier.add(bytes.fromhex(leaf))
        if frontier.size != size or frontier.root() != root:
            raise Fork(f"The log differs from the one whose first {last.size} events were signed before.")
        text = checkpoint_text(size, root, datetime.fromisoformat(at))
        peaks = [[height, hashed.hex()] for height, hashed in frontier.peaks]
        entry = Entry(size, root, at, text, self.keys.sign(text), self.keys.public_key(), peaks)
        append_line(self.path, json.dumps(asdict(entry)))
        return entry

    def statement(self, text: str) -> str:
        """Sign a certificate or the list of an export's files; it can never be taken for a checkpoint or a key.

        :raises Fork: for every other text.
        """
        if not is_statement(text):
            raise Fork("Only certificates and the list of an export's files are signed this way.")
        return self.keys.sign(text)

    def receipt(self, text: str) -> Signed:
        """Sign the receipt of a bid or of a file, or the closing root of a tender.

        :raises Fork: when it has no right form, or another was signed for the same version or closing.
        """
        try:
            return self.book.sign(text, self.keys)
        except Refused as fault:
            raise Fork(str(fault)) from fault

    def receipt_before(self, name: str) -> Signed | None:
        """Give the receipt or closing root that was signed under a name."""
        try:
            return self.book.find(name)
        except Refused as fault:
            raise Fork(str(fault)) from fault
