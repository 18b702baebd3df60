"""Find the table in a sheet: the header row under titles, and the rows that are data rather than blanks or totals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from hub.platform.tabular.limits import Limits
from hub.platform.tabular.results import Reject, Row, Skipped, Unreadable, shown

Source = Iterable[tuple[int, list[str]] | Reject]
Scorer = Callable[[Sequence[str]], float]

SEARCHED_ROWS = 40
_TOTAL = re.compile(
    r"^(?:grand|sub|overall|report|page|running)?[\s-]*totals?\b[\s:]*(?:for\b.*|£.*|\(.*)?$", re.IGNORECASE
)
_NUMBERISH = re.compile(r"^[\s£$€(+-]*\d[\d,.\s]*[)%-]?$|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")

BLANK, HEADING, PREAMBLE, TOTAL, REPEATED = (
    "blank row", "heading row", "text above the headings", "total row", "headings repeated",
)  # fmt: skip


@dataclass(frozen=True)
class Header:
    """Where the header row is and what the columns are called, each name once."""

    row: int
    headings: tuple[str, ...]
    preamble: tuple[tuple[int, list[str]], ...] = ()
    repeated: Mapping[str, str] = field(default_factory=dict)


def find_header(
    source: Source, limits: Limits, score: Scorer
) -> tuple[Header, Iterator[tuple[int, list[str]] | Reject]]:
    """Find the header row and return it with the rest of the rows, the ones looked at included.

    Args:
        source: rows from a reader.
        score: how many cells of a row are known headings.

    Raises:
        Unreadable: no row looks like headings, or there are too many columns.
    """
    rows = iter(source)
    looked: list[tuple[int, list[str]] | Reject] = []
    for row in rows:
        looked.append(row)
        if len(looked) >= SEARCHED_ROWS:
            break
    best = _best_header(looked, score)
    if best is None:
        raise Unreadable(
            "No row of this file looks like column headings. "
            "Put the headings (title, supplier, value, start, end …) in one row above the data, and load it again."
        )
    number, cells = looked[best]  # type: ignore[misc]
    if len(cells) > limits.columns:
        raise Unreadable(f"Row {number} has more than {limits.columns} columns. Delete the ones that are not needed.")
    before = tuple(row for row in looked[:best] if not isinstance(row, Reject))
    rejected = [row for row in looked[:best] if isinstance(row, Reject)]
    names = unique(cells)
    return Header(number, names, before, repeated(names, cells)), chain(rejected, looked[best + 1 :], rows)


def _best_header(looked: Sequence[tuple[int, list[str]] | Reject], score: Scorer) -> int | None:
    """Take the row with most known headings; failing that the first row of several different words above data."""
    best, best_score = None, 0.0
    # A table may have one column, but then nothing stands above its heading.
    is_single = not any(isinstance(row, Reject) or _filled(row[1]) > 1 for row in looked)
    for index, row in enumerate(looked):
        if isinstance(row, Reject):
            continue
        found = score(row[1]) if _filled(row[1]) > 1 or (is_single and index == 0) else 0.0
        if found > best_score + 1e-9:
            best, best_score = index, found
    if best is not None and best_score >= 1.5:
        return best
    return _first_worded(looked) if best is None else best


def _first_worded(looked: Sequence[tuple[int, list[str]] | Reject]) -> int | None:
    widest = max((_filled(row[1]) for row in looked if not isinstance(row, Reject)), default=0)
    for index, row in enumerate(looked):
        if isinstance(row, Reject):
            continue
        cells = [cell.strip() for cell in row[1] if cell.strip()]
        is_worded = len(cells) >= max(2, widest * 0.6) and not any(_NUMBERISH.match(cell) for cell in cells)
        if is_worded and len({cell.lower() for cell in cells}) == len(cells):
            return index
    return None


def unique(cells: Sequence[str]) -> tuple[str, ...]:
    """Name every column once: blank headings by their letter, repeated ones with a number."""
    names: list[str] = []
    used: set[str] = set()
    cells = list(cells)
    while cells and not cells[-1].strip():
        cells.pop()
    for index, cell in enumerate(cells):
        base = " ".join(cell.split())[:200] or f"Column {letters(index)}"
        name, count = base, 1
        while name in used:
            count += 1
            name = f"{base} ({count})"
        used.add(name)
        names.append(name)
    return tuple(names)


def repeated(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Give the columns whose heading stood further left already: their name, and the heading that they repeat.

    Args:
        names: what ``unique`` made of the cells.
        cells: the headings as they came.
    """
    bases = [" ".join(cell.split())[:200] for cell in cells]
    return {name: base for name, base in zip(names, bases, strict=False) if base and name != base}


def letters(index: int) -> str:
    """Name a column by its zero-based index, as a spreadsheet does: 0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def records(header: Header, rest: Iterable[tuple[int, list[str]] | Reject]) -> Iterator[Row | Reject | Skipped]:
    """Sort every row of a table, those above the headings included, into data, rejected and skipped."""
    for number, cells in header.preamble:
        yield Skipped(number, PREAMBLE if _filled(cells) else BLANK)
    yield Skipped(header.row, HEADING)
    names = header.headings
    width = len(names)
    lowered = frozenset(name.lower() for name in names)
    for row in rest:
        if isinstance(row, Reject):
            yield under_its_heading(row, names)
            continue
        number, cells = row
        reason = _skip_reason(cells, lowered)
        if reason:
            yield Skipped(number, reason)
            continue
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            yield _too_many_cells(number, cells, names)
            continue
        padded = cells if len(cells) >= width else cells + [""] * (width - len(cells))
        yield Row(number, dict(zip(names, padded, strict=False)), tuple(cells))


_PLACE = re.compile(r"^column (\d+)$")


def under_its_heading(reject: Reject, names: Sequence[str]) -> Reject:
    """Name the column that a reader could only count."""
    place = _PLACE.match(reject.column)
    if place is None or int(place[1]) > len(names):
        return reject
    name = names[int(place[1]) - 1]
    return replace(reject, column=name, reason=reject.reason.replace(reject.column, f"the column “{shown(name)}”"))


def _skip_reason(cells: Sequence[str], lowered: frozenset[str]) -> str:
    first = next((text for cell in cells if (text := cell.strip())), "")
    if not first:
        return BLANK
    lower = first.lower()
    if len(first) < 60 and "total" in lower and _TOTAL.match(first) and _is_total(cells):
        return TOTAL
    is_heading = lower in lowered and _filled(cells) > 1
    if is_heading and all(" ".join(cell.split()).lower() in lowered for cell in cells if cell.strip()):
        return REPEATED
    return ""


def _is_total(cells: Sequence[str]) -> bool:
    """Tell a total row, which holds figures beside its name and nothing else, from a contract called "Total Gas"."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return all(_NUMBERISH.match(text) for text in filled[1:])


def _too_many_cells(number: int, cells: Sequence[str], names: Sequence[str]) -> Reject:
    width = len(names)
    extra = next(cell for cell in cells[width:] if cell.strip())
    reason = (
        f"Row {number} has {len(cells)} cells where the headings have {width}. "
        "Most often a comma in the text needs quotation marks around the whole text. Correct the row and load it again."
    )
    return Reject(number, "", extra.strip()[:200], reason, cells=dict(zip(names, cells, strict=False)))


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())
