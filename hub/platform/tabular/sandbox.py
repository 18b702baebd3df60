"""Run the reading of a stranger's file in a child process with little memory, no network and no way to hurt the parent.

The child gives its results back as pickles; the parent builds only the plain data classes that readers yield.
"""

from __future__ import annotations

import datetime
import decimal
import importlib
import io
import os
import pickle  # nosec B403: the unpickler below builds listed data classes only
import struct
from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from typing import Any

from hub.platform.tabular import children
from hub.platform.tabular.limits import MEGABYTE, Limits
from hub.platform.tabular.results import Unreadable

# What the interpreter and its libraries map before a byte of the file is read, at least.
_OWN_MEMORY = 256 * MEGABYTE
_LENGTH = struct.Struct("!I")
_LARGEST_BATCH = 64 * MEGABYTE
_BATCH = 200
_MODULES = ("hub.platform.tabular.", "hub.contract.reading.", "hub.spend.reading.", "hub.supplier.rules")
_BUILTINS = {
    ("decimal", "Decimal"): decimal.Decimal,
    ("datetime", "date"): datetime.date,
    ("datetime", "datetime"): datetime.datetime,
    ("collections", "OrderedDict"): dict,
}

KILLED = (
    "This file needed more memory than a file of its kind may use, so reading it was stopped. "
    "Save the table as CSV, or split it into smaller files, and load those."
)
TOO_SLOW = (
    "This file took longer to read than a preview may take, so reading it was stopped. "
    "Load it as an import, which has more time, or split it into smaller files."
)


class ChildFault(RuntimeError):
    """Say that the child ended on a fault of ours, not of the file; the message is its traceback."""


def run(target: str, arguments: Mapping[str, Any], limits: Limits) -> Generator[Any, None, None]:
    """Call a generator function in a child process and yield what it yields.

    Args:
        target: "package.module:function"; called with `arguments` and `limits` by name.
        arguments: plain values that can be pickled.
        limits: the memory, and for a preview the processor seconds, that the child gets.

    Raises:
        Unreadable: the child refused the file, or was stopped for using too much.
        ChildFault: the child failed for a reason that is not the file's.
    """
    try:
        child = children.born(target, pickle.dumps((target, dict(arguments), limits)))
    except children.NoNursery as fault:
        raise ChildFault(str(fault)) from fault
    try:
        yield from _results(child.results)
        message = child.faults.read(20_000).decode("utf-8", "replace")
        if (code := child.wait()) != 0:
            raise _ending(code, message)
    finally:
        child.end()


def _results(pipe: io.BufferedReader | Any) -> Iterator[Any]:
    while len(head := pipe.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        if length > _LARGEST_BATCH:
            raise ChildFault("a batch of results is larger than any honest one")
        body = pipe.read(length)
        if len(body) < length:
            return
        for result in _Unpickler(io.BytesIO(body)).load():  # nosec B301
            if isinstance(result, Unreadable):
                raise result
            yield result


def _ending(code: int, message: str) -> Exception:
    if code == -24:  # SIGXCPU
        return Unreadable(TOO_SLOW)
    if code < 0 or "MemoryError" in message or "memory allocation" in message:
        return Unreadable(KILLED)
    return ChildFault(message.strip() or f"the child ended with {code}")


class _Unpickler(pickle.Unpickler):  # nosec B301
    """Build only data classes of the readers and the few plain types they hold."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _BUILTINS:
            return _BUILTINS[module, name]
        if module.startswith(_MODULES) and "." not in name:
            found = getattr(importlib.import_module(module), name, None)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a result")


def write(results: Iterator[Any], pipe: Any) -> None:
    """Write results in batches; used by the child."""
    batch: list[Any] = []
    try:
        for result in results:
            batch.append(result)
            if len(batch) >= _BATCH or getattr(result, "is_large", False):
                _send(batch, pipe)
                batch = []
    except Unreadable as refusal:
        batch.append(refusal)
    _send(batch, pipe)


def _send(batch: list[Any], pipe: Any) -> None:
    body = pickle.dumps(batch, protocol=5)
    pipe.write(_LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.flush()


def confine(limits: Limits) -> None:
    """Take memory, processor time, files and network away from this process; used by the child before it reads."""
    import ctypes
    import resource
    import socket

    library = ctypes.CDLL(None, use_errno=True)
    memory = limits.memory_bytes + max(_OWN_MEMORY, _mapped())
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if limits.cpu_seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 5))
    _leave_network(library, socket)


def _mapped() -> int:
    """Count the bytes that this process has mapped, where the system tells; libraries count whether used or not."""
    with suppress(OSError), open("/proc/self/statm") as told:
        return int(told.read().split()[0]) * os.sysconf("SC_PAGESIZE")
    return 0


def _leave_network(library: Any, socket: Any) -> None:
    """Move into a network of its own with nothing in it where the kernel allows; refuse every socket in Python too."""
    new_user, new_network = 0x10000000, 0x40000000
    with suppress(OSError, AttributeError):
        library.unshare(new_user | new_network)

    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError("A file that is being read has no network.")

    socket.socket = refuse
    socket.create_connection = refuse
