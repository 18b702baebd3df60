"""The shape of what a rule is told and what it answers: frozen dataclasses whose fields say what they ask.

Field types are ``date``, ``Decimal`` (pounds; the name says ``_inc_vat`` or ``_ex_vat``), ``int``, ``bool``, ``str``,
a :class:`~hub.law.terms.Term`, another such dataclass, a ``tuple`` of these, or one of these ``| None``. A field
without a default must be stated, if only as null; a field with one may be left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass(frozen=True)
class Ask:
    """How a fact is asked for: the question in plain words, and what helps to answer it.

    ``table`` names the table of the law whose codes are the answers, for a text that is one of them.
    """

    question: str
    hint: str = ""
    table: str = ""


@dataclass_transform(frozen_default=True, kw_only_default=True)
def facts(cls: type[T]) -> type[T]:
    """Make a frozen, keyword-only dataclass that takes no other facts than it names."""
    # Read by the door, which checks JSON against these classes; the classes themselves stay plain Python.
    cls.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]
    return dataclass(frozen=True, kw_only=True, slots=True)(cls)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def result(cls: type[T]) -> type[T]:
    """Make the same of what a rule answers; the second name says which side of the rule a class is on."""
    return facts(cls)
