"""What reading a table yields: rows, rejected rows and skipped rows, and the errors that stop a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class Unreadable(Exception):
    """Say why a file cannot be read at all, in a sentence that also says what to do.

    Args:
        sentence: plain English, ending in a full stop; safe to show to the person who chose the file.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str]]:
        return (Unreadable, (self.sentence,))


class BadValue(ValueError):
    """Say why one value cannot be read, in a sentence that also says what to write instead."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data: its number as a spreadsheet shows it, its cells by heading, and the cells as they came."""

    number: int
    cells: Mapping[str, str]
    raw: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """One value that cannot be read: where it is, what it is and what to do about it."""

    column: str
    value: str
    reason: str


# Under this a reject of a JSON file keeps the entries that it stands for, as a JSON list; no heading is empty.
ENTRY = ""


@dataclass(frozen=True, slots=True)
class Reject:
    """One row or notice that is not taken in, with the first reason; `more` holds its further faults.

    Args:
        cells: its cells by heading as they came; of an entry of a JSON file only ``ENTRY``, its text as JSON.
    """

    row: int
    column: str
    value: str
    reason: str
    more: tuple[Fault, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, row: int, faults: list[Fault], cells: Mapping[str, str] | None = None) -> Reject:
        """Build the one reject of a row from all faults found in it."""
        first = faults[0]
        return cls(row, first.column, first.value, first.reason, tuple(faults[1:]), cells or {})


@dataclass(frozen=True, slots=True)
class Skipped:
    """One row that is no record: blank, heading, preamble or total."""

    row: int
    reason: str


SHOWN = 200


def shown(value: object) -> str:
    """Shorten a value for a message, with control characters made visible."""
    text = "".join(char if char.isprintable() else "�" for char in str(value))
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
