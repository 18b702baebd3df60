"""Filters that are boxes: words, days from and to, amounts from and to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from hub.platform import clock, words
from hub.platform.registers.filters.base import Asking, Chip, Filter, Params, Reading, clipped, unusable
from hub.platform.tabular.amounts import parse_amount
from hub.platform.tabular.dates import parse_date
from hub.platform.tabular.results import BadValue

LARGEST_AMOUNT = Decimal(10) ** 13


@dataclass(frozen=True)
class TextFilter(Filter):
    """Words somewhere in a field."""

    shape = "text"

    def read(self, params: Params, asking: Asking) -> Reading:
        """Take the last value given."""
        text = next((text.strip() for text in reversed(params.get(self.key, [])) if text.strip()), "")
        if unusable(text):
            return Reading(None, (self.unknown(text, "cannot be searched for."),))
        return Reading(text or None)

    def q(self, value: Any, asking: Asking) -> Q:
        """Find the words, whatever their case."""
        return Q(**{f"{self.path}__icontains": value})

    def chips(self, value: Any, rows: QuerySet[Any]) -> list[Chip]:
        """Say the words."""
        return [Chip(f"{self.label}: “{clipped(value)}”", {self.key: []})]

    def shown(self, value: Any) -> dict[str, str]:
        """Give the words back."""
        return {self.key: value or ""}


@dataclass(frozen=True)
class RangeFilter(Filter):
    """From and to, both included; either may be left out."""

    shape = "range"
    hint = ""
    example = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Give both ends."""
        return (f"{self.key}_from", f"{self.key}_to")

    def end(self, text: str) -> Any:
        """Understand one end.

        :raises BadValue: when it cannot be.
        """
        raise NotImplementedError

    def said(self, end: Any) -> str:
        """Write one end in words."""
        raise NotImplementedError

    def written(self, end: Any) -> str:
        """Write one end as the address has it."""
        return str(end)

    def raw(self, params: Params, key: str) -> str:
        """Give what was typed for one end."""
        return next((text.strip() for text in reversed(params.get(key, [])) if text.strip()), "")

    def read(self, params: Params, asking: Asking) -> Reading:
        """Understand both ends; a range that runs backwards is left out whole."""
        ends: list[Any] = []
        problems: list[str] = []
        for key in self.keys:
            text = self.raw(params, key)
            try:
                ends.append(self.end(text) if text else None)
            except BadValue:
                ends.append(None)
                problems.append(self.unknown(text, self.hint))
        if None not in ends and ends[0] > ends[1]:
            problems.append(f"{self.label}: {self.said(ends[0])} comes after {self.said(ends[1])}. We left both out.")
            ends = [None, None]
        return Reading(tuple(ends) if any(end is not None for end in ends) else None, tuple(problems))

    def q(self, value: Any, asking: Asking) -> Q:
        """Keep rows within the ends."""
        first, last = value
        found = Q() if first is None else Q(**{f"{self.path}__gte": first})
        return found if last is None else found & Q(**{f"{self.path}__lte": last})

    def chips(self, value: Any, rows: QuerySet[Any]) -> list[Chip]:
        """Say the range."""
        first, last = value
        rest: Params = {key: [] for key in self.keys}
        if last is None:
            return [Chip(f"{self.label} from {self.said(first)}", rest)]
        if first is None:
            return [Chip(f"{self.label} up to {self.said(last)}", rest)]
        return [Chip(f"{self.label} {self.said(first)} to {self.said(last)}", rest)]

    def shown(self, value: Any) -> dict[str, str]:
        """Give both ends as the boxes hold them."""
        ends = value or (None, None)
        return {key: "" if end is None else self.typed(end) for key, end in zip(self.keys, ends, strict=True)}

    def typed(self, end: Any) -> str:
        """Write one end as a person would type it."""
        return self.written(end)


@dataclass(frozen=True)
class DateFilter(RangeFilter):
    """Days from and to. The address takes 2027-11-30, "30 11 2027" or three parts (ends_from-day and so on)."""

    instant: bool = False

    hint = "is not a date. Enter one like 23 11 2026."
    example = "for example 23 11 2026"

    def raw(self, params: Params, key: str) -> str:
        """Join the three parts when they were given."""
        parts = [self._part(params, f"{key}-{part}") for part in ("day", "month", "year")]
        return " ".join(filter(None, parts)) or super().raw(params, key)

    def _part(self, params: Params, key: str) -> str:
        return next((text.strip() for text in reversed(params.get(key, [])) if text.strip()), "")

    def end(self, text: str) -> date:
        """Understand a day."""
        day = parse_date(re.sub(r"^(\d{1,2}) (\d{1,2}) (\d{4})$", r"\1/\2/\3", text))
        if day is None or unusable(text):
            raise BadValue("no date")
        return day

    def said(self, end: Any) -> str:
        """Write a day as tables do."""
        return words.date_short(end)

    def written(self, end: Any) -> str:
        """Write a day as the address has it."""
        return str(end.isoformat())

    def typed(self, end: Any) -> str:
        """Write a day as the box asks for it."""
        return f"{end.day} {end.month} {end.year}"

    def q(self, value: Any, asking: Asking) -> Q:
        """Keep rows within the days; for instants, within the days of London."""
        if not self.instant:
            return super().q(value, asking)
        first, last = value
        found = Q() if first is None else Q(**{f"{self.path}__gte": start_of(first)})
        return found if last is None else found & Q(**{f"{self.path}__lt": start_of(last + timedelta(days=1))})


def start_of(day: date) -> datetime:
    """Give the first instant of a day in London."""
    return datetime.combine(day, time.min, tzinfo=clock.LONDON)


@dataclass(frozen=True)
class MoneyFilter(RangeFilter):
    """Amounts from and to, in pounds, with or without VAT as the label says."""

    vat: str = "ex"

    hint = "is not an amount. Enter one like 25,000."
    example = "in pounds, for example 25,000"

    def end(self, text: str) -> Decimal:
        """Understand an amount."""
        amount = parse_amount(text)
        if amount is None or unusable(text) or abs(amount.value) > LARGEST_AMOUNT or amount.currency != "GBP":
            raise BadValue("no amount")
        return amount.value

    def said(self, end: Any) -> str:
        """Write an amount."""
        return words.money(end, pence=end != int(end))

    def written(self, end: Any) -> str:
        """Write an amount as the address has it."""
        return format(end, "f")

    def typed(self, end: Any) -> str:
        """Write an amount as the box asks for it."""
        return f"{end:,f}"
