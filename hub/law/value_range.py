"""Whether a value fits a contract that is said to be covered, or not, where nothing says what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from hub.law.answers import check, warn
from hub.law.findings import Finding
from hub.law.tables import Row, Tables
from hub.law.terms import ContractKind

PUBLIC = "PA 2023 s.3(2)(a)"
EXEMPTED = "PA 2023 s.3(2), Sch 2"
# The rows of Schedule 1 that a contract of a sub-central authority can have, by whether it is light touch.
ROWS = {
    False: (ContractKind.GOODS, ContractKind.SERVICES, ContractKind.WORKS, ContractKind.CONCESSION),
    True: (ContractKind.LIGHT_TOUCH, "light_touch_concession"),
}


def thresholds_until(tables: Tables, on: date | None, *, light_touch: bool) -> list[Decimal]:
    """Give every threshold that a contract of unknown kind can have, in pounds including VAT, lowest first.

    :param on: a day of the procurement or the contract; the procurement commenced on it or before. Without one every
        threshold counts.
    """
    return sorted(row.amount for row in _rows(tables, light_touch) if on is None or row.valid_from <= on)


def covered_findings(value: Decimal, on: date | None, *, light_touch: bool, tables: Tables) -> Iterator[Finding]:
    """Say so when a contract that is said to be covered is worth less than every threshold it can have."""
    lowest = thresholds_until(tables, on, light_touch=light_touch)[0]
    if value < lowest:
        said = (
            f"£{value:,.2f} is under every threshold that fits (the lowest is £{lowest:,.0f}), so this is a public "
            "contract only if it is valued together with others, its value cannot be estimated, or you are a central "
            "government authority. Otherwise ask `below-threshold`."
        )
        yield warn("under_every_threshold", said, PUBLIC)


def uncovered_findings(value: Decimal, on: date | None, *, light_touch: bool, tables: Tables) -> Iterator[Finding]:
    """Say so when a contract that is said not to be covered is worth a threshold that it can have."""
    lowest = thresholds_until(tables, on, light_touch=light_touch)[0]
    if reaches_all(value, on, light_touch=light_touch, tables=tables):
        said = (
            f"Taken as met: this is an exempted contract, for £{value:,.2f} reaches every threshold that fits. Then "
            "the Act asks for none of these notices. Ask `exempted-contract`."
        )
        yield check("exempted", said, EXEMPTED)
    elif value >= lowest:
        said = (
            f"Taken as met: £{value:,.2f} is under the threshold of what is bought, or the contract is exempted; the "
            f"lowest threshold that fits is £{lowest:,.0f}. Ask `threshold`."
        )
        yield check("kind_not_covered", said, PUBLIC)


def reaches_all(value: Decimal, on: date | None, *, light_touch: bool, tables: Tables) -> bool:
    """Say whether a value reaches every threshold that a contract of unknown kind can have."""
    return value >= thresholds_until(tables, on, light_touch=light_touch)[-1]


@lru_cache(maxsize=16)
def _rows(tables: Tables, light_touch: bool) -> tuple[Row, ...]:
    return tuple(row for row in tables.all("thresholds") if row.code in ROWS[light_touch])
