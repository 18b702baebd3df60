"""The filters behind a figure: the records of a register that fail, meet or have a measure, now or as at a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet

from hub.platform.clock import LONDON
from hub.platform.indicators.declare import get_indicator
from hub.platform.indicators.shares import FAILS, MEASURED, MEETS, shares_of
from hub.platform.registers.filters.base import Asking, Chip, Filter, Params, Reading
from hub.platform.tabular.dates import day_asked
from hub.platform.words import date_long


@dataclass(frozen=True)
class Asked:
    """A measure, and the moment for which it is asked; no moment is now."""

    key: str
    on: date | None

    def at(self, now: datetime) -> datetime:
        """Give the moment: now, or the last second of a day in London."""
        return now if self.on is None else datetime.combine(self.on, time(23, 59, 59), LONDON)


@dataclass(frozen=True)
class MeasureFilter(Filter):
    """Keep what fails one measure of this kind of record, or by its key what meets it, or all that it measures.

    :param of: gives the kind of record, because a register's module loads before its models are all known.
    """

    key: str = FAILS
    label: str = "Fails"
    facet: bool = False
    of: Any = None

    def read(self, params: Params, asking: Asking) -> Reading:
        """Understand ``KEY`` or ``KEY~YYYY-MM-DD``."""
        text = next((text for text in reversed(params.get(self.key, [])) if text), "")
        if not text:
            return Reading()
        key, _, day = text.partition("~")
        if key not in shares_of(self.of):
            return Reading(None, (self.unknown(text, "is not a measure of these records."),))
        try:
            on = day_asked(day) if day else None
        except ValueError:
            return Reading(None, (self.unknown(text, "does not end with a date such as 2026-10-31."),))
        return Reading(Asked(key, on))

    def q(self, value: Any, asking: Asking) -> Q:
        """Keep what the figure counts, of the authority that the reader works for."""
        home = asking.actor.home_id
        authorities = sorted(asking.actor.reach) if home is None else [home]
        return shares_of(self.of)[value.key].kept(self.key, authorities, value.at(asking.at))

    def chips(self, value: Any, rows: QuerySet[Any]) -> list[Chip]:
        """Say which measure it is, and on which day."""
        as_at = f", as at {date_long(value.on)}" if value.on else ""
        said = {FAILS: "Not among", MEETS: "Among", MEASURED: "Measured for"}[self.key]
        return [Chip(f"{said}: {get_indicator(value.key).label.lower()}{as_at}", {self.key: []})]


def measure_filters(of: Any) -> tuple[MeasureFilter, ...]:
    """Give the filters that open each number of a figure: what fails the measure, what meets it, what it measures."""
    return tuple(
        MeasureFilter(key, label, of=of) for key, label in ((FAILS, "Fails"), (MEETS, "Meets"), (MEASURED, "Measured"))
    )
