"""Checkpoints leave the machine, and keys are replaced without making older checkpoints worthless."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core import mail

from hub.platform.actors import SYSTEM
from hub.platform.events import checkpoints, jobs, keeping, signing
from hub.platform.events.keyring import Keyring, known_keys, public_text
from hub.platform.events.models import Checkpoint, Event
from hub.platform.events.rotating import rotate
from hub.platform.events.tests.test_signer import rewrite
from hub.platform.events.tests.test_verify import AT, found, write
from hub.platform.events.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    """Keep keys and checkpoints of each test apart."""
    settings.HUB_HOME = tmp_path / "home"
    return settings.HUB_HOME


@pytest.fixture
def copies(settings, tmp_path: Path) -> Path:
    """Keep copies in a second folder."""
    settings.HUB_CHECKPOINTS_COPY = str(tmp_path / "far" / "away")
    return tmp_path / "far" / "away"


class TestCopies:
    def test_every_checkpoint_lies_in_the_second_folder(self, copies: Path) -> None:
        write(3)
        checkpoints.make(at=AT)
        assert json.loads((copies / "000000000003.json").read_text())["size"] == 3
        assert found() == set()

    def test_a_log_rewritten_with_our_own_key_differs_from_the_copy(self, copies: Path, home: Path) -> None:
        write(3)
        checkpoints.make(at=AT)
        (home / "checkpoints" / "000000000003.json").unlink()
        rewrite(4)
        checkpoints.make(at=AT)
        assert found() == {(3, "differs_from_checkpoint"), (3, "checkpoint_missing")}

    def test_an_auditors_folder_shows_what_was_rewritten_everywhere_else(self, copies: Path, tmp_path: Path) -> None:
        write(3)
        checkpoints.make(at=AT)
        theirs = tmp_path / "theirs"
        copies.rename(theirs)
        rewrite(3)
        checkpoints.make(at=AT)
        assert found() == set(), "the operator rewrote log, checkpoints and copies"
        faults = {(fault.number, fault.kind) for fault in verify([theirs]).faults}
        assert faults == {(3, "differs_from_checkpoint")}

    def test_a_copy_that_is_broken_is_a_fault(self, copies: Path) -> None:
        write(3)
        checkpoints.make(at=AT)
        (copies / "000000000003.json").write_text("{")
        assert (0, "checkpoint_not_signed") in found()

    def test_a_folder_that_was_away_is_caught_up(self, copies: Path, settings, tmp_path: Path) -> None:
        (tmp_path / "far").write_text("a file where the folder should be")
        write(1)
        assert checkpoints.make(at=AT) is not None, "the log is signed all the same"
        (tmp_path / "far").unlink()
        jobs.checkpoint(None)
        assert (copies / "000000000001.json").exists()


class TestMail:
    def test_the_last_checkpoint_goes_to_both_addresses_and_serves_as_a_copy(self, settings, tmp_path: Path) -> None:
        settings.HUB_CHECKPOINTS_TO = ["auditor@audit.example", "partner@council.example"]
        write(2)
        checkpoints.make(at=AT)
        assert jobs.mail(None) == {"text": "2 sent"}
        assert [message.to for message in mail.outbox] == [["auditor@audit.example"], ["partner@council.example"]]
        name, content, kind = mail.outbox[0].attachments[0]
        assert kind == "application/json" and signing.public_key_text() in mail.outbox[0].body
        (tmp_path / "kept").mkdir()
        (tmp_path / "kept" / name).write_text(content)
        rewrite(2)
        faults = {fault.kind for fault in verify([tmp_path / "kept"]).faults}
        assert "differs_from_checkpoint" in faults

    def test_nothing_is_sent_before_the_first_checkpoint(self, settings) -> None:
        settings.HUB_CHECKPOINTS_TO = ["auditor@audit.example"]
        assert keeping.mail_last() == 0 and mail.outbox == []

    def test_it_is_daily_work_of_the_worker(self) -> None:
        from hub.platform.jobs.services import SCHEDULES

        assert SCHEDULES["events.mail_checkpoint"].every.days == 1


class TestTheAuditPage:
    def test_says_what_is_missing(self, client_as, at_nine, settings) -> None:
        auditor = client_as("naomi")
        page = auditor.get("/audit/verify/").content.decode()
        assert "read by the Hub itself" in page and "another machine" in page and "two addresses" in page
        settings.HUB_CHECKPOINTS_COPY, settings.HUB_CHECKPOINTS_TO = "/far", ["a@b.example", "c@d.example"]
        page = auditor.get("/audit/verify/").content.decode()
        assert "read by the Hub itself" in page and "another machine" not in page and "two addresses" not in page

    def test_says_nothing_when_nothing_is_missing(self, settings) -> None:
        settings.HUB_CHECKPOINTS_COPY, settings.HUB_CHECKPOINTS_TO = "/far", ["a@b.example", "c@d.example"]
        settings.HUB_SIGNER = "/run/hub/signer.sock"
        assert keeping.weaknesses() == []


class TestRotation:
    def test_is_an_act_and_older_checkpoints_stay_good(self, cast) -> None:
        checkpoints.make(at=AT)
        before = Checkpoint.objects.get()
        link = rotate(cast.eca, by=SYSTEM, at=AT)
        assert Event.objects.order_by("-number")[0].verb == "events.rotate_key"
        last = Checkpoint.objects.order_by("-size")[0]
        assert before.public_key == link.old and last.public_key == link.new
        assert found() == set()
        again = rotate(cast.eca, by=SYSTEM, at=AT)
        assert again.old == link.new and found() == set()

    def test_a_stolen_old_key_signs_nothing_new(self, home: Path) -> None:
        write(3)
        checkpoints.make(at=AT)
        old = Keyring(home / "keys").private_key()
        signing.rotate(size=3, at=AT)
        write(2)
        checkpoints.make(at=AT)
        forged = Checkpoint.objects.get(size=5)
        signature = base64.b64encode(old.sign(forged.text.encode())).decode()
        Checkpoint.objects.filter(size=5).update(signature=signature, public_key=public_text(old))
        assert (5, "checkpoint_not_signed") in found()

    def test_a_key_that_nobody_handed_over_counts_for_nothing(self, home: Path) -> None:
        ring = Keyring(home / "keys")
        ring.private_key()
        link = ring.rotate(size=3, at="2026-11-23T09:00:00.000000Z")
        stranger = public_text(Ed25519PrivateKey.generate())
        assert known_keys(ring.public_key(), [link]) == {ring.public_key(): None, link.old: 3}
        for forged in (
            replace(link, text=link.text.replace(link.old, stranger)),
            replace(link, text=link.text.replace("\n3\n", "\n9\n")),
            replace(link, acknowledged=link.signature),
            replace(link, signature=link.acknowledged),
        ):
            assert known_keys(ring.public_key(), [forged]) == {ring.public_key(): None}

    def test_a_crash_between_the_two_writes_is_settled_at_the_next_look(self, home: Path) -> None:
        ring = Keyring(home / "keys")
        old = ring.private_key().private_bytes_raw()
        link = ring.rotate(size=1, at="2026-11-23T09:00:00.000000Z")
        new = (home / "keys" / "checkpoint_ed25519").read_bytes()
        (home / "keys" / "checkpoint_ed25519.next").write_bytes(new)
        (home / "keys" / "checkpoint_ed25519").write_bytes(old)
        assert ring.public_key() == link.new
        assert not (home / "keys" / "checkpoint_ed25519.next").exists()
