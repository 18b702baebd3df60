"""Files: exactly what is shown, safe to open, streamed, and fit to come back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.platform.registers.export import safe
from hub.platform.registers.tests.samples import Sample, SampleRegister, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine", "samples_site")]


@pytest.fixture
def fetch(client_as: Callable[..., Any]) -> Callable[..., bytes]:
    """Give a function that downloads as aisha."""
    client = client_as("aisha")

    def download(path: str) -> bytes:
        response = client.get(f"/samples/{path}")
        assert response.status_code == 200
        assert response.streaming
        assert response["Content-Disposition"].startswith("attachment; ")
        return b"".join(response.streaming_content)

    return download


def table(content: bytes) -> list[list[str]]:
    """Read a CSV."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


class TestCsv:
    def test_it_holds_the_filters_the_order_and_the_columns_on_show(self, cast: Any, fetch: Any) -> None:
        make(cast.eca, 12)
        make(cast.wdc, 3)
        rows = table(fetch("export.csv?status=suspended&sort=-reference&columns=value_ex_vat,ends_on"))
        assert rows == [
            ["Reference", "Value, ex VAT", "Ends"],
            ["S-0011", "12000.00", "2027-08-09"],
            ["S-0007", "8000.00", "2027-05-21"],
            ["S-0003", "2000000.00", "2027-03-02"],
        ]

    def test_it_holds_every_page_not_only_the_one_on_show(self, cast: Any, fetch: Any) -> None:
        make(cast.eca, 45)
        assert len(table(fetch("export.csv?page=2"))) == 46

    def test_a_view_is_a_filter_like_any_other(self, cast: Any, fetch: Any) -> None:
        make(cast.eca, 3)
        assert len(table(fetch("export.csv?view=mine"))) == 1

    @pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
    def test_words_that_a_spreadsheet_would_run_get_an_apostrophe(self, cast: Any, fetch: Any, first: str) -> None:
        make(cast.eca, 1, title=f"{first}cmd|' /C calc'!A0")
        assert table(fetch("export.csv"))[1][1] == f"'{first}cmd|' /C calc'!A0"

    def test_a_negative_amount_stays_a_number(self, cast: Any, fetch: Any) -> None:
        make(cast.eca, 1, value_ex_vat=Decimal("-12.50"))
        assert table(fetch("export.csv"))[1][3] == "-12.50"

    def test_a_nul_is_dropped_and_does_not_hide_a_formula(self) -> None:
        assert safe("\x00=1+1") == "'=1+1"


class TestXlsx:
    def test_numbers_are_numbers_dates_are_dates_and_words_stay_words(self, cast: Any, fetch: Any) -> None:
        make(cast.eca, 1, title="=1+1", value_ex_vat=Decimal("1234.56"), ends_on=date(2027, 3, 31))
        sheet = openpyxl.load_workbook(io.BytesIO(fetch("export.xlsx"))).active
        cells = {head.value: cell for head, cell in zip(*sheet.iter_rows(min_row=1, max_row=2), strict=True)}
        assert cells["Value, ex VAT"].value == 1234.56
        assert cells["Ends"].value == datetime(2027, 3, 31)
        assert (cells["Title"].value, cells["Title"].data_type) == ("=1+1", "s")
        assert cells["Manager"].value is None

    def test_what_is_said_about_the_data_is_not_among_the_rows(self, cast: Any, fetch: Any) -> None:
        make(cast.eca, 4)
        book = openpyxl.load_workbook(io.BytesIO(fetch("export.xlsx?status=suspended")))
        said = book.properties.description
        assert "Data as at 9:00am, Monday 23 November 2026" in said
        assert "Status: Suspended" in said
        assert "Open Government Licence v3.0" in said
        assert [row[0].value for row in book.active.iter_rows()] == ["Reference", "S-0003"]

    def test_the_one_to_edit_marks_each_row_in_hidden_columns(self, cast: Any, fetch: Any) -> None:
        sample = make(cast.eca, 1, version=7)[0]
        sheet = openpyxl.load_workbook(io.BytesIO(fetch("export.xlsx?for=edit"))).active
        head, line = sheet.iter_rows(values_only=True)
        assert head[-2:] == ("Hub row", "Hub version")
        assert line[-2:] == (sample.pk, 7)
        letters = [cell.column_letter for cell in sheet[1][-2:]]
        assert sheet.column_dimensions[letters[0]].hidden
        assert "Hub row" not in str(list(openpyxl.load_workbook(io.BytesIO(fetch("export.xlsx"))).active.values))

    def test_a_text_too_long_for_a_cell_is_cut_and_says_so(self, cast: Any, fetch: Any) -> None:
        make(cast.eca, 1)
        Sample.objects.update(supplier="x" * 40_000)
        value = openpyxl.load_workbook(io.BytesIO(fetch("export.xlsx"))).active["C2"].value
        assert len(value) == 32_767
        assert value.endswith("(cut here: a cell of a spreadsheet holds no more)")


class TestJson:
    def test_the_envelope_says_what_the_rows_are(self, cast: Any, fetch: Any) -> None:
        make(cast.eca, 4)
        held = json.loads(fetch("export.json?status=suspended&columns=value_ex_vat,ends_on"))
        assert held["licence"] == "Open Government Licence v3.0"
        assert held["data_as_at"] == "2026-11-23T09:00:00+00:00"
        assert held["conditions"] == ["Status: Suspended"]
        assert held["rows"] == [{"reference": "S-0003", "value_ex_vat": "2000000.00", "ends_on": "2027-03-02"}]

    def test_no_rows_are_still_json(self, fetch: Any) -> None:
        assert json.loads(fetch("export.json"))["rows"] == []


class TestStreaming:
    def test_a_chunk_takes_the_same_queries_whatever_it_holds(
        self, cast: Any, fetch: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("hub.platform.registers.base.CHUNK", 10)

        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                fetch("export.csv")
            return len(asked)

        make(cast.eca, 10, manager=cast.aisha)
        one = queries()
        make(cast.eca, 10, manager=cast.priya)
        two = queries()
        make(cast.eca, 10)
        assert queries() - two == two - one == 1

    def test_an_unknown_format_is_a_missing_page(self, client_as: Any) -> None:
        assert client_as("aisha").get("/samples/export.exe").status_code == 404

    def test_a_register_may_offer_fewer_formats(self, cast: Any, client_as: Any, monkeypatch: Any) -> None:
        monkeypatch.setattr(SampleRegister, "exports", ("csv",))
        make(cast.eca, 1)
        client = client_as("aisha")
        assert client.get("/samples/export.json").status_code == 404
        assert "export.json" not in client.get("/samples/").content.decode()

    def test_nobody_signed_out_downloads(self, client_as: Any) -> None:
        assert client_as(None, site="staff").get("/samples/export.csv").status_code == 302
