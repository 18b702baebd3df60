"""Turn the rows of a ledger into lines: sums, dates and words in columns, and the faults of bad rows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from hub.platform.tabular.results import Fault, Reject, shown
from hub.platform.tabular.table import under_its_heading
from hub.spend.reading import fields as f
from hub.spend.reading import parting, values
from hub.spend.reading.currency import is_pounds, left_out
from hub.spend.reading.layout import Layout
from hub.spend.reading.period import first_month, month_of
from hub.spend.reading.schema import MONEY, READ
from hub.spend.reading.stream import TEXT, Rows
from hub.spend.rules import totals
from hub.spend.rules.people import payee_key, payee_kind
from hub.spend.terms import Payees
from hub.supplier.rules import clean_name

_NOTHING = (
    "n/a", "na", "none", "nil", "null", "not available", "not yet available", "not applicable", "awaiting", "unknown",
    "redacted", "tbc", "-", "--",
)  # fmt: skip
_TEXTS = (f.REFERENCE, f.SUPPLIER_NUMBER, f.ORDER, f.CONTRACT, f.DEPARTMENT, f.CATEGORY, f.DESCRIPTION)
NOTHING = pa.array(
    sorted({form for word in _NOTHING for form in (word, word.upper(), word.capitalize(), word.title())})
)
# Names remembered in one file; beyond that many they are looked at anew.
MOST_KNOWN = 200_000
NO_SUM = "This line has no sum. Enter what was paid, or take the row out of the file."
NO_NET = "This line has a gross sum and no net one. Enter the net sum or the VAT, so that the net sum is known."


@dataclass
class Lines:
    """What came of some rows: lines, rejects, and how many rows were none (blank, headings, totals).

    :param foreign: how many rows were left out because they are in which other currency.
    :param worked_out: how many lines count with a sum that was worked out from the others of the row.
    :param parted: how many rows had date and sum, or payee and date, in one cell, which was taken apart.
    """

    table: pa.Table
    rejects: list[Reject] = field(default_factory=list)
    skipped: int = 0
    foreign: dict[str, int] = field(default_factory=dict)
    worked_out: int = 0
    parted: int = 0


class Cleaner:
    """Cleans the rows of one file.

    :param latest: lines dated after this day are rejected.
    """

    def __init__(self, layout: Layout, *, latest: dt.date) -> None:
        self.layout, self.latest = layout, latest
        self.at = layout.places
        self.headings = [_plain(name) for name in layout.headings]
        self.payees = PayeeNames(self.headings[self.at[f.PAYEE]])
        self._held: tuple[Rows, dict[str, pa.Array]] | None = None
        self._read: tuple[pa.Array, values.Values] | None = None
        self.month = first_month(layout.period)

    def clean(self, rows: Rows) -> Lines:
        """Clean some rows; the lines keep the order of the rows."""
        above = pc.less_equal(rows.numbers, self.layout.header_row)
        skipped = pc.sum(above).as_py() or 0
        if skipped:
            rows = _only(rows, pc.invert(above))
        keep = self._data(rows)
        if left := rows.count - (pc.sum(keep).as_py() or 0):
            skipped += left
            rows = _only(rows, keep)
        self.foreign: dict[int, str] = {}
        rows = self._parted(rows)
        table, rejects = self._lines(rows)
        foreign = Counter(self.foreign.values())
        unread = [under_its_heading(each, self.layout.headings) for each in rows.rejects]
        ordered = sorted([*unread, *rejects], key=lambda each: each.row)
        return Lines(table, ordered, skipped, dict(foreign), self.worked_out, self.parted)

    def _text(self, rows: Rows, key: str) -> pa.Array | None:
        place = self.at.get(key)
        if place is None:
            return None
        if self._held is None or self._held[0] is not rows:
            self._held = (rows, {})
        texts = self._held[1]
        if key not in texts:
            texts[key] = pc.utf8_trim_whitespace(rows.columns[place])
        return texts[key]

    def _data(self, rows: Rows) -> pa.Array:
        """Say which rows are data: not blank, not the headings again, not totals."""
        keep = pa.array([True] * rows.count, pa.bool_())
        doubtful = self._doubtful(rows)
        places = pc.indices_nonzero(doubtful)
        if not len(places):
            return keep
        cells = [column.take(places).to_pylist() for column in rows.columns]
        drop = [not self._is_line([column[row] for column in cells]) for row in range(len(places))]
        flags = pa.array([not gone for gone in drop], pa.bool_())
        return pc.replace_with_mask(keep, doubtful, flags)

    def _doubtful(self, rows: Rows) -> pa.Array:
        """Say which rows need a look: no payee or date, or a payee that reads like a total or a heading."""
        payee = self._text(rows, f.PAYEE)
        assert payee is not None  # nosec B101: find_layout refuses a file without
        is_odd = self.payees.told(payee)["is_odd"]
        for key in (f.DATE, f.REFERENCE):
            if (column := self._text(rows, key)) is not None:
                is_odd = pc.or_(is_odd, pc.equal(column, ""))
        return is_odd

    def _is_line(self, cells: list[str]) -> bool:
        told = [(place, text) for place, cell in enumerate(cells) if (text := _shorn(cell))]
        if not told:
            return False
        if len(told) > 1 and all(_plain(text) == self.headings[place] for place, text in told):
            return False
        money = {self.at[key] for key in f.MONEY if key in self.at}
        if all(place in money for place, _ in told):
            return False
        return not self._is_total(cells, told)

    def _is_total(self, cells: list[str], told: list[tuple[int, str]]) -> bool:
        words = [text for place, text in told if not f.is_money(text)]
        payee = _shorn(cells[self.at[f.PAYEE]]) if self.at[f.PAYEE] < len(cells) else ""
        sure = [payee] if payee else words
        if any(map(totals.is_surely_a_total, sure)) or any(map(totals.begins_as_a_total, words)):
            return True
        has = {key: bool(_shorn(cells[place])) for key, place in self.at.items() if key in (f.DATE, f.REFERENCE)}
        if any(map(totals.is_named_sum, sure)):
            # Where the file has neither column, a row that says no more than this word and sums adds up others.
            return not any(has.values()) if has else len(words) == 1
        if any(map(totals.may_be_a_total, words)):
            return not (has and all(has.values()))
        missing = f.DATE in has and not has[f.DATE]
        if f.DATE not in has:
            missing = f.REFERENCE in has and not has[f.REFERENCE]
        return missing and any(map(totals.is_total_of_a_group, words))

    def _lines(self, rows: Rows) -> tuple[pa.Table, list[Reject]]:
        faults: dict[int, list[Fault]] = {}
        amount, net, gross, vat = self._sums(rows, faults)
        paid_on = self._dates(rows, faults)
        self._currency(rows, faults)
        named = self._text(rows, f.PAYEE)
        assert named is not None  # nosec B101: find_layout refuses a file without
        told = self.payees.told(named)
        columns = {
            "row": rows.numbers,
            "paid_on": paid_on,
            "month": self._months(rows, paid_on, faults),
            "amount": amount, "net": net, "gross": gross, "vat": vat,
            "payee": told["payee"], "payee_key": told["payee_key"], "is_person": told["is_person"],
            "company_number": self._told(rows, f.COMPANY_NUMBER),
            "charity_number": self._told(rows, f.CHARITY_NUMBER),
            "body": self._told(rows, f.BODY),
            **{key: self._told(rows, key) for key in _TEXTS},
        }  # fmt: skip
        table = pa.table({name: columns[name] for name in READ.names}, schema=READ)
        if faults:
            table = table.filter(pa.array([row not in faults for row in range(rows.count)], pa.bool_()))
        return table, self._rejects(rows, faults)

    def _sums(self, rows: Rows, faults: dict[int, list[Fault]]) -> tuple[pa.Array, pa.Array, pa.Array, pa.Array]:
        """Give the sum that counts, and net, gross and VAT as far as the file has them."""
        none = pa.nulls(rows.count, MONEY)
        read: dict[str, pa.Array] = {}
        for key in f.MONEY:
            if (text := self._text(rows, key)) is None:
                continue
            found = values.sums(text)
            read[key] = found.values
            if key != f.VAT:
                self._note(rows, key, found.faults, faults)
                self._abroad(rows, key, found.currencies, faults)
        self._signs(rows, read)
        net = read.get(f.NET, none)
        gross = read.get(f.GROSS, none)
        plain = self._plain_sum(read)
        if plain is not None:
            if self.layout.is_net:
                net = pc.coalesce(net, plain)
            else:
                gross = pc.coalesce(gross, plain) if f.GROSS in read else plain
        vat = read.get(f.VAT, none)
        told = net if self.layout.is_net else gross
        net, gross = _completed(net, gross, vat)
        amount = net if self.layout.is_net else gross
        self.worked_out = told.null_count - amount.null_count
        self._missing_sums(rows, amount, gross, faults)
        return amount, net, gross, vat

    def _plain_sum(self, read: dict[str, pa.Array]) -> pa.Array | None:
        if f.DEBIT in read or f.CREDIT in read:
            debit, credit = read.get(f.DEBIT), read.get(f.CREDIT)
            if debit is None or credit is None:
                only = debit if credit is None else pc.negate(credit)
                return only if f.AMOUNT not in read else pc.coalesce(read[f.AMOUNT], only)
            zero = pa.scalar(0, MONEY)
            total = pc.subtract(pc.coalesce(debit, zero), pc.abs(pc.coalesce(credit, zero))).cast(MONEY)
            none = pc.and_(pc.is_null(debit), pc.is_null(credit))
            return pc.if_else(none, pa.scalar(None, MONEY), total)
        return read.get(f.AMOUNT)

    def _signs(self, rows: Rows, read: dict[str, pa.Array]) -> None:
        """Turn sums beside which the file says "credit" into negative ones."""
        text = self._text(rows, f.SIGN)
        if text is None:
            return
        is_credit = values.distinct(text, f.is_credit, pa.bool_())
        for key in (f.NET, f.GROSS, f.AMOUNT, f.VAT):
            if key in read:
                read[key] = pc.if_else(is_credit, pc.negate(pc.abs(read[key])), read[key])

    def _missing_sums(self, rows: Rows, amount: pa.Array, gross: pa.Array, faults: dict[int, list[Fault]]) -> None:
        first = f.NET if self.layout.is_net else f.GROSS
        key = next(k for k in (first, f.AMOUNT, f.DEBIT, f.CREDIT, f.GROSS) if k in self.at)
        missing = [row for row in pc.indices_nonzero(pc.is_null(amount)).to_pylist() if row not in faults]
        self._note(rows, key, {row: NO_NET if gross[row].is_valid else NO_SUM for row in missing}, faults)

    def _dates(self, rows: Rows, faults: dict[int, list[Fault]]) -> pa.Array:
        text = self._text(rows, f.DATE)
        if text is None:
            return pa.nulls(rows.count, values.DAY)
        found = self._days(text)
        said = {row: parting.why_not(text[row].as_py()) or reason for row, reason in found.faults.items()}
        self._note(rows, f.DATE, said, faults)
        late = pc.fill_null(pc.greater(found.values, pa.scalar(self.latest, values.DAY)), False)
        if pc.any(late).as_py():
            said = dict.fromkeys(
                pc.indices_nonzero(late).to_pylist(), "This date is in the future. Enter the day on which it was paid."
            )
            self._note(rows, f.DATE, said, faults)
        return found.values

    def _days(self, text: pa.Array) -> values.Values:
        """Read the dates once, however often they are asked for."""
        if self._read is None or self._read[0] is not text:
            self._read = (text, values.days(text, self.layout.order))
        return self._read[1]

    def _parted(self, rows: Rows) -> Rows:
        """Take apart cells that hold date and sum, or payee and date, where the layout leaves no other reading."""
        self.parted = 0
        place, order = self.at.get(f.DATE, 0), self.layout.order
        named = self._text(rows, f.PAYEE)
        if self.layout.may_part_names and named is not None:
            glued = pc.indices_nonzero(self.payees.told(named)["is_glued"]).to_pylist()
            rows, self.parted = parting.part_names(rows, glued, place=place, order=order)
        text = self._text(rows, f.DATE)
        if text is None or not self.layout.may_part or not (faulty := self._days(text).faults):
            return rows
        rows, more = parting.part(rows, faulty, place=place, order=order)
        self.parted += more
        return rows

    def _months(self, rows: Rows, paid_on: pa.Array, faults: dict[int, list[Fault]]) -> pa.Array:
        """Give each line's month: of its date, else what its own column says, else the file's."""
        if not rows.count:
            return pa.array([], pa.int32())
        told = pc.add(pc.multiply(pc.year(paid_on), 100), pc.month(paid_on)).cast(pa.int32())
        if (text := self._text(rows, f.PERIOD)) is not None:
            heading = self.layout.headings[self.at[f.PERIOD]]
            own = values.distinct(text, lambda cell: month_of(cell, heading), pa.int32())
            late = pc.and_(pc.is_null(told), pc.greater(own, self.latest.year * 100 + self.latest.month))
            places = pc.indices_nonzero(pc.fill_null(late, False)).to_pylist()
            said = "This month is in the future. Enter the month in which it was paid."
            self._note(rows, f.PERIOD, dict.fromkeys(places, said), faults)
            told = pc.coalesce(told, own)
        return pc.fill_null(told, self.month).cast(pa.int32())

    def _currency(self, rows: Rows, faults: dict[int, list[Fault]]) -> None:
        text = self._text(rows, f.CURRENCY)
        if text is None:
            return
        foreign = values.distinct(text, lambda code: not is_pounds(code), pa.bool_())
        codes = {row: text[row].as_py() for row in pc.indices_nonzero(foreign).to_pylist()}
        self._abroad(rows, f.CURRENCY, codes, faults)

    def _abroad(self, rows: Rows, key: str, codes: dict[int, str], faults: dict[int, list[Fault]]) -> None:
        """Note the rows that are in another currency."""
        self.foreign |= {row: code.upper() for row, code in codes.items()}
        self._note(rows, key, {row: left_out(code) for row, code in codes.items()}, faults)

    def _told(self, rows: Rows, key: str) -> pa.Array:
        """Give a column's text; what only says that there is nothing is empty."""
        text = self._text(rows, key)
        if text is None:
            return pa.repeat(pa.scalar("", TEXT), rows.count)
        says_nothing = pc.is_in(text, NOTHING)
        return pc.if_else(says_nothing, "", text) if pc.any(says_nothing).as_py() else text

    def _note(self, rows: Rows, key: str, said: dict[int, str], faults: dict[int, list[Fault]]) -> None:
        if not said:
            return
        place = self.at[key]
        for row, reason in said.items():
            cell = rows.columns[place][row].as_py()
            faults.setdefault(row, []).append(Fault(self.layout.headings[place], shown(cell), reason))

    def _rejects(self, rows: Rows, faults: dict[int, list[Fault]]) -> list[Reject]:
        order = {name: place for place, name in enumerate(self.layout.headings)}
        named = rows.columns[self.at[f.PAYEE]]
        return [
            Reject.of(
                rows.numbers[row].as_py(),
                sorted(faults[row], key=lambda fault: order[fault.column]),
                # Whom the row pays tells who may read its cells.
                {f.PAYEE: shown(named[row].as_py().strip())},
            )
            for row in sorted(faults)
        ]


