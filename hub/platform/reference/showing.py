"""How a dated value looks on a page: its parts in words, its days, its section and what is not confirmed."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from hub.platform.reference.models import Entry
from hub.platform.words import money, spelt_out

DOUBTS = frozenset({"unconfirmed", "note"})
SHOWN_APART = DOUBTS | {"citation"}


class Line:
    """One value on the page of its set."""

    def __init__(
        self,
        row: Entry,
        followed_on: date | None,
        today: date,
        *,
        is_law: bool = False,
        is_own: bool = False,
        may_change: bool = False,
    ) -> None:
        self.row = row
        self.until = min((day for day in (row.valid_to, followed_on) if day is not None), default=None)
        self.state = state(row.valid_from, self.until, today)
        self.parts = words_of(row.data)
        self.citation = row.data.get("citation", "")
        self.is_unconfirmed = bool(row.data.get("unconfirmed"))
        self.note = row.data.get("note", "")
        self.is_open = self.until is None
        # Nothing was decided by it yet, so it is taken back and not ended.
        self.is_to_come = row.valid_from > today and not is_law
        # A setting that each authority may make its own: this row is one, or the national one that it stands over.
        self.is_own, self.may_change = is_own, may_change


def state(begins: date, until: date | None, today: date) -> str:
    """Say whether a value holds, has ended or is to come."""
    if begins > today:
        return "To come"
    return "Ended" if until is not None and until <= today else "Holds"


def words_of(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Give the parts of a value as label and text, without its section and its doubts, which stand apart."""
    shown = {name: part for name, part in data.items() if name not in SHOWN_APART}
    return [(spelt_out(name), text_of(name, part)) for name, part in shown.items()]


def text_of(name: str, part: Any) -> str:
    """Give one part of a value as people read it."""
    if isinstance(part, bool):
        return "Yes" if part else "No"
    if part is None:
        return "None"
    if name == "amount" and str(part).replace(".", "", 1).isdecimal():
        return money(Decimal(str(part)))
    if isinstance(part, list) and not any(isinstance(one, dict | list) for one in part):
        return ", ".join(str(one) for one in part)
    if isinstance(part, dict | list):
        return json.dumps(part, ensure_ascii=False)
    return str(part).replace("_", " ")
