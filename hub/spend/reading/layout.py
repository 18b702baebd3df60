"""The layout of a ledger file: where its headings are, what each column means, how sums and dates are written."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from hub.platform.tabular import headings, table
from hub.platform.tabular.dates import Order, find_order
from hub.platform.tabular.headings import CONTENT, Guess, Mapping
from hub.platform.tabular.limits import COMMAND_LINE
from hub.platform.tabular.results import Reject, Unreadable
from hub.spend.reading import fields as f
from hub.spend.reading.columns import repaired
from hub.spend.reading.currency import foreign_in, refuse_foreign_sums, refuse_foreign_title
from hub.spend.reading.parting import have_full_years, have_two_figures
from hub.spend.reading.period import month_of, period_in

SAMPLED = 400
SUMS = frozenset({f.NET, f.GROSS, f.AMOUNT, f.DEBIT, f.CREDIT})
MOSTLY = 0.5
_NET = re.compile(rf"\bnett?\b|{f.WITHOUT_VAT.pattern}", re.I)
_GROSS = re.compile(rf"\bgross\b|{f.WITH_VAT.pattern}", re.I)
Cells = tuple[int, list[str]]


@dataclass(frozen=True)
class Layout:
    """Everything that reading the rows of one file needs.

    :param header_row: number of the heading row; 0 when the file has none.
    :param columns: field and zero-based column, for each field that has one.
    :param is_net: whether the sums that count are without VAT.
    :param period: "2014-03" for lines without a date of their own, or "".
    :param title: what stands above the headings.
    :param decided: whether the order of day and month is beyond doubt.
    :param foreign: the columns that hold sums in other currencies, which are never read.
    :param may_part: whether a cell that holds a date and a sum has one reading only; see ``parting``.
    :param may_part_names: the same of a cell that holds a payee and a date.
    :param fault: why no line can be read by these columns, and what to do; or "".
    """

    header_row: int
    headings: tuple[str, ...]
    mapping: Mapping
    columns: tuple[tuple[str, int], ...]
    is_net: bool
    order: Order = Order.DAY_FIRST
    decided: bool = True
    period: str = ""
    delimiter: str = ","
    sheet: str = ""
    notes: tuple[str, ...] = ()
    sample: tuple[Cells, ...] = field(default=(), compare=False)
    title: str = ""
    foreign: tuple[str, ...] = ()
    may_part: bool = False
    may_part_names: bool = False
    fault: str = ""

    @property
    def width(self) -> int:
        """Give the number of columns."""
        return len(self.headings)

    @property
    def places(self) -> dict[str, int]:
        """Give field → column."""
        return dict(self.columns)

    @property
    def fingerprint(self) -> str:
        """Name the layout by its headings."""
        return headings.fingerprint(self.headings)

    def with_order(self, order: Order, note: str = "") -> Layout:
        """Give the layout with the order of day and month settled."""
        return replace(self, order=order, decided=True, notes=(*self.notes, note) if note else self.notes)


def find_layout(
    rows: Sequence[Cells | Reject], *, file_name: str, choices: MappingOf[str, str] | None = None
) -> Layout:
    """Find the layout from the first rows of a file.

    :param choices: heading → field, as a person corrected them; they win over the guess.
    :returns: also where no column can be taken for the sums or for the payees: ``fault`` says so then.
    :raises Unreadable: when there is no table, or all of its sums are in another currency.
    """
    good = [row for row in rows if not isinstance(row, Reject)]
    number, names, preamble, data = _table(good, [row for row in rows if isinstance(row, Reject)])
    wide = _width(data, len(names))
    if number:
        # Beyond the cells of the heading row nothing has a meaning: most often a sum with a comma was cut in two.
        wide = min(wide, max(len(names), *(len(cells) for row, cells in good if row == number)))
    names = (*names, *(f"Column {table.letters(i)}" for i in range(len(names), wide)))
    sample = [dict(zip(names, [*cells, *[""] * (len(names) - len(cells))], strict=False)) for _, cells in data]
    mapping, foreign = _guessed(names, sample)
    mapping = _as_chosen(mapping, {name: key for name, key in (choices or {}).items() if name not in foreign})
    is_net, mapping = _which_sum(mapping, sample, preamble)
    columns = tuple((guess.field, place) for place, guess in enumerate(mapping.guesses) if guess.field)
    title = " ".join(cell.strip() for _, cells in preamble for cell in cells if cell.strip())
    notes = tuple(f"The column “{name}” is in {code} and was not read." for name, code in foreign.items())
    layout = Layout(number, names, mapping, columns, is_net, sample=tuple(data[:20]), notes=notes, title=title)
    layout = replace(layout, foreign=tuple(foreign), fault=_lacking(layout, foreign))
    refuse_foreign_title(
        [cell for _, cells in preamble for cell in cells],
        [names[place] for key, place in columns if key in SUMS],
    )  # fmt: skip
    return _dated(layout, data, preamble, file_name)


def _guessed(names: Sequence[str], sample: list[dict[str, str]]) -> tuple[Mapping, dict[str, str]]:
    """Guess what each column means; give beside it heading and currency of the sums that are not in pounds.

    What stands in such a column is hidden from the guess, so that it is never taken for the sum by its content.
    """
    foreign = {name: code for name in names if (code := foreign_in(name))}
    if not foreign:
        return repaired(headings.guess(names, f.FIELDS, sample), sample), {}
    known = [name for name in names if name not in foreign]
    hidden = [{name: cell for name, cell in row.items() if name not in foreign} for row in sample]
    found = {guess.column: guess for guess in headings.guess(known, f.FIELDS, hidden).guesses}
    mapping = Mapping(tuple(found.get(name, Guess(name, "", 0.0, headings.NONE)) for name in names))
    foreign = {name: code for name, code in foreign.items() if f.are_sums(_told(sample, name)) >= MOSTLY}
    return repaired(mapping, hidden), foreign


def _told(sample: list[dict[str, str]], name: str) -> list[str]:
    return [row[name] for row in sample if row.get(name, "").strip()]


def _table(good: list[Cells], faulty: list[Reject]) -> tuple[int, tuple[str, ...], list[Cells], list[Cells]]:
    """Find the heading row; a file that begins with data has none, and its columns are told by what they hold."""
    filled = [row for row in good if any(cell.strip() for cell in row[1])]
    if not filled and faulty:
        raise Unreadable(f"No row of this file can be read. {faulty[0].reason}")
    if not filled:
        raise Unreadable("There is no row with anything in it. Choose the file again, or export it again.")
    best = max((headings.recognised(cells, f.FIELDS) for _, cells in filled[: table.SEARCHED_ROWS]), default=0.0)
    if best < 1.5 and _is_data(filled[0][1]):
        return 0, tuple(f"Column {table.letters(i)}" for i in range(len(filled[0][1]))), [], filled
    header, _ = table.find_header(iter(good), COMMAND_LINE, lambda cells: headings.recognised(cells, f.FIELDS))
    again = {" ".join(name.split()).lower() for name in header.headings}
    after = [row for row in filled if row[0] > header.row and not _is_heading(row[1], again)]
    below = [row for row in faulty if row.row > header.row]
    if not after and below:
        raise Unreadable(f"No row below the headings can be read. {below[0].reason}")
    if not after:
        raise Unreadable("There are headings in this file and no row below them. Check that it is the right file.")
    return header.row, header.headings, [row for row in filled if row[0] < header.row], after


def _is_heading(cells: Sequence[str], names: set[str]) -> bool:
    return all(" ".join(cell.split()).lower() in names for cell in cells if cell.strip())


def _is_data(cells: Sequence[str]) -> bool:
    told = [cell for cell in cells if cell.strip()]
    return any(map(f.is_day, told)) and any(f.is_money(cell) and "." in cell for cell in told)


def _width(data: list[Cells], least: int) -> int:
    """Give the number of columns that most rows fill, at least the headings'."""
    ends = [max((place + 1 for place, cell in enumerate(cells) if cell.strip()), default=0) for _, cells in data]
    wide = [end for end in ends if end > least]
    return max(wide) if len(wide) * 10 > len(ends) else least


