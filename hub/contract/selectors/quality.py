"""Data quality of contracts in force (ST-9): complete, valid and fresh, in all and by owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Q, Sum, When

from hub.contract.models import Contract
from hub.contract.rules.missing import REQUIRED
from hub.contract.selectors.measuring import YEAR
from hub.contract.terms import RUNNING
from hub.platform.clock import london
from hub.platform.indicators import conditions, history
from hub.platform.indicators.related import stood_at

FIELDS = len(REQUIRED)


@dataclass(frozen=True)
class Quality:
    """How good the records of some contracts in force are.

    A required field counts when it is recorded and its record is valid and fresh.
    """

    contracts: int
    complete: int
    valid: int
    fresh: int
    good_fields: int
    owner_id: int | None = None
    owner: str = ""

    @property
    def fields(self) -> int:
        """Count the required fields of all the contracts."""
        return self.contracts * FIELDS


def in_force(at: datetime) -> Q:
    """Give the condition of the contracts in force."""
    return Q(status__in=sorted(RUNNING))


def is_complete(at: datetime) -> Q:
    """Give the condition of a record with every required fact."""
    return Q(missing_count=0)


def is_valid(at: datetime) -> Q:
    """Give the condition of a record whose facts can be true: an end ahead, a value, people at work."""
    span = Q(has_no_end=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=london(at).date())
    value = Q(value_ex_vat__isnull=True) | Q(value_ex_vat__gt=0)
    people = (Q(owner__isnull=True) | Q(owner__is_active=True)) & (Q(manager__isnull=True) | Q(manager__is_active=True))
    return span & value & people


def is_fresh(at: datetime) -> Q:
    """Give the condition of a record that was confirmed in the last 365 days."""
    return Q(confirmed_on__isnull=False, confirmed_on__gt=london(at).date() - YEAR)


def by_owner(authority: int, at: datetime) -> list[Quality]:
    """Give the quality of each owner's contracts, the worst first."""
    rows = Contract.objects.filter(in_force(at), authority=authority).order_by()
    found = [
        Quality(
            row["contracts"], row["complete"], row["valid"], row["fresh"],
            row["good"] * FIELDS - (row["lack"] or 0), row["owner"], row["owner__name"] or "",
        )
        for row in rows.values("owner", "owner__name").annotate(**_counts(at))
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.good_fields / one.fields, -one.contracts, one.owner))


def good_fields(authorities: Sequence[int], at: datetime, settle: history.Settle) -> tuple[int, int]:
    """Give the required fields that are recorded, valid and fresh, and all of them, as at a moment."""
    counts = is_valid(at) & is_fresh(at)
    stood = stood_at(Contract, authorities, at, counts, settle=settle)
    found = stood.unchanged.filter(in_force(at)).aggregate(**_counts(at))
    answers: conditions.Answers = {}
    then = stood.met(in_force(at), answers)
    good = [one for one in then if one.pk not in stood.lost and conditions.holds(counts, one, answers)]
    fields = found["good"] * FIELDS - (found["lack"] or 0) + sum(FIELDS - one.missing_count for one in good)
    return fields, (found["contracts"] + len(then)) * FIELDS


@dataclass(frozen=True)
class Listed:
    """How many contracts have good fields, or others, and the first: label, address and number of these fields."""

    total: int
    rows: list[tuple[str, str, int]]


def fields_by_contract(
    authorities: Sequence[int], at: datetime, settle: history.Settle, *, is_good: bool, most: int
) -> Listed:
    """Give the contracts whose fields ``good_fields`` counts, or leaves out, with how many of each.

    :param most: how many to give.
    """
    answers: conditions.Answers = {}
    counts = is_valid(at) & is_fresh(at)
    stood = stood_at(Contract, authorities, at, counts, settle=settle)
    then = stood.met(in_force(at), answers)
    sound = {one.pk for one in then if one.pk not in stood.lost and conditions.holds(counts, one, answers)}
    told = [(one, FIELDS - one.missing_count if one.pk in sound else 0) for one in then]
    found = [(str(one), one.get_absolute_url(), good if is_good else FIELDS - good) for one, good in told]
    rows = stood.unchanged.filter(in_force(at))
    # A record counts none of its fields, or all but the missing ones.
    rows = rows.filter(counts) if is_good else rows.filter(~counts | Q(missing_count__gt=0))
    rows = rows.annotate(is_sound=Case(When(counts, then=True), default=False)).order_by("reference")
    now = [(each, FIELDS - each.missing_count if each.is_sound else 0) for each in rows[:most]]
    here = [(str(each), each.get_absolute_url(), good if is_good else FIELDS - good) for each, good in now]
    listed = [row for row in found if row[2]]
    return Listed(rows.count() + len(listed), [*listed, *here][:most])


def _counts(at: datetime) -> dict[str, Any]:
    counts = is_valid(at) & is_fresh(at)
    return {
        "contracts": Count("pk"), "complete": Count("pk", filter=is_complete(at)),
        "valid": Count("pk", filter=is_valid(at)), "fresh": Count("pk", filter=is_fresh(at)),
        "good": Count("pk", filter=counts), "lack": Sum("missing_count", filter=counts),
    }  # fmt: skip
