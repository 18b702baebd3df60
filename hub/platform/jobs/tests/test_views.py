"""Pages of background work."""

from __future__ import annotations

import pytest

from hub.platform.jobs import lease
from hub.platform.jobs.models import Job
from hub.platform.jobs.services import enqueue
from hub.platform.jobs.terms import JobState
from hub.platform.jobs.testing import run_all

pytestmark = pytest.mark.django_db

WORK = "hub.platform.jobs.tests.work_to_do"


@pytest.fixture
def job(cast, at_nine):
    """Give a job that Priya started."""
    return enqueue(f"{WORK}.count_up", 40, by=cast.actor("priya"), label="Import contracts.csv")


class TestAJobsPage:
    def test_the_starter_sees_how_far_it_is_and_the_page_reloads_without_script(self, job, client_as):
        Job.objects.update(state=JobState.RUNNING, done=10, total=40, message="Row 10")
        page = client_as("priya").get(f"/jobs/{job.pk}/").text
        assert "10 of 40" in page
        assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page

    def test_nobody_else_sees_it(self, job, client_as):
        assert client_as("morag").get(f"/jobs/{job.pk}/").status_code == 404

    def test_when_it_is_done_the_page_rests_and_links_to_the_result(self, job, client_as):
        run_all()
        page = client_as("priya").get(f"/jobs/{job.pk}/").text
        assert "http-equiv" not in page
        assert "Counted to 40" in page
        assert 'href="/contracts/"' in page

    def test_a_script_asks_for_the_progress_alone(self, job, client_as):
        part = client_as("priya").get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"})
        assert "<html" not in part.text
        assert "Waiting to start" in part.text

    def test_a_script_is_told_to_load_the_page_when_it_has_ended(self, job, client_as):
        run_all()
        part = client_as("priya").get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"})
        assert part["HX-Refresh"] == "true"

    def test_a_job_is_cancelled_by_a_button(self, job, client_as):
        assert client_as("priya").post(f"/jobs/{job.pk}/cancel/").status_code == 302
        assert run_all() == 0

    def test_a_failed_job_says_what_to_do_and_can_be_tried_again(self, cast, at_nine, client_as):
        job = enqueue(f"{WORK}.fail", by=cast.actor("priya"))
        run_all()
        client = client_as("priya")
        page = client.get(f"/jobs/{job.pk}/").text
        assert "Try again" in page
        assert "ValueError" not in page
        client.post(f"/jobs/{job.pk}/retry/")
        job.refresh_from_db()
        assert job.state == JobState.QUEUED

    def test_the_file_that_it_made_is_downloaded(self, job, client_as):
        lease.folder().mkdir(parents=True, exist_ok=True)
        (lease.folder() / "rejects.csv").write_text("row,reason\n")
        Job.objects.update(state=JobState.DONE, result={"file": "rejects.csv", "name": "Rejects.csv"})
        answer = client_as("priya").get(f"/jobs/{job.pk}/result/")
        assert b"".join(answer.streaming_content) == b"row,reason\n"
        assert "Rejects.csv" in answer["Content-Disposition"]

    def test_no_file_outside_the_folder_of_results_is_given(self, job, client_as):
        Job.objects.update(state=JobState.DONE, result={"file": "../hub.sqlite3"})
        assert client_as("priya").get(f"/jobs/{job.pk}/result/").status_code == 404

    def test_the_list_shows_what_one_started(self, job, client_as):
        assert "Import contracts.csv" in client_as("priya").get("/jobs/").text
        assert "Import contracts.csv" not in client_as("morag").get("/jobs/").text
