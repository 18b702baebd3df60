"""One page of a register, worked out: rows, facets, chips, views, totals, links and the sentence that is said aloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from hub.platform import words
from hub.platform.registers import saved
from hub.platform.registers.address import EVERYTHING, Asked, Params
from hub.platform.registers.base import Empty, HeadLink, Register
from hub.platform.registers.columns import Column
from hub.platform.registers.counting import ROWS, Counter
from hub.platform.registers.filters.base import Asking, Choice, Filter
from hub.platform.registers.filters.choices import ChoiceFilter
from hub.platform.registers.parts import Cell, Facet, Head, Line
from hub.platform.registers.together import Reading
from hub.platform.search.adapters import adapter
from hub.platform.ui.parts import Link

FEW_FOUND = 500
# So few rows make few lines, whatever they are grouped by.
FEW_TO_COUNT = 5_000
MOST_NAMED = 50_000


@dataclass
class Listing:
    """What the templates draw. Everything is worked out in a fixed number of queries."""

    register: Register
    asking: Asking
    asked: Asked
    mine: Sequence[saved.SavedView] = ()

    def __post_init__(self) -> None:
        register = self.register
        self.counter = Counter(
            register.name, register.version, is_costly=register.is_costly, is_alone=bool(register.alone)
        )
        self.source = self.register.source(self.asking.actor, self.asking.at)
        self.all_count = self.counter.size(self.source)

    @cached_property
    def found(self) -> QuerySet[Any]:
        """Give the rows that the words find, named one by one, so that no count and no page searches again."""
        if not self.asked.q:
            return self.source
        keys = self._keys
        if len(keys) > MOST_NAMED:
            return self._searched
        return self.source.filter(Q(pk__in=keys) if len(keys) <= FEW_FOUND else adapter().among(keys))

    @cached_property
    def _searched(self) -> QuerySet[Any]:
        return self.register.found(self.source, self.asked, self.asking)

    @cached_property
    def _keys(self) -> list[Any]:
        """Give the keys of what the words find, up to one more than are named."""

        def find() -> list[Any]:
            return self.register.found_keys(self.source, self.asked.q, self.asking, most=MOST_NAMED + 1)

        found: list[Any] = self.counter.ask("found", self._searched, find)
        return found

    @cached_property
    def under(self) -> QuerySet[Any]:
        """Give the rows under all filters, in no order."""
        return self.register.narrowed(self.found, self.asked, self.asking)

    @cached_property
    def columns(self) -> list[Column]:
        """Give the columns on show."""
        return self.register.shown_columns(self.asked)

    @property
    def is_narrowed(self) -> bool:
        """Say whether words or filters are on."""
        return bool(self.asked.q or self.asked.values())

    @cached_property
    def read(self) -> Reading:
        """Give what one reading of the rows under all filters counted: totals and most facets."""
        if not self.is_narrowed:
            return self.read_all
        is_short = bool(self.asked.q) and len(self._keys) <= FEW_TO_COUNT
        values = self.asked.values()
        reading = Reading(
            self.register, self.asking, self.counter, values=values, is_alone=self._is_alone(), is_short=is_short
        )
        return reading.of(self.under)

    def _is_alone(self, *, without: str = "") -> bool:
        """Say whether the words and filters that are on look at nothing but the row."""
        return not self.asked.q and self.asked.values().keys() - {without} <= self.register.alone

    @cached_property
    def read_all(self) -> Reading:
        """Give what one reading of all rows counted: totals, most facets and most views."""
        views = {view.slug: {**self._home, **view.given(self.asking)} for view in self.register.views}
        return Reading(self.register, self.asking, self.counter, is_alone=True, views=views).of(self.source)

    @cached_property
    def totals(self) -> dict[str, Any]:
        """Give the sums of the summed columns, and the count under ``""``."""
        return self.read.totals

    @property
    def count(self) -> int:
        """Count the rows under the filters."""
        return int(self.totals[""])

    @cached_property
    def pages(self) -> int:
        """Count the pages; an empty list has one."""
        return max(1, -(-self.count // self.asked.rows))

    @cached_property
    def page(self) -> int:
        """Give the page on show: past the end it is the last one."""
        return min(self.asked.page, self.pages)

    @property
    def page_links(self) -> list[Link]:
        """Give the numbered pages around this one, the first and the last; a gap has no address."""
        wanted = sorted({1, self.page - 1, self.page, self.page + 1, self.pages} & set(range(1, self.pages + 1)))
        links: list[Link] = []
        for before, number in zip([0, *wanted], wanted, strict=False):
            if number - before > 1:
                links.append(Link("…", ""))
            links.append(Link(str(number), self.page_href(number), current=number == self.page))
        return links

    def page_href(self, number: int) -> str:
        """Give the address of a page of this list."""
        return self.asked.link(page=None if number == 1 else number)

    @property
    def previous_href(self) -> str:
        """Give the address of the page before, if there is one."""
        return self.page_href(self.page - 1) if self.page > 1 else ""

    @property
    def next_href(self) -> str:
        """Give the address of the page after, if there is one."""
        return self.page_href(self.page + 1) if self.page < self.pages else ""

    @property
    def range_words(self) -> str:
        """Say which rows are on show: "1 to 20 of 31"."""
        return f"{self.start:,} to {self.end:,} of {self.count:,}"

    @property
    def start(self) -> int:
        """Give the number of the first row on show."""
        return (self.page - 1) * self.asked.rows + 1 if self.count else 0

    @property
    def end(self) -> int:
        """Give the number of the last row on show."""
        return min(self.page * self.asked.rows, self.count)

    @cached_property
    def records(self) -> list[Any]:
        """Give the rows on show; keys first, so that a page far down reads no wide rows on the way."""
        if not self.count:
            return []
        rows = self.register.enrich(self.under, self.asking.at)
        first, many = (self.page - 1) * self.asked.rows, self.asked.rows
        if self.counter.is_long:
            keys = self.register.slice_of(rows, self.asked, first, many)
        else:
            keys = list(self.register.ordered(rows, self.asked).values_list("pk", flat=True)[first : first + many])
        return self.register.rows(keys, self.asking, self.columns, self.source)

    @cached_property
    def rows(self) -> list[list[Cell]]:
        """Give the cells of the rows on show."""
        return [[self._cell(index, column, row) for index, column in enumerate(self.columns)] for row in self.records]

    @property
    def lines(self) -> list[tuple[Any, list[Cell]]]:
        """Give each record on show with its cells."""
        return list(zip(self.records, self.rows, strict=True))

    def _cell(self, index: int, column: Column, row: Any) -> Cell:
        html = column.cell(row)
        # On a card the first two cells are its heading and need no label.
        label = "" if index < 2 and column.card is True else column.label
        return Cell(html, column.classes, label, is_off=index > 0 and (not html or column.card is False))

    @property
    def heads(self) -> list[Head]:
        """Give the headings; pressing the sorted one turns the order round."""
        sorted_by, is_down = self.register.sorted_by(self.asked)
        found = []
        for column in self.columns:
            is_sorted = sorted_by is not None and column.key == sorted_by.key
            order = ("descending" if is_down else "ascending") if is_sorted else ""
            wanted = f"-{column.key}" if order == "ascending" else column.key
            found.append(Head(column, self.asked.link(sort=wanted) if column.order() else "", order))
        return found

    @cached_property
    def footer(self) -> tuple[int, list[tuple[Column, str]]] | None:
        """Give how many columns stand before the first sum, and what stands from there on."""
        first = next((index for index, column in enumerate(self.columns) if column.total), None)
        if not first or not self.count:
            return None
        rest = [(column, self._total(column)) for column in self.columns[first:]]
        return first, rest

    def _total(self, column: Column) -> str:
        amount = self.totals.get(column.key)
        return "" if amount is None else column.total_shown(amount)

    @cached_property
    def facets(self) -> list[Facet]:
        """Give the groups at the side; each counts without its own filter, the others applied."""
        return [self._facet(one) for one in self.register.filters if one.facet]

    def _facet(self, one: Filter) -> Facet:
        value = self.asked.values().get(one.key)
        if one.shape != "links":
            return self._boxes(one, value)
        rows = self.under
        if value is not None:
            rows = self.register.narrowed(self.found, self.asked, self.asking, without=one.key)
        choices = None if value is not None else self.read.choices(one)
        if choices is None:
            choices = self._counted(one, rows, value)
        choices = one.named(choices, self.source)
        is_open = one.key in self.asked.more or len(choices) <= one.top + 1
        shown = [choice for index, choice in enumerate(choices) if is_open or index < one.top or choice.chosen]
        facet = Facet(one, [self._line(one, choice, value) for choice in shown if choice.count or choice.chosen])
        if len(shown) < len(choices):
            more = {"more": sorted({*self.asked.more, one.key})}
            facet.more = Link(f"Show {len(choices) - len(shown)} more", self.asked.query(more))
        most = getattr(one, "most", 0)
        if most and is_open and len(choices) >= most and not getattr(one, "choices", ()):
            facet.note = f"The {most} largest. Search to find the others."
        return facet

    def _counted(self, one: Filter, rows: QuerySet[Any], value: Any) -> list[Choice]:
        """Count one facet by itself."""
        if isinstance(one, ChoiceFilter) and (path := one.group(is_short=True)) and self._is_alone(without=one.key):
            pairs = self.counter.lines(f"facet {path}", rows, (path,), ROWS, is_alone=True)
            return one.choices_of(((stored, count) for stored, count in pairs), rows.model, value, self.asking)
        question = f"facet {one.key} {value} {self.asking.actor.person_id}"
        return self.counter.ask(  # type: ignore[no-any-return]
            question, rows, lambda: one.choices_counted(rows, value, self.asking)
        )

    def _line(self, one: Filter, choice: Choice, value: Any) -> Line:
        if isinstance(value, tuple):
            kept = [text for text in self._spelled_out(value) if text != choice.value]
        else:
            kept = []
        wanted = kept if choice.chosen else [*kept, choice.value]
        name = "".join(letter if letter.isalnum() else "-" for letter in choice.value)
        href = self.asked.query({one.key: wanted})
        return Line(choice.label, href, choice.count, choice.chosen, f"f-{one.key}-{name}")

    def _spelled_out(self, value: tuple[str, ...]) -> list[str]:
        """Give the values with the reader's own number instead of "me", so that the line can be taken away."""
        return [str(self.asking.actor.person_id) if text == "me" else text for text in value]

    def _boxes(self, one: Filter, value: Any) -> Facet:
        shown = one.shown(value)
        names = ("From", "To") if one.shape == "range" else (one.label,)
        boxes = [(key, name, shown.get(key, "")) for key, name in zip(one.keys, names, strict=True)]
        return Facet(one, boxes=boxes, kept=self.asked.left({key: [] for key in one.keys}))

    @cached_property
    def chips(self) -> list[Link]:
        """Give what is on, each with the address that takes it off."""
        found = [Link(f"“{self.asked.q}”", self.asked.link(q=None))] if self.asked.q else []
        for one in self.register.filters:
            value = self.asked.values().get(one.key)
            if value is not None:
                chips = one.chips(value, self.source)
                found += [Link(chip.text, self.asked.query(chip.rest)) for chip in chips]
        return found

    @property
    def clear_href(self) -> str:
        """Give the address of the whole list in the same order and columns."""
        kept = {key: self.asked.params.get(key, []) for key in ("sort", "columns", "density", "rows")}
        return Asked(kept, "", {}, has_home=self.asked.has_home).query({})

    @cached_property
    def view_links(self) -> list[Link]:
        """Give the tabs: all, built-in views, the reader's own."""
        built_in = [(view.slug, view.name, view.given(self.asking)) for view in self.register.views]
        given: list[tuple[str, str, Params]] = [*built_in, *((view.slug, view.name, view.params) for view in self.mine)]
        whole = Link("All", f"?view={EVERYTHING}" if self.asked.has_home else "?", self.all_count, current=self.is_all)
        links = [
            Link(name, f"?view={slug}", self._view_count(slug, params), current=self.asked.view == slug)
            for slug, name, params in given
        ]
        return [*links, whole] if self.asked.has_home else [whole, *links]

    @property
    def is_all(self) -> bool:
        """Say whether nothing narrows the list."""
        return not (self.asked.view or self.is_narrowed)

    @property
    def _home(self) -> Params:
        """Give what keeps a list with a home view from showing that view."""
        return {"view": [EVERYTHING]} if self.asked.has_home else {}

    def _view_count(self, slug: str, params: Params) -> int:
        if (count := self.read_all.view(slug)) is not None:
            return count
        asked = self.register.understand({**self._home, **params}, self.asking, self.mine)
        rows = self.register.narrowed(self.register.found(self.source, asked, self.asking), asked, self.asking)
        return int(self.counter.ask("size", rows, rows.order_by().count))

    @property
    def sentence(self) -> str:
        """Give what is said aloud after a refresh."""
        return self.register.summary_line(self.count, self.asked)

    @property
    def caption(self) -> str:
        """Name the table: what it lists, under which conditions, in which order."""
        conditions = words.list_of([words.lower_first(chip.text) for chip in self.chips])
        column, _ = self.register.sorted_by(self.asked)
        order = f", sorted by {column.phrase}" if column else ""
        return f"{self.register.title}{f': {conditions}' if conditions else ''}{order}"

    @property
    def page_title(self) -> str:
        """Give the title of the page, with the view that is open."""
        name = next((link.text for link in self.view_links if link.current and not self.is_all), "")
        return f"{self.register.title}: {words.lower_first(name)}" if name else self.register.title

    @property
    def has_side(self) -> bool:
        """Say whether anything stands at the side."""
        return bool(self.all_count and any(facet.lines or facet.boxes for facet in self.facets))

    @property
    def all_words(self) -> str:
        """Write how many rows there are; under filters, how many of all; in a queue, how many of those that wait."""
        whole = self.all_count
        if self.asked.has_home and self.asked.view == self.register.default_view:
            whole = next((link.count or 0 for link in self.view_links if link.current), whole)
        return f"{whole:,}" if self.count == whole else f"{self.count:,} of {whole:,}"

    @property
    def count_figure(self) -> str:
        """Write how many rows there are under the filters."""
        return f"{self.count:,}"

    @property
    def count_words(self) -> str:
        """Say the count with its noun."""
        return words.plural(self.count, *self.register.noun)

    @property
    def summary(self) -> str:
        """Say in words what a saved view keeps."""
        chips = words.list_of([chip.text for chip in self.chips])
        return f"{chips or 'Everything'}. {self.sentence.partition('. ')[2]}".strip()

    @property
    def nothing(self) -> Empty:
        """Give what an empty list says; one emptied by filters offers to clear them."""
        if (special := self.register.nothing(self)) is not None:
            return special
        if self.asked.q and (meant := self.register.meant(self.asked.q, self.asking)):
            what = f"No {self.register.noun[1]} match “{self.asked.q}”"
            link = HeadLink(f"Search for {meant.query}", self.asked.link(q=meant.query))
            return Empty(what, meant.question, link)
        if self.all_count:
            clear = HeadLink("Clear filters", self.clear_href)
            return Empty(f"No {self.register.noun[1]} match", "Take a filter away, or search for other words.", clear)
        empty = self.register.empty
        return empty if isinstance(empty, Empty) else Empty(*empty)

    @cached_property
    def fact(self) -> str:
        """Give the sentence beside the heading."""
        return self.register.fact(self)

    @property
    def note(self) -> str:
        """Give the sentence beside the pages."""
        return self.register.note(self)
