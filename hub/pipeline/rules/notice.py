"""Which planned contracts a pipeline notice lists (PA 2023 s.93), and which may belong there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hub.law.calendar import add_months

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Period:
    """The financial year of a notice, how far it looks ahead, and the value from which it lists a contract.

    :param until: the last day on which a notice may be planned for the contract to be listed.
    :param above: pounds including VAT; a contract must be worth more.
    """

    starts_on: date
    until: date
    above: Decimal


@dataclass(frozen=True)
class Planned:
    """An entry as the notice sees it. Amounts are pounds; `page` is where it is mended."""

    reference: str
    title: str
    page: str
    description: str = ""
    contract_kind: str = ""
    main_cpv: str = ""
    value_ex_vat: Decimal | None = None
    value_inc_vat: Decimal | None = None
    advertise_on: date | None = None
    start_by: date | None = None
    needed_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Listed:
    """A contract that the notice lists.

    :param notice_on: when the tender or transparency notice is meant to be published.
    :param assumed: what was taken because nobody recorded it, in sentences.
    """

    planned: Planned
    value_inc_vat: Decimal
    notice_on: date
    assumed: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Give it as values that can be stored and written to files."""
        one = self.planned
        return {
            "reference": one.reference,
            "title": one.title,
            "description": one.description,
            "contract_kind": one.contract_kind,
            "main_cpv": one.main_cpv,
            "value_ex_vat": _text(one.value_ex_vat),
            "value_inc_vat": _text(self.value_inc_vat),
            "notice_on": self.notice_on.isoformat(),
            "starts_on": one.needed_on.isoformat() if one.needed_on else None,
            "ends_on": one.ends_on.isoformat() if one.ends_on else None,
            "assumed": list(self.assumed),
            "page": one.page,
        }


@dataclass(frozen=True)
class Doubt:
    """An entry of which nobody can say whether the notice lists it, and why."""

    planned: Planned
    why: str

    def plain(self) -> dict[str, Any]:
        """Give it as values that can be stored."""
        return {**{k: asdict(self.planned)[k] for k in ("reference", "title", "page")}, "why": self.why}


@dataclass
class Sorted:
    """What the notice lists, what it may have to list, and how many entries it does not concern."""

    listed: list[Listed] = field(default_factory=list)
    doubtful: list[Doubt] = field(default_factory=list)
    left: int = 0


def period(starts_on: date, *, months: int, above: Decimal) -> Period:
    """Give the period of a notice.

    :param months: how far it looks ahead from the first day of the financial year.
    """
    return Period(starts_on, add_months(starts_on, months) - timedelta(days=1), above)


def sort_out(entries: Iterable[Planned], wanted: Period, *, vat_percent: Decimal | None) -> Sorted:
    """Sort entries by what the notice asks: more than the value, and a notice planned within the period.

    :param vat_percent: the standard rate, by which a value recorded without VAT only is taken; None where no table
        says it, and then such a value is taken as it is.
    """
    found = Sorted()
    for one in entries:
        placed = _placed(one, wanted, vat_percent)
        if isinstance(placed, Listed):
            found.listed.append(placed)
        elif isinstance(placed, Doubt):
            found.doubtful.append(placed)
        else:
            found.left += 1
    found.listed.sort(key=lambda each: (each.notice_on, each.planned.reference))
    return found


def _placed(one: Planned, wanted: Period, vat_percent: Decimal | None) -> Listed | Doubt | None:
    day = one.advertise_on or one.start_by
    if day is not None and not wanted.starts_on <= day <= wanted.until:
        return None
    if day is None and one.needed_on is not None and one.needed_on < wanted.starts_on:
        return None
    value = one.value_inc_vat
    assumed: list[str] = []
    if value is None and one.value_ex_vat is not None:
        value = (one.value_ex_vat * (HUNDRED + (vat_percent or 0)) / HUNDRED).quantize(Decimal("0.01"))
        if value > wanted.above >= one.value_ex_vat:
            return Doubt(one, "With VAT at the standard rate it is above the value, without VAT it is not.")
        assumed.append("VAT is not recorded" if vat_percent is None else "VAT at the standard rate")
    if value is None:
        return Doubt(one, "Its value is not recorded.")
    if value <= wanted.above:
        return None
    if day is None:
        return Doubt(one, "Nobody recorded when its notice is meant to be published.")
    if one.advertise_on is None:
        assumed.append("a notice on the last safe start")
    return Listed(one, value, day, tuple(assumed))


@dataclass(frozen=True)
class Difference:
    """What changed in a notice since an earlier draft: references that came, went, or say something else."""

    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def is_none(self) -> bool:
        """Say whether nothing changed."""
        return not (self.added or self.gone or self.changed)


TOLD = ("title", "value_inc_vat", "notice_on", "starts_on", "ends_on")


def difference(before: Iterable[dict[str, Any]], after: Iterable[dict[str, Any]]) -> Difference:
    """Compare two drafts by the reference of each contract."""
    old, new = ({each["reference"]: each for each in one} for one in (before, after))
    moved = [key for key in new if key in old and any(old[key].get(f) != new[key].get(f) for f in TOLD)]
    return Difference(tuple(key for key in new if key not in old), tuple(k for k in old if k not in new), tuple(moved))


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
