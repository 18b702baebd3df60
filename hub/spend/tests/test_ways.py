"""Words that count something lead to what they count, and an address that is not understood shows nothing else."""

from __future__ import annotations

import pytest

from hub.spend.tests.ledgers import january

pytestmark = pytest.mark.django_db


def test_payees_whose_supplier_is_not_known_are_named_with_the_way_to_them(ledgers, client_as):
    ledgers.load("january.csv", [*january("10.00", "20.00"), ("Onyekachi Balogun", "05/01/2026", "P1", "5.00")])
    page = client_as("helen").get("/spend/").content.decode()
    assert '<a href="/spend/unmatched/">2 payees to match: £30 over all that is loaded</a>' in page
    assert '<a href="/spend/doubtful/">1 payee who may be people: £5 over all that is loaded</a>' in page
    assert "/spend/doubtful/" not in client_as("priya").get("/spend/").content.decode()


def test_a_year_that_is_not_understood_is_missing(ledgers, client_as):
    ledgers.load("january.csv", january("10.00"))
    helen = client_as("helen")
    assert [helen.get(f"/spend/?year={year}").status_code for year in ("abc", "1999", "2025", "")] == [
        404,
        404,
        200,
        200,
    ]


def test_each_number_of_a_file_opens_its_lines_or_says_where_they_count(ledgers, client_as):
    load = ledgers.load("january.csv", january("10.00", "20.00")).load
    again = ledgers.load("export.csv", [*january("10.00", "20.00"), *january("3.00", month="02")]).load
    helen = client_as("helen")
    page = helen.get("/spend/loads/").content.decode()
    assert f'<a href="/spend/lines/?load={load.pk}">2</a>' in page
    assert page.count(f'<a href="{again.get_absolute_url()}">') == 3, "its name, its new line, those here already"
    assert "2: other files had the same lines before" in helen.get(again.get_absolute_url()).content.decode()
