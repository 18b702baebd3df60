"""Read the suppliers of one row of a register: one or several in a cell, with their numbers beside them."""

from __future__ import annotations

import re
from typing import Any, Protocol

from hub.contract.reading import text
from hub.contract.reading.row import SupplierRef
from hub.contract.reading.suppliers import NOBODY, split_names, supplier, together
from hub.platform.tabular.results import shown
from hub.supplier import rules

_SCHEMES = (("company_number", "GB-COH"), ("charity_number", "GB-CHC"), ("ppon", "GB-PPON"))
_ABOUT_ONE = (*(key for key, _ in _SCHEMES), "supplier_address", "supplier_postcode")
_JOINT = re.compile(r"\s*(?:[;|,/&\n]|\band\b)\s*", re.I)
# The rest of a name that a narrow column broke: "Meridian Facilities\nManagement Ltd" cannot be told from two firms,
# but "Meridian\nLtd" and "Knight &\nPage" can.
_REST_OF_A_NAME = re.compile(
    r"^(?:\(?(?:ltd|limited|plc|llp|lp|inc|cic|c\.i\.c|uk|co|company|group|holdings)\b[.)]*\s*)+$|^(?:&|and|t/a)\b",
    re.I,
)
_UNFINISHED = re.compile(r"(?:&|\band|\bof|\bt/a|\btrading as|[-,(])$", re.I)
_BREAK = re.compile(r"\r\n|\r|\n")

NOT_EACH = (
    "The column “{column}” says “{value}”, which cannot be shared out among {count} suppliers, so it was left out. "
    "Write one for each supplier, in their order and with semicolons, or enter it on the suppliers' pages."
)
BROKEN = (
    "The supplier has a line break in it and was read as {count} suppliers: {names}. If it is one, write it on one "
    "line and load the file again."
)


class Line(Protocol):
    """What is needed of the row that is read."""

    warnings: list[str]

    def cell(self, key: str) -> str:
        """Give the text of a field, or "" when there is none."""
        ...

    def said(self, key: str) -> str:
        """Give the text of a field, or "" when its words stand for nothing."""
        ...

    def column(self, key: str) -> str:
        """Give the heading of a field."""
        ...


def suppliers_of(line: Line) -> tuple[SupplierRef, ...]:
    """Read the suppliers that a row names; what cannot be kept is said among its warnings."""
    names = _names(line)
    facts = _facts_of_each(line, len(names))
    found = []
    for name, known in zip(names, facts, strict=True):
        one = supplier(name, **known)
        if one is None:
            line.warnings.append(NOBODY.format(name=rules.clean_name(name)))
        found.append(one)
    return together(found)


def _names(line: Line) -> list[str]:
    raw = line.cell("supplier")
    if not _BREAK.search(raw):
        return split_names(raw)
    parts: list[str] = []
    for part in filter(None, map(str.strip, _BREAK.split(raw))):
        if parts and (_REST_OF_A_NAME.search(part) or _UNFINISHED.search(parts[-1])):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    names = [name for part in parts for name in split_names(part)]
    if len(parts) > 1:
        line.warnings.append(BROKEN.format(count=len(names), names="; ".join(names)))
    return names


def _facts_of_each(line: Line, count: int) -> list[dict[str, Any]]:
    """Give what the row says about each supplier; a number for each is taken in their order."""
    if count == 1:
        return [_facts(line, {key: line.said(key) for key in _ABOUT_ONE}, is_single=True)]
    shared: list[dict[str, str]] = [{} for _ in range(count)]
    for key in _ABOUT_ONE:
        if not count or not (value := line.said(key)):
            continue
        parts = [part for part in _JOINT.split(value) if part]
        # An address has commas and ampersands of its own.
        if len(parts) != count or key == "supplier_address":
            told = NOT_EACH.format(column=line.column(key), value=shown(value), count=count)
            line.warnings.append(told)
            continue
        for known, part in zip(shared, parts, strict=True):
            known[key] = part
    return [_facts(line, known, is_single=False) for known in shared]


def _facts(line: Line, known: dict[str, str], *, is_single: bool) -> dict[str, Any]:
    numbers = (_identifier(line, key, scheme, known.get(key, "")) for key, scheme in _SCHEMES)
    return {
        "identifiers": tuple(filter(None, numbers)),
        # Whether all suppliers of a row are small firms is said of the contract only.
        "is_sme": text.yes_or_no(line.cell("sme")) if is_single else None,
        "is_vcse": text.yes_or_no(line.cell("vcse")) if is_single else None,
        "address": known.get("supplier_address", ""),
        "postcode": known.get("supplier_postcode", ""),
    }


def _identifier(line: Line, key: str, scheme: str, raw: str) -> rules.Identifier | None:
    if not raw:
        return None
    try:
        return rules.identifier(scheme, raw)
    except rules.BadIdentifier as error:
        line.warnings.append(f"{error.reason} It was left out.")
        return None
