"""Where the children that read files come from: a process that has imported the readers once and forks for each file.

Starting Python and its libraries anew takes longer than reading most files, and one load reads its file two or three
times. The nursery gets no settings, keys or addresses, reads no file itself, and ends when nobody asked for a minute or
the process that asks is gone. Each child is a fresh copy of it, so no file leaves anything behind for the next.
"""

from __future__ import annotations

import importlib
import os
import signal
import socket
import struct
import sys
from contextlib import suppress

# Seconds without an order after which its memory is given back.
IDLE = 60.0
# An order's target, filled up with spaces, comes with three ends: of the order, of the results and faults, of the line.
TARGET_BYTES = 200
ENDS = 4
# What the keeper says of the child on the line: first its number; then how it ended, the most memory that it held and
# the seconds of processor time that it took.
NUMBER = struct.Struct("!q")
END = struct.Struct("!qqd")


class _NoPandas:
    """Hide pandas, which no reader uses: pyarrow takes it in wherever it is installed, for a second and 60 MB."""

    def find_spec(self, name: str, *_: object) -> None:
        """Say that there is no such module.

        :raises ModuleNotFoundError: for pandas.
        """
        if name == "pandas":
            raise ModuleNotFoundError(name)


def main() -> None:
    """Take orders from the socket whose number is given, until it is closed or nobody asks."""
    orders = socket.socket(fileno=int(sys.argv[1]))
    orders.settimeout(IDLE)
    # Keepers are nobody's concern once they said how their child ended.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.meta_path.insert(0, _NoPandas())  # type: ignore[arg-type]
    with suppress(TimeoutError, ConnectionError):
        while True:
            message, ends, _, _ = socket.recv_fds(orders, TARGET_BYTES, ENDS)
            if not message:
                return
            _ready(message.decode().strip())
            if os.fork() == 0:
                orders.close()
                _keep(*ends)
            for end in ends:
                os.close(end)


def _ready(target: str) -> None:
    """Import what the child will need; a fault of it is told by the child, which meets it again."""
    with suppress(Exception):
        module = importlib.import_module(target.partition(":")[0])
        for name in getattr(module, "IN_CHILD", ()):
            importlib.import_module(name)


def _keep(order: int, results: int, faults: int, line: int) -> None:
    """Fork the child, and tell its number and its end; this process does nothing else."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        os.close(line)
        _read(order, results, faults)
    for end in (order, results, faults):
        os.close(end)
    # Whoever asked may be gone.
    with suppress(OSError), socket.socket(fileno=line) as told:
        told.sendall(NUMBER.pack(child))
        _, status, used = os.wait4(child, 0)
        told.sendall(END.pack(status, used.ru_maxrss, used.ru_utime + used.ru_stime))
    os._exit(0)


def _read(order: int, results: int, faults: int) -> None:
    """Be the child: the order on standard input, results and faults where a process of its own would write them."""
    for end, place in ((order, 0), (results, 1), (faults, 2)):
        os.dup2(end, place)
        os.close(end)
    code = 1
    try:
        from hub.platform.tabular.child import main as read

        read()
        code = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with suppress(OSError, ValueError):
            sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
