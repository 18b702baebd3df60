"""Fixtures of this package's tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hub.cli import main
from hub.contract.tests.telling import Telling
from hub.platform.testing.cast import Cast


@pytest.fixture
def tell(cast: Cast, shipped: None, at_nine) -> Telling:
    """Tell stories at ECA, by Morag, at 9:00, with the shipped lead times and scheme of delegation."""
    return Telling(cast, at_nine)


@pytest.fixture
def load(cast: Any, at_nine: Any, capsys: Any, monkeypatch: Any) -> Any:
    """Run the command and give its exit code and the entries of its files."""
    monkeypatch.setattr("django.setup", lambda: None)

    def run(*words: str | Path, authority: str = "ECA") -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        code = main(["import", "contracts", *map(str, words), "--authority", authority, "--json"])
        printed = capsys.readouterr().out
        return code, json.loads(printed)["files"] if printed else []

    return run


@pytest.fixture
def listed(tmp_path: Path) -> Any:
    """Write a file and give its path."""

    def write(content: str | bytes, name: str = "register.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
