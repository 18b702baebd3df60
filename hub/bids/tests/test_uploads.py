"""Uploads that are sealed before they come: resumed after a break, refused when changed, nobody else's business."""

from __future__ import annotations

import base64
import hashlib

import pytest

from hub.bids import selectors, services
from hub.bids.models import Bid
from hub.bids.sealing.box import Box
from hub.bids.sealing.descriptors import Descriptor, commitment, new_salt, seal_descriptor
from hub.bids.tests import bidding
from hub.platform.testing.clients import SiteClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped", "at_nine")]
PLAN = b"%PDF-1.7 " + b"the plan " * 500


class Sender:
    """Seals as a browser does, and sends part by part."""

    def __init__(self, client, bid, recipient):
        self.client, self.base, self.recipient, self.salt = (
            client,
            f"/bids/{bid.reference}/uploads/",
            recipient,
            new_salt(),
        )
        half = len(PLAN) // 2
        self.segments = [Box.seal(piece, recipient) for piece in (PLAN[:half], PLAN[half:])]
        self.sha256 = hashlib.sha256(PLAN).hexdigest()
        self.commitment = commitment(self.salt, self.sha256, len(PLAN))

    def begin(self, **more):
        told = {"question": "4", "commitment": self.commitment, "mib": "1", **more}
        pairs = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in told.items())
        answer = self.client.post(self.base, headers={"Upload-Defer-Length": "1", "Upload-Metadata": pairs})
        self.at = answer.headers.get("Location", "")
        return answer

    def part(self, content, offset, **headers):
        told = {"Upload-Offset": str(offset), "Upload-Checksum": "sha256 " + _sum(content), **headers}
        return self.client.patch(self.at, content, content_type="application/offset+octet-stream", headers=told)

    def descriptor(self):
        digests = tuple(hashlib.sha256(one).hexdigest() for one in self.segments)
        facts = Descriptor("plan.pdf", len(PLAN), len(PLAN), self.sha256, "application/pdf", digests, self.salt)
        return seal_descriptor(facts, self.recipient)


def _sum(content):
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


@pytest.fixture
def ground(cast, ring, at_nine, own_home):
    return bidding.ground(cast, ring, at_nine)


@pytest.fixture
def bid(ground, at_nine):
    return bidding.answered(ground, 0, at_nine)


@pytest.fixture
def sender(cast, bid):
    client = SiteClient("supplier").sign_in(cast.bartosz)
    return Sender(client, bid, services.mailbox_for(bid, "whole", at=bid.begun_at).recipient)


class TestUpload:
    def test_is_resumed_from_where_it_is_safe(self, sender, bid):
        assert sender.begin().status_code == 201
        first, second = sender.segments
        assert sender.part(first, 0).status_code == 204
        asked = sender.client.head(sender.at)
        assert asked.headers["Upload-Offset"] == str(len(first))
        assert asked.headers["Hub-Segments"] == hashlib.sha256(first).hexdigest()
        assert sender.part(second, 0).status_code == 409
        assert sender.part(second, len(first)).status_code == 204
        last, offset = sender.descriptor(), len(first) + len(second)
        assert sender.part(last, offset, **{"Upload-Length": str(offset + len(last))}).status_code == 204
        item = selectors.item_of(bid, sender.at.split("/")[-2])
        assert item.status == "whole" and item.commitment == sender.commitment and len(item.segments) == 2

    def test_opens_to_what_was_sealed(self, sender, bid, ground, at_nine):
        self.test_is_resumed_from_where_it_is_safe(sender, bid)
        services.submit(bid, number=1, by=ground.bidders[0].actor, stamp=services.Stamp(at_nine))
        bidding.opened(ground)
        answer = selectors.opened_answers(Bid.objects.get(pk=bid.pk))[-1]
        assert (answer.text, answer.document.versions.get().sha256) == ("plan.pdf", sender.sha256)

    def test_refuses_what_was_changed_on_its_way_and_what_is_not_sealed(self, sender):
        sender.begin()
        first = sender.segments[0]
        assert sender.part(first, 0, **{"Upload-Checksum": "sha256 " + _sum(b"other")}).status_code == 460
        assert sender.part(b"plain text", 0).status_code == 422
        assert sender.part(first, 0, **{"Upload-Checksum": "md5 AAAA"}).status_code == 400
        assert sender.client.head(sender.at).headers["Upload-Offset"] == "0"

    @pytest.mark.parametrize(("told", "status"), [
        ({"mib": "501"}, 422), ({"commitment": "abc"}, 422), ({"mib": "many"}, 400), ({"question": "99"}, 404),
    ])  # fmt: skip
    def test_is_not_begun_when_it_is_too_large_or_fixes_nothing(self, sender, told, status):
        assert sender.begin(**told).status_code == status

    def test_is_missing_for_another_firm(self, cast, sender):
        sender.begin()
        for method in ("head", "patch"):
            answer = getattr(SiteClient("supplier").sign_in(cast.olivia), method)(sender.at)
            assert answer.status_code == 404


class TestMailbox:
    def test_of_a_browser_is_taken_once_and_only_for_its_bid(self, cast, ground, at_nine):
        from hub.bids.sealing import mailboxes
        from hub.bids.sealing.rosters import read_roster

        bid = bidding.begun(ground, 0, at_nine)
        roster = read_roster(selectors.pinned_for(ground.one, "whole").text.encode())
        client, at = SiteClient("supplier").sign_in(cast.bartosz), f"/bids/{bid.reference}/mailbox/whole/"
        made = mailboxes.make_mailbox(roster, bid.reference)
        foreign = mailboxes.make_mailbox(roster, "0" * 32)
        assert client.post(at, foreign.text(), content_type="application/json").status_code == 422
        assert client.post(at, made.text(), content_type="application/json").content.decode() == made.recipient
        again = client.post(at, mailboxes.make_mailbox(roster, bid.reference).text(), content_type="application/json")
        assert again.content.decode() == made.recipient and bid.mailboxes.get().made_by == "browser"
