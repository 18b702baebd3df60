"""The data protection officer erases names and values; the chain holds, and says what was erased."""

from __future__ import annotations

from datetime import datetime

import pytest

from hub.platform.events.models import Event
from hub.platform.events.verify import verify
from hub.platform.identity import services
from hub.platform.identity.roles import Role
from hub.platform.testing.cast import Cast
from hub.platform.testing.clients import SiteClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: pytest.FixtureRequest, tmp_path: object) -> None:
    """Keep keys and checkpoints of each test apart."""
    settings.HUB_HOME = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def two_acts(cast: Cast, at_nine: datetime) -> list[int]:
    """Let Sam, the administrator, give two roles, and name the two events."""
    for person in (cast.tom, cast.aisha):
        services.grant_role(person, Role.EVALUATOR, at_party=cast.eca.party, by=cast.actor("sam"), at=at_nine)
    rows = Event.objects.filter(actor_id=cast.sam.pk, verb="identity.role.grant").order_by("-number")[:2]
    return sorted(rows.values_list("number", flat=True))


class TestErasing:
    def test_one_event_leaves_the_others_and_the_chain_whole(self, cast: Cast, two_acts: list[int]) -> None:
        client = SiteClient("staff").sign_in(cast.noor)
        answer = client.post(f"/audit/{two_acts[0]}/erase/", {"which": "this", "reason": "Request DP-7"})
        assert answer.status_code == 302
        assert Event.objects.get(number=two_acts[0]).detail_row.text == ""
        assert Event.objects.get(number=two_acts[1]).detail_row.text != ""
        assert verify().faults == []
        assert "were erased" in client.get(f"/audit/{two_acts[0]}/").content.decode()

    def test_all_events_of_a_person(self, cast: Cast, two_acts: list[int]) -> None:
        client = SiteClient("staff").sign_in(cast.noor)
        client.post(f"/audit/{two_acts[0]}/erase/", {"which": "all", "reason": "Request DP-7"})
        texts = [Event.objects.get(number=number).detail_row.text for number in two_acts]
        assert texts == ["", ""]
        assert verify().faults == []
        assert Event.objects.order_by("number").last().detail_row.data["note"] == "Request DP-7"

    def test_needs_a_reason(self, cast: Cast, two_acts: list[int]) -> None:
        client = SiteClient("staff").sign_in(cast.noor)
        answer = client.post(f"/audit/{two_acts[0]}/erase/", {"which": "this", "reason": ""})
        assert answer.status_code == 422
        assert Event.objects.get(number=two_acts[0]).detail_row.text != ""

    def test_is_not_for_other_auditors(self, cast: Cast, two_acts: list[int]) -> None:
        client = SiteClient("staff").sign_in(cast.naomi)
        assert client.get(f"/audit/{two_acts[0]}/erase/").status_code in (403, 404)
        assert "Erase the names" not in client.get(f"/audit/{two_acts[0]}/").content.decode()
