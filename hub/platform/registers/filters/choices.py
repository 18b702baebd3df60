"""Filters that are links with counts: values, named conditions, yes and no, missing or recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hub.platform.registers.counting import conditional, grouped
from hub.platform.registers.filters.base import Asking, Chip, Choice, Filter, Params, Reading, unusable

NONE = "none"
ME = "me"
# Said of a record that the reader may not see, and of a number that is no record: they read alike.
UNSEEN = "not in this list"
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class ChoiceFilter(Filter):
    """One or more of some values: an enumeration, plain words or a related record.

    :param choices: stored word and label, in order; without them the values are those in the list.
    :param shown_as: for a related record, the field of it that people read.
    :param none: the label for rows without a value; empty means that there are none to find.
    :param mine: whether "me" stands for the person who asks.
    :param many: whether a row can have several, so that rows must be counted once.
    """

    choices: Sequence[tuple[str, str]] = ()
    shown_as: str = ""
    none: str = ""
    mine: bool = False
    many: bool = False
    most: int = 50

    def read(self, params: Params, asking: Asking) -> Reading:
        """Keep the values that could be meant and name the others."""
        value: list[str] = []
        problems: list[str] = []
        for text in dict.fromkeys(filter(None, params.get(self.key, []))):
            if self._known(text, asking):
                value.append(text)
            else:
                problems.append(self.unknown(text, "is not one of the choices."))
        return Reading(tuple(value) or None, tuple(problems))

    def _known(self, text: str, asking: Asking) -> bool:
        if text == NONE:
            return bool(self.none)
        if text == ME:
            return self.mine and asking.actor.person_id is not None
        if self.choices:
            return text in dict(self.choices)
        if self.shown_as:
            return text.isascii() and text.isdigit() and int(text) <= LARGEST_ID
        return not unusable(text)

    def q(self, value: Any, asking: Asking) -> Q:
        """Keep rows with any of the values."""
        wanted = [asking.actor.person_id if text == ME else text for text in value if text != NONE]
        found = Q(**{f"{self.path}__in": wanted}) if wanted else Q()
        if NONE in value:
            found |= self._missing()
        return found

    def narrow(self, rows: QuerySet[Any], value: Any, asking: Asking) -> QuerySet[Any]:
        """Keep the rows; one that has several of the values is kept once."""
        if not self.many:
            return super().narrow(rows, value, asking)
        found = rows.model._base_manager.filter(self.q(value, asking))
        return rows.filter(pk__in=found.values("pk"))

    def _missing(self) -> Q:
        empty = Q(**{f"{self.path}__isnull": True})
        return empty if self.shown_as or self.many else empty | Q(**{self.path: ""})

    def chips(self, value: Any, rows: QuerySet[Any]) -> list[Chip]:
        """Give one chip for each value."""
        labels = self.labels(rows, [text for text in value if text not in {NONE, ME}])
        said = {NONE: self.none, ME: "me", **labels}
        return [
            Chip(
                self.none if text == NONE else f"{self.label}: {said.get(text, self._unnamed(text))}",
                {self.key: [other for other in value if other != text]},
            )
            for text in value
        ]

    def choices_counted(self, rows: QuerySet[Any], value: Any, asking: Asking) -> list[Choice]:
        """Count rows by value in one query, and name related records in a second."""
        return self.choices_of(grouped(rows, self.path, many=self.many), rows.model, value, asking)

    def group(self, *, is_short: bool) -> str:
        """Give the column, unless it has a value for nearly every row of a long list or several for one."""
        is_own = type(self).choices_counted is ChoiceFilter.choices_counted and "__" not in self.path
        return self.path if is_own and not self.many and (is_short or not self.shown_as) else ""

    @property
    def is_plain(self) -> bool:
        """Say whether ``q`` alone is what it keeps."""
        return type(self).narrow is ChoiceFilter.narrow and not self.many

    def choices_of(self, pairs: Iterable[tuple[Any, int]], model: Any, value: Any, asking: Asking) -> list[Choice]:
        """Give the lines for stored values and their counts."""
        counted: dict[str, int] = {}
        for stored, count in pairs:
            key = NONE if stored in (None, "") else str(stored)
            counted[key] = counted.get(key, 0) + count
        chosen = {str(asking.actor.person_id) if text == ME else text for text in value or ()}
        if not self.none:
            counted.pop(NONE, None)
        for text in chosen:
            counted.setdefault(text, 0)
        keys = self._ordered(counted, chosen)
        # What was counted stands in rows that the reader sees; what was only typed may be anybody: see ``named``.
        labels = {NONE: self.none, **self.words(model, [key for key in keys if key != NONE and counted[key]])}
        return [Choice(key, labels.get(key, self._unnamed(key)), counted[key], key in chosen) for key in keys]

    def named(self, choices: list[Choice], rows: QuerySet[Any]) -> list[Choice]:
        """Name chosen records that the other filters leave nothing of."""
        unnamed = [one.value for one in choices if not one.count and one.value != NONE] if self.shown_as else []
        if not unnamed:
            return choices
        labels = self.labels(rows, unnamed)
        return [replace(one, label=labels.get(one.value, one.label)) for one in choices]

    def _unnamed(self, key: str) -> str:
        return UNSEEN if self.shown_as else key

    def _ordered(self, counted: dict[str, int], chosen: set[str]) -> list[str]:
        if self.choices:
            return [key for key, _ in [*self.choices, (NONE, "")] if key in counted]
        by_size = sorted(counted, key=lambda key: (key == NONE, -counted[key], key))
        kept = by_size[: self.most]
        return [*kept, *(key for key in by_size[self.most :] if key in chosen or key == NONE)]

    def labels(self, rows: QuerySet[Any], keys: list[str]) -> dict[str, str]:
        """Give what people read for values that somebody may have typed: a record is named only if ``rows`` has it.

        :param rows: everything that the reader may see.
        """
        if not self.shown_as or not keys:
            return self.words(rows.model, keys)
        return self.words(rows.model, keys, Exists(rows.order_by().filter(**{self.path: OuterRef("pk")})))

    def words(self, model: Any, keys: list[str], seen: Exists | None = None) -> dict[str, str]:
        """Give what people read for stored values.

        :param seen: what a related record must meet to be named; none when the values come from rows that are seen.
        """
        if self.choices:
            return dict(self.choices)
        if not self.shown_as or not keys:
            return {}
        related = related_model(model, self.path)
        found = related._base_manager.filter(*([seen] if seen else []), pk__in=keys)
        return {str(pk): str(name) for pk, name in found.values_list("pk", self.shown_as)}


def related_model(model: Any, path: str) -> Any:
    """Give the model at the end of a path of relations."""
    for step in path.split("__"):
        model = model._meta.get_field(step).related_model
    return model


@dataclass(frozen=True)
class Option:
    """One named condition; ``q`` may be a function of the moment."""

    value: str
    label: str
    q: Q | Callable[[datetime], Q]

    def at(self, at: datetime) -> Q:
        """Give the condition at a moment."""
        return self.q if isinstance(self.q, Q) else self.q(at)


@dataclass(frozen=True)
class OptionFilter(Filter):
    """One of some named conditions, all counted in one query."""

    options: tuple[Option, ...] = ()

    def offered(self) -> tuple[Option, ...]:
        """Give the conditions."""
        return self.options

    def read(self, params: Params, asking: Asking) -> Reading:
        """Understand the last value given."""
        given = [text for text in params.get(self.key, []) if text]
        known = {option.value for option in self.offered()}
        problems = tuple(self.unknown(text, "is not one of the choices.") for text in given if text not in known)
        good = [text for text in given if text in known]
        return Reading(good[-1] if good else None, problems)

    def q(self, value: Any, asking: Asking) -> Q:
        """Give the named condition."""
        return next(option.at(asking.at) for option in self.offered() if option.value == value)

    def chips(self, value: Any, rows: QuerySet[Any]) -> list[Chip]:
        """Say the condition."""
        label = next(option.label for option in self.offered() if option.value == value)
        return [Chip(label, {self.key: []})]

    def choices_counted(self, rows: QuerySet[Any], value: Any, asking: Asking) -> list[Choice]:
        """Count every condition in one query."""
        return self.choices_of(conditional(rows, [option.at(asking.at) for option in self.offered()]), value)

    def conditions(self, asking: Asking) -> list[Q]:
        """Give the conditions in the order of the options."""
        is_own = type(self).choices_counted is OptionFilter.choices_counted
        return [option.at(asking.at) for option in self.offered()] if is_own else []

    def choices_of(self, counts: Sequence[int], value: Any) -> list[Choice]:
        """Give the lines for the counts of the options."""
        return [
            Choice(option.value, option.label, count, option.value == value)
            for option, count in zip(self.offered(), counts, strict=True)
        ]


@dataclass(frozen=True)
class BooleanFilter(OptionFilter):
    """Yes or no."""

    yes: str = "Yes"
    no: str = "No"

    def offered(self) -> tuple[Option, ...]:
        """Give both answers."""
        return (Option("yes", self.yes, Q(**{self.path: True})), Option("no", self.no, Q(**{self.path: False})))


@dataclass(frozen=True)
class MissingFilter(OptionFilter):
    """Whether something was recorded at all."""

    missing: str = "Missing"
    present: str = "Recorded"
    is_text: bool = False

    def offered(self) -> tuple[Option, ...]:
        """Give missing and present."""
        empty = Q(**{f"{self.path}__isnull": True})
        if self.is_text:
            empty |= Q(**{self.path: ""})
        return (Option("missing", self.missing, empty), Option("present", self.present, ~empty))
