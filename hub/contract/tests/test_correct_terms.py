"""The end and the value of a contract in force: corrected as approved, or by the procurement lead."""

from datetime import date
from decimal import Decimal

import pytest

from hub.contract import acts, rules, services
from hub.contract.terms import Moved
from hub.contract.tests import stories
from hub.platform.acts import Refused
from hub.platform.approvals.errors import NeedsApproval
from hub.platform.approvals.selectors import requests_about
from hub.platform.events.models import Event

pytestmark = pytest.mark.django_db


class TestCorrectTerms:
    def terms(self, contract, **changes):
        return {name: getattr(contract, name) for name in rules.MOVED} | {"what": Moved.MISTYPED} | changes

    @pytest.mark.parametrize(
        "changes",
        [
            {"ends_on": date(2031, 1, 1)},
            {"ends_on": None, "has_no_end": True},
            {"value_ex_vat": Decimal(950_000)},
            {"value_ex_vat": None},
        ],
    )
    @pytest.mark.parametrize("who", ["aisha", "priya"])
    def test_a_correction_does_not_move_the_end_or_the_value_of_a_contract_in_force(self, tell, changes, who) -> None:
        contract = tell(stories.contract_live)
        with pytest.raises(Refused, match="approval that an extension needs") as refused:
            services.correct(contract, changes=changes, reason="Slip", by=tell.cast.actor(who), at=tell.at)
        assert refused.value.findings[0].cure == "contract.correct_terms"

    def test_a_gap_is_filled_in_without(self, tell) -> None:
        contract = tell(stories.contract_live, value_inc_vat=None)
        changes = {"value_inc_vat": Decimal(1_080_000), "value_ex_vat": contract.value_ex_vat}
        services.correct(contract, changes=changes, reason="Found", by=tell.cast.actor("aisha"), at=tell.at)
        assert contract.value_inc_vat == Decimal(1_080_000)

    def test_the_lead_mends_a_slip_but_not_of_a_contract_of_their_own(self, tell) -> None:
        by = tell.cast.actor("morag")
        contract, own = tell(stories.contract_live), tell(stories.contract_live, owner=tell.cast.morag)
        services.correct(contract, changes={"value_ex_vat": Decimal(9)}, reason="Pence", by=by, at=tell.at)
        with pytest.raises(Refused, match="approval that an extension needs"):
            services.correct(own, changes={"value_ex_vat": Decimal(9)}, reason="Pence", by=by, at=tell.at)

    def test_it_is_done_with_the_approval_that_an_extension_needs_and_only_as_approved(self, tell) -> None:
        contract, by = tell(stories.contract_live), tell.cast.actor("aisha")
        terms = self.terms(contract, ends_on=date(2029, 3, 31), value_ex_vat=Decimal(950_000))
        with pytest.raises(NeedsApproval, match="This needs approval"):
            services.correct_terms(contract, terms=terms, reason="As signed", by=by, at=tell.at)
        approvers = [tell.cast.actor("morag"), tell.cast.actor("helen")]
        stories.approved(acts.CORRECT_TERMS, contract, by=by, at=tell.at, approvers=approvers, terms=terms)
        with pytest.raises(NeedsApproval, match="What was approved is"):
            more = terms | {"value_ex_vat": Decimal(990_000)}
            services.correct_terms(contract, terms=more, reason="As signed", by=by, at=tell.at)
        services.correct_terms(contract, terms=terms, reason="As signed", by=by, at=tell.at)
        event = Event.objects.select_related("detail_row").get(verb="contract.correct_terms")
        assert event.detail_row.data["note"] == "As signed"
        assert set(event.detail_row.data["changes"]) == {"ends_on", "value_ex_vat"}
        assert [one.status for one in requests_about(contract)] == ["used"]

    def test_the_larger_value_chooses_who_approves(self, tell) -> None:
        contract, by = tell(stories.contract_live, value_ex_vat=Decimal(90_000)), tell.cast.actor("aisha")
        small = self.terms(contract, value_ex_vat=Decimal(95_000))
        services.correct_terms(contract, terms=small, reason="No approval under £100,000", by=by, at=tell.at)
        with pytest.raises(NeedsApproval, match="from £100,000"):
            terms = small | {"value_ex_vat": Decimal(120_000)}
            services.correct_terms(contract, terms=terms, reason="x", by=by, at=tell.at)

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"ends_on": date(2031, 1, 1)}, "the end comes after every extension that it offers"),
            ({"ends_on": None, "has_no_end": True}, "it would have no end"),
            ({"value_ex_vat": Decimal(95_000)}, "the value ex VAT rises"),
        ],
    )
    def test_who_goes_beyond_what_it_offers_says_whether_the_record_or_the_contract_was_other(
        self, tell, changes, words
    ) -> None:
        contract, by = tell(stories.contract_live, value_ex_vat=Decimal(90_000)), tell.cast.actor("aisha")
        with pytest.raises(Refused, match=words) as refused:
            terms = self.terms(contract, what="", **changes)
            services.correct_terms(contract, terms=terms, reason="x", by=by, at=tell.at)
        assert refused.value.findings[0].cure == "what"
        with pytest.raises(Refused, match="Record it as a change") as refused:
            terms = self.terms(contract, what=Moved.CHANGED, **changes)
            services.correct_terms(contract, terms=terms, reason="x", by=by, at=tell.at)
        assert refused.value.findings[0].cure == "contract.change"
        terms = self.terms(contract, **changes)
        services.correct_terms(contract, terms=terms, reason="Mistyped", by=by, at=tell.at)
        assert all(getattr(contract, name) == value for name, value in changes.items())

    def test_what_it_offers_anyway_and_less_are_not_asked_about(self, tell) -> None:
        contract, by = tell(stories.contract_ending_soon, value_ex_vat=Decimal(90_000)), tell.cast.actor("morag")
        assert contract.latest_end_on > contract.ends_on
        terms = self.terms(contract, what="", ends_on=contract.latest_end_on, value_ex_vat=Decimal(80_000))
        services.correct_terms(contract, terms=terms, reason="x", by=by, at=tell.at)
        assert contract.value_ex_vat == Decimal(80_000)

    def test_the_lead_is_asked_too(self, tell, client_as) -> None:
        contract, by = tell(stories.contract_live), tell.cast.actor("morag")
        with pytest.raises(Refused, match="Say whether the record was wrong"):
            services.correct(contract, changes={"value_ex_vat": Decimal(990_000)}, reason="x", by=by, at=tell.at)
        address = f"{contract.get_absolute_url()}correct/value/"
        typed = {"reason": "Pence", "currency": "GBP", "_version": contract.version, "value_ex_vat": "990000"}
        client = client_as("morag")
        page = client.get(address).content.decode()
        assert "The contract itself was changed" in page
        assert "What is it?" not in client.get(f"{contract.get_absolute_url()}correct/about/").content.decode()
        assert client.post(address, typed).status_code == 422
        assert client.post(address, typed | {"what": "changed"}).status_code == 422
        assert client.post(address, typed | {"what": "mistyped"}).status_code == 302
        contract.refresh_from_db()
        assert contract.value_ex_vat == Decimal(990_000)

    def test_a_draft_is_corrected_freely(self, tell) -> None:
        contract, by = tell(stories.contract_draft), tell.cast.actor("aisha")
        services.correct(contract, changes={"value_ex_vat": Decimal(1)}, reason="x", by=by, at=tell.at)
        with pytest.raises(Refused, match="Only the end and the value of a contract in force"):
            services.correct_terms(contract, terms=self.terms(contract), reason="x", by=by, at=tell.at)
