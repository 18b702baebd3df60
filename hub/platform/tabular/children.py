"""Ask the nursery for children, and keep hold of each until it ended."""

from __future__ import annotations

import io
import os
import socket
import struct
import subprocess  # nosec B404: our own interpreter, fixed arguments
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from hub.platform.tabular.nursery import END, NUMBER, TARGET_BYTES

_HANDED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "PYTHONPYCACHEPREFIX")
# One heap for all threads: each further one takes address space, and keeps what it once had. And no threads before a
# fork, which numpy's algebra would start.
_FRUGAL = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "67108864",
    "MALLOC_TRIM_THRESHOLD_": "134217728",
    "OPENBLAS_NUM_THREADS": "1",
}


class NoNursery(RuntimeError):
    """Say that the process from which children come could not be started."""


@dataclass
class Ended:
    """What the children of this process used that ended; benchmarks count it, since keepers and not we wait for them.

    :param most_memory: the most that one of them held at a time, in the unit of ``ru_maxrss`` (on Linux KiB).
    :param seconds: of processor time, of all.
    """

    most_memory: int = 0
    seconds: float = 0.0


ENDED = Ended()


@dataclass
class Child:
    """A process that reads one file.

    :param number: of the process.
    :param results: what it writes on its standard output.
    :param faults: what it writes on its standard error.
    :param line: where its keeper tells how it ended.
    :param code: how it ended, once it did: its exit code, below zero the signal that ended it.
    """

    number: int
    results: io.BufferedReader
    faults: io.BufferedReader
    line: socket.socket
    code: int | None = None

    def wait(self) -> int:
        """Wait for its end and give its exit code, below zero the signal that ended it."""
        if self.code is None:
            status, memory, seconds = _from(self.line, END) or (9, 0, 0.0)
            self.code = os.waitstatus_to_exitcode(int(status))
            ENDED.most_memory = max(ENDED.most_memory, int(memory))
            ENDED.seconds += seconds
        return self.code

    def end(self) -> None:
        """Stop it if it still runs, and let go of it; when this returns it is gone."""
        if self.code is None:
            with suppress(ProcessLookupError):
                os.kill(self.number, 9)
            self.wait()
        for end in (self.results, self.faults, self.line):
            end.close()


def born(target: str, order: bytes) -> Child:
    """Give a child that carries out an order.

    :param target: "package.module:function", which the order names too; its module is imported before the birth.
    :raises NoNursery: when the nursery cannot be started.
    """
    # The nursery may end for want of orders in the moment in which this one is sent.
    for _ in range(2):
        if (child := _NURSERY.bear(target, order)) is not None:
            return child
    raise NoNursery("The process that reads files could not be started.")


class _Nursery:
    """The one nursery of this process."""

    def __init__(self) -> None:
        self._alone = threading.Lock()
        self._orders: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def bear(self, target: str, order: bytes) -> Child | None:
        """Send an order with the ends that the child gets; nothing when the nursery is gone."""
        line, its_line = socket.socketpair()
        order_out, order_in = os.pipe()
        results, its_results = os.pipe()
        faults, its_faults = os.pipe()
        theirs = [order_out, its_results, its_faults, its_line.fileno()]
        sent = self._send(target.ljust(TARGET_BYTES).encode(), theirs)
        for end in theirs[:3]:
            os.close(end)
        its_line.close()
        (number,) = (sent and _from(line, NUMBER)) or (None,)
        # A child that fails before it has read all of its order says why on its standard error.
        with suppress(BrokenPipeError), os.fdopen(order_in, "wb") as writing:
            writing.write(order if number is not None else b"")
        child = Child(number or 0, os.fdopen(results, "rb"), os.fdopen(faults, "rb"), line)
        if number is not None:
            return child
        child.code = 1
        child.end()
        self._give_up()
        return None

    def _send(self, message: bytes, ends: list[int]) -> bool:
        with self._alone:
            if self._orders is None or self._process is None or self._process.poll() is not None:
                self._start()
            assert self._orders is not None  # nosec B101: for the type checker
            try:
                socket.send_fds(self._orders, [message], ends)
            except ConnectionError:
                return False
        return True

    def _give_up(self) -> None:
        """Let the next order start a nursery anew: this one is ending, though it may not have ended yet."""
        with self._alone:
            if self._orders is not None:
                self._orders.close()
            self._orders = None

    def _start(self) -> None:
        if self._orders is not None:
            self._orders.close()
        self._orders, its_orders = socket.socketpair()
        self._process = subprocess.Popen(  # nosec B603
            [sys.executable, "-m", "hub.platform.tabular.nursery", str(its_orders.fileno())],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment(),
            pass_fds=[its_orders.fileno()],
        )  # fmt: skip
        its_orders.close()


def _from(line: socket.socket, form: struct.Struct) -> tuple[Any, ...] | None:
    """Read what the keeper says; nothing when the other end was closed before all of it was told."""
    told = b""
    while len(told) < form.size:
        with suppress(ConnectionError):
            if more := line.recv(form.size - len(told)):
                told += more
                continue
        return None
    return form.unpack(told)


def _environment() -> dict[str, str]:
    """Give the nursery only what Python needs: no settings, keys or database addresses."""
    kept = {key: os.environ[key] for key in _HANDED_ON if key in os.environ}
    return kept | {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONDONTWRITEBYTECODE": "1",
        **_FRUGAL,
    }


_NURSERY = _Nursery()
# A process that is forked from this one, in whatever moment, starts its own.
os.register_at_fork(after_in_child=_NURSERY.__init__)  # type: ignore[misc]
