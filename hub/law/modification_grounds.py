"""The grounds for changing a contract, as the table states them, and the sizes of a change that they measure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from hub.law.answers import check
from hub.law.findings import Finding
from hub.law.tables import Row, Tables
from hub.law.terms import ContractKind, Regime, Term

TABLE = "modification_grounds"


class ModificationGround(Term):
    """The grounds on which a contract may be changed (PA 2023 s.74, Sch 8; PCR 2015 reg 72)."""

    P1 = "P1", "Provided for in the contract"
    P2 = "P2", "Urgency or the protection of life"
    P3 = "P3", "Unforeseeable circumstances"
    P4 = "P4", "A known risk that has come about"
    P5 = "P5", "Additional goods, services or works"
    P6 = "P6", "Transfer on corporate restructuring"
    NS = "NS", "Not a substantial change"
    BT = "BT", "Below-threshold change"


@dataclass(frozen=True)
class Ground:
    """One dated ground: its limit as a fraction of one, and the conditions that no fact carries."""

    row: Row
    citation: str
    of_term: bool
    increases_only: bool
    aggregate: bool
    cumulative: bool
    notice: bool
    limit: Decimal | None
    limits: dict[str, Decimal]
    term_limit: Decimal | None
    conditions: tuple[Finding, ...]

    def limit_for(self, kind: ContractKind) -> Decimal | None:
        """Give the limit for one change to a contract of that kind, or None where there is none."""
        return self.limits[kind] if self.limits else self.limit


@dataclass(frozen=True)
class Size:
    """A contract just before a change, and how much it and the earlier changes move."""

    awarded: Decimal
    value: Decimal
    base: Decimal
    value_delta: Decimal
    value_before_on_ground: Decimal
    days_awarded: int
    term_delta: int
    term_before_on_ground: int
    value_before: Decimal
    term_before: int

    @property
    def value_after(self) -> Decimal:
        """Give the value once changed."""
        return self.value + self.value_delta


def ground_on(tables: Tables, regime: Regime, code: str, on: date) -> Ground | None:
    """Give the ground that a regime knows on a day under that code, if any."""
    return next((one for one in _grounds(tables).get(f"{regime}.{code}", ()) if one.row.holds(on)), None)


@lru_cache(maxsize=8)
def _grounds(tables: Tables) -> dict[str, tuple[Ground, ...]]:
    found: dict[str, tuple[Ground, ...]] = {}
    for row in tables.all(TABLE):
        found[row.code] = (*found.get(row.code, ()), _ground(row))
    return found


def _ground(row: Row) -> Ground:
    data = row.data
    return Ground(
        row=row,
        citation=data["citation"],
        of_term=data["measure"] == "term",
        increases_only=data.get("increases_only", False),
        aggregate=data.get("aggregate_below_threshold", False),
        cumulative=data.get("cumulative", False),
        notice=data.get("notice", False),
        limit=_share(data, "limit"),
        limits={kind: Decimal(share) for kind, share in data.get("limits", {}).items()},
        term_limit=_share(data, "term_limit"),
        conditions=tuple(_condition(one, data["citation"]) for one in data.get("conditions", ())),
    )


def _share(data: Any, name: str) -> Decimal | None:
    return Decimal(data[name]) if name in data else None


def _condition(one: dict[str, str], citation: str) -> Finding:
    return check(one["code"], f"Taken as met: {one['says']}.", citation)
