"""The scan finds what must never be committed."""

from pathlib import Path

import pytest

from tools import scan_secrets

LINES = {
    "a private key": "-" * 5 + "BEGIN EC PRIVATE KEY" + "-" * 5,
    "an access key": "AKIA" + "ABCDEFGHIJKLMNOP",
    "a forge token": "ghp_" + "a1" * 20,
    "a package token": "npm_" + "a1" * 20,
    "an address with a password": "postgresql://hub:" + "s3cret" + "@db.example/hub",
    "a path of one machine": "see /" + "home/someone/notes.txt",
}


class TestSecretsScan:
    @pytest.mark.parametrize("name", LINES)
    def test_finds(self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(scan_secrets, "ROOT", tmp_path)
        path = tmp_path / "notes.md"
        path.write_text(f"first line\n{LINES[name]}\n", encoding="utf-8")
        assert scan_secrets.faults(path) == [f"notes.md:2: {name}"]

    def test_leaves_an_example_address_alone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(scan_secrets, "ROOT", tmp_path)
        path = tmp_path / "notes.md"
        path.write_text("postgresql://user:password@host:5432/database", encoding="utf-8")
        assert scan_secrets.faults(path) == []
