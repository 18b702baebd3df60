"""Ask a virus scanner. What is not known to be clean is never called clean."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from hub.platform.documents.terms import Scan

# Where Debian's package puts it.
USUAL_SOCKET = "/var/run/clamav/clamd.ctl"
BLOCK = 256 * 1024
LARGEST = 25 * 1024 * 1024
SECONDS = 120.0
# With AlertExceedsMax clamd reports what it did not look into as found; that is no virus, and not clean either.
LIMITS = "Heuristics.Limits.Exceeded"
ENCRYPTED = "Heuristics.Encrypted"


@dataclass(frozen=True)
class Verdict:
    """What a scanner said, and the name of what it found."""

    state: Scan
    note: str = ""


class Scanner(Protocol):
    """Something that looks for viruses in a stream."""

    def scan(self, file: BinaryIO, size: int) -> Verdict:
        """Give the verdict on a file of ``size`` bytes; it never raises for the file's sake."""
        ...


class NoScanner:
    """No scanner is installed."""

    def scan(self, file: BinaryIO, size: int) -> Verdict:
        """Say that nobody looked."""
        return Verdict(Scan.NOT_SCANNED)


class Clamd:
    """The ClamAV daemon on a local socket.

    :param largest: its own StreamMaxLength in bytes; it breaks the connection above that.
    :param seconds: how long to wait for an answer.
    """

    def __init__(self, path: str, *, largest: int = LARGEST, seconds: float = SECONDS) -> None:
        self.path = path
        self.largest = largest
        self.seconds = seconds

    def scan(self, file: BinaryIO, size: int) -> Verdict:
        """Send the file and read the answer."""
        if size > self.largest:
            return Verdict(Scan.OVER_LIMIT, f"larger than {self.largest} bytes")
        try:
            return self._verdict(self._ask(file))
        except TimeoutError:
            return Verdict(Scan.TIMED_OUT)
        except (BrokenPipeError, ConnectionResetError):
            return Verdict(Scan.OVER_LIMIT, "the scanner ended the connection")
        except OSError as fault:
            return Verdict(Scan.FAILED, (fault.strerror or "no connection")[:200])

    def _ask(self, file: BinaryIO) -> str:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(self.seconds)
            line.connect(self.path)
            line.sendall(b"zINSTREAM\x00")
            while block := file.read(BLOCK):
                line.sendall(struct.pack("!I", len(block)) + block)
            line.sendall(struct.pack("!I", 0))
            answer = b""
            while not answer.endswith(b"\x00") and (more := line.recv(4096)):
                answer += more
        return answer.rstrip(b"\x00").decode("utf-8", "replace").strip()

    def _verdict(self, answer: str) -> Verdict:
        text = answer.removeprefix("stream:").strip()
        if text == "OK":
            return Verdict(Scan.CLEAN)
        if "size limit exceeded" in text or LIMITS in text:
            return Verdict(Scan.OVER_LIMIT, text[:200])
        if ENCRYPTED in text:
            return Verdict(Scan.FAILED, "protected by a password")
        if text.endswith("FOUND"):
            return Verdict(Scan.INFECTED, text.removesuffix("FOUND").strip()[:200])
        return Verdict(Scan.FAILED, text[:200] or "no answer")


def scanner() -> Scanner:
    """Give the scanner that the settings name, clamd where its socket is, or none."""
    named = getattr(settings, "HUB_SCANNER", "")
    if named:
        return import_string(named)()  # type: ignore[no-any-return]
    path = getattr(settings, "HUB_CLAMD_SOCKET", USUAL_SOCKET)
    return Clamd(path) if Path(path).is_socket() else NoScanner()
