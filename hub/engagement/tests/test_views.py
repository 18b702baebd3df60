"""The pages of market engagement: its register, its record, its acts, and the file of the answers."""

import csv
import io

import pytest

from hub.engagement.models import Exercise
from hub.engagement.register import ExerciseRegister
from hub.engagement.tests import stories
from hub.platform.registers.testing import RegisterContract
from hub.procurement.appraisal.tests.stories import case_begun

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped", "at_nine")]


@pytest.fixture
def case(cast, at_nine):
    return case_begun(authority=cast.eca, by=cast.actor("priya"), at=at_nine, contract_kind="goods")


class TestRegister(RegisterContract):
    register = ExerciseRegister
    address = "/engagement/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, cast, shipped, case, at_nine):
        by = cast.actor("priya")
        return [stories.planned(case, by=by, at=at_nine, title=title) for title in ("Vans", "Tyres", "Fuel")]


class TestPages:
    def test_lead_from_the_plan_to_the_end(self, cast, case, client_as, at_nine):
        client = client_as("priya")
        page = client.get(f"/engagement/new/?for={case.reference}").content.decode()
        assert f'value="{case.reference}"' in page
        typed = {
            "title": "Vans", "purpose": "Prices", "method": "questions", "is_open_to_all": "on",
            "starts_on": "2026-11-23", "ends_on": "2026-12-11", "rows": "0", "record~0": case.reference,
        }  # fmt: skip
        answer = client.post("/engagement/new/", typed)
        one = Exercise.objects.get()
        assert answer["Location"] == one.get_absolute_url()
        home = one.get_absolute_url()

        def act(slug, **sent):
            response = client.post(f"{home}{slug}/", sent)
            assert response.status_code == 302, response.content.decode()[:4000]

        act("ask", questions="How many?\nHow soon?\n")
        act("invite", rows="0,1", **{"name~0": "Ash", "size~0": "yes", "name~1": "Birch", "invited_on~1": "2026-11-20"})
        act("record-notice", number="2026/S 000-7", published_on="2026-11-23")
        act("open")
        first = one.participants.get(name="Ash")
        assert "Whose answers?" in client.get(f"{home}answer/").content.decode()
        act(f"answer/{first.pk}", answer_1="=ten", answer_2="June")
        act("find", text="Ten at most.", about="lots")
        act("record-steps", own="All were told", taken_on="2026-11-23")
        act("assess-advantage", advantage="none")
        assert "Which finding?" in client.get(f"{home}cite/").content.decode()
        act("cite/1", place=f"{case.kind()}~{case.pk}", is_followed="yes", decision="Two lots.")
        act("close")
        shown = client.get(home).content.decode()
        assert "Two lots." in shown and "2026/S 000-7" in shown and "All were told" in shown
        rows = list(csv.reader(io.StringIO(client.get(f"{home}answers.csv").content.decode().removeprefix("\ufeff"))))
        assert rows == [["Question", "Ash"], ["1. How many?", "'=ten"], ["2. How soon?", "June"]]

    def test_say_what_the_law_asks_of_the_notice(self, cast, case, client_as, at_nine):
        one = stories.planned(case, by=cast.actor("priya"), at=at_nine)
        assert "PA 2023 s.17(1)" in client_as("naomi").get(one.get_absolute_url()).content.decode()

    def test_keep_what_was_typed_when_it_is_refused(self, cast, case, client_as, at_nine):
        one = stories.running(case, by=cast.actor("priya"), at=at_nine)
        answer = client_as("priya").post(f"{one.get_absolute_url()}find/", {"text": "", "about": "lots"})
        page = answer.content.decode()
        assert answer.status_code == 422 and "Enter what was found" in page

    def test_are_missing_for_other_authorities(self, cast, case, client_as, at_nine):
        one = stories.answered(case, by=cast.actor("priya"), at=at_nine)
        client = client_as("jo")
        for path in ("", "answers.csv", "cite/1/", f"answer/{one.participants.first().pk}/"):
            assert client.get(f"{one.get_absolute_url()}{path}").status_code == 404

    def test_of_a_case_and_of_an_entry_show_it(self, cast, case, client_as, at_nine):
        stories.planned(case, by=cast.actor("priya"), at=at_nine)
        page = client_as("priya").get(f"{case.get_absolute_url()}linked/").content.decode()
        assert "Library vans: asking the market" in page and f"/engagement/new/?for={case.reference}" in page
