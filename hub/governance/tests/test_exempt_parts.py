"""Exempt parts: who read which, and when, is on record; who has an interest reads none."""

import pytest

from hub.governance import services
from hub.governance.tests import stories
from hub.platform.events.models import Event
from hub.platform.identity.models import Person

pytestmark = pytest.mark.django_db
EXEMPT = {"is_exempt": True, "exemption": "business", "exempt_part": "The second bid was £9 dearer."}


def readings(verb: str) -> list[tuple[str, str]]:
    """Give who read, and what."""
    rows = Event.objects.filter(verb=verb).order_by("number")
    names = {one.pk: one.cast_key for one in Person.objects.all()}
    return [(names[one.actor_id], one.detail_row.data["facts"]["what"]) for one in rows]


class TestReading:
    def test_an_item_is_on_record(self, law, client_as) -> None:
        item = stories.listed(law, **EXEMPT)
        for key in ("victor", "aisha"):
            client_as(key).get(item.get_absolute_url())
        assert readings("agenda.read_exempt") == [("victor", "item")]

    @pytest.mark.parametrize(("address", "what"), [("agenda/", "agenda"), ("agenda.pdf", "agenda.pdf")])
    def test_a_paper_is_on_record(self, law, client_as, address, what) -> None:
        meeting = stories.listed(law, **EXEMPT).meeting
        for key in ("victor", "aisha"):
            assert client_as(key).get(f"{meeting.get_absolute_url()}{address}").status_code == 200
        assert readings("meeting.read_exempt") == [("victor", what)]

    def test_a_decision_is_on_record(self, law, client_as) -> None:
        made = stories.decided(law, item=stories.listed(law, **EXEMPT))
        for key in ("victor", "aisha"):
            client_as(key).get(made.get_absolute_url())
        assert readings("decision.read_exempt") == [("victor", "decision")]

    def test_a_paper_without_exempt_parts_is_not(self, law, client_as) -> None:
        item = stories.listed(law)
        client_as("victor").get(f"{item.meeting.get_absolute_url()}agenda/")
        client_as("victor").get(item.get_absolute_url())
        assert not Event.objects.filter(verb__endswith=".read_exempt").exists()

    def test_is_not_for_who_declared_an_interest(self, law, client_as, at_nine) -> None:
        item = stories.listed(law, **EXEMPT)
        services.declare(item, nature="My sister bids.", by=law.actor("victor"), at=at_nine)
        page = client_as("victor").get(item.get_absolute_url()).content.decode()
        paper = client_as("victor").get(f"{item.meeting.get_absolute_url()}agenda/").content.decode()
        assert "£9 dearer" not in page and "£9 dearer" not in paper
        assert not Event.objects.filter(verb__endswith=".read_exempt").exists()
