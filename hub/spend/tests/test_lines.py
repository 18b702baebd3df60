"""Somebody says which contract a line belongs to; the figures follow, it is an event, and it can be taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hub.contract.models import Contract
from hub.contract.tests import stories
from hub.platform.act_table import NotHeld, Refused
from hub.platform.events.models import Event
from hub.spend.models import ContractPaid, LineContract, Load
from hub.spend.services import lines as services
from hub.spend.services.standing import settle_contracts
from hub.spend.services.undoing import undo

pytestmark = pytest.mark.django_db
HEADINGS = ("Supplier name", "Payment date", "Transaction number", "Net amount", "Contract reference")


@pytest.fixture
def contract(tell) -> Contract:
    """A live contract that runs in the first half of 2026."""
    return tell(stories.contract_live, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))


@pytest.fixture
def load(ledgers, contract) -> Load:
    """A file of three payments: under the contract, naming it, and to somebody else."""
    firm = contract.parties.first().supplier
    rows = [
        (firm.name, "05/03/2026", "T1", "100.00", ""),
        (firm.name, "06/03/2026", "T2", "20.00", contract.reference),
        ("Somebody Else Ltd", "07/03/2026", "T3", "3.00", ""),
    ]
    return ledgers.load("march.csv", rows, HEADINGS).load


def paid(ledgers) -> Decimal:
    """Give what is counted under the contract."""
    settle_contracts(ledgers.authority, at=ledgers.at)
    return sum((one.amount for one in ContractPaid.objects.all()), Decimal(0))


def heading(client, contract: Contract) -> str:
    """Give the page of the contract's lines."""
    return client.get(f"/spend/lines/?contract={contract.reference}").content.decode()


class TestSaying:
    def say(self, ledgers, load, row: int, contract: Contract | None, **who):
        """Say which contract a line belongs to."""
        told = {"by": ledgers.by, "at": ledgers.at, "reason": "As the invoice says"} | who
        return services.assign(load, row, contract=contract, **told)

    def test_a_line_moves_to_the_contract_at_once_and_alone(self, ledgers, load, contract, client_as):
        assert paid(ledgers) == Decimal("120.00")
        self.say(ledgers, load, 4, contract)
        helen = client_as("helen")
        page = heading(helen, contract)
        assert "3 lines, £123.00" in page and page.count('data-label="Amount"') == 3
        assert paid(ledgers) == Decimal("123.00") and "3 lines, £123.00" in heading(helen, contract)
        assert Event.objects.filter(verb="spend.line.assign").count() == 1

    @pytest.mark.parametrize(("row", "left"), [(2, "20.00"), (3, "100.00")])
    def test_a_line_can_belong_to_none_even_if_it_names_one(self, ledgers, load, contract, client_as, row, left):
        self.say(ledgers, load, row, None)
        assert paid(ledgers) == Decimal(left) and f"1 line, £{left}" in heading(client_as("helen"), contract)

    def test_taken_back_it_belongs_where_it_would_by_itself(self, ledgers, load, contract):
        said = self.say(ledgers, load, 3, None)
        services.release(said, reason="A slip", by=ledgers.by, at=ledgers.at)
        assert paid(ledgers) == Decimal("120.00")
        with pytest.raises(Refused, match="taken back already"):
            services.release(said, reason="Again", by=ledgers.by, at=ledgers.at)

    def test_it_is_said_again_on_the_same_record(self, ledgers, load, contract):
        self.say(ledgers, load, 4, None)
        self.say(ledgers, load, 4, contract)
        assert LineContract.objects.get().contract == contract and paid(ledgers) == Decimal("123.00")

    def test_it_stays_when_the_file_is_undone_and_loaded_again(self, ledgers, load, contract):
        self.say(ledgers, load, 4, contract)
        undo(load, reason="Too early", by=ledgers.by, at=ledgers.at)
        assert paid(ledgers) == 0
        ledgers.load_file(ledgers.of(ledgers.folder / "march.csv"))
        assert paid(ledgers) == Decimal("123.00")

    def test_what_binds_nobody_or_is_not_ours_is_refused(self, ledgers, load, contract, cast):
        with pytest.raises(Refused, match="no line in row 99"):
            self.say(ledgers, load, 99, contract)
        Contract.objects.filter(pk=contract.pk).update(authority=cast.wdc)
        contract.refresh_from_db()
        with pytest.raises(Refused, match="not a contract of"):
            self.say(ledgers, load, 4, contract)
        with pytest.raises(NotHeld):
            self.say(ledgers, load, 4, None, by=cast.actor("tom"))


class TestOnTheScreen:
    def test_from_the_lines_page_by_keyboard(self, ledgers, load, contract, client_as):
        helen, address = client_as("helen"), f"/spend/lines/{load.pk}/4/"
        page = helen.get(address).content.decode()
        assert "Why no contract" in page and f"{address}assign/" in page
        form = helen.get(f"{address}assign/").content.decode()
        assert form.count(" autofocus") == 1
        told = {"contract": "another", "named": contract.reference, "reason": "The invoice", "version": ""}
        assert helen.post(f"{address}assign/", told).headers["Location"] == address
        page = helen.get(address).content.decode()
        assert contract.title in page and "Somebody said so: The invoice" in page
        assert "3 lines, £123.00" in heading(helen, contract)
        told = {"reason": "A slip", "version": LineContract.objects.get().version}
        assert helen.post(f"{address}release/", told).status_code == 302
        assert "Why no contract" in helen.get(address).content.decode()

    def test_a_contract_that_is_not_there_is_told_and_nothing_is_lost(self, ledgers, load, client_as):
        told = {"contract": "another", "named": "CON-1999-0001", "reason": "The invoice"}
        answer = client_as("helen").post(f"/spend/lines/{load.pk}/4/assign/", told)
        assert answer.status_code == 422 and "The invoice" in answer.content.decode()

    def test_the_contracts_of_its_supplier_are_offered(self, ledgers, load, contract, client_as):
        assert contract.title in client_as("helen").get(f"/spend/lines/{load.pk}/2/assign/").content.decode()

    @pytest.mark.parametrize(("who", "where"), [("tom", "4"), ("harriet", "4"), ("helen", "99")])
    def test_it_is_missing_for_who_may_not_and_where_there_is_none(self, ledgers, load, client_as, who, where):
        assert client_as(who).get(f"/spend/lines/{load.pk}/{where}/assign/").status_code == 404

    def test_why_a_line_has_its_contract_is_said(self, ledgers, load, contract, client_as):
        helen = client_as("helen")
        assert "only contract of its supplier" in helen.get(f"/spend/lines/{load.pk}/2/").content.decode()
        assert "names the contract" in helen.get(f"/spend/lines/{load.pk}/3/").content.decode()
