"""Receipts of bids: well formed or not signed, and never two different ones for one version of a bid."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hub.platform import canon
from hub.platform.events import book, signing
from hub.platform.events.book import BOOK
from hub.platform.events.journal import Fork, Signer
from hub.platform.events.keyring import is_signed, key_id
from hub.platform.events.merkle import Tree, leaf, root_by_path, root_of
from hub.platform.events.receipts import closing_name, submission_name
from hub.platform.events.signer import Server

pytestmark = pytest.mark.once

REF = "0123456789abcdef" * 2


def receipt(**facts: Any) -> str:
    told = {
        "v": 1, "kind": "submission", "authority": "A", "tender": "T-1", "lots": ["1"], "bid_ref": REF, "version": 1,
        "stamp": "2026-11-23T11:59:59.123456Z", "files_count": 2, "record_digest": "a" * 64,
        "roster_digests": ["b" * 64], "copies": 1, "event_number": 9, "key_id": key_id(signing.public_key_text()),
    }  # fmt: skip
    return canon.strict({**told, **facts}).decode()


def closing(root: str = "c" * 64, **facts: Any) -> str:
    told = {
        "v": 1, "kind": "closing", "authority": "A", "tender": "T-1", "at": "2026-11-23T12:30:00.000000Z", "size": 16,
        "root": root, "key_id": key_id(signing.public_key_text()),
    }  # fmt: skip
    return canon.strict({**told, **facts}).decode()


@pytest.fixture(params=["in this process", "separate"])
def folder(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Let the key lie with the Hub, and then with a signer of its own; give the folder of the key."""
    settings.HUB_HOME = tmp_path
    if request.param == "in this process":
        yield tmp_path / "keys"
        return
    with tempfile.TemporaryDirectory(prefix="hub") as short:
        server = Server(Path(short) / "s", Signer(tmp_path / "signer"))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        settings.HUB_SIGNER = str(Path(short) / "s")
        yield tmp_path / "signer"
        server.shutdown()
        server.server_close()


def lines(folder: Path) -> list[str]:
    return (folder / BOOK).read_text().splitlines()


class TestReceipts:
    def test_are_signed_once_and_given_again_when_the_answer_was_lost(self, folder: Path) -> None:
        text = receipt()
        made = signing.sign_receipt(text)
        assert is_signed(*made) and made.text == text and signing.sign_receipt(text) == made
        assert len(lines(folder)) == 1
        assert stat.S_IMODE((folder / BOOK).stat().st_mode) == 0o600

    @pytest.mark.parametrize("change", [{"record_digest": "d" * 64}, {"stamp": "2026-11-23T11:59:59.123457Z"}])
    def test_never_differ_for_one_version_of_a_bid(self, folder: Path, change: dict[str, Any]) -> None:
        made = signing.sign_receipt(receipt())
        with pytest.raises(Fork, match="Another text was signed"):
            signing.sign_receipt(receipt(**change))
        assert signing.receipt_before(submission_name(REF, 1)) == made
        assert signing.receipt_before(submission_name(REF, 2)) is None
        assert signing.sign_receipt(receipt(version=2, **change)).text == receipt(version=2, **change)

    def test_and_closing_roots_neither(self, folder: Path) -> None:
        made = signing.sign_receipt(closing())
        with pytest.raises(Fork, match="Another text was signed"):
            signing.sign_receipt(closing("d" * 64))
        assert signing.sign_receipt(closing("d" * 64, tender="T-2"))
        assert signing.receipt_before(closing_name("A", "T-1")) == made

    def test_of_files_need_no_place_in_the_book(self, folder: Path) -> None:
        told = {name: json.loads(receipt())[name] for name in "v authority tender bid_ref stamp copies key_id".split()}
        more = {
            "kind": "file",
            "lot": "",
            "envelope": "PRICE",
            "descriptor": "a" * 64,
            "commitment": "b" * 64,
            "mib": 3,
        }
        text = canon.strict({**told, **more, "commitment": "b" * 64}).decode()
        assert is_signed(*signing.sign_receipt(text))
        assert not (folder / BOOK).exists()

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda text: text.replace('"v":1', '"v":2'),
            lambda text: text.replace('"v":1', '"v": 1'),
            lambda text: text.replace("submission", "certificate"),
            lambda text: text.replace('"copies":1', '"copies":0'),
            lambda text: text.replace('"copies":1', '"copies":true'),
            lambda text: text.replace('"copies":1', '"copies":1,"more":1'),
            lambda text: text.replace('"copies":1,', ""),
            lambda text: text.replace("11:59:59.123456Z", "11:59:59Z"),
            lambda text: text.replace("2026-11-23T", "2026-13-23T"),
            lambda text: text.replace(REF, REF.upper()),
            lambda text: text.replace("T-1", "T\\n1"),
            lambda text: text + "\n",
            lambda text: "[" + text + "]",
            lambda text: "",
            lambda text: "procurement-hub/events\n9\nAAAA\n2026\n",
            lambda text: "procurement-hub/key\na\nb\n1\nx\n",
            lambda text: "Certificate of disposal",
            lambda text: '{"format":"x","made_at":"y","files":[]}',
        ],
    )  # fmt: skip
    def test_that_have_another_form_are_not_signed(self, folder: Path, spoil: Callable[[str], str]) -> None:
        text = spoil(receipt())
        assert text != receipt()
        with pytest.raises(Fork, match="no receipt"):
            signing.sign_receipt(text)
        assert not (folder / BOOK).exists()

    def test_that_name_a_key_that_was_replaced_are_not_signed(self, folder: Path, settings: Any) -> None:
        before, text = signing.sign_receipt(receipt()), receipt(version=2)
        signing.rotate(size=0, at=datetime(2026, 11, 23, tzinfo=UTC))
        with pytest.raises(Fork, match="another key"):
            signing.sign_receipt(text)
        assert signing.sign_receipt(receipt(version=2)).public_key != before.public_key
        assert signing.receipt_before(submission_name(REF, 1)) == before


