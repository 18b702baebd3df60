"""Where facts come in as JSON and answers go out: checks shapes, names what is missing or wrong, draws schemas."""

from __future__ import annotations

import dataclasses
import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hub.law.answers import Answer, Undecided, bad, undecided
from hub.law.findings import Finding
from hub.law.refusals import faults, loose_text, odd_values, shown
from hub.law.registry import Rule
from hub.law.shapes import adapter, asks, schema
from hub.law.tables import NoRow, Tables

__all__ = ["adapter", "answer", "asks", "decide", "document", "facts_in", "plain", "schema"]


class _Unreadable(ValueError):
    """The text is not one JSON object of facts; the message says why, as a whole sentence."""


def facts_in(source: str) -> bytes:
    """Read facts from a file, or from standard input where the source is "-".

    :raises ValueError: when the file cannot be read; the message names it and says why.
    """
    try:
        return sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as fault:
        raise ValueError(f"{source} cannot be read: {fault.strerror}.") from fault


def decide(rule: Rule, text: str | bytes, *, tables: Tables) -> Answer[Any]:
    """Answer facts that come as JSON text. Nothing is raised: what is wrong with the facts is in the findings."""
    try:
        whole = _text(text)
        stored = _object(whole)
        given = adapter(rule.facts).validate_json(whole, strict=True)
    except _Unreadable as fault:
        return undecided(Finding("bad_json", str(fault), rule.citation))
    except ValidationError as fault:
        return undecided(*faults(rule, fault))
    if awkward := loose_text(rule, stored) or odd_values(rule, given):
        return undecided(*awkward)
    return answer(rule, given, tables=tables)


def answer(rule: Rule, given: Any, *, tables: Tables) -> Answer[Any]:
    """Answer facts that are already in the rule's own shape."""
    try:
        return rule(given, tables=tables)
    except Undecided as fault:
        return undecided(*fault.findings)
    except NoRow as fault:
        return undecided(bad("date", f"{fault} Add the row, or correct the date.", rule.citation))
    except OverflowError:
        why = "These dates and numbers lead beyond the calendar. Check them."
        return undecided(bad("facts", why, rule.citation))


def document(rule: Rule, answer: Answer[Any]) -> dict[str, Any]:
    """Give an answer as JSON: ISO dates, decimal strings for money, shares as fractions of 1."""
    relied = answer.citation or rule.citation
    return {
        "result": None if answer.result is None else plain(answer.result),
        "findings": [
            {
                "code": one.code,
                "severity": str(one.severity),
                "message": one.message,
                # That two facts contradict each other needs no section; the rule's own says which facts are meant.
                "citation": one.citation or relied,
            }
            for one in answer.findings
        ],
        "citation": relied,
    }


def plain(value: Any) -> Any:
    """Give a result as what JSON can hold. Decimals of fields that end in ``_share`` become numbers."""
    if dataclasses.is_dataclass(value):
        return {one.name: _plain_field(one.name, getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, str) else value


def _plain_field(name: str, value: Any) -> Any:
    if isinstance(value, Decimal) and name.endswith("_share"):
        return float(round(value, 6))
    return plain(value)


def _text(given: str | bytes) -> str:
    """Give facts as text; the mark that some editors put before UTF-8 is left out."""
    if isinstance(given, str):
        return given.removeprefix("\ufeff")
    try:
        return given.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _Unreadable(f"The facts are not UTF-8 text (byte {fault.start + 1}). Save them as UTF-8.") from None


def _object(text: str) -> dict[str, Any]:
    """Read one JSON object.

    :raises _Unreadable: when it is none, states a fact twice, or holds what no JSON reader agrees on.
    """
    try:
        stored = json.loads(text, parse_float=Decimal, parse_constant=_refused, object_pairs_hook=_once)
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}: {fault.msg}"
        raise _Unreadable(f"The facts are not one JSON object ({where}).") from None
    except RecursionError:
        raise _Unreadable("The facts hold too many brackets inside one another.") from None
    except _Unreadable:
        raise
    except ValueError:
        # Python reads no whole number of more than some thousand digits.
        raise _Unreadable("The facts hold a number that is longer than any contract needs.") from None
    if not isinstance(stored, dict):
        raise _Unreadable("The facts must be one JSON object, in curly brackets.")
    return stored


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Unreadable(f"The facts state {shown(name)} twice. State each fact once.")
        found[name] = value
    return found


def _refused(constant: str) -> Any:
    raise _Unreadable(f"The facts hold {constant}, which is not a number. Write a number, or null.")
