"""The public register of waivers: what was granted, and what became of it."""

import pytest

from hub.gateway import services
from hub.gateway.tests import stories
from hub.platform.approvals import services as approvals
from hub.platform.approvals.models import Request
from hub.platform.events import subscribers
from hub.platform.registers.testing import RegisterContract
from hub.publishing import waivers
from hub.publishing.models import PublishedWaiver
from hub.publishing.waiver_register import PublishedWaiverRegister

pytestmark = pytest.mark.django_db


def follow() -> None:
    """Let the public tables read on to the end of the log."""
    subscribers.catch_up(subscribers.REGISTRY[waivers.SUBSCRIBER])


def granted(cast, at, **more):
    waiver = stories.waiver(cast, at, **more)
    request = Request.objects.get(subject_kind=waiver.kind(), subject_id=waiver.pk)
    approvals.approve(request, by=cast.actor("morag"), at=at)
    return services.grant_waiver(waiver, by=cast.actor("priya"), at=at)


class TestPublicRegister(RegisterContract):
    register = PublishedWaiverRegister
    address = "/waivers/"
    reader = None
    stranger = None
    site = "public"

    @pytest.fixture
    def rows(self, cast, shipped, at_nine):
        made = [
            granted(cast, at_nine, title=name, supplier_name=name, category=name)
            for name in ("Abel", "Bravo", "Cavell")
        ]
        follow()
        return made


class TestPublicWaivers:
    def test_show_what_was_granted_and_nothing_that_waits(self, cast, shipped, at_nine, client_as) -> None:
        waiver = granted(cast, at_nine, internal_note="Director wants it.")
        stories.waiver(cast, at_nine, title="Waiting", supplier_name="Other", category="Roads")
        follow()
        assert [one.slug for one in PublishedWaiver.objects.all()] == [waiver.reference]
        client = client_as(None, site="public")
        page = client.get(f"/waivers/{waiver.reference}/").content.decode()
        assert waiver.reason in page
        assert "Director wants it" not in page
        assert client.get("/waivers/WVR-2026-0002/").status_code == 404

    def test_keep_the_line_of_one_that_was_withdrawn(self, cast, shipped, at_nine, client_as) -> None:
        waiver = granted(cast, at_nine)
        services.withdraw_waiver(waiver, reason="The supplier stopped.", by=cast.actor("priya"), at=at_nine)
        follow()
        page = client_as(None, site="public").get(f"/waivers/{waiver.reference}/").content.decode()
        assert "Withdrawn" in page
        assert "The supplier stopped." in page

    def test_are_the_same_after_a_replay(self, cast, shipped, at_nine) -> None:
        granted(cast, at_nine)
        follow()
        before = PublishedWaiver.objects.values().get()
        subscribers.replay(waivers.SUBSCRIBER)
        follow()
        assert PublishedWaiver.objects.values().get() == before
