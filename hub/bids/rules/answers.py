"""What answers a question: its form, what is wrong with it, and the text that is sealed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hub.law.findings import Finding
from hub.tender.terms import AnswerAs

MOST_CHARACTERS, MOST_ROWS, MOST_DIGITS = 50_000, 500, 14
# Pounds may be typed with sign, spaces and commas: "£ 12,500.00".
NUMBER_DRESS = str.maketrans("", "", "£, \u00a0")
NUMBER = re.compile(r"-?[0-9]{1,14}(\.[0-9]{1,4})?")
WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Asked:
    """A question as answers are held against it; see ``hub.tender.models.Question``."""

    number: int
    text: str
    answer_as: str
    listed: tuple[str, ...] = ()
    word_limit: int | None = None
    is_required: bool = True
    is_price: bool = False


@dataclass(frozen=True)
class Given:
    """What was typed: text (of a choice too, and a number as it stood), rows of a table, or a declaration."""

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    is_declared: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was given."""
        return (
            not self.text.strip()
            and not any(any(cell.strip() for cell in row) for row in self.rows)
            and (not self.is_declared)
        )


def number_of(text: str) -> Decimal | None:
    """Give a number as people type it, or None: at most 14 digits, and four after the point."""
    plain = text.translate(NUMBER_DRESS)
    return Decimal(plain) if NUMBER.fullmatch(plain) else None


def words_in(text: str) -> int:
    """Count words as people do: what stands between spaces."""
    return len(WORD.findall(text))


def faults(asked: Asked, given: Given) -> Iterator[Finding]:
    """Say what cannot be taken as an answer. A word limit is told and never enforced: what is too long is sent too."""
    said = {
        AnswerAs.NUMBER: _number_faults, AnswerAs.CHOICE: _choice_faults, AnswerAs.TABLE: _table_faults,
        AnswerAs.DECLARATION: _declaration_faults,
    }  # fmt: skip
    if len(given.text) > MOST_CHARACTERS:
        yield Finding("long", f"An answer has at most {MOST_CHARACTERS:,} characters. Send it as a file.", cure="text")
    if check := said.get(AnswerAs(asked.answer_as)):
        yield from check(asked, given)
    elif not given.text.strip():
        yield Finding("empty", "Enter your answer", cure="text")


def _number_faults(asked: Asked, given: Given) -> Iterator[Finding]:
    if not given.text.strip():
        yield Finding("empty", "Enter a number", cure="text")
        return
    found = number_of(given.text)
    if found is None:
        yield Finding("number", "Enter a number in figures, such as 12500 or 12,500.50", cure="text")
    elif asked.is_price and found < 0:
        yield Finding("negative", "A price cannot be below 0", cure="text")


def _choice_faults(asked: Asked, given: Given) -> Iterator[Finding]:
    if given.text not in asked.listed:
        yield Finding("choice", "Choose one of the answers", cure="text")


def _table_faults(asked: Asked, given: Given) -> Iterator[Finding]:
    filled = [row for row in given.rows if any(cell.strip() for cell in row)]
    if not filled:
        yield Finding("empty", "Fill in one row at least", cure="rows")
    if len(filled) > MOST_ROWS:
        yield Finding("long", f"A table has at most {MOST_ROWS} rows here. Send it as a file.", cure="rows")
    if any(len(row) != len(asked.listed) for row in filled):
        yield Finding("columns", "A row has other columns than the question asks for", cure="rows")


def _declaration_faults(asked: Asked, given: Given) -> Iterator[Finding]:
    if not given.is_declared:
        yield Finding("declared", "Tick the box to declare this", cure="is_declared")


def content(asked: Asked, given: Given) -> dict[str, Any]:
    """Give what is sealed of an answer; numbers are text, so that nothing is rounded on the way."""
    told: dict[str, Any] = {"v": 1, "kind": "answer", "question": asked.number, "as": str(asked.answer_as)}
    if asked.answer_as == AnswerAs.TABLE:
        filled = [row for row in given.rows if any(cell.strip() for cell in row)]
        return {**told, "rows": [[_plain(cell) for cell in row] for row in filled]}
    if asked.answer_as == AnswerAs.DECLARATION:
        return {**told, "declared": 1 if given.is_declared else 0}
    if asked.answer_as == AnswerAs.NUMBER:
        found = number_of(given.text)
        return {**told, "text": "" if found is None else f"{found:f}"}
    return {**told, "text": _plain(given.text)}


def _plain(text: str) -> str:
    # One spelling of every letter: what is sealed is canonical JSON.
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\x00", ""))


@dataclass(frozen=True)
class Opened:
    """An answer as it came out of its envelope, of whatever form it may be."""

    text: str = ""
    number: Decimal | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    is_declared: bool | None = None


def opened(told: Any, asked: Asked) -> Opened | None:
    """Read an answer that somebody sealed, who may have sealed anything; None for what is no answer to the question."""
    try:
        named = (told["v"], told["kind"], told["question"], told["as"])
        if named != (1, "answer", asked.number, str(asked.answer_as)):
            return None
        if asked.answer_as == AnswerAs.TABLE:
            rows = tuple(tuple(str(cell)[:MOST_CHARACTERS] for cell in row) for row in told["rows"][:MOST_ROWS])
            return Opened(rows=rows)
        if asked.answer_as == AnswerAs.DECLARATION:
            return Opened(is_declared=told["declared"] == 1)
        text = str(told["text"])[:MOST_CHARACTERS].replace("\x00", "")
        return Opened(text=text, number=number_of(text) if asked.answer_as == AnswerAs.NUMBER else None)
    except (TypeError, KeyError):
        return None
