"""Talking to the scanner. What is not known to be clean is never called clean."""

from __future__ import annotations

import socket
import struct
import threading
from io import BytesIO
from pathlib import Path

import pytest

from hub.platform.documents.scanning import Clamd, NoScanner, scanner
from hub.platform.documents.terms import Scan


def daemon(path: Path, answer: bytes | None, *, breaks: bool = False) -> threading.Thread:
    """Serve one question on a socket as clamd does."""
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(path))
    server.listen(1)

    def serve() -> None:
        line, _ = server.accept()
        with line, line.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\x00"
            while not breaks and (size := struct.unpack("!I", stream.read(4))[0]):
                stream.read(size)
            if answer is None:
                threading.Event().wait(1)
            else:
                line.sendall(answer + b"\x00")
        server.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return thread


class TestClamd:
    """Each answer of the daemon is a state of its own."""

    @pytest.mark.parametrize(
        ("answer", "state"),
        [
            (b"stream: OK", Scan.CLEAN),
            (b"stream: Win.Test.EICAR_HDB-1 FOUND", Scan.INFECTED),
            (b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND", Scan.OVER_LIMIT),
            (b"INSTREAM size limit exceeded. ERROR", Scan.OVER_LIMIT),
            (b"stream: Heuristics.Encrypted.PDF FOUND", Scan.FAILED),
            (b"stream: Can't allocate memory ERROR", Scan.FAILED),
            (b"", Scan.FAILED),
        ],
    )
    def test_answers(self, tmp_path: Path, answer: bytes, state: Scan) -> None:
        daemon(tmp_path / "clamd", answer)
        assert Clamd(str(tmp_path / "clamd")).scan(BytesIO(b"x" * 300_000), 300_000).state == state

    def test_no_answer_in_time_is_not_clean(self, tmp_path: Path) -> None:
        daemon(tmp_path / "clamd", None)
        assert Clamd(str(tmp_path / "clamd"), seconds=0.2).scan(BytesIO(b"x"), 1).state == Scan.TIMED_OUT

    def test_a_file_over_the_limit_is_not_sent(self, tmp_path: Path) -> None:
        assert Clamd(str(tmp_path / "none"), largest=10).scan(BytesIO(b"x" * 11), 11).state == Scan.OVER_LIMIT

    def test_a_daemon_that_is_gone_is_a_failure(self, tmp_path: Path) -> None:
        assert Clamd(str(tmp_path / "none")).scan(BytesIO(b"x"), 1).state == Scan.FAILED


class TestChoice:
    """Which scanner is asked."""

    def test_clamd_where_its_socket_is_else_none(self, tmp_path: Path, settings: object) -> None:
        settings.HUB_CLAMD_SOCKET = str(tmp_path / "clamd")  # type: ignore[attr-defined]
        assert isinstance(scanner(), NoScanner)
        with socket.socket(socket.AF_UNIX) as line:
            line.bind(str(tmp_path / "clamd"))
            assert isinstance(scanner(), Clamd)
