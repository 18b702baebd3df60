"""Everything that a contract says is entered and put right on screen, with a reason and a line on the timeline."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hub.contract import acts, rules, services
from hub.contract.models import Contract
from hub.contract.terms import ContractKind
from hub.contract.tests import stories
from hub.supplier.models import Supplier

pytestmark = pytest.mark.django_db
WHY = {"reason": "As the signed contract says"}


def send(client: Any, contract: Contract, page: str, **typed: Any) -> Any:
    """Post a form of a contract; names of rows are written with two underscores, as keywords ask."""
    data = {name.replace("__", "~"): value for name, value in typed.items()}
    return client.post(f"{contract.get_absolute_url()}{page}/", data)


def told(client: Any, contract: Contract) -> str:
    """Give the words of the timeline."""
    return str(client.get(f"{contract.get_absolute_url()}timeline/").content.decode())


class TestSuppliers:
    TWO = {
        "rows": "0,1", "supplier__0": "Meridian FM plc", "role__0": "lead", "share_percent__0": "60",
        "supplier__1": "Fenland Cycle Works", "scheme__1": "GB-COH", "number__1": "07654321", "role__1": "member",
        "share_percent__1": "40%",
    }  # fmt: skip

    def test_several_are_named_with_number_role_and_share(self, tell, client_as) -> None:
        contract, client = tell(stories.contract_live), client_as("aisha")
        assert send(client, contract, "suppliers", **self.TWO, **WHY).status_code == 302
        parts = contract.parties.order_by("pk")
        assert [(p.supplier.name, p.role, p.share_percent) for p in parts] == [
            ("Meridian FM plc", "lead", 60),
            ("Fenland Cycle Works", "member", 40),
        ]
        assert parts[1].supplier.identifiers.get().value == "07654321"
        page = told(client, contract)
        assert (
            "Suppliers: now Meridian FM plc, 60% and Fenland Cycle Works (member of a group of suppliers), 40%" in page
        )
        assert "Suppliers: no longer Meridian FM plc" in page and "As the signed contract says" in page

    def test_a_row_is_added_and_taken_out_without_saving_and_keeps_what_was_typed(self, tell, client_as) -> None:
        contract, client = tell(stories.contract_live), client_as("aisha")
        answer = send(client, contract, "suppliers", **self.TWO, row="add")
        page = answer.content.decode()
        assert answer.status_code == 200 and "There is a problem" not in page
        assert 'name="supplier~2"' in page and 'value="Fenland Cycle Works"' in page
        page = send(client, contract, "suppliers", **self.TWO, row="drop-0").content.decode()
        assert 'value="Fenland Cycle Works"' in page and 'name="supplier~0"' not in page
        assert contract.parties.count() == 1

    def test_shares_of_more_than_the_whole_are_refused(self, tell, client_as) -> None:
        contract = tell(stories.contract_live)
        typed = {**self.TWO, "share_percent__0": "70"}
        answer = send(client_as("aisha"), contract, "suppliers", **typed, **WHY)
        assert "The shares add up to 110%. They must add up to 100% or less." in answer.content.decode()
        assert not Supplier.objects.filter(name="Fenland Cycle Works").exists()

    def test_a_number_without_a_name_says_what_is_missing(self, tell, client_as) -> None:
        contract = tell(stories.contract_live)
        typed = {"rows": "0", "scheme__0": "GB-COH", "number__0": "07654321"}
        answer = send(client_as("aisha"), contract, "suppliers", **typed, **WHY)
        assert answer.status_code == 422
        assert '<a href="#id_supplier~0">Enter the name of the supplier</a>' in answer.content.decode()


class TestPartners:
    def test_shares_together_are_at_most_the_whole(self, tell, client_as) -> None:
        contract, client = tell(stories.contract_live), client_as("aisha")
        rows = {"rows": "0,1", "partner__0": tell.cast.wdc.pk, "partner__1": tell.cast.scc.pk}
        answer = send(client, contract, "partners", **rows, share_percent__0="60", share_percent__1="50", **WHY)
        assert "The shares add up to 110%." in answer.content.decode()
        answer = send(client, contract, "partners", **rows, share_percent__0="60", share_percent__1="40", **WHY)
        assert answer.status_code == 302
        assert [each.share_percent for each in contract.partner_shares.all()] == [60, 40]
        assert client_as("jo").get(contract.get_absolute_url()).status_code == 200

    def test_a_partner_that_is_taken_out_reads_no_more(self, tell, client_as) -> None:
        contract = tell(stories.contract_live)
        by, terms = tell.cast.actor("morag"), [services.PartnerTerms(tell.cast.wdc)]
        services.set_partners(contract, partners=terms, reason="Ours too", by=by, at=tell.at)
        assert send(client_as("aisha"), contract, "partners", rows="0", partner__0="", **WHY).status_code == 302
        assert client_as("jo").get(contract.get_absolute_url()).status_code == 404


class TestOptions:
    def test_they_are_put_right_and_the_latest_end_follows(self, tell, client_as) -> None:
        contract, client = tell(stories.contract_ending_soon), client_as("aisha")
        typed = {"rows": "0", "months__0": "6", "decide_by__0": "2027-01-15", "clause__0": "4.3"}
        assert send(client, contract, "options", **typed, **WHY).status_code == 302
        (option,) = contract.options.all()
        assert (option.number, option.months, option.decide_by) == (1, 6, date(2027, 1, 15))
        contract.refresh_from_db()
        assert contract.latest_end_on is not None and contract.ends_on is not None
        assert contract.latest_end_on > contract.ends_on
        assert "Extension options: now 1: 6 months, decide by 15 January 2027, 4.3" in told(client, contract)


class TestLots:
    def test_a_lot_is_renamed_and_one_in_use_stays(self, tell, client_as) -> None:
        contract, client = tell(stories.contract_live), client_as("aisha")
        both = {"rows": "0,1", "number__0": "1", "title__0": "North", "number__1": "2", "title__1": "South"}
        assert send(client, contract, "lots", **both, **WHY).status_code == 302
        first, second = contract.lots.all()
        swapped = {**both, "number__0": "2", "number__1": "1", "id__0": first.pk, "id__1": second.pk}
        assert send(client, contract, "lots", **swapped, **WHY).status_code == 302
        first.refresh_from_db()
        assert (first.number, first.title) == ("2", "North")
        typed = {"rows": "0", "supplier__0": "Meridian FM plc", "role__0": "lead", "lot_number__0": "2"}
        send(client, contract, "suppliers", **typed, **WHY)
        answer = send(client, contract, "lots", rows="0", number__0="1", title__0="South", id__0=second.pk, **WHY)
        assert "A supplier is named for lot 2. Take the supplier off that lot first." in answer.content.decode()

    def test_a_lot_of_another_contract_is_not_touched(self, tell, client_as) -> None:
        contract, other = tell(stories.contract_live), tell(stories.contract_live)
        client = client_as("morag")
        send(client, other, "lots", rows="0", number__0="1", title__0="Theirs", **WHY)
        theirs = other.lots.get()
        send(client, contract, "lots", rows="0", number__0="1", title__0="Ours", id__0=theirs.pk, **WHY)
        theirs.refresh_from_db()
        assert (theirs.title, contract.lots.get().title) == ("Theirs", "Ours")


class TestFinding:
    def test_a_framework_is_found_by_words_and_chosen(self, tell, client_as) -> None:
        framework, contract = tell(stories.framework_with_orders, orders=0), tell(stories.contract_live)
        client = client_as("morag")
        page = send(client, contract, "correct/let", framework="building", find="framework").content.decode()
        assert f'name="framework-choice" value="{framework.reference}"' in page and "There is a problem" not in page
        chosen = {"framework": "building", "framework-for": "building", "framework-choice": framework.reference}
        answer = send(client, contract, "correct/let", **chosen, was_invited="unknown", **WHY)
        assert answer.status_code == 302
        contract.refresh_from_db()
        assert contract.framework == framework
        assert f"Framework: {framework.reference}" in told(client, contract)

    def test_words_that_were_not_chosen_from_are_asked_about(self, tell, client_as) -> None:
        tell(stories.framework_with_orders, orders=0)
        contract = tell(stories.contract_live)
        answer = send(client_as("morag"), contract, "correct/let", framework="building", was_invited="unknown", **WHY)
        assert answer.status_code == 422
        assert "Choose one of those found for “building”" in answer.content.decode()

    def test_a_framework_of_another_authority_is_not_found(self, tell, client_as) -> None:
        framework = tell(stories.framework_with_orders, orders=0)
        theirs = stories.contract_live(authority=tell.cast.wdc, by=tell.cast.actor("harriet"), at=tell.at)
        page = send(client_as("harriet"), theirs, "correct/let", framework=framework.reference, find="framework")
        assert framework.title not in page.content.decode()

    def test_a_cpv_code_is_found_by_words_and_any_eight_digits_are_taken(self, tell, client_as) -> None:
        contract, client = tell(stories.contract_live), client_as("morag")
        page = send(client, contract, "correct/about", main_cpv="horticultural", find="main_cpv").content.decode()
        assert "77300000 Horticultural services" in page
        facts = {"title": "Grounds", "agreement_kind": ContractKind.CONTRACT, "cpvs": "77310000-6\n77340000"}
        answer = send(client, contract, "correct/about", **facts, main_cpv="77314100", **WHY)
        assert answer.status_code == 302
        contract.refresh_from_db()
        assert (contract.main_cpv, contract.cpvs) == ("77314100", ["77310000", "77340000"])

    def test_a_category_is_one_of_the_authoritys_own(self, tell, client_as) -> None:
        contract, client = tell(stories.contract_live), client_as("morag")
        facts = {"title": "Grounds", "agreement_kind": "contract", "category": "Environment and grounds"}
        assert send(client, contract, "correct/about", **facts, **WHY).status_code == 302
        assert send(client, contract, "correct/about", **{**facts, "category": "Mine"}, **WHY).status_code == 422


class TestCorrecting:
    def test_the_timeline_says_what_it_was_and_what_it_is(self, tell, client_as) -> None:
        # The lead mends a slip in a contract in force; others need the approval of an extension.
        contract, client = tell(stories.contract_live), client_as("morag")
        typed = {"value_ex_vat": "£950,000", "what": "mistyped", "_version": contract.version, **WHY}
        assert send(client, contract, "correct/value", **typed).status_code == 302
        page = told(client, contract)
        assert "Value over its life, ex VAT: £950,000, was £900,000" in page and WHY["reason"] in page

    def test_the_timeline_says_it_of_what_was_approved_too_and_nothing_of_what_was_refused(
        self, tell, client_as
    ) -> None:
        contract, client, by = tell(stories.contract_live), client_as("aisha"), tell.cast.actor("aisha")
        said = "Value over its life, ex VAT: £950,000, was £900,000"
        typed = {"value_ex_vat": "£950,000", "_version": contract.version, **WHY}
        assert send(client, contract, "correct/value", **typed).status_code == 422
        assert said not in told(client, contract)
        terms = {name: getattr(contract, name) for name in rules.MOVED}
        terms |= {"value_ex_vat": Decimal(950_000), "what": "mistyped"}
        approvers = [tell.cast.actor("morag"), tell.cast.actor("helen")]
        stories.approved(acts.CORRECT_TERMS, contract, by=by, at=tell.at, approvers=approvers, terms=terms)
        services.correct_terms(contract, terms=terms, by=by, at=tell.at, **WHY)
        page = told(client, contract)
        assert said in page and WHY["reason"] in page

    def test_a_wrong_day_of_signing_is_put_right(self, tell, client_as) -> None:
        contract, client = tell(stories.contract_live), client_as("aisha")
        dates = {"starts_on": contract.starts_on, "ends_on": contract.ends_on, "signed_on": "2026-11-02"}
        assert send(client, contract, "correct/dates", **dates, **WHY).status_code == 302
        contract.refresh_from_db()
        assert contract.signed_on == date(2026, 11, 2)

    def test_a_draft_offers_no_day_of_signing_to_correct(self, tell, client_as) -> None:
        contract = tell(stories.contract_draft)
        page = client_as("morag").get(f"{contract.get_absolute_url()}correct/dates/").content.decode()
        assert "Start date" in page and "Date of signing" not in page


class TestAdding:
    def test_an_order_under_a_framework_with_two_suppliers(self, tell, client_as) -> None:
        framework = tell(stories.framework_with_orders, orders=0)
        typed = {
            "title": "Roof repairs", "agreement_kind": "call_off", "framework": framework.reference, "rows": "0,1",
            "supplier~0": "Roofers Ltd", "supplier~1": "Slaters Ltd", "value_ex_vat": "12,000", "reference": "roof-7",
        }  # fmt: skip
        assert client_as("morag").post("/contracts/new/", typed).status_code == 302
        contract = Contract.objects.get(reference="ROOF-7")
        assert (contract.framework, contract.supplier_name) == (framework, "Roofers Ltd and Slaters Ltd")
        assert contract.value_ex_vat == Decimal(12_000)

    def test_a_reference_that_is_taken_is_refused_and_nothing_is_lost(self, tell, client_as) -> None:
        tell(stories.contract_live, reference="HW-2024-17")
        typed = {"title": "Roof repairs", "agreement_kind": "contract", "rows": "0", "reference": "hw-2024-17"}
        page = client_as("morag").post("/contracts/new/", typed).content.decode()
        assert f"{tell.cast.eca.name} has a contract HW-2024-17 already." in page and "Roof repairs" in page
        assert Contract.objects.count() == 1

    def test_a_reference_of_another_authority_is_free_and_nothing_is_said_of_theirs(self, tell, client_as) -> None:
        theirs = stories.contract_live(
            authority=tell.cast.wdc, by=tell.cast.actor("harriet"), at=tell.at, reference="HW-2024-17"
        )
        typed = {"title": "Roof repairs", "agreement_kind": "contract", "rows": "0", "reference": "HW-2024-17"}
        answer = client_as("morag").post("/contracts/new/", typed)
        ours = Contract.objects.get(title="Roof repairs")
        assert answer.status_code == 302 and ours.reference == theirs.reference and ours.address == "HW-2024-17.ECA"
        for client, own, other in (("morag", ours, theirs), ("harriet", theirs, ours)):
            assert client_as(client).get(other.get_absolute_url()).status_code == 404
            for address in (own.get_absolute_url(), f"/contracts/{own.reference}/"):
                assert own.title in client_as(client).get(address).content.decode()

    def test_one_that_is_shared_under_the_same_reference_has_an_address_of_its_own(self, tell, client_as) -> None:
        theirs = stories.contract_live(
            authority=tell.cast.wdc, by=tell.cast.actor("harriet"), at=tell.at, reference="HW-1", title="Theirs"
        )
        ours = tell(stories.contract_live, reference="HW-1", title="Ours")
        terms = [services.PartnerTerms(tell.cast.eca)]
        services.set_partners(theirs, partners=terms, reason="Joint", by=tell.cast.actor("harriet"), at=tell.at)
        client = client_as("morag")
        assert "Theirs" in client.get(theirs.get_absolute_url()).content.decode()
        assert "Ours" in client.get(ours.get_absolute_url()).content.decode()
        assert "Ours" in client.get("/contracts/HW-1/").content.decode()

    def test_a_framework_asks_for_the_kind_that_goes_with_it(self, tell, client_as) -> None:
        framework = tell(stories.framework_with_orders, orders=0)
        typed = {"title": "Roofs", "agreement_kind": "contract", "framework": framework.reference, "rows": "0"}
        assert "Select order under a framework" in client_as("morag").post("/contracts/new/", typed).content.decode()


class TestAsking:
    def test_a_record_is_asked_about_from_the_day_it_came(self, tell) -> None:
        old = {"starts_on": date(2022, 1, 1), "ends_on": date(2028, 1, 1)}
        contract = tell(stories.contract_live, **old)
        assert contract.facts().asked_from == tell.at.date() == contract.recorded_on
