"""Columns: small objects that know their heading, their cell, their exported value, their order and their total.

The same column serves the page, the three export formats and the spreadsheet that comes back, so what is shown and
what is taken away cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hub.platform import clock, words
from hub.platform.ui.parts import Tag

ROW_HEADING = "Hub row"
VERSION_HEADING = "Hub version"
Exported = str | int | Decimal | date | datetime | bool | None


def tag_html(tag: Tag) -> SafeString:
    """Draw a tag."""
    return format_html('<span class="hub-tag hub-tag--{}">{}</span>', tag.colour, tag.text)


def muted(text: str) -> SafeString:
    """Write a word that says something is missing."""
    return format_html('<span class="hub-muted">{}</span>', text) if text else mark_safe("")


@dataclass(frozen=True)
class Column:
    """One column of a register.

    :param key: the name in the address; also the field unless ``field`` or ``value`` is given.
    :param header: what the heading says.
    :param field: path of the field, with ``__`` for related records.
    :param value: gives the value of a row instead of ``field``.
    :param sort: path or paths to sort by; None means that nobody can sort by it; unset means ``field``.
    :param sort_phrase: how the sentence names the order ("Sorted by end date.").
    :param on: shown unless the reader chooses columns.
    :param card: whether the card on a phone shows it, or the shorter label it has there.
    :param none: the word for a missing value where that matters; otherwise the cell stays empty.
    :param select: relations to join; taken from ``field`` unless given.
    :param prefetch: relations to fetch in one query for each page or chunk.
    :param total: whether the footer sums it.
    """

    key: str
    header: str
    _: KW_ONLY
    field: str = ""
    value: Callable[[Any], Any] | None = None
    sort: str | tuple[str, ...] | None = "*"
    sort_phrase: str = ""
    on: bool = True
    card: bool | str = True
    none: str = ""
    select: tuple[str, ...] = ()
    prefetch: tuple[Any, ...] = ()
    total: bool = False
    css: str = ""

    is_number = False

    @property
    def heading(self) -> str:
        """Give the heading, on the page and in files."""
        return self.header

    @property
    def path(self) -> str:
        """Give the path of the field."""
        return self.field or self.key

    @property
    def label(self) -> str:
        """Give the label of the line on a card; empty means that the card leaves it out."""
        return self.card if isinstance(self.card, str) else (self.header if self.card else "")

    @property
    def classes(self) -> str:
        """Give the classes of a cell."""
        return " ".join(filter(None, ["num" if self.is_number else "", self.css]))

    @property
    def phrase(self) -> str:
        """Name the column inside a sentence."""
        return self.sort_phrase or words.lower_first(self.header)

    def joins(self) -> tuple[str, ...]:
        """Give the relations that a row of this column needs joined."""
        if self.select or self.value is not None or "__" not in self.path:
            return self.select
        return (self.path.rsplit("__", 1)[0],)

    def order(self) -> tuple[str, ...]:
        """Give the paths to sort by; empty when it cannot be sorted."""
        if self.sort is None or (self.sort == "*" and self.value is not None):
            return ()
        if self.sort == "*":
            return (self.path,)
        return (self.sort,) if isinstance(self.sort, str) else self.sort

    def value_of(self, row: Any) -> Any:
        """Give the value of a row; None when a step of the path is missing."""
        if self.value is not None:
            return self.value(row)
        return reduce(lambda held, step: getattr(held, step, None), self.path.split("__"), row)

    def cell(self, row: Any) -> SafeString:
        """Give the markup inside a cell."""
        value = self.value_of(row)
        if value is None or value == "":
            return muted(self.none)
        return self.shown(value)

    def shown(self, value: Any) -> SafeString:
        """Give the markup of a value that is there."""
        return tag_html(value) if isinstance(value, Tag) else format_html("{}", self.said(value))

    def said(self, value: Any) -> str:
        """Give the words of a value."""
        return value.text if isinstance(value, Tag) else str(value)

    def exported(self, row: Any) -> Exported:
        """Give the value that a file holds: a real number or date where the format knows one."""
        value = self.value_of(row)
        return None if value is None or value == "" else self.filed(value)

    def filed(self, value: Any) -> Exported:
        """Give a value that is there as a file holds it."""
        return self.said(value)

    def total_shown(self, amount: Any) -> str:
        """Write the sum of the column for the footer."""
        return self.said(amount)


class TextColumn(Column):
    """Words."""


@dataclass(frozen=True)
class LinkColumn(Column):
    """The first column: the name or reference that opens the record."""

    href: Callable[[Any], str] | None = None
    css: str = "hub-table__ref"

    def cell(self, row: Any) -> SafeString:
        """Give the link to the record; a row that has no name yet still needs one to be opened."""
        text = self.value_of(row) or self.none or "No reference"
        address = self.href(row) if self.href else row.get_absolute_url()
        return format_html('<a href="{}">{}</a>', address, text)


@dataclass(frozen=True)
class MoneyColumn(Column):
    """An amount in pounds that says whether VAT is in it.

    :param foreign: the field of the same amount in the row's own currency, where there is one; sums leave it out.
    :param own: whether the column itself holds amounts in the row's own currency, which its cells name.
    :param vat: "ex", "inc", or "told" where another column or the register's note says it of each row.
    :param href: gives the address of the records that the amount of a row adds up.
    """

    vat: str = ""
    pence: bool = False
    foreign: str = ""
    own: bool = False
    href: Callable[[Any], str] | None = None

    is_number = True

    def __post_init__(self) -> None:
        if self.own and self.total:
            raise ValueError(f"The money column {self.key} holds several currencies, so it cannot be summed.")
        if self.vat not in {"ex", "inc", "told"}:
            raise ValueError(f"The money column {self.key} must say its VAT: ex or inc, or told for each row.")

    @property
    def heading(self) -> str:
        """Give the heading with the VAT in it."""
        return self.header if self.vat == "told" else f"{self.header}, {self.vat} VAT"

    @property
    def label(self) -> str:
        """Give the label on a card; the heading's VAT is said once by the total."""
        return self.card if isinstance(self.card, str) else (self.heading if self.card else "")

    def cell(self, row: Any) -> SafeString:
        """Give the amount with its currency, as a link where it adds up records that have a page.

        What is known in pounds too stands behind an amount in another currency.
        """
        shown = self._amount(row)
        if self.href is None or self.value_of(row) is None:
            return shown
        return format_html('<a href="{}">{}</a>', self.href(row), shown)

    def said(self, value: Any) -> str:
        """Write whole pounds, or pence where the register is a price list."""
        return words.money(value, pence=self.pence)

    def _amount(self, row: Any) -> SafeString:
        if self.own and (value := self.value_of(row)) is not None:
            return format_html("{}", words.money(value, pence=self.pence, currency=row.currency))
        if self.foreign and (foreign := getattr(row, self.foreign)) is not None:
            text = words.value_in_words(self.value_of(row), foreign, row.currency, pence=self.pence)
            return format_html("{}", text)
        return super().cell(row)

    def exported(self, row: Any) -> Exported:
        """Give the pounds; an amount that is known in another currency only is written with its code."""
        value = super().exported(row)
        if value is None and self.foreign and (foreign := getattr(row, self.foreign)) is not None:
            return f"{row.currency} {foreign:.2f}"
        return value

    def filed(self, value: Any) -> Exported:
        """Give the exact amount."""
        return value if isinstance(value, Decimal) else Decimal(str(value))


