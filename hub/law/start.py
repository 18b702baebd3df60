"""The day on which the Procurement Act 2023 began, and what is said of an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from hub.law.answers import bad
from hub.law.findings import Finding
from hub.law.tables import Tables

COMMENCEMENT = "SI 2024/716 reg 2"


@lru_cache(maxsize=16)
def act_began(tables: Tables) -> date:
    """Give the day on which the main provisions of the Act came into force (SI 2024/716 reg 2, SI 2024/959)."""
    return min(row.valid_from for row in tables.all("thresholds"))


def before_the_act(tables: Tables, **dates: date | None) -> Iterator[Finding]:
    """Name each date on which the Act was not yet in force; the older regulations govern those days."""
    began = act_began(tables)
    for name, day in dates.items():
        if day is not None and day < began:
            yield bad(
                name,
                f"{day.isoformat()} is before {began.isoformat()}, when the Procurement Act 2023 began. "
                "Ask the rule `regime` first.",
                COMMENCEMENT,
            )
