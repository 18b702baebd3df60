"""The signer as a process of its own, on a Unix socket, and how the Hub asks it. Plain Python, no Django, no database.

One request is one line of JSON and, for a checkpoint, one line for each new digest; the answer is one line of JSON.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import socket
import socketserver
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hub.platform.events.book import Signed
from hub.platform.events.journal import Fork, Signer
from hub.platform.events.keyring import Link

log = logging.getLogger("hub.signer")
SECONDS = 60
LONGEST_LINE = 64 * 1024 * 1024


class NoSigner(ConnectionError):
    """The signer does not answer."""


@dataclass(frozen=True)
class State:
    """What the signer tells everybody: how far it signed, its public key, and the keys before."""

    size: int
    root: str
    public_key: str
    links: list[Link]


class Client:
    """Asks the signer."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def state(self) -> State:
        """Ask how far it is and for its key."""
        told = self._ask({"kind": "state"})
        return State(told["size"], told["root"], told["public_key"], [Link(**one) for one in told["links"]])

    def checkpoint(self, *, size: int, root: str, at: str, leaves: Iterable[str]) -> tuple[str, str, str]:
        """Have a checkpoint signed; gives text, signature and public key.

        :raises Fork: when the signer refuses.
        """
        told = self._ask({"kind": "checkpoint", "size": size, "root": root, "at": at}, leaves)
        return told["text"], told["signature"], told["public_key"]

    def statement(self, text: str) -> str:
        """Have the list of an export's files signed."""
        return str(self._ask({"kind": "statement", "text": text})["signature"])

    def receipt(self, text: str) -> Signed:
        """Have the receipt of a bid or of a file, or the closing root of a tender signed.

        :raises Fork: when the signer refuses.
        """
        return Signed(**self._ask({"kind": "receipt", "text": text})["signed"])

    def receipt_before(self, name: str) -> Signed | None:
        """Ask what was signed under a name."""
        told = self._ask({"kind": "receipt_before", "name": name})["signed"]
        return Signed(**told) if told else None

    def rotate(self, *, at: str) -> Link:
        """Have the key replaced."""
        return Link(**self._ask({"kind": "rotate", "at": at})["link"])

    def _ask(self, request: dict[str, Any], leaves: Iterable[str] = ()) -> dict[str, Any]:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
                line.settimeout(SECONDS)
                line.connect(str(self.path))
                with line.makefile("rwb") as file:
                    file.write(json.dumps(request).encode() + b"\n")
                    for leaf in leaves:
                        file.write(leaf.encode() + b"\n")
                    file.write(b"\n")
                    file.flush()
                    answer = file.readline()
            told: dict[str, Any] = json.loads(answer)
        except (OSError, ValueError) as fault:
            raise NoSigner(f"The signer at {self.path} does not answer. Start it with hub signer.") from fault
        if "refused" in told:
            raise Fork(told["refused"])
        return told


class Handler(socketserver.StreamRequestHandler):
    """Answers one request."""

    timeout = SECONDS
    server: Server

    def handle(self) -> None:
        """Read, do, answer; what has no right form is refused and nothing is signed."""
        lines = self.lines()
        try:
            answer = self.answer(json.loads(self.rfile.readline(LONGEST_LINE)), lines)
        except Fork as fork:
            log.error("refused: %s", fork)
            answer = {"refused": str(fork)}
        except (ValueError, TypeError, KeyError):
            answer = {"refused": "The request has no right form."}
        # Hear out what is still being said, else the answer could be lost with the connection.
        with contextlib.suppress(Fork, OSError):
            for _ in lines:
                pass
        with contextlib.suppress(OSError):
            self.wfile.write(json.dumps(answer).encode() + b"\n")

    def answer(self, request: dict[str, Any], lines: Iterator[str]) -> dict[str, Any]:
        """Do what one request asks."""
        signer, kind = self.server.signer, request["kind"]
        if kind == "state":
            last, chain = signer.last(), [asdict(one) for one in signer.keys.links()]
            return {"size": last.size, "root": last.root, "public_key": signer.keys.public_key(), "links": chain}
        if kind == "checkpoint":
            entry = signer.checkpoint(
                size=int(request["size"]), root=str(request["root"]), at=str(request["at"]), leaves=lines
            )
            return {"text": entry.text, "signature": entry.signature, "public_key": entry.public_key}
        if kind == "statement":
            return {"signature": signer.statement(str(request["text"]))}
        if kind == "receipt":
            return {"signed": asdict(signer.receipt(str(request["text"])))}
        if kind == "receipt_before":
            before = signer.receipt_before(str(request["name"]))
            return {"signed": asdict(before) if before else None}
        if kind == "rotate":
            return {"link": asdict(signer.keys.rotate(size=signer.last().size, at=str(request["at"])))}
        raise Fork("The signer does not know this request.")

    def lines(self) -> Iterator[str]:
        """Give the lines after the first, until the empty one."""
        while True:
            line = self.rfile.readline(128)
            if not line.endswith(b"\n"):
                raise Fork("The request ended too early.")
            if line == b"\n":
                return
            yield line.strip().decode()


class Server(socketserver.UnixStreamServer):
    """Answers one after the other, so that no two requests can sign at once."""

    request_queue_size = 64

    def __init__(self, path: Path, signer: Signer) -> None:
        self.signer = signer
        self.path = path
        with contextlib.suppress(FileNotFoundError):
            if is_answering(path):
                raise NoSigner(f"Another signer answers at {path} already.")
            path.unlink()
        before = os.umask(0o117)  # owner and group may ask; nobody else
        try:
            super().__init__(str(path), Handler)
        finally:
            os.umask(before)

    def server_close(self) -> None:
        """End, and take the socket away."""
        super().server_close()
        self.path.unlink(missing_ok=True)


def is_answering(path: Path) -> bool:
    """Say whether somebody listens on a socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        try:
            line.connect(str(path))
        except FileNotFoundError:
            raise
        except OSError:
            return False
    return True
