"""Line managers: who may be one, who sets it, and what happens when one leaves."""

from __future__ import annotations

import pytest

from hub.platform.act_table import NotHeld, Refused
from hub.platform.events.models import Event
from hub.platform.identity import handover
from hub.platform.identity.managers import set_manager
from hub.platform.identity.models import Person

pytestmark = pytest.mark.django_db


class TestSetting:
    def test_the_administrator_sets_it_on_the_persons_page_and_it_is_an_event(self, cast, client_as, at_nine):
        client = client_as("sam")
        assert "Not recorded" in client.get(f"/people/{cast.aisha.pk}/").text
        page = client.post(f"/people/{cast.aisha.pk}/manager/", {"manager": cast.ruth.pk}, follow=True).text
        assert "Ruth Bell is told when Aisha Rahman does not act." in page
        assert f'<a href="/people/{cast.ruth.pk}/">Ruth Bell</a>' in page
        assert Event.objects.get(verb="identity.set_manager").subject_id == cast.aisha.pk
        assert "Aisha Rahman" in client.get(f"/people/{cast.ruth.pk}/").text.split("Manages")[1]

    def test_it_is_taken_off_again(self, cast, client_as, at_nine):
        set_manager(cast.aisha, manager=cast.ruth, by=cast.actor("sam"), at=at_nine)
        client_as("sam").post(f"/people/{cast.aisha.pk}/manager/", {"manager": ""})
        assert Person.objects.get(pk=cast.aisha.pk).manager is None

    def test_the_list_of_people_shows_and_narrows_by_it(self, cast, client_as, at_nine):
        set_manager(cast.aisha, manager=cast.ruth, by=cast.actor("sam"), at=at_nine)
        page = client_as("sam").get(f"/people/?manager={cast.ruth.pk}").text
        assert "Aisha Rahman" in page and "Tom Okafor" not in page.split("<tbody>")[1]
        assert b"Ruth Bell" in client_as("sam").get("/people/export.csv").getvalue()

    @pytest.mark.parametrize("key", ["priya", "harriet"])
    def test_nobody_else_sets_it(self, cast, at_nine, key):
        with pytest.raises(NotHeld):
            set_manager(cast.aisha, manager=cast.ruth, by=cast.actor(key), at=at_nine)

    @pytest.mark.parametrize(
        ("manager", "sentence"),
        [("aisha", "Nobody is their own line manager"), ("jo", "works for somebody else"), ("gwen", "above")],
    )
    def test_oneself_a_stranger_and_a_circle_are_refused(self, cast, at_nine, manager, sentence):
        by = cast.actor("sam")
        set_manager(cast.ruth, manager=cast.aisha, by=by, at=at_nine)
        set_manager(cast.gwen, manager=cast.ruth, by=by, at=at_nine)
        with pytest.raises(Refused, match=sentence):
            set_manager(cast.aisha, manager=getattr(cast, manager), by=by, at=at_nine)


class TestLeaving:
    def test_the_reports_of_a_manager_who_leaves_go_to_the_successor(self, cast, at_nine):
        by = cast.actor("sam")
        for one in (cast.aisha, cast.tom, cast.helen):
            set_manager(one, manager=cast.ruth, by=by, at=at_nine)
        held = {holding.kind: len(records) for holding, records in handover.in_hand(cast.ruth)}
        assert held["identity.reports"] == 3
        handover.hand_over(cast.ruth, successors={"identity.reports": cast.helen}, by=by, at=at_nine)
        managers = dict(
            Person.objects.filter(cast_key__in=["aisha", "tom", "helen"]).values_list("cast_key", "manager")
        )
        assert managers == {"aisha": cast.helen.pk, "tom": cast.helen.pk, "helen": None}
