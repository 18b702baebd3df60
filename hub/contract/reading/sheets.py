"""Open a register kept as CSV or workbook: find its table, guess its headings, survey its rows, read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from hub.contract.reading import own_json
from hub.contract.reading.fields import FIELDS
from hub.contract.reading.register import RegisterReader, Survey
from hub.contract.reading.row import ContractRow
from hub.platform.tabular import csvrows, headings, table
from hub.platform.tabular.headings import NONE, Guess, Mapping
from hub.platform.tabular.limits import Limits
from hub.platform.tabular.results import Reject, Row, Skipped, Unreadable
from hub.platform.tabular.sniff import FileKind, Sniffed
from hub.platform.tabular.workbook import Workbook

SAMPLED = 200
MOST_NAMED = 20
# What an export to be edited and a list of rejects have beside their columns.
OWN = frozenset({"Hub row", "Hub version", "Row", "What is wrong"})
REPEATED = (
    "The heading “{name}” stands above more than one column. The first of them was read; “{column}” was not. "
    "Give it a heading of its own, or choose what it means, and load the file again."
)
UNREAD = "Not read, because no field of the register is meant: {columns}{more}. Choose what they mean, or leave them."
Opener = Callable[[], table.Source]


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of a table as it stands, and what it means when it is no row of ours."""

    row: Row
    meant: ContractRow | Reject | None


@dataclass(frozen=True)
class Sheet:
    """A register's table, with the guessed meaning of its headings and some rows to show."""

    opener: Opener
    limits: Limits
    mapping: Mapping
    header_row: int
    sample: tuple[Row, ...]
    name: str = ""
    notes: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Name what the table must have and does not: nothing, or the title."""
        return () if {"title", "description"} & self.mapping.columns().keys() else ("title",)

    def survey(self) -> Survey:
        """Look at all rows once."""
        return Survey(self.mapping).look(row for row in _records(self.opener, self.limits) if isinstance(row, Row))

    def rows(self, survey: Survey) -> Iterator[ContractRow | Reject | Skipped]:
        """Yield one result for each row of the sheet.

        Raises:
            Unreadable: no column is taken for the title or the description.
        """
        if self.missing:
            columns = ", ".join(f"“{guess.column}”" for guess in self.mapping.guesses[:8])
            raise Unreadable(
                f"No column is taken for the title of the contract. The columns are {columns}. "
                "Say which of them is the title and load the file again."
            )
        reader = RegisterReader(self.mapping, survey)
        for each in _records(self.opener, self.limits):
            yield reader.read(each) if isinstance(each, Row) else each


def open_sheet(
    path: Path, sniffed: Sniffed, limits: Limits, *, sheet: str = "", choices: MappingOf[str, str] | None = None
) -> Sheet:
    """Open a CSV file, the fullest sheet of a workbook, or our own list in JSON.

    Args:
        sheet: the sheet to read; the one with most known headings unless given.
        choices: heading → field, as a person corrected them; they win over the guess.

    Raises:
        Unreadable: there is no table in it.
    """
    if sniffed.kind is FileKind.JSON:
        return _open(lambda: own_json.rows(path, sniffed, limits), limits, choices or {})
    if sniffed.kind is FileKind.CSV:
        notes = (sniffed.note,) if sniffed.note else ()
        return _open(lambda: csvrows.read(path, sniffed, limits), limits, choices or {}, notes=notes)
    book = Workbook(path, limits)
    name = sheet or _best_sheet(book, limits)
    if name not in book.sheet_names:
        raise Unreadable(f"This workbook has no sheet “{name}”. It has {', '.join(book.sheet_names)}.")
    others = [each for each in book.sheet_names if each != name]
    notes = (f"The sheet “{name}” was read. Not read: {', '.join(others)}.",) if others else ()
    return _open(lambda: book.rows(name), limits, choices or {}, name=name, notes=notes)


def table_of(sheet: Sheet) -> Iterator[Row | Reject | Skipped]:
    """Give the rows of a sheet as they stand, without reading their cells as fields."""
    return _records(sheet.opener, sheet.limits)


def pairs_of(sheet: Sheet) -> Iterator[Pair | Reject | Skipped]:
    """Give the rows of a sheet both as they stand and as contracts; a table without titles means no contracts."""
    reader = None if sheet.missing else RegisterReader(sheet.mapping, sheet.survey())
    for each in _records(sheet.opener, sheet.limits):
        yield Pair(each, reader.read(each) if reader else None) if isinstance(each, Row) else each


def score(cells: Sequence[str]) -> float:
    """Count the known headings in a row."""
    return headings.recognised(cells, FIELDS)


def _open(
    opener: Opener, limits: Limits, choices: MappingOf[str, str], *, name: str = "", notes: tuple[str, ...] = ()
) -> Sheet:
    header, rest = table.find_header(opener(), limits, score)
    sample = tuple(islice((row for row in table.records(header, rest) if isinstance(row, Row)), SAMPLED))
    # Which of two columns of one name is meant, only a person can say.
    once = [heading for heading in header.headings if heading not in header.repeated]
    guessed = {guess.column: guess for guess in headings.guess(once, FIELDS, [row.cells for row in sample]).guesses}
    left_out = (guessed.get(heading, Guess(heading, "", 0.0, NONE)) for heading in header.headings)
    mapping = Mapping(tuple(left_out)).corrected(choices)
    notes += _unread(mapping, header.repeated, sample)
    return Sheet(opener, limits, mapping, header.row, sample, name, notes)


def _unread(mapping: Mapping, repeated: MappingOf[str, str], sample: Sequence[Row]) -> tuple[str, ...]:
    """Name the columns that hold something and are not read: nobody should believe that they were."""
    left = [guess.column for guess in mapping.guesses if not guess.field and guess.column not in OWN]
    held = {column for column in left if any(row.cells[column].strip() for row in sample)}
    again = [column for column in left if column in repeated]
    notes = [REPEATED.format(name=repeated[column], column=column) for column in again]
    others = [f"“{column}”" for column in left if column in held and column not in repeated]
    if others:
        more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
        notes.append(UNREAD.format(columns=", ".join(others[:MOST_NAMED]), more=more))
    return tuple(notes)


def _records(opener: Opener, limits: Limits) -> Iterator[Row | Reject | Skipped]:
    header, rest = table.find_header(opener(), limits, score)
    # The headings of our own JSON are no row of it.
    return (each for each in table.records(header, rest) if not isinstance(each, Skipped) or each.row > 0)


def _best_sheet(book: Workbook, limits: Limits) -> str:
    best, best_score = book.sheet_names[0], -1.0
    for name in book.sheet_names[:50]:
        found = max(
            (score(row[1]) for row in islice(book.rows(name), table.SEARCHED_ROWS) if not isinstance(row, Reject)),
            default=0.0,
        )
        if found > best_score + 1e-9:
            best, best_score = name, found
    return best
