"""Files, descriptors and records: what was sealed comes out, in constant memory; anything else is refused and named."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.bids.rules.labels import LONGEST, label
from hub.bids.sealing.box import Box, KeyPair
from hub.bids.sealing.descriptors import Descriptor, commitment, open_descriptor, seal_descriptor
from hub.bids.sealing.faults import Fault
from hub.bids.sealing.files import MIB, PAD_ANSWERS, PAD_TABLE, Said, SealedFile, mib, open_file, seal_file
from hub.bids.sealing.mailboxes import make_mailbox, new_bid_ref
from hub.bids.sealing.records import Entry, Envelope, Record, check_record, read_record, stored_faults
from hub.bids.tests.shelves import MemoryShelf, a_roster, flips

pytestmark = pytest.mark.once

KEY = Box.new_key()
SAID = Said("Method statement.pdf", "application/pdf", {"type": "pdf", "password": 0})


def sealed(content: bytes, shelf: MemoryShelf, *, key: KeyPair = KEY, **how: int) -> tuple[SealedFile, Descriptor]:
    return seal_file(io.BytesIO(content), SAID, key.recipient, shelf=shelf, **how)


def opened(file: SealedFile, shelf: MemoryShelf, *, key: KeyPair = KEY) -> tuple[bytes, Descriptor]:
    target = io.BytesIO()
    facts = open_file(file, key.identity, shelf=shelf, target=target)
    return target.getvalue(), facts


class TestFiles:
    @pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 1000, 65_536, 200_001])
    @pytest.mark.parametrize("pad_to", [1, 64, PAD_ANSWERS])
    def test_what_was_sealed_comes_out(self, size: int, pad_to: int) -> None:
        shelf, content = MemoryShelf(), hashlib.shake_256(b"x").digest(size)
        segment = 100 if size <= 1000 and pad_to < 100 else 64 * 1024
        file, facts = sealed(content, shelf, segment_bytes=segment, pad_to=pad_to)
        found, read = opened(file, shelf)
        assert found == content and read == facts
        assert (read.name, read.size, read.checks) == (SAID.name, size, SAID.checks)
        assert read.sha256 == hashlib.sha256(content).hexdigest()
        assert read.padded % pad_to == 0 and (read.padded >= size)
        assert len(file.segments) == max(1, -(-read.padded // segment))
        assert file.mib == mib(read.padded)

    @settings(max_examples=60, deadline=None)
    @given(st.binary(max_size=700), st.integers(1, 300), st.sampled_from([1, 2, 64, 256]))
    def test_however_it_is_cut(self, content: bytes, segment: int, pad_to: int) -> None:
        shelf = MemoryShelf()
        file, _ = sealed(content, shelf, segment_bytes=segment, pad_to=pad_to)
        assert opened(file, shelf)[0] == content

    def test_answers_of_any_length_look_alike(self) -> None:
        shelf = MemoryShelf()
        lengths = set()
        for size in (0, 10, 5_000, PAD_ANSWERS - 1, PAD_ANSWERS):
            file, facts = sealed(b"7" * size, shelf, pad_to=PAD_ANSWERS)
            lengths.add((facts.padded, file.mib, len(file.segments)))
        assert lengths == {(PAD_ANSWERS, 1, 1)}
        assert sealed(b"7", shelf, pad_to=PAD_TABLE)[1].padded == PAD_TABLE
        assert sealed(b"7" * (PAD_ANSWERS + 1), shelf, pad_to=PAD_ANSWERS)[1].padded == 2 * PAD_ANSWERS

    def test_nothing_of_the_file_is_stored_in_clear(self) -> None:
        shelf = MemoryShelf()
        file, facts = sealed(b"CANARY-PRICE-12345 " * 5000, shelf, segment_bytes=10_000)
        stored = b"".join(shelf.kept.values()) + repr(file).encode() + repr(facts).encode()
        for canary in (b"CANARY", SAID.name.encode(), facts.sha256.encode(), facts.salt.encode()):
            assert canary not in stored

    def test_a_segment_over_16_mib_is_refused(self) -> None:
        with pytest.raises(ValueError, match="16 MiB"):
            sealed(b"x", MemoryShelf(), segment_bytes=16 * MIB + 1)

    def test_a_bidders_own_key_opens_it_too_and_another_does_not(self) -> None:
        shelf, own = MemoryShelf(), Box.new_key()
        file, _ = seal_file(io.BytesIO(b"mine"), SAID, KEY.recipient, own.recipient, shelf=shelf)
        assert opened(file, shelf, key=own)[0] == opened(file, shelf)[0] == b"mine"
        with pytest.raises(Fault, match="descriptor"):
            opened(file, shelf, key=Box.new_key())


class TestWhatWasTamperedWith:
    @pytest.fixture
    def shelf(self) -> MemoryShelf:
        return MemoryShelf()

    @pytest.fixture
    def file(self, shelf: MemoryShelf) -> SealedFile:
        return sealed(b"first part second part third", shelf, segment_bytes=12)[0]

    def test_every_byte_of_a_segment(self, file: SealedFile, shelf: MemoryShelf) -> None:
        digest = file.segments[1]
        for changed in flips(shelf.kept[digest]):
            shelf.kept[digest] = changed
            with pytest.raises(Fault, match=f"segment {digest}"):
                opened(file, shelf)

    def test_every_byte_of_a_descriptor(self, file: SealedFile, shelf: MemoryShelf) -> None:
        for changed in flips(shelf.kept[file.descriptor]):
            shelf.kept[file.descriptor] = changed
            with pytest.raises(Fault, match=f"descriptor {file.descriptor}"):
                opened(file, shelf)

    def test_a_missing_part(self, file: SealedFile, shelf: MemoryShelf) -> None:
        for digest in (file.segments[0], file.segments[-1], file.descriptor):
            with pytest.raises(Fault, match=f"{digest} is missing"):
                kept = MemoryShelf()
                kept.kept = {key: value for key, value in shelf.kept.items() if key != digest}
                opened(file, kept)

    def test_a_segment_sealed_anew_by_somebody_who_has_the_public_key(
        self, file: SealedFile, shelf: MemoryShelf
    ) -> None:
        shelf.kept[file.segments[0]] = Box.seal(b"other words!", KEY.recipient)
        with pytest.raises(Fault, match="is another than the one named"):
            opened(file, shelf)

    @pytest.mark.parametrize("change", ["order", "dropped", "doubled"])
    def test_a_list_of_segments_that_was_changed(self, file: SealedFile, shelf: MemoryShelf, change: str) -> None:
        one, two, three = file.segments
        other = {"order": (two, one, three), "dropped": (one, two), "doubled": (one, two, two, three)}[change]
        with pytest.raises(Fault, match="record segments"):
            opened(replace(file, segments=other), shelf)
        # The same in a descriptor that was sealed anew: what it says of the whole file no longer holds.
        facts = replace(open_descriptor(shelf.kept[file.descriptor], KEY.identity), segments=other)
        with shelf.draft() as draft:
            draft.write(seal_descriptor(facts, KEY.recipient))
            forged = replace(file, segments=other, descriptor=draft.keep())
        with pytest.raises(Fault, match="file"):
            opened(forged, shelf)

    def test_the_descriptor_of_another_file(self, file: SealedFile, shelf: MemoryShelf) -> None:
        other, _ = sealed(b"first part second part third", shelf, segment_bytes=12)
        for name in ("descriptor", "segments", "commitment"):
            with pytest.raises(Fault, match="record"):
                opened(replace(file, **{name: getattr(other, name)}), shelf)
        with pytest.raises(Fault, match="record mib"):
            opened(replace(file, mib=2), shelf)

    def test_something_hidden_in_the_padding(self, shelf: MemoryShelf) -> None:
        file, facts = sealed(b"price: 1", shelf, pad_to=64)
        with shelf.draft() as draft:
            draft.write(Box.seal(b"price: 1" + bytes(55) + b"!", KEY.recipient))
            forged = replace(facts, segments=(draft.keep(),))
        with shelf.draft() as draft:
            draft.write(seal_descriptor(forged, KEY.recipient))
            bad = replace(file, descriptor=draft.keep(), segments=forged.segments)
        with pytest.raises(Fault, match="has no right form"):
            opened(bad, shelf)


class TestDescriptors:
    def test_their_length_tells_nothing_of_the_name(self) -> None:
        facts = Descriptor("a", 1, 1, "0" * 64, "x/y", ("1" * 64,), "2" * 64)
        assert {len(replace(facts, name="n" * length).text()) for length in range(1, 200)} == {1024}

    @pytest.mark.parametrize(
        "change",
        [
            {"size": -1}, {"size": 2}, {"padded": -1}, {"sha256": "0"}, {"salt": "00"}, {"salt": "A" * 64},
            {"segments": ()}, {"segments": ("x" * 64,)}, {"media_type": 5}, {"checks": {"a": ["b"]}},
        ],
    )  # fmt: skip
    def test_what_has_no_right_form_is_refused(self, change: dict[str, object]) -> None:
        facts = Descriptor("a", 1, 1, "0" * 64, "x/y", ("1" * 64,), "2" * 64)
        assert open_descriptor(seal_descriptor(facts, KEY.recipient), KEY.identity) == facts
        with pytest.raises(Fault, match="descriptor"):
            open_descriptor(seal_descriptor(replace(facts, **change), KEY.recipient), KEY.identity)

    @pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"v":1}', b"\xff", b"1" * 5000])
    def test_other_contents_are_refused(self, text: bytes) -> None:
        with pytest.raises(Fault, match="descriptor"):
            open_descriptor(Box.seal(text, KEY.recipient), KEY.identity)

    def test_a_commitment_hangs_on_salt_content_and_size(self) -> None:
        base = ("0" * 64, "1" * 64, 5)
        others = [("2" * 64, "1" * 64, 5), ("0" * 64, "2" * 64, 5), ("0" * 64, "1" * 64, 6)]
        assert len({commitment(*one) for one in (base, *others)}) == 4


class TestLabels:
    @pytest.mark.parametrize(
        ("given_name", "shown"),
        [
            ("Method statement.pdf", "Method statement.pdf"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("C:\\bids\\price.xlsx", "C__bids_price.xlsx"),
            ("invoice\u202egpj.exe", "invoice_gpj.exe"),
            ("a\0b\nc", "a_b_c"),
            ("Cafe\u0301.pdf", "Café.pdf"),
            ("", "file"), ("..", "file"), (" . ", "file"),
            ("prix €.pdf", "prix €.pdf"),
            ("\ud800.pdf", "_.pdf"),
        ],
    )  # fmt: skip
    def test_never_lead_anywhere_nor_mislead(self, given_name: str, shown: str) -> None:
        assert label(given_name) == shown

    @given(st.text(st.characters(), max_size=300))
    def test_hold_for_every_name(self, name: str) -> None:
        shown = label(name)
        assert 0 < len(shown) <= LONGEST and not set(shown) & set("/\\:\0\n\u202e") and label(shown) == shown

    def test_keep_their_ending_when_they_are_cut(self) -> None:
        assert label("n" * 500 + ".xlsx").endswith("n.xlsx")


class TestRecords:
    @pytest.fixture
    def shelf(self) -> MemoryShelf:
        return MemoryShelf()

    @pytest.fixture
    def record(self, shelf: MemoryShelf) -> Record:
        entries = tuple(
            Entry("1", "QUALITY", sealed(text, shelf, segment_bytes=8)[0]) for text in (b"one file", b"two")
        )
        return Record("T-2026-0001", new_bid_ref(), 1, (Envelope("QUALITY", "a" * 64, "b" * 64),), entries)

    def test_are_read_back_as_they_were(self, record: Record) -> None:
        assert read_record(record.text()) == record
        assert record.digest == hashlib.sha256(record.text()).hexdigest()

    def test_every_changed_byte_changes_the_digest_or_is_refused(self, record: Record) -> None:
        for changed in flips(record.text()):
            try:
                assert read_record(changed).digest != record.digest
            except Fault as fault:
                assert fault.what == "record"

    @pytest.mark.parametrize(
        "change", [{"version": 0}, {"version": "1"}, {"bid_ref": "x"}, {"tender": 5}, {"envelopes": (5,)}]
    )
    def test_what_has_no_right_form_is_refused(self, record: Record, change: dict[str, object]) -> None:
        with pytest.raises((Fault, TypeError)):
            read_record(replace(record, **change).text())

    def test_say_what_a_store_has_lost_or_changed(self, record: Record, shelf: MemoryShelf) -> None:
        assert list(stored_faults(record, shelf)) == []
        first, second = record.entries
        del shelf.kept[first.file.segments[0]]
        shelf.kept[second.file.descriptor] += b"x"
        found = [(one.what, one.kind, one.where) for one in stored_faults(record, shelf)]
        assert found == [
            ("segment", "missing", first.file.segments[0]),
            ("descriptor", "changed", second.file.descriptor),
        ]

    def test_belong_to_the_mailboxes_of_the_bid(self, record: Record) -> None:
        roster = a_roster()
        mailbox = make_mailbox(roster, record.bid_ref)
        right = replace(record, envelopes=(Envelope("QUALITY", roster.digest, mailbox.digest),))
        check_record(right, {"QUALITY": mailbox})
        for bad, boxes, said in (
            (right, {}, "mailbox QUALITY is missing"),
            (right, {"QUALITY": make_mailbox(roster, record.bid_ref)}, "another than the one named"),
            (right, {"QUALITY": make_mailbox(roster, new_bid_ref())}, "belongs to something else"),
            (replace(right, envelopes=()), {"QUALITY": mailbox}, "record envelopes"),
        ):
            with pytest.raises(Fault, match=said):
                check_record(bad, boxes)


MEASURE = """
import hashlib, sys
from contextlib import contextmanager
from hub.bids.sealing.box import Box
from hub.bids.sealing.files import Said, seal_file

class Source:
    left = int(sys.argv[1]) << 20
    def read(self, size):
        size = min(size, self.left); self.left -= size
        return bytes(size)

class Draft:
    def __init__(self): self.digest = hashlib.sha256()
    def write(self, content): self.digest.update(content)
    def keep(self): return self.digest.hexdigest()

class Shelf:
    @contextmanager
    def draft(self): yield Draft()

file, facts = seal_file(Source(), Said("x"), Box.new_key().recipient, shelf=Shelf())
most = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(len(file.segments), most)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell a process's memory")
def test_sealing_takes_the_same_memory_for_a_small_and_a_large_file() -> None:
    root = Path(__file__).resolve().parents[3]
    found = {}
    for size in (4, 256):
        command = [sys.executable, "-c", MEASURE, str(size)]
        said = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=True)
        segments, kib = map(int, said.stdout.split())
        assert segments == -(-size // 16)
        found[size] = kib
    assert found[256] < found[4] + 8 * 1024, found
    assert found[256] < 64 * 1024, found
