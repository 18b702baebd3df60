"""Keep what was worked out from the parts until something happens that changes it.

Every change in the Hub is an event. One that is not about spend, or that leaves a contract's months, suppliers and
names as they were, changes no figure of spend; so after such an event what was worked out still holds.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Subquery

from hub.platform.events.models import Event, Head
from hub.spend.models import Recount

Answer = TypeVar("Answer")
KEPT = 64
# So many events at once are not looked at one by one.
MANY = 200

_kept: OrderedDict[tuple[str, str, int], tuple[Any, object]] = OrderedDict()
_seen: dict[tuple[str, int], tuple[int, str, Any, Any]] = {}
_lock = Lock()


def remembered(question: str, authority: int, work: Callable[[], Answer]) -> Answer:
    """Give the answer to a question about an authority's spend; worked out again after an event that changes it.

    :param question: names the question and whatever else it asks by.
    """
    key = (str(connection.settings_dict["NAME"]), question, authority)
    state = _state(authority)
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


def at_hand(question: str, authority: int) -> Any:
    """Give what was last worked out, whether or not it still holds, or None."""
    kept = _kept.get((str(connection.settings_dict["NAME"]), question, authority))
    return kept[1] if kept else None


def forget() -> None:
    """Forget everything."""
    with _lock:
        _kept.clear()
        _seen.clear()


def _state(authority: int) -> Any:
    """Give what changes whenever a figure of spend may: the last event that touched one, and the last recount."""
    key = (str(connection.settings_dict["NAME"]), authority)
    counts = Recount.objects.filter(authority=authority).values("number")
    number, digest, recount = Head.objects.values_list("number", "digest", Subquery(counts)).first() or (0, "", None)
    seen = _seen.get(key)
    if seen and (seen[1], seen[2]) == (digest, recount):
        return seen[3]
    holds = seen is not None and seen[2] == recount and not _is_touched(authority, seen[0], seen[1], number)
    state = seen[3] if seen and holds else (digest, recount)
    _seen[key] = (number, digest, recount, state)
    return state


def _is_touched(authority: int, after: int, digest: str, upto: int) -> bool:
    """Say whether an event since one that was seen changes a figure; when in doubt it does."""
    from hub.spend.selectors.touching import touches

    events = Event.objects.filter(number__gt=after, number__lte=upto).order_by("number")[: MANY + 1]
    rows = list(events.values_list("prev_digest", "verb", "root_kind", "root_id", "authority_id"))
    if not rows or len(rows) > MANY or rows[0][0] != digest:
        return True
    return touches(authority, [row[1:] for row in rows])
