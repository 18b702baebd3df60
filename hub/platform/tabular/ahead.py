"""Let what makes values work while the values before them are used: a child reads on while its parent writes."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from typing import Any, TypeVar

_END = object()
T = TypeVar("T")


def ahead(items: Generator[T, None, None], *, by: int = 2) -> Iterator[T]:
    """Yield what a generator yields, which goes on meanwhile in a thread of its own.

    The generator must not use the database: its thread would open a connection of its own. Whoever stops early
    closes the generator too. What it raises is raised here, behind all that it yielded before.

    :param by: how many values may wait; each is held in memory.
    """
    waiting: queue.Queue[Any] = queue.Queue(by)
    is_over = threading.Event()
    thread = threading.Thread(target=_fill, args=(items, waiting, is_over), daemon=True, name="ahead")
    thread.start()
    try:
        while (got := waiting.get()) is not _END:
            if isinstance(got, _Raised):
                raise got.fault
            yield got
    finally:
        is_over.set()
        while thread.is_alive():
            with suppress(queue.Empty):
                waiting.get(timeout=0.01)
        thread.join()


class _Raised:
    """A fault on its way from the thread to whoever waits."""

    def __init__(self, fault: BaseException) -> None:
        self.fault = fault


def _fill(items: Generator[Any, None, None], waiting: queue.Queue[Any], is_over: threading.Event) -> None:
    try:
        for each in items:
            waiting.put(each)
            if is_over.is_set():
                return
        waiting.put(_END)
    except BaseException as fault:
        waiting.put(_Raised(fault))
    finally:
        items.close()
