"""Workbooks of long lists: made by a job, fetched by the one who asked."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from hub.platform.jobs.models import Job
from hub.platform.jobs.testing import run_all
from hub.platform.registers import views
from hub.platform.registers.tests.samples import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine", "samples_site")]


@pytest.fixture
def client(cast: Any, client_as: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sign aisha in where ten rows are a long list."""
    monkeypatch.setattr(views, "MOST_AT_ONCE", 10)
    return client_as("aisha")


class TestLongWorkbooks:
    def test_the_job_makes_the_same_file_with_the_filters(self, cast: Any, client: Any) -> None:
        make(cast.eca, 20)
        response = client.get("/samples/export.xlsx?status=live&sort=-reference&for=edit")
        assert response.status_code == 302
        assert run_all() == 1
        job = Job.objects.get()
        assert response["Location"] == f"/jobs/{job.pk}/"
        assert job.result["text"] == "15 samples. Data as at 9:00am, Monday 23 November 2026."
        answer = client.get(f"/jobs/{job.pk}/result/")
        assert 'filename="samples-to-edit-2026-11-23.xlsx"' in answer["Content-Disposition"]
        rows = list(openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active.values)
        assert [row[0] for row in rows[:3]] == ["Reference", "S-0018", "S-0017"]
        assert len(rows) == 16
        assert rows[0][-2:] == ("Hub row", "Hub version")

    def test_pressing_twice_makes_one_file(self, cast: Any, client: Any) -> None:
        make(cast.eca, 11)
        assert client.get("/samples/export.xlsx")["Location"] == client.get("/samples/export.xlsx")["Location"]

    def test_nobody_else_fetches_it(self, cast: Any, client: Any, client_as: Any) -> None:
        make(cast.eca, 11)
        client.get("/samples/export.xlsx")
        run_all()
        assert client_as("priya").get(f"/jobs/{Job.objects.get().pk}/result/").status_code == 404

    def test_short_lists_and_other_formats_come_at_once(self, cast: Any, client: Any) -> None:
        make(cast.eca, 11)
        assert client.get("/samples/export.csv").streaming
        assert client.get("/samples/export.xlsx?status=suspended").streaming
        assert Job.objects.count() == 0
