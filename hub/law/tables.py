"""Dated tables of the law: every figure, period and list with the day it begins, the day it ends and its source.

The files in ``data/`` are what ships. A page may give the rules other tables with the same names, which is how a change
of law entered on screen reaches them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


class NoRow(LookupError):
    """No row of that table and code holds on that day; the message names all three."""


@dataclass(frozen=True)
class Row:
    """One dated value. ``valid_to`` is the first day on which it no longer holds."""

    code: str
    label: str
    data: Mapping[str, Any]
    valid_from: date
    valid_to: date | None
    source: str
    amount: Decimal = field(init=False)
    days: int = field(init=False)

    def __post_init__(self) -> None:
        # Read once: rules ask for these thousands of times a second.
        object.__setattr__(self, "amount", Decimal(str(self.data.get("amount", 0))))
        object.__setattr__(self, "days", int(self.data.get("days", 0)))

    def holds(self, on: date) -> bool:
        """Say whether the row holds on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    @property
    def is_unconfirmed(self) -> bool:
        """Say whether the value rests on practice or inference rather than on a text that was read."""
        return bool(self.data.get("unconfirmed"))


class Tables:
    """Rows by table and code. Compared by identity, so that what is worked out from one can be kept."""

    def __init__(self, rows: Mapping[str, Iterable[Row]]) -> None:
        self._rows: dict[str, tuple[Row, ...]] = {name: tuple(found) for name, found in rows.items()}
        self._by_code: dict[tuple[str, str], tuple[Row, ...]] = {}
        for name, found in self._rows.items():
            for row in found:
                self._by_code[name, row.code] = (*self._by_code.get((name, row.code), ()), row)

    def row(self, name: str, code: str, *, on: date) -> Row:
        """Give the row of a table and code that holds on a day.

        :raises NoRow: when there is none.
        """
        for row in self._by_code.get((name, code), ()):
            if row.holds(on):
                return row
        raise NoRow(f"The table {name} has no row {code} for {on.isoformat()}.")

    def amount(self, name: str, code: str, *, on: date) -> Decimal:
        """Give the ``amount`` of a row in pounds; the table says whether VAT is in it."""
        return self.row(name, code, on=on).amount

    def days(self, name: str, code: str, *, on: date) -> int:
        """Give the ``days`` of a row; the table says whether they are working days."""
        return self.row(name, code, on=on).days

    def all(self, name: str) -> tuple[Row, ...]:
        """Give every row of a table, past and to come, in its order."""
        return self._rows.get(name, ())

    def on(self, name: str, on: date) -> tuple[Row, ...]:
        """Give the rows of a table that hold on a day, in its order."""
        return tuple(row for row in self.all(name) if row.holds(on))

    def codes(self, name: str) -> frozenset[str]:
        """Give every code of a table."""
        return frozenset(row.code for row in self.all(name))

    def names(self) -> tuple[str, ...]:
        """Give the names of the tables."""
        return tuple(self._rows)


def read(path: Path) -> tuple[str, tuple[Row, ...]]:
    """Read one file of dated rows: its name and its rows."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return stored["set"], tuple(_row(one, stored["source"]) for one in stored["entries"])


def _row(stored: dict[str, Any], source: str) -> Row:
    ends = stored.get("to")
    return Row(
        code=stored["code"],
        label=stored["label"],
        data=stored.get("data", {}),
        valid_from=date.fromisoformat(stored["from"]),
        valid_to=date.fromisoformat(ends) if ends else None,
        source=stored.get("source") or source,
    )


@cache
def shipped() -> Tables:
    """Give the tables that ship with the Hub."""
    return Tables(dict(read(path) for path in sorted(DATA.glob("*.json"))))
