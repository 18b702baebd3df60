"""Pages of alerts, calendar and feeds."""

from __future__ import annotations

import re
from datetime import date

import pytest
from icalendar import Calendar

from hub.platform.calendars import Item
from hub.platform.deadlines import feeds, runner, services
from hub.platform.deadlines.models import Alert, Feed
from hub.platform.deadlines.terms import AlertState

pytestmark = pytest.mark.django_db

SOON = date(2026, 12, 4)


@pytest.fixture
def alert(things, at_nine):
    """Give Aisha's alert about the vans."""
    things.add("Vans", SOON, at=at_nine)
    runner.run_due(at=at_nine)
    return Alert.objects.get()


class TestTheQueue:
    def test_a_person_sees_their_own_alerts(self, alert, client_as):
        assert "Decide the extension of Vans by 4 December 2026" in client_as("aisha").get("/alerts/").text

    def test_nobody_sees_those_of_others(self, alert, client_as):
        page = client_as("morag").get("/alerts/")
        assert "Vans" not in page.text
        assert "Nothing waits on you" in page.text

    def test_the_masthead_counts_them(self, alert, client_as):
        assert client_as("aisha").get("/alerts/").context["hub"].alerts == 1

    def test_somebody_signed_out_is_asked_to_sign_in(self, client_as, cast):
        assert client_as(None).get("/alerts/").status_code == 302

    def test_the_number_of_queries_does_not_grow_with_the_queue(
        self, things, at_nine, client_as, django_assert_max_num_queries
    ):
        things.add_many([f"thing {n}" for n in range(60)], SOON, at=at_nine)
        runner.run_due(at=at_nine)
        client = client_as("aisha")
        client.get("/alerts/")
        with django_assert_max_num_queries(20):
            client.get("/alerts/")


class TestOneAlert:
    def test_the_alert_of_another_is_missing(self, alert, client_as):
        assert client_as("morag").get(f"/alerts/{alert.pk}/").status_code == 404

    def test_the_page_leads_to_the_act_and_offers_answers(self, alert, client_as):
        page = client_as("aisha").get(f"/alerts/{alert.pk}/").text
        assert alert.link in page
        assert "I have seen this" in page
        assert "I have read this" not in page

    def test_news_is_read_and_not_put_off(self, cast, at_nine, client_as):
        (news,) = services.tell(
            cause="x", people=[cast.aisha.pk], authority=cast.eca, sentence="October ledger loaded", at=at_nine
        )
        page = client_as("aisha").get(f"/alerts/{news.pk}/").text
        assert "I have read this" in page
        assert "Put it off" not in page

    def test_it_is_acknowledged_by_a_button(self, alert, client_as):
        client = client_as("aisha")
        assert client.get(f"/alerts/{alert.pk}/acknowledge/").status_code == 200
        assert client.post(f"/alerts/{alert.pk}/acknowledge/").status_code == 302
        alert.refresh_from_db()
        assert alert.status == AlertState.ACKNOWLEDGED

    def test_putting_off_past_the_deadline_shows_the_rule_and_keeps_the_words(self, alert, client_as):
        sent = {"until-day": "24", "until-month": "12", "until-year": "2026", "reason": "Waiting for prices"}
        page = client_as("aisha").post(f"/alerts/{alert.pk}/put-off/", sent)
        assert page.status_code == 422
        assert "Choose 3 December 2026 or earlier" in page.text
        assert "Waiting for prices" in page.text

    def test_putting_off_within_time_works(self, alert, client_as):
        sent = {"until-day": "30", "until-month": "11", "until-year": "2026", "reason": "Waiting for prices"}
        assert client_as("aisha").post(f"/alerts/{alert.pk}/put-off/", sent).status_code == 302
        alert.refresh_from_db()
        assert alert.put_off_until == date(2026, 11, 30)

    def test_dealing_with_it_needs_words(self, alert, client_as):
        page = client_as("aisha").post(f"/alerts/{alert.pk}/act/", {"reason": ""})
        assert "Enter what was done." in page.text


