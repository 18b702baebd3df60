"""Read the JSON that the Hub itself writes of its register as a table: headings first, then each entry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hub.contract.reading.jsonfile import LISTS, JsonText
from hub.platform.tabular.limits import Limits
from hub.platform.tabular.results import Reject, shown
from hub.platform.tabular.sniff import Sniffed

REGISTER = "contract"
# An export says eight things before its rows; a file that says many more is another's.
_MOST_SAID = 20
_NOT_A_ROW = "Entry {number} is no row of this list. Remove it, or export the list again."


def is_own(path: Path, sniffed: Sniffed, limits: Limits) -> bool:
    """Tell whether a JSON file is an export of the register of contracts.

    Raises:
        Unreadable: it is broken before its rows begin.
    """
    return _opened(path, sniffed, limits) is not None


def rows(path: Path, sniffed: Sniffed, limits: Limits) -> Iterator[tuple[int, list[str]] | Reject]:
    """Yield the headings as row 0 and each entry with its place in the list."""
    opened = _opened(path, sniffed, limits)
    if opened is None:
        return
    columns, text = opened
    yield 0, [str(column.get("heading", "")) for column in columns]
    keys = [str(column.get("key", "")) for column in columns]
    for number, entry in enumerate(text.members(), start=1):
        if isinstance(entry, dict):
            yield number, [_cell(entry.get(key)) for key in keys]
        else:
            yield Reject(number, "", shown(entry), _NOT_A_ROW.format(number=number))


def _opened(path: Path, sniffed: Sniffed, limits: Limits) -> tuple[list[dict[str, Any]], JsonText] | None:
    """Read what stands before the rows; None when it is not what an export says."""
    text = JsonText(path, sniffed, limits)
    if text.peek() != "{":
        return None
    text.take("{")
    said: dict[str, Any] = {}
    while text.peek() == '"' and len(said) < _MOST_SAID:
        key = text.value()
        text.take(":")
        if text.peek() == "[" and key in LISTS:
            return None
        if key == "rows":
            return _understood(said, text)
        said[key] = text.value()
        if text.take(",}") == "}":
            return None
    return None


def _understood(said: dict[str, Any], text: JsonText) -> tuple[list[dict[str, Any]], JsonText] | None:
    columns = said.get("columns")
    if said.get("register") != REGISTER or not isinstance(columns, list) or text.peek() != "[":
        return None
    return [column for column in columns if isinstance(column, dict)], text


def _cell(value: Any) -> str:
    """Write a value as the CSV export writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value)
