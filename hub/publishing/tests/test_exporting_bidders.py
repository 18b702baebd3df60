"""An authority's export tells nothing of who takes part in its quotes."""

import pytest

from hub.publishing.services.exporting.verify import verify
from hub.publishing.services.exporting.writing import export_all
from hub.tender import answering
from hub.tender.services import take_up
from hub.tender.tests import stories as quotes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


def test_what_a_supplier_says_of_a_quote_is_not_told(cast, tmp_path, at_nine, monkeypatch):
    monkeypatch.setattr(answering, "_kept", [])
    by = cast.actor("jo")
    quotes.firms(by=by, at=at_nine)
    one = quotes.sent(authority=cast.wdc, by=by, at=at_nine)
    invitation, party = one.invitations.first(), cast.parties["fenland"]
    take_up(invitation, party=party, by=cast.actor("bartosz"), at=at_nine)
    export_all(tmp_path / "own", authority=cast.wdc, at=at_nine)
    assert verify(tmp_path / "own")["faults"] == []
    assert "take_up" not in (tmp_path / "own/events.jsonl").read_text()
    assert not (tmp_path / "own/records/tender.participation.jsonl").exists()
    export_all(tmp_path / "all", authority=None, at=at_nine)
    assert "take_up" in (tmp_path / "all/events.jsonl").read_text()
