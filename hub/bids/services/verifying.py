"""Verify all that is kept of bids without any opener's key: what was changed, dropped, added or swapped is named.

Each thing is held against another that whoever changed it cannot change as well: records against receipts, receipts
against the signer's book and the event log, mailboxes and parts against the records, leaves against the signed root.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from hub.bids.models import Bid, Closing, Item, PinnedRoster, Submission
from hub.bids.sealing import mailboxes, rosters
from hub.bids.sealing.closing import ClosingTree
from hub.bids.sealing.faults import Fault
from hub.bids.sealing.mailboxes import Mailbox
from hub.bids.sealing.records import Record, check_record, read_record, stored_faults
from hub.bids.sealing.rosters import BadRoster
from hub.bids.services.places import store
from hub.bids.store.shelf import Store
from hub.bids.terms import ItemState
from hub.platform.canon import instant
from hub.platform.events import signing
from hub.platform.events.models import Event
from hub.platform.events.receipts import NotAReceipt, closing_name, read, submission_name

SUBMIT, ROOT, PIN = "bid.submit", "tender.fix_root", "tender.pin_roster"


@dataclass
class Report:
    """What was looked at, and what is wrong with it.

    :param faults: ``what`` it is, ``where`` (a bid, version, digest or id, never content) and of which ``kind``.
    """

    bids: int = 0
    receipts: int = 0
    roots: int = 0
    faults: list[dict[str, str]] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.faults

    def add(self, what: str, where: str, kind: str) -> None:
        """Name one fault, once."""
        told = {"what": what, "where": where, "kind": kind}
        if told not in self.faults:
            self.faults.append(told)

    def add_all(self, faults: Iterable[Fault], *, where: str = "") -> None:
        """Name several."""
        for one in faults:
            self.add(one.what, " ".join(filter(None, (where, one.where))), one.kind)


def verify_bids() -> Report:
    """Look at every roster, bid, version, receipt and root."""
    report = Report()
    for pinned in PinnedRoster.objects.select_related("tender").order_by("pk"):
        _roster(pinned, report)
    seen: set[tuple[str, int]] = set()
    for bid in Bid.objects.select_related("tender__authority").order_by("pk").iterator(chunk_size=500):
        report.bids += 1
        _bid(bid, report, seen)
    _dropped(report, seen)
    for closing in Closing.objects.exclude(signature="").select_related("tender__authority").order_by("pk"):
        _root(closing, report)
    return report


def _roster(pinned: PinnedRoster, report: Report) -> None:
    where = f"{pinned.tender.reference} {pinned.envelope}"
    try:
        if rosters.read_roster(pinned.text.encode()).digest != pinned.digest:
            report.add("roster", where, "changed")
    except (Fault, BadRoster):
        report.add("roster", where, "malformed")
    if not _logged(PIN, pinned.tender, pinned.digest):
        report.add("roster", where, "swapped")


def _bid(bid: Bid, report: Report, seen: set[tuple[str, int]]) -> None:
    boxes = {box.envelope: box for box in bid.mailboxes.select_related("roster")}
    readable = {envelope: found for envelope, box in boxes.items() if (found := _mailbox(bid, box, report))}
    versions = list(bid.submissions.order_by("number"))
    for one in versions:
        seen.add((bid.reference, one.number))
        one.bid = bid
        _version(one, readable, report)
    if [one.number for one in versions] != list(range(1, bid.number + 1)):
        report.add("record", f"{bid.reference} has other versions than it says", "missing")
    for item in bid.items.filter(status=ItemState.WHOLE):
        _parts_of_item(item, report)


def _mailbox(bid: Bid, box: Any, report: Report) -> Mailbox | None:
    text, where = bytes(box.text), f"{bid.reference} {box.envelope}"
    try:
        found = mailboxes.read_mailbox(text)
        mailboxes.check_mailbox(found, rosters.read_roster(box.roster.text.encode()))
    except (Fault, BadRoster) as fault:
        what = fault.what if isinstance(fault, Fault) else "roster"
        report.add(what, where, fault.kind if isinstance(fault, Fault) else "malformed")
        return None
    if found.digest != box.digest or found.bid_ref != bid.reference or found.recipient != box.recipient:
        for what, part in _differences(bid, found):
            report.add(what, f"{where} {part}".strip(), "changed")
    return found


def _differences(bid: Bid, found: Mailbox) -> Iterator[tuple[str, str]]:
    """Say which wraps and locks differ from the copy that was kept with the receipt; without one, the mailbox does."""
    kept = next((one for one in _kept_mailboxes(bid) if one.recipient == found.recipient), None)
    if kept is None:
        yield "mailbox", ""
        return
    before, now = dict(kept.wraps), dict(found.wraps)
    yield from (("wrap", opener) for opener in now if before.get(opener) != now[opener])
    locks, others = dict(kept.locks), dict(found.locks)
    yield from (("lock", ",".join(together)) for together in others if locks.get(together) != others[together])


def _kept_mailboxes(bid: Bid) -> Iterator[Mailbox]:
    for number in range(bid.number, 0, -1):
        try:
            told = json.loads(store().read_note(_note_name(bid.reference, number)))
            yield from (mailboxes.read_mailbox(text.encode()) for text in told["mailboxes"])
            return
        except (KeyError, ValueError):
            continue


def _note_name(reference: str, number: int) -> str:
    return f"receipt-{reference}-{number}.json"


def _version(one: Submission, boxes: dict[str, Mailbox], report: Report) -> None:
    where = f"{one.bid.reference} version {one.number}"
    try:
        record = read_record(bytes(one.record))
    except Fault as fault:
        report.add_all([fault], where=where)
        return
    if record.digest != one.record_digest:
        report.add("record", where, "changed")
    if not _logged(SUBMIT, one.bid, one.record_digest):
        report.add("record", where, "added")
    report.add_all(_foreign(record, boxes), where=where)
    report.add_all(_stored(record), where=where)
    _receipt(one, record, report, where)


def _foreign(record: Record, boxes: dict[str, Mailbox]) -> Iterator[Fault]:
    try:
        check_record(record, boxes)
    except Fault as fault:
        yield fault


def _stored(record: Record) -> Iterator[Fault]:
    both = store()
    yield from stored_faults(record, both.first)
    if both.second is not None:
        yield from _second(record, both.second)


def _second(record: Record, second: Store) -> Iterator[Fault]:
    """A part that the second store lacks follows; one that it has wrong is a fault."""
    for fault in stored_faults(record, second):
        if fault.kind != "missing":
            yield Fault(fault.what, fault.kind, f"second store {fault.where}")


def _receipt(one: Submission, record: Record, report: Report, where: str) -> None:
    if not one.receipt:
        return  # It waits for the signer; nobody was told that it is there.
    report.receipts += 1
    try:
        told = read(one.receipt)
    except NotAReceipt:
        report.add("receipt", where, "malformed")
        return
    if not signing.signer_of(one.receipt, one.signature):
        report.add("receipt", where, "changed")
    wanted = {
        "record_digest": one.record_digest, "bid_ref": one.bid.reference, "version": one.number,
        "tender": one.bid.tender.reference, "files_count": len(record.entries), "stamp": instant(one.stamp),
    }  # fmt: skip
    if any(told[name] != value for name, value in wanted.items()):
        report.add("receipt", where, "swapped")
    before = signing.receipt_before(submission_name(one.bid.reference, one.number))
    if before is None or before.text != one.receipt:
        report.add("receipt", where, "swapped" if before else "added")
    _note(one, report, where)


def _note(one: Submission, report: Report, where: str) -> None:
    try:
        told = json.loads(store().read_note(_note_name(one.bid.reference, one.number)))
    except KeyError:
        report.add("receipt", f"{where} in the store", "missing")
        return
    except ValueError:
        report.add("receipt", f"{where} in the store", "malformed")
        return
    if (told.get("receipt"), told.get("record")) != (one.receipt, bytes(one.record).decode()):
        report.add("receipt", f"{where} in the store", "changed")


def _parts_of_item(item: Item, report: Report) -> None:
    for what, digest in (("descriptor", item.descriptor), *(("segment", one) for one in item.segments)):
        if not store().first.has(digest):
            report.add(what, digest, "missing")


def _dropped(report: Report, seen: set[tuple[str, int]]) -> None:
    """Name versions that the log or the store knows and no row has."""
    logged = Event.objects.filter(verb=SUBMIT).values_list("root_id", "detail")
    references = dict(Bid.objects.values_list("pk", "reference"))
    for pk, detail in logged.iterator():
        told = (references.get(pk, f"bid {pk}"), json.loads(detail)["number"])
        if told not in seen:
            report.add("record", f"{told[0]} version {told[1]}", "missing")
    for name in store().notes():
        if name.startswith("receipt-"):
            reference, number = name.removeprefix("receipt-").removesuffix(".json").rsplit("-", 1)
            if (reference, int(number)) not in seen:
                report.add("receipt", f"{reference} version {number}", "missing")


def _root(closing: Closing, report: Report) -> None:
    report.roots += 1
    one, tree = closing.tender, ClosingTree(tuple(closing.leaves))
    where = one.reference
    told = json.loads(closing.text) if closing.text.startswith("{") else {}
    if tree.root != closing.root_digest or told.get("root") != closing.root_digest:
        report.add("root", where, "changed")
    if not signing.signer_of(closing.text, closing.signature):
        report.add("root", f"{where} signature", "changed")
    before = signing.receipt_before(closing_name(one.authority.name[:200], one.reference))
    if before is None or before.text != closing.text:
        report.add("root", where, "swapped")
    if not _logged(ROOT, one, closing.root_digest):
        report.add("root", where, "added")


def _logged(verb: str, record: Any, digest: str) -> bool:
    """Say whether the log has an act on a record that names a digest."""
    rows = Event.objects.filter(root_kind=record.kind(), root_id=record.pk, verb=verb)
    return any(digest in detail for detail in rows.values_list("detail", flat=True))
