"""Readers that do what a reader must not, to be run in the confined child."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

from hub.platform.tabular import sandbox
from hub.platform.tabular.limits import Limits
from hub.platform.tabular.results import Skipped


def greedy(*, limits: Limits) -> Iterator[Skipped]:
    """Ask for more memory than there may be."""
    held = [bytearray(32 << 20) for _ in range(200)]
    yield Skipped(len(held), "never reached")


def endless(*, limits: Limits) -> Iterator[Skipped]:
    """Use the processor for ever."""
    yield Skipped(1, "begun")
    while True:
        pass


def talkative(*, limits: Limits) -> Iterator[Skipped]:
    """Try the network."""
    try:
        socket.create_connection(("127.0.0.1", 9))
    except PermissionError as error:
        yield Skipped(1, str(error))


def scribbling(*, path: str, limits: Limits) -> Iterator[Skipped]:
    """Try to write a file."""
    try:
        Path(path).write_bytes(b"x" * 100_000)
    except OSError:
        yield Skipped(1, "refused")


def curious(*, limits: Limits) -> Iterator[Skipped]:
    """Look at the environment."""
    yield Skipped(1, ",".join(sorted(os.environ)))


def broken(*, limits: Limits) -> Iterator[Skipped]:
    """Fail for a reason of our own."""
    yield Skipped(1, "begun")
    raise KeyError("our fault")


_CALLS: list[int] = []


def remembering(*, limits: Limits) -> Iterator[Skipped]:
    """Say how often this was called in this process or in one that it came from."""
    _CALLS.append(1)
    yield Skipped(1, str(len(_CALLS)))


def endless_with_number(*, limits: Limits) -> Iterator[Skipped]:
    """Say the number of the process at once, and use the processor for ever."""
    for _ in range(sandbox._BATCH):
        yield Skipped(1, str(os.getpid()))
    while True:
        pass
