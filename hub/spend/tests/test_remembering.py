"""Figures are remembered through events that change none of them, and worked out anew after every one that may."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hub.contract import services as contracts
from hub.contract.models import Contract, ContractSupplier
from hub.contract.tests import stories
from hub.spend.models import Payee
from hub.spend.selectors import overview, remembering
from hub.spend.services import payees
from hub.spend.services.jobs import recount
from hub.spend.terms import Footing

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract(tell) -> Contract:
    """A live contract that runs in the first half of 2026."""
    return tell(stories.contract_live, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))


@pytest.fixture
def paid(ledgers, contract):
    """Its supplier and a firm that nobody knows were paid."""
    name = contract.parties.first().supplier.name
    ledgers.load("a.csv", [(name, "05/03/2026", "T1", "100.00"), ("Trading Name Ltd", "05/03/2026", "T2", "7.00")])
    remembering.forget()
    assert on_contract(ledgers) == Decimal(100)
    return ledgers


@pytest.fixture
def worked(monkeypatch) -> list[int]:
    """Note each time that the footings are worked out."""
    times: list[int] = []
    work = overview._footings
    monkeypatch.setattr(overview, "_footings", lambda authority: times.append(authority) or work(authority))
    return times


def on_contract(ledgers) -> Decimal:
    """Give what was spent on contract, as the page does."""
    return overview.by_footing(ledgers.authority.pk)[Footing.ON].amount


def confirm(contract: Contract, ledgers, cast) -> None:
    """Let something happen to a contract that changes nothing of it."""
    contract.refresh_from_db()
    contracts.confirm(contract, by=cast.actor("aisha"), at=ledgers.at)


def test_an_event_that_changes_no_contract_is_no_reason_to_work_again(paid, contract, cast, worked):
    confirm(contract, paid, cast)
    assert (on_contract(paid), worked) == (Decimal(100), [])


@pytest.mark.parametrize("changed", [{"ends_on": date(2026, 2, 1)}, {"starts_on": date(2026, 4, 1)}])
def test_other_months_of_a_contract_count_at_once(paid, contract, cast, worked, changed):
    Contract.objects.filter(pk=contract.pk).update(**changed)
    confirm(contract, paid, cast)
    assert (on_contract(paid), len(worked)) == (Decimal(0), 1)


def test_other_suppliers_of_a_contract_count_at_once(paid, contract, cast, worked):
    ContractSupplier.objects.filter(contract=contract).delete()
    confirm(contract, paid, cast)
    assert (on_contract(paid), len(worked)) == (Decimal(0), 1)


def test_a_new_contract_counts_at_once(paid, contract, tell, worked):
    tell(stories.contract_live, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    on_contract(paid)
    assert len(worked) == 1


def test_a_match_and_a_load_count_at_once(paid, contract):
    firm = contract.parties.first().supplier
    payees.match(Payee.objects.get(supplier=None), supplier=firm, reason="", by=paid.by, at=paid.at)
    assert on_contract(paid) == Decimal(107)
    paid.load("b.csv", [(firm.name, "06/03/2026", "T3", "3.00")])
    assert on_contract(paid) == Decimal(110)


def test_matching_again_without_an_event_counts_at_once_in_every_process(paid, contract):
    firm = contract.parties.first().supplier
    Payee.objects.filter(supplier=None).update(supplier=firm)
    assert on_contract(paid) == Decimal(100)
    recount()
    assert on_contract(paid) == Decimal(107)
