"""What a rule asks and answers, taken apart field by field, so that a page can be made of any rule."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from hub.law.facts import Ask
from hub.law.terms import Term

MONEY_ENDS = ("_inc_vat", "_ex_vat")
SHARE_ENDS = ("_share", "_rate")


@dataclass(frozen=True)
class Part:
    """One field of facts or of a result.

    :param sort: date, money, number, count, yes_no, term, text, group or rows.
    :param of: the enumeration of a term; the dataclass of a group.
    :param is_many: it holds any number of them.
    :param may_be_null: nothing at all is an answer.
    :param may_be_left: it has a default.
    :param parts: the fields of a group, or those of each row.
    """

    name: str
    ask: Ask
    sort: str
    of: Any = None
    is_many: bool = False
    may_be_null: bool = False
    may_be_left: bool = False
    parts: tuple[Part, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Say whether it is one value, not a group and not several."""
        return self.sort != "group" and not self.is_many

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Give the words of a term."""
        if isinstance(self.of, type) and issubclass(self.of, Term):
            return self.of.choices()
        # The words of a literal, or pairs of code and label from a table.
        pairs = [word if isinstance(word, tuple) else (word, "") for word in self.of or ()]
        return [(str(code), str(label) or str(code).replace("_", " ").capitalize()) for code, label in pairs]


@cache
def parts_of(shape: type) -> tuple[Part, ...]:
    """Give the fields of a dataclass of facts or results, in their order."""
    hints = get_type_hints(shape, include_extras=True)
    return tuple(_part(one, hints[one.name]) for one in dataclasses.fields(shape))


@cache
def names_of(shape: type) -> dict[str, str]:
    """Give the question of each fact by its name, those of groups and rows too."""
    found: dict[str, str] = {}
    for part in parts_of(shape):
        found[part.name] = part.ask.question
        for inner in part.parts:
            found.setdefault(inner.name, inner.ask.question)
    return found


def _part(field: dataclasses.Field[Any], hint: Any) -> Part:
    ask, kind = _asked(field.name, hint)
    kind, may_be_null = _bare(kind)
    is_many = get_origin(kind) in (tuple, list, frozenset)
    if is_many:
        inner_ask, kind = _asked(field.name, get_args(kind)[0])
        ask = ask if ask.question != field.name else inner_ask
        kind, _ = _bare(kind)
    has_default = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
    sort, of = _sort(field.name, kind)
    return Part(
        field.name,
        ask,
        sort,
        of,
        is_many=is_many,
        may_be_null=may_be_null,
        may_be_left=has_default,
        parts=parts_of(kind) if sort == "group" else (),
    )


def _asked(name: str, hint: Any) -> tuple[Ask, Any]:
    if get_origin(hint) is Annotated:
        kind, *extras = get_args(hint)
        return next((extra for extra in extras if isinstance(extra, Ask)), Ask(name)), kind
    return Ask(name), hint


def _bare(kind: Any) -> tuple[Any, bool]:
    """Take "or nothing" off a type."""
    if get_origin(kind) in (Union, UnionType):
        inner = [one for one in get_args(kind) if one is not NoneType]
        # A fact is of one sort; the first of several is asked for.
        return _asked("", inner[0])[1], len(inner) < len(get_args(kind))
    return kind, False


def _sort(name: str, kind: Any) -> tuple[str, Any]:
    if get_origin(kind) is Literal:
        return "term", get_args(kind)
    if not isinstance(kind, type):
        return "text", None
    if dataclasses.is_dataclass(kind):
        return "group", kind
    if issubclass(kind, Term):
        return "term", kind
    if issubclass(kind, bool):
        return "yes_no", None
    if issubclass(kind, date):
        return "date", None
    if issubclass(kind, Decimal):
        return ("number" if name.endswith(SHARE_ENDS) else "money"), None
    return ("count", None) if issubclass(kind, int) else ("text", None)
