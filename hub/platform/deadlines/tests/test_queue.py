"""The queue of alerts as a register, and what is done to several at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hub.platform import clock
from hub.platform.deadlines import runner, services
from hub.platform.deadlines.models import Alert
from hub.platform.deadlines.register import AlertRegister
from hub.platform.deadlines.terms import AlertState, Outcome
from hub.platform.events.models import Event
from hub.platform.registers.testing import RegisterContract

pytestmark = pytest.mark.django_db

SOON, LATER = date(2026, 12, 4), date(2026, 12, 20)
UNTIL = {"until-day": "30", "until-month": "11", "until-year": "2026", "reason": "Waiting for prices"}


@pytest.fixture
def rows(things, at_nine):
    """Give Aisha three alerts: vans and mowers soon, salt later."""
    things.add("Salt", LATER, at=at_nine)
    things.add_many(["Vans", "Mowers"], SOON, at=at_nine)
    runner.run_due(at=at_nine + timedelta(days=10))
    return list(Alert.objects.order_by("due_at", "pk"))


def chosen(alerts, what):
    """Give the address of an act on some alerts, as the boxes of the queue send it."""
    return f"/alerts/together/{what}/?" + "&".join(f"chosen={alert.pk}" for alert in alerts)


class TestTheRegister(RegisterContract):
    register = AlertRegister
    address = "/alerts/"
    reader = "aisha"
    stranger = "colin"


class TestTheQueue:
    def test_nearest_comes_first_and_each_row_has_a_box_of_one_form(self, rows, client_as):
        page = client_as("aisha").get("/alerts/").text
        assert page.index("Mowers by 4 December 2026") < page.index("Salt by 20 December 2026")
        assert page.count('form="together"') == 3 and page.count('<form id="together"') == 1
        assert "checked" not in page.split('id="together"')[1]

    def test_all_on_the_page_are_chosen_by_a_link(self, rows, client_as):
        page = client_as("aisha").get("/alerts/?choose=all").text
        assert page.count(" checked>") == 3

    def test_what_is_settled_leaves_the_queue_and_stands_behind_its_tab(self, rows, client_as):
        client = client_as("aisha")
        client.post(f"/alerts/{rows[0].pk}/act/", {"reason": "Prices agreed"})
        assert rows[0].sentence not in client.get("/alerts/").text
        assert rows[0].sentence in client.get("/alerts/?view=settled").text
        assert rows[0].sentence in client.get("/alerts/?view=all").text

    def test_a_filter_stays_within_what_waits(self, rows, client_as):
        client = client_as("aisha")
        client.post(f"/alerts/{rows[0].pk}/act/", {"reason": "Prices agreed"})
        assert rows[0].sentence not in client.get("/alerts/?due_to=2026-12-10").text
        assert rows[1].sentence in client.get("/alerts/?due_to=2026-12-10").text

    def test_an_empty_queue_says_when_it_last_changed(self, rows, client_as, at_nine):
        client = client_as("aisha")
        client.post(chosen(rows, "act"), {"reason": "All agreed"})
        page = client.get("/alerts/").text
        assert "Nothing waits on you" in page and "This last changed on" in page
        assert "Nothing waits on you" in client_as("morag").get("/alerts/").text


class TestSeveral:
    def test_several_are_put_off_with_one_reason_and_an_event_each(self, rows, client_as):
        client = client_as("aisha")
        page = client.get(chosen(rows[:2], "put-off")).text
        assert "Put it off: 2 alerts" in page and "Why it can wait" in page
        before = Event.objects.count()
        assert client.post(chosen(rows[:2], "put-off"), UNTIL)["Location"] == "/alerts/"
        states = list(Alert.objects.order_by("due_at", "pk").values_list("status", "put_off_until"))
        assert states[:2] == [(AlertState.PUT_OFF, date(2026, 11, 30))] * 2
        assert states[2][0] == AlertState.OPEN
        events = Event.objects.filter(number__gt=before, verb="alert.put_off")
        assert {event.subject_id for event in events} == {rows[0].pk, rows[1].pk}
        assert {event.detail_row.data["note"] for event in events} == {"Waiting for prices"}

    def test_one_that_is_due_too_soon_is_left_with_the_reason(self, rows, client_as):
        client = client_as("aisha")
        sent = {**UNTIL, "until-day": "10", "until-month": "12"}
        page = client.post(chosen(rows, "put-off"), sent, follow=True).text
        assert "1 alert put off." in page
        assert "Choose 3 December 2026 or earlier" in page
        assert Alert.objects.filter(status=AlertState.PUT_OFF).count() == 1

    def test_when_none_can_be_put_off_nothing_is_done_and_the_words_stay(self, rows, client_as):
        sent = {**UNTIL, "until-day": "30", "until-month": "12"}
        page = client_as("aisha").post(chosen(rows, "put-off"), sent)
        assert page.status_code == 422 and "Waiting for prices" in page.text
        assert not Alert.objects.filter(status=AlertState.PUT_OFF).exists()

    def test_seeing_several_closes_news_and_keeps_the_rest(self, rows, cast, at_nine, client_as):
        news = services.tell(
            cause="x", people=[cast.aisha.pk], authority=cast.eca, sentence="October ledger loaded", at=at_nine
        )
        assert client_as("aisha").post(chosen([*rows, *news], "acknowledge")).status_code == 302
        assert Alert.objects.get(pk=news[0].pk).outcome == Outcome.READ
        assert Alert.objects.filter(status=AlertState.ACKNOWLEDGED).count() == 3

    def test_news_cannot_be_put_off(self, rows, cast, at_nine, client_as):
        news = services.tell(cause="x", people=[cast.aisha.pk], authority=cast.eca, sentence="Loaded", at=at_nine)
        assert "News asks nothing of you" in client_as("aisha").get(chosen(news, "put-off")).text

    def test_those_of_others_are_not_found(self, rows, client_as):
        client = client_as("morag")
        assert "You chose nothing" in client.get(chosen(rows, "act")).text
        client.post(chosen(rows, "act"), {"reason": "All agreed"})
        assert not Alert.objects.filter(status=AlertState.CLOSED).exists()

    def test_one_taken_meanwhile_is_left_and_the_others_are_done(self, rows, client_as, at_nine, cast):
        client = client_as("aisha")
        assert "3 alerts" in client.get(chosen(rows, "act")).text
        services.act(rows[1], by=cast.actor("aisha"), at=at_nine, reason="By another window")
        page = client.post(chosen(rows, "act"), {"reason": "All agreed"}, follow=True).text
        assert "2 alerts closed." in page and "Left as it is" in page
        assert not Alert.objects.exclude(status=AlertState.CLOSED).exists()

    def test_nonsense_in_the_address_chooses_nothing(self, rows, client_as):
        assert "You chose nothing" in client_as("aisha").get("/alerts/together/act/?chosen=x&chosen=-1&chosen=²").text


class TestTheNext:
    def test_after_an_act_the_next_alert_is_shown(self, rows, client_as):
        client = client_as("aisha")
        answer = client.post(f"/alerts/{rows[0].pk}/act/", {"reason": "Prices agreed"})
        assert answer["Location"] == f"/alerts/{rows[1].pk}/"
        assert "This is the next one." in client.get(answer["Location"]).text

    def test_after_the_last_the_queue_says_that_nothing_waits(self, rows, client_as):
        client = client_as("aisha")
        for alert in rows:
            answer = client.post(f"/alerts/{alert.pk}/act/", {"reason": "Agreed"})
        assert answer["Location"] == "/alerts/"

    def test_a_settled_alert_says_so_and_offers_the_next(self, rows, client_as, at_nine, things):
        services.close([rows[0]], at=at_nine, outcome=Outcome.ACTED)
        with clock.frozen(at_nine + timedelta(minutes=1)):
            page = client_as("aisha").get(f"/alerts/{rows[0].pk}/").text
        assert "Acted on, 23 November 2026" in page
        assert f'Next: <a href="/alerts/{rows[1].pk}/">' in page
