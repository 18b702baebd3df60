"""What contracts declare to the shared mechanisms: deadlines, indicators, hand-over, what may be shown."""

import re
from datetime import date
from html import unescape

import pytest

from hub.contract import portal, selectors, services
from hub.contract.models import Contract
from hub.contract.terms import State
from hub.contract.tests import stories
from hub.platform.deadlines import selectors as deadlines
from hub.platform.identity import handover
from hub.platform.indicators import get_indicator
from hub.supplier import services as supplier_services

pytestmark = pytest.mark.django_db


def due(contract: Contract) -> dict[str, date]:
    return {row.name: row.due_on for row in deadlines.due_for(contract)}


class TestDeadlines:
    def test_a_contract_with_an_option_asks_for_the_decision_by_the_last_safe_start(self, tell) -> None:
        found = due(tell(stories.contract_ending_soon))
        assert found["contract.decide_extension"] == date(2026, 12, 30)
        assert found["contract.expire"] == date(2027, 8, 25)
        assert "contract.start_next" not in found

    def test_without_an_option_it_asks_to_start_the_next_competition(self, tell) -> None:
        contract = tell(stories.contract_ending_soon)
        for _ in range(2):
            services.decline_extension(contract, reason="x", by=tell.cast.actor("aisha"), at=tell.at)
        assert due(contract)["contract.start_next"] == date(2026, 12, 30)

    def test_a_contract_that_is_over_has_none(self, tell) -> None:
        assert due(tell(stories.contract_expired)) == {}
        assert due(tell(stories.contract_ended)) == {}

    def test_gaps_and_notice_are_deadlines_too(self, tell) -> None:
        found = due(tell(stories.contract_ending_soon, manager=None, notice_period_days=90))
        assert {"contract.name_manager", "contract.give_notice"} <= set(found)
        assert found["contract.give_notice"] == date(2027, 5, 27)


class TestIndicators:
    def read(self, tell, key: str) -> tuple[int, int]:
        reading = get_indicator(key).measure([tell.cast.eca.pk], tell.at)
        return int(reading.numerator), int(reading.denominator)

    def test_complete_counts_contracts_in_force_with_every_fact(self, tell) -> None:
        tell(stories.contract_live)
        tell(stories.contract_suspended, department="")
        tell(stories.contract_expired)
        assert self.read(tell, "MC-1.complete") == (1, 2)

    def test_named_wants_a_manager_and_a_confirmation_this_year(self, tell) -> None:
        kept = tell(stories.contract_live)
        tell(stories.contract_live)
        tell(stories.contract_live, value_ex_vat=25_000)
        services.confirm(kept, by=tell.cast.actor("aisha"), at=tell.at)
        assert self.read(tell, "MC-1.named") == (1, 2)

    def test_others_say_nothing_where_nothing_is_measured(self, tell) -> None:
        assert self.read(tell, "MC-1.acted") == (0, 0)
        assert self.read(tell, "DT-2.online") == (0, 0)
        assert get_indicator("DT-2.online").measure([tell.cast.eca.pk], tell.at).share is None


class TestHandingOver:
    def test_moves_what_a_leaver_manages(self, tell) -> None:
        contract = tell(stories.contract_live)
        tell(stories.contract_expired)
        in_hand = {holding.kind: list(records) for holding, records in handover.in_hand(tell.cast.aisha)}
        assert in_hand == {"contract.manager": [contract]}

    def test_what_somebody_answers_for_is_a_number_that_leads_to_it(self, tell, client_as) -> None:
        contract, over = tell(stories.contract_live), tell(stories.contract_expired, title="Old salt")
        page = client_as("sam").get(f"/people/{tell.cast.aisha.pk}/").content.decode()
        [(href, count)] = re.findall(r'Contracts managed: <a href="([^"]+)">(\d+)</a>', page)
        found = client_as("sam").get(unescape(href)).content.decode()
        assert count == "1" and contract.title in found and over.title not in found
        handover.hand_over(
            tell.cast.aisha,
            successors={"contract.manager": tell.cast.priya},
            by=tell.cast.actor("sam"),
            at=tell.at,
        )
        contract.refresh_from_db()
        assert contract.manager == tell.cast.priya


class TestPublicFacts:
    def test_name_no_person_and_show_the_standing_supplier(self, tell) -> None:
        contract, by = tell(stories.contract_live), tell.cast.actor("morag")
        old = contract.parties.get().supplier
        new = supplier_services.add(name="Meridian Group plc", by=by, at=tell.at)
        supplier_services.merge(old, into=new, reason="x", by=by, at=tell.at)
        (facts,) = selectors.public_facts_of([contract.pk])
        assert [each.name for each in facts.suppliers] == ["Meridian Group plc"]
        assert ("GB-COH", "04455667") in facts.suppliers[0].identifiers
        assert "Aisha" not in repr(facts) and "Ruth" not in repr(facts)

    @pytest.mark.parametrize(
        ("story", "shown"),
        [(stories.contract_draft, False), (stories.contract_live, True), (stories.contract_ended, True)],
    )
    def test_a_draft_may_not_be_shown(self, tell, story, shown: bool) -> None:
        assert selectors.public_facts(tell(story)).may_be_shown is shown


class TestPortal:
    def test_a_suppliers_people_see_their_own_contracts_and_no_draft(self, tell) -> None:
        contract = tell(stories.contract_live)
        tell(stories.contract_draft)
        supplier = contract.parties.get().supplier
        admin = tell.cast.actor("sam")
        supplier_services.link_party(supplier, party=tell.cast.meridian, by=admin, at=tell.at)
        assert [own.reference for own in portal.own_contracts(tell.cast.actor("raj"))] == [contract.reference]
        assert portal.own_contracts(tell.cast.actor("bartosz")) == []
        assert State.LIVE.label == portal.own_contracts(tell.cast.actor("raj"))[0].status
