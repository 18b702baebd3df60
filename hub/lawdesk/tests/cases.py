"""The worked cases of the law, as this package's tests ask them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import hub.law

CASES = Path(hub.law.__file__).parent / "cases"


@cache
def example_of(name: str) -> dict[str, Any]:
    """Give the first case of a rule that is marked as an example."""
    stored = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return next(case for case in stored["cases"] if case.get("example"))


@cache
def answered_cases(name: str) -> list[dict[str, Any]]:
    """Give the cases of a rule that have a result."""
    stored = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return [case for case in stored["cases"] if case["result"] is not None]


@cache
def refused_cases(name: str) -> list[dict[str, Any]]:
    """Give the cases of a rule whose facts contradict each other or cannot be."""
    stored = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return [case for case in stored["cases"] if case["result"] is None and "bad_fact" in case["findings"]]
