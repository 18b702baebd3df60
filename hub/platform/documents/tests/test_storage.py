"""Where files are kept, and what a crash leaves."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from hub.platform.documents.storage import DiskStore, Missing, NoSpace, NotStored, Store
from hub.platform.documents.tests.store_contract import WORDS, MemoryStore, StoreContract


class TestMemoryStore(StoreContract):
    """The fake keeps the contract."""

    @pytest.fixture
    def store(self) -> Store:
        return MemoryStore()


class TestDiskStore(StoreContract):
    """The disk keeps the contract."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Store:
        return DiskStore(tmp_path / "documents")


class TestFilesOnDisk:
    """How files lie on disk."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> DiskStore:
        return DiskStore(tmp_path / "documents")

    def test_lie_under_the_first_letters_of_their_digest_for_their_owner_only(self, store: DiskStore) -> None:
        stored = store.put([WORDS], limit=100)
        path = store.folder / stored.sha256[:2] / stored.sha256
        assert path.read_bytes() == WORDS
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    @pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63])
    def test_only_a_digest_names_a_file(self, store: DiskStore, name: str) -> None:
        with pytest.raises(Missing):
            store.open(name)

    def test_a_full_disk_is_told_as_such_and_leaves_nothing(self, store: DiskStore, monkeypatch: Any) -> None:
        def full(*_: Any) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "write", full)
        with pytest.raises(NoSpace):
            store.put([WORDS], limit=100)
        assert not list((store.folder / "incoming").iterdir())

    def test_a_failed_flush_is_not_tried_again(self, store: DiskStore, monkeypatch: Any) -> None:
        asked = []

        def failing(handle: int) -> None:
            asked.append(handle)
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(os, "fsync", failing)
        with pytest.raises(NotStored):
            store.put([WORDS], limit=100)
        assert len(asked) == 1
        assert [path for path in store.folder.rglob("*") if path.is_file()] == []

    def test_the_sweep_takes_only_what_is_older_than_a_day(self, store: DiskStore) -> None:
        incoming = store.folder / "incoming"
        incoming.mkdir(parents=True)
        old, new = incoming / "old", incoming / "new"
        old.write_bytes(b"x")
        new.write_bytes(b"x")
        long_ago = time.time() - 2 * 24 * 3600
        os.utime(old, (long_ago, long_ago))
        assert store.sweep() == 1
        assert new.exists() and not old.exists()

    def test_a_kill_in_the_middle_leaves_no_half_document(self, store: DiskStore) -> None:
        script = (
            "import sys, time, pathlib\n"
            "from hub.platform.documents.storage import DiskStore\n"
            "def chunks():\n"
            "    yield b'x' * 100000\n"
            "    print('half', flush=True)\n"
            "    time.sleep(60)\n"
            "DiskStore(pathlib.Path(sys.argv[1])).put(chunks(), limit=10**9)\n"
        )
        child = subprocess.Popen(
            [sys.executable, "-c", script, str(store.folder)], stdout=subprocess.PIPE, env={**os.environ}
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"half\n"
        child.send_signal(signal.SIGKILL)
        child.wait()
        files = [path for path in store.folder.rglob("*") if path.is_file()]
        assert [path.parent.name for path in files] == ["incoming"]
