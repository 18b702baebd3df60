"""What a bidder can carry away: a receipt for each file, and everything about the bid in one signed file."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest

from hub.bids import selectors, services
from hub.bids.commands import check_timeliness
from hub.bids.tests import bidding
from hub.bids.verifier import hub_verify
from hub.platform.acts import Refused
from hub.platform.events import signing
from hub.platform.testing.clients import SiteClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped", "at_nine")]


@pytest.fixture
def ground(cast, ring, at_nine, own_home):
    return bidding.ground(cast, ring, at_nine)


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class TestFileReceipt:
    def test_verifies_without_the_hub(self, ground, at_nine, tmp_path):
        bid = bidding.answered(ground, 0, at_nine, file=b"%PDF-1.7 plan")
        item = selectors.items_of(bid)[-1]
        kept = tmp_path / "file.json"
        kept.write_text(services.file_receipt(item))
        assert hub_verify.main(["receipt", str(kept)]) == 0
        assert json.loads(json.loads(kept.read_text())["receipt"])["commitment"] == item.commitment

    def test_is_not_given_for_what_has_not_come(self, ground, at_nine):
        bid = bidding.begun(ground, 0, at_nine)
        form = services.FormFile(bid, ground.question(4), by=ground.bidders[0].actor, stamp=services.Stamp(at_nine))
        form.begin("plan.pdf", "application/pdf")
        assert services.file_receipt(form.item) is None


class TestEvidence:
    def test_holds_what_the_rule_decides_by_and_is_signed(self, ground, at_nine, tmp_path, capsys):
        bid = bidding.submitted(ground, 0, at_nine, file=b"%PDF-1.7 plan")
        with pytest.raises(Refused):
            late = services.Stamp(ground.due + timedelta(seconds=1))
            services.submit(bid, number=2, accept_missing=True, by=ground.bidders[0].actor, stamp=late)
        bidding.closed(ground)
        found = files_of(services.evidence(bid, at=at_nine))
        listed = json.loads(found["manifest.json"])["files"]
        assert {name: hashlib.sha256(found[name]).hexdigest() for name in listed} == listed
        assert set(listed) == set(found) - {"manifest.json", "manifest.sig"}
        signature, key = found["manifest.sig"].decode().split()
        assert signing.is_signed(found["manifest.json"].decode(), signature, key)
        assert json.loads(found["finding.json"])["result"]["in_time"] is True
        answers = [(one["kind"], one["answer"]) for one in json.loads(found["requests.json"])]
        assert ("submit", 200) in answers and ("submit", 422) in answers
        (tmp_path / "facts.json").write_bytes(found["facts.json"])
        parser = __import__("argparse").ArgumentParser()
        check_timeliness.arguments(parser)
        assert check_timeliness.run(parser.parse_args(["--facts", str(tmp_path / "facts.json"), "--json"])) == 0
        assert json.loads(capsys.readouterr().out)["rule"] in {"R2", "R5"}

    def test_holds_no_content(self, ground, at_nine):
        bid = bidding.submitted(ground, 0, at_nine, price="17,531.77", file=b"%PDF-1.7 plan")
        whole = b"".join(files_of(services.evidence(bid, at=at_nine)).values())
        assert bidding.CANARY.format(0).encode() not in whole and b"17531" not in whole and b"plan.pdf" not in whole

    def test_is_there_for_its_own_people_alone(self, cast, ground, at_nine):
        bid = bidding.submitted(ground, 0, at_nine)
        item = selectors.items_of(bid)[0]
        for path in (f"/bids/{bid.reference}/evidence.zip", f"/bids/{bid.reference}/files/{item.name}/receipt.json"):
            assert SiteClient("supplier").sign_in(cast.bartosz).get(path).status_code == 200
            assert SiteClient("supplier").sign_in(cast.olivia).get(path).status_code == 404
