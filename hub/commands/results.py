"""Find what can be run as a benchmark or a proof, and keep the last result in benchmarks/results/."""

import ast
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks" / "results"


@contextmanager
def tidy_end() -> Iterator[None]:
    """Unwind when asked to end (SIGTERM), as at Ctrl+C: databases, servers and folders that were made are removed."""

    def unwind(number: int, frame: Any) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, unwind)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def keep(name: str, result: dict[str, Any]) -> Path:
    """Write the result as indented JSON, so that a change of a figure is a readable difference."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.json"
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False, default=str) + "\n")
    return path


def runnable(folder: Path, functions: set[str]) -> list[str]:
    """Give the modules of a folder that have some functions, by the name that is typed; read, not imported.

    What they share lies beside them and is none of them.
    """
    found = []
    for path in folder.glob("[a-z]*.py"):
        named = {each.name for each in ast.parse(path.read_text()).body if isinstance(each, ast.FunctionDef)}
        if functions <= named:
            found.append(path.stem.replace("_", "-"))
    return sorted(found)
