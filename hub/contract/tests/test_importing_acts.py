"""What a list may not do to a contract that the register holds: end, suspend, hand over, or take for another."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hub.contract import acts
from hub.contract import services as services_of_contracts
from hub.contract.models import Contract
from hub.contract.register import ContractRegister
from hub.contract.rules import LISTED
from hub.contract.services import LotTerms
from hub.contract.services.derived import Part
from hub.contract.tests import stories
from hub.contract.tests.test_importing import counted
from hub.contract.tests.test_importing_rubbish import RELEASE
from hub.platform.events.models import Event
from hub.platform.registers.importing import services
from hub.platform.registers.importing.models import ImportBatch, ImportedRow, ImportReject

pytestmark = pytest.mark.django_db

HEADINGS = "Reference,Contract title,Supplier,Status,Date ended,Contract manager,Contract owner\n"


def row(contract: Contract, *, status: str = "", ended: str = "", manager: str = "", owner: str = "") -> str:
    return f"{contract.reference},{contract.title},Meridian FM plc,{status},{ended},{manager},{owner}\n"


@pytest.fixture
def contract(tell: Any, cast: Any) -> Contract:
    """Tell of a contract in force that Aisha manages and nobody owns."""
    return tell(stories.contract_live, title="Grounds maintenance", manager=cast.aisha)


class TestActsThatNoListDoes:
    @pytest.mark.parametrize(
        ("said", "column", "act"),
        [
            ({"status": "Terminated"}, "Status", acts.END),
            ({"status": "Terminated", "ended": "01/10/2026"}, "Status", acts.END),
            ({"status": "On hold"}, "Status", acts.SUSPEND),
            ({"manager": "Morag Sinclair"}, "Contract manager", acts.TRANSFER),
        ],
    )
    def test_are_refused_to_the_manager_and_name_the_act(
        self, contract: Contract, load: Any, listed: Any, cast: Any, said: dict[str, str], column: str, act: Any
    ) -> None:
        said = {name: cast.morag.email if name == "manager" else value for name, value in said.items()}
        _, [entry] = load(listed(HEADINGS + row(contract, **said)), "--by", cast.aisha.email)
        assert counted(entry) == {"rejected": 1, "skipped": 1}
        [reject] = entry["rejects"]
        assert reject["value"] == next(iter(said.values()))
        assert reject["column"] == column
        assert f"“{act.phrase}”" in reject["reason"] and contract.reference in reject["reason"]
        assert not any("becomes" in note for note in entry["notes"])
        stored = Contract.objects.get()
        assert (stored.status, stored.ended_on, stored.manager) == ("live", None, cast.aisha)

    @pytest.mark.parametrize(("status", "becomes"), [("Terminated", "ended"), ("On hold", "suspended")])
    @pytest.mark.parametrize("by", ["morag", ""])
    def test_are_done_by_the_lead_and_by_the_hub(
        self, contract: Contract, load: Any, listed: Any, cast: Any, status: str, becomes: str, by: str
    ) -> None:
        words = ["--by", cast.morag.email] if by else []
        _, [entry] = load(listed(HEADINGS + row(contract, status=status, manager=cast.morag.email)), *words)
        assert counted(entry) == {"updated": 1, "skipped": 1}
        stored = Contract.objects.get()
        assert (stored.status, stored.manager) == (becomes, cast.morag)

    def test_are_refused_to_a_lead_whose_own_contract_it_is(self, tell: Any, load: Any, listed: Any, cast: Any) -> None:
        own = tell(stories.contract_live, title="Grounds maintenance", manager=cast.morag)
        _, [entry] = load(listed(HEADINGS + row(own, status="Terminated")), "--by", cast.morag.email)
        assert counted(entry) == {"rejected": 1, "skipped": 1}

    def test_a_missing_owner_is_filled_in_by_the_manager(
        self, contract: Contract, load: Any, listed: Any, cast: Any
    ) -> None:
        Contract.objects.update(owner=None)
        _, [entry] = load(listed(HEADINGS + row(contract, owner=cast.morag.email)), "--by", cast.aisha.email)
        assert counted(entry) == {"updated": 1, "skipped": 1}
        assert Contract.objects.get().owner == cast.morag

    def test_an_end_that_a_notice_says_is_refused_to_the_manager(
        self, contract: Contract, load: Any, listed: Any, cast: Any
    ) -> None:
        Contract.objects.update(ocid="ocds-b5fd17-a")
        release = {**RELEASE, "tag": ["contractTermination"], "tender": {"id": "1", "title": contract.title}}
        release["contracts"] = [{"id": "1", "awardID": "1", "status": "terminated", "title": contract.title}]
        path = listed(json.dumps({"releases": [release]}), "notice.json")
        load(path, "--by", cast.aisha.email)
        assert (Contract.objects.get().status, Contract.objects.get().ended_on) == ("live", None)
        load(path, "--by", cast.morag.email)
        assert Contract.objects.get().status == "ended"

    def test_each_is_named_as_its_button_is(self) -> None:
        found = {"end": acts.END, "suspend": acts.SUSPEND, "transfer": acts.TRANSFER}
        assert LISTED.keys() == found.keys()
        assert all(f"“{act.phrase}”" in LISTED[name] for name, act in found.items())


TERMS = "Reference,Contract title,Supplier,Value ex VAT,End date"
WHY = "Record wrong or contract changed"


def terms_row(contract: Contract, value: str, ends: str, *more: str) -> str:
    return ",".join((contract.reference, contract.title, "Meridian FM plc", value, ends, *more)) + "\n"


class TestMoreThanTheContractOffers:
    """A list that the lead loads is asked what the pages ask: was the record wrong, or was the contract changed?"""

    @pytest.fixture
    def contract(self, contract: Contract) -> Contract:
        """Give it an end and a value."""
        Contract.objects.update(ends_on=date(2027, 3, 31), latest_end_on=date(2028, 3, 31), value_ex_vat=100_000)
        contract.refresh_from_db()
        return contract

    @pytest.mark.parametrize(
        ("value", "ends", "column", "says"),
        [
            ("120000", "31/03/2027", "Value excluding VAT", "the value ex VAT rises"),
            ("100000", "31/03/2029", "End date", "the end comes after every extension that it offers"),
            ("120000", "31/12/2026", "Value excluding VAT", "the value ex VAT rises"),
        ],
    )
    def test_is_asked_of_the_lead_with_the_column_to_answer_in(
        self, contract: Contract, load: Any, listed: Any, cast: Any, value: str, ends: str, column: str, says: str
    ) -> None:
        _, [entry] = load(listed(f"{TERMS}\n" + terms_row(contract, value, ends)), "--by", cast.morag.email)
        assert counted(entry) == {"rejected": 1, "skipped": 1}
        [reject] = entry["rejects"]
        assert reject["column"] == column and says in reject["reason"]
        assert f"“{WHY}”" in reject["reason"] and contract.reference in reject["reason"]
        assert WHY in ImportReject.objects.get().cells
        assert Contract.objects.get().version == contract.version

    @pytest.mark.parametrize("words", ["Record wrong", "The record was wrong: the contract always said this"])
    def test_goes_in_once_the_list_says_that_the_record_was_wrong(
        self, contract: Contract, load: Any, listed: Any, cast: Any, words: str
    ) -> None:
        text = f"{TERMS},{WHY}\n" + terms_row(contract, "120000", "31/03/2029", words)
        _, [entry] = load(listed(text), "--by", cast.morag.email)
        assert counted(entry) == {"updated": 1, "skipped": 1}
        stored = Contract.objects.get()
        assert (stored.value_ex_vat, stored.ends_on) == (120_000, date(2029, 3, 31))
        event = Event.objects.filter(verb="contract.import_update").latest("number")
        assert {**event.facts, **event.detail_row.data["facts"]}["what"] == "mistyped"
        assert counted(load(listed(text), "--by", cast.morag.email)[1][0]) == {"unchanged": 1, "skipped": 1}

    @pytest.mark.parametrize(
        ("words", "says"), [("Contract changed", "Record it as a change"), ("Perhaps", "“Perhaps” is neither")]
    )
    def test_a_change_of_the_contract_is_recorded_as_one(
        self, contract: Contract, load: Any, listed: Any, cast: Any, words: str, says: str
    ) -> None:
        text = f"{TERMS},{WHY}\n" + terms_row(contract, "120000", "31/03/2027", words)
        _, [entry] = load(listed(text), "--by", cast.morag.email)
        assert counted(entry) == {"rejected": 1, "skipped": 1}
        assert says in entry["rejects"][0]["reason"]
        assert Contract.objects.get().value_ex_vat == 100_000

    def test_is_not_asked_of_what_stays_within_the_offer(
        self, contract: Contract, load: Any, listed: Any, cast: Any
    ) -> None:
        text = f"{TERMS}\n" + terms_row(contract, "90000", "31/03/2028")
        _, [entry] = load(listed(text), "--by", cast.morag.email)
        assert counted(entry) == {"updated": 1, "skipped": 1}

    def test_is_asked_of_our_own_list_too(self, contract: Contract, load: Any, listed: Any, cast: Any) -> None:
        heading = next(one.heading for one in ContractRegister.columns if one.key == "value_ex_vat")
        plain = f'Reference,"{heading}"\n{contract.reference},120000\n'
        _, [entry] = load(listed(plain, "own.csv"), "--by", cast.morag.email)
        assert counted(entry) == {"rejected": 1, "skipped": 1}
        assert entry["rejects"][0]["column"] == heading and WHY in ImportReject.objects.get().cells
        mended = f'Reference,"{heading}",{WHY}\n{contract.reference},120000,Record wrong\n'
        _, [entry] = load(listed(mended, "mended.csv"), "--by", cast.morag.email)
        assert counted(entry) == {"updated": 1, "skipped": 1}
        assert not [note for note in entry["notes"] if WHY in note]


NUMBERED = "Ref,Contract title,Supplier,Start\n"
ROADS = NUMBERED + "1,Gritting lorries hire,Frostline Ltd,01/10/2025\n"


class TestTwoListsOfOneNumbering:
    @pytest.mark.parametrize("day", ["01/04/2026", ""])
    def test_the_second_does_not_overwrite_the_first(self, load: Any, listed: Any, day: str) -> None:
        load(listed(ROADS))
        _, [entry] = load(listed(NUMBERED + f"1,School meals,Canteen Co Ltd,{day}\n", "meals.csv"))
        assert counted(entry) == {"rejected": 1, "skipped": 1}
        stored = Contract.objects.get()
        [reject] = entry["rejects"]
        assert (reject["column"], reject["value"]) == ("Reference", "1")
        assert f"already {stored.reference} “Gritting lorries hire” with Frostline Ltd." in reject["reason"]
        assert stored.title == "Gritting lorries hire"

    @pytest.mark.parametrize(
        "line",
        [
            "1,Winter service,Frostline Ltd,01/10/2025",
            "1,Winter service,Frostline Ltd,01/11/2025",
            "1,Winter service,Canteen Co Ltd,01/10/2025",
            "1,Gritting  lorries HIRE,Canteen Co Ltd,01/04/2026",
            "1,Winter service,,01/04/2026",
        ],
    )
    def test_a_list_that_agrees_in_one_is_the_same_told_anew(self, load: Any, listed: Any, line: str) -> None:
        load(listed(ROADS))
        _, [entry] = load(listed(f"{NUMBERED}{line}\n"))
        assert counted(entry) == {"updated": 1, "skipped": 1}

    def test_the_hubs_own_reference_corrects_anything(self, load: Any, listed: Any) -> None:
        load(listed(ROADS))
        reference = Contract.objects.get().reference
        _, [entry] = load(listed(NUMBERED + f"{reference},School meals,Canteen Co Ltd,01/04/2026\n"))
        assert counted(entry) == {"updated": 1, "skipped": 1}
        assert Contract.objects.get().starts_on == date(2026, 4, 1)


class TestUndoingAChangeOfSuppliers:
    @pytest.fixture
    def in_parts(self, contract: Contract, cast: Any, at_nine: Any) -> Contract:
        """Give the supplier a lot and a share."""
        by = cast.actor("morag")
        services_of_contracts.set_lots(contract, lots=[LotTerms("2", "North")], reason="x", by=by, at=at_nine)
        contract = Contract.objects.get()
        parts = [Part(contract.parties.get().supplier, share_percent=Decimal(60), lot_number="2", named_as="Meridian")]
        services_of_contracts.name_suppliers(contract, parts=parts, reason="x", by=by, at=at_nine)
        return contract

    def test_puts_lot_and_share_back(self, in_parts: Contract, load: Any, listed: Any, cast: Any, at_nine: Any) -> None:
        before = list(in_parts.parties.values_list("supplier", "lot__number", "share_percent", "named_as"))
        assert before[0][1:3] == ("2", Decimal(60))
        load(listed(f"Contract ref,Contract title,Supplier\n{in_parts.reference},{in_parts.title},Acme Ltd\n"))
        assert Contract.objects.get().supplier_name == "Acme Ltd"
        services.undo(ImportBatch.objects.get(), by=cast.actor("morag"), at=at_nine)
        assert list(in_parts.parties.values_list("supplier", "lot__number", "share_percent", "named_as")) == before

    def test_of_a_load_that_kept_neither_still_works(
        self, in_parts: Contract, load: Any, listed: Any, cast: Any, at_nine: Any
    ) -> None:
        load(listed(f"Contract ref,Contract title,Supplier\n{in_parts.reference},{in_parts.title},Acme Ltd\n"))
        kept = ImportedRow.objects.get()
        kept.before["parts"] = [part[:3] for part in kept.before["parts"]]
        ImportedRow.objects.update(before=kept.before)
        services.undo(ImportBatch.objects.get(), by=cast.actor("morag"), at=at_nine)
        assert Contract.objects.get().supplier_name == "Meridian FM plc"


class TestAListedSupplierLine:
    def test_that_reads_as_the_hub_shows_it_leaves_the_suppliers(
        self, contract: Contract, load: Any, listed: Any, cast: Any, at_nine: Any
    ) -> None:
        load(listed("Ref,Contract title,Supplier\n7,Taxis,Acme Ltd; Bolt Ltd\n"))
        joint = Contract.objects.get(title="Taxis")
        assert joint.supplier_name == "Acme Ltd and Bolt Ltd"
        line = f"{joint.reference},Taxis at night,{joint.supplier_name}\n"
        _, [entry] = load(listed(f"Contract ref,Contract title,Supplier\n{line}"))
        assert counted(entry) == {"updated": 1, "skipped": 1}
        joint.refresh_from_db()
        assert joint.title == "Taxis at night"
        assert [part.named_as for part in joint.parties.all()] == ["Acme Ltd", "Bolt Ltd"]
