"""`hub import spend` prints what the issue asks for and exits by what it found."""

from __future__ import annotations

import json

import pytest

from hub.cli import main
from hub.spend.models import Load
from hub.spend.tests.ledgers import january

pytestmark = pytest.mark.django_db
KEYS = {
    "file", "records", "accepted", "updated", "unchanged", "rejected", "skipped", "net_total", "gross", "rejects",
    "notes",
}  # fmt: skip


def told(capsys, *words: str) -> tuple[int, list[dict]]:
    """Run the command and give its exit code and entries."""
    code = main(["import", "spend", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)["files"]


class TestTheCommand:
    def test_it_prints_counts_and_sum_of_each_file(self, ledgers, capsys):
        file = ledgers.file("a.csv", january("1.10", "2.20"))
        code, entries = told(capsys, str(file.path), "--authority", "ECA")
        assert (code, set(entries[0])) == (0, KEYS)
        assert (entries[0]["accepted"], entries[0]["net_total"], entries[0]["gross"]) == (2, "3.30", False)

    def test_a_file_that_cannot_be_read_exits_2_and_the_others_load(self, ledgers, capsys):
        bad = ledgers.folder / "bad.csv"
        bad.write_bytes(b"%PDF-1.4 not a ledger")
        good = ledgers.file("a.csv", january("1.10"))
        code, entries = told(capsys, str(bad), str(ledgers.folder / "gone.csv"), str(good.path), "--authority", "ECA")
        assert code == 2 and ["error" in each for each in entries] == [True, True, False]
        assert "PDF" in entries[0]["error"] and Load.objects.count() == 1

    def test_a_dry_run_of_many_files_sees_them_together_and_leaves_nothing(self, ledgers, capsys):
        files = [ledgers.file("a.csv", january("1.10", "2")), ledgers.file("b.csv", january("1.10", "2", "3"))]
        code, entries = told(capsys, *(str(each.path) for each in files), "--authority", "ECA", "--dry-run")
        assert (code, [each["accepted"] for each in entries]) == (0, [2, 1])
        assert not Load.objects.exists() and not list((ledgers.folder / "analytics").rglob("*.parquet"))

    def test_an_unknown_authority_and_somebody_who_may_not_exit_2(self, ledgers, capsys):
        file = ledgers.file("a.csv", january("1.10"))
        assert main(["import", "spend", str(file.path), "--authority", "XYZ"]) == 2
        assert main(["import", "spend", str(file.path), "--authority", "ECA", "--by", ledgers.cast.tom.email]) == 2
        assert "may not load" in capsys.readouterr().err

    def test_a_column_that_cannot_be_guessed_is_named(self, ledgers, capsys):
        headings = ("Supplier name", "Payment date", "Zahl")
        file = ledgers.file(
            "a.csv", [("Ash Ltd", "01/01/2026", "siehe Anlage"), ("Elm Ltd", "02/01/2026", "7")], headings
        )
        words = (str(file.path), "--authority", "ECA")
        code, entries = told(capsys, *words)
        assert code == 2 and '--column "HEADING=amount"' in entries[0]["error"]
        code, entries = told(capsys, *words, "--column", "Zahl=amount")
        assert (entries[0]["accepted"], entries[0]["rejected"], entries[0]["net_total"]) == (1, 1, "7.00")

    @pytest.mark.parametrize(("column", "said"), [("Zahl=sum of it", "names no field"), ("amount", "names no field")])
    def test_a_field_that_is_not_known_is_refused(self, ledgers, capsys, column, said):
        file = ledgers.file("a.csv", january("1.10"))
        assert main(["import", "spend", str(file.path), "--authority", "ECA", "--column", column]) == 2
        assert said in capsys.readouterr().err and not Load.objects.exists()

    def test_a_column_that_is_not_in_the_file_is_refused(self, ledgers, capsys):
        file = ledgers.file("a.csv", january("1.10"))
        code, entries = told(capsys, str(file.path), "--authority", "ECA", "--column", "Zahl=amount")
        assert code == 2 and "no column “Zahl”" in entries[0]["error"] and not Load.objects.exists()
