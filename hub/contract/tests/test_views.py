"""Pages of contracts: what they show to whom, and what a form does with what is typed."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.contract import services
from hub.contract.models import Contract
from hub.contract.terms import State
from hub.contract.tests import stories
from hub.contract.urls import ACTS
from hub.platform.approvals import services as approvals
from hub.platform.approvals.models import Request
from hub.platform.registers.testing import assert_queries

pytestmark = pytest.mark.django_db
PARTS = ["", "terms/", "letting/", "documents/", "people/", "timeline/", "actions/", "correct/dates/"]


class TestRecord:
    def test_shows_life_line_next_step_and_what_is_due(self, tell, client_as) -> None:
        contract = tell(stories.contract_ending_soon)
        page = client_as("aisha").get(contract.get_absolute_url()).content.decode()
        assert "live, month 15 of 25" in page
        assert "Decide whether to use extension 1 of 2" in page
        assert "A new competition would take 34 weeks." in page
        assert "Decide the extension" in page

    def test_what_is_due_leads_to_where_it_is_done_for_those_who_do_it(self, tell, client_as) -> None:
        here = tell(stories.contract_ending_soon).get_absolute_url()
        link = f'<a href="{here}extend/">Decide the extension</a>'
        assert link in client_as("aisha").get(here).content.decode()
        page = client_as("naomi").get(here).content.decode()
        assert link not in page and '<th scope="row">Decide the extension</th>' in page

    def test_only_those_are_named_who_can_do_it_on_this_contract(self, tell, client_as) -> None:
        here = tell(stories.contract_ending_soon).get_absolute_url()
        # Priya is an officer, who extends contracts of her own; of this one she is neither owner nor manager.
        page = client_as("priya").get(here).content.decode()
        assert "before the contract ends. Aisha Rahman, Morag Lennox or Ruth Bell can do this." in page

    def test_a_blocked_act_is_listed_with_its_reason(self, tell, client_as) -> None:
        contract = tell(stories.contract_draft, starts_on=None, ends_on=None)
        page = client_as("morag").get(f"{contract.get_absolute_url()}actions/").content.decode()
        assert "The start date and end date are not recorded." in page
        assert f'href="{contract.get_absolute_url()}correct/"' in page

    @pytest.mark.parametrize("part", PARTS)
    def test_every_part_is_read_by_an_auditor_and_missing_for_others(self, tell, client_as, part: str) -> None:
        address = tell(stories.contract_live).get_absolute_url() + part
        wanted = 404 if part.startswith("correct") else 200
        assert client_as("naomi").get(address).status_code == wanted
        for stranger in ("jo", "ines"):
            assert client_as(stranger).get(address).status_code == 404

    @pytest.mark.parametrize("part", ["", "documents/", "people/", "timeline/"])
    @pytest.mark.parametrize("story", ["contract_ending_soon", "contract_live", "contract_draft"])
    def test_the_queries_of_a_page_are_pinned(self, tell, client_as, story: str, part: str) -> None:
        address = tell(getattr(stories, story)).get_absolute_url() + part
        client = client_as("aisha")
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert_queries(Path(__file__).parent, f"{story} {part or 'summary/'}", len(asked))

    def test_who_can_do_what_is_blocked_is_one_query(self, tell, client_as) -> None:
        address = tell(stories.contract_draft).get_absolute_url()
        client = client_as("naomi")
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address).content.decode()
        assert "Aisha Rahman" in page
        named = [one["sql"] for one in asked if 'FROM "identity_membership"' in one["sql"] and '"name"' in one["sql"]]
        assert len(named) == 1


class TestActs:
    @pytest.mark.parametrize("act", [act for act, _ in ACTS], ids=lambda act: act.name)
    def test_each_has_a_page_for_its_holder(self, tell, client_as, act) -> None:
        contract = tell(stories.contract_ending_soon)
        assert client_as("morag").get(f"{contract.get_absolute_url()}{act.slug}/").status_code == 200

    def test_a_correction_changes_the_record_and_goes_back_to_it(self, tell, client_as) -> None:
        contract = tell(stories.contract_live)
        typed = {"value_ex_vat": "£950,000", "reason": "Priced again", "what": "mistyped"}
        typed["_version"] = contract.version
        answer = client_as("morag").post(f"{contract.get_absolute_url()}correct/value/", typed)
        assert answer.status_code == 302
        contract.refresh_from_db()
        assert contract.value_ex_vat == 950_000

    def test_the_manager_is_sent_to_where_the_value_of_a_contract_in_force_is_corrected(self, tell, client_as) -> None:
        contract, client = tell(stories.contract_live), client_as("aisha")
        typed = {"value_ex_vat": "£950,000", "reason": "Priced again", "_version": contract.version}
        page = client.post(f"{contract.get_absolute_url()}correct/value/", typed).content.decode()
        assert "approval that an extension needs" in page and f"{contract.get_absolute_url()}correct-terms/" in page
        assert "950,000" in page
        page = client.get(f"{contract.get_absolute_url()}correct-terms/").content.decode()
        ask = f"/approvals/ask/?act=contract.correct_terms&kind=contract.contract&id={contract.pk}"
        assert ask.replace("&", "&amp;") in page
        terms = {"ends_on_0": "31", "ends_on_1": "3", "ends_on_2": "2029", "ends_on": "2029-03-31"}
        typed = terms | {"value_ex_vat": "950,000", "value_inc_vat": "", "note": "The letter of October"}
        page = client.post(ask, typed).content.decode()
        assert "Say whether the record was wrong or the contract itself was changed" in page and "950,000" in page
        assert client.post(ask, typed | {"what": "mistyped"}).status_code == 302
        request = Request.objects.get(verb="contract.correct_terms")
        assert request.terms["value_ex_vat"] == "950000.00" and request.terms["ends_on"] == "2029-03-31"
        assert request.content["Why it is other"] == "The record was wrong: the contract always said this"
        assert request.content["Corrected: end date"] == "2029-03-31" and request.value == 950_000
        for key in ("morag", "helen"):
            approvals.approve(request, by=tell.cast.actor(key), at=tell.at)
        shown = client.get(f"{contract.get_absolute_url()}correct-terms/").content.decode()
        assert "950,000" in shown or "950000" in shown
        done = terms | {"value_ex_vat": "950000", "reason": "As signed", "version": contract.version}
        done["what"] = "mistyped"
        assert client.post(f"{contract.get_absolute_url()}correct-terms/", done).status_code == 302
        contract.refresh_from_db()
        assert (contract.ends_on, contract.value_ex_vat) == (date(2029, 3, 31), 950_000)

    def test_an_ending_is_asked_for_with_its_day_and_ground(self, tell, client_as) -> None:
        contract, client = tell(stories.contract_live), client_as("aisha")
        ask = f"/approvals/ask/?act=contract.end&kind=contract.contract&id={contract.pk}"
        assert "Day it ends" in client.get(ask).content.decode()
        assert "There is a problem" in client.post(ask, {"note": ""}).content.decode()
        typed = {"ended_on_0": "1", "ended_on_1": "12", "ended_on_2": "2026", "ended_on": "2026-12-01"}
        assert client.post(ask, typed | {"ground": "agreed"}).status_code == 302
        request = Request.objects.get(verb="contract.end")
        assert request.content["Ground"] == "Both sides agreed" and request.content["Day it ends"] == "2026-12-01"

    def test_a_missing_reason_is_asked_for_and_nothing_typed_is_lost(self, tell, client_as) -> None:
        contract = tell(stories.contract_live)
        answer = client_as("aisha").post(f"{contract.get_absolute_url()}correct/value/", {"value_ex_vat": "950000"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Enter why you change this" in page and "950000" in page

    def test_a_refusal_is_shown_as_the_rules_sentence(self, tell, client_as) -> None:
        contract = tell(stories.contract_live, value_ex_vat=10)
        typed = {"rows": "0,1", "number~0": "1", "title~0": "A", "number~1": "1", "title~1": "B", "reason": "x"}
        answer = client_as("aisha").post(f"{contract.get_absolute_url()}lots/", typed)
        assert answer.status_code == 422
        assert "Two lots have the number 1." in answer.content.decode()

    def test_a_change_by_somebody_else_is_shown_and_not_overwritten(self, tell, client_as) -> None:
        contract = tell(stories.contract_live)
        address, seen = f"{contract.get_absolute_url()}correct/value/", contract.version
        by = tell.cast.actor("morag")
        services.correct(contract, changes={"value_ex_vat": 1}, reason="x", by=by, at=tell.at)
        typed = {"value_ex_vat": "950000", "reason": "Priced again", "_version": seen}
        assert client_as("aisha").post(address, typed).status_code == 409
        contract.refresh_from_db()
        assert contract.value_ex_vat == 1


class TestAdd:
    TYPED = {
        "title": "Bus shelters",
        "agreement_kind": "contract",
        "rows": "0",
        "supplier~0": "Shelter & Sons Ltd",
        "value_ex_vat": "120,000",
        "starts_on": "2026-04-01",
        "ends_on": "2028-03-31",
        "signed_on": "2026-03-20",
    }

    def test_a_signed_contract_becomes_live_with_a_new_supplier(self, tell, client_as) -> None:
        answer = client_as("aisha").post("/contracts/new/", self.TYPED)
        contract = Contract.objects.get()
        assert answer.headers["Location"] == contract.get_absolute_url()
        assert (contract.status, contract.supplier_name) == (State.LIVE, "Shelter & Sons Ltd")

    def test_an_unsigned_one_stays_a_draft(self, tell, client_as) -> None:
        client_as("aisha").post("/contracts/new/", {**self.TYPED, "signed_on": ""})
        assert Contract.objects.get().status == State.DRAFT

    def test_a_signed_one_without_dates_is_refused_whole(self, tell, client_as) -> None:
        answer = client_as("aisha").post("/contracts/new/", {**self.TYPED, "starts_on": ""})
        assert "start date is not recorded" in answer.content.decode()
        assert not Contract.objects.exists()


class TestSupplierPage:
    def test_lists_only_contracts_within_reach(self, tell, client_as) -> None:
        contract = tell(stories.contract_live)
        address = contract.parties.get().supplier.get_absolute_url()
        assert contract.reference in client_as("aisha").get(address).content.decode()
        assert contract.reference not in client_as("jo").get(address).content.decode()
        services.set_partners(
            contract,
            partners=[services.PartnerTerms(tell.cast.wdc)],
            reason="Ours too",
            by=tell.cast.actor("aisha"),
            at=tell.at,
        )
        assert contract.reference in client_as("jo").get(address).content.decode()
