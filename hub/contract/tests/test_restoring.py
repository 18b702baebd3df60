"""An entry withdrawn by mistake goes back on the register, to where it stood."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from hub.contract import acts, selectors, services
from hub.contract.models import Contract, Withdrawal
from hub.contract.terms import State, WithdrawalGround
from hub.contract.tests import stories
from hub.platform.acts import NotHeld, Refused, WrongState
from hub.platform.deadlines import runner
from hub.platform.deadlines.models import Alert
from hub.platform.deadlines.terms import LIVE
from hub.platform.events.models import Event
from hub.platform.search.search import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def withdraw(tell: Any) -> Any:
    """Withdraw an entry as entered twice."""

    def do(contract: Contract) -> Contract:
        by = tell.cast.actor("morag")
        return services.withdraw(contract, ground=WithdrawalGround.DUPLICATE, reason="Twice", by=by, at=tell.at)

    return do


@pytest.fixture
def restore(tell: Any) -> Any:
    """Put an entry back, by the lead unless told."""

    def do(contract: Contract, by: str = "morag", at: Any = None) -> Contract:
        return services.restore(contract, reason="It was the only one", by=tell.cast.actor(by), at=at or tell.at)

    return do


class TestWhereItGoes:
    @pytest.mark.parametrize(
        ("story", "stood"),
        [
            (stories.contract_draft, State.DRAFT),
            (stories.contract_live, State.LIVE),
            (stories.contract_suspended, State.SUSPENDED),
            (stories.contract_expired, State.EXPIRED),
            (stories.contract_ended, State.ENDED),
        ],
    )
    @pytest.mark.parametrize("is_old", [False, True], ids=["remembered", "worked out"])
    def test_it_stands_where_it_stood(
        self, tell: Any, withdraw: Any, restore: Any, story: Any, stood: State, is_old: bool
    ) -> None:
        contract = withdraw(tell(story))
        if is_old:
            Withdrawal.objects.update(stood="")
        restore(contract)
        contract.refresh_from_db()
        assert contract.status == stood
        assert selectors.contracts(tell.cast.actor("morag")).get() == contract
        assert search(contract.title, actor=tell.cast.actor("morag")).total == 1

    def test_one_event_says_why_and_the_withdrawal_says_that_it_is_undone(
        self, tell: Any, withdraw: Any, restore: Any
    ) -> None:
        contract = withdraw(tell(stories.contract_live))
        before = Event.objects.count()
        restore(contract)
        [event] = Event.objects.filter(number__gt=before, verb__startswith="contract.")
        assert (event.verb, event.detail_row.data["note"]) == (acts.RESTORE.name, "It was the only one")
        undone = contract.withdrawals.get()
        assert (undone.undone_on, undone.undone_reason) == (tell.at.date(), "It was the only one")

    def test_it_is_withdrawn_again_for_another_ground(self, tell: Any, withdraw: Any, restore: Any) -> None:
        contract = restore(withdraw(tell(stories.contract_live)))
        withdraw(contract)
        assert contract.withdrawals.count() == 2
        restore(contract)
        assert contract.status == State.LIVE

    def test_what_ended_meanwhile_expires_by_the_clock(self, tell: Any, withdraw: Any, restore: Any) -> None:
        contract = withdraw(tell(stories.contract_live))
        later = tell.at + timedelta(days=800)
        restore(contract, at=later)
        runner.run_due(at=later)
        contract.refresh_from_db()
        assert contract.status == State.EXPIRED


class TestWhoIsTold:
    def test_the_alerts_that_the_withdrawal_closed_are_back(self, tell: Any, withdraw: Any, restore: Any) -> None:
        contract = tell(stories.contract_ending_soon)
        runner.run_due(at=tell.at)
        told = set(Alert.objects.filter(status__in=LIVE).values_list("person", "deadline"))
        assert told
        withdraw(contract)
        assert not Alert.objects.filter(status__in=LIVE).exists()
        restore(contract)
        runner.run_due(at=tell.at)
        assert set(Alert.objects.filter(status__in=LIVE).values_list("person", "deadline")) == told


class TestRefusals:
    def test_who_may_not_withdraw_may_not_put_back(self, tell: Any, withdraw: Any, restore: Any) -> None:
        with pytest.raises(NotHeld):
            restore(withdraw(tell(stories.contract_live)), by="aisha")

    def test_what_stands_on_the_register_is_not_put_back(self, tell: Any, restore: Any) -> None:
        with pytest.raises(WrongState, match="only while it is withdrawn"):
            restore(tell(stories.contract_live))

    def test_an_order_waits_for_its_framework(self, tell: Any, withdraw: Any, restore: Any) -> None:
        framework = tell(stories.framework_with_orders)
        orders = [withdraw(order) for order in framework.call_offs.all()]
        withdraw(framework)
        with pytest.raises(Refused, match=f"Put {framework.reference} back first"):
            restore(orders[0])
        restore(framework)
        restore(orders[0])
        assert orders[0].status == State.LIVE

    def test_what_a_load_brought_that_was_undone_is_loaded_again(self, tell: Any, withdraw: Any, restore: Any) -> None:
        contract = withdraw(tell(stories.contract_live))
        Withdrawal.objects.update(ground=WithdrawalGround.IMPORT_UNDONE)
        with pytest.raises(Refused, match="Load the list again"):
            restore(contract)


class TestThePage:
    def test_it_says_why_the_entry_went_and_asks_for_a_reason(self, tell: Any, withdraw: Any, client_as: Any) -> None:
        contract, client = withdraw(tell(stories.contract_live)), client_as("priya")
        here = f"{contract.get_absolute_url()}restore/"
        record = client.get(contract.get_absolute_url()).content.decode()
        assert "Withdrawn on 23 November 2026: it is entered twice" in record and f'href="{here}"' in record
        assert here in client.get(f"{contract.get_absolute_url()}actions/").content.decode()
        page = client.get(here).content.decode()
        assert "it is entered twice" in page and "“Twice”" in page and "where it stood: live" in page
        assert client.post(here, {"reason": "", "version": contract.version}).status_code == 422
        said = {"reason": "It was the only one", "version": contract.version}
        assert client.post(here, said).status_code == 302
        contract.refresh_from_db()
        assert contract.status == State.LIVE
        # The button pressed twice, and the page once it is done.
        again = client.post(here, said)
        assert again.status_code == 422 and "This can be done only while it is withdrawn." in again.content.decode()
        assert "This can be done only while it is withdrawn." in client.get(here).content.decode()

    def test_before_it_goes_the_page_says_what_stays(self, tell: Any, client_as: Any) -> None:
        contract, client = tell(stories.contract_live), client_as("priya")
        page = client.get(f"{contract.get_absolute_url()}withdraw/").content.decode()
        assert "whoever follows it is told so" in page and "Nobody outside reads your reason" in page
        page = client.get(f"{contract.get_absolute_url()}restore/").content.decode()
        assert "<b>Cannot: put this entry back.</b>" in page

    def test_it_is_no_page_of_who_may_not(self, tell: Any, withdraw: Any, client_as: Any) -> None:
        contract = withdraw(tell(stories.contract_live))
        for slug in ("withdraw", "restore"):
            assert client_as("aisha").get(f"{contract.get_absolute_url()}{slug}/").status_code == 404
