"""A supplier's first page: its own contracts, and nobody else's."""

import pytest

from hub.contract.tests import stories
from hub.platform.actors import SYSTEM
from hub.supplier import services as suppliers

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(cast, at_nine):
    """Tell of a contract with Meridian, and of one with another firm."""
    by = cast.actor("morag")
    meridian = stories.meridian(by=by, at=at_nine)
    suppliers.link_party(meridian, party=cast.meridian, by=SYSTEM, at=at_nine)
    other = suppliers.add(name="Other Ltd", by=by, at=at_nine)
    stories.contract_live(authority=cast.eca, by=by, at=at_nine, supplier=other, title="Somebody else's work")
    stories.contract_draft(authority=cast.eca, by=by, at=at_nine, title="Not signed yet")
    return stories.contract_live(authority=cast.eca, by=by, at=at_nine)


class TestHome:
    def test_it_lists_the_organisations_own_contracts(self, client_as, own):
        page = client_as("raj").get("/").content.decode()
        assert own.reference in page and "£900,000" in page and "Meridian" in page

    def test_it_lists_no_draft_and_nothing_of_others(self, client_as, own):
        page = client_as("raj").get("/").content.decode()
        assert "Not signed yet" not in page and "Somebody else" not in page
        assert "No contracts yet" in client_as("bartosz").get("/").content.decode()

    def test_who_is_not_signed_in_is_asked_to(self, client_as, own):
        assert client_as(None, site="supplier").get("/")["Location"].startswith("/sign-in/")
