"""The entry that a confirmed award makes: everything that quote, case and award know, and the way back."""

from decimal import Decimal

import pytest

from hub.award.tests import stories
from hub.award.tests.stories import ENDS, LATER, STARTS
from hub.contract.models import Contract
from hub.evaluation.tests import stories as scores
from hub.platform.clock import frozen
from hub.procurement import services as procuring
from hub.procurement.services import PartTerms
from hub.tender import answering

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "shipped")]


@pytest.fixture(autouse=True)
def nobody_opens(monkeypatch):
    """Let quotes be sent without openers: what came out of the envelopes is written here as the opening writes it."""
    monkeypatch.setattr(answering, "_kept", [])


@pytest.fixture
def found(cast, at_nine):
    """Give a confirmed award on a quote whose case has a contract manager."""
    priya = cast.actor("priya")
    one = scores.ready(authority=cast.eca, by=priya, at=at_nine)
    parts = [PartTerms(cast.aisha, "contract_manager"), PartTerms(cast.priya, "procurement")]
    procuring.name_team(one.procurement, parts=parts, by=priya, at=LATER)
    scores.settled(one, by=priya)
    return stories.confirmed(one, by=priya, lead=cast.actor("morag"))


class TestTheEntry:
    def test_is_a_draft_with_everything_that_is_known(self, found, cast) -> None:
        contract = Contract.objects.get()
        assert (found.entry_number, found.entry_reference) == (contract.pk, contract.reference)
        assert (contract.status, contract.title, contract.supplier_name) == ("draft", "Sign repairs", "Brightsign Ltd")
        assert (contract.value_ex_vat, contract.value_inc_vat) == (Decimal("17500.00"), Decimal("21000.00"))
        assert (contract.starts_on, contract.ends_on, contract.awarded_on) == (STARTS, ENDS, LATER.date())
        assert (contract.category, contract.nature) == ("Highways and street works", "services")
        assert (contract.route, contract.regime, contract.was_invited) == ("quotes", "below_threshold", True)
        assert (contract.owner, contract.manager, contract.location) == (cast.priya, cast.aisha, "Wickmoor")
        assert contract.is_sme is True
        assert [row.supplier.name for row in contract.parties.all()] == ["Brightsign Ltd"]

    def test_is_taken_for_no_loaded_row(self, found) -> None:
        contract = Contract.objects.get()
        assert (contract.source, contract.source_key) == ("", "")

    def test_leads_back_to_award_quote_and_case(self, found, client_as) -> None:
        with frozen(LATER):
            page = client_as("naomi").get(f"{Contract.objects.get().get_absolute_url()}linked/").content.decode()
        for address in (found, found.tender, found.procurement):
            assert address.get_absolute_url() in page
