"""A list that was exported as it is shown, loaded back: what nobody edited changes nothing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hub.contract import services as services_of_contracts
from hub.contract.importing.loader import LOADER
from hub.contract.models import Contract
from hub.contract.register import ContractRegister
from hub.contract.selectors.loading import names_of
from hub.contract.services import PartnerTerms
from hub.contract.terms import ContractKind
from hub.contract.tests import stories
from hub.platform.registers.export import csv_stream, json_stream, sheet_of, xlsx_stream
from hub.platform.registers.filters.base import Asking
from hub.platform.registers.importing import services
from hub.platform.registers.importing.models import ImportBatch
from hub.platform.registers.importing.tally import Tally
from hub.platform.tabular.limits import COMMAND_LINE

pytestmark = pytest.mark.django_db

WRITERS: dict[str, Callable[..., Any]] = {"csv": csv_stream, "xlsx": xlsx_stream, "json": json_stream}
EVERY = ",".join(column.key for column in ContractRegister.columns)


@pytest.fixture
def contracts(tell: Any, cast: Any) -> list[Contract]:
    """Tell of a framework, a grant, a contract with awkward words, and one that is over."""
    usual = {"authority": cast.eca, "by": cast.actor("morag"), "at": tell.at}
    framework = stories.contract_live(
        **usual, title="Building trades", agreement_kind=ContractKind.FRAMEWORK, manager=cast.aisha, owner=cast.morag
    )
    grant = stories.contract_live(**usual, title="Shelter beds", agreement_kind=ContractKind.GRANT)
    awkward = stories.contract_live(
        **usual,
        title="-20 °C stores, “cold”",
        description="First line\nsecond line, with a comma.\n\n" + "Long. " * 5_000,
        is_sme=False,
        has_social_value=True,
        notice_period_days=90,
        value_ex_vat=Decimal("1234567.89"),
        review_on=date(2027, 1, 31),
        funding_source="=General fund",
    )
    return [framework, grant, awkward, stories.contract_expired(**usual, title="Old salt")]


@pytest.fixture
def exported(cast: Any, at_nine: Any, tmp_path: Path) -> Any:
    """Write the register as Morag exports it, and give the path."""

    def write(form: str, **params: str) -> Path:
        asking = Asking(cast.actor("morag"), at_nine)
        register = ContractRegister()
        asked = register.understand({name: [text] for name, text in params.items()}, asking)
        path = tmp_path / f"plain.{form}"
        path.write_bytes(b"".join(WRITERS[form](sheet_of(register, asked, asking))))
        return path

    return write


@pytest.fixture
def load(cast: Any, at_nine: Any) -> Callable[..., Tally]:
    """Load a file for the authority, as Morag unless somebody else is named."""

    def run(path: Path, by: str = "morag", authority: Any = None) -> Tally:
        return services.load_path(
            LOADER,
            path,
            authority=authority or cast.eca,
            sha256="0" * 64,
            by=cast.actor(by),
            at=at_nine,
            limits=COMMAND_LINE,
        )

    return run


def stored() -> list[dict[str, Any]]:
    """Give every column of every contract."""
    return list(Contract.objects.order_by("pk").values())


@pytest.mark.slow
class TestNothingEdited:
    @pytest.mark.parametrize("form", WRITERS)
    @pytest.mark.parametrize(
        "params",
        [{}, {"columns": EVERY}, {"columns": "reference"}, {"columns": "reference,ends_on"}, {"kind": "framework"}],
        ids=["as shown", "every column", "the reference alone", "without titles", "filtered"],
    )
    def test_changes_nothing(
        self, contracts: list[Contract], exported: Any, load: Any, form: str, params: dict[str, str]
    ) -> None:
        before = stored()
        tally = load(exported(form, **params))
        assert (tally.updated, tally.accepted, tally.rejects) == (0, 0, [])
        # The list opens on what is in force.
        assert tally.unchanged == (1 if "kind" in params else 4 if params else 3)
        assert stored() == before

    def test_a_partners_contract_that_is_shared_with_us_changes_nothing_and_is_theirs(
        self, cast: Any, tell: Any, exported: Any, load: Any
    ) -> None:
        theirs = stories.contract_live(
            authority=cast.eca, by=cast.actor("morag"), at=tell.at, title="Shared bins", manager=cast.aisha
        )
        services_of_contracts.set_partners(
            theirs, partners=[PartnerTerms(cast.wdc)], reason="Shared.", by=cast.actor("aisha"), at=tell.at
        )
        path = exported("csv")
        tally = load(path, by="system", authority=cast.wdc)
        assert (tally.unchanged, tally.accepted, tally.rejected) == (1, 0, 0)
        path.write_text(path.read_text("utf-8-sig").replace("Shared bins", "Our bins"))
        tally = load(path, by="system", authority=cast.wdc)
        assert (tally.updated, tally.accepted, tally.rejected) == (0, 0, 1)
        assert "Eastmere Combined Authority" in tally.rejects[0].reason

    def test_nor_do_columns_that_somebody_added_which_are_named(
        self, contracts: list[Contract], cast: Any, at_nine: Any, exported: Any, load: Any, tmp_path: Path
    ) -> None:
        (tmp_path / "list.csv").write_text("Ref,Contract title,Supplier\n1,Taxis,Acme Ltd; Bolt Ltd\n")
        load(tmp_path / "list.csv")
        path = exported("csv")
        lines = path.read_text("utf-8-sig").splitlines()
        path.write_text("\n".join([f"{lines[0]},Notes,My view", *(f"{line},ask Wei,good" for line in lines[1:])]))
        before = stored()
        tally = load(path)
        assert (tally.updated, tally.accepted, tally.rejects, tally.unchanged) == (0, 0, [], 4)
        assert stored() == before
        said = " ".join(tally.notes)
        assert "“Notes”" in said and "“My view”" in said


class TestOneCellEdited:
    @pytest.mark.parametrize(
        ("heading", "text", "field", "value"),
        [
            ("Title", "Trades", "title", "Trades"),
            ("Value, ex VAT", "£1,250.50", "value_ex_vat", Decimal("1250.50")),
            ("Kind", "Contract", "agreement_kind", "contract"),
            ("Review date", "01/02/2028", "review_on", date(2028, 2, 1)),
            ("Tier", "Silver", "tier", "silver"),
        ],
    )
    def test_is_one_field_changed(
        self, contracts: list[Contract], exported: Any, load: Any, heading: str, text: str, field: str, value: Any
    ) -> None:
        path = exported("csv", columns=EVERY)
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
        # The trades are Morag's own, whose value she does not move by a list.
        title = "Shelter beds" if field == "value_ex_vat" else "Building trades"
        next(row for row in rows if row["Title"] == title)[heading] = text
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        before = stored()
        tally = load(path)
        assert (tally.updated, tally.unchanged, tally.rejects) == (1, 3, [])
        kept = {"version", "missing_count"}
        changed = [
            {name: new[name] for name in new if new[name] != old[name] and name not in kept}
            for old, new in zip(before, stored(), strict=True)
        ]
        assert [each for each in changed if each] == [{field: value}]

    def test_a_json_entry_is_edited_the_same_way(self, contracts: list[Contract], exported: Any, load: Any) -> None:
        path = exported("json", columns="reference,title")
        held = json.loads(path.read_text())
        next(row for row in held["rows"] if row["title"] == "Shelter beds")["title"] = "Night shelter"
        path.write_text(json.dumps(held))
        tally = load(path)
        assert (tally.updated, tally.unchanged) == (1, 3)
        assert Contract.objects.filter(title="Night shelter").count() == 1

    def test_an_emptied_cell_is_left_and_said(self, contracts: list[Contract], exported: Any, load: Any) -> None:
        path = exported("csv", columns="reference,title,department")
        path.write_text(path.read_text("utf-8-sig").replace("Place", "", 1))
        tally = load(path)
        assert (tally.updated, tally.unchanged) == (0, 4)
        assert any("1 cell is empty" in note for note in tally.notes)

    def test_a_manager_changes_only_their_own(self, contracts: list[Contract], exported: Any, load: Any) -> None:
        path = exported("csv", columns="reference,title")
        path.write_text(path.read_text("utf-8-sig").replace("Shelter beds", "Mine now"))
        tally = load(path, by="aisha")
        assert (tally.updated, tally.unchanged, tally.rejected) == (0, 3, 1)
        assert "neither owner nor manager" in tally.rejects[0].reason

    @pytest.mark.parametrize("heading", ["Ends", "Value, ex VAT"])
    @pytest.mark.parametrize("by", ["morag", "aisha"])
    def test_nobody_moves_the_end_or_value_of_their_own_contract_in_force(
        self, contracts: list[Contract], exported: Any, load: Any, heading: str, by: str
    ) -> None:
        path = exported("csv", columns="reference,title,value_ex_vat,ends_on")
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
        edited = next(row for row in rows if row["Title"] == "Building trades")
        edited[heading] = "2031-01-01" if heading == "Ends" else "1"
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        before = stored()
        tally = load(path, by=by)
        assert (tally.updated, tally.unchanged, tally.rejected) == (0, 3, 1)
        assert "approval that an extension needs" in tally.rejects[0].reason
        assert tally.rejects[0].value == ("2031-01-01" if heading == "Ends" else "1")
        assert stored() == before

    @pytest.mark.parametrize("cell", ["Aisha Rahman", "None"])
    def test_nobody_hands_their_own_contract_over(
        self, contracts: list[Contract], exported: Any, load: Any, cell: str
    ) -> None:
        path = exported("csv", columns="reference,title,owner")
        path.write_text(path.read_text("utf-8-sig").replace("Morag Lennox", cell, 1))
        before = stored()
        tally = load(path, by="aisha")
        assert (tally.updated, tally.rejected) == (0, 1)
        assert "“Hand the contract over”" in tally.rejects[0].reason
        assert (tally.rejects[0].column, tally.rejects[0].value) == ("Owner", cell)
        assert stored() == before


class TestARowThatIsNotOurs:
    def test_is_added_as_from_any_list(self, contracts: list[Contract], exported: Any, load: Any) -> None:
        path = exported("csv", columns="reference,title")
        with path.open("a") as file:
            file.write("EX-77,Street lamps\n")
        tally = load(path)
        assert (tally.accepted, tally.unchanged) == (1, 4)
        assert Contract.objects.get(title="Street lamps").source_reference == "EX-77"

    def test_without_a_title_it_is_rejected_with_its_reference(
        self, contracts: list[Contract], exported: Any, load: Any
    ) -> None:
        path = exported("csv", columns="reference,ends_on")
        with path.open("a") as file:
            file.write("EX-77,2027-03-31\n")
        tally = load(path)
        assert (tally.accepted, tally.rejected) == (0, 1)
        assert (tally.rejects[0].column, tally.rejects[0].value) == ("Reference", "EX-77")


class TestAListOfOtherColumns:
    """Our references under other headings: what the list does not say stays."""

    def test_what_it_does_not_say_stays(
        self, contracts: list[Contract], load: Any, tmp_path: Path, cast: Any, at_nine: Any
    ) -> None:
        framework = contracts[0]
        path = tmp_path / "list.csv"
        path.write_text(
            f"Contract ref,Contract title,Contract manager,Our note\n{framework.reference},Trades,Aisha Rahman,x\n"
        )
        assert names_of(cast.eca, on=at_nine.date()).find("Aisha Rahman") == cast.aisha.pk
        [before] = Contract.objects.filter(pk=framework.pk).values()
        tally = load(path)
        assert tally.updated == 1
        [after] = Contract.objects.filter(pk=framework.pk).values()
        changed = {name for name in after if after[name] != before[name]}
        assert changed == {"title", "version"}
        changes = ImportBatch.objects.latest("pk").preview["changes"][0]["changes"]
        assert [name for name, _, _ in changes] == ["Title"]

    def test_a_title_decides_the_kind_of_a_new_entry_only(
        self, contracts: list[Contract], load: Any, tmp_path: Path
    ) -> None:
        path = tmp_path / "list.csv"
        path.write_text("Contract ref,Contract title\nX-1,Framework agreement for desks\n")
        load(path)
        new = Contract.objects.get(source_reference="X-1")
        assert new.agreement_kind == ContractKind.FRAMEWORK
        path.write_text("Contract ref,Contract title\nX-1,Desks\n")
        load(path)
        new.refresh_from_db()
        assert (new.title, new.agreement_kind) == ("Desks", ContractKind.FRAMEWORK)
