"""Mend the guess from headings by what the columns hold: headings lie, are misspelt, or are missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hub.platform.tabular.headings import CHOSEN, CONTENT, EXACT, NONE, PART, SYNONYM, Guess, Mapping
from hub.spend.reading import fields as f

_ENOUGH = 0.7
_CLASSES = re.compile(r"pro\s?class|categor|classif|commodit", re.I)
_PENCE = re.compile(r"\d\.\d{1,2}\b|\d,\d{3}\b|[£()]|-\s*\d|\d-$")
# Which date says best when money left: the first word that a heading holds decides.
_DATE_WORDS = (
    ("paid", "payment", "pay", "cheque", "bacs", "cleared"), ("clearing",), ("transaction", "trans", "tran"),
    ("posting", "posted", "ledger", "gl", "accounting"), ("date",), ("invoice",), ("effective", "document", "doc"),
    ("updated", "update"),
)  # fmt: skip
_KINDS = re.compile(r"\btype\b|\bsign\b|debit|credit", re.I)
_PLUS_MINUS = re.compile(r"^\W*\+\s*/?\s*[-\u2212\u2013]\W*$")
_NEVER_SIGNS = frozenset((*f.MONEY, f.PAYEE, f.DATE, f.CURRENCY))
Sample = Sequence[dict[str, str]]


def repaired(mapping: Mapping, sample: Sample) -> Mapping:
    """Give the mapping with wrong guesses undone and missing fields found by content."""
    work = _Work(mapping, sample)
    for key in (f.DATE, f.NET, f.GROSS, f.AMOUNT, f.DEBIT, f.CREDIT, f.SIGN):
        work.drop_unless(key)
    work.drop_unless(f.PAYEE)
    work.with_or_without_vat()
    work.find_sign()
    work.best_date()
    work.find_sum()
    work.find_payee()
    work.best_category()
    work.find_groups()
    return work.mapping()


class _Work:
    """Guesses being mended."""

    def __init__(self, mapping: Mapping, sample: Sample) -> None:
        self.guesses = {guess.column: guess for guess in mapping.guesses}
        self.values = {
            column: [row[column].strip() for row in sample if row.get(column, "").strip()] for column in self.guesses
        }

    def mapping(self) -> Mapping:
        """Give the result."""
        return Mapping(tuple(self.guesses.values()))

    def column(self, key: str) -> str | None:
        """Give the column of a field."""
        return next((name for name, guess in self.guesses.items() if guess.field == key), None)

    def take(self, column: str, key: str, confidence: float, how: str = CONTENT) -> None:
        """Let a column stand for a field, and no other column."""
        if (other := self.column(key)) is not None:
            self.leave(other)
        self.guesses[column] = Guess(column, key, round(confidence, 2), how)

    def leave(self, column: str) -> None:
        """Let a column stand for nothing."""
        self.guesses[column] = Guess(column, "", 0.0, NONE)

    def fit(self, column: str, key: str) -> float:
        """Give how well a column's content fits a field."""
        test = f.BY_KEY[key].looks_right
        values = self.values[column]
        return test(values) if test is not None and values else 0.0

    def drop_unless(self, key: str) -> None:
        """Undo a guess that the content contradicts; a heading known word for word must be contradicted more."""
        column = self.column(key)
        if column is None or self.guesses[column].how == CHOSEN:
            return
        least = 0.4 if key == f.PAYEE or self.guesses[column].how in (EXACT, SYNONYM) else _ENOUGH
        if self.values[column] and self.fit(column, key) < least:
            self.leave(column)

    def free(self) -> list[str]:
        """Give the columns that stand for nothing and hold something."""
        return [name for name, guess in self.guesses.items() if not guess.field and self.values[name]]

    def best_date(self) -> None:
        """Take the date that says best when money left."""
        own = self.column(f.DATE)
        dated = [name for name in self.free() if self.fit(name, f.DATE) >= 0.8 and not _is_number(self.values[name])]
        if own is not None:
            dated.append(own)
        if not dated:
            return
        order = list(self.guesses)
        best = min(dated, key=lambda name: (_date_rank(name), order.index(name)))
        if best != own:
            self.take(best, f.DATE, 0.6)

    def with_or_without_vat(self) -> None:
        """Take "Amount exclusive of VAT" for the net sum and its like for the gross one, never for the VAT."""
        for name, guess in list(self.guesses.items()):
            key = f.NET if f.WITHOUT_VAT.search(name) else f.GROSS if f.WITH_VAT.search(name) else ""
            is_open = guess.field in ("", f.VAT, f.NET, f.GROSS) and guess.how not in (EXACT, SYNONYM, CHOSEN)
            if not key or guess.field == key or not is_open or self.fit(name, key) < _ENOUGH:
                continue
            if self.column(key) is None:
                self.guesses[name] = Guess(name, key, 0.7, PART)
            else:
                self.leave(name)

    def find_sign(self) -> None:
        """Find the column that says invoice or credit note: it holds nothing else, and both sorts or a telling name."""
        if self.column(f.SIGN):
            return
        for name, guess in self.guesses.items():
            values = self.values[name]
            if guess.field in _NEVER_SIGNS or guess.how == CHOSEN or not values or self.fit(name, f.SIGN) < 1:
                continue
            charged = any(map(f.is_debit, values))
            if (charged and (any(map(f.is_credit, values)) or _KINDS.search(name))) or _PLUS_MINUS.search(name):
                self.take(name, f.SIGN, 0.6)
                return

    def best_category(self) -> None:
        """Prefer a column that says it is a classification to one that says what the account is called."""
        own = self.column(f.CATEGORY)
        if own is None or _CLASSES.search(own) or self.guesses[own].how == CHOSEN:
            return
        told = [name for name in self.free() if _CLASSES.search(name) and self.fit(name, f.CATEGORY) >= _ENOUGH]
        if told:
            self.take(told[0], f.CATEGORY, 0.7)

    def find_sum(self) -> None:
        """Find the sums by content when no heading says which they are: the rightmost column that writes pence."""
        if any(self.column(key) for key in (f.NET, f.GROSS, f.AMOUNT, f.DEBIT, f.CREDIT)):
            return
        found = [
            (_pence(self.values[name]), place, name)
            for place, name in enumerate(self.free())
            if self.fit(name, f.AMOUNT) >= 0.9 and self.fit(name, f.DATE) < 0.5
        ]
        good = [each for each in found if each[0] > 0.2] or found
        if good:
            self.take(max(good)[2], f.AMOUNT, 0.4)

    def find_payee(self) -> None:
        """Find the payees by content: words, many different ones, with those that firms have in their names."""
        if self.column(f.PAYEE):
            return
        maybe = [name for name, guess in self.guesses.items() if guess.field in ("", f.SUPPLIER_NUMBER, f.DESCRIPTION)]
        scored = [
            (self.fit(name, f.PAYEE) + 2 * f.look_like_firms(self.values[name]) + _named_like_payee(name), name)
            for name in maybe
            if self.values[name] and self.fit(name, f.PAYEE) >= 0.6
        ]
        if scored:
            self.take(max(scored)[1], f.PAYEE, 0.5)

    def find_groups(self) -> None:
        """Take the first columns of few different words for department and category when no heading says which."""
        for key in (f.DEPARTMENT, f.CATEGORY):
            if self.column(key):
                continue
            for name in self.free():
                values = self.values[name]
                kinds = len(set(values))
                if self.fit(name, key) >= 0.8 and 4 <= kinds <= max(4, len(values) * 0.6):
                    self.take(name, key, 0.3)
                    break


def _date_rank(heading: str) -> int:
    words = set(re.sub(r"[^a-z]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading).lower()).split())
    return next((rank for rank, known in enumerate(_DATE_WORDS) if words & set(known)), len(_DATE_WORDS))


def _is_number(values: Sequence[str]) -> bool:
    """Say whether a column holds plain numbers, which could be read as days of a spreadsheet."""
    return all(value.replace(".", "").isdigit() and len(value) <= 5 for value in values)


def _pence(values: Sequence[str]) -> float:
    return sum(bool(_PENCE.search(value)) for value in values) / len(values)


def _named_like_payee(heading: str) -> float:
    return 1.0 if re.search(r"suppl|payee|vendor|creditor|benefic|name", heading, re.I) else 0.0
