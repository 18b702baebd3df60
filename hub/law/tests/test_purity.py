"""Rules are pure: they know no framework, no clock, no file, and no number of the law."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from hub.law.tests.sources import docstrings, rule_modules, tree

# A rule takes nothing from outside itself but these parts of Python.
MAY_IMPORT = {
    "__future__", "bisect", "calendar", "collections", "collections.abc", "dataclasses", "datetime", "decimal",
    "difflib", "enum", "functools", "importlib", "itertools", "json", "operator", "pathlib", "pkgutil", "re", "types",
    "typing",
}  # fmt: skip
# Only these read files or modules: the tables their rows, the registry the rules.
MAY_READ = {"tables", "registry"}
READING = {"json", "pathlib", "importlib", "pkgutil"}
CLOCKS = {"today", "now", "utcnow", "time", "monotonic"}
# What arithmetic needs: nothing, one, a pair, the days of a week, the months of a year.
COUNTS = {0, 1, 2, 7, 12}
# Further numbers that are none of the law's, by module. Whoever adds one says what it is.
ARITHMETIC = {
    # Saturday; no month is longer; beyond it the calendar ends; and the arithmetic of Easter.
    "bank_holidays": {5, 31, 9000, 3, 4, 8, 11, 15, 19, 22, 25, 30, 32, 100, 114, 451},
    "calendar": {31, 10_000},  # no month is longer; more working days than anybody counts
    "light_touch": {8},  # digits of a CPV code
    "modification_duties": {1_000},  # more earlier changes than any contract has
    "modification_limits": {100},  # percent
    "notice_events": {3},  # of the events in order, those before the contract
    "spans": {3},  # March
    "tender_terms": {100},  # percent
    "timeline": {3, 5, 9},  # entries of the table in s.54(4), by their number
}


def imports(whole: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(whole):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return {name for name in found if not name.startswith("hub.law.") and name != "hub.law"}


def numbers(whole: ast.Module) -> list[tuple[int, int]]:
    """Give each number in code, with its line; how much a cache holds, and the reckoning of Easter, are left out."""
    left_out = {id(node.value) for node in ast.walk(whole) if isinstance(node, ast.keyword) and node.arg == "maxsize"}
    easter = [node for node in ast.walk(whole) if isinstance(node, ast.FunctionDef) and node.name == "easter"]
    left_out |= {id(inner) for node in easter for inner in ast.walk(node)}
    return [
        (node.value, node.lineno)
        for node in ast.walk(whole)
        if isinstance(node, ast.Constant) and type(node.value) in (int, float) and id(node) not in left_out
    ]


def calls(whole: ast.Module, name: str) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(whole)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


@pytest.fixture(params=rule_modules(), ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


class TestARule:
    def test_imports_only_plain_python_and_the_law(self, path: Path) -> None:
        assert sorted(imports(tree(path)) - MAY_IMPORT) == []

    def test_reads_no_file(self, path: Path) -> None:
        whole = tree(path)
        assert path.stem in MAY_READ or sorted(imports(whole) & READING) == []
        assert calls(whole, "open") == []

    def test_reads_no_clock(self, path: Path) -> None:
        read = [node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute) and node.attr in CLOCKS]
        assert read == []

    def test_holds_no_figure_of_the_law(self, path: Path) -> None:
        known = COUNTS | ARITHMETIC.get(path.stem, set())
        found = [f"{path.name}:{line}: {value}" for value, line in numbers(tree(path)) if abs(value) not in known]
        assert found == [], "Put it into a dated table"

    def test_holds_no_date_of_the_law(self, path: Path) -> None:
        stated = [
            f"{path.name}:{call.lineno}"
            for call in calls(tree(path), "date")
            if all(isinstance(one, ast.Constant) for one in call.args)
        ]
        assert stated == [], "Put it into a dated table"

    def test_holds_no_amount_of_the_law(self, path: Path) -> None:
        stated = [
            f"{path.name}:{call.lineno}"
            for call in calls(tree(path), "Decimal")
            for one in call.args
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and abs(float(one.value)) > 1
        ]
        assert stated == [], "Put it into a dated table"

    def test_says_no_figure_of_the_law_in_a_finding(self, path: Path) -> None:
        whole = tree(path)
        left_out = docstrings(whole)
        said = {
            f"{path.name}:{node.lineno}: {node.value}"
            for function in ast.walk(whole)
            if isinstance(function, ast.FunctionDef)
            for statement in function.body
            for node in ast.walk(statement)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out
            if re.search(r"£\d|\b\d+ (?:working )?days\b|\d{1,3},\d{3}", node.value)
        }
        assert said == set(), "Take it from the table"
