"""Count a list in one reading: totals, facets and views of a page that would otherwise each read 100,000 rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from hub.platform.registers.address import Params
from hub.platform.registers.counting import Counter, Together, numbers_of, sums
from hub.platform.registers.filters.base import Asking, Choice, Filter
from hub.platform.registers.filters.choices import ME, ChoiceFilter, OptionFilter

if TYPE_CHECKING:
    from hub.platform.registers.base import Register


class Reading:
    """One reading of some rows of a register, and what it answers.

    A facet with a value counts other rows, and one with a value for nearly every row would make too many lines; those
    are counted by themselves, as is a view that depends on who asks, so that all readers share one reading.

    :param values: the filters that are on.
    :param is_alone: whether the conditions of the rows look at nothing but the row.
    :param views: the built-in views to count, by slug.
    :param is_short: whether the rows are few, so that no column makes too many lines.
    """

    def __init__(
        self,
        register: Register,
        asking: Asking,
        counter: Counter,
        *,
        values: Mapping[str, Any] | None = None,
        is_alone: bool = False,
        views: Mapping[str, Params] | None = None,
        is_short: bool = False,
    ) -> None:
        self.register, self.asking, self.counter = register, asking, counter
        self.is_short = is_short
        self.is_alone = is_alone
        facets = [one for one in register.filters if one.facet and one.key not in (values or {})]
        columns = [one.group(is_short=is_short) for one in facets]
        self.groups = tuple(dict.fromkeys(filter(None, columns)))
        self.paths = {column.key: column.path for column in register.columns if column.total}
        self.conditions: list[Q] = []
        self._places: dict[str, range] = {}
        for one in facets:
            self._add(f"facet {one.key}", one.conditions(asking))
        for slug, params in (views or {}).items():
            condition = self._view(params)
            self._add(f"view {slug}", [condition] if condition else [])

    def of(self, rows: QuerySet[Any]) -> Reading:
        """Read some rows."""
        self.model = rows.model
        self.found: Together | None = None
        if self.groups:
            numbers = numbers_of(paths=self.paths, conditions=self.conditions)
            lines = self.counter.lines("together", rows, self.groups, numbers, is_alone=self.is_alone)
            self.found = Together(self.groups, tuple(self.paths), lines)
        self.totals: dict[str, Any] = (
            self.found.sums() if self.found else self.counter.ask("totals", rows, lambda: sums(rows, self.paths))
        )
        return self

    def choices(self, one: Filter) -> list[Choice] | None:
        """Give the lines of a facet that is off, or None when it was not counted here."""
        if self.found is None:
            return None
        if isinstance(one, ChoiceFilter) and (column := one.group(is_short=self.is_short)) in self.groups:
            return one.choices_of(self.found.by(column), self.model, None, self.asking)
        if isinstance(one, OptionFilter) and (places := self._places.get(f"facet {one.key}")):
            return one.choices_of([self.found.condition(place) for place in places], None)
        return None

    def view(self, slug: str) -> int | None:
        """Give the number of rows of a view, or None when it was not counted here."""
        places = self._places.get(f"view {slug}")
        return self.found.condition(places[0]) if self.found and places else None

    def _add(self, name: str, conditions: list[Q]) -> None:
        if conditions:
            self._places[name] = range(len(self.conditions), len(self.conditions) + len(conditions))
            self.conditions += conditions

    def _view(self, params: Params) -> Q | None:
        """Give the one condition of a view, or None when it has none or is more than one."""
        asked = self.register.understand(params, self.asking, [])
        values = asked.values()
        filters = [one for one in self.register.filters if one.key in values]
        is_own = any(isinstance(values[one.key], tuple) and ME in values[one.key] for one in filters)
        if asked.q or is_own or not filters or not all(one.is_plain for one in filters):
            return None
        condition = Q()
        for one in filters:
            condition &= one.q(values[one.key], self.asking)
        return condition
