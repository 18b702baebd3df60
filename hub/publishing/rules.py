"""What a contract's history tells the public, worked out from its events alone. Plain Python."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from hub.publishing.terms import NAMED_ONLY, TOLD

ON_SHOW = frozenset({"live", "suspended", "expired", "ended"})
Change = tuple[str, Any, Any]
# How long after its period a set may appear before it is late.
GRACE = timedelta(days=31)
MONTHS = {"monthly": 1, "quarterly": 3, "annual": 12}


@dataclass(frozen=True)
class Happening:
    """One event of a contract: what it changed, by field; nothing is known of what was erased."""

    number: int
    verb: str
    at: datetime
    changes: dict[str, Any] | None

    @property
    def status(self) -> str | None:
        """Give the status that it led to, if it changed it."""
        pair = (self.changes or {}).get("status")
        return str(pair[1]) if pair else None


@dataclass
class Version:
    """What one event changed for the public."""

    happening: Happening
    fields: list[str] = field(default_factory=list)
    is_withdrawal: bool = False


@dataclass
class History:
    """When a contract was first on the public register, and what changed since."""

    first: Happening | None = None
    last: Happening | None = None
    versions: list[Version] = field(default_factory=list)


def history(happenings: Iterable[Happening]) -> History:
    """Walk a contract's events in order; what happened while it was a draft is nobody's business."""
    found = History()
    for one in happenings:
        if found.first is None:
            if one.status in ON_SHOW or (one.changes is None and one.verb == "contract.start"):
                found.first = found.last = one
            continue
        changed = [name for name in (*TOLD, *NAMED_ONLY) if name in (one.changes or {})]
        if changed:
            found.versions.append(Version(one, changed, is_withdrawal=one.status == "withdrawn"))
            found.last = one
    return found


def told(version: Version, withheld: Collection[str]) -> list[Change]:
    """Give the changes of a version as the public reads them, each with label, before and after."""
    changes = version.happening.changes or {}
    lines: list[Change] = []
    for name in version.fields:
        if name in NAMED_ONLY or name in withheld:
            lines.append((NAMED_ONLY.get(name) or TOLD[name], None, None))
        else:
            lines.append((TOLD[name], *changes[name]))
    return lines


def period_of(frequency: str, on: date) -> tuple[str, date]:
    """Give the name and the last day of the last whole period before ``on``.

    :param frequency: ``monthly``, ``quarterly`` or ``annual`` (the year from 1 April).
    """
    months = MONTHS[frequency]
    start = date(on.year, on.month - (on.month - 1) % months, 1) if months < 12 else _financial_year(on)
    last = start - timedelta(days=1)
    first = _months_before(start, months)
    if frequency == "quarterly":
        return f"{_month(first)} to {_month(last)} {last.year}", last
    if frequency == "monthly":
        return f"{_month(last)} {last.year}", last
    return f"{first.year} to {last.year}", last


def due_on(last_day: date) -> date:
    """Give the day by which a set for a period must be out."""
    return last_day + GRACE


def _financial_year(on: date) -> date:
    return date(on.year if on.month >= 4 else on.year - 1, 4, 1)


def _months_before(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _month(day: date) -> str:
    names = (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    )  # fmt: skip
    return names[day.month - 1]
