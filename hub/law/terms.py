"""The base of every enumeration in the Hub, and the law's own words."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word of the field with the label that people read.

    Plain Python, so that rules may use it; Django reads ``choices()``.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Keep the label beside the stored value."""
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label or value.replace("_", " ").capitalize()
        return term

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Give the pairs that a model field or a form takes."""
        return [(term.value, term.label) for term in cls]
