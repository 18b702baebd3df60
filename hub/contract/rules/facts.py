"""The plain values that the rules work on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from hub.contract.terms import OVER, RUNNING, OptionState, State


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the rules need to know of a contract; a field that is empty is not known.

    Every field has a default, so that a test names only what matters to it.
    """

    status: str = State.LIVE
    agreement_kind: str = "contract"
    title: str = ""
    description: str = ""
    supplier_name: str = ""
    department: str = ""
    owner_id: int | None = None
    manager_id: int | None = None
    tier: str = ""
    route: str = ""
    value_ex_vat: Decimal | None = None
    foreign_value_ex_vat: Decimal | None = None
    annual_value_ex_vat: Decimal | None = None
    awarded_on: date | None = None
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    latest_end_on: date | None = None
    has_no_end: bool = False
    is_let_by_list: bool = False
    notice_period_days: int | None = None
    review_on: date | None = None
    recorded_on: date | None = None
    confirmed_on: date | None = None
    ended_on: date | None = None

    @classmethod
    def of(cls, record: Any) -> Facts:
        """Take the facts from whatever has them under the same names; a list asks this of 100,000 contracts."""
        found = object.__new__(cls)
        vars(found).update(zip(FACT_NAMES, _TAKEN(record), strict=True))
        return found

    @property
    def is_running(self) -> bool:
        """Say whether the contract is in force, suspended or not."""
        return self.status in RUNNING

    @property
    def asked_from(self) -> date | None:
        """Give the day from which the Hub may ask for care of the record: its start, or when it was put on if later."""
        return max((day for day in (self.starts_on, self.recorded_on) if day is not None), default=None)

    @property
    def is_let(self) -> bool:
        """Say whether there is an agreement to begin: both sides signed, or a list says that it was let to somebody."""
        return self.signed_on is not None or (self.is_let_by_list and bool(self.supplier_name))

    @property
    def is_over(self) -> bool:
        """Say whether the contract expired or was ended."""
        return self.status in OVER


FACT_NAMES = tuple(field.name for field in fields(Facts))
_TAKEN = attrgetter(*FACT_NAMES)


@dataclass(frozen=True)
class Option:
    """An extension option as the rules see it."""

    number: int
    months: int
    decide_by: date | None = None
    state: str = OptionState.OPEN


def state_on(facts: Facts, *, on: date) -> State:
    """Say where a contract of a loaded list stands on a day: time decides (architecture §5).

    Without an award, a signature or a supplier it is a draft entry.
    """
    if facts.ended_on is not None and facts.ended_on <= on:
        return State.ENDED
    if not facts.supplier_name:
        return State.DRAFT
    if facts.ends_on is not None and facts.ends_on < on:
        return State.EXPIRED
    if facts.starts_on is not None and facts.starts_on > on:
        return State.DRAFT
    return State.LIVE
