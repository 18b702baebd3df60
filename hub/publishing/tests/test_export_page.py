"""Export everything: the administrator's two presses, the file, who learns of it, and what goes wrong."""

import hashlib
import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest

from hub.platform import clock
from hub.platform.deadlines.models import Alert
from hub.platform.documents import storage
from hub.platform.events.models import Event
from hub.platform.identity import sessions
from hub.platform.jobs import services as jobs
from hub.platform.jobs.models import Job
from hub.publishing.services.exporting import job as exporting
from hub.publishing.services.exporting.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_home(settings, tmp_path):
    settings.HUB_HOME = tmp_path / "home"
    settings.HUB_KEEP_FREE_BYTES = 0
    return settings.HUB_HOME


@pytest.fixture
def sam(own_home, live, elsewhere, client_as):
    return client_as("sam")


def asked(client):
    """Press the button, and let the worker do its work."""
    answer = client.post("/export-all/")
    job = Job.objects.filter(function=exporting.MAKE).latest("pk")
    assert answer["Location"] == job.get_absolute_url()
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def forget_the_sign_in(client, at):
    session = client.session_data()
    session[sessions.STRONG_AT] = (at - timedelta(minutes=16)).isoformat()
    session.save()


class TestTheFile:
    def test_is_the_export_of_the_authority_and_checks_itself(self, sam, tmp_path, cast, live, elsewhere):
        job = asked(sam)
        assert job.state == "done", job.error
        answer = sam.get(f"/export-all/{job.pk}/")
        content = b"".join(answer.streaming_content)
        assert hashlib.sha256(content).hexdigest() == job.result["sha256"]
        assert answer["Content-Disposition"] == 'attachment; filename="hub-export-ECA.zip"'
        zipfile.ZipFile(BytesIO(content)).extractall(tmp_path / "out")
        (folder,) = (tmp_path / "out").iterdir()
        assert verify(folder)["faults"] == []
        done = subprocess.run([sys.executable, folder / "verify.py", folder], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        contracts = (folder / "records/contract.contract.jsonl").read_text()
        assert live.reference in contracts and elsewhere.reference not in contracts

    def test_is_shown_with_its_digest_and_how_to_check_it(self, sam):
        job = asked(sam)
        page = sam.get("/export-all/").content.decode()
        assert f'href="/export-all/{job.pk}/"' in page and job.result["sha256"] in page
        assert "python3 verify.py ." in page and "/.well-known/procurement-hub-key" in page

    def test_leaves_nothing_else_on_the_disk(self, sam, own_home):
        job = asked(sam)
        assert [path.name for path in (own_home / "exports").iterdir()] == [f"export-{job.pk}.zip"]

    def test_is_two_presses_away(self, sam):
        assert 'href="/export-all/"' in sam.get("/").content.decode()


class TestWhoMay:
    @pytest.mark.parametrize("who", ["morag", "noor", "naomi", "priya", "aisha"])
    def test_nobody_but_the_administrator(self, sam, client_as, who):
        job = asked(sam)
        client = client_as(who)
        assert client.get("/export-all/").status_code in (403, 404)
        assert client.post("/export-all/").status_code in (403, 404)
        assert client.get(f"/export-all/{job.pk}/").status_code in (403, 404)

    def test_not_the_administrator_of_another_authority(self, sam, client_as):
        job = asked(sam)
        assert client_as("harriet").get(f"/export-all/{job.pk}/").status_code == 404

    def test_only_after_a_fresh_sign_in(self, sam, at_nine):
        job = asked(sam)
        forget_the_sign_in(sam, at_nine)
        before = Event.objects.count()
        assert sam.post("/export-all/")["Location"].startswith("/sign-in/again/")
        assert sam.get(f"/export-all/{job.pk}/")["Location"].startswith("/sign-in/again/")
        assert Event.objects.count() == before and Job.objects.filter(function=exporting.MAKE).count() == 1

    def test_asking_and_downloading_are_events_and_data_protection_is_told(self, sam, cast):
        job = asked(sam)
        sam.get(f"/export-all/{job.pk}/")
        rows = list(Event.objects.filter(verb__startswith="publishing.").order_by("number"))
        assert [row.verb for row in rows if "export" in row.verb] == [
            "publishing.export_all",
            "publishing.fetch_export",
        ]
        assert all(row.actor_id == cast.sam.pk and row.authority_id == cast.eca.pk for row in rows)
        told = set(Alert.objects.filter(cause=f"export:{job.pk}").values_list("person__cast_key", flat=True))
        assert told == {"noor", "morag"}


class TestTime:
    def test_the_file_goes_after_a_week(self, sam, own_home, at_nine, client_as):
        job = asked(sam)
        with clock.frozen(at_nine + timedelta(days=6)):
            exporting.sweep(None)
            assert exporting.path_of(job.pk).is_file()
        with clock.frozen(at_nine + timedelta(days=8)):
            later = client_as("sam")
            assert later.get(f"/export-all/{job.pk}/").status_code == 404
            exporting.sweep(None)
            assert not exporting.path_of(job.pk).exists()
            assert "Removed after 7 days" in later.get("/export-all/").content.decode()

    def test_what_an_export_that_died_left_is_swept(self, sam, own_home, at_nine):
        asked(sam)
        (own_home / "exports/export-999999").mkdir()
        (own_home / "exports/export-999999/half.jsonl").write_text("{}")
        (own_home / "exports/export-999998.part").write_text("PK")
        exporting.sweep(None)
        assert not list((own_home / "exports").glob("export-99999*"))

    def test_pressing_twice_makes_one(self, sam):
        first, second = sam.post("/export-all/"), sam.post("/export-all/")
        assert first["Location"] == second["Location"]
        assert Job.objects.filter(function=exporting.MAKE).count() == 1

    def test_a_worker_that_died_half_way_begins_again(self, sam, own_home):
        job = asked(sam)
        exporting.path_of(job.pk).unlink()
        (own_home / f"exports/export-{job.pk}").mkdir()
        (own_home / f"exports/export-{job.pk}/MANIFEST.json").write_text("half")
        Job.objects.filter(pk=job.pk).update(state="queued")
        jobs.run(job.pk)
        assert exporting.path_of(job.pk).is_file()


class TestFaults:
    def test_a_full_disk_is_said_and_leaves_nothing(self, sam, own_home, monkeypatch):
        from hub.publishing.services.exporting import writing

        def full(*args, **kwargs):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(writing, "write_events", full)
        job = asked(sam)
        assert "could not take the export" in job.result["text"] and str(own_home) not in json.dumps(job.result)
        assert not list((own_home / "exports").iterdir())
        assert "could not take the export" in sam.get("/export-all/").content.decode()

    def test_a_file_that_is_missing_is_named(self, sam, cast, live, at_nine):
        from hub.platform.documents import services as documents
        from hub.platform.documents.services import Paper, Upload

        paper = documents.add(
            live, upload=Upload("a.txt", BytesIO(b"a")), paper=Paper(title="A"), by=cast.actor("morag"), at=at_nine
        )
        storage.store().remove(paper.versions.get().sha256)
        job = asked(sam)
        assert job.result["missing"] == 1
        assert "1 file that should be here could not be read" in sam.get("/export-all/").content.decode()
