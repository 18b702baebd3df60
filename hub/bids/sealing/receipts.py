"""Receipts and the closing root: their texts, and the files that a bidder keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from hub.bids.sealing.descriptors import Descriptor
from hub.bids.sealing.files import SealedFile
from hub.platform.canon import instant, strict
from hub.platform.events.receipts import CLOSING, FILE, SUBMISSION, read

RECEIPT_FILE, CLOSING_FILE = "hub-receipt/1", "hub-closing/1"


@dataclass(frozen=True)
class Submission:
    """What the receipt of one version of a bid says.

    :param authority: the authority's public name or id, as on the tender's page.
    :param stamp: when the submission reached the front door (R1 of the deadline rule).
    :param copies: on how many stores the bid lay when this was signed.
    """

    authority: str
    tender: str
    lots: tuple[str, ...]
    bid_ref: str
    version: int
    stamp: datetime
    files_count: int
    record_digest: str
    roster_digests: tuple[str, ...]
    copies: int
    event_number: int
    key_id: str

    def text(self) -> str:
        """Give the text to sign.

        :raises NotAReceipt: when a field cannot be so.
        """
        return _text(SUBMISSION, asdict(self), stamp=instant(self.stamp))


@dataclass(frozen=True)
class FileReceived:
    """What the receipt of one whole file says."""

    authority: str
    tender: str
    lot: str
    envelope: str
    bid_ref: str
    descriptor: str
    commitment: str
    mib: int
    stamp: datetime
    copies: int
    key_id: str

    def text(self) -> str:
        """Give the text to sign.

        :raises NotAReceipt: when a field cannot be so.
        """
        return _text(FILE, asdict(self), stamp=instant(self.stamp))


@dataclass(frozen=True)
class Closing:
    """What is published at closing: the root over the receipts of all bids and how many leaves it has."""

    authority: str
    tender: str
    at: datetime
    size: int
    root: str
    key_id: str

    def text(self) -> str:
        """Give the text to sign.

        :raises NotAReceipt: when a field cannot be so.
        """
        return _text(CLOSING, asdict(self), at=instant(self.at))


def receipt_file(
    signed: tuple[str, str, str], *, record: bytes = b"", files: Iterable[tuple[SealedFile, Descriptor]] = ()
) -> str:
    """Give the file that a bidder keeps; it holds the salts and names, so the Hub makes it once and forgets it.

    :param signed: text, base64 signature and base64 public key.
    :param record: the submission record's text.
    :param files: what was sealed, with the facts and the salt of each.
    """
    told = [
        {"name": facts.name, "size": facts.size, "salt": facts.salt, "descriptor": file.descriptor}
        for file, facts in files
    ]
    return _file(RECEIPT_FILE, "receipt", signed, {"record": record.decode(), "files": told})


def closing_file(
    signed: tuple[str, str, str], *, proof: Mapping[str, Any] | None = None, log: Mapping[str, Any] | None = None
) -> str:
    """Give the file of a closing root.

    :param proof: one bidder's ``index``, ``size`` and ``path``; None on the public page.
    :param log: that the root is in the event log: the event's ``body`` and ``prev_digest``, its ``proof`` in the log's
        tree, and the ``checkpoint`` with ``signature`` and ``public_key``.
    """
    more: dict[str, Any] = {name: told for name, told in (("proof", proof), ("log", log)) if told is not None}
    return _file(CLOSING_FILE, "closing", signed, more)


def _file(form: str, name: str, signed: tuple[str, str, str], more: dict[str, Any]) -> str:
    text, signature, public_key = signed
    told = {"format": form, name: text, "signature": signature, "public_key": public_key, **more}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _text(kind: str, facts: dict[str, Any], **instants: str) -> str:
    text = strict({"v": 1, "kind": kind, **facts, **instants}).decode()
    read(text)
    return text
