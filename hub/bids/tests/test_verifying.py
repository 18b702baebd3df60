"""Whoever can write to database, disk and settings changes nothing of a bid that is not found, and named."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection

from hub.bids import selectors, services
from hub.bids.commands import verify_bids as command
from hub.bids.models import Bid, Closing, Mailbox, PinnedRoster, Submission
from hub.bids.services.verifying import verify_bids
from hub.bids.tests import bidding

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped", "at_nine")]


@pytest.fixture
def ground(cast, ring, at_nine, own_home):
    ground = bidding.ground(cast, ring, at_nine)
    bidding.submitted(ground, 0, at_nine, file=b"%PDF-1.7 plan")
    bidding.submitted(ground, 1, at_nine)
    bidding.closed(ground)
    return ground


def flip(content: bytes, place: int = -1) -> bytes:
    found = bytearray(content)
    found[place] ^= 1
    return bytes(found)


def faults():
    return {(one["what"], one["kind"]) for one in verify_bids().faults}


def path_of(digest):
    return next(services.store().first.folder.rglob(digest))


def in_place(path, content):
    path.chmod(0o600)
    path.write_bytes(content)


class TestWhole:
    def test_has_no_fault(self, ground):
        report = verify_bids()
        assert (report.ok, report.bids, report.receipts, report.roots, report.faults) == (True, 2, 2, 1, [])

    def test_stays_so_when_it_is_opened(self, ground):
        bidding.opened(ground)
        assert verify_bids().faults == []

    def test_is_printed_as_one_document(self, ground, capsys):
        parser = __import__("argparse").ArgumentParser()
        command.arguments(parser)
        assert command.run(parser.parse_args(["--json"])) == 0
        assert json.loads(capsys.readouterr().out) == {"ok": True, "bids": 2, "receipts": 2, "roots": 1, "faults": []}


class TestFound:
    def test_a_changed_segment_or_descriptor(self, ground):
        item = selectors.items_of(Bid.objects.first())[0]
        for what, digest in (("segment", item.segments[0]), ("descriptor", item.descriptor)):
            path = path_of(digest)
            before = path.read_bytes()
            for place in (0, len(before) // 2, -1):
                in_place(path, flip(before, place))
                assert faults() == {(what, "changed")}
            in_place(path, before)
        assert faults() == set()

    def test_a_part_that_is_gone(self, ground):
        item = selectors.items_of(Bid.objects.first())[1]
        path_of(item.segments[0]).unlink()
        assert faults() == {("segment", "missing")}

    def test_swapped_parts_of_two_bids(self, ground):
        one, other = (selectors.items_of(bid)[0] for bid in Bid.objects.order_by("pk"))
        first, second = path_of(one.segments[0]), path_of(other.segments[0])
        a, b = first.read_bytes(), second.read_bytes()
        in_place(first, b)
        in_place(second, a)
        assert faults() == {("segment", "changed")}

    @pytest.mark.parametrize("name", ["wraps", "locks"])
    def test_a_changed_wrap_or_lock(self, ground, name):
        box = Mailbox.objects.first()
        told = json.loads(bytes(box.text))
        part = told[name][1]
        key = "wrap" if name == "wraps" else "lock"
        part[key] = told[name][0][key]
        text = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
        Mailbox.objects.filter(pk=box.pk).update(text=text)
        assert (key, "changed") in faults()
        assert ("mailbox", "swapped") in faults(), "the record names the mailbox that it was sealed for"

    def test_a_changed_record(self, ground):
        one = Submission.objects.first()
        told = json.loads(bytes(one.record))
        told["files"].pop()
        text = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
        Submission.objects.filter(pk=one.pk).update(record=text)
        assert ("record", "changed") in faults()

    def test_a_record_that_was_changed_with_its_digest(self, ground):
        one, other = Submission.objects.order_by("pk")
        Submission.objects.filter(pk=one.pk).update(record=other.record, record_digest=other.record_digest)
        assert {("record", "added"), ("receipt", "swapped")} <= faults()

    def test_a_changed_receipt_or_signature(self, ground):
        one = Submission.objects.first()
        Submission.objects.filter(pk=one.pk).update(receipt=one.receipt.replace('"copies":1', '"copies":2'))
        assert {("receipt", "changed"), ("receipt", "swapped")} <= faults()
        Submission.objects.filter(pk=one.pk).update(receipt=one.receipt, signature=one.signature[::-1])
        assert ("receipt", "changed") in faults()

    def test_a_bid_that_was_dropped(self, ground):
        bid = Bid.objects.first()
        Submission.objects.filter(bid=bid).delete()
        assert {("record", "missing"), ("receipt", "missing")} <= faults()

    def test_a_version_that_was_added(self, ground, at_nine):
        one = Submission.objects.first()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE bids_bid SET number = 2 WHERE id = %s", [one.bid_id])
        forged = Submission(
            bid=one.bid, number=2, stamp=at_nine + timedelta(hours=1), record=one.record, record_digest="0" * 64,
            rule="R2", message="", receipt=one.receipt, signature=one.signature, public_key=one.public_key,
        )  # fmt: skip
        Submission.objects.bulk_create([forged])
        assert {("record", "added"), ("receipt", "swapped")} <= faults()

    def test_a_swapped_roster(self, ground):
        PinnedRoster.objects.update(digest="0" * 64)
        assert {("roster", "changed"), ("roster", "swapped")} <= faults()

    def test_a_changed_root(self, ground):
        row = Closing.objects.get()
        Closing.objects.update(leaves=[*row.leaves[1:], row.leaves[0]])
        assert faults() == {("root", "changed")}
        Closing.objects.update(leaves=row.leaves, text=row.text.replace(row.root_digest, "0" * 64))
        assert {("root", "changed"), ("root", "swapped")} <= faults()

    def test_a_receipt_in_the_store_that_was_changed(self, ground):
        one = Submission.objects.select_related("bid").first()
        path = path_of(f"receipt-{one.bid.reference}-1.json")
        in_place(path, path.read_bytes().replace(b"version", b"Version"))
        assert ("receipt", "changed") in faults()
        path.unlink()
        assert ("receipt", "missing") in faults()