class TestTheCalendar:
    def test_mine_shows_what_i_answer_for(self, things, at_nine, client_as):
        things.add("Vans", SOON, at=at_nine)
        assert "extension of Vans" in client_as("aisha").get("/calendar/?month=2026-12").text
        assert "extension of Vans" not in client_as("priya").get("/calendar/?month=2026-12").text
        assert "extension of Vans" in client_as("priya").get("/calendar/?month=2026-12&whose=all").text

    def test_another_authority_sees_nothing_of_it(self, things, at_nine, client_as):
        things.add("Vans", SOON, at=at_nine)
        assert "Vans" not in client_as("jo").get("/calendar/?month=2026-12&whose=all").text

    def test_an_evaluator_from_outside_sees_no_calendar(self, cast, client_as):
        assert client_as("ines").get("/calendar/?whose=all").status_code == 404

    def test_a_month_that_is_none_is_this_one(self, things, at_nine, client_as):
        assert "November 2026" in client_as("aisha").get("/calendar/?month=soon").text

    @pytest.mark.parametrize("month", ["9999-12", "0001-01", "1899-12", "2151-01", "2026-13", "-1"])
    def test_a_month_beyond_the_years_of_dates_is_this_one_and_says_so(self, at_nine, client_as, month):
        page = client_as("aisha").get(f"/calendar/?month={month}")
        assert page.status_code == 200 and "November 2026" in page.text
        assert "no month between 1900 and 2150" in page.text

    @pytest.mark.parametrize(
        ("month", "link", "none"),
        [("1900-01", "Month after", "Month before"), ("2150-12", "Month before", "Month after")],
    )
    def test_the_first_and_the_last_month_lead_only_inward(self, at_nine, client_as, month, link, none):
        page = client_as("aisha").get(f"/calendar/?month={month}").text
        assert link in page and none not in page and "no month between" not in page


class TestFeeds:
    def make(self, client):
        page = client.post("/calendar/feeds/", {"label": "Outlook", "holds": "mine"})
        return page.context["made_link"]

    def test_the_link_is_shown_once_and_its_secret_is_not_stored(self, client_as, at_nine, cast):
        link = self.make(client_as("aisha"))
        token = link.rsplit("/", 1)[1].removesuffix(".ics")
        assert not Feed.objects.filter(token_digest=token).exists()
        assert token not in client_as("aisha").get("/calendar/feeds/").text

    def test_whoever_has_the_link_reads_all_day_items(self, client_as, things, at_nine):
        things.add("Vans", SOON, at=at_nine)
        path = "/" + self.make(client_as("aisha")).split("/", 3)[3]
        answer = client_as(None).get(path)
        assert answer["Content-Type"].startswith("text/calendar")
        (item,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert item["SUMMARY"] == "Decide the extension of Vans"
        assert item.decoded("DTSTART") == SOON

    def test_a_confidential_sentence_stays_out(self, client_as, things, at_nine):
        things.add("Secret merger", SOON, at=at_nine)
        path = "/" + self.make(client_as("aisha")).split("/", 3)[3]
        assert "merger" not in client_as(None).get(path).text

    def test_a_revoked_feed_answers_nothing(self, client_as, cast, at_nine):
        client = client_as("aisha")
        path = "/" + self.make(client).split("/", 3)[3]
        feed = Feed.objects.get(label="Outlook")
        assert client_as("priya").post(f"/calendar/feeds/{feed.pk}/revoke/").status_code == 404
        assert client.post(f"/calendar/feeds/{feed.pk}/revoke/").status_code == 302
        assert client_as(None).get(path).status_code == 404

    def test_a_package_adds_what_a_feed_can_hold(self, client_as, cast, at_nine):
        item = Item("x-1", "Start by today: Vans", SOON, SOON, "https://hub.example/x/")
        feeds.feed_sort(
            "vans", label="Vans", find=lambda actor, first, last: [item] if actor.name == "Aisha Rahman" else []
        )
        try:
            client = client_as("aisha")
            page = client.get("/calendar/feeds/?holds=vans")
            assert re.search(r'<input[^>]*value="vans"[^>]* checked', page.text)
            made = client.post("/calendar/feeds/", {"label": "Plan", "holds": "vans"}).context["made_link"]
            answer = client_as(None).get("/" + made.split("/", 3)[3])
            (found,) = Calendar.from_ical(answer.content).walk("VEVENT")
            assert found["SUMMARY"] == "Start by today: Vans" and Feed.objects.get(label="Plan").sort == "vans"
        finally:
            feeds.forget("vans")
        assert client.post("/calendar/feeds/", {"label": "Plan", "holds": "vans"}).status_code == 422

    def test_a_made_up_link_answers_nothing(self, client_as, cast):
        assert client_as(None).get("/calendar/feed/guess.ics").status_code == 404
