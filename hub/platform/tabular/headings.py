"""Guess which known field each heading of a table means, with a confidence that a person can check and correct."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

EXACT, SYNONYM, SPELLING, PART, CONTENT, CHOSEN, NONE = (
    "exact", "synonym", "spelling", "part", "content", "chosen", "none",
)  # fmt: skip
_SPELLING_FLOOR = 87.0
_SURE = 0.7

ContentTest = Callable[[Sequence[str]], float]


@dataclass(frozen=True)
class Field:
    """A field that headings may mean: its key, its label for people, other names for it, and a test of its content.

    Args:
        key: the stable name in code.
        label: what people read.
        synonyms: other headings seen in the wild; the label need not be repeated.
        looks_right: share (0 to 1) of sample values that look like this field, or None when content tells nothing.
        by_content: whether content alone, under an unknown heading, may decide.
    """

    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    looks_right: ContentTest | None = None
    by_content: bool = False
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """What one column is taken for: `field` is empty when it is left out; `confidence` runs from 0 to 1."""

    column: str
    field: str
    confidence: float
    how: str


@dataclass(frozen=True)
class Mapping:
    """The guessed meaning of every column of a table, in the table's order."""

    guesses: tuple[Guess, ...]

    def column_of(self, field: str) -> str | None:
        """Give the heading that stands for a field, or None."""
        return next((guess.column for guess in self.guesses if guess.field == field), None)

    def columns(self) -> dict[str, str]:
        """Give field → heading for every field that has a column."""
        return {guess.field: guess.column for guess in self.guesses if guess.field}

    def as_dict(self) -> dict[str, str]:
        """Give heading → field ("" when left out), to be stored and shown."""
        return {guess.column: guess.field for guess in self.guesses}

    def corrected(self, choices: MappingOf[str, str]) -> Mapping:
        """Apply a person's choices (heading → field, "" to leave out); a chosen field leaves its guessed column."""
        taken = {field for column, field in choices.items() if field and column in self.as_dict()}
        guesses = []
        for guess in self.guesses:
            if guess.column in choices:
                guesses.append(Guess(guess.column, choices[guess.column], 1.0, CHOSEN))
            elif guess.field in taken:
                guesses.append(Guess(guess.column, "", 0.0, NONE))
            else:
                guesses.append(guess)
        return Mapping(tuple(guesses))

    def fingerprint(self) -> str:
        """Name the layout by its headings, so that a corrected mapping is found again for the next such file."""
        return fingerprint(guess.column for guess in self.guesses)


def fingerprint(headings: Iterable[str]) -> str:
    """Digest a set of headings, whatever their order, capitals and spacing."""
    return hashlib.sha256("\n".join(sorted(map(plain, headings))).encode()).hexdigest()[:16]


_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_SMALL_WORDS = frozenset({"the", "of", "a", "an", "in", "for", "or", "and", "gbp", "please", "dd", "mm", "yyyy", "yy"})


@lru_cache(maxsize=4096)
def plain(heading: str) -> str:
    """Reduce a heading to lower-case words: no punctuation, camel case split, small words dropped."""
    text = _CAMEL.sub(" ", heading.replace("&", " and ").replace("£", " ")).lower()
    words = [word for word in _NOT_WORDS.sub(" ", text).split() if word not in _SMALL_WORDS]
    return " ".join(words)


def guess(headings: Sequence[str], fields: Sequence[Field], sample: Sequence[MappingOf[str, str]] = ()) -> Mapping:
    """Guess the meaning of each heading; the same input always gives the same answer.

    Every field is given to one column at most, the surest first, the leftmost among equals.

    Args:
        headings: the column headings in order, each different.
        fields: the fields that are known, in order of importance.
        sample: some rows (heading → value), used to check and to find fields by content.
    """
    values = {heading: [row[heading] for row in sample if row.get(heading, "").strip()] for heading in headings}
    scored = [
        (confidence, -column, -rank, heading, key, how)
        for column, heading in enumerate(headings)
        for confidence, rank, key, how in _candidates(heading, fields, values[heading])
    ]
    chosen: dict[str, Guess] = {}
    taken: set[str] = set()
    for confidence, _, _, heading, key, how in sorted(scored, reverse=True):
        if heading not in chosen and key not in taken:
            chosen[heading] = Guess(heading, key, round(confidence, 2), how)
            taken.add(key)
    return Mapping(tuple(chosen.get(heading, Guess(heading, "", 0.0, NONE)) for heading in headings))


