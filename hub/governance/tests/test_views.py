"""The pages: a meeting from its plan to its signed minutes, interests, exempt parts, who decides."""

from datetime import timedelta

import pytest

from hub.governance.models import AgendaItem, Body, Decision, Meeting
from hub.governance.terms import ItemState, MeetingState
from hub.governance.tests import stories
from hub.platform import clock
from hub.platform.reference import services as reference

pytestmark = pytest.mark.django_db
ITEM = {"title": "Budget", "minutes": "5", "wants_decision": "on"}


def text(answer) -> str:
    return answer.content.decode()


class TestAMeeting:
    def test_goes_from_its_plan_to_its_signed_minutes_on_its_pages(self, law, at_nine, client_as) -> None:
        keeper = client_as("daniel")
        given = {"name": "Gateway Committee", "code": "gateway", "quorum": "2", "papers_days": "5", "is_public": "on"}
        assert keeper.post("/bodies/new/", given).status_code == 302
        body = Body.objects.get()
        for key, function in (("gwen", "chair"), ("helen", "finance")):
            seat = {"person": law.people[key].pk, "function": function, "starts_on": "2026-11-23", "has_vote": "on"}
            assert keeper.post(f"{body.get_absolute_url()}seat/", seat).status_code == 302
        clerk = client_as("morag")
        plan = {"body": body.pk, "meets_on": "2026-12-08", "starts_at": "10:00", "place": "Room 2"}
        assert clerk.post("/meetings/new/", plan).status_code == 302
        meeting = Meeting.objects.get()
        page = meeting.get_absolute_url()
        assert client_as("priya").post(f"{page}put/", ITEM).status_code == 302
        item = AgendaItem.objects.get()
        assert f"{meeting.reference}, 8 December 2026" in clerk.get(f"{page}convene/").content.decode()
        assert clerk.post(f"{page}convene/", {}).status_code == 302
        with clock.frozen(meeting.at):
            chair = client_as("gwen")
            answer = chair.post(f"{page}open/", {"present": [law.gwen.pk, law.helen.pk]})
            assert answer["Location"] == item.get_absolute_url()
            shown = text(chair.get(item.get_absolute_url()))
            assert "Quorate: 2 present, 2 needed." in shown and "Record the decision" in shown
            decision = {
                "outcome": "approved_with_conditions", "text": "Agreed", "reasons": "Affordable", "votes_for": "2",
                "rows": "0", "text~0": "Report in June", "owner~0": law.tom.pk, "due_on~0": "2027-06-01",
            }  # fmt: skip
            answer = chair.post(f"{item.get_absolute_url()}decide/", decision)
            assert answer["Location"] == page
            assert chair.post(f"{page}close/", {"notes": "A short meeting."}).status_code == 302
            minutes = text(chair.get(f"{page}sign/"))
            assert "Report in June" in minutes and "Draft until signed" not in minutes
            assert chair.post(f"{page}sign/", {}).status_code == 302
        found = Decision.objects.get()
        assert found.conditions == [{"text": "Report in June", "owner": law.tom.pk, "due_on": "2027-06-01"}]
        shown = text(client_as("naomi").get(f"{page}minutes/"))
        assert (
            "Tom Okafor" in shown and "Gwen Parry" in shown and "A short meeting." in shown and found.reference in shown
        )

    def test_cannot_decide_without_a_quorum_and_says_why(self, law, at_nine, client_as) -> None:
        meeting = stories.sitting(law, present=("gwen", "helen"))
        item = meeting.items.get()
        with clock.frozen(meeting.at):
            shown = text(client_as("gwen").get(item.get_absolute_url()))
            assert "You can discuss, not decide." in shown and "Cannot yet: record the decision" in shown
            given = {"outcome": "approved", "text": "Yes", "reasons": "Good", "rows": "0"}
            answer = client_as("gwen").post(f"{item.get_absolute_url()}decide/", given)
            assert answer.status_code == 422 and "nobody speaks for legal" in text(answer)
        assert not Decision.objects.exists()

    def test_that_moved_after_its_papers_is_called_again(self, law, at_nine, client_as) -> None:
        meeting = stories.convened(law)
        client, page = client_as("morag"), meeting.get_absolute_url()
        when = {"meets_on": "2026-12-10", "starts_at": "10:00"}
        refused = client.post(f"{page}move/", when)
        assert refused.status_code == 422 and "Call it again with the reason" in text(refused)
        assert client.post(f"{page}reconvene/", when).status_code == 422
        assert client.post(f"{page}reconvene/", {**when, "reason": "Snow"}).status_code == 302

    def test_two_clerks_at_once_are_told(self, law, at_nine, client_as) -> None:
        meeting = stories.planned(law)
        when = {"meets_on": "2026-12-10", "starts_at": "10:00", "version": meeting.version}
        client = client_as("morag")
        assert client.post(f"{meeting.get_absolute_url()}move/", when).status_code == 302
        assert client.post(f"{meeting.get_absolute_url()}move/", when).status_code == 409

    def test_is_missing_elsewhere(self, law, at_nine, client_as) -> None:
        meeting = stories.convened(law)
        for page in (meeting.get_absolute_url(), meeting.items.get().get_absolute_url()):
            assert client_as("jo").get(page).status_code == 404

    def test_the_next_one_of_a_member_is_one_click_away(self, law, at_nine, client_as) -> None:
        meeting = stories.planned(law)
        assert client_as("victor").get("/meetings/next/")["Location"] == meeting.get_absolute_url()
        assert client_as("jo").get("/meetings/next/")["Location"] == "/meetings/"


