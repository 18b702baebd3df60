"""What level tests ask for and the Hub cannot measure yet: in words, with the records that it would need."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent.parent / "data" / "not_measured.json"


@dataclass(frozen=True)
class Unmeasured:
    """A measure that is not built.

    :param label: what it would count.
    :param needs: which records it would count them from.
    """

    label: str
    needs: str


@cache
def unmeasured() -> dict[str, Unmeasured]:
    """Give what is not measured by the key of its indicator."""
    groups = json.loads(FILE.read_text(encoding="utf-8"))
    return {key: Unmeasured(label, group["needs"]) for group in groups for key, label in group["labels"].items()}
