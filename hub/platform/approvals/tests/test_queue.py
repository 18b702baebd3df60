"""The queue of requests as a register, and several decided at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hub.platform import clock
from hub.platform.approvals import services
from hub.platform.approvals.models import Request, Step
from hub.platform.approvals.register import ApprovalRegister
from hub.platform.approvals.services import ask
from hub.platform.approvals.terms import RequestState
from hub.platform.deadlines.models import Alert
from hub.platform.events.models import Event
from hub.platform.registers.testing import RegisterContract

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(payments, cast, at_nine):
    """Give three requests that wait on the procurement lead: two by Aisha, the last by the lead herself."""
    found = []
    for label, value, who in (("Vans", "5000", "aisha"), ("Salt", "9000", "aisha"), ("Mowers", "7000", "morag")):
        payment = payments.add(label, value, at=at_nine)
        found.append(ask(payments.act, payment, by=cast.actor(who), at=at_nine))
    return found


def chosen(requests, what):
    """Give the address of a decision about some requests, as the boxes of the queue send it."""
    return f"/approvals/together/{what}/?" + "&".join(f"chosen={one.pk}" for one in requests)


class TestTheRegister(RegisterContract):
    register = ApprovalRegister
    address = "/approvals/"
    reader = "priya"
    stranger = "colin"


class TestTheQueue:
    def test_it_shows_what_waits_on_the_reader_and_the_rest_behind_tabs(self, rows, client_as):
        client = client_as("morag")
        page = client.get("/approvals/").text
        assert "Vans" in page and "Salt" in page and "Mowers" not in page.split("<tbody>")[1]
        assert "Mowers" in client.get("/approvals/?view=asked").text
        assert "Mowers" in client.get("/approvals/?view=all").text

    def test_what_i_decided_stands_behind_its_tab(self, rows, client_as):
        client = client_as("morag")
        client.post(f"/approvals/{rows[0].pk}/approve/", {"comment": ""})
        decided = client.get("/approvals/?view=decided").text
        assert "Vans" in decided and "Salt" not in decided.split("<tbody>")[1]

    def test_an_empty_queue_says_when_it_last_changed(self, rows, client_as):
        page = client_as("helen").get("/approvals/").text
        assert "Nothing waits on you" in page and "This last changed on 23 November 2026" in page


class TestSeveral:
    def test_several_are_approved_each_with_its_event_and_its_asker_told(self, rows, client_as, cast):
        client = client_as("morag")
        before = Event.objects.count()
        assert client.post(chosen(rows[:2], "approve"), {"comment": "In budget"})["Location"] == "/approvals/"
        assert {row.status for row in Request.objects.filter(asked_by=cast.aisha)} == {RequestState.APPROVED}
        events = Event.objects.filter(number__gt=before, verb="approval.approve")
        assert sorted(event.subject_id for event in events) == sorted(row.pk for row in rows[:2])
        assert set(Step.objects.exclude(decision="").values_list("comment", flat=True)) == {"In budget"}
        assert Alert.objects.filter(person=cast.aisha, sentence__startswith="Approved").count() == 2

    def test_an_approval_of_a_batch_unlocks_the_act_as_a_single_one_does(self, rows, client_as, payments, at_nine):
        client_as("morag").post(chosen(rows[:2], "approve"), {"comment": ""})
        from hub.platform.deadlines.models import Feed

        payments.pay(Feed.objects.get(label="Vans"), at=at_nine)
        assert Request.objects.get(pk=rows[0].pk).status == RequestState.USED
        assert Request.objects.get(pk=rows[1].pk).status == RequestState.APPROVED

    def test_ones_own_is_left_and_the_page_says_so_before(self, rows, client_as):
        client = client_as("morag")
        page = client.get(chosen(rows, "approve")).text
        assert "Approve: 2 requests" in page
        assert "1 item will be left as it is" in page and "You asked for this" in page
        done = client.post(chosen(rows, "approve"), {"comment": ""}, follow=True).text
        assert "2 requests approved." in done and "You asked for this" in done
        assert Request.objects.get(pk=rows[2].pk).status == RequestState.ASKED

    def test_several_are_sent_back_with_one_reason(self, rows, client_as):
        client = client_as("morag")
        assert client.post(chosen(rows[:2], "send-back"), {"reason": ""}).status_code == 422
        client.post(chosen(rows[:2], "send-back"), {"reason": "No quotes attached"})
        sent = Request.objects.filter(status=RequestState.SENT_BACK)
        assert sent.count() == 2
        assert set(Step.objects.filter(request__in=sent).values_list("comment", flat=True)) == {"No quotes attached"}

    def test_one_decided_by_another_meanwhile_is_left(self, rows, client_as, cast, at_nine):
        client = client_as("morag")
        services.withdraw(rows[1], by=cast.actor("aisha"), at=at_nine, reason="Not needed")
        page = client.post(chosen(rows[:2], "approve"), {"comment": ""}, follow=True).text
        assert "1 request approved." in page and "Left as it is: Pay: Salt" in page
        assert Request.objects.get(pk=rows[1].pk).status == RequestState.WITHDRAWN

    def test_those_who_hold_nothing_change_nothing(self, rows, client_as):
        page = client_as("helen").post(chosen(rows, "approve"), {"comment": ""})
        assert page.status_code == 422
        assert Request.objects.filter(status=RequestState.ASKED).count() == 3
        assert "You chose nothing" in client_as("harriet").get(chosen(rows, "approve")).text

    def test_beyond_a_limit_is_left_and_recorded(self, rows, payments, cast, at_nine, client_as, monkeypatch):
        step = rows[0].steps.get()
        type(step).objects.filter(pk=step.pk).update(limit=1000)
        page = client_as("morag").post(chosen(rows[:2], "approve"), {"comment": ""}, follow=True).text
        assert "The limit of this step is £1,000" in page
        assert Event.objects.filter(verb="approval.over_limit", subject_id=rows[0].pk).count() == 1


class TestFreshSignIn:
    """A line of the scheme may ask those who decide to show again that it is them."""

    @pytest.fixture
    def grave(self, rows):
        for row in rows:
            Request.objects.filter(pk=row.pk).update(band={**row.band, "fresh_sign_in": True})
        return rows

    @pytest.mark.parametrize("several", [False, True])
    def test_late_it_is_asked_for_and_the_words_are_back(self, grave, client_as, at_nine, several):
        client = client_as("morag")
        address = chosen(grave[:2], "approve") if several else f"/approvals/{grave[0].pk}/approve/"
        with clock.frozen(at_nine + timedelta(minutes=20)):
            answer = client.post(address, {"comment": "In budget"})
            assert answer["Location"].startswith("/sign-in/again/?next=")
            assert not Request.objects.filter(status=RequestState.APPROVED).exists()
            page = client.get(address).text
            assert "In budget" in page and "It has not been sent" in page

    def test_in_time_it_is_not(self, grave, client_as):
        client_as("morag").post(chosen(grave[:2], "approve"), {"comment": ""})
        assert Request.objects.filter(status=RequestState.APPROVED).count() == 2


class TestTheNext:
    def test_after_a_decision_the_next_that_waits_is_shown(self, rows, client_as):
        answer = client_as("morag").post(f"/approvals/{rows[0].pk}/approve/", {"comment": ""})
        assert answer["Location"] == f"/approvals/{rows[1].pk}/"

    def test_one_taken_by_another_says_who_and_offers_the_next(self, rows, client_as, cast, at_nine):
        step = rows[0].steps.get()
        type(step).objects.filter(pk=step.pk).update(decision="approved", decided_by=cast.helen, decided_at=at_nine)
        Request.objects.filter(pk=rows[0].pk).update(status=RequestState.APPROVED, ended_at=at_nine)
        page = client_as("morag").get(f"/approvals/{rows[0].pk}/").text
        assert "Helen Marsh approved this on 23 November 2026" in page
        assert f'Next: <a href="/approvals/{rows[1].pk}/">' in page

    def test_each_page_has_previous_and_next(self, rows, client_as):
        page = client_as("morag").get(f"/approvals/{rows[0].pk}/").text
        assert "Next: Pay: Salt" in page and "Previous" not in page
