"""Keep what was worked out from the parts until something happens in the Hub, as counts of long lists are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from django.db import connection

from hub.platform.registers.counting import head_digest

Answer = TypeVar("Answer")
KEPT = 64

_kept: OrderedDict[tuple[str, str, int], tuple[str, object]] = OrderedDict()
_lock = Lock()


def remembered(question: str, authority: int, work: Callable[[], Answer]) -> Answer:
    """Give the answer to a question about an authority's spend; worked out again after the next event.

    :param question: names the question and whatever else it asks by.
    """
    key = (str(connection.settings_dict["NAME"]), question, authority)
    state = head_digest()
    with _lock:
        kept = _kept.get(key)
        if kept and kept[0] == state:
            _kept.move_to_end(key)
            return kept[1]  # type: ignore[return-value]
    found = work()
    with _lock:
        _kept[key] = (state, found)
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def forget() -> None:
    """Forget everything: matching again by the Hub itself changes what is known without an event."""
    with _lock:
        _kept.clear()
