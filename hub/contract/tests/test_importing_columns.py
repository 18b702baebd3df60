"""On the command line, too, the guessed headings are shown, and can be corrected."""

from __future__ import annotations

from typing import Any

import pytest

from hub.cli import main
from hub.contract.models import Contract
from hub.platform.registers.importing.models import RememberedMapping

pytestmark = pytest.mark.django_db

LIST = "Nr,Contract title,Contractor,Supplier contact\nHW-1,Mowing,Meridian FM plc,Fenland Cycle Works\n"


def fields(entry: dict[str, Any]) -> dict[str, str]:
    return {each["column"]: each["field"] for each in entry["columns"]}


class TestShowing:
    def test_json_names_what_each_column_is_taken_for_and_why(self, load: Any, listed: Any) -> None:
        _, [entry] = load(listed(LIST), "--dry-run")
        assert fields(entry)["Contract title"] == "title" and fields(entry)["Contractor"] == "supplier"
        title = next(each for each in entry["columns"] if each["field"] == "title")
        assert title["how"] in ("exact", "synonym") and title["confidence"] > 0.9

    def test_a_dry_run_says_it_to_people_with_the_words_to_mend_it(self, load: Any, listed: Any, capsys: Any) -> None:
        load(listed(LIST))
        capsys.readouterr()
        main(["import", "contracts", str(listed(LIST)), "--authority", "ECA", "--dry-run"])
        told = capsys.readouterr().out
        assert "column “Contract title” is title (" in told
        assert 'column “Nr” is left out; to use it: --column "Nr=FIELD"' in told


class TestCorrecting:
    def test_what_is_said_of_a_column_wins_and_the_guessed_one_gives_the_field_up(self, load: Any, listed: Any) -> None:
        path = listed(LIST)
        said = ("--column", "Nr=reference", "--column", "Supplier contact=supplier")
        for words in ((*said, "--dry-run"), said):
            _, [entry] = load(path, *words)
            assert entry["accepted"] == 1
            assert fields(entry) == {
                "Nr": "reference", "Contract title": "title", "Contractor": "", "Supplier contact": "supplier"
            }  # fmt: skip
        contract = Contract.objects.get()
        assert (contract.source_reference, contract.supplier_name) == ("HW-1", "Fenland Cycle Works")

    def test_it_is_kept_for_the_next_list_with_these_headings(self, load: Any, listed: Any) -> None:
        load(listed(LIST), "--column", "Nr=reference")
        _, [entry] = load(listed(LIST.replace("HW-1,Mowing", "HW-2,Digging")))
        [first] = [each for each in entry["columns"] if each["column"] == "Nr"]
        assert (first["field"], first["how"]) == ("reference", "remembered")
        assert Contract.objects.filter(source_reference="HW-2").exists()

    def test_a_dry_run_keeps_nothing(self, load: Any, listed: Any) -> None:
        load(listed(LIST), "--column", "Nr=reference", "--dry-run")
        assert not RememberedMapping.objects.exists() and not Contract.objects.exists()

    def test_a_column_is_left_out(self, load: Any, listed: Any) -> None:
        _, [entry] = load(listed(LIST), "--column", "Contractor=")
        assert fields(entry)["Contractor"] == ""
        assert Contract.objects.get().supplier_name != "Meridian FM plc"


class TestRefusals:
    @pytest.mark.parametrize(
        ("column", "said"),
        [("Nr=number", "names no field"), ("Nr", "names no field"), ("=title", "names no field")],
    )
    def test_what_names_no_field(self, load: Any, listed: Any, capsys: Any, column: str, said: str) -> None:
        assert main(["import", "contracts", str(listed(LIST)), "--authority", "ECA", "--column", column]) == 2
        assert said in capsys.readouterr().err and not Contract.objects.exists()

    def test_one_field_for_two_columns(self, load: Any, listed: Any, capsys: Any) -> None:
        words = ["--column", "Nr=title", "--column", "Contractor=title"]
        assert main(["import", "contracts", str(listed(LIST)), "--authority", "ECA", *words]) == 2
        assert "to two columns" in capsys.readouterr().err

    @pytest.mark.parametrize("more", [(), ("--dry-run",)])
    def test_a_column_that_is_not_in_the_file(self, load: Any, listed: Any, more: tuple[str, ...]) -> None:
        code, [entry] = load(listed(LIST), "--column", "Nummer=reference", *more)
        assert code == 2 and "no column “Nummer”" in entry["error"] and "“Contract title”" in entry["error"]
        assert not Contract.objects.exists()

    def test_a_notice_has_no_columns(self, load: Any, listed: Any) -> None:
        notice = '{"releases": [{"ocid": "ocds-1-1", "tender": {"id": "1", "title": "Mowing"}}]}'
        code, [entry] = load(listed(notice, "notice.json"), "--column", "Nr=reference")
        assert code == 2 and "Leave --column out" in entry["error"]
