"""The page of an opening, as officers and openers meet it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hub.bids import device, selectors, services
from hub.bids.tests import bidding
from hub.platform import clock
from hub.platform.testing.clients import SiteClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped", "at_nine")]


@pytest.fixture
def ground(cast, ring, at_nine, own_home):
    return bidding.ground(cast, ring, at_nine)


def page(ground, person, more="", **data):
    client = SiteClient("staff").sign_in(ground.cast.people[person])
    path = f"{ground.one.get_absolute_url()}opening/{more}"
    return client.post(path, data) if data else client.get(path)


def text(answer):
    return answer.content.decode()


class TestBefore:
    def test_says_until_when_it_is_sealed_and_who_opens_it(self, ground):
        shown = text(page(ground, "priya"))
        assert "Answers are sealed until midday, Wednesday 2 December 2026" in shown
        assert "Helen" in shown and "Any 2 of 5 open it together" in shown
        assert selectors.pinned_for(ground.one, "whole").digest in shown

    def test_offers_nothing_to_open(self, ground):
        assert "Open with my key" not in text(page(ground, "helen"))
        assert page(ground, "helen", "whole/openings.json").status_code == 404
        assert page(ground, "helen", "root.json").status_code == 404

    def test_refuses_shares_whatever_is_sent(self, ground):
        answer = page(ground, "helen", "whole/", given="{}", no_conflict="on")
        assert answer.status_code == 422 and "Nothing is opened before" in text(answer)

    def test_is_missing_for_who_is_on_no_roster(self, ground):
        assert page(ground, "priya", "whole/").status_code == 404


class TestAfter:
    def shares(self, ground, person):
        file = page(ground, person, "whole/openings.json")
        return device.shares(file.content, ground.ring.identity(person))

    def test_two_openers_open_by_their_pages(self, ground, at_nine):
        bidding.submitted(ground, 0, at_nine, file=b"%PDF-1.7 plan")
        at = bidding.closed(ground)
        with clock.frozen(at):
            assert "fixed yet" in text(page(ground, "helen", "whole/"))
            assert page(ground, "helen", "whole/", fix="1").status_code == 302
            first = page(ground, "helen", "whole/", given=self.shares(ground, "helen"), no_conflict="on")
            assert first.status_code == 302
            assert "Your shares are here" in text(page(ground, "helen"))
            assert "What was opened" not in text(page(ground, "priya"))
            page(ground, "noor", "whole/", given=self.shares(ground, "noor"), no_conflict="on")
            shown = text(page(ground, "priya"))
        assert "Fenland Cycle Works" in shown and "As it was sealed" in shown and "Noor" in shown
        assert "Published root" in shown

    def test_a_share_without_the_declaration_is_refused_beside_its_field(self, ground, at_nine):
        bidding.submitted(ground, 0, at_nine)
        at = bidding.closed(ground)
        services.begin_openings(at=at)
        with clock.frozen(at):
            answer = page(ground, "helen", "whole/", given=self.shares(ground, "helen"))
        assert answer.status_code == 422 and "Confirm that you have no interest" in text(answer)

    def test_names_a_fault(self, ground, at_nine):
        bid = bidding.submitted(ground, 0, at_nine)
        item = selectors.items_of(bid)[0]
        next(services.store().first.folder.rglob(item.segments[0])).unlink()
        bidding.opened(ground)
        with clock.frozen(ground.due + timedelta(minutes=2)):
            assert "Opened with a fault" in text(page(ground, "priya"))


class TestJobs:
    def test_close_and_fix_the_list_by_themselves_and_again(self, ground, at_nine):
        from hub.bids import jobs

        bidding.submitted(ground, 0, at_nine)
        with clock.frozen(ground.due + timedelta(seconds=5)):
            assert jobs.close(None)["text"] == "1 roots, 0 receipts, 1 envelopes to open"
            assert jobs.close(None)["text"] == "0 roots, 0 receipts, 0 envelopes to open"


class TestReminders:
    @pytest.mark.parametrize(("before", "said"), [
        (timedelta(days=6), 1), (timedelta(hours=20), 1), (timedelta(minutes=20), 1), (timedelta(seconds=-1), 0),
    ])  # fmt: skip
    def test_reach_everybody_once_for_each_lead(self, ground, at_nine, mailoutbox, before, said):
        bidding.begun(ground, 0, at_nine)
        at = ground.due - before
        people = 1  # Bartosz alone works for the first firm.
        assert services.remind(at=at) == said * people and services.remind(at=at) == 0
        assert all("Not submitted" in one.subject for one in mailoutbox[-said:]) if said else True

    def test_stop_when_it_is_submitted_and_come_back_when_it_is_changed(self, ground, at_nine, mailoutbox):
        bid = bidding.submitted(ground, 0, at_nine)
        assert services.remind(at=ground.due - timedelta(days=5)) == 0
        services.save_answer(bid, ground.question(1), bidding.Given("5"), by=ground.bidders[0].actor,
                             stamp=services.Stamp(at_nine))  # fmt: skip
        assert services.remind(at=ground.due - timedelta(hours=1)) == 1
        assert "still counts" in mailoutbox[-1].body
