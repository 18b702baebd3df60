"""Notices of one process loaded in any order: the newest has the last word on each fact."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from hub.contract.importing.loader import LOADER
from hub.contract.importing.planning import ContractPlanner
from hub.contract.models import Contract
from hub.contract.reading import ContractRow, read_file
from hub.contract.services import add
from hub.contract.terms import State
from hub.platform.ocid import own
from hub.platform.registers.importing.models import ImportBatch
from hub.platform.registers.importing.terms import Outcome

pytestmark = pytest.mark.django_db

BUYER = {"id": "B", "name": "A Council", "roles": ["buyer"]}
SUPPLIERS = [
    {"id": "S", "name": "Smith Ltd", "roles": ["supplier"]},
    {"id": "T", "name": "Jones Ltd", "roles": ["supplier"]},
]


def release(number: int, date: str, **said: Any) -> dict[str, Any]:
    """Give a release of the one process."""
    return {"ocid": "ocds-abc-1", "id": f"r{number}", "date": date, "parties": [BUYER, *SUPPLIERS]} | said


PLANNED = release(
    1, "2025-01-01T09:00:00Z", tag=["planning"], tender={"title": "Framework agreement for desks"},
    planning={"budget": {"description": "The capital programme"}},
)  # fmt: skip
TENDER = release(
    2, "2025-03-01T10:30:00+01:00", tag=["tender"],
    tender={"title": "Desks and chairs", "description": "Desks.", "value": {"amount": 90_000}, "status": "active"},
)  # fmt: skip
# Half an hour after the tender although its clock reads earlier.
AMENDED = release(
    3, "2025-03-01T10:00:00Z", tag=["tenderAmendment"],
    tender={"title": "Desks and chairs", "value": {"amount": 95_000}, "status": "active"},
)  # fmt: skip
AWARDED = release(
    4, "2025-06-01T09:00:00Z", tag=["award"], tender={"title": "Desks", "techniques": {"hasFrameworkAgreement": True}},
    awards=[{"id": "1", "status": "active", "suppliers": [{"id": "S"}], "value": {"amount": 80_000},
             "contractPeriod": {"startDate": "2025-07-01", "endDate": "2027-06-30"}}],
)  # fmt: skip
AWARDED_AGAIN = AWARDED | {"id": "r5", "date": "2025-06-02T09:00:00Z"} | {
    "awards": [AWARDED["awards"][0] | {"suppliers": [{"id": "T"}]}]
}  # fmt: skip


@pytest.fixture
def bring(cast: Any, at_nine: Any, tmp_path: Path) -> Any:
    """Load one release, and give what became of it."""

    def load(said: dict[str, Any]) -> Outcome:
        path = tmp_path / "release.json"
        path.write_text(json.dumps({"releases": [said]}))
        by = cast.actor("morag")
        rows = [each for each in read_file(path) if isinstance(each, ContractRow)]
        planned = ContractPlanner(cast.eca, by=by, at=at_nine).plan(rows)
        written = [one for one in planned if one.outcome in (Outcome.ACCEPTED, Outcome.UPDATED)]
        LOADER.write(written, batch=ImportBatch(authority=cast.eca), by=by, at=at_nine)
        return planned[0].outcome

    return load


def state() -> dict[str, Any]:
    """Give what the register says of the process, and take it out of the way of the next order."""
    contract = Contract.objects.get(source_key="ocid:ocds-abc-1")
    own = {"id", "version", "reference", "address", "source_key", "source_digest", "recorded_on"}
    said = {f.name: getattr(contract, f.attname) for f in Contract._meta.concrete_fields if f.name not in own}
    said["parts"] = [part.supplier.name for part in contract.parties.all()]
    Contract.objects.filter(pk=contract.pk).update(source_key="", source="", ocid="")
    return said


class TestAProcessThatTheRegisterKnows:
    """By the id that somebody typed or that a list has."""

    @pytest.fixture
    def enter(self, cast: Any, at_nine: Any) -> Any:
        """Enter a contract of the process by hand."""
        return lambda title: add(
            authority=cast.eca, facts={"title": title, "ocid": "ocds-abc-1", "department": "Property"},
            by=cast.actor("morag"), at=at_nine,
        )  # fmt: skip

    def test_is_not_entered_again(self, bring: Any, enter: Any) -> None:
        contract = enter("Furniture")
        assert [bring(AWARDED), bring(AWARDED)] == [Outcome.UPDATED, Outcome.UNCHANGED]
        assert Contract.objects.get() == contract
        contract.refresh_from_db()
        assert (contract.title, contract.department, str(contract.value_ex_vat)) == ("Desks", "Property", "80000.00")

    def test_is_not_entered_again_when_a_list_brought_it(self, bring: Any, enter: Any) -> None:
        listed = {"source": "register", "source_key": "ref:ex-1", "source_digest": "f" * 64}
        Contract.objects.filter(pk=enter("Furniture").pk).update(**listed)
        assert [bring(AWARDED), bring(AWARDED)] == [Outcome.UPDATED, Outcome.UNCHANGED]
        assert {name: getattr(Contract.objects.get(), name) for name in listed} == listed

    def test_is_entered_when_two_contracts_bear_its_id(self, bring: Any, enter: Any) -> None:
        for lot in (1, 2):
            enter(f"Desks, lot {lot}")
        assert [bring(AWARDED), bring(AWARDED)] == [Outcome.ACCEPTED, Outcome.UNCHANGED]
        assert Contract.objects.count() == 3

    def test_is_entered_when_its_contract_is_withdrawn(self, bring: Any, enter: Any) -> None:
        Contract.objects.filter(pk=enter("Furniture").pk).update(status=State.WITHDRAWN)
        assert bring(AWARDED) is Outcome.ACCEPTED


class TestAListThatTellsTheProcess:
    """A spreadsheet with the id of a process whose notice is here already."""

    @pytest.fixture
    def listed(self, cast: Any, at_nine: Any, tmp_path: Path) -> Any:
        """Load a list of rows (reference, title), all of the one process; give what became of each row."""

        def load(*rows: tuple[str, str]) -> list[Outcome]:
            path = tmp_path / "register.csv"
            lines = [f"{reference},{title},Smith Ltd,ocds-abc-1" for reference, title in rows]
            path.write_text("\n".join(["Reference,Title,Supplier,OCID", *lines]))
            by = cast.actor("morag")
            read = [each for each in read_file(path) if isinstance(each, ContractRow)]
            planned = ContractPlanner(cast.eca, by=by, at=at_nine).plan(read)
            written = [one for one in planned if one.outcome in (Outcome.ACCEPTED, Outcome.UPDATED)]
            LOADER.write(written, batch=ImportBatch(authority=cast.eca), by=by, at=at_nine)
            return [one.outcome for one in planned]

        return load

    def test_names_the_contract_of_the_notice(self, bring: Any, listed: Any) -> None:
        bring(AWARDED)
        assert [listed(("A1", "Desks for schools")), listed(("A1", "Desks for schools"))] == [
            [Outcome.UPDATED], [Outcome.UNCHANGED],
        ]  # fmt: skip
        contract = Contract.objects.get()
        assert (contract.title, contract.source_key) == ("Desks for schools", "ocid:ocds-abc-1")
        assert bring(AWARDED) is Outcome.UNCHANGED

    def test_has_a_contract_for_each_further_row(self, bring: Any, listed: Any) -> None:
        bring(AWARDED)
        rows = [("A1", "Desks"), ("A2", "Chairs")]
        assert listed(*rows) == [Outcome.UNCHANGED, Outcome.ACCEPTED]
        assert listed(*rows) == listed(*reversed(rows)) == [Outcome.UNCHANGED] * 2
        assert listed(*rows, ("A3", "Lamps")) == [Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.ACCEPTED]
        assert Contract.objects.count() == 3


class TestOurOwnRelease:
    """What the Hub published under an id of its own comes back as the contract that it tells of."""

    def test_is_not_entered_again(self, bring: Any, cast: Any, at_nine: Any) -> None:
        contract = add(authority=cast.eca, facts={"title": "Furniture"}, by=cast.actor("morag"), at=at_nine)
        mine = AWARDED | {"ocid": own(contract.reference)}
        assert [bring(mine), bring(mine)] == [Outcome.UPDATED, Outcome.UNCHANGED]
        assert Contract.objects.get() == contract

    def test_of_a_contract_that_is_not_here_is_entered(self, bring: Any) -> None:
        assert bring(AWARDED | {"ocid": own("CON-2001-9999")}) is Outcome.ACCEPTED


@pytest.mark.slow
class TestEveryOrder:
    def test_ends_in_the_same_record(self, bring: Any) -> None:
        ends = []
        for order in permutations([PLANNED, TENDER, AMENDED, AWARDED, AWARDED_AGAIN]):
            for each in order:
                bring(each)
            if len(ends) < 10:
                assert {bring(each) for each in order} == {Outcome.UNCHANGED}
            ends.append(state())
        assert len(ends) == 120
        assert all(end == ends[0] for end in ends)
        assert (ends[0]["title"], str(ends[0]["value_ex_vat"]), ends[0]["parts"]) == (
            "Desks",
            "80000.00",
            ["Jones Ltd"],
        )
        # What only an older notice says stands.
        assert ends[0]["funding_source"] == "The capital programme"
        assert (ends[0]["agreement_kind"], ends[0]["status"]) == ("framework", "live")


class TestAnOlderNotice:
    def test_changes_nothing_that_a_newer_one_said(self, bring: Any) -> None:
        bring(AWARDED)
        assert bring(TENDER | {"tender": {"title": "Desks and chairs", "value": {"amount": 1}}}) is Outcome.UNCHANGED
        assert Contract.objects.get().title == "Desks"

    def test_does_not_undo_what_somebody_entered(self, bring: Any, cast: Any, at_nine: Any) -> None:
        from hub.contract.services import correct

        bring(AWARDED)
        contract = Contract.objects.get()
        changes = {"funding_source": "Our reserves"}
        correct(contract, changes=changes, reason="The grant fell through.", by=cast.actor("morag"), at=at_nine)
        bring(PLANNED)
        contract.refresh_from_db()
        assert contract.funding_source == "Our reserves"

    def test_of_a_withdrawn_award_leaves_a_draft_in_either_order(self, bring: Any) -> None:
        cancelled = release(
            6, "2025-08-01T09:00:00Z", tag=["tenderCancellation"], tender={"title": "Desks", "status": "cancelled"}
        )
        for order in ([AWARDED, cancelled], [cancelled, AWARDED]):
            for each in order:
                bring(each)
            assert state()["status"] == "draft"