def _as_chosen(mapping: Mapping, choices: MappingOf[str, str]) -> Mapping:
    known = {column: key for column, key in choices.items() if key in f.BY_KEY or not key}
    return mapping.corrected(known) if known else mapping


def _which_sum(mapping: Mapping, sample: list[dict[str, str]], preamble: list[Cells]) -> tuple[bool, Mapping]:
    """Say whether the sums that count are net, moving a plain "Amount" to what its heading or its arithmetic says."""
    columns = mapping.columns()
    if f.NET in columns:
        return True, mapping
    plain = columns.get(f.AMOUNT) or columns.get(f.DEBIT)
    if plain is None:
        return _takes_vat_off(columns, sample), mapping
    above = " ".join(cell for _, cells in preamble for cell in cells)
    is_net = bool(_NET.search(plain)) or (
        not _GROSS.search(plain) and (bool(_NET.search(above)) or _adds_up(columns, sample))
    )
    return is_net, mapping


def _adds_up(columns: dict[str, str], sample: list[dict[str, str]]) -> bool:
    """Say whether amount and VAT make the gross sum, so that the amount is net."""
    names = [columns.get(key) for key in (f.AMOUNT, f.VAT, f.GROSS)]
    if not all(names):
        return False
    rows = []
    for row in sample:
        if all(f.is_money(row.get(str(name), "")) for name in names):
            rows.append([f.parse_amount(row[str(name)]) for name in names])
    told = [(a.value, v.value, g.value) for a, v, g in rows if a and v and g]
    return bool(told) and any(v for _, v, _ in told) and sum(a + v == g for a, v, g in told) >= 0.9 * len(told)


