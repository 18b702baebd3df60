"""Counts and sums: exact, one query each, and remembered for long lists until the next event.

Every change in the Hub is an event, so the digest at the head of the log says whether a count still holds. Counts of
short lists are never remembered: asking again costs less than asking whether anything changed.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from threading import Lock
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Count, Q, QuerySet, Sum

from hub.platform.events.models import Head
from hub.platform.registers import blocks

SAID = (str, int, float, Decimal, date)
LONG_LIST = 10_000
KEPT = 1_000
LONG_PARAMETER = 100
ROWS: dict[str, Any] = {"rows_counted": Count("pk")}

_kept: OrderedDict[Any, tuple[str, Any]] = OrderedDict()
_lock = Lock()


def grouped(rows: QuerySet[Any], path: str, *, many: bool = False) -> list[tuple[Any, int]]:
    """Count rows by one field, in one query."""
    counted = rows.order_by().values_list(path).annotate(rows_counted=Count("pk", distinct=many))
    return [(value, count) for value, count in counted]


def conditional(rows: QuerySet[Any], conditions: Sequence[Q]) -> list[int]:
    """Count rows under several conditions, in one query."""
    names = {f"n{index}": Count("pk", filter=condition) for index, condition in enumerate(conditions)}
    found = rows.order_by().aggregate(**names) if names else {}
    return [found[name] for name in names]


def sums(rows: QuerySet[Any], paths: dict[str, str]) -> dict[str, Any]:
    """Count all rows (under ``""``) and sum some fields, in one query."""
    wanted = {f"sum_{key}": Sum(path) for key, path in paths.items()}
    found = rows.order_by().aggregate(rows_counted=Count("pk"), **wanted)
    return {"": found["rows_counted"], **{key: found[f"sum_{key}"] for key in paths}}


@dataclass(frozen=True)
class Together:
    """What one reading of some rows counted: a line for each combination of some columns.

    A line holds the values of ``groups``, the number of rows, the sums and the numbers under the conditions.
    """

    groups: tuple[str, ...]
    keys: tuple[str, ...]
    lines: Sequence[tuple[Any, ...]]

    def by(self, path: str) -> list[tuple[Any, int]]:
        """Count rows by one of the columns, as ``grouped`` does."""
        place, count = self.groups.index(path), len(self.groups)
        found: dict[Any, int] = {}
        for line in self.lines:
            found[line[place]] = found.get(line[place], 0) + line[count]
        return list(found.items())

    def sums(self) -> dict[str, Any]:
        """Count all rows (under ``""``) and give the sums, as ``sums`` does."""
        first = len(self.groups)
        found: dict[str, Any] = {"": sum(line[first] for line in self.lines)}
        for place, key in enumerate(self.keys, start=first + 1):
            amounts = [line[place] for line in self.lines if line[place] is not None]
            found[key] = sum(amounts[1:], amounts[0]) if amounts else None
        return found

    def condition(self, number: int) -> int:
        """Count the rows under one of the conditions, by its place."""
        place = len(self.groups) + 1 + len(self.keys) + number
        return sum(line[place] for line in self.lines)


def numbers_of(*, paths: dict[str, str], conditions: Sequence[Q]) -> dict[str, Any]:
    """Give what ``Together`` counts for each of its lines: rows, sums and rows under conditions."""
    wanted: dict[str, Any] = {"rows_counted": Count("pk")}
    wanted |= {f"sum_{key}": Sum(path) for key, path in paths.items()}
    return wanted | {f"n{number}": Count("pk", filter=each) for number, each in enumerate(conditions)}


def head_digest() -> str:
    """Give what changes with every event."""
    return Head.objects.values_list("digest", flat=True).first() or ""


def forget() -> None:
    """Forget everything; for tests, whose log is undone and written again."""
    with _lock:
        _kept.clear()


class Counter:
    """Answer counting questions of one request; long lists from memory while nothing has happened."""

    def __init__(
        self, name: str, version: Callable[[], str] = head_digest, *, is_costly: bool = False, is_alone: bool = False
    ) -> None:
        """Begin.

        :param is_alone: whether all that is counted of a row lies in the row, so that an act on one record leaves the
            counts of the others as they were (see ``blocks``).
        """
        self._long = 1 if is_costly else LONG_LIST
        self._is_alone = is_alone
        self._now: blocks.Point | None = None
        self._name = name
        self._ask_version = version
        self._version: str | None = None
        self.is_long = False

    def ask(self, question: str, rows: QuerySet[Any], compute: Callable[[], Any]) -> Any:
        """Give the remembered answer to a question about some rows, or compute it."""
        key = self._key(question, rows)
        if key is not None and (kept := _kept.get(key)) and kept[0] == self.version:
            self.is_long = True
            return kept[1]
        if key is None or not self.is_long:
            return compute()
        version = self.version
        answer = compute()
        self._keep(key, version, answer)
        return answer

    def lines(
        self, question: str, rows: QuerySet[Any], groups: tuple[str, ...], numbers: dict[str, Any], *, is_alone: bool
    ) -> Sequence[tuple[Any, ...]]:
        """Give some numbers for each combination of some columns.

        :param is_alone: whether the conditions of the rows, too, look at nothing but the row.
        """
        counted = rows.order_by().values_list(*groups).annotate(**numbers)
        may = is_alone and self._is_alone and self.is_long
        key = self._lines_key(question, rows, groups, numbers) if may else None
        if key is None:
            return self.ask(question, counted, lambda: list(counted))  # type: ignore[no-any-return]
        return blocks.answer(blocks.Question(key, rows, groups, numbers, rows.model.kind()), self.now)

    @property
    def now(self) -> blocks.Point:
        """Give the last point of the log, asked once for each request and before anything is computed."""
        if self._now is None:
            self._now = blocks.head()
            self._version = self._version or self._now.digest
        return self._now

    def size(self, rows: QuerySet[Any]) -> int:
        """Count everything that the reader may see; this says whether the list is a long one."""
        if self._is_alone and (key := self._lines_key("size", rows, (), ROWS)) is not None and blocks.held(key):
            self.is_long = True
            if (count := self._renewed(rows)) >= self._long:
                return count
            self.is_long = False
        count = int(self.ask("size", rows, rows.order_by().count))
        if count >= self._long and not self.is_long:
            self.is_long = True
            self.ask("size", rows, lambda: count)
            if self._is_alone:
                # From now on an act renews the number; it is not counted again.
                self._renewed(rows)
        return count

    def _renewed(self, rows: QuerySet[Any]) -> int:
        return sum(line[0] for line in self.lines("size", rows, (), ROWS, is_alone=True))

    def _lines_key(self, question: str, rows: QuerySet[Any], groups: tuple[str, ...], numbers: dict[str, Any]) -> Any:
        return self._key(f"lines {question}", rows.order_by().values_list(*groups or ("pk",)).annotate(**numbers))

    @property
    def version(self) -> str:
        """Give the state of the data, asked once for each request and before anything is computed."""
        if self._version is None:
            self._version = self._ask_version()
        return self._version

    def _key(self, question: str, rows: QuerySet[Any]) -> Any:
        """Give what stands for a question; a list of 50,000 found rows is kept as its digest only."""
        try:
            sql, params = rows.order_by().query.sql_with_params()
        except EmptyResultSet:
            return None
        said = [_brief(each) for each in params]
        if not _is_said(said):
            return None
        text = repr((self._name, question, connections[rows.db].settings_dict["NAME"], sql, said))
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=24).digest()

    def _keep(self, key: Any, version: str, answer: Any) -> None:
        with _lock:
            _kept[key] = (version, answer)
            _kept.move_to_end(key)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)


def _brief(value: Any) -> Any:
    """Give a digest of a long list of numbers, and everything else as it is."""
    if isinstance(value, list) and len(value) > LONG_PARAMETER and all(type(each) is int for each in value):
        return hashlib.blake2b(array("q", value).tobytes(), digest_size=24).hexdigest()
    return value


def _is_said(value: Any) -> bool:
    """Say whether a value's text says all of it, so that equal texts are equal values."""
    if isinstance(value, list | tuple):
        return all(map(_is_said, value))
    return value is None or isinstance(value, SAID)
