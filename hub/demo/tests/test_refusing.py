"""The demo refuses a database that is not its own, and touches nothing of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from hub import cli
from hub.demo.tests.conftest import hub


def own_database(path: Path) -> None:
    """Make a database with an authority in it, as an earlier version could have left it."""
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE tenancy_authority (id integer PRIMARY KEY, name text)")
        made.execute("INSERT INTO tenancy_authority (name) VALUES ('Westmere')")
    made.close()


def content(path: Path) -> list[str]:
    """Give every statement that would make the database anew."""
    with sqlite3.connect(path) as read:
        found = list(read.iterdump())
    read.close()
    return found


@pytest.mark.parametrize("words", [["--reset"], ["--no-serve"], ["--people"]], ids=" ".join)
def test_a_database_that_an_address_names(tmp_path: Path, words: list[str]) -> None:
    """The mark of a demo in HUB_HOME says nothing about a database elsewhere."""
    home, path = tmp_path / "home", tmp_path / "own.sqlite3"
    home.mkdir()
    (home / "demo").touch()
    own_database(path)
    before = content(path)
    made = hub(home, "demo", *words, HUB_DATABASE_URL=f"sqlite://{path}")
    assert (made.returncode, content(path)) == (2, before), made.stderr
    assert "Unset HUB_DATABASE_URL" in made.stderr and "Traceback" not in made.stderr
    assert [one.name for one in home.iterdir()] == ["demo"]


def test_records_in_the_folder_that_are_not_the_demos(tmp_path: Path) -> None:
    own_database(tmp_path / "hub.sqlite3")
    before = content(tmp_path / "hub.sqlite3")
    made = hub(tmp_path, "demo", "--reset")
    assert (made.returncode, content(tmp_path / "hub.sqlite3")) == (2, before), made.stderr
    assert "holds an authority's own records" in made.stderr
    assert not (tmp_path / "demo").exists()


def test_other_settings_than_its_own(tmp_path: Path) -> None:
    made = hub(tmp_path, "demo", "--reset", DJANGO_SETTINGS_MODULE="hub.config.settings.dev")
    assert made.returncode == 2 and "Unset DJANGO_SETTINGS_MODULE" in made.stderr
    assert not (tmp_path / "hub.sqlite3").exists()


def test_other_commands_work_on_a_named_database_without_the_demos_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "demo").touch()
    monkeypatch.setenv("HUB_HOME", str(tmp_path))
    monkeypatch.delenv("HUB_DATABASE_URL", raising=False)
    assert cli.default_settings() == "hub.config.settings.demo"
    monkeypatch.setenv("HUB_DATABASE_URL", "postgresql://nobody@localhost/hub")
    assert cli.default_settings() == "hub.config.settings.dev"
