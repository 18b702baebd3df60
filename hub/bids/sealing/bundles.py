"""Bundles: one envelope of a bid, sealed on the bidder's own computer, in one ZIP file that the Hub can take in.

`bundle.json` lists mailbox and files, in clear digests only; each part lies beside it under its digest, not compressed.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from hub.bids.sealing.faults import Fault
from hub.bids.sealing.files import AT_ONCE, MIB, SEGMENT_BYTES, SealedFile, Shelf
from hub.bids.sealing.mailboxes import Mailbox, read_mailbox
from hub.bids.sealing.records import Entry, Envelope, Record, read_record

BUNDLE, PARTS = "bundle.json", "parts/"
FORM = "hub-bundle/1"
# What age adds to a segment is far less.
LONGEST_PART = SEGMENT_BYTES + MIB
LONGEST_LIST = 64 * MIB
# The bit of a ZIP entry that says so.
ENCRYPTED = 0x1


@dataclass(frozen=True)
class Bundle:
    """What a bundle lists: the mailbox of one bid and envelope, and the files as a record of version 1."""

    mailbox: Mailbox
    record: Record

    def text(self) -> str:
        """Give the text of ``bundle.json``."""
        told = {"format": FORM, "mailbox": self.mailbox.text().decode(), "record": self.record.text().decode()}
        return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


class BundleShelf:
    """Takes sealed parts into a ZIP file; one part at a time waits in memory."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    @contextmanager
    def draft(self) -> Iterator[BundleDraft]:
        """Begin a part."""
        yield BundleDraft(self.archive)

    @contextmanager
    def read(self, digest: str) -> Iterator[IO[bytes]]:
        """Give a part.

        :raises KeyError: when there is none.
        """
        with self.archive.open(PARTS + digest) as file:
            yield file


class BundleDraft:
    """A part being gathered."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.content = bytearray()

    def write(self, content: bytes) -> None:
        """Take all of the bytes."""
        self.content += content

    def keep(self) -> str:
        """Put it into the file and give its digest."""
        digest = hashlib.sha256(self.content).hexdigest()
        self.archive.writestr(PARTS + digest, bytes(self.content))
        return digest


def bundle_of(mailbox: Mailbox, *, tender: str, envelope: str, files: list[tuple[str, SealedFile]]) -> Bundle:
    """Make the list of a bundle.

    :param files: each with its lot.
    """
    entries = tuple(Entry(lot, envelope, file) for lot, file in files)
    envelopes = (Envelope(envelope, mailbox.roster_digest, mailbox.digest),)
    return Bundle(mailbox, Record(tender, mailbox.bid_ref, 1, envelopes, entries))


def read_bundle(path: Path, shelf: Shelf) -> Bundle:
    """Take a bundle's parts into a store, each checked, and give what it lists.

    Nothing else of the file is looked at, whatever it holds; no name in it becomes a path.

    :raises Fault: when the list has no right form, or a part is missing, changed or too long.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            bundle = _listed(archive)
            for entry in bundle.record.entries:
                _take(archive, entry.file.descriptor, "descriptor", shelf)
                for digest in entry.file.segments:
                    _take(archive, digest, "segment", shelf)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise Fault("record", "malformed", "bundle") from None
    return bundle


def _listed(archive: zipfile.ZipFile) -> Bundle:
    try:
        with _as_it_is(archive, BUNDLE) as file:
            told = json.loads(file.read(LONGEST_LIST))
        mailbox = read_mailbox(told["mailbox"].encode())
        record = read_record(told["record"].encode())
        is_right = told["format"] == FORM and told.keys() == {"format", "mailbox", "record"}
    except Fault:
        raise
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        is_right = False
    if not is_right:
        raise Fault("record", "malformed", "bundle")
    if record.bid_ref != mailbox.bid_ref or [one.mailbox for one in record.envelopes] != [mailbox.digest]:
        raise Fault("mailbox", "foreign", "bundle")
    return Bundle(mailbox, record)


def _as_it_is(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """Open a part that is neither compressed nor encrypted by the ZIP file: what is sealed cannot be made smaller.

    So no part grows while it is read, and nothing that a stranger sent is unpacked.

    :raises KeyError: when there is none of this name.
    :raises Fault: for one that is.
    """
    one = archive.getinfo(name)
    if one.compress_type != zipfile.ZIP_STORED or one.flag_bits & ENCRYPTED:
        raise Fault("record", "malformed", "bundle")
    return archive.open(one)


def _take(archive: zipfile.ZipFile, digest: str, what: str, shelf: Shelf) -> None:
    try:
        source = _as_it_is(archive, PARTS + digest)
    except KeyError:
        raise Fault(what, "missing", digest) from None
    found, length = hashlib.sha256(), 0
    with source, shelf.draft() as draft:
        while content := source.read(AT_ONCE):
            found.update(content)
            length += len(content)
            if length > LONGEST_PART:
                raise Fault(what, "malformed", digest)
            draft.write(content)
        if found.hexdigest() != digest:
            raise Fault(what, "changed", digest)
        draft.keep()