@dataclass(frozen=True)
class NumberColumn(Column):
    """A count or another figure without a unit of money.

    :param href: gives the address of the records that the figure of a row counts; empty where they have no page.
    """

    href: Callable[[Any], str] | None = None

    is_number = True

    def cell(self, row: Any) -> SafeString:
        """Give the figure, as a link where it counts records that have a page; nothing counts none."""
        shown = super().cell(row)
        address = self.href(row) if self.href and self.value_of(row) else ""
        return format_html('<a href="{}">{}</a>', address, shown) if address else shown

    def said(self, value: Any) -> str:
        """Write the figure with its thousands apart."""
        return f"{value:,}"

    def filed(self, value: Any) -> Exported:
        """Give the figure."""
        return value if isinstance(value, int | Decimal) else Decimal(str(value))


@dataclass(frozen=True)
class DateColumn(Column):
    """A day, or the day in London of an instant."""

    css: str = "hub-nowrap"

    def said(self, value: Any) -> str:
        """Write the day as tables write it."""
        return words.date_short(value)

    def filed(self, value: Any) -> Exported:
        """Give a real date, so that a spreadsheet can sort it."""
        return clock.london(value).date() if isinstance(value, datetime) else value


@dataclass(frozen=True)
class MomentColumn(DateColumn):
    """An instant, with its time in London."""

    def said(self, value: Any) -> str:
        """Write day and time."""
        return f"{words.date_short(value)}, {words.time_with_minutes(value)}"

    def filed(self, value: Any) -> Exported:
        """Give London wall time without a zone, because spreadsheets know none."""
        return clock.london(value).replace(tzinfo=None)


