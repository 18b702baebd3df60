"""The segment store: what was acknowledged exists, what was not leaves nothing that could be taken for a part."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hub.bids.sealing.box import Box
from hub.bids.sealing.files import Said, open_file, seal_file
from hub.bids.store import disk as disk_module
from hub.bids.store.choose import open_store, open_stores
from hub.bids.store.disk import INCOMING, MARK, Disk
from hub.bids.store.pair import Pair
from hub.bids.store.shelf import CannotStore, Full, Unhealthy, put

pytestmark = pytest.mark.once

CONTENT = b"sealed bytes"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def failing(number: int) -> Callable[..., Any]:
    def fail(*given: object, **named: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path / "bids")


class TestDisk:
    def test_keeps_a_part_under_its_digest_for_its_owner_alone(self, disk: Disk) -> None:
        assert put(disk, CONTENT) == DIGEST
        path = disk.folder / "segments" / DIGEST[:2] / DIGEST
        assert path.read_bytes() == CONTENT and everything(disk.folder) == [str(path.relative_to(disk.folder))]
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == stat.S_IMODE(disk.folder.stat().st_mode) & 0o700
        assert disk.has(DIGEST) and list(disk.digests()) == [DIGEST]
        with disk.read(DIGEST) as source:
            assert source.read(100) == CONTENT

    def test_takes_the_same_part_twice_and_mends_one_that_was_damaged(self, disk: Disk) -> None:
        put(disk, CONTENT)
        put(disk, CONTENT)
        assert list(disk.digests()) == [DIGEST]
        disk.path(DIGEST).write_bytes(b"damaged")
        put(disk, CONTENT)
        assert disk.path(DIGEST).read_bytes() == CONTENT

    def test_leaves_nothing_of_what_was_not_kept(self, disk: Disk) -> None:
        with disk.draft() as draft:
            draft.write(CONTENT)
            assert len(everything(disk.folder / INCOMING)) == 1 and list(disk.digests()) == []
        with pytest.raises(ZeroDivisionError), disk.draft() as draft:
            draft.write(CONTENT)
            _ = 1 / 0
        assert everything(disk.folder) == []

    @pytest.mark.parametrize("name", ["", "x", "../../etc/passwd", "A" * 64, DIGEST + "/", DIGEST.upper()])
    def test_what_is_no_digest_is_not_there(self, disk: Disk, name: str) -> None:
        with pytest.raises(KeyError), disk.read(name):
            pass
        with pytest.raises(KeyError):
            disk.has(name)

    def test_a_part_that_is_missing_is_missing(self, disk: Disk) -> None:
        assert not disk.has("0" * 64)
        with pytest.raises(KeyError), disk.read("0" * 64):
            pass

    def test_goes_on_when_the_system_takes_little_at_a_time(self, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
        write = os.write
        monkeypatch.setattr(disk_module.os, "write", lambda handle, content: write(handle, content[:5]))
        digest = put(disk, CONTENT * 100)
        monkeypatch.undo()
        assert disk.path(digest).read_bytes() == CONTENT * 100

    @pytest.mark.parametrize("step", ["write", "open"])
    def test_says_plainly_that_the_disk_is_full_and_stays_well(
        self, disk: Disk, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        monkeypatch.setattr(disk_module.os, step, failing(errno.ENOSPC))
        with pytest.raises(Full, match="no space left"):
            put(disk, CONTENT)
        monkeypatch.undo()
        assert everything(disk.folder) == [] and disk.fault() == ""
        assert put(disk, CONTENT) == DIGEST

    def test_a_full_disk_stops_sealing_with_the_same_words(self, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(disk_module.os, "write", failing(errno.ENOSPC))
        with pytest.raises(Full):
            seal_file(io.BytesIO(b"x" * 200_000), Said("a"), Box.new_key().recipient, shelf=disk)
        monkeypatch.undo()
        assert everything(disk.folder) == []

    def test_another_fault_is_a_refusal_too(self, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(disk_module.os, "write", failing(errno.EIO))
        with pytest.raises(CannotStore, match="did not take this part"):
            put(disk, CONTENT)

    @pytest.mark.parametrize("fails_at", [1, 2], ids=["the file", "the folder"])
    def test_never_tries_a_failed_flush_again(self, disk: Disk, monkeypatch: pytest.MonkeyPatch, fails_at: int) -> None:
        real, calls = os.fsync, []

        def once(handle: int) -> None:
            calls.append(handle)
            if len(calls) == fails_at:
                failing(errno.EIO)()
            real(handle)

        monkeypatch.setattr(disk_module.os, "fsync", once)
        with pytest.raises(Unhealthy):
            put(disk, CONTENT)
        assert len(calls) == fails_at, "the same flush was tried again"
        with pytest.raises(Unhealthy, match="until somebody has looked"):
            put(disk, b"another")
        assert len(calls) == fails_at
        monkeypatch.undo()
        # Another process sees it too, reading goes on, and a person ends it.
        other = Disk(disk.folder)
        assert MARK in other.fault() and list(other.digests()) == ([] if fails_at == 1 else [DIGEST])
        with pytest.raises(Unhealthy):
            put(other, CONTENT)
        (disk.folder / MARK).unlink()
        assert put(Disk(disk.folder), CONTENT) == DIGEST

    def test_flushes_file_and_folder_before_it_answers(self, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
        done: list[str] = []
        fsync, replace = os.fsync, Path.replace

        def flush(handle: int) -> None:
            done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
            fsync(handle)

        def rename(path: Path, target: Path) -> Path:
            done.append("rename")
            return replace(path, target)

        monkeypatch.setattr(disk_module.os, "fsync", flush)
        monkeypatch.setattr(Path, "replace", rename)
        put(disk, CONTENT)
        assert done == ["file", "rename", "folder"]

    def test_removes_what_crashed_writers_left_a_day_ago(self, disk: Disk) -> None:
        for name, age in (("old", timedelta(hours=25)), ("new", timedelta(hours=23))):
            path = disk.incoming / name
            path.write_bytes(b"x")
            moment = (AT - age).timestamp()
            os.utime(path, (moment, moment))
        assert disk.start(at=AT) == 1
        assert everything(disk.folder) == ["incoming/new"]

    def test_notes_never_change(self, disk: Disk) -> None:
        disk.note("receipt-1.json", b"first")
        disk.note("receipt-1.json", b"first")
        with pytest.raises(ValueError, match="something else"):
            disk.note("receipt-1.json", b"second")
        assert disk.read_note("receipt-1.json") == b"first" and list(disk.notes()) == ["receipt-1.json"]
        with pytest.raises(KeyError):
            disk.read_note("receipt-2.json")
        for name in ("", "../x", "A", ".hidden", "a" * 129):
            with pytest.raises(ValueError, match="name"):
                disk.note(name, b"")
        assert everything(disk.folder) == ["notes/receipt-1.json"]


class Down:
    """A second store that fails from a step on."""

    def __init__(self, inner: Disk, step: str) -> None:
        self.inner, self.step = inner, step

    def __getattr__(self, name: str) -> Any:
        return failing(errno.EHOSTUNREACH) if name == self.step else getattr(self.inner, name)

    def draft(self) -> Any:
        if self.step == "draft":
            failing(errno.EHOSTUNREACH)()
        outer = self

        class Around:
            def __enter__(self) -> Any:
                self.held = outer.inner.draft()
                draft = self.held.__enter__()
                if outer.step in ("write", "keep"):
                    setattr(draft, outer.step, failing(errno.EHOSTUNREACH))
                return draft

            def __exit__(self, *why: Any) -> None:
                self.held.__exit__(*why)

        return Around()


class TestPair:
    @pytest.fixture
    def second(self, tmp_path: Path) -> Disk:
        return Disk(tmp_path / "copy")

    def test_keeps_both_and_says_so(self, disk: Disk, second: Disk) -> None:
        pair = Pair(disk, second)
        assert put(pair, CONTENT) == DIGEST and disk.has(DIGEST) and second.has(DIGEST)
        assert pair.copies([DIGEST]) == 2
        pair.note("n", b"x")
        assert second.read_note("n") == pair.read_note("n") == b"x"

    def test_without_a_second_store_there_is_one_copy(self, disk: Disk) -> None:
        pair = Pair(disk, None)
        put(pair, CONTENT)
        assert pair.copies([DIGEST]) == 1 and pair.catch_up() == 0

    @pytest.mark.parametrize("step", ["draft", "write", "keep"])
    def test_a_second_store_that_is_down_stops_nobody_and_follows_later(
        self, disk: Disk, second: Disk, step: str
    ) -> None:
        pair: Any = Pair(disk, Down(second, step))
        assert put(pair, CONTENT) == DIGEST
        assert disk.has(DIGEST) and not second.has(DIGEST) and pair.copies([DIGEST]) == 1
        disk.note("n", b"x")
        again = Pair(disk, second)
        assert again.catch_up() == 2 and again.catch_up() == 0
        assert again.copies([DIGEST]) == 2 and second.read_note("n") == b"x"

    def test_a_second_store_that_failed_is_left_alone_for_a_minute(self, disk: Disk, second: Disk) -> None:
        asked, clock = [], iter((0.0, 0.0, 59.9, 60.0))

        class Counting(Down):
            def draft(self) -> Any:
                asked.append(1)
                return super().draft()

        pair: Any = Pair(disk, Counting(second, "draft"), clock=lambda: next(clock, 60.0))
        for expected in (1, 1, 2):
            put(pair, CONTENT)
            assert len(asked) == expected

    def test_that_does_not_answer_counts_as_one_copy(self, disk: Disk, second: Disk) -> None:
        pair: Any = Pair(disk, Down(second, "has"))
        put(pair, CONTENT)
        assert pair.copies([DIGEST]) == 1

    def test_a_first_store_that_fails_is_a_refusal(
        self, disk: Disk, second: Disk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pair = Pair(disk, second)
        (disk.folder / MARK).touch()
        with pytest.raises(Unhealthy):
            put(pair, CONTENT)
        assert pair.fault() and not second.has(DIGEST)

    def test_what_is_not_on_the_first_store_is_not_acknowledged(self, disk: Disk, second: Disk) -> None:
        put(second, CONTENT)
        with pytest.raises(KeyError):
            Pair(disk, second).copies([DIGEST])

    def test_a_part_that_the_first_store_lost_is_read_from_the_second(self, disk: Disk, second: Disk) -> None:
        pair = Pair(disk, second)
        put(pair, CONTENT)
        disk.path(DIGEST).unlink()
        with pair.read(DIGEST) as source:
            assert source.read(100) == CONTENT
        with pytest.raises(KeyError), pair.read("0" * 64):
            pass

    def test_damage_is_not_copied(self, disk: Disk, second: Disk) -> None:
        put(disk, CONTENT)
        disk.path(DIGEST).write_bytes(b"damaged")
        with pytest.raises(CannotStore, match="was changed"):
            Pair(disk, second).catch_up()
        assert list(second.digests()) == []

    def test_a_bid_sealed_into_it_opens_from_either(self, disk: Disk, second: Disk) -> None:
        key, content = Box.new_key(), b"an answer " * 30_000
        source = io.BytesIO(content)
        file, _ = seal_file(source, Said("a"), key.recipient, shelf=Pair(disk, second), segment_bytes=2**17)
        for store in (disk, second):
            target = io.BytesIO()
            open_file(file, key.identity, shelf=store, target=target)
            assert target.getvalue() == content


# Seals bids into a store and says what it has acknowledged, until somebody kills it.
WRITER = """
import io, os, random, sys
from pathlib import Path
from hub.bids.sealing.box import Box
from hub.bids.sealing.files import Said, seal_file
from hub.bids.store.disk import Disk