def _takes_vat_off(columns: dict[str, str], sample: list[dict[str, str]]) -> bool:
    """Say whether each gross sum has its VAT beside it, so that net can be worked out on every line."""
    gross, vat = columns.get(f.GROSS), columns.get(f.VAT)
    if gross is None or vat is None:
        return False
    told = [row for row in sample if row.get(gross, "").strip() and f.is_money(row[gross])]
    return bool(told) and all(row.get(vat, "").strip() and f.is_money(row[vat]) for row in told)


def _lacking(layout: Layout, foreign: dict[str, str]) -> str:
    """Say which column must be there and is not."""
    places = layout.places
    shown = ", ".join(f"“{name}”" for name in layout.headings[:12])
    if not places.keys() & SUMS:
        refuse_foreign_sums(foreign)
        return (
            f"No column of this file holds sums of money that can be read. Its columns are {shown}. "
            f"{_name_it('amount')}"
        )
    if f.PAYEE not in places:
        return (
            f"No column of this file can be taken for the supplier's name. Its columns are {shown}. {_name_it('payee')}"
        )
    return ""


def _name_it(key: str) -> str:
    return (
        f"Say on the page of its check which column that is, change its heading in the file to “{f.LABELS[key]}”, or "
        f'load it with hub import spend and --column "HEADING={key}".'
    )


def _dated(layout: Layout, data: list[Cells], preamble: list[Cells], file_name: str) -> Layout:
    place = layout.places.get(f.DATE)
    above = " ".join(cell for _, cells in preamble for cell in cells)
    period = period_in(PurePath(file_name).name) or period_in(above)
    layout = replace(layout, period=period)
    if place is None:
        month = layout.places.get(f.PERIOD)
        heading = "" if month is None else layout.headings[month]
        if month is not None and _has_months(heading, [cells[month] for _, cells in data if len(cells) > month]):
            note = f"This file has no dates; each line is in the month that its column “{heading}” names."
            return replace(layout, notes=(*layout.notes, note))
        note = (
            f"This file has no dates; its lines were put into {period}, as its name or its title says."
            if period
            else "This file has no dates, and neither its name nor its title says a month. Its lines have none."
        )
        return replace(layout, notes=(*layout.notes, note))
    values = [cells[place] for _, cells in data if len(cells) > place]
    found = find_order(values)
    decided = found.day_first > 0 or not (found.month_first or found.either)
    behind = {key for key, column in layout.columns if column == place + 1}
    may_part = bool(behind & SUMS) and have_full_years(values)
    may_names = may_part and layout.places.get(f.PAYEE) == place - 1 and have_two_figures(values)
    return replace(layout, order=found.order, decided=decided, may_part=may_part, may_part_names=may_names)


def _has_months(heading: str, cells: Sequence[str]) -> bool:
    told = [cell for cell in cells if cell.strip()]
    return sum(month_of(cell, heading) is not None for cell in told) > len(told) * MOSTLY


def guess_of(mapping: Mapping, column: str) -> Guess:
    """Give what one column is taken for."""
    return next(guess for guess in mapping.guesses if guess.column == column)


__all__ = ["CONTENT", "Layout", "find_layout", "guess_of"]