class TestPapers:
    def test_have_no_exempt_part_for_those_who_may_not_see_it(self, law, at_nine, client_as) -> None:
        item = stories.listed(law, is_exempt=True, exemption="business", exempt_part="The price was £999,111.")
        page = stories.convened(law, item=item).get_absolute_url()
        assert "£999,111" in text(client_as("victor").get(f"{page}agenda/"))
        assert "£999,111" in text(client_as("priya").get(item.get_absolute_url()))
        for address in (f"{page}agenda/", item.get_absolute_url()):
            assert "£999,111" not in text(client_as("aisha").get(address))

    def test_are_shut_to_who_declared_an_interest(self, law, at_nine, client_as) -> None:
        item = stories.listed(law, is_exempt=True, exemption="business", exempt_part="The price was £999,111.")
        page = stories.convened(law, item=item).get_absolute_url()
        client = client_as("victor")
        answer = client.post(f"{item.get_absolute_url()}declare/", {"nature": "I own shares in a bidder."})
        assert answer.status_code == 302
        assert "shut to you" in text(client.get(item.get_absolute_url()))
        assert "£999,111" not in text(client.get(f"{page}agenda/"))

    @pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
    def test_are_files_too(self, law, at_nine, client_as, form, begins) -> None:
        page = stories.convened(law).get_absolute_url()
        assert client_as("victor").get(f"{page}agenda.{form}").content.startswith(begins)
        assert client_as("victor").get(f"{page}agenda.exe").status_code == 404
        assert client_as("victor").get(f"{page}minutes/").status_code == 404

    def test_the_calendar_has_meetings_papers_and_recesses(self, law, at_nine, client_as) -> None:
        stories.planned(law)
        client = client_as("victor")
        shown = text(client.get("/meetings/calendar/"))
        assert "Recess: Winter 2026" in shown and "papers by Tuesday 1 December 2026" in shown
        calendar = text(client.get("/meetings/calendar.ics"))
        assert calendar.count("BEGIN:VEVENT") == 2 and "DTSTART;VALUE=DATE:20261201" in calendar