store, pick = Disk(Path(sys.argv[1])), random.Random(int(sys.argv[2]))
recipient = Box.new_key().recipient
while True:
    content = b"CANARY-OF-A-PRICE " * pick.randrange(1, 20_000)
    file, _ = seal_file(io.BytesIO(content), Said("CANARY-NAME.pdf"), recipient, shelf=store, segment_bytes=2**16)
    os.write(1, (" ".join((file.descriptor, *file.segments)) + "\\n").encode())
"""
KILLS = 8


@pytest.mark.parametrize("place", ["", "bids", "relative/path", "s3://", "ftp://x/y", "s3://b/p?x=1", "http://b"])
def test_a_place_that_cannot_be_a_store_is_refused(place: str) -> None:
    with pytest.raises(ValueError, match="absolute path or s3://"):
        open_store(place)


def test_the_second_place_is_another_one(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="another place"):
        open_stores(str(tmp_path), f"{tmp_path}/")
    assert open_stores(str(tmp_path / "a"), "").second is None
    assert isinstance(open_stores(str(tmp_path / "a"), str(tmp_path / "b")).second, Disk)


def test_nothing_acknowledged_is_lost_when_the_writer_is_killed(tmp_path: Path) -> None:
    root, pick = Path(__file__).resolve().parents[3], random.Random(20261123)
    acknowledged: set[str] = set()
    for kill in range(KILLS):
        command = [sys.executable, "-c", WRITER, str(tmp_path / "bids"), str(kill)]
        child = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE)
        assert child.stdout is not None
        acknowledged.update(child.stdout.readline().decode().split())
        time.sleep(pick.random() * 0.3)
        child.send_signal(signal.SIGKILL)
        said = child.stdout.read().decode()
        child.stdout.close()
        child.wait(20)
        for line in said.splitlines(keepends=True):
            acknowledged.update(line.split() if line.endswith("\n") else [])
    disk = Disk(tmp_path / "bids")
    kept = list(disk.digests())
    assert len(acknowledged) > KILLS * 2
    assert acknowledged <= set(kept), "lost"
    for digest in kept:
        content = disk.path(digest).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest, "damaged"
        assert b"CANARY" not in content
    for path in disk.incoming.iterdir():
        assert b"CANARY" not in path.read_bytes(), "something readable was left behind"
    disk.start(at=datetime(2100, 1, 1, tzinfo=UTC))
    assert list(disk.incoming.iterdir()) == [] and list(disk.digests()) == kept
