"""`hub-seal` and its bundles: sealed on the bidder's computer, taken in by a store, opened by the openers."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hub.bids.sealing.bundles import BUNDLE, PARTS, read_bundle
from hub.bids.sealing.descriptors import commitment
from hub.bids.sealing.faults import Fault
from hub.bids.sealing.files import open_file
from hub.bids.sealing.mailboxes import check_mailbox, new_bid_ref, unlock
from hub.bids.sealing.tool import main
from hub.bids.tests.shelves import MemoryShelf, a_roster, shares_of

pytestmark = pytest.mark.once

REF = new_bid_ref()
CONTENTS = {"Method.pdf": b"%PDF CANARY how " * 5000, "empty.txt": b""}


def words(folder: Path, **change: str) -> list[str]:
    roster = a_roster()
    (folder / "roster.json").write_bytes(roster.text())
    for name, content in CONTENTS.items():
        (folder / name).write_bytes(content)
    told = {"digest": roster.digest, "bid": REF, "lot": "1", "out": str(folder / "b.zip"), "keep": str(folder / "k")}
    options = [word for name, value in {**told, **change}.items() for word in (f"--{name}", value)]
    return [str(folder / "roster.json"), *(str(folder / name) for name in CONTENTS), *options]


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    assert main(words(tmp_path)) == 0
    return tmp_path / "b.zip"


def test_what_was_sealed_offline_is_opened_by_two_openers(bundle: Path) -> None:
    roster, shelf = a_roster(), MemoryShelf()
    found = read_bundle(bundle, shelf)
    check_mailbox(found.mailbox, roster)
    identity = unlock(found.mailbox, roster, shares_of(found.mailbox, roster, "o2", "o5"))
    opened = {}
    for entry in found.record.entries:
        assert (entry.lot, entry.envelope) == ("1", "QUALITY")
        target = io.BytesIO()
        facts = open_file(entry.file, identity, shelf=shelf, target=target)
        opened[facts.name] = target.getvalue()
    assert opened == CONTENTS
    assert (bundle.parent / "k").stat().st_mode & 0o077 == 0
    # What the bidder keeps fits the commitments that everybody may see.
    kept = {one["descriptor"]: one for one in json.loads((bundle.parent / "k").read_text())["files"]}
    for entry in found.record.entries:
        one = kept[entry.file.descriptor]
        sha256 = hashlib.sha256(CONTENTS[one["name"]]).hexdigest()
        assert commitment(one["salt"], sha256, one["size"]) == entry.file.commitment


def test_a_bundle_holds_nothing_readable(bundle: Path) -> None:
    content = bundle.read_bytes()
    salts = [one["salt"].encode() for one in json.loads((bundle.parent / "k").read_text())["files"]]
    assert not any(word in content for word in (b"CANARY", b"Method", b"AGE-SECRET", *salts))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"digest": "0" * 64}, "not the published one"),
        ({"bid": "../x"}, "bid_ref"),
        ({"out": "/no/such/folder/b.zip"}, "No such file"),
    ],
)
def test_what_cannot_be_sealed_is_named_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, str], said: str
) -> None:
    assert main(words(tmp_path, **change)) == 2
    assert said in capsys.readouterr().err
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(("b.zip", "k"))]


def test_nothing_that_is_there_is_overwritten(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = bundle.read_bytes()
    assert main(words(bundle.parent)) == 2 and main(words(bundle.parent, out=str(bundle) + "2")) == 2
    assert "there already" in capsys.readouterr().err and bundle.read_bytes() == before


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = words(tmp_path)
    (tmp_path / "Method.pdf").unlink()
    assert main(given) == 2 and "Method.pdf" in capsys.readouterr().err
    assert not (tmp_path / "b.zip").exists() and not (tmp_path / "b.zip.part").exists()


def rewritten(bundle: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    other = bundle.with_name("other.zip")
    with zipfile.ZipFile(bundle) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
    return other


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda name, content: None if name.startswith(PARTS) else content, "missing"),
        (lambda name, content: content + b"x" if name.startswith(PARTS) else content, "changed"),
        (lambda name, content: bytes(18 << 20) if name.startswith(PARTS) else content, "malformed"),
        (lambda name, content: None if name == BUNDLE else content, "malformed"),
        (lambda name, content: b"[]" if name == BUNDLE else content, "malformed"),
        (lambda name, content: content.replace(REF.encode(), b"0" * 32, 1) if name == BUNDLE else content, "foreign"),
    ],
)
def test_a_bundle_that_was_changed_is_refused(
    bundle: Path, change: Callable[[str, bytes], bytes | None], kind: str
) -> None:
    with pytest.raises(Fault) as found:
        read_bundle(rewritten(bundle, change), MemoryShelf())
    assert found.value.kind == kind


def test_what_is_no_bundle_is_refused_and_what_is_not_listed_is_ignored(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"PK nonsense")
    with pytest.raises(Fault):
        read_bundle(tmp_path / "x", MemoryShelf())
    shelf = MemoryShelf()
    with zipfile.ZipFile(bundle, "a") as archive:
        archive.writestr("../../etc/passwd", b"x")
    read_bundle(bundle, shelf)
    assert len(shelf.kept) == 4


@pytest.mark.parametrize("is_broken", [False, True], ids=["whole", "broken"])
@pytest.mark.parametrize("pressed", [BUNDLE, PARTS], ids=["the list", "a part"])
def test_what_the_zip_file_compressed_is_refused_before_it_is_unpacked(
    bundle: Path, tmp_path: Path, pressed: str, is_broken: bool
) -> None:
    other = tmp_path / "pressed.zip"
    with zipfile.ZipFile(bundle) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            way = zipfile.ZIP_DEFLATED if name.startswith(pressed) else zipfile.ZIP_STORED
            new.writestr(name, old.read(name), compress_type=way)
    if is_broken:
        with zipfile.ZipFile(other) as archive:
            place = next(one.header_offset for one in archive.infolist() if one.filename.startswith(pressed))
        content = bytearray(other.read_bytes())
        content[place + 120 : place + 140] = b"\xff" * 20
        other.write_bytes(content)
    with pytest.raises(Fault):
        read_bundle(other, MemoryShelf())
