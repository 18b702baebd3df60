"""A supplier's alerts: dates and changes of its own contracts, without what the authority thinks of them."""

import re
from datetime import date, timedelta

import pytest

from hub.contract.services import suspend
from hub.contract.tests import stories
from hub.platform.actors import SYSTEM
from hub.supplier import services as suppliers

pytestmark = pytest.mark.django_db
SOON, FAR = date(2027, 3, 31), date(2029, 3, 31)


@pytest.fixture
def meridian(cast, at_nine):
    found = stories.meridian(by=cast.actor("morag"), at=at_nine)
    suppliers.link_party(found, party=cast.meridian, by=SYSTEM, at=at_nine)
    return found


@pytest.fixture
def ending(cast, at_nine, meridian):
    """Give a contract of Meridian that ends in four months, beside one that ends later and one of another firm."""
    by = cast.actor("morag")
    other = suppliers.add(name="Other Ltd", by=by, at=at_nine)
    stories.contract_live(authority=cast.eca, by=by, at=at_nine, supplier=other, title="Theirs", ends_on=SOON)
    stories.contract_live(authority=cast.eca, by=by, at=at_nine, title="Far off", ends_on=FAR)
    return stories.contract_live(authority=cast.eca, by=by, at=at_nine, title="Ends soon", ends_on=SOON)


def ahead(page):
    return page.split('id="ahead"')[1].split("</section>")[0]


class TestAlerts:
    def test_the_link_in_the_masthead_leads_to_a_page(self, client_as, ending):
        client = client_as("raj")
        link = re.search(r'href="([^"]+)">Alerts', client.get("/").text)[1]
        assert client.get(link).status_code == 200

    def test_an_end_within_half_a_year_is_told_and_nothing_of_others(self, client_as, ending):
        page = client_as("raj").get("/alerts/").text
        assert "Ends: Ends soon" in ahead(page) and ending.reference in ahead(page)
        assert "Ends: Far off" not in ahead(page) and "Theirs" not in page
        assert "Nothing waits on you" in client_as("bartosz").get("/alerts/").text

    def test_what_the_authority_did_is_told_without_reason_and_name(self, client_as, cast, ending, at_nine):
        suspend(ending, by=cast.actor("morag"), at=at_nine, reason="Their accounts worry us")
        page = client_as("raj").get("/alerts/").text
        assert "Suspended" in page.split('id="lately"')[1]
        assert "worry" not in page and "Morag" not in page

    def test_a_change_of_long_ago_is_left_out(self, client_as, cast, ending, at_nine):
        from hub.contract import portal

        actor = cast.actor("raj")
        assert portal.changes_lately(actor, at=at_nine + timedelta(days=10))
        assert not portal.changes_lately(actor, at=at_nine + timedelta(days=100))

    def test_the_account_page_offers_no_e_mails_that_nobody_sends(self, client_as, ending):
        client = client_as("raj")
        page = client.get("/account/").text
        assert "By e-mail" not in page
        assert client.post("/account/", {"density": "compact", "theme": "dark"}).status_code == 302