class TestTheBook:
    def test_forgets_nothing_when_the_signer_starts_again(self, tmp_path: Path, settings: Any) -> None:
        settings.HUB_HOME = tmp_path
        text = receipt()
        made = Signer(tmp_path / "keys").receipt(text)
        assert Signer(tmp_path / "keys").receipt(text) == made
        with pytest.raises(Fork):
            Signer(tmp_path / "keys").receipt(receipt(files_count=3))

    def test_is_one_for_several_that_sign_at_once(self, tmp_path: Path, settings: Any) -> None:
        settings.HUB_HOME = tmp_path
        signing.public_key_text()
        signers = [Signer(tmp_path / "keys") for _ in range(4)]
        texts = [receipt(version=version, files_count=one) for version in range(1, 11) for one in range(4)]

        def attempt(job: tuple[int, str]) -> bool:
            try:
                return bool(signers[job[0] % 4].receipt(job[1]))
            except Fork:
                return False

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(attempt, enumerate(texts))) == 10
        assert len(lines(tmp_path / "keys")) == 10
        for name in (submission_name(REF, version) for version in range(1, 11)):
            assert len({one.receipt_before(name) for one in signers}) == 1

    def test_drops_a_line_that_a_crash_cut_off(self, tmp_path: Path, settings: Any) -> None:
        settings.HUB_HOME = tmp_path
        signing.sign_receipt(receipt())
        with (tmp_path / "keys" / BOOK).open("a") as file:
            file.write('{"text": "{')
        signer = Signer(tmp_path / "keys")
        signer.receipt(receipt(version=2))
        assert [json.loads(json.loads(line)["text"])["version"] for line in lines(tmp_path / "keys")] == [1, 2]

    @pytest.mark.parametrize("change", ["altered", "lost", "rubbish"])
    def test_signs_nothing_once_it_was_changed(self, tmp_path: Path, settings: Any, change: str) -> None:
        settings.HUB_HOME = tmp_path
        path = tmp_path / "keys" / BOOK
        signer = Signer(tmp_path / "keys")
        for version in (1, 2):
            signer.receipt(receipt(version=version))
        first, second = path.read_text().splitlines(keepends=True)
        path.write_text(
            {"altered": first.replace("files_count", "files_coumt") + second, "lost": first, "rubbish": "x\n"}[change]
        )
        # One who starts now sees what is no longer so; one who was there sees that lines are gone.
        who = signer if change == "lost" else Signer(tmp_path / "keys")
        with pytest.raises(Fork, match="somebody has looked"):
            who.receipt(receipt(version=3))

    def test_says_plainly_that_the_disk_is_full_and_goes_on_later(
        self, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.HUB_HOME = tmp_path
        signing.sign_receipt(receipt())
        real = os.pwrite
        monkeypatch.setattr(book.os, "pwrite", lambda handle, content, place: full(real(handle, content[:9], place)))
        with pytest.raises(Fork, match="No space left"):
            signing.sign_receipt(receipt(version=2))
        monkeypatch.undo()
        settings.HUB_HOME = tmp_path
        assert len(lines(tmp_path / "keys")) == 1
        assert signing.sign_receipt(receipt(version=2, files_count=7))

    def test_never_trusts_a_disk_again_that_did_not_flush(
        self, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.HUB_HOME = tmp_path
        text = receipt()
        signer = Signer(tmp_path / "keys")
        monkeypatch.setattr(book.os, "fsync", lambda handle: full(0, errno.EIO))
        with pytest.raises(Fork, match="did not keep"):
            signer.receipt(text)
        monkeypatch.undo()
        with pytest.raises(Fork, match="did not keep"):
            signer.receipt(text)

    def test_needs_no_django(self) -> None:
        code = "import sys, hub.platform.events.journal; sys.exit('django' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


def full(written: int, number: int = errno.ENOSPC) -> int:
    raise OSError(number, os.strerror(number))


class TestInclusion:
    @pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 11, 16, 31, 32, 48])
    def test_every_leaf_of_every_size_leads_to_the_root_and_no_other_does(self, size: int) -> None:
        contents = [bytes([number]) for number in range(size)]
        tree = Tree([leaf(one) for one in contents])
        assert tree.root() == root_of(contents)
        for index, content in enumerate(contents):
            path = tree.path(index)
            assert root_by_path(leaf(content), index, size, path) == tree.root()
            assert root_by_path(leaf(content + b"x"), index, size, path) != tree.root()
            assert root_by_path(leaf(content), index, size, [*path, bytes(32)]) != tree.root()
            assert not path or root_by_path(leaf(content), index, size, path[:-1]) != tree.root()
            for other in range(size):
                assert other == index or root_by_path(leaf(content), other, size, path) != tree.root()

    def test_what_cannot_be_leads_nowhere(self) -> None:
        assert root_by_path(bytes(32), 0, 0, []) == root_by_path(bytes(32), -1, 4, []) == ""
        assert root_by_path(bytes(32), 4, 4, [bytes(32)]) == root_by_path(bytes(32), 0, 4, []) == ""
        with pytest.raises(IndexError):
            Tree([bytes(32)]).path(1)
        with pytest.raises(ValueError, match="at least one"):
            Tree([])
