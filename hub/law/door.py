"""Where facts come in as JSON and answers go out: checks shapes, names what is missing or wrong, draws schemas."""

from __future__ import annotations

import dataclasses
import difflib
import json
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from hub.law.answers import Answer, bad, needs, undecided
from hub.law.facts import Ask
from hub.law.findings import Finding
from hub.law.registry import Rule
from hub.law.tables import NoRow, Tables

# What each kind of misshapen value is told; the names are pydantic's.
SHAPES = {
    "date": "This is not a date. Write it as 2026-11-23.",
    "decimal": "This is not an amount. Write it as 207720.00, without sign, space or comma.",
    "bool": "Say true or false.",
    "int": "This is not a whole number.",
    "string": "This is not a text.",
    "list": "This is not a list.",
    "tuple": "This is not a list.",
    "dataclass": "This is not an object of facts.",
}
# The old and the wrong names of money facts: a value that does not say whether VAT is in it is no fact.
BARE_MONEY = ("value", "amount", "value_delta", "estimate", "expected_spend", "spend")


@cache
def adapter(shape: type) -> TypeAdapter[Any]:
    """Give what checks JSON against a dataclass."""
    return TypeAdapter(shape)


def decide(rule: Rule, text: str | bytes, *, tables: Tables) -> Answer[Any]:
    """Answer facts that come as JSON text. Nothing is raised: what is wrong with the facts is in the findings."""
    try:
        stored = json.loads(text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_once)
    except ValueError as fault:
        return undecided(Finding("bad_json", f"The facts are not one JSON object: {fault}", rule.citation))
    if not isinstance(stored, dict):
        return undecided(Finding("bad_json", "The facts must be one JSON object.", rule.citation))
    try:
        given = adapter(rule.facts).validate_json(text)
    except ValidationError as fault:
        return undecided(*_faults(rule, fault, stored))
    if awkward := _odd_values(given):
        return undecided(*awkward)
    return answer(rule, given, tables=tables)


def answer(rule: Rule, given: Any, *, tables: Tables) -> Answer[Any]:
    """Answer facts that are already in the rule's own shape."""
    try:
        return rule(given, tables=tables)
    except NoRow as fault:
        return undecided(bad("date", f"{fault} Add the row, or correct the date.", rule.citation))


def document(rule: Rule, answer: Answer[Any]) -> dict[str, Any]:
    """Give an answer as JSON: ISO dates, decimal strings for money, shares as fractions of 1."""
    return {
        "result": None if answer.result is None else plain(answer.result),
        "findings": [
            {"code": one.code, "severity": str(one.severity), "message": one.message, "citation": one.citation}
            for one in answer.findings
        ],
        "citation": answer.citation or rule.citation,
    }


def plain(value: Any) -> Any:
    """Give a result as what JSON can hold. Decimals of fields that end in ``_share`` become numbers."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain_field(one.name, getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, str) else value


def schema(rule: Rule) -> dict[str, Any]:
    """Give the JSON Schema of a rule's facts and of its result, with the question each fact answers."""
    return {"facts": _described(rule.facts, "validation"), "result": _described(rule.result, "serialization")}


def asks(shape: type) -> dict[str, Ask]:
    """Give how each fact of a dataclass is asked for."""
    hints = get_type_hints(shape, include_extras=True)
    return {
        one.name: next((extra for extra in get_args(hints[one.name])[1:] if isinstance(extra, Ask)), Ask(one.name))
        for one in dataclasses.fields(shape)
    }


def _plain_field(name: str, value: Any) -> Any:
    if isinstance(value, Decimal) and name.endswith("_share"):
        return float(round(value, 6))
    return plain(value)


def _described(shape: type, mode: Literal["validation", "serialization"]) -> dict[str, Any]:
    drawn = adapter(shape).json_schema(mode=mode)
    for part, known in [
        (drawn, shape),
        *((drawn.get("$defs", {}).get(one.__name__, {}), one) for one in _nested(shape)),
    ]:
        for name, ask in asks(known).items():
            if name.endswith("_share") and mode == "serialization" and name in part.get("properties", {}):
                part["properties"][name] = {"anyOf": [{"type": "number"}, {"type": "null"}]}
            if name in part.get("properties", {}) and ask.question != name:
                part["properties"][name]["description"] = f"{ask.question} {ask.hint}".strip()
    return drawn


def _nested(shape: type) -> list[type]:
    found: list[type] = []
    for hint in get_type_hints(shape).values():
        for one in (hint, *get_args(hint)):
            if dataclasses.is_dataclass(one) and isinstance(one, type):
                found += [one, *_nested(one)]
    return found


def _faults(rule: Rule, fault: ValidationError, stored: dict[str, Any]) -> list[Finding]:
    return [_fault(rule, error, stored) for error in fault.errors(include_url=False, include_context=False)]


def _fault(rule: Rule, error: Any, stored: dict[str, Any]) -> Finding:
    name = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in error["loc"]) or "facts"
    kind = error["type"]
    if kind in {"missing", "missing_argument", "missing_keyword_only_argument"}:
        return needs(name, _why(rule, error["loc"]), rule.citation)
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        return bad(name, _unknown(rule, str(error["loc"][-1])), rule.citation)
    if error["input"] is None:
        return needs(name, _why(rule, error["loc"]), rule.citation)
    if kind == "enum" or kind == "literal_error":
        said = error["msg"].removeprefix("Input should be ").replace("'", "")
        return bad(name, f"“{error['input']}” is not known here. Say {said}.", rule.citation)
    family = next((words for start, words in SHAPES.items() if kind.startswith(start)), error["msg"] + ".")
    return bad(name, f"“{error['input']}”: {family}", rule.citation)


def _why(rule: Rule, place: tuple[Any, ...]) -> str:
    shape, words = rule.facts, ""
    for part in place:
        if isinstance(part, int) or not dataclasses.is_dataclass(shape):
            continue
        words = asks(shape).get(part, Ask("")).question
        hint = get_type_hints(shape).get(part)
        inner = [one for one in (hint, *get_args(hint)) if dataclasses.is_dataclass(one) and isinstance(one, type)]
        shape = inner[0] if inner else shape
    return words or "the rule cannot decide without it."


def _unknown(rule: Rule, name: str) -> str:
    known = [one.name for one in dataclasses.fields(rule.facts)]
    if any(name == bare or name == f"{bare}_ex_vat" for bare in BARE_MONEY):
        return (
            "This does not say that VAT is included. The Act values contracts including VAT (s.123(2)): give "
            + (", ".join(one for one in known if one.endswith("_inc_vat")) or "the value including VAT")
            + "."
        )
    close = difflib.get_close_matches(name, known, n=1)
    return f"This rule knows no such fact. {'Did you mean ' + close[0] if close else 'It knows ' + ', '.join(known)}."


def _odd_values(given: Any, prefix: str = "") -> list[Finding]:
    """Name amounts beyond any contract and text that no fact needs; dates far from now are judged by each rule."""
    found: list[Finding] = []
    for one in dataclasses.fields(given):
        value = getattr(given, one.name)
        if isinstance(value, Decimal) and (not value.is_finite() or abs(value) >= Decimal(10) ** 13):
            found.append(bad(prefix + one.name, "This is not an amount that a contract can have."))
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            found += _odd_values(value, f"{prefix}{one.name}.")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"{', '.join(sorted(twice))} is stated twice")
    return dict(pairs)


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a number")
