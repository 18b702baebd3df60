"""A contract that the record called over by mistake goes back in force; nothing else revives one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hub.contract import acts, services
from hub.contract.models import Contract
from hub.contract.terms import State
from hub.contract.tests import stories
from hub.contract.tests.test_importing import counted
from hub.platform.acts import NotHeld, Refused, WrongState
from hub.platform.clock import london
from hub.platform.events.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def put_back(tell: Any) -> Any:
    """Put a contract back in force for another year, by the lead unless told."""

    def do(contract: Contract, by: str = "morag", **said: Any) -> Contract:
        terms = {"ends_on": london(tell.at).date() + timedelta(days=365), "has_no_end": False} | said
        return services.put_back(contract, reason="The end was mistyped", by=tell.cast.actor(by), at=tell.at, **terms)

    return do


class TestWhoAndWhat:
    def test_the_lead_puts_back_what_ran_out_by_a_wrong_date(self, tell: Any, put_back: Any) -> None:
        contract = put_back(tell(stories.contract_expired))
        contract.refresh_from_db()
        assert (contract.status, contract.ends_on) == (State.LIVE, london(tell.at).date() + timedelta(days=365))
        event = Event.objects.filter(verb=acts.PUT_BACK.name).get()
        assert event.detail_row.data["note"] == "The end was mistyped"

    def test_nobody_else_does(self, tell: Any, put_back: Any) -> None:
        contract = tell(stories.contract_expired)
        with pytest.raises(NotHeld):
            put_back(contract, by="aisha")

    def test_not_to_their_own_contract(self, tell: Any, put_back: Any) -> None:
        contract = tell(stories.contract_expired, manager=tell.cast.morag)
        with pytest.raises(Refused, match="another procurement lead"):
            put_back(contract)

    def test_what_runs_is_not_over(self, tell: Any, put_back: Any) -> None:
        with pytest.raises(WrongState):
            put_back(tell(stories.contract_live))

    def test_an_approved_end_stands(self, tell: Any, put_back: Any) -> None:
        with pytest.raises(Refused, match="ended early with an approval"):
            put_back(tell(stories.contract_ended))

    def test_what_a_list_called_over_goes_back(self, tell: Any, put_back: Any) -> None:
        contract = tell(stories.contract_live)
        Contract.objects.filter(pk=contract.pk).update(status=State.ENDED, ended_on=date(2026, 10, 1))
        contract.refresh_from_db()
        put_back(contract)
        contract.refresh_from_db()
        assert (contract.status, contract.ended_on) == (State.LIVE, None)

    @pytest.mark.parametrize(
        ("said", "match"),
        [
            ({"ends_on": date(2026, 1, 31)}, "today or later"),
            ({"ends_on": None}, "Enter the end date"),
            ({"has_no_end": True}, "not both"),
        ],
    )
    def test_the_end_is_still_to_come(self, tell: Any, put_back: Any, said: dict[str, Any], match: str) -> None:
        contract = tell(stories.contract_expired)
        with pytest.raises(Refused, match=match):
            put_back(contract, **said)
        contract.refresh_from_db()
        assert contract.status == State.EXPIRED


class TestThePage:
    def test_the_way_leads_from_the_refused_correction_to_the_contract_in_force(
        self, tell: Any, client_as: Any
    ) -> None:
        contract, client = tell(stories.contract_expired), client_as("morag")
        here = contract.get_absolute_url()
        later = {"ends_on-day": "31", "ends_on-month": "3", "ends_on-year": "2029"}
        typed = {**later, "reason": "Mistyped", "version": contract.version, "_version": contract.version}
        signed = {f"signed_on-{part}": str(getattr(contract.signed_on, part)) for part in ("day", "month", "year")}
        page = client.post(f"{here}correct/dates/", typed | signed).content.decode()
        assert "puts it back in force" in page
        assert f"{here}put-back/" in client.get(f"{here}actions/").content.decode()
        wrong = client.post(f"{here}put-back/", {**typed, "ends_on-year": "2020"})
        assert wrong.status_code == 422 and "today or later" in wrong.content.decode()
        nothing = client.post(f"{here}put-back/", {"version": contract.version}).content.decode()
        assert "Enter the end date that the contract has" in nothing and "Enter why it never ended" in nothing
        assert client.post(f"{here}put-back/", typed).status_code == 302
        contract.refresh_from_db()
        assert (contract.status, contract.ends_on) == (State.LIVE, date(2029, 3, 31))


class TestByAList:
    HEADINGS = "Reference,Contract title,Supplier,End date\n"

    def test_the_manager_revives_nothing(self, tell: Any, load: Any, listed: Any) -> None:
        contract = tell(stories.contract_expired)
        text = self.HEADINGS + f"{contract.reference},{contract.title},Meridian FM plc,31/03/2029\n"
        _, [entry] = load(listed(text), "--by", tell.cast.aisha.email)
        assert counted(entry) == {"rejected": 1, "skipped": 1}
        assert "puts it back in force" in entry["rejects"][0]["reason"]
        contract.refresh_from_db()
        assert contract.status == State.EXPIRED

    def test_the_lead_does(self, tell: Any, load: Any, listed: Any) -> None:
        contract = tell(stories.contract_expired)
        text = self.HEADINGS + f"{contract.reference},{contract.title},Meridian FM plc,31/03/2029\n"
        _, [entry] = load(listed(text), "--by", tell.cast.morag.email)
        assert counted(entry) == {"updated": 1, "skipped": 1}
        contract.refresh_from_db()
        assert contract.status == State.LIVE
