"""Read the items of a JSON file one at a time, so that a large package never has to fit into memory."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from hub.platform.tabular.limits import MEGABYTE, Limits
from hub.platform.tabular.results import Unreadable
from hub.platform.tabular.sniff import Sniffed

CHUNK = MEGABYTE
# Lists whose members are records; any other list is a value of its package.
LISTS = frozenset({"releases", "records", "contracts", "notices", "noticeList", "results", "items", "data", "packages"})
# Words that only a single process has at its top; its lists are its own.
_PROCESS = frozenset({"ocid", "tag", "tender", "awards", "parties", "notice"})
_SPACE = " \t\r\n\ufeff\x1e"


def _whole_number(text: str) -> int | Decimal:
    # Python refuses to turn thousands of digits into an int; a sum of money never needs them.
    return int(text) if len(text) < 40 else Decimal(text)


class Twice(Exception):
    """A name stands twice in one object with two values, so nobody can say which is meant."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        for name, value in pairs:
            if found[name] != value:
                raise Twice(name)
    return found


# Not strict: a raw line break or NUL inside a text is cleaned later rather than spoiling the file.
_DECODER = json.JSONDecoder(
    parse_float=Decimal,
    parse_int=_whole_number,
    parse_constant=lambda _: None,
    strict=False,
    object_pairs_hook=_once,
)

Item = tuple[str, Any]


def items(path: Path, sniffed: Sniffed, limits: Limits) -> Iterator[Item]:
    """Yield (list name, member) for every member of a known list, and ("", object) for what stands alone.

    Understands one object, a list of objects, and objects one after another (JSON Lines). A package is yielded without
    its lists, after their members, as ("", {...}); a list of packages is opened up.

    Raises:
        Unreadable: it is not JSON; the sentence names the line.
    """
    text = JsonText(path, sniffed, limits)
    if text.peek() == "[":
        for member in text.members():
            yield from _unpack(member)
        text.expect_end()
        return
    while text.peek():
        yield from _object(text)


def _object(text: JsonText) -> Iterator[Item]:
    """Yield the members of the known lists of one object as they are read, then the rest of the object."""
    rest: dict[str, Any] = {}
    found: set[str] = set()
    text.take("{")
    if text.peek() == "}":
        text.take("}")
    else:
        while True:
            key = text.value()
            text.take(":")
            # A release has "items" and a record has "releases" of its own; only a package's lists are opened.
            if isinstance(key, str) and key in LISTS and text.peek() == "[" and not _PROCESS & rest.keys():
                found.add(key)
                for member in text.members():
                    yield (key, member)
            else:
                value = text.value()
                if rest.setdefault(str(key), value) != value:
                    raise Unreadable(text.twice(str(key)))
            if text.take(",}") == "}":
                break
    if not found or _PROCESS & rest.keys():
        yield "", rest
    else:
        yield "package", rest | {"lists": sorted(found)}


def _unpack(member: Any) -> Iterator[Item]:
    """Open a package that is itself a member of a list."""
    if isinstance(member, dict) and "ocid" not in member:
        for key in ("releases", "records", "contracts", "noticeList"):
            if isinstance(member.get(key), list):
                for inner in member[key]:
                    yield key, inner
                return
    yield "", member


class JsonText:
    """The text of a file behind a window that grows only as far as one value needs."""

    def __init__(self, path: Path, sniffed: Sniffed, limits: Limits) -> None:
        self._chunks = _chunks(path, sniffed)
        self._limits = limits
        self._window = ""
        self._at = 0
        self._lines = 1

    def peek(self) -> str:
        """Give the next character that is no space, or "" at the end."""
        while True:
            while self._at < len(self._window) and self._window[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._window):
                return self._window[self._at]
            if not self._grow():
                return ""

    def take(self, expected: str) -> str:
        """Take one of the characters expected."""
        char = self.peek()
        if not char or char not in expected:
            raise Unreadable(self._broken("ends too early" if not char else f"has “{char}” in the wrong place"))
        self._at += 1
        return char

    def value(self) -> Any:
        """Take one whole value."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._window, self._at)
            except json.JSONDecodeError as error:
                # Only an error at the edge of the window can be cured by reading on.
                is_at_edge = error.pos >= len(self._window) - 64 or error.msg.startswith("Unterminated")
                if not is_at_edge or not self._grow():
                    is_cut = not self._window[error.pos :].strip()
                    what = "ends too early" if is_cut else "is broken"
                    raise Unreadable(self._broken(what, error.pos)) from error
                continue
            except Twice as error:
                raise Unreadable(self.twice(str(error))) from error
            except RecursionError as error:
                raise Unreadable("This JSON file is nested too deeply to be a notice. Export it again.") from error
            # A number cut off by the edge of the window looks whole.
            if end >= len(self._window) - 8 and self._grow():
                continue
            self._at = end
            return value

    def members(self) -> Iterator[Any]:
        """Take the members of a list, one by one."""
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        while True:
            yield self.value()
            if self.take(",]") == "]":
                return

    def expect_end(self) -> None:
        """Refuse anything after the end."""
        if char := self.peek():
            raise Unreadable(self._broken(f"goes on after its end with “{char}”"))

    def _grow(self) -> bool:
        """Drop what has been taken and read on; each time twice as much, so that a long value costs little."""
        left = len(self._window) - self._at
        if left > self._limits.json_item_bytes:
            size = self._limits.json_item_bytes // MEGABYTE
            raise Unreadable(f"One entry of this JSON file is larger than {size} MB. Export it again in smaller parts.")
        pieces: list[str] = []
        wanted = max(CHUNK, left)
        while wanted > 0 and (piece := next(self._chunks, "")):
            pieces.append(piece)
            wanted -= len(piece)
        if not pieces:
            return False
        self._lines += self._window.count("\n", 0, self._at)
        self._window = self._window[self._at :] + "".join(pieces)
        self._at = 0
        return True

    def twice(self, name: str) -> str:
        """Say that a name stands twice in the entry that is being read."""
        place = self._lines + self._window.count("\n", 0, self._at)
        return (
            f"The entry of this JSON file at line {place} says “{name}” twice with two values, so nobody can tell "
            "which is meant. Take one of them out, or export the file again."
        )

    def _broken(self, what: str, position: int | None = None) -> str:
        number = self._lines + self._window.count("\n", 0, self._at if position is None else position)
        cure = "Download or export it again; if it was edited by hand, mend that line."
        return f"This JSON file {what} at line {number}. {cure}"


def _chunks(path: Path, sniffed: Sniffed) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(sniffed.encoding or "utf-8")("replace")
    with path.open("rb") as stream:
        stream.seek(sniffed.bom)
        while raw := stream.read(CHUNK):
            if piece := decoder.decode(raw):
                yield piece
    if piece := decoder.decode(b"", final=True):
        yield piece