class TestAnItem:
    def test_is_changed_by_who_asked_and_by_the_clerk_only(self, law, at_nine, client_as) -> None:
        item = stories.listed(law)
        page = f"{item.get_absolute_url()}revise/"
        refused = client_as("tom").post(page, ITEM)
        assert refused.status_code == 422 and "They or the clerk can change it" in text(refused)
        assert client_as("priya").post(page, {**ITEM, "title": "Survey"}).status_code == 302
        assert client_as("gwen").post(f"{item.get_absolute_url()}take-off/", {"reason": "Not ready"}).status_code == 302
        item.refresh_from_db()
        assert (item.title, item.status) == ("Survey", ItemState.WITHDRAWN)

    def test_an_exempt_part_without_its_tick_is_asked_about_and_not_lost(self, law, at_nine, client_as) -> None:
        page = f"{stories.planned(law).get_absolute_url()}put/"
        answer = client_as("priya").post(page, {**ITEM, "exempt_part": "The price was £999,111."})
        assert answer.status_code == 422 and "Confirm that a part is exempt" in text(answer)
        assert "£999,111" in text(answer) and not AgendaItem.objects.exists()

    def test_shows_each_thing_asked_on_its_own_line(self, law, at_nine, client_as) -> None:
        item = stories.listed(law, recommendation="Approve it;\nNote the dates.")
        assert "Approve it;<br>Note the dates." in client_as("priya").get(item.get_absolute_url()).content.decode()

    def test_can_be_about_a_record_that_is_found_by_its_reference(self, law, at_nine, client_as) -> None:
        page = f"{stories.planned(law).get_absolute_url()}put/"
        client = client_as("priya")
        assert "No record has that reference" in text(client.post(page, {**ITEM, "subject": "CON-1999-0001"}))
        assert client.post(page, ITEM).status_code == 302

    def test_interests_said_aloud_are_written_down_and_noted_items_lead_on(self, law, at_nine, client_as) -> None:
        first = stories.listed(law)
        second = stories.listed(law, meeting=first.meeting, subject=None, title="Budget")
        meeting = stories.sitting(law, item=first)
        with clock.frozen(meeting.at):
            client = client_as("gwen")
            said = {"person": law.victor.pk, "nature": "A bidder's neighbour"}
            assert client.post(f"{first.get_absolute_url()}minute-interest/", said).status_code == 302
            assert "Declared an interest" in text(client.get(first.get_absolute_url()))
            there = [law.people[key].pk for key in ("gwen", "helen", "daniel", "morag")]
            attend = f"{meeting.get_absolute_url()}attend/"
            for asked, lands in (("", first), (second.reference, second), ("AGN-1999-0001", first)):
                answer = client.post(f"{attend}?item={asked}", {"present": there})
                assert answer["Location"] == lands.get_absolute_url()
            assert client.post(f"{first.get_absolute_url()}note/", {})["Location"] == second.get_absolute_url()
            assert client.post(f"{second.get_absolute_url()}note/", {})["Location"] == meeting.get_absolute_url()
        meeting.refresh_from_db()
        assert meeting.status == MeetingState.OPEN


class TestWhoDecides:
    def ask(self, client, **asked) -> str:
        return text(client.get("/who-decides/", {"key": "procurement_decision", **asked}))

    def test_names_the_line_the_version_and_the_people(self, law, at_nine, client_as) -> None:
        stories.planned(law)
        client = client_as("tom")
        assert "Procurement lead" in self.ask(client, value="40000") and "Morag Lennox" in self.ask(
            client, value="40000"
        )
        shown = self.ask(client, value="250000", route="open")
        assert "Gateway Committee" in shown and "Tuesday 8 December 2026" in shown
        assert "Scheme of delegation, version 1: procurement from £100,000 to under £500,000" in shown
        assert "Any high-risk procurement" in self.ask(client, value="250000", risk="high")
        assert "Award without competition" in self.ask(client, value="40000", route="direct_award")

    def test_answers_for_a_day_by_the_scheme_of_that_day(self, law, at_nine, client_as) -> None:
        data = {"key": "procurement_decision", "from": "0", "below": None, "vat": "ex", "body": "gateway"}
        more = {"valid_from": at_nine.date() + timedelta(days=7), "source": "Constitution", "at": at_nine}
        reference.add("scheme_of_delegation", code="all", label="Whatever its value", data=data, authority=law.eca,
                      by=law.actor("sam"), **more)  # fmt: skip
        client = client_as("tom")
        assert "Whatever its value" in self.ask(client, value="40000", on="2026-12-01")
        assert "Whatever its value" not in self.ask(client, value="40000", on="2026-11-23")
        shown = text(client.get("/scheme-of-delegation/?version=2"))
        assert "Version 2, from 30 November 2026" in shown and "Whatever its value" in shown
        assert "Version 1, from 1 January 2015" in text(client.get("/scheme-of-delegation/"))

    def test_bad_input_is_named(self, law, at_nine, client_as) -> None:
        answer = client_as("tom").get("/who-decides/", {"key": "procurement_decision", "on": "2026-02-31"})
        assert answer.status_code == 422 and "must be a real date" in text(answer)


class TestOfficerDecisions:
    def test_are_recorded_and_published(self, law, at_nine, client_as) -> None:
        given = {
            "title": "Sign repairs", "outcome": "approved", "text": "Award it", "reasons": "Best quote", "rows": "0",
            "value_ex_vat": "40,000", "effect": "spending", "asked_by": law.tom.pk,
        }  # fmt: skip
        client = client_as("morag")
        assert client.post("/decisions/new/", given).status_code == 302
        found = Decision.objects.get()
        shown = text(client.get(found.get_absolute_url()))
        assert "Open to inspection until" in shown and "22 November 2032" in shown
        assert "Scheme of delegation, version 1: procurement from £10,000 to under £100,000" in shown
        assert "procurement_decision-" not in shown
        assert str(found.notice_by) == "2026-11-25"
        assert client.post(f"{found.get_absolute_url()}publish/", {}).status_code == 302
        found.refresh_from_db()
        assert found.status == "published"