def _candidates(heading: str, fields: Sequence[Field], values: Sequence[str]) -> list[tuple[float, int, str, str]]:
    """List what a heading may mean; one that is known word for word is no slip of the pen for another ("contract")."""
    fits = _Fits(values)
    found = [
        (confidence, rank, field.key, how)
        for rank, field in enumerate(fields)
        for confidence, how in [_score(heading, field, fits)]
        if confidence > 0
    ]
    known = [each for each in found if each[3] in (EXACT, SYNONYM)]
    return known or found


def recognised(cells: Sequence[str], fields: Sequence[Field]) -> float:
    """Count how many cells of a row are headings of known fields; used to find the header row."""
    found: set[str] = set()
    total = 0.0
    for cell in cells:
        best = max(((_name_score(cell, field)[0], field.key) for field in fields), default=(0.0, ""))
        if best[0] >= _SURE and best[1] not in found:
            found.add(best[1])
            total += best[0]
    return total


class _Fits(dict[Callable[[Sequence[str]], float], float]):
    """How well the cells of one column suit a kind of content; fields of one kind ask for it once."""

    def __init__(self, values: Sequence[str]) -> None:
        super().__init__()
        self.cells = values

    def __missing__(self, looks_right: Callable[[Sequence[str]], float]) -> float:
        self[looks_right] = looks_right(self.cells)
        return self[looks_right]


def _score(heading: str, field: Field, fits: _Fits) -> tuple[float, str]:
    confidence, how = _name_score(heading, field)
    if field.looks_right is None or not fits.cells:
        return confidence, how
    fit = fits[field.looks_right]
    if confidence:
        # A heading may lie about its content, but seldom: half the doubt is left to the name.
        return confidence * (0.6 + 0.4 * fit) if fit < 0.5 else confidence, how
    if field.by_content and fit >= 0.9:
        return 0.4 * fit, CONTENT
    return 0.0, NONE


@lru_cache(maxsize=65536)
def _name_score(heading: str, field: Field) -> tuple[float, str]:
    name = plain(heading)
    if not name or len(name) > 90:
        return 0.0, NONE
    known = _known(field)
    if name == known[0]:
        return 1.0, EXACT
    if name in known:
        return 0.95, SYNONYM
    best = max(fuzz.ratio(name, other) for other in known)
    if len(name) > 4 and (best >= _SPELLING_FLOOR or _is_slip(name, known)):
        return 0.9 * best / 100, SPELLING
    return _part_score(name, known)


def _is_slip(name: str, known: tuple[str, ...]) -> bool:
    """Tell whether one letter too many, too few, wrong or out of place turns the name into a known one; two if long."""
    allowed = 1 if len(name) < 9 else 2
    return any(OSA.distance(name, other, score_cutoff=allowed) <= allowed for other in known)


def _part_score(name: str, known: tuple[str, ...]) -> tuple[float, str]:
    """Accept a heading that contains a known one, such as "Supplier name and details"; longer matches count more."""
    words = set(name.split())
    best = 0.0
    for other in known:
        inside = set(other.split())
        if len(inside) > 1 and inside <= words:
            best = max(best, 0.5 + 0.3 * len(inside) / len(words))
    return (best, PART) if best else (0.0, NONE)


@lru_cache(maxsize=1024)
def _known(field: Field) -> tuple[str, ...]:
    names = [plain(field.label), plain(field.key), *map(plain, field.synonyms)]
    return tuple(dict.fromkeys(names))
