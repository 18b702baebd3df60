"""The separate signer: asked over a socket, it never signs two histories."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from hub.platform.events import checkpoints, signing, triggers
from hub.platform.events.journal import JOURNAL, Fork, Signer
from hub.platform.events.models import Checkpoint, Event, EventDetail, Head
from hub.platform.events.signer import Client, NoSigner, Server
from hub.platform.events.tests.test_verify import AT, found, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """Run a signer whose keys lie outside HUB_HOME, and give its folder; socket paths must be short."""
    settings.HUB_HOME = tmp_path / "home"
    with tempfile.TemporaryDirectory(prefix="hub") as short:
        server = Server(Path(short) / "s", Signer(tmp_path / "signer"))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        settings.HUB_SIGNER = str(Path(short) / "s")
        yield tmp_path / "signer"
        server.shutdown()
        server.server_close()


def rewrite(count: int) -> None:
    """Replace the whole log by another one, as somebody who owns the database could."""
    triggers.remove(connection)
    EventDetail.objects.all()._raw_delete("default")
    Event.objects.all()._raw_delete("default")
    Head.objects.filter(pk=1).update(number=0, digest="0" * 64)
    Checkpoint.objects.all().delete()
    triggers.install(connection)
    write(count)


class TestSeparateSigner:
    def test_signs_a_growing_log_and_the_hub_never_holds_the_key(self, place: Path, settings) -> None:
        for more in (3, 1, 7):
            write(more)
            assert checkpoints.make(at=AT) is not None
        assert found() == set()
        assert not (settings.HUB_HOME / "keys").exists()
        assert [json.loads(line)["size"] for line in (place / JOURNAL).read_text().splitlines()] == [3, 4, 11]
        assert stat.S_IMODE((place / "checkpoint_ed25519").stat().st_mode) == 0o600

    def test_refuses_a_log_that_was_rewritten_even_when_it_is_longer(self, place: Path) -> None:
        write(3)
        checkpoints.make(at=AT)
        rewrite(9)
        with pytest.raises(Fork, match="differs"):
            checkpoints.make(at=AT)
        assert not Checkpoint.objects.exists()
        assert len((place / JOURNAL).read_text().splitlines()) == 1

    def test_refuses_a_log_that_was_set_back(self, place: Path) -> None:
        write(5)
        checkpoints.make(at=AT)
        rewrite(2)
        with pytest.raises(Fork, match="log of 5 events was signed before"):
            checkpoints.make(at=AT)

    def test_refuses_another_log_of_the_same_length(self, place: Path) -> None:
        write(5)
        checkpoints.make(at=AT)
        rewrite(5)
        with pytest.raises(Fork):
            checkpoints.make(at=AT)

    def test_gives_the_same_checkpoint_again_when_its_answer_was_lost(self, place: Path) -> None:
        write(4)
        first = checkpoints.make(at=AT)
        Checkpoint.objects.all().delete()
        again = checkpoints.make(at=AT + timedelta(hours=1))
        assert first is not None and again is not None
        assert (first.text, first.signature) == (again.text, again.signature)
        assert len((place / JOURNAL).read_text().splitlines()) == 1

    def test_refuses_a_time_before_the_last_one(self, place: Path) -> None:
        write(1)
        checkpoints.make(at=AT)
        write(1)
        with pytest.raises(Fork, match="later"):
            checkpoints.make(at=AT - timedelta(seconds=1))

    def test_signs_nothing_once_its_own_journal_was_changed(self, place: Path) -> None:
        write(2)
        checkpoints.make(at=AT)
        told = json.loads((place / JOURNAL).read_text())
        (place / JOURNAL).write_text(json.dumps({**told, "size": 1}) + "\n")
        write(1)
        with pytest.raises(Fork, match="altered"):
            checkpoints.make(at=AT)

    @pytest.mark.parametrize(
        "text",
        ["anything", "procurement-hub/events\n9\nAAAA\n2026\n", "procurement-hub/key\na\nb\n1\nx\n", "[]", '{"a":1}'],
    )
    def test_signs_no_text_that_could_pass_for_something_else(self, place: Path, text: str) -> None:
        with pytest.raises(Fork):
            signing.sign_statement(text)

    def test_signs_the_list_of_an_exports_files(self, place: Path) -> None:
        text = json.dumps({"format": "x", "made_at": "y", "files": []})
        assert signing.signer_of(text, signing.sign_statement(text)) == signing.public_key_text()

    def test_signs_a_certificate(self, place: Path) -> None:
        text = "Certificate of disposal DSP-2026-0001\n"
        assert signing.signer_of(text, signing.sign_statement(text)) == signing.public_key_text()
        assert signing.signer_of(text + "more", signing.sign_statement(text)) == ""

    def test_answers_rubbish_with_a_refusal_and_lives_on(self, place: Path, settings) -> None:
        client = Client(Path(settings.HUB_SIGNER))
        for request in ({}, {"kind": "forge"}, {"kind": "checkpoint", "size": "x"}, {"kind": "statement"}):
            with pytest.raises(Fork):
                client._ask(request)
        assert client.state().size == 0

    def test_that_is_not_there_is_named(self, settings, tmp_path: Path) -> None:
        settings.HUB_HOME, settings.HUB_SIGNER = tmp_path, str(tmp_path / "nobody")
        write(1)
        with pytest.raises(NoSigner, match="hub signer"):
            checkpoints.make(at=AT)

    def test_replaces_its_key_and_older_checkpoints_stay_good(self, place: Path) -> None:
        write(3)
        checkpoints.make(at=AT)
        before = signing.public_key_text()
        link = signing.rotate(size=0, at=AT)
        assert link.size == 3, "the signer knows itself how far it signed"
        write(2)
        made = checkpoints.make(at=AT)
        assert made is not None and made.public_key == link.new != before
        assert found() == set()


class TestTheCommand:
    def test_runs_without_settings_or_database_until_it_is_ended(self, tmp_path: Path) -> None:
        environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "there.is.none", "HUB_HOME": str(tmp_path)}
        with tempfile.TemporaryDirectory(prefix="hub") as short:
            command = [sys.executable, "-m", "hub", "signer", "--socket", f"{short}/s"]
            process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
            try:
                assert process.stdout is not None
                assert "0 events were signed" in process.stdout.readline()
                assert stat.S_IMODE(os.stat(f"{short}/s").st_mode) == 0o660
                assert len(Client(Path(short) / "s").state().public_key) == 44
                second = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
                assert second.returncode == 2 and "Another signer" in second.stderr
            finally:
                process.terminate()
                process.wait(20)
            assert not os.path.exists(f"{short}/s")
