"""Submission records: the clear list of digests that makes up one version of a bid. It holds no secret.

The server can write it by itself at the due time, and anybody can hold it against a receipt.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hub.bids.sealing.faults import Fault
from hub.bids.sealing.files import AT_ONCE, SealedFile, Shelf, reading
from hub.bids.sealing.mailboxes import BID_REF, Mailbox
from hub.bids.sealing.rosters import SUITE, decoded
from hub.platform.canon import NotCanonical, read_strict, strict

DIGEST_BYTES = 32
MOST_FILES = 10_000


@dataclass(frozen=True)
class Envelope:
    """One envelope of a bid: the roster that opens it and the bid's mailbox for it, both by digest."""

    envelope: str
    roster: str
    mailbox: str


@dataclass(frozen=True)
class Entry:
    """One file of a bid: for which lot (empty where there are none) and in which envelope."""

    lot: str
    envelope: str
    file: SealedFile


@dataclass(frozen=True)
class Record:
    """One version of a bid.

    :param envelopes: in the order of the tender.
    :param entries: in the order in which the bidder's files were whole.
    """

    tender: str
    bid_ref: str
    version: int
    envelopes: tuple[Envelope, ...]
    entries: tuple[Entry, ...]

    def text(self) -> bytes:
        """Give the canonical text."""
        return strict(
            {
                "v": 1,
                "kind": "record",
                "suite": SUITE,
                "tender": self.tender,
                "bid_ref": self.bid_ref,
                "version": self.version,
                "envelopes": [vars(one) for one in self.envelopes],
                "files": [
                    {"lot": one.lot, "envelope": one.envelope, **vars(one.file)} for one in self.entries
                ],
            }
        )  # fmt: skip

    @property
    def digest(self) -> str:
        """Give the SHA-256 of the text: the receipt's ``record_digest``."""
        return hashlib.sha256(self.text()).hexdigest()


def read_record(text: bytes) -> Record:
    """Read a record.

    :raises Fault: when the text is not exactly that of a record.
    """
    try:
        record = _read(read_strict(text))
        is_exact = record.text() == text
    except (NotCanonical, KeyError, TypeError, ValueError, AttributeError):
        is_exact = False
    if not is_exact:
        raise Fault("record", "malformed")
    return record


def check_record(record: Record, mailboxes: dict[str, Mailbox]) -> None:
    """Check that a record and the mailboxes of the bid belong together.

    :param mailboxes: by envelope.
    :raises Fault: naming what does not.
    """
    named = {one.envelope: one for one in record.envelopes}
    if len(named) < len(record.envelopes) or not {one.envelope for one in record.entries} <= named.keys():
        raise Fault("record", "malformed", "envelopes")
    for envelope, one in named.items():
        mailbox = mailboxes.get(envelope)
        if mailbox is None:
            raise Fault("mailbox", "missing", envelope)
        if mailbox.bid_ref != record.bid_ref or mailbox.roster_digest != one.roster:
            raise Fault("mailbox", "foreign", envelope)
        if mailbox.digest != one.mailbox:
            raise Fault("mailbox", "swapped", envelope)


def stored_faults(record: Record, shelf: Shelf) -> Iterator[Fault]:
    """Give what of a record's files is missing from a store or was changed there; needs no key.

    :raises OSError: when the store itself cannot be read.
    """
    for entry in record.entries:
        yield from _fault_of(shelf, entry.file.descriptor, "descriptor")
        for digest in entry.file.segments:
            yield from _fault_of(shelf, digest, "segment")


def _fault_of(shelf: Shelf, digest: str, what: str) -> Iterator[Fault]:
    found = hashlib.sha256()
    try:
        with reading(shelf, digest, what) as source:
            while content := source.read(AT_ONCE):
                found.update(content)
    except Fault as fault:
        yield fault
        return
    if found.hexdigest() != digest:
        yield Fault(what, "changed", digest)


def _read(told: dict[str, Any]) -> Record:
    envelopes = tuple(Envelope(**one) for one in told["envelopes"])
    entries = tuple(_entry(one) for one in told["files"])
    record = Record(told["tender"], told["bid_ref"], told["version"], envelopes, entries)
    texts = [record.tender, *(one.envelope for one in envelopes)]
    texts += [text for one in entries for text in (one.lot, one.envelope)]
    digests = [text for one in envelopes for text in (one.roster, one.mailbox)]
    digests += [text for one in entries for text in (one.file.descriptor, one.file.commitment, *one.file.segments)]
    is_right = (
        all(isinstance(text, str) for text in texts)
        and all(len(decoded(text, "record")) == DIGEST_BYTES for text in digests)
        and BID_REF.fullmatch(record.bid_ref)
        and type(record.version) is int
        and record.version > 0
        and len(entries) <= MOST_FILES
        and all(type(one.file.mib) is int and one.file.mib >= 0 and one.file.segments for one in entries)
    )
    if not is_right:
        raise Fault("record", "malformed")
    return record


def _entry(told: dict[str, Any]) -> Entry:
    file = SealedFile(told["descriptor"], tuple(told["segments"]), told["mib"], told["commitment"])
    return Entry(told["lot"], told["envelope"], file)
