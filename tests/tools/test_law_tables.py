"""The tables that `hub law` reads: those of the database, the same as pages use, or those that ship."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

import pytest

from hub.cli import BadInput
from hub.commands import law as command
from hub.law.tables import shipped
from hub.platform.reference import installed, services
from hub.platform.reference.models import Entry
from hub.platform.reference.statute import statute
from hub.platform.reference.tests.test_own_settings import own_call_in
from hub.platform.reference.tests.test_statute import add_threshold
from hub.platform.testing.fixtures import CAST_MADE

LATER = {"on": "2028-01-01", "kind": "services", "value_inc_vat": "250000"}


@pytest.fixture
def law(cast, monkeypatch):
    """Give an installation with a database: in tests its file is in memory, or on the server."""
    services.load_all(at=CAST_MADE)
    monkeypatch.setattr(installed, "exists", lambda home: True)
    return cast


def asked(facts: dict[str, object], tmp_path: Path, *words: str, rule: str = "threshold", batch: int = 0) -> int:
    path = tmp_path / "facts"
    path.write_text("\n".join([json.dumps(facts)] * (batch or 1)))
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    return command.run(parser.parse_args([rule, "--batch" if batch else "--facts", str(path), *words]))


def threshold_of(capsys) -> tuple[str, str]:
    out, told = capsys.readouterr()
    return json.loads(out.splitlines()[0])["result"]["threshold_inc_vat"], told


@pytest.mark.django_db
class TestInstalled:
    def test_are_those_that_pages_use(self, law, at_nine) -> None:
        add_threshold(law, "300000", at_nine)
        own_call_in(law, at_nine)
        for code, pages in (("", statute()), ("WDC", statute(law.wdc))):
            found = installed.read(Path(), code).tables
            assert {name: found.all(name) for name in found.names()} == {
                name: pages.all(name) for name in pages.names()
            }

    def test_say_what_they_have_beyond_those_that_ship(self, law, at_nine) -> None:
        assert not installed.read(Path()).differs
        add_threshold(law, "300000", at_nine)
        # As a database whose tables were loaded by an older version of the Hub would be.
        Entry.objects.filter(set="kpi_ratings", code="other").delete()
        found = installed.read(Path())
        assert found.entered == {"Procurement thresholds": 1} and found.missing == {"Ratings of performance": 1}

    def test_own_settings_count_for_who_asks_with_them(self, law, at_nine) -> None:
        own_call_in(law, at_nine, authority=law.wdc, by="harriet")
        days = [
            installed.read(Path(), code).tables.days("law_periods", "call_in", on=date(2026, 12, 1))
            for code in ("", "ECA", "WDC")
        ]
        assert days == [5, 5, 3]


@pytest.mark.django_db
class TestTheCommand:
    def test_reads_the_database_and_says_so(self, law, at_nine, tmp_path, capsys) -> None:
        assert asked(LATER, tmp_path) == 0
        amount, told = threshold_of(capsys)
        assert (amount, told) == (
            "207720", "hub law: tables of the law: those of the database, the same as those that ship.\n"
        )  # fmt: skip
        add_threshold(law, "300000", at_nine)
        assert asked(LATER, tmp_path) == 0
        amount, told = threshold_of(capsys)
        assert amount == "300000"
        assert "which differ from those that ship (rows: 1 entered in “Procurement thresholds”)" in told

    def test_reads_what_ships_when_asked_to(self, law, at_nine, tmp_path, capsys) -> None:
        add_threshold(law, "300000", at_nine)
        assert asked(LATER, tmp_path, "--tables", "shipped") == 0
        assert threshold_of(capsys) == ("207720", "")

    def test_reads_the_tables_once_for_a_batch(self, law, tmp_path, capsys, django_assert_num_queries) -> None:
        with django_assert_num_queries(1):
            assert asked(LATER, tmp_path, batch=50) == 0
        assert len(capsys.readouterr().out.splitlines()) == 50

    def test_falls_back_and_says_why_where_nothing_is_loaded(self, cast, tmp_path, capsys, monkeypatch) -> None:
        monkeypatch.setattr(installed, "exists", lambda home: True)
        assert asked(LATER, tmp_path) == 0
        amount, told = threshold_of(capsys)
        assert amount == "207720" and "those that ship with the Hub, because the database holds no tables" in told
        with pytest.raises(BadInput, match="hub reference load"):
            asked(LATER, tmp_path, "--tables", "installed")

    def test_names_an_authority_that_does_not_exist(self, law, tmp_path) -> None:
        with pytest.raises(BadInput, match="there is no authority NOPE"):
            asked(LATER, tmp_path, "--authority", "NOPE")
        with pytest.raises(BadInput, match="Leave --tables shipped out"):
            asked(LATER, tmp_path, "--authority", "WDC", "--tables", "shipped")


class TestWithoutADatabase:
    @pytest.fixture(autouse=True)
    def nowhere(self, tmp_path, monkeypatch) -> None:
        monkeypatch.setenv("HUB_HOME", str(tmp_path / "home"))
        monkeypatch.delenv("HUB_DATABASE_URL", raising=False)

    def test_what_ships_is_read_and_none_is_made(self, tmp_path, capsys) -> None:
        assert asked(LATER, tmp_path) == 0
        assert threshold_of(capsys) == ("207720", "")
        with pytest.raises(BadInput, match="there is no Hub in"):
            asked(LATER, tmp_path, "--tables", "installed")
        assert not (tmp_path / "home").exists()

    def test_an_address_of_a_server_counts_as_one(self, monkeypatch) -> None:
        monkeypatch.setenv("HUB_DATABASE_URL", "postgresql://nobody@localhost/hub")
        assert installed.exists(Path("/nowhere"))

    def test_what_ships_is_all_there_is_to_list(self) -> None:
        assert shipped().names()
