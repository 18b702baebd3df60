"""Turn columns of text into sums and dates: the usual ways of writing them at once, the unusual ones one by one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hub.platform.tabular.amounts import parse_amount
from hub.platform.tabular.dates import Order, parse_date
from hub.platform.tabular.results import BadValue

MONEY = pa.decimal128(18, 2)
DAY = pa.date32()
_PLAIN = r"^-?\d{1,13}(?:\.\d{1,2})?$"
# Each with what makes a plain sum of it: signs, brackets, thousands and pounds as ledgers write them.
_STYLES = (
    (r"^£?\s?-?\s?£?\s?(?:\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.\d{1,2})?$", r"[£,\s]", "", ""),
    (r"^\(\s?£?\s?(?:\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.\d{1,2})?\s?\)$", r"[£,\s()]", "", "-"),
    (r"^£?\s?(?:\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.\d{1,2})?\s?(?:-|CR|Cr|cr)$", r"[£,\sCRcr-]", "", "-"),
    (r"^£?\s?(?:\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.\d{1,2})?\s?(?:DR|Dr|dr)$", r"[£,\sDRdr]", "", ""),
    # A sum that a spreadsheet wrote with needless noughts.
    (r"^-?\d{1,13}\.\d{2}0+$", r"0+$", "", ""),
)


@dataclass
class Values:
    """A column's values; where there is none, ``faults`` says why, or the cell says that there is none."""

    values: pa.Array
    faults: dict[int, str] = field(default_factory=dict)
    currencies: dict[int, str] = field(default_factory=dict)


def sums(text: pa.Array) -> Values:
    """Read a column of money as decimals of two places."""
    text = pc.utf8_trim_whitespace(text)
    plain = pc.match_substring_regex(text, _PLAIN)
    if pc.all(plain).as_py():
        return Values(text.cast(MONEY))
    odd = pc.invert(plain)
    left = _in_plain_style(text.filter(odd))
    text = pc.replace_with_mask(text, odd, left)
    plain = pc.replace_with_mask(plain, odd, pc.match_substring_regex(left, _PLAIN))
    made = pc.if_else(plain, text, pa.scalar(None, pa.string())).cast(MONEY)
    if pc.all(plain).as_py():
        return Values(made)
    return _with_unusual(text, plain, made)


def _in_plain_style(text: pa.Array) -> pa.Array:
    """Write sums plainly that are written in one of the usual styles; each style sees what those before it left."""
    left = pa.arange(0, len(text))
    for pattern, strip, by, sign in _STYLES:
        fits = pc.match_substring_regex(text.take(left), pattern)
        if not pc.any(fits).as_py():
            continue
        places = left.filter(fits)
        some = pc.replace_substring_regex(text.take(places), strip, by)
        if sign:
            some = pc.binary_join_element_wise(sign, some, "")
        if strip == r"0+$":
            some = pc.replace_substring_regex(some, r"\.$", "")
        text = pc.replace_with_mask(text, pc.is_in(pa.arange(0, len(text)), places), some)
        left = left.filter(pc.invert(fits))
    return text


def _with_unusual(text: pa.Array, plain: pa.Array, made: pa.Array) -> Values:
    """Read what is left one by one, each different text once."""
    places = pc.indices_nonzero(pc.invert(plain))
    left = text.take(places).dictionary_encode()
    read = [_one_sum(each) for each in left.dictionary.to_pylist()]
    codes, rows = left.indices.to_pylist(), places.to_pylist()
    found = Values(made)
    values = [read[code][0] for code in codes]
    if any(value is not None for value in values):
        mask = pc.invert(plain)
        found.values = pc.replace_with_mask(made, mask, pa.array(values, MONEY))
    for row, code in zip(rows, codes, strict=True):
        _, fault, currency = read[code]
        if fault:
            found.faults[row] = fault
        if currency != "GBP":
            found.currencies[row] = currency
    return found


def _one_sum(text: str) -> tuple[Decimal | None, str, str]:
    try:
        amount = parse_amount(text)
    except BadValue as fault:
        return None, fault.reason, "GBP"
    if amount is None:
        return None, "", "GBP"
    return amount.value, "", amount.currency


def days(text: pa.Array, order: Order) -> Values:
    """Read a column of dates, each different text once."""
    coded = pc.utf8_trim_whitespace(text).dictionary_encode()
    read = [_one_day(each, order) for each in coded.dictionary.to_pylist()]
    values = pa.array([value for value, _ in read], DAY).take(coded.indices)
    found = Values(values)
    wrong = [code for code, (_, fault) in enumerate(read) if fault]
    if wrong:
        places = pc.indices_nonzero(pc.is_in(coded.indices, pa.array(wrong, coded.indices.type)))
        for place in places.to_pylist():
            found.faults[place] = read[coded.indices[place].as_py()][1]
    return found


def _one_day(text: str, order: Order) -> tuple[dt.date | None, str]:
    try:
        return parse_date(text, order), ""
    except BadValue as fault:
        return None, fault.reason


def distinct(text: pa.Array, make: Any, kind: pa.DataType) -> pa.Array:
    """Apply a function to each different text of a column."""
    coded = text.dictionary_encode()
    return pa.array([make(each) for each in coded.dictionary.to_pylist()], kind).take(coded.indices)
