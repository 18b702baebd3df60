"""A fault of ours before the due time is measured, holds the opening, and costs no bidder the bid (R9)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hub.bids import measuring, selectors, services
from hub.bids.models import Bid, ServedMinute
from hub.bids.services import Stamp
from hub.bids.tests import bidding
from hub.platform import clock
from hub.platform.acts import Refused
from hub.platform.testing.clients import SiteClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped", "at_nine")]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ground(cast, ring, at_nine, own_home):
    return bidding.ground(cast, ring, at_nine)


@pytest.fixture
def bad(ground):
    """Let three minutes go badly, half an hour before the due time."""
    for place in range(3):
        services.count_served(ground.due - (30 - place) * MINUTE, process="web:1", requests=50, failed=5,
                              refused_uploads=0, submits=[40])  # fmt: skip
    return ground


class TestMeasuring:
    def test_counts_by_the_minute_and_writes_a_fault_at_once(self, at_nine):
        gauge = measuring.Gauge()
        gauge.note(at_nine, status=200, took_ms=30, is_submit=True)
        assert not ServedMinute.objects.exists()
        gauge.note(at_nine, status=500, took_ms=30, is_submit=False)
        gauge.note(at_nine, status=507, took_ms=30, is_submit=False)
        gauge.note(at_nine + MINUTE, status=200, took_ms=30, is_submit=False)
        row = ServedMinute.objects.get()
        assert (row.requests, row.failed, row.refused_uploads, row.submits) == (3, 1, 1, [30])

    def test_of_the_supplier_site_is_what_is_counted(self, cast, ground, monkeypatch):
        gauge = measuring.Gauge()
        monkeypatch.setattr(measuring, "gauge", lambda: gauge)
        SiteClient("staff").sign_in(cast.priya).get("/")
        assert gauge.now is None
        SiteClient("supplier").sign_in(cast.bartosz).get("/bids/")
        assert gauge.now is not None and gauge.now.requests == 1

    def test_that_went_well_holds_nothing(self, ground):
        services.count_served(ground.due - 9 * MINUTE, process="web:1", requests=500, failed=4, refused_uploads=0,
                              submits=[40])  # fmt: skip
        assert selectors.lost_of(ground.one) == timedelta(0)
        bidding.closed(ground)
        assert selectors.closing_of(ground.one) is not None


class TestIncident:
    def decide(self, ground, decision, at):
        by = ground.cast.actor("morag")
        return services.decide_incident(ground.one, decision=decision, reason="The disk was full.", by=by, at=at)

    def test_holds_the_opening_until_the_lead_has_decided(self, bad, at_nine):
        bidding.submitted(bad, 0, at_nine)
        at = bidding.closed(bad) + 5 * MINUTE
        pinned = selectors.pinned_for(bad.one, "whole")
        assert services.close_bids(bad.one, at=at) is None
        assert "held" in [one.code for one in services.bars_to_opening(bad.one, pinned, at=at)]
        self.decide(bad, "carry_on", at)
        assert services.close_bids(bad.one, at=at) is not None

    def test_lets_the_affected_finish_for_as_long_as_it_lasted(self, bad, at_nine):
        bid, by = bidding.answered(bad, 0, at_nine), bad.bidders[0].actor
        with clock.frozen(bad.due + 2 * MINUTE):
            done = services.submit(bid, number=1, by=by, stamp=Stamp(bad.due + 2 * MINUTE)).submission
        assert (done.rule, done.number) == ("R9", 1)
        other = bidding.answered(bad, 1, at_nine)
        with pytest.raises(Refused, match="Answers were due by"):
            services.submit(other, number=1, by=bad.bidders[1].actor, stamp=Stamp(bad.due + 4 * MINUTE))
        at = bad.due + 10 * MINUTE
        self.decide(bad, "finish", at)
        assert services.close_bids(bad.one, at=at) is not None
        opening = services.begin_opening(bad.one, "whole", at=at)
        assert [box.bid_id for box in opening.mailboxes.all()] == [bid.pk]

    def test_carried_on_counts_the_version_before_the_due_time(self, bad, at_nine):
        bid, by = bidding.submitted(bad, 0, at_nine, price="17,500"), bad.bidders[0].actor
        late = Stamp(bad.due + MINUTE)
        services.save_answer(bid, bad.question(1), bidding.Given("9"), by=by, stamp=late)
        services.submit(Bid.objects.get(pk=bid.pk), number=2, by=by, stamp=late)
        only_late = bidding.answered(bad, 1, at_nine)
        services.submit(only_late, number=1, by=bad.bidders[1].actor, stamp=late)
        at = bad.due + 10 * MINUTE
        self.decide(bad, "carry_on", at)
        opening = services.begin_opening(bad.one, "whole", at=at)
        assert [box.bid_id for box in opening.mailboxes.all()] == [bid.pk]
        for person in ("helen", "noor"):
            opening = bidding.give(bad, opening, person, at)
        price = selectors.opened_answers(Bid.objects.get(pk=bid.pk))[0]
        assert price.number == 17_500

    def test_is_decided_once_by_the_lead_when_the_due_time_has_come(self, bad, ground):
        with pytest.raises(Refused, match="when the due time has come"):
            self.decide(bad, "finish", bad.due - MINUTE)
        self.decide(bad, "finish", bad.due)
        with pytest.raises(Refused, match="decided already"):
            self.decide(bad, "carry_on", bad.due)
        with pytest.raises(Refused):
            services.decide_incident(bad.one, decision="finish", reason="x", by=bad.cast.actor("priya"), at=bad.due)

    def test_is_told_on_the_pages_of_bidder_and_lead(self, bad, cast, at_nine):
        bid = bidding.answered(bad, 0, at_nine)
        with clock.frozen(bad.due + MINUTE):
            shown = SiteClient("supplier").sign_in(cast.bartosz).get(bid.get_absolute_url()).content.decode()
            assert "We served suppliers badly for 3 minutes" in shown
            page = f"{bad.one.get_absolute_url()}opening/"
            client = SiteClient("staff").sign_in(cast.morag)
            assert "An incident of ours is to be decided" in client.get(page).content.decode()
            answer = client.post(f"{page}decide-incident/", {"decision": "finish", "reason": "The disk was full."})
            assert answer.status_code == 302
            assert "The disk was full." in client.get(page).content.decode()
