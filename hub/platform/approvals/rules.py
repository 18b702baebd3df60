"""Which line of the scheme of delegation holds, and who may decide. Plain functions over values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from hub.platform import words
from hub.platform.approvals.terms import Vat
from hub.platform.identity.roles import Role

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_AMOUNT = re.compile(r"-?\d+\.\d\d")


class BadScheme(ValueError):
    """A line of the scheme of delegation cannot be read; the message says which and why."""


@dataclass(frozen=True)
class StepRule:
    """One decision on the way: the role that takes it, up to which value, and whether a deputy may."""

    role: Role
    limit: Decimal | None = None
    allows_deputies: bool = False


@dataclass(frozen=True)
class Band:
    """One line of the scheme of delegation: for what, from which value to below which, by which steps."""

    code: str
    label: str
    key: str
    lowest: Decimal
    below: Decimal | None
    vat: Vat
    steps: tuple[StepRule, ...]
    valid_from: date
    source: str = ""
    # Whether who decides must show again that it is them (security.md §10.2: approvals over a value).
    wants_fresh_sign_in: bool = False
    # The procedures and the risks that the line is for; empty for every one.
    routes: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    # The code of the body that decides at a meeting, instead of people by their steps.
    body: str = ""

    def fits(self, content: Content) -> bool:
        """Say whether a line is for the procedure and the risk of some content; one not known fits no named one."""
        return (not self.routes or content.route in self.routes) and (not self.risks or content.risk in self.risks)

    def covers(self, value: Decimal | None) -> bool:
        """Say whether a value lies in the band; an unknown value lies in the highest only."""
        if value is None:
            return self.below is None
        return self.lowest <= value and (self.below is None or value < self.below)

    @property
    def range(self) -> str:
        """Give the band in words: "£100,000 to under £500,000 ex VAT"."""
        low, vat = words.money(self.lowest), self.vat.label
        if self.below is None:
            return f"{low} or more, {vat}" if self.lowest else f"any value, {vat}"
        return (
            f"{low} to under {words.money(self.below)}, {vat}"
            if self.lowest
            else f"under {words.money(self.below)}, {vat}"
        )


@dataclass(frozen=True)
class Content:
    """What is approved: the fields as they were shown, and the value that chose the band."""

    fields: dict[str, Any] = field(default_factory=dict)
    value: Decimal | None = None
    value_inc: Decimal | None = None
    # What else may choose the line: the procedure and the risk, by their codes.
    route: str = ""
    risk: str = ""


def band_of(code: str, label: str, data: dict[str, Any], *, valid_from: date, source: str = "") -> Band:
    """Read one line of the scheme.

    :raises BadScheme: when role, amount or VAT basis cannot be read.
    """
    try:
        steps, body = tuple(_step(step) for step in data.get("steps", [])), str(data.get("body", ""))
        if steps and body:
            raise ValueError("either steps or a body decides, not both")
        if "steps" not in data and not body:
            raise KeyError("steps")
        return Band(
            code=code,
            label=label,
            key=str(data["key"]),
            lowest=Decimal(str(data.get("from") or "0")),
            below=_amount(data.get("below")),
            vat=Vat(data["vat"]),
            steps=steps,
            valid_from=valid_from,
            source=source,
            wants_fresh_sign_in=bool(data.get("fresh_sign_in", False)),
            routes=tuple(map(str, data.get("routes", []))),
            risks=tuple(map(str, data.get("risks", []))),
            body=body,
        )
    except (KeyError, ValueError, TypeError, InvalidOperation) as fault:
        raise BadScheme(f"{code} in the scheme of delegation cannot be read: {fault}") from fault


def _step(data: dict[str, Any]) -> StepRule:
    return StepRule(Role(data["role"]), _amount(data.get("limit")), bool(data.get("deputies", False)))


def _amount(text: Any) -> Decimal | None:
    return None if text in (None, "") else Decimal(str(text))


def choose(bands: Iterable[Band], *, key: str, content: Content) -> Band | None:
    """Give the line that holds for a key and a value, counted with or without VAT as the line says.

    Lines are asked in their order: the first that fits the value, the procedure and the risk holds.
    Where the value on the line's basis is not known, the other basis is not guessed: only an open-ended line holds.
    """
    for band in bands:
        value = content.value_inc if band.vat == Vat.INC else content.value
        if band.key == key and band.covers(value) and band.fits(content):
            return band
    return None


def within_limit(limit: Decimal | None, value: Decimal | None) -> bool:
    """Say whether a value lies within a delegated limit; an unknown value lies only within no limit."""
    return limit is None or (value is not None and value <= limit)


def differing(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Give the fields that differ, each with the frozen and the present value, in their order."""
    names = [*before, *[name for name in after if name not in before]]
    return [(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)]


def in_words(value: Any) -> str:
    """Write a frozen value for people."""
    if value is None or value == "":
        return "Not recorded"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return words.list_of([in_words(one) for one in value])
    text = str(value)
    if _DAY.fullmatch(text):
        return words.date_long(date.fromisoformat(text))
    return words.money(Decimal(text), pence=not text.endswith(".00")) if _AMOUNT.fullmatch(text) else text
