"""What is said of facts that have the wrong shape: which fact, and what to write instead."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from hub.law.answers import bad
from hub.law.findings import Finding
from hub.law.registry import Rule
from hub.law.shapes import asks, hints, inner, may_be_null, parts, place

# What each kind of misshapen value is told; the names are pydantic's.
SHAPES = {
    "date": "Write the date as 2026-11-23.",
    "decimal": "Write the amount as 207720.00, in pounds, without currency sign, space or comma.",
    "finite": "Write the amount as 207720.00, in pounds, without currency sign, space or comma.",
    "bool": "Say true or false, without quotation marks.",
    "int": "Write a whole number, without quotation marks.",
    "string": "Write a text in quotation marks.",
    "tuple": "Write a list in square brackets.",
    "dataclass": "Write an object of facts in curly brackets.",
}
# The old and the wrong names of money facts: a value that does not say whether VAT is in it is no fact.
BARE_MONEY = ("value", "amount", "value_delta", "estimate", "expected_spend", "spend")
# What people type is said back to them up to here.
SAID = 60
# Text that pydantic would read as a date or an amount, and that the JSON Schema does not allow: 1767225600, 1e5, 1_000.
WRITTEN = {date: re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), Decimal: re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)}
# No contract reaches these; a fact beyond them is a slip of the hand.
LARGEST = {Decimal: Decimal(10) ** 13, int: 10**7}
# Nearer to either end of the calendar no period fits. What is far from now is each rule's to judge.
FIRST_YEAR, LAST_YEAR = 1900, 9900


def faults(rule: Rule, fault: ValidationError) -> list[Finding]:
    """Name every fact that is missing, unknown or misshapen."""
    return [_fault(rule, error) for error in fault.errors()]


def loose_text(rule: Rule, stored: dict[str, Any]) -> list[Finding]:
    """Name each date and amount in facts as they came that is written in a way which the schema does not allow."""
    return [
        bad(_dotted(path), f"{shown(text)} cannot be used. {SHAPES[kind.__name__.lower()]}", rule.citation)
        for path, hint, text in _texts(rule.facts, stored, ())
        for kind, written in WRITTEN.items()
        if kind in parts(hint) and not written.fullmatch(text)
    ]


def odd_values(rule: Rule, given: Any, path: tuple[Any, ...] = ()) -> list[Finding]:
    """Name amounts, numbers and dates beyond any contract."""
    found: list[Finding] = []
    if dataclasses.is_dataclass(given):
        for one in dataclasses.fields(given):
            found += odd_values(rule, getattr(given, one.name), (*path, one.name))
    elif isinstance(given, tuple):
        for number, one in enumerate(given):
            found += odd_values(rule, one, (*path, number))
    elif isinstance(given, date):
        if not FIRST_YEAR <= given.year <= LAST_YEAR:
            found.append(bad(_dotted(path), f"{given.isoformat()} is too far from now. Check the year.", rule.citation))
    elif (most := LARGEST.get(type(given))) is not None and abs(given) >= most:
        found.append(bad(_dotted(path), "This is more than any contract can have. Check the number.", rule.citation))
    return found


def shown(value: Any) -> str:
    """Say back what was given: short, in quotation marks, and without characters that a screen obeys."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    clean = "".join(letter if letter.isprintable() else "�" for letter in text[:SAID])
    return f"“{clean}”" if len(text) <= SAID else f"“{clean}…”"


def _texts(shape: type, stored: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any, str]]:
    if not isinstance(stored, dict):
        return
    for name, hint in hints(shape).items():
        value = stored.get(name)
        if isinstance(value, str):
            yield (*path, name), hint, value
        elif (nested := inner(hint)) is not None:
            several = enumerate(value) if isinstance(value, list) else [(None, value)]
            for number, one in several:
                yield from _texts(nested, one, (*path, name) if number is None else (*path, name, number))


def _dotted(path: tuple[Any, ...]) -> str:
    """Give a path as people count: the first change before this one is previous.1."""
    return ".".join(str(step + 1) if isinstance(step, int) else shown(step)[1:-1] for step in path)


def _fault(rule: Rule, error: Any) -> Finding:
    path, kind, given = error["loc"], error["type"], error["input"]
    name = _dotted(path)
    if kind == "json_invalid":
        # What Python reads and a stricter reader does not: half a character, endless brackets.
        why = f"The facts are not one JSON object ({error['msg'].removeprefix('Invalid JSON: ')})."
        return Finding("bad_json", why, rule.citation)
    if kind == "missing":
        return _needed(rule, path)
    if kind == "unexpected_keyword_argument":
        return bad(name, _unknown(rule, path), rule.citation)
    if given is None:
        return _needed(rule, path, is_null=True)
    if kind == "enum":
        known = error["msg"].removeprefix("Input should be ").replace("'", "")
        return bad(name, f"{shown(given)} is not known here. Say {known}.", rule.citation)
    what = next((words for start, words in SHAPES.items() if kind.startswith(start)), f"{error['msg']}.")
    said = "This" if isinstance(given, dict | list) else shown(given)
    return bad(name, f"{said} cannot be used. {what}", rule.citation)


def _needed(rule: Rule, path: tuple[Any, ...], *, is_null: bool = False) -> Finding:
    shape, last = place(rule.facts, path)
    ask, name = asks(shape)[last], _dotted(path)
    question = f"{ask.question} " if ask.question != last else ""
    if is_null:
        how = f"The rule cannot decide while “{name}” is null."
    else:
        how = f"State this as “{name}”" + (", or as null if there is none." if may_be_null(hints(shape)[last]) else ".")
    return Finding("needs_fact", question + how, rule.citation)


def _unknown(rule: Rule, path: tuple[Any, ...]) -> str:
    shape, name = place(rule.facts, path)
    known = list(asks(shape))
    if any(name in {bare, f"{bare}_ex_vat"} for bare in BARE_MONEY):
        return (
            "This does not say that VAT is included. The Act values contracts including VAT (s.123(2)): give "
            + (", ".join(one for one in known if one.endswith("_inc_vat")) or "the value including VAT")
            + "."
        )
    close = difflib.get_close_matches(name, known)
    return "There is no such fact here. " + (f"Did you mean {close[0]}?" if close else f"Known: {', '.join(known)}.")
