"""The register of contracts: what every register promises, and this one's views."""

import pytest

from hub.contract import services
from hub.contract.register import ContractRegister
from hub.contract.tests import stories
from hub.platform.registers.testing import RegisterContract

pytestmark = pytest.mark.django_db


class TestContractRegister(RegisterContract):
    register = ContractRegister
    address = "/contracts/"
    reader = "naomi"
    stranger = "jo"

    @pytest.fixture
    def rows(self, tell):
        return [
            tell(stories.contract_live, title="Bridge inspections"),
            tell(stories.contract_ending_soon),
            tell(stories.contract_suspended, title="Tram depot energy"),
        ]


class TestViews:
    def titles(self, client, query: str) -> str:
        return client.get(f"/contracts/?{query}").content.decode()

    def test_show_my_contracts_those_ending_and_those_without_manager(self, tell, client_as) -> None:
        tell(stories.contract_live, title="Bridge inspections", manager=None)
        ending = tell(stories.contract_ending_soon)
        client = client_as("aisha")
        for view, seen in (("mine", "Grounds maintenance"), ("ending", "Grounds"), ("unmanaged", "Bridge inspections")):
            page = self.titles(client, f"view={view}")
            assert "1 contract" in page and seen in page
        assert ending.reference in self.titles(client, f"supplier={ending.parties.get().supplier_id}")

    def test_a_column_says_what_each_contract_needs(self, tell, client_as) -> None:
        tell(stories.contract_suspended)
        tell(stories.contract_live, manager=None)
        page = self.titles(client_as("morag"), "")
        assert ">Suspended</span>" in page and ">Gap</span>" in page

    def test_a_withdrawn_entry_is_not_listed(self, tell, client_as) -> None:
        contract = tell(stories.contract_live)
        by = tell.cast.actor("morag")
        services.withdraw(contract, ground="duplicate", reason="x", by=by, at=tell.at)
        assert contract.reference not in self.titles(client_as("morag"), "")
