"""The founding strategy as the Hub ships it: clauses, rows, targets and dependencies, reviewed, with their source."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "founding.json"


@cache
def founding() -> dict[str, Any]:
    """Give the shipped strategy."""
    return json.loads(FILE.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
