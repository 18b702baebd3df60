"""Pages of approvals."""

from __future__ import annotations

import pytest

from hub.platform.approvals.models import Request
from hub.platform.approvals.services import ask
from hub.platform.approvals.terms import RequestState

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(payments, at_nine):
    """Give a payment of £5,000."""
    return payments.add("Vans", "5000", at=at_nine)


@pytest.fixture
def asked(payments, small, cast, at_nine):
    """Give the request for it, asked by Aisha."""
    return ask(payments.act, small, by=cast.actor("aisha"), at=at_nine)


class TestTheQueue:
    def test_what_waits_on_a_person_is_listed_with_its_value(self, asked, client_as):
        page = client_as("morag").get("/approvals/").text
        assert "Vans" in page
        assert "Value, ex VAT" in page and "£5,000" in page

    def test_others_have_nothing_to_decide(self, asked, client_as):
        assert "Nothing waits on you" in client_as("helen").get("/approvals/").text

    def test_the_asker_sees_what_became_of_it(self, asked, client_as):
        assert "Vans" in client_as("aisha").get("/approvals/?view=asked").text


class TestARequest:
    def test_content_route_and_limit_are_shown(self, asked, client_as):
        page = client_as("morag").get(f"/approvals/{asked.pk}/").text
        assert "Procurement lead, up to £10,000 ex VAT" in page
        assert "Decided next by Morag Lennox" in page
        assert f"/approvals/{asked.pk}/approve/" in page

    def test_the_asker_reads_why_they_cannot_approve(self, asked, client_as):
        page = client_as("aisha").get(f"/approvals/{asked.pk}/").text
        assert "You asked for this. Somebody else must decide it." in page

    def test_another_authority_cannot_open_it(self, asked, client_as):
        assert client_as("harriet").get(f"/approvals/{asked.pk}/").status_code == 404

    def test_it_is_approved_by_a_form(self, asked, client_as):
        assert client_as("morag").post(f"/approvals/{asked.pk}/approve/", {"comment": ""}).status_code == 302
        asked.refresh_from_db()
        assert asked.status == RequestState.APPROVED

    def test_sending_back_without_a_reason_asks_for_one(self, asked, client_as):
        page = client_as("morag").post(f"/approvals/{asked.pk}/send-back/", {"reason": ""})
        assert "Enter the reason." in page.text

    def test_a_lapsed_request_shows_what_changed_and_where_to_ask_again(
        self, payments, small, asked, client_as, at_nine
    ):
        payments.touch(small, at=at_nine, label="Lorries")
        page = client_as("aisha").get(f"/approvals/{asked.pk}/").text
        assert "Lorries" in page
        assert "Ask again" in page


class TestAskingByAForm:
    def address(self, record):
        return f"/approvals/ask/?act=test.pay&kind=deadlines.feed&id={record.pk}"

    def test_the_page_shows_what_is_frozen_and_who_decides(self, small, client_as):
        page = client_as("aisha").get(self.address(small)).text
        assert "Morag Lennox" in page
        assert "Line 2: £1,000 to under £10,000, ex VAT" in page

    def test_sending_it_makes_the_request(self, small, client_as):
        assert client_as("aisha").post(self.address(small), {"note": "See the quotes"}).status_code == 302
        assert Request.objects.get().note == "See the quotes"

    @pytest.mark.parametrize(
        "tail", ["", "?act=test.pay", "?act=nothing&kind=deadlines.feed&id=1", "?act=test.pay&kind=x&id=1"]
    )
    def test_an_address_that_names_nothing_is_missing(self, small, client_as, tail):
        assert client_as("aisha").get(f"/approvals/ask/{tail}").status_code == 404

    def test_a_record_out_of_reach_is_missing(self, small, client_as):
        assert client_as("harriet").get(self.address(small)).status_code == 404
