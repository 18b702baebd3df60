"""The pages of the key ceremony."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.bids import device
from hub.bids.models import OpenerKey, Roster
from hub.bids.register import OpenerKeyRegister, RosterRegister
from hub.bids.sealing.box import Box
from hub.bids.terms import RosterState, RosterUse
from hub.bids.tests import stories
from hub.platform.registers.testing import RegisterContract, assert_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped", "at_nine")]


class TestKeyRegister(RegisterContract):
    register = OpenerKeyRegister
    address = "/openers/"
    reader = "priya"
    stranger = "jo"

    @pytest.fixture
    def rows(self, cast, ring, at_nine):
        return [stories.proven(cast, person, ring, at_nine) for person in ("helen", "daniel", "naomi")]


class TestRosterRegister(RegisterContract):
    register = RosterRegister
    address = "/rosters/"
    reader = "priya"
    stranger = "jo"

    @pytest.fixture
    def rows(self, cast, ring, at_nine):
        return [stories.drawn_up(cast, stories.Ring(), at_nine, use=use) for use in RosterUse]


class TestCeremony:
    def test_leads_from_five_keys_to_a_roster_in_force(self, cast, client_as, ring) -> None:
        for person in stories.OPENERS:
            client = client_as(person)
            answer = client.post("/openers/new/", {"recipient": ring.make(person)})
            home = answer["Location"]
            assert "Prove that I hold the key" in client.get(home).text
            question = b"".join(client.get(f"{home}question.age"))
            assert client_as("priya").get(f"{home}question.age").status_code == 404
            said = device.answer(question, ring.identity(person))
            assert client.post(f"{home}prove/", {"answer": said}).status_code == 302
        morag, keys = client_as("morag"), [one.pk for one in OpenerKey.objects.order_by("pk")]
        assert "1 in 33,000" in morag.get("/rosters/new/").text
        chosen = {"use": "quotes", "keys": keys, "needed": "2", "no_line": "on"}
        home = morag.post("/rosters/new/", chosen)["Location"]
        assert morag.post(f"{home}rehearse/", {}).status_code == 302
        for person in stories.OPENERS:
            client = client_as(person)
            shown = client.get(home).text
            assert "You are asked for your share" in shown and f'href="{home}give-share/">Give my share' in shown
            told = device.shares(b"".join(client.get(f"{home}openings.json")), ring.identity(person))
            assert client.post(f"{home}give-share/", {"given": told}).status_code == 302
        assert f'href="{home}put-in-force/"' in morag.get(home).text
        assert morag.post(f"{home}put-in-force/", {}).status_code == 302
        assert Roster.objects.get().status == RosterState.IN_FORCE
        assert "In force" in client_as("naomi").get(home).text

    def test_a_secret_half_is_refused_and_not_shown_again(self, cast, client_as) -> None:
        secret = Box.new_key().identity
        page = client_as("helen").post("/openers/new/", {"recipient": secret})
        assert page.status_code == 422 and "secret half" in page.text and secret not in page.text

    def test_too_few_openers_are_refused_beside_the_field(self, cast, client_as, ring, at_nine) -> None:
        keys = [stories.proven(cast, person, ring, at_nine).pk for person in ("helen", "daniel", "naomi")]
        chosen = {"use": "quotes", "keys": keys, "needed": "2", "no_line": "on"}
        page = client_as("morag").post("/rosters/new/", chosen)
        assert page.status_code == 422 and "the list needs at least 4; it has 3" in page.text

    def test_the_file_of_openings_is_for_those_who_sit_there(self, cast, client_as, ring, at_nine) -> None:
        roster = stories.rehearsing(cast, ring, at_nine)
        assert client_as("priya").get(f"{roster.get_absolute_url()}openings.json").status_code == 404
        assert client_as("helen").get(f"{roster.get_absolute_url()}openings.json").status_code == 200

    @pytest.mark.parametrize("state", ["drawn_up", "rehearsing", "in_force"])
    def test_the_queries_of_a_roster_are_pinned(self, cast, client_as, ring, at_nine, state) -> None:
        roster, client = getattr(stories, state)(cast, ring, at_nine), client_as("helen")
        client.get(roster.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            client.get(roster.get_absolute_url())
        assert_queries(stories_folder(), f"roster {state}", len(asked))


def stories_folder():
    from pathlib import Path

    return Path(__file__).parent
