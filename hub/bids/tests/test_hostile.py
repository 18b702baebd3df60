"""What comes in by a bidder's own pages: hostile names and files, and nothing readable on the way."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile

from hub.bids import selectors
from hub.bids.models import Bid
from hub.bids.tests import bidding
from hub.bids.tests.test_hidden import found_in_database
from hub.platform import clock
from hub.platform.testing.clients import SiteClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped", "at_nine")]
PDF = b"%PDF-1.7\n%%EOF\n"


def bomb() -> bytes:
    """Give a ZIP file of a few kB that would unpack to 50 MB."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", bytes(50_000_000))
    return target.getvalue()


NAMES = (
    "../../etc/passwd.pdf", "..\\..\\boot.pdf", "C:\\plan.pdf", "plan.pdf.", "a" * 400 + ".pdf", "plan\u202efdp.exe",
    "<script>alert(1)</script>.pdf", "' OR 1=1 --.pdf", "con.pdf", ".htaccess", "plan\r\nX-Evil: 1.pdf", "=cmd.pdf",
)  # fmt: skip
CONTENTS = {
    "nothing at all": b"", "a page that calls itself a PDF": b"<html><script>1</script>%PDF-1.7", "a bomb": bomb(),
    "a program": b"MZ" + bytes(200), "zeros": bytes(10_000), "a PDF": PDF,
}  # fmt: skip


@pytest.fixture
def ground(cast, ring, at_nine, own_home):
    return bidding.ground(cast, ring, at_nine)


@pytest.fixture
def client(cast):
    return SiteClient("supplier").sign_in(cast.bartosz)


def send(client, bid, content, name="plan.pdf"):
    return client.post(f"{bid.get_absolute_url()}q/4/", {"files": SimpleUploadedFile(name, content, "application/pdf")})


def submitted(ground, bid, at):
    from hub.bids import services

    services.submit(bid, number=1, accept_missing=True, by=ground.bidders[0].actor, stamp=services.Stamp(at))


@pytest.mark.slow
class TestNames:
    def test_are_labels_and_never_paths(self, ground, client, at_nine, tmp_path):
        bid = bidding.answered(ground, 0, at_nine)
        for name in NAMES:
            assert send(client, bid, PDF, name).status_code == 302, name
        submitted(ground, bid, at_nine)
        bidding.opened(ground)
        labels = [one.text for one in selectors.opened_answers(Bid.objects.get(pk=bid.pk)) if one.question.number == 4]
        assert len(labels) == len(NAMES)
        for label in labels:
            assert label and len(label) <= 200 and not set(label) & set("/\\\x00\r\n\u202e"), label
        shown = SiteClient("staff").sign_in(ground.cast.priya)
        with clock.frozen(ground.due.replace(hour=15)):
            page = shown.get(f"{ground.one.get_absolute_url()}opening/").content.decode()
        assert "<script>alert(1)" not in page
        assert not list(tmp_path.rglob("passwd*")) and not list(tmp_path.rglob("boot*"))


@pytest.mark.slow
class TestContents:
    def test_are_kept_as_they_are_and_cost_nobody_the_bid(self, ground, client, at_nine):
        bid = bidding.answered(ground, 0, at_nine)
        for content in CONTENTS.values():
            assert send(client, bid, content).status_code == 302
        submitted(ground, bid, at_nine)
        bidding.opened(ground)
        bid = Bid.objects.get(pk=bid.pk)
        answers = selectors.opened_answers(bid)
        assert bid.status == "opened" and {1, 2, 3} <= {one.question.number for one in answers}
        papers = [one for one in answers if one.question.number == 4 and one.document is not None]
        # What is no document is named as a fault of that file, and stays sealed as it came.
        assert {one["what"] for one in bid.faults} == {"file"} and papers
        assert len(papers) + len(bid.faults) == len(CONTENTS)


class TestOnTheWay:
    def test_nothing_readable_is_written_anywhere(self, ground, client, at_nine, settings, tmp_path, caplog):
        folder = tmp_path / "uploads"
        folder.mkdir()
        settings.FILE_UPLOAD_TEMP_DIR = str(folder)
        bid = bidding.begun(ground, 0, at_nine)
        canary, page = "CANARY-b71f-by-the-pages", bid.get_absolute_url()
        with caplog.at_level("DEBUG"):
            assert client.post(f"{page}q/1/", {"text": "17,533.11"}).status_code == 302
            assert client.post(f"{page}q/2/", {"text": canary}).status_code == 302
            assert send(client, bid, canary.encode() * 200_000, f"{canary}.pdf").status_code == 302
        assert list(folder.iterdir()) == []
        assert not found_in_database((canary, "17533.11", "17,533.11"))
        assert canary not in caplog.text and "17533" not in caplog.text and "17,533" not in caplog.text
        for root in (Path(configured.HUB_HOME), Path(configured.HUB_BID_STORE)):
            assert not [path for path in root.rglob("*") if path.is_file() and canary.encode() in path.read_bytes()]

    def test_a_stranger_s_file_is_read_and_thrown_away(self, ground, at_nine, cast):
        bid = bidding.begun(ground, 0, at_nine)
        parts = list(selectors.items_of(bid))
        stranger = SiteClient("supplier").sign_in(cast.olivia)
        assert send(stranger, bid, PDF).status_code == 404
        assert send(SiteClient("supplier"), bid, PDF).status_code in {302, 403, 404}
        assert selectors.items_of(bid) == parts

    def test_two_presses_of_submit_are_one_version(self, ground, client, at_nine):
        bid = bidding.answered(ground, 0, at_nine)
        form = {"number": "1", "is_true": "on"}
        first, second = (client.post(f"{bid.get_absolute_url()}check/", form) for _ in range(2))
        assert (first.status_code, second.status_code) == (302, 302)
        assert Bid.objects.get(pk=bid.pk).number == 1
