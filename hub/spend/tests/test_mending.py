"""What was left out is downloaded, put right and loaded again; a load says what state it is in, everywhere the same."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import pytest

from hub.spend.models import Load, LoadReject
from hub.spend.services.hiding import Hiding
from hub.spend.services.undoing import undo
from hub.spend.tests.ledgers import HEADINGS, january

pytestmark = pytest.mark.django_db
ROWS = [
    *january("10.00", "20.00"), ("Ash Ltd", "32/01/2026", "T8", "-75.50"), ("Mr A Smith", "06/01/2026", "T9", "ten"),
    ("=SUM(A1)", "07/01/2026", "T10", "twelve"),
]  # fmt: skip


@pytest.fixture
def load(ledgers) -> Load:
    """Give a load of two lines of which three rows were left out, one of them to a person."""
    return ledgers.load("january.csv", ROWS).load


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


class TestRowsThatWereLeftOut:
    def test_come_as_they_stand_in_the_file_each_with_what_is_wrong(self, load, client_as):
        helen = client_as("helen")
        page = helen.get(load.get_absolute_url()).content.decode()
        (address,) = re.findall(r'href="([^"]+rows-to-mend.csv)"[^>]*>3 rows as CSV', page)
        answer = helen.get(address)
        heads, credit, person, formula = rows_of(answer)
        assert heads == [*HEADINGS, "Row", "What is wrong"]
        assert credit[:5] == ["Ash Ltd", "32/01/2026", "T8", "-75.50", "4"] and "is not in the calendar" in credit[5]
        assert person[0] == "Mr A Smith" and formula[0] == "'=SUM(A1)"
        assert 'filename="january-rows-to-mend.csv"' in answer.headers["Content-Disposition"]

    def test_put_right_are_new_lines_beside_their_file(self, ledgers, load, client_as):
        heads, credit, person, _ = rows_of(client_as("helen").get(f"/spend/loads/{load.pk}/rows-to-mend.csv"))
        credit[1], person[3] = "31/01/2026", "10.00"
        again = ledgers.load("january-rows-to-mend.csv", [credit, person], heads)
        assert (again.accepted, again.rejected, again.updated, again.unchanged) == (2, 0, 0, 0)
        assert again.load.doubts == [] and ledgers.total() == Decimal("-35.50")

    def test_that_pay_a_person_are_in_the_file_of_finance_alone(self, load, client_as):
        priya = client_as("priya")
        assert (
            "Rows that may pay a person are in the file of finance alone"
            in priya.get(load.get_absolute_url()).content.decode()
        )
        told = rows_of(priya.get(f"/spend/loads/{load.pk}/rows-to-mend.csv"))
        assert [row[0] for row in told[1:]] == ["Ash Ltd", "'=SUM(A1)"]
        assert client_as("tom").get(f"/spend/loads/{load.pk}/rows-to-mend.csv").status_code == 404
        assert client_as("jo").get(f"/spend/loads/{load.pk}/rows-to-mend.csv").status_code == 404

    def test_are_not_offered_where_there_are_none(self, ledgers, client_as):
        clean = ledgers.load("a.csv", january("10.00")).load
        helen = client_as("helen")
        assert "rows-to-mend" not in helen.get(clean.get_absolute_url()).content.decode()
        assert helen.get(f"/spend/loads/{clean.pk}/rows-to-mend.csv").status_code == 404

    def test_leave_the_hub_without_their_cells(self, ledgers, load):
        kept = {"value": "ten", "payee": "Mr A Smith", "reason": "x", "cells": ["Mr A Smith", "ten"]}
        hidden = Hiding.of(ledgers.authority).record(LoadReject._meta.label_lower, kept)
        assert hidden["cells"] == [] and "Smith" not in str(hidden)


class TestTheStateOfALoad:
    def test_is_counted_as_the_list_shows_it(self, ledgers, client_as):
        lines = january(*("10.00",) * 9)
        first = ledgers.load("a.csv", lines).load
        ledgers.load("b.csv", [*lines[:-1], (*lines[-1][:3], "12.00")])
        first.refresh_from_db()
        assert first.replaced_by is not None
        helen = client_as("helen")
        page = helen.get("/spend/loads/?status=live").content.decode()
        assert "b.csv" in page and "a.csv" not in page
        page = helen.get("/spend/loads/?status=replaced").content.decode()
        assert "a.csv" in page and "b.csv" not in page

    def test_offers_no_button_that_leads_nowhere_and_no_answer_that_nobody_asked(self, load, client_as):
        page = client_as("helen").get(load.get_absolute_url()).content.decode()
        assert f'href="{load.get_absolute_url()}undo/"' in page
        assert f'href="{load.get_absolute_url()}"' not in page and "Cannot yet" not in page

    def test_of_files_with_rows_left_out_is_one_click_from_every_figure(self, ledgers, load, client_as):
        ledgers.load("clean.csv", january("1.00", first=40))
        helen = client_as("helen")
        page = helen.get("/spend/").content.decode()
        (address,) = re.findall(r'<a href="([^"]+)">3 rows left out because they cannot be read</a>', page)
        listed = helen.get(address.replace("&amp;", "&")).content.decode()
        assert "january.csv" in listed and "clean.csv" not in listed

    def test_that_was_undone_says_of_its_months_that_they_count_no_more(self, ledgers, load, client_as):
        undo(load, reason="x", by=ledgers.by, at=ledgers.at)
        assert "Lines by month, which count no more" in client_as("helen").get(load.get_absolute_url()).content.decode()

    def test_opens_what_its_numbers_count(self, ledgers, load, client_as):
        page = client_as("helen").get("/spend/loads/").content.decode()
        assert f'<a href="{load.get_absolute_url()}#rejects-title">3</a>' in page
        assert f'<a href="/spend/lines/?load={load.pk}">2</a>' in page
        assert 'id="rejects-title"' in client_as("helen").get(load.get_absolute_url()).content.decode()
        payees = client_as("helen").get("/spend/payees/").content.decode()
        assert re.search(r'<a href="/spend/lines/\?payee=\d+">1</a>', payees)
        undo(load, reason="x", by=ledgers.by, at=ledgers.at)
        assert f"?load={load.pk}" not in client_as("helen").get("/spend/loads/").content.decode()
