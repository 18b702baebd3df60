"""Take one bid out of its envelope: every digest, commitment and leaf is checked, and what is wrong is written down."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.bids import acts, selectors
from hub.bids.models import Bid, Mailbox, OpenedAnswer, Opening, Submission
from hub.bids.rules import answers
from hub.bids.rules.labels import label
from hub.bids.sealing.closing import ClosingTree
from hub.bids.sealing.descriptors import Descriptor
from hub.bids.sealing.faults import Fault
from hub.bids.sealing.files import open_file
from hub.bids.sealing.mailboxes import read_mailbox
from hub.bids.sealing.records import Entry, check_record, read_record
from hub.bids.services.places import store
from hub.bids.terms import BidState
from hub.platform.act_table import Refused
from hub.platform.actors import SYSTEM
from hub.platform.acts import perform
from hub.platform.acts import together as at_once
from hub.platform.canon import NotCanonical, read_strict
from hub.platform.documents import services as documents
from hub.platform.events.record import Digest
from hub.tender.models import Question
from hub.tender.terms import AnswerAs

IN_MEMORY = 1024 * 1024
LONGEST_ANSWER = 4 * 1024 * 1024


def take_out(
    box: Mailbox, opening: Opening, identity: str | None, *, openers: list[str], at: datetime
) -> list[dict[str, str]]:
    """Open one mailbox and keep what is in it; a bid with a fault is not dropped, a person decides.

    :param identity: the private half of the mailbox; None when no combination opens it.
    :returns: the faults that were found.
    """
    bid, last = box.bid, selectors.counting_submission(box.bid)
    assert last is not None, "only what was submitted is on the list"
    faults = list(_faults(box, last))
    if identity is None:
        faults.append(Fault("lock", "changed", box.envelope))
    with at_once(), perform(acts.OPEN_BIDS, bid.tender, by=SYSTEM, at=at) as done:
        for entry, question in _entries(box, last) if identity is not None else ():
            if question is None:
                faults.append(Fault("record", "missing", entry.file.descriptor))
            else:
                faults += _take(_Place(bid, question, entry, at), identity or "")
        told = [{"what": one.what, "where": one.where, "kind": one.kind} for one in faults]
        done.note(
            envelope=opening.envelope, bid=Digest(last.record_digest), openers=openers, version=last.number,
            index=_index(last), faults=told,
        )  # fmt: skip
        opening.taken_out.add(box)
        _mark(bid, told, at)
    return told


def _mark(bid: Bid, told: list[dict[str, str]], at: datetime) -> None:
    with perform(acts.MARK_OPENED, bid, by=SYSTEM, at=at) as done:
        bid.status, bid.opened_at = BidState.OPENED, at
        bid.faults = [*bid.faults, *told]
        bid.save()
        done.note(faults=told)


def _faults(box: Mailbox, last: Submission) -> Iterator[Fault]:
    """Hold receipt, record and mailbox against each other, and the receipt against the published root."""
    try:
        record = read_record(bytes(last.record))
        if record.digest != last.record_digest or json.loads(last.receipt)["record_digest"] != record.digest:
            yield Fault("record", "swapped", "receipt")
        boxes = {one.envelope: read_mailbox(bytes(one.text)) for one in box.bid.mailboxes.all()}
        check_record(record, boxes)
    except Fault as fault:
        yield fault
    if _index(last) < 0:
        yield Fault("record", "missing", "closing root")


def is_as_recorded(box: Mailbox) -> bool:
    """Say whether a mailbox is byte for byte the one that the record of its bid names."""
    last = selectors.counting_submission(box.bid)
    try:
        assert last is not None, "only what was submitted is on the list"
        named = {one.envelope: one.mailbox for one in read_record(bytes(last.record)).envelopes}
        return read_mailbox(bytes(box.text)).digest == named.get(box.envelope)
    except Fault:
        return False


def _index(last: Submission) -> int:
    closing = selectors.closing_of(last.bid.tender)
    assert closing is not None, "nothing is opened before the root is published"
    try:
        return int(ClosingTree(tuple(closing.leaves)).proofs([last.receipt])[0]["index"])
    except Fault:
        return -1


def _entries(box: Mailbox, last: Submission) -> Iterator[tuple[Entry, Question | None]]:
    """Give the files of a version in one envelope, each with its question; None where that row is gone."""
    by_descriptor = {row.descriptor: row.question for row in box.bid.items.select_related("question")}
    for entry in read_record(bytes(last.record)).entries:
        if entry.envelope == box.envelope:
            yield entry, by_descriptor.get(entry.file.descriptor)


@dataclass(frozen=True)
class _Place:
    """What is taken out, of which bid, and when."""

    bid: Bid
    question: Question
    entry: Entry
    at: datetime

    @property
    def descriptor(self) -> str:
        return self.entry.file.descriptor


def _take(one: _Place, identity: str) -> list[Fault]:
    """Take out one answer or file."""
    if selectors.is_taken_out(one.bid, one.descriptor):
        return []
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as target:
        try:
            facts = open_file(one.entry.file, identity, shelf=store(), target=target)
        except Fault as fault:
            return [fault]
        except OSError:
            return [Fault("segment", "missing", one.descriptor)]
        target.seek(0)
        if one.question.answer_as == AnswerAs.FILE:
            return _pin(one, facts, target)
        return _note(one, target.read(LONGEST_ANSWER))


def _note(one: _Place, content: bytes) -> list[Fault]:
    try:
        told = read_strict(content)
    except NotCanonical:
        told = None
    found = answers.opened(told, selectors.as_asked(one.question))
    if found is None:
        return [Fault("file", "malformed", one.descriptor)]
    rows = [list(row) for row in found.rows]
    _row(one, text=found.text, number=found.number, is_declared=found.is_declared, rows=rows)
    return []


def _pin(one: _Place, facts: Descriptor, target: Any) -> list[Fault]:
    """Make a file of a bid an ordinary document, which is scanned before anybody can download it."""
    name = label(facts.name)
    row = _row(one, text=name)
    paper = documents.Paper(title=name[:200], paper_kind="bid", is_confidential=True)
    try:
        row.document = documents.add(row, upload=documents.Upload(name, target), paper=paper, by=SYSTEM, at=one.at)
    except Refused:
        # A sort of file that documents do not take: it stays sealed as it came, and a person decides.
        return [Fault("file", "foreign", one.descriptor)]
    row.save()
    return []


def _row(one: _Place, **more: Any) -> OpenedAnswer:
    row = OpenedAnswer(bid=one.bid, question=one.question, descriptor=one.descriptor, opened_at=one.at, **more)
    row.save()
    return row