def _completed(net: pa.Array, gross: pa.Array, vat: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Work out net or gross where the row has only the other, and VAT; a file with both on every row is left alone."""
    if vat.null_count == len(vat) or not (net.null_count or gross.null_count):
        return net, gross
    taken, added = pc.subtract(gross, vat).cast(MONEY), pc.add(net, vat).cast(MONEY)
    return pc.coalesce(net, taken), pc.coalesce(gross, added)


class PayeeNames:
    """What the payees' names say, each different name looked at once in a file.

    :param heading: the heading of their column, to notice where it comes again.
    """

    KINDS = (("payee", TEXT), ("payee_key", TEXT), ("is_person", pa.bool_()), ("is_odd", pa.bool_()),
             ("is_glued", pa.bool_()))  # fmt: skip

    def __init__(self, heading: str) -> None:
        self.heading = heading
        self.last: tuple[pa.Array, dict[str, pa.Array]] | None = None
        self._forget()

    def told(self, names: pa.Array) -> dict[str, pa.Array]:
        """Give, for each row, the cleaned name, its key, whether it is a person, and whether the row needs a look."""
        if self.last is not None and self.last[0] is names:
            return self.last[1]
        coded = names.dictionary_encode()
        if len(self.known) > MOST_KNOWN:
            self._forget()
        places = pc.index_in(coded.dictionary, value_set=self.known)
        if places.null_count:
            self._learn(coded.dictionary.filter(pc.is_null(places)))
            places = pc.index_in(coded.dictionary, value_set=self.known)
        places = places.take(coded.indices)
        told = {column: known.take(places) for column, known in self.columns.items()}
        self.last = (names, told)
        return told

    def _forget(self) -> None:
        self.known = pa.array([], TEXT)
        self.columns = {column: pa.array([], kind) for column, kind in self.KINDS}

    def _learn(self, names: pa.Array) -> None:
        self.known = pa.concat_arrays([self.known, names])
        found = list(zip(*map(self._look, names.to_pylist()), strict=True))
        for (column, kind), more in zip(self.KINDS, found, strict=True):
            self.columns[column] = pa.concat_arrays([self.columns[column], pa.array(more, kind)])

    def _look(self, name: str) -> tuple[str, str, bool, bool, bool]:
        is_person = payee_kind(name) is not Payees.ORGANISATION
        is_odd = _is_odd(name) or _plain(name) == self.heading
        return clean_name(name), payee_key(name), is_person, is_odd, parting.is_glued(name)


def _is_odd(name: str) -> bool:
    return not name or totals.reads_like_a_total(name)


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()


def _shorn(cell: str) -> str:
    """Give a cell without what only looks like something: spaces of every sort and daggers of a bad conversion."""
    return cell.strip(" \t\r\n\u00a0\u2020\u200b\ufeff")


def _only(rows: Rows, keep: pa.Array) -> Rows:
    return Rows(rows.numbers.filter(keep), [column.filter(keep) for column in rows.columns], rows.rejects)
