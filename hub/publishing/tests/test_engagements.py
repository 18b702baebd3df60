"""The public list of market engagements: what every supplier may take part in, and what became of it."""

from datetime import timedelta

import pytest

from hub.engagement import services
from hub.engagement.tests import stories
from hub.platform import clock
from hub.platform.events import subscribers
from hub.platform.registers.testing import RegisterContract
from hub.procurement.appraisal.tests.stories import case_begun
from hub.publishing import engagements
from hub.publishing.engagement_register import PublishedEngagementRegister
from hub.publishing.models import PublishedEngagement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped")]


@pytest.fixture
def case(cast, at_nine):
    return case_begun(authority=cast.eca, by=cast.actor("priya"), at=at_nine, contract_kind="goods")


def follow() -> None:
    """Let the public tables read on to the end of the log."""
    subscribers.catch_up(subscribers.REGISTRY[engagements.SUBSCRIBER])


class TestPublicRegister(RegisterContract):
    register = PublishedEngagementRegister
    address = "/opportunities/"
    reader = None
    stranger = None
    site = "public"

    @pytest.fixture
    def rows(self, cast, shipped, case, at_nine):
        by = cast.actor("priya")
        made = [stories.running(case, by=by, at=at_nine, title=title) for title in ("Vans", "Tyres", "Fuel")]
        follow()
        return made


class TestPublicEngagements:
    def test_show_the_questions_and_nobody_who_takes_part(self, cast, case, at_nine, client_as) -> None:
        by = cast.actor("priya")
        one = stories.answered(case, by=by, at=at_nine)
        stories.planned(case, by=by, at=at_nine, title="Not open yet")
        services.reply(one, party=cast.meridian, texts={1: "Secret price"}, by=cast.actor("raj"), at=at_nine)
        follow()
        assert [row.slug for row in PublishedEngagement.objects.all()] == [one.reference]
        client = client_as(None, site="public")
        page = client.get(f"/opportunities/{one.reference}/").text
        assert stories.QUESTIONS[0] in page and "Takes answers" in page and "14 December 2026" in page
        for hidden in ("Birch Motors", "Meridian", "Secret price", "cheaper by a tenth", case.reference, "Priya"):
            assert hidden not in page
        assert one.reference in client.get("/opportunities/").text

    def test_end_by_the_clock_and_keep_their_address(self, cast, case, at_nine, client_as) -> None:
        one = stories.running(case, by=cast.actor("priya"), at=at_nine)
        follow()
        client = client_as(None, site="public")
        with clock.frozen(at_nine + timedelta(days=22)):
            page = client.get(f"/opportunities/{one.reference}/").text
        assert "Ended" in page and "sign in on the supplier site" not in page
        services.withdraw(one, reason="Our own reason.", by=cast.actor("priya"), at=at_nine)
        follow()
        page = client.get(f"/opportunities/{one.reference}/").text
        assert "Withdrawn" in page and "Our own reason" not in page

    def test_are_the_same_after_a_replay(self, cast, case, at_nine) -> None:
        stories.running(case, by=cast.actor("priya"), at=at_nine)
        follow()
        before = PublishedEngagement.objects.values().get()
        subscribers.replay(engagements.SUBSCRIBER)
        follow()
        assert PublishedEngagement.objects.values().get() == before