@dataclass(frozen=True)
class TermColumn(Column):
    """A word of an enumeration; it becomes a tag only in the states that ``tags`` names."""

    term: Any = None
    labels: Callable[[], dict[str, str]] | None = None
    tags: Any = None

    def said(self, value: Any) -> str:
        """Give the label of the stored word; an unknown word is shown as it is."""
        if self.labels is not None:
            return self.labels().get(str(value), str(value))
        return next((term.label for term in self.term or () if term == value), str(value))

    def shown(self, value: Any) -> SafeString:
        """Give the label, as a tag where somebody must act."""
        colour = (self.tags or {}).get(value)
        return tag_html(Tag(self.said(value), colour)) if colour else format_html("{}", self.said(value))


@dataclass(frozen=True)
class PersonColumn(Column):
    """A person: short on the page ("A Rahman"), in full in files."""

    none: str = "None"
    css: str = "hub-nowrap"

    def joins(self) -> tuple[str, ...]:
        """Join the person."""
        return self.select or (() if self.value else (self.path,))

    def order(self) -> tuple[str, ...]:
        """Sort by name, not by number."""
        return (f"{self.path}__name",) if self.sort == "*" and self.value is None else super().order()

    def said(self, value: Any) -> str:
        """Give the full name."""
        return value if isinstance(value, str) else value.name

    def shown(self, value: Any) -> SafeString:
        """Give the first letter and the surname, with the full name for those who hear it."""
        parts = self.said(value).split()
        short = f"{parts[0][0]} {parts[-1]}" if len(parts) > 1 else self.said(value)
        return format_html("{}", short)


@dataclass(frozen=True)
class BooleanColumn(Column):
    """Yes or no; the page writes only what matters."""

    yes: str = "Yes"
    no: str = "No"

    def said(self, value: Any) -> str:
        """Say yes or no."""
        return self.yes if value else self.no


@dataclass(frozen=True)
class ShareColumn(Column):
    """A percentage with a bar beside it, orange over the line."""

    over: int = 90
    of: str = "value spent"
    css: str = "hub-nowrap"
    card: bool | str = False

    is_number = True

    def said(self, value: Any) -> str:
        """Write the percentage."""
        return words.percent(value, places=0)

    def filed(self, value: Any) -> Exported:
        """Give the percentage as a number."""
        return Decimal(str(value))

    def shown(self, value: Any) -> SafeString:
        """Draw a bar of 56 pixels; the security policy forbids inline styles, so it is SVG."""
        width = round(56 * min(100, max(0, float(value))) / 100)
        return format_html(
            '<span><svg width="56" height="8" role="img" aria-label="{} percent of {}">'
            '<rect class="c-track" width="56" height="8" rx="2"/>'
            '<rect class="{}" width="{}" height="8" rx="2"/></svg> &nbsp;{}</span>',
            round(float(value)),
            self.of,
            "c2" if value > self.over else "c1",
            width,
            self.said(value),
        )


class ComputedColumn(Column):
    """What a function says about a row: words, a number, a day or a tag."""

    def said(self, value: Any) -> str:
        """Write the value by its kind."""
        if isinstance(value, date):
            return words.date_short(value)
        if isinstance(value, bool):
            return "Yes" if value else "No"
        return f"{value:,}" if isinstance(value, int | Decimal) else super().said(value)

    def filed(self, value: Any) -> Exported:
        """Keep real numbers and dates."""
        return value if isinstance(value, int | Decimal | date) else self.said(value)


def chosen(columns: Iterable[Column], keys: Iterable[str]) -> list[Column]:
    """Give the columns to show: the first always, then those asked for in their declared order."""
    declared = list(columns)
    wanted = set(keys)
    if not wanted:
        return [column for index, column in enumerate(declared) if column.on or index == 0]
    return [column for index, column in enumerate(declared) if index == 0 or column.key in wanted]
