"""A mistyped reference is put right; the old one still finds the contract, and the address stays."""

from __future__ import annotations

from typing import Any

import pytest

from hub.contract import acts, selectors, services
from hub.contract.models import Contract
from hub.contract.tests import stories
from hub.contract.tests.test_importing import counted
from hub.platform.acts import NotHeld, Refused
from hub.platform.events.models import Event
from hub.platform.search.search import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(tell: Any) -> Any:
    """Tell of a contract under a reference that somebody typed."""
    return lambda reference, **facts: tell(stories.contract_live, reference=reference, **facts)


@pytest.fixture
def correct(tell: Any) -> Any:
    """Correct a reference, by the lead unless told."""

    def do(contract: Contract, reference: str, by: str = "morag") -> Contract:
        actor = tell.cast.actor(by)
        return services.correct_reference(contract, reference=reference, reason="Mistyped", by=actor, at=tell.at)

    return do


class TestWhatFollows:
    def test_both_find_it_and_the_address_stays(self, tell: Any, typed: Any, correct: Any) -> None:
        contract, morag = typed("HW-2024-71"), tell.cast.actor("morag")
        correct(contract, "HW-2024-17", by="aisha")
        contract.refresh_from_db()
        assert (contract.reference, contract.address) == ("HW-2024-17", "HW-2024-71.ECA")
        for called in ("HW-2024-17", "HW-2024-71", "HW-2024-71.ECA"):
            assert selectors.get(called, morag) == contract
            assert [hit.url for hit in search(called, actor=morag).hits] == ["/contracts/HW-2024-71.ECA/"]

    def test_one_event_says_what_it_was_and_why(self, typed: Any, correct: Any) -> None:
        contract = typed("HW-2024-71")
        before = Event.objects.count()
        correct(contract, "HW-2024-17")
        [event] = Event.objects.filter(number__gt=before, verb__startswith="contract.")
        assert event.verb == acts.CORRECT_REFERENCE.name
        assert event.detail_row.data["changes"]["reference"] == ["HW-2024-71", "HW-2024-17"]
        assert event.detail_row.data["note"] == "Mistyped"

    def test_another_contract_may_be_called_what_this_one_was(self, tell: Any, typed: Any, correct: Any) -> None:
        first = correct(typed("HW-2024-71"), "HW-2024-17")
        second = typed("HW-2024-71", title="The other one")
        assert second.address == "HW-2024-71.ECA.2"
        morag = tell.cast.actor("morag")
        # Who bears it comes before who bore it; an address means the one that had it first.
        assert selectors.get("HW-2024-71", morag) == second
        assert selectors.get("HW-2024-71.ECA", morag) == first

    def test_the_hub_gives_no_number_whose_address_is_in_use(self, tell: Any, typed: Any, correct: Any) -> None:
        first = tell(stories.contract_live)
        year, number = first.reference.split("-")[-2:]
        correct(typed(f"CON-{year}-{int(number) + 1:04d}"), "HW-1")
        assert tell(stories.contract_live).reference == f"CON-{year}-{int(number) + 2:04d}"

    def test_an_old_list_still_means_it(self, tell: Any, typed: Any, correct: Any, load: Any, listed: Any) -> None:
        contract = correct(typed("HW-2024-71"), "HW-2024-17")
        text = f"Reference,Contract title,Supplier\nHW-2024-71,{contract.title},Meridian FM plc\n"
        _, [entry] = load(listed(text), "--by", tell.cast.morag.email)
        assert "accepted" not in counted(entry)
        assert Contract.objects.count() == 1


class TestRefusals:
    def test_one_that_another_contract_bears(self, typed: Any, correct: Any) -> None:
        typed("HW-2024-17", title="The other one")
        contract = typed("HW-2024-71")
        with pytest.raises(Refused, match="has a contract HW-2024-17 already"):
            correct(contract, "HW-2024-17")
        contract.refresh_from_db()
        assert contract.reference == "HW-2024-71" and not contract.referencechanges.exists()

    def test_the_same_again(self, typed: Any, correct: Any) -> None:
        with pytest.raises(Refused, match="Nothing has changed"):
            correct(typed("HW-2024-71"), "HW-2024-71")

    def test_by_who_does_not_answer_for_it(self, tell: Any, typed: Any, correct: Any) -> None:
        with pytest.raises(NotHeld):
            correct(typed("HW-2024-71", manager=tell.cast.ruth), "HW-2024-17", by="aisha")


class TestThePage:
    def test_it_takes_a_reference_and_says_what_is_wrong_with_others(
        self, typed: Any, tell: Any, client_as: Any
    ) -> None:
        contract, client = typed("HW-2024-71"), client_as("priya")
        typed("HW-2024-99", title="The other one")
        here = f"{contract.get_absolute_url()}correct-reference/"
        assert here in client.get(f"{contract.get_absolute_url()}actions/").content.decode()
        for wrong, said in (
            ("", "Enter reference"),
            ("HW 2024/17", "letters, digits and hyphens"),
            ("CON-2026-0001", "The Hub gives references such as"),
            ("hw-2024-99", "has a contract HW-2024-99 already"),
            ("HW-2024-71", "Nothing has changed"),
        ):
            answer = client.post(here, {"reference": wrong, "reason": "x", "version": contract.version})
            assert answer.status_code == 422 and said in answer.content.decode(), wrong
        said = {"reference": "hw-2024-17", "reason": "Mistyped", "version": contract.version}
        assert client.post(here, said).status_code == 302
        assert "HW-2024-17" in client.get(contract.get_absolute_url()).content.decode()

    def test_back_to_the_number_that_the_hub_gave(self, tell: Any, client_as: Any) -> None:
        contract, client = tell(stories.contract_live), client_as("priya")
        here, given = f"{contract.get_absolute_url()}correct-reference/", contract.reference
        for reference in ("HW-2024-17", given):
            contract.refresh_from_db()
            said = {"reference": reference, "reason": "Mistyped", "version": contract.version}
            assert client.post(here, said).status_code == 302
        contract.refresh_from_db()
        assert contract.reference == contract.address == given
