"""Decisions on the public site: what is shown, what stays out, and what became of one that was taken back."""

import pytest

from hub.governance import services
from hub.governance.services import publishing
from hub.governance.tests import stories
from hub.platform.events.subscribers import REGISTRY, catch_up, replay
from hub.publishing import decisions
from hub.publishing.models import PublishedDecision

pytestmark = pytest.mark.django_db


@pytest.fixture
def follow(home):
    """Give the function that lets the public rows read the log."""
    return lambda: catch_up(REGISTRY[decisions.SUBSCRIBER])


@pytest.fixture
def shown(cast, home, at_nine, follow):
    """Give an officer decision with an exempt part, published."""
    facts = {"is_exempt": True, "exemption": "business", "exempt_part": "The price was £999,111.", "effect": "spending"}
    found = stories.by_officer(cast, **facts)
    services.publish(found, by=cast.actor("morag"), at=at_nine)
    follow()
    return found


class TestAPublishedDecision:
    def test_says_what_the_law_asks_and_withholds_the_exempt_part(self, shown, client_as) -> None:
        page = client_as(None, site="public").get(f"/decisions/{shown.reference}/").content.decode()
        for said in ("Award to Fenland Cycle Works.", "Best of three quotes.", "refused, as unsafe", "Procurement lead",
                     "Open to inspection until", "Financial or business affairs"):  # fmt: skip
            assert said in page
        assert "£999,111" not in page and "Morag Lennox" not in page and "Tom Okafor" not in page

    def test_that_is_taken_back_leaves_a_stone(self, shown, cast, at_nine, follow, client_as) -> None:
        publishing.unpublish(shown, reason="Named a person", by=cast.actor("daniel"), at=at_nine)
        follow()
        client = client_as(None, site="public")
        page = client.get(f"/decisions/{shown.reference}/").content.decode()
        assert "taken back" in page and "Fenland" not in page and "Named a person" not in page
        assert shown.reference not in client.get("/decisions/").content.decode()

    def test_is_not_there_before_it_is_published(self, cast, home, at_nine, follow, client_as) -> None:
        found = stories.by_officer(cast)
        follow()
        assert client_as(None, site="public").get(f"/decisions/{found.reference}/").status_code == 404

    def test_of_a_body_names_the_body_and_who_declared_an_interest(self, cast, home, at_nine, follow) -> None:
        item = stories.listed(cast)
        services.declare(item, nature="My sister works for a bidder.", by=cast.actor("gwen"), at=at_nine)
        meeting = stories.sitting(cast, item=item)
        found = services.decide(meeting.items.get(), outcome="approved", text="Yes", reasons="Good",
                                by=cast.actor("morag"), at=meeting.at)  # fmt: skip
        services.publish(found, by=cast.actor("morag"), at=meeting.at)
        follow()
        row = PublishedDecision.objects.get()
        assert (row.decided_by, row.facts["interests"]) == ("Gateway Committee", ["Gwen Parry"])

    def test_is_the_same_after_the_log_is_read_from_zero(self, shown, follow) -> None:
        before = PublishedDecision.objects.values().get(slug=shown.reference)
        PublishedDecision.objects.all().delete()
        replay(decisions.SUBSCRIBER)
        follow()
        after = PublishedDecision.objects.values().get(slug=shown.reference)
        assert {**before, "id": 0} == {**after, "id": 0}
