"""The column in which a list says why the end or the value of a contract in force is other than recorded."""

from __future__ import annotations

from hub.platform.tabular.headings import Field
from hub.platform.tabular.results import BadValue, shown

# Meanings of the column's words.
MISTYPED, CHANGED = "mistyped", "changed"
MOVED_FIELD = Field(
    "moved_because",
    "Record wrong or contract changed",
    ("why it is other", "why the end or value is other", "why end or value is other"),
)
_WORDS = {
    "record wrong": MISTYPED,
    "the record was wrong": MISTYPED,
    "record was wrong": MISTYPED,
    "the record was wrong: the contract always said this": MISTYPED,
    MISTYPED: MISTYPED,
    "contract changed": CHANGED,
    "the contract itself was changed": CHANGED,
    "the contract was changed": CHANGED,
    "contract was changed": CHANGED,
    CHANGED: CHANGED,
}


def moved_because(given: str) -> str:
    """Give ``MISTYPED`` or ``CHANGED`` as a cell says it, or "" for an empty one.

    :raises BadValue: for any other words.
    """
    words = " ".join(given.lower().split()).rstrip(".")
    if not words or words in _WORDS:
        return _WORDS.get(words, "")
    raise BadValue(f"“{shown(given)}” is neither. Write “Record wrong” or “Contract changed”, or leave it empty.")
