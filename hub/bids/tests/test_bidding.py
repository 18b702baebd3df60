"""From the first saved answer to the opening: sealed, receipted, in time by the clock, and shut until two open it."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from hub.bids import selectors, services
from hub.bids.models import Bid, DraftKey, Mailbox, OpenedAnswer, Submission
from hub.bids.rules.answers import Given
from hub.bids.services import Stamp
from hub.bids.tests import bidding
from hub.bids.verifier import hub_verify
from hub.platform import clock
from hub.platform.acts import Refused
from hub.platform.canon import strict
from hub.platform.events.models import Event
from hub.tender import services as asking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped", "at_nine")]
SECOND = timedelta(seconds=1)


@pytest.fixture
def ground(cast, ring, at_nine, own_home):
    return bidding.ground(cast, ring, at_nine)


class TestAnswers:
    def test_are_sealed_and_read_again_only_while_they_are_a_draft(self, ground, at_nine):
        bid = bidding.answered(ground, 0, at_nine)
        price, method, _ = selectors.items_of(bid)
        assert services.typed(method).text == bidding.CANARY.format(0)
        assert services.typed(price) is None, "a price is kept sealed and in no other way"
        assert services.store().has(method.descriptor) and len(method.segments) == 1
        assert selectors.lacking(bid) == []

    def test_take_the_place_of_the_one_before(self, ground, at_nine):
        bid = bidding.answered(ground, 0, at_nine)
        services.save_answer(bid, ground.question(1), Given("12"), by=ground.bidders[0].actor, stamp=Stamp(at_nine))
        assert len(selectors.items_of(bid)) == 3

    @pytest.mark.parametrize(("number", "given", "said"), [
        (1, Given("a lot"), "Enter a number in figures"), (1, Given("-5"), "below 0"),
        (1, Given(" "), "Enter a number"),
        (2, Given("  "), "Enter your answer"), (3, Given(), "Tick the box"),
    ])  # fmt: skip
    def test_that_are_none_are_refused_and_change_nothing(self, ground, at_nine, number, given, said):
        bid = bidding.begun(ground, 0, at_nine)
        with pytest.raises(Refused, match=said):
            services.save_answer(bid, ground.question(number), given, by=ground.bidders[0].actor, stamp=Stamp(at_nine))
        assert selectors.items_of(bid) == []
        assert bid.requests.get().status == 422

    def test_are_taken_from_nobody_else(self, ground, at_nine):
        bid = bidding.begun(ground, 0, at_nine)
        other = ground.bidders[1].actor
        with pytest.raises(Refused, match="only a bid of an organisation"):
            services.save_answer(bid, ground.question(1), Given("5"), by=other, stamp=Stamp(at_nine))
        assert selectors.own_bid(other, bid.reference) is None


class TestSubmitting:
    def test_gives_a_receipt_that_verifies_and_forgets_the_draft(self, ground, at_nine, tmp_path):
        bid = bidding.answered(ground, 0, at_nine, file=b"%PDF-1.7 plan")
        by = ground.bidders[0].actor
        done = services.submit(bid, number=1, by=by, stamp=Stamp(at_nine))
        assert done.submission.files_count == 4 and not DraftKey.objects.exists()
        assert all(services.typed(item) is None for item in selectors.items_of(bid))
        told = json.loads(services.receipt_file(done.submission, done.key))
        assert [one["name"] for one in told["files"]] == ["plan.pdf"] and len(told["answers"]) == 3
        assert all(one["salt"] for one in told["files"] + told["answers"])
        assert json.loads(services.receipt_file(done.submission))["files"] == []
        kept = tmp_path / "receipt.json"
        kept.write_text(services.receipt_file(done.submission, done.key))
        (tmp_path / "files").mkdir()
        (tmp_path / "files" / "plan.pdf").write_bytes(b"%PDF-1.7 plan")
        assert hub_verify.main(["receipt", str(kept), "--files", str(tmp_path / "files")]) == 0

    def test_twice_gives_the_same_receipt_and_one_event(self, ground, at_nine):
        bid = bidding.answered(ground, 0, at_nine)
        by = ground.bidders[0].actor
        first = services.submit(bid, number=1, by=by, stamp=Stamp(at_nine)).submission
        again = services.submit(Bid.objects.get(pk=bid.pk), number=1, by=by, stamp=Stamp(at_nine + SECOND)).submission
        assert first.receipt == again.receipt and Submission.objects.count() == 1
        assert Event.objects.filter(verb="bid.submit").count() == 1
        assert json.loads(first.receipt)["event_number"] == Event.objects.get(verb="bid.submit").number

    def test_with_something_missing_asks_first(self, ground, at_nine):
        bid, by = bidding.begun(ground, 0, at_nine), ground.bidders[0].actor
        with pytest.raises(Refused, match="nothing to submit"):
            services.submit(bid, number=1, by=by, stamp=Stamp(at_nine))
        services.save_answer(bid, ground.question(1), Given("5"), by=by, stamp=Stamp(at_nine))
        with pytest.raises(Refused, match="Question 2 is missing"):
            services.submit(bid, number=1, by=by, stamp=Stamp(at_nine))
        assert services.submit(bid, number=1, accept_missing=True, by=by, stamp=Stamp(at_nine)).submission.number == 1

    def test_is_decided_by_the_stamp_to_the_microsecond(self, ground, at_nine):
        by, just = ground.bidders[0].actor, timedelta(microseconds=1)
        bid = bidding.answered(ground, 0, at_nine)
        with clock.frozen(ground.due + timedelta(minutes=5)):
            with pytest.raises(Refused, match="Answers were due by"):
                services.submit(bid, number=1, by=by, stamp=Stamp(ground.due))
            assert services.submit(bid, number=1, by=by, stamp=Stamp(ground.due - just)).submission.number == 1

    def test_grants_the_doubt_of_our_clock_to_the_bidder(self, ground, at_nine):
        bid = bidding.answered(ground, 0, at_nine)
        stamp = Stamp(ground.due + timedelta(milliseconds=20), clock_error_ms=50)
        done = services.submit(bid, number=1, by=ground.bidders[0].actor, stamp=stamp)
        assert done.submission.number == 1 and services.close_bids(ground.one, at=ground.due + SECOND) is not None

    def test_again_replaces_with_no_moment_without_a_bid(self, ground, at_nine):
        bid, by = bidding.submitted(ground, 0, at_nine), ground.bidders[0].actor
        later = Stamp(at_nine + timedelta(hours=1))
        services.save_answer(bid, ground.question(1), Given("16,000"), by=by, stamp=later)
        bid.refresh_from_db()
        assert bid.status == "submitted" and selectors.is_changed(bid)
        second = services.submit(bid, number=2, by=by, stamp=later).submission
        assert second.number == 2 and not selectors.is_changed(bid)
        bidding.opened(ground)
        assert OpenedAnswer.objects.get(question__number=1).number == Decimal(16000)

    def test_taken_back_stays_shut(self, ground, at_nine):
        bid, by = bidding.submitted(ground, 0, at_nine), ground.bidders[0].actor
        bidding.submitted(ground, 1, at_nine)
        services.take_back(bid, reason="We have no people free.", by=by, stamp=Stamp(at_nine))
        bidding.opened(ground)
        assert {row.bid_id for row in OpenedAnswer.objects.all()} == {Bid.objects.get(party=ground.bidders[1].party).pk}


class TestForThoseWhoAskedForIt:
    def test_a_complete_bid_is_submitted_at_the_due_time(self, ground, at_nine):
        bid, by = bidding.answered(ground, 0, at_nine), ground.bidders[0].actor
        services.choose(bid, submit_for_me=True, by=by, stamp=Stamp(at_nine))
        bidding.closed(ground)
        bid.refresh_from_db()
        last = selectors.last_submission(bid)
        assert last.is_for_them and last.receipt and last.stamp == at_nine and bid.status == "submitted"

    @pytest.mark.parametrize("choice", [False, None])
    def test_nobody_else_is_submitted(self, ground, at_nine, choice):
        bid = bidding.answered(ground, 0, at_nine)
        if choice is not None:
            services.choose(bid, submit_for_me=choice, by=ground.bidders[0].actor, stamp=Stamp(at_nine))
        bidding.closed(ground)
        assert selectors.last_submission(bid) is None

    def test_an_incomplete_one_is_not_submitted(self, ground, at_nine):
        bid, by = bidding.begun(ground, 0, at_nine), ground.bidders[0].actor
        services.save_answer(bid, ground.question(1), Given("5"), by=by, stamp=Stamp(at_nine))
        services.choose(bid, submit_for_me=True, by=by, stamp=Stamp(at_nine))
        bidding.closed(ground)
        assert selectors.last_submission(bid) is None


class TestFilesUnderWay:
    def begin(self, ground, bid, at):
        form = services.FormFile(bid, ground.question(4), by=ground.bidders[0].actor, stamp=Stamp(at))
        form.begin("plan.pdf", "application/pdf")
        return form

    def test_hold_the_opening_and_join_the_bid_that_was_submitted(self, ground, at_nine):
        begun_at = ground.due - SECOND
        with clock.frozen(begun_at):
            bid = bidding.answered(ground, 0, at_nine)
            form = self.begin(ground, bid, begun_at)
            form.write(b"%PDF-1.7 ")
            services.submit(bid, number=1, accept_missing=True, by=ground.bidders[0].actor, stamp=Stamp(begun_at))
        with clock.frozen(ground.due + timedelta(seconds=60)):
            assert services.close_bids(ground.one, at=ground.due + timedelta(seconds=60)) is None
            form.write(b"plan")
            form.finish()
        at = ground.due + timedelta(seconds=61)
        with clock.frozen(at):
            closing = services.close_bids(ground.one, at=at)
        last = selectors.last_submission(bid)
        assert closing is not None and last.number == 2 and last.files_count == 4 and last.stamp == begun_at

    def test_that_stop_for_too_long_are_left_out(self, ground, at_nine):
        bid = bidding.answered(ground, 0, at_nine)
        begun_at = ground.due - SECOND
        with clock.frozen(begun_at):
            form = self.begin(ground, bid, begun_at)
            services.submit(bid, number=1, accept_missing=True, by=ground.bidders[0].actor, stamp=Stamp(begun_at))
        with clock.frozen(ground.due + timedelta(seconds=200)), pytest.raises(Refused, match="120 seconds"):
            form.write(b"late")
            form.finish()
        assert services.close_bids(ground.one, at=ground.due + timedelta(seconds=201)) is not None
        assert selectors.last_submission(bid).number == 1

    def test_are_not_begun_after_the_due_time(self, ground, at_nine):
        bid = bidding.begun(ground, 0, at_nine)
        with pytest.raises(Refused, match="Nothing new is taken"):
            self.begin(ground, bid, ground.due)


class TestOpening:
    def test_takes_two_and_gives_what_was_sent(self, ground, at_nine):
        bidding.submitted(ground, 0, at_nine, price="17,500", file=b"%PDF-1.7 the plan")
        bidding.submitted(ground, 1, at_nine, price="18,250.50")
        at = bidding.closed(ground)
        opening = services.begin_opening(ground.one, "whole", at=at)
        first = bidding.give(ground, opening, "helen", at)
        assert first.status == "gathering" and not OpenedAnswer.objects.exists()
        done = bidding.give(ground, opening, "noor", at)
        assert done.status == "opened" and not done.given.exists()
        prices = OpenedAnswer.objects.filter(question__number=1).order_by("bid")
        assert [row.number for row in prices] == [Decimal("17500"), Decimal("18250.50")]
        paper = OpenedAnswer.objects.get(question__number=4).document
        assert paper.title == "plan.pdf" and paper.versions.get().size == 17
        assert [bid.faults for bid in selectors.opened_bids(ground.one)] == [[], []]

    def test_waits_for_the_clock_and_the_root(self, ground, at_nine):
        bidding.submitted(ground, 0, at_nine)
        assert services.begin_opening(ground.one, "whole", at=ground.due - SECOND) is None
        pinned = selectors.pinned_for(ground.one, "whole")
        said = [one.code for one in services.bars_to_opening(ground.one, pinned, at=ground.due - SECOND)]
        assert said == ["too_early"]
        assert services.begin_opening(ground.one, "whole", at=ground.due) is not None

    def test_is_for_those_on_the_roster_with_their_own_share(self, ground, at_nine):
        bidding.submitted(ground, 0, at_nine)
        at = bidding.closed(ground)
        opening = services.begin_opening(ground.one, "whole", at=at)
        given = bidding.device.shares(services.openings_file(opening), ground.ring.identity("helen"))
        with pytest.raises(Refused, match="somebody else's key"):
            services.give_shares(opening, given=given, no_conflict=True, by=ground.cast.actor("noor"), at=at)
        with pytest.raises(Refused, match="no interest"):
            services.give_shares(opening, given=given, no_conflict=False, by=ground.cast.actor("helen"), at=at)
        with pytest.raises(Refused, match="no shares of this opening"):
            services.give_shares(opening, given="{}", no_conflict=True, by=ground.cast.actor("helen"), at=at)

    def test_an_opener_with_wrong_shares_keeps_no_bid_shut(self, ground, at_nine):
        bidding.submitted(ground, 0, at_nine)
        rival = bidding.submitted(ground, 1, at_nine)
        at = bidding.closed(ground)
        opening = services.begin_opening(ground.one, "whole", at=at)
        told = json.loads(bidding.device.shares(services.openings_file(opening), ground.ring.identity("helen")))
        told["shares"][rival.reference] = "0" * 64
        helen = ground.cast.actor("helen")
        services.give_shares(opening, given=json.dumps(told), no_conflict=True, by=helen, at=at)
        second = bidding.give(ground, opening, "noor", at)
        assert second.status == "gathering" and not OpenedAnswer.objects.exists()
        third = bidding.give(ground, second, "naomi", at)
        assert third.status == "opened" and third.opened_by == sorted(third.opened_by)
        assert [bid.faults for bid in selectors.opened_bids(ground.one)] == [[], []]

    def test_a_damaged_mailbox_is_a_fault_of_its_bid_alone(self, ground, at_nine):
        bid = bidding.submitted(ground, 0, at_nine)
        bidding.submitted(ground, 1, at_nine)
        box = bid.mailboxes.get()
        other = Mailbox.objects.exclude(pk=box.pk).get()
        told, theirs = json.loads(bytes(box.text)), json.loads(bytes(other.text))
        told["locks"] = theirs["locks"]
        Mailbox.objects.filter(pk=box.pk).update(text=strict(told))
        bidding.opened(ground)
        faults = {one.party.name: {each["what"] for each in one.faults} for one in selectors.opened_bids(ground.one)}
        assert faults[bid.party.name] >= {"lock"} and not faults[ground.bidders[1].party.name]

    def test_names_a_part_that_was_changed_and_opens_the_rest(self, ground, at_nine):
        bid = bidding.submitted(ground, 0, at_nine)
        bidding.submitted(ground, 1, at_nine)
        item = selectors.items_of(bid)[1]
        path = next(services.store().first.folder.rglob(item.segments[0]))
        path.chmod(0o600)
        content = bytearray(path.read_bytes())
        content[-1] ^= 1
        path.write_bytes(content)
        bidding.opened(ground)
        bid.refresh_from_db()
        assert [(one["what"], one["kind"]) for one in bid.faults] == [("segment", "changed")]
        assert OpenedAnswer.objects.filter(bid=bid).count() == 2

    def test_without_any_bid_is_an_opening_all_the_same(self, ground, at_nine):
        opening = bidding.opened(ground)
        assert opening.status == "opened" and selectors.opened_bids(ground.one) == []


class TestClosingRoot:
    def test_proves_every_bid_and_tells_not_how_many(self, ground, at_nine, tmp_path):
        bidding.submitted(ground, 0, at_nine)
        bidding.closed(ground)
        last = selectors.last_submission(Bid.objects.get())
        receipt, root = tmp_path / "receipt.json", tmp_path / "root.json"
        receipt.write_text(services.receipt_file(last))
        root.write_text(services.closing_file(last))
        assert hub_verify.main(["receipt", str(receipt), "--root", str(root)]) == 0
        assert selectors.closing_of(ground.one).leaves.__len__() == 16

    def test_is_published_once(self, ground, at_nine):
        bidding.submitted(ground, 0, at_nine)
        at = bidding.closed(ground)
        assert services.close_bids(ground.one, at=at).pk == selectors.closing_of(ground.one).pk
        assert Event.objects.filter(verb="tender.publish_root").count() == 1


class TestNobodyIsTold:
    def test_that_somebody_bids_by_the_log_of_the_authority(self, ground, at_nine):
        before = Event.objects.filter(authority=ground.cast.eca).count()
        bidding.submitted(ground, 0, at_nine, file=b"%PDF-1.7 x")
        assert Event.objects.filter(authority=ground.cast.eca).count() == before

    def test_and_no_roster_no_quote(self, ground, at_nine, cast):
        from hub.bids.models import Roster

        services.retire_roster(Roster.objects.get(), reason="Two keys are lost.", by=cast.actor("morag"), at=at_nine)
        bidding.quotes.firms(by=cast.actor("priya"), at=at_nine)
        other = bidding.quotes.ready(authority=cast.eca, by=cast.actor("priya"), at=at_nine, title="Other signs")
        with pytest.raises(Refused, match="No roster is in force"):
            asking.invite(other, by=cast.actor("priya"), at=at_nine)
