"""The lock files install the same bytes everywhere and name no registry."""

import json
import re

import django
import pytest

from tests.architecture.sources import ROOT

PYTHON_LOCKS = [
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-node.txt",
    "requirements-bootstrap.txt",
]


class TestLockFiles:
    @pytest.mark.parametrize("name", [*PYTHON_LOCKS, "package-lock.json", ".npmrc"])
    def test_no_lock_file_holds_an_address(self, name: str) -> None:
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")

    @pytest.mark.parametrize("name", PYTHON_LOCKS)
    def test_every_python_package_is_pinned_and_hashed(self, name: str) -> None:
        text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
        packages = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line, re.I)]
        assert packages
        for line in packages:
            assert re.match(r"[A-Za-z0-9._-]+(\[[^]]+\])?==\S+ .*--hash=sha256:", line), line.split()[0]

    def test_every_front_end_package_has_an_integrity_hash(self) -> None:
        packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
        entries = {name: entry for name, entry in packages.items() if name}
        assert entries
        assert [name for name, entry in entries.items() if not entry.get("integrity")] == []

    def test_nobody_committed_a_lock_that_names_its_registry(self) -> None:
        assert [name for name in ("uv.lock", "pylock.toml", "poetry.lock") if (ROOT / name).exists()] == []

    def test_runtime_and_development_locks_agree(self) -> None:
        runtime, development = (dict(pins(name)) for name in PYTHON_LOCKS[:2])
        assert {name: development.get(name) for name in runtime} == runtime


class TestDjango:
    def test_is_the_long_term_support_line(self) -> None:
        assert django.VERSION[:2] == (5, 2)


def pins(name: str) -> list[tuple[str, str]]:
    """Give the name and version of each package in a lock file."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]+\])?==(\S+)", text, re.M)


def test_journeys_lie_where_their_command_looks() -> None:
    elsewhere = [
        str(path.relative_to(ROOT))
        for top in ("hub", "tests")
        for path in (ROOT / top).rglob("test_*.py")
        if "pytest.mark." + "browser" in path.read_text(encoding="utf-8") and path.parent != ROOT / "tests/journeys"
    ]
    assert not elsewhere, f"./dev test-browser looks in tests/journeys only: {elsewhere}"
