"""Files and functions stay small enough to read in one go (architecture §15, rule 11)."""

import ast
from pathlib import Path

from tests.architecture.sources import ROOT, modules, nodes, nothing, place

FILE_LINES = 400
FUNCTION_LINES = 40
POSITIONAL = 4


class TestSizes:
    def test_no_file_is_longer_than_four_hundred_lines(self) -> None:
        files = [*modules(tests=True), *sorted((ROOT / "tests").rglob("*.py"))]
        long = [f"{place(path)} has {count} lines" for path in files if (count := lines(path)) > FILE_LINES]
        nothing(long)

    def test_no_function_is_longer_than_forty_lines(self) -> None:
        long = [
            f"{place(path, node)} {node.name} has {count} lines"
            for path in modules()
            for node in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef)
            if (count := node.end_lineno - node.lineno + 1) > FUNCTION_LINES
        ]
        nothing(long)

    def test_no_function_takes_more_than_four_parameters_by_position(self) -> None:
        many = [
            f"{place(path, node)} {node.name}"
            for path in modules()
            for node in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef)
            if positional(node) > POSITIONAL
        ]
        nothing(many)


class TestNames:
    def test_no_module_is_called_utils_or_helpers(self) -> None:
        bad = {"utils", "util", "helpers", "helper", "misc", "common"}
        assert [place(path) for path in modules(tests=True) if path.stem in bad] == []


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def positional(node: ast.FunctionDef) -> int:
    """Count the parameters a caller may give by position, leaving out self."""
    names = [arg.arg for arg in [*node.args.posonlyargs, *node.args.args]]
    return len(names) - (1 if names[:1] and names[0] in {"self", "cls"} else 0)
