"""Filters of the register of contracts that no other register has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from hub.contract import selectors
from hub.platform.clock import london
from hub.platform.registers.filters import Asking, Chip, Filter, Params, Reading
from hub.platform.registers.importing import selectors as loads
from hub.platform.registers.importing.loader import loader_of
from hub.platform.registers.importing.terms import Outcome
from hub.platform.words import date_long
from hub.supplier import selectors as supplier_selectors


@dataclass(frozen=True)
class SupplierFilter(Filter):
    """The contracts with one supplier, entries merged into it included; reached from the supplier's page."""

    def read(self, params: Params, asking: Asking) -> Reading:
        """Find the supplier that the address names by number."""
        text = next((text for text in reversed(params.get(self.key, [])) if text), "")
        if not text:
            return Reading()
        found = supplier_selectors.get(asking.actor, text) if text.isdecimal() and len(text) < 18 else None
        return Reading(found) if found else Reading(None, (self.unknown(text, "is not a supplier."),))

    def q(self, value: Any, asking: Asking) -> Q:
        """Keep the contracts that name the supplier."""
        return Q(pk__in=selectors.naming(value))

    def chips(self, value: Any, rows: QuerySet[Any]) -> list[Chip]:
        """Say which supplier."""
        return [Chip(f"Supplier: {value.standing.name}", {self.key: []})]


@dataclass(frozen=True)
class DivisionFilter(Filter):
    """The contracts whose main CPV code begins with some digits: a division (45) down to a whole code."""

    def read(self, params: Params, asking: Asking) -> Reading:
        """Keep two to eight digits."""
        text = next((text for text in reversed(params.get(self.key, [])) if text), "")
        if not text:
            return Reading()
        if text.isascii() and text.isdigit() and 2 <= len(text) <= 8:
            return Reading(text)
        return Reading(None, (self.unknown(text, "is not the beginning of a CPV code, such as 45."),))

    def q(self, value: Any, asking: Asking) -> Q:
        """Keep the codes that begin so."""
        return Q(main_cpv__startswith=value)

    def chips(self, value: Any, rows: QuerySet[Any]) -> list[Chip]:
        """Say which codes."""
        return [Chip(f"CPV code from {value}", {self.key: []})]


@dataclass(frozen=True)
class LoadFilter(Filter):
    """The contracts that one load brought, changed, or both; reached from the load's page."""

    said = {Outcome.ACCEPTED: "New by", Outcome.UPDATED: "Changed by"}

    def read(self, params: Params, asking: Asking) -> Reading:
        """Find the load that the address names by number, and whether only what was new or changed is meant."""
        text = next((text for text in reversed(params.get(self.key, [])) if text), "")
        if not text:
            return Reading()
        number, _, outcome = text.partition("-")
        is_known = number.isdecimal() and len(number) < 18 and outcome in ("", *self.said)
        found = loads.find_batch(loader_of("contract"), asking.actor, int(number)) if is_known else None
        if found is None:
            return Reading(None, (self.unknown(text, "is not a load that you can see."),))
        return Reading((found, outcome))

    def q(self, value: Any, asking: Asking) -> Q:
        """Keep the contracts of the load."""
        return Q(pk__in=loads.loaded_ids(*value))

    def chips(self, value: Any, rows: QuerySet[Any]) -> list[Chip]:
        """Say which load."""
        batch, outcome = value
        said = f"{self.said.get(outcome, 'In')} the load of {batch.file_name}"
        return [
            Chip(f"{said}, {date_long(london(batch.loaded_at).date())}" if batch.loaded_at else said, {self.key: []})
        ]
