"""Questions by their shape: an expression is built and compiled once, and asked again with other values.

Building an Ibis expression and compiling it takes longer than answering it. Two askings of one question differ in
values only: months, a payee, where a page begins. ``question`` keeps the statement with a gap for each value. Gaps are
found by random marks that stand in for the values while it is compiled, so no value is ever read as part of a
statement; then each is written as a literal, because an engine can leave out files and row groups by a literal alone.
"""

from __future__ import annotations

import inspect
import re
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis.expr.types as ir

Value = int | str
Compile = Callable[[Any], str]
SHAPES = 512
# A number is compiled for its width, which the mark must share; no question is likely to hold one of these by itself.
NARROW, WIDE = 1_000_000_000, 1_000_000_000_000_000
NARROWEST = 2**31


@dataclass(frozen=True)
class Asked:
    """A question with what it is asked with.

    :param build: gives the expression.
    :param shape: the arguments on which the expression itself depends, and the name and type of each value.
    :param values: the values, in the order of the shape.
    """

    build: Callable[..., ir.Table]
    shape: tuple[Any, ...]
    values: tuple[Value, ...]

    def expression(self) -> ir.Table:
        """Give the expression with its values in it, for an engine that keeps no statements."""
        return self.build(**_arguments(self.shape, iter(self.values)))

    def statement(self, compile_: Compile) -> str:
        """Give the statement with its values in it."""
        pieces, order = _compiled(self.build, self.shape, compile_)
        filled = [piece + _literal(self.values[place]) for piece, place in zip(pieces, order, strict=False)]
        return "".join(filled) + pieces[-1]


def question(*, shape: Collection[str] = ()) -> Callable[[Callable[..., ir.Table]], Callable[..., Asked]]:
    """Let a function that builds an expression give the question by its shape.

    Whole numbers and texts among the arguments, and those in a mapping, are values: the function puts each into the
    expression as it is. All others are part of the shape.

    :param shape: arguments that are texts or numbers and still decide what the expression is, such as a column's name.
    """

    def made(build: Callable[..., ir.Table]) -> Callable[..., Asked]:
        known = inspect.signature(build)

        @wraps(build)
        def asked(*given: Any, **named: Any) -> Asked:
            bound = known.bind(*given, **named)
            values: list[Value] = []
            said = tuple(
                (name, _fixed(value) if name in shape else _shaped(value, values))
                for name, value in bound.arguments.items()
            )
            return Asked(build, said, tuple(values))

        return asked

    return made


@dataclass(frozen=True)
class Gap:
    """Where a value stands: its kind, "text", "narrow" or "wide"."""

    kind: str


@dataclass(frozen=True)
class Fixed:
    """An argument that is part of the shape."""

    value: Any
    is_list: bool = False

    def given(self) -> Any:
        """Give it as it was given."""
        return list(self.value) if self.is_list else self.value


def _fixed(value: Any) -> Fixed:
    return Fixed(tuple(value), is_list=True) if isinstance(value, list) else Fixed(value)


def _shaped(value: Any, values: list[Value]) -> Any:
    """Give what an argument adds to the shape; its values are added to the list."""
    if isinstance(value, Mapping):
        return tuple((name, _shaped(value[name], values)) for name in sorted(value))
    if isinstance(value, bool) or not isinstance(value, int | str):
        return _fixed(value)
    values.append(value)
    return Gap("text" if isinstance(value, str) else "narrow" if -NARROWEST <= value < NARROWEST else "wide")


def _arguments(shape: tuple[Any, ...], values: Any) -> dict[str, Any]:
    """Give the arguments of a function again, the values taken one after the other."""
    found: dict[str, Any] = {}
    for name, part in shape:
        if isinstance(part, Gap):
            found[name] = next(values)
        else:
            found[name] = part.given() if isinstance(part, Fixed) else _arguments(part, values)
    return found


def _gaps(shape: tuple[Any, ...]) -> list[Gap]:
    found: list[Gap] = []
    for _, part in shape:
        if not isinstance(part, Fixed):
            found += [part] if isinstance(part, Gap) else _gaps(part)
    return found


@lru_cache(maxsize=SHAPES)
def _compiled(build: Callable[..., ir.Table], shape: tuple[Any, ...], compile_: Compile) -> tuple[list[str], list[int]]:
    """Compile a question; give the pieces between its gaps, and which value stands in each gap.

    :raises ValueError: when a value is not in the statement, because the function made something else of it.
    """
    marks = [_mark(gap) for gap in _gaps(shape)]
    text = compile_(build(**_arguments(shape, iter(marks))))
    if not marks:
        return [text], []
    places = {_literal(mark): place for place, mark in enumerate(marks)}
    found = re.split(f"({'|'.join(map(re.escape, places))})", text)
    order = [places[mark] for mark in found[1::2]]
    if set(order) != set(places.values()):
        raise ValueError(
            f"{build.__name__} makes something of its values; name those that it does so with in its shape"
        )
    return found[0::2], order


def _mark(gap: Gap) -> Value:
    if gap.kind == "text":
        return f"value-{secrets.token_hex(16)}"
    least = NARROW if gap.kind == "narrow" else WIDE
    return least + secrets.randbelow(least)


def _literal(value: Value) -> str:
    """Write a value so that DuckDB, and every engine that keeps to the standard, reads just this value."""
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return f"{value:d}" if value >= 0 else f"({value:d})"
