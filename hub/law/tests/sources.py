"""The source of the rules, as the tests of the house read it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LAW = Path(__file__).parent.parent
# What carries rules rather than being one: it may know JSON and other libraries.
FRAME = {"door", "shapes", "refusals"}
# How the name of an enactment, code or guidance begins.
ENACTMENTS = r"(?:[A-Z]{2,8}(?:\([A-Z]\)[A-Z]*)? \d{4}|SI \d{4}/\d+|PPN \d+|Transparency Code|LGTC|NPPS)"
CITATION = re.compile(rf"{ENACTMENTS}\b[^?!]*(?<!\.)")
# The functions whose answer or finding stands on a section, and the place of the section among their arguments.
CITING = {"bad": 2, "needs": 2, "check": 2, "warn": 2, "inform": 2, "Finding": 2, "Answer": 2}


def modules() -> list[Path]:
    """Give the modules of the package, without commands and tests."""
    return sorted(path for path in LAW.glob("*.py") if path.name != "__init__.py")


def rule_modules() -> list[Path]:
    """Give those of them that hold rules and what rules share."""
    return [path for path in modules() if path.stem not in FRAME]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def docstrings(whole: ast.Module) -> set[int]:
    """Give the identities of the nodes that are docstrings."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(whole)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }


def made_up(whole: ast.Module) -> set[int]:
    """Give the identities of text that is a part of longer text, and of the sections under which a rule is listed.

    What a rule is listed under stands behind every one of its cases.
    """
    parts = {id(part) for node in ast.walk(whole) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    listed = {
        id(part)
        for node in ast.walk(whole)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "rule"
        for part in ast.walk(node)
    }
    return parts | listed


def citations(whole: ast.Module) -> Iterator[tuple[str, int]]:
    """Give each text that is a citation, by its look or by its place, with its line."""
    left_out = docstrings(whole) | made_up(whole)
    for node in ast.walk(whole):
        if isinstance(node, ast.Call):
            yield from ((one.value, one.lineno) for one in _cited(node) if id(one) not in left_out)
        text = node.value if isinstance(node, ast.Constant) and id(node) not in left_out else None
        if isinstance(text, str) and CITATION.fullmatch(text):
            yield text, node.lineno


def _cited(call: ast.Call) -> Iterator[ast.Constant]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    place = CITING.get(name)
    given = [call.args[place]] if place is not None and len(call.args) > place else []
    given += [one.value for one in call.keywords if one.arg == "citation"]
    for one in given:
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value:
            yield one
