"""What the dataclasses of facts and results look like: the question each fact answers, nested shapes, JSON Schema."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_type_hints

from pydantic import TypeAdapter

from hub.law.facts import Ask
from hub.law.registry import Rule

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def adapter(shape: type) -> TypeAdapter[Any]:
    """Give what checks JSON against a dataclass."""
    return TypeAdapter(shape)


@cache
def asks(shape: type) -> dict[str, Ask]:
    """Give how each fact of a dataclass is asked for."""
    hints = get_type_hints(shape, include_extras=True)
    return {
        one.name: next((extra for extra in get_args(hints[one.name])[1:] if isinstance(extra, Ask)), Ask(one.name))
        for one in dataclasses.fields(shape)
    }


@cache
def hints(shape: type) -> dict[str, Any]:
    """Give the type of each fact of a dataclass, without how it is asked for."""
    return get_type_hints(shape)


def parts(hint: Any) -> Iterator[Any]:
    """Give a type and every type inside it: those of a union, of a tuple's members, of either in the other."""
    yield hint
    for inner in get_args(hint):
        yield from parts(inner)


def inner(hint: Any) -> type | None:
    """Give the dataclass that a fact is, or is a list of, if there is one."""
    found: Any = next(filter(dataclasses.is_dataclass, parts(hint)), None)
    return found  # type: ignore[no-any-return]


def may_be_null(hint: Any) -> bool:
    """Say whether a fact may be stated as null."""
    return NoneType in get_args(hint)


def place(shape: type, path: tuple[Any, ...]) -> tuple[type, str]:
    """Follow a path of names and numbers into facts: the shape it ends in, and the name of its fact there."""
    names = [step for step in path if isinstance(step, str)]
    for step in names[:-1]:
        deeper = inner(hints(shape)[step])
        assert deeper is not None, f"{step} holds no facts"
        shape = deeper
    return shape, names[-1]


def schema(rule: Rule) -> dict[str, Any]:
    """Give the JSON Schema of a rule's facts and of its result, with the question each fact answers."""
    return {"facts": _described(rule.facts, "validation"), "result": _described(rule.result, "serialization")}


def _described(shape: type, mode: Literal["validation", "serialization"]) -> dict[str, Any]:
    drawn = {"$schema": DIALECT, **adapter(shape).json_schema(mode=mode)}
    inside = drawn.get("$defs", {})
    for part, known in [(drawn, shape), *((inside.get(one.__name__, {}), one) for one in _nested(shape))]:
        for name, ask in asks(known).items():
            shown = part["properties"]
            if name.endswith("_share") and mode == "serialization":
                shown[name] = {"anyOf": [{"type": "number"}, {"type": "null"}]}
            if ask.question != name:
                shown[name]["description"] = f"{ask.question} {ask.hint}".strip()
    return drawn


def _nested(shape: type) -> list[type]:
    found: list[type] = []
    for hint in hints(shape).values():
        if (one := inner(hint)) is not None:
            found += [one, *_nested(one)]
    return found
