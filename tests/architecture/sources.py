"""Find and parse our own source files for the architecture tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HUB = ROOT / "hub"
FEATURES = frozenset(
    "strategy pipeline procurement gateway engagement tender bids evaluation award contract performance "
    "spend benefits risk review reporting maturity publishing supplier library capability governance".split()
)


@cache
def modules(*, tests: bool = False) -> tuple[Path, ...]:
    """Give the Python files of the product, migrations left out, with or without its tests."""
    found = sorted(path for path in HUB.rglob("*.py") if "migrations" not in path.parts)
    return tuple(path for path in found if tests or "tests" not in path.relative_to(HUB).parts)


@cache
def tree(path: Path) -> ast.Module:
    """Parse one file, keeping the answer for the next test."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def nodes(path: Path, *kinds: type[ast.AST]) -> Iterator[Any]:
    """Give every node of these kinds in a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, kinds))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Give the file and line for a message."""
    line = f":{node.lineno}" if node is not None and hasattr(node, "lineno") else ""
    return f"{path.relative_to(ROOT)}{line}"


def room(path: Path) -> str:
    """Give the room a file stands in: its own name, or the package below the feature (models/lots.py)."""
    parts = path.relative_to(HUB).with_suffix("").parts
    return parts[1] if len(parts) > 1 else parts[0]


def dotted(node: ast.AST) -> str:
    """Give `a.b.c` for a chain of names, or the part of it that is one."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""


def nothing(found: list[str]) -> None:
    """Fail with one line for each thing found; pytest would cut a long list."""
    assert not found, "\n" + "\n".join(found)
