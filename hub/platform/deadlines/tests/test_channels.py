"""What people choose on their account page is how alerts reach them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hub.platform.deadlines import email, services

pytestmark = pytest.mark.django_db
SCREEN = {"density": "compact", "theme": "light"}


@pytest.fixture
def told(cast, at_nine):
    def tell(number):
        services.tell(
            cause=f"x:{number}", people=[cast.aisha.pk], authority=cast.eca, sentence=f"Loaded {number}", at=at_nine
        )

    return tell


class TestChannels:
    def test_each_sends_one_e_mail_for_each_alert_at_once(self, told, client_as, at_nine, mailoutbox):
        assert client_as("aisha").post("/account/", {**SCREEN, "alerts": "each"}).status_code == 302
        told(1), told(2)
        assert email.send_waiting(at=at_nine) == 2
        assert [mail.subject for mail in mailoutbox] == ["Loaded 1", "Loaded 2"]

    def test_the_digest_sends_one_at_eight(self, told, client_as, at_nine, mailoutbox):
        client_as("aisha").post("/account/", {**SCREEN, "alerts": "digest"})
        told(1), told(2)
        assert email.send_waiting(at=at_nine + timedelta(hours=22, minutes=59)) == 0
        assert email.send_waiting(at=at_nine + timedelta(hours=23)) == 1
        assert "Loaded 1" in mailoutbox[0].body and "Loaded 2" in mailoutbox[0].body
        assert "/account/" in mailoutbox[0].body

    def test_none_sends_nothing_not_even_what_was_queued_before(self, told, client_as, at_nine, mailoutbox):
        told(1)
        client_as("aisha").post("/account/", {**SCREEN, "alerts": "none"})
        told(2)
        assert email.send_waiting(at=at_nine + timedelta(days=1)) == 0
        assert not mailoutbox

    def test_the_page_shows_what_was_chosen_and_the_digest_to_begin_with(self, client_as, at_nine):
        client = client_as("aisha")
        assert 'value="digest" ' in client.get("/account/").text.split(" checked")[0]
        client.post("/account/", {**SCREEN, "alerts": "none"})
        chosen = client.get("/account/").context["form"]["alerts"].value()
        assert chosen == "none"

    def test_the_account_page_leads_to_the_calendar_feeds_of_staff_only(self, client_as, at_nine):
        assert "/calendar/feeds/" in client_as("aisha").get("/account/").text
        assert "/calendar/feeds/" not in client_as("olivia").get("/account/").text
