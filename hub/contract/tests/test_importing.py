"""Loading lists: the command, real files, the round trip through a workbook, and files that mean harm."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hub.cli import main
from hub.contract import services as services_of_contracts
from hub.contract.models import Contract
from hub.contract.register import ContractRegister
from hub.platform.events.models import Event
from hub.platform.registers.export import sheet_of, write_xlsx
from hub.platform.registers.filters.base import Asking
from hub.platform.registers.importing import services
from hub.platform.registers.importing.models import ImportBatch
from hub.platform.search.search import search
from hub.supplier.models import Supplier

pytestmark = pytest.mark.django_db

HEADINGS = "Ref,Contract title,Supplier,Value ex VAT,Start,End\n"
GOOD = "EX-1,Grounds maintenance,Meridian FM plc,120000,01/04/2025,31/03/2028\n"


def counted(entry: dict[str, Any]) -> dict[str, int]:
    """Give the counts that are not nought."""
    names = ("accepted", "updated", "unchanged", "rejected", "skipped")
    assert entry["records"] == sum(entry[name] for name in names)
    return {name: entry[name] for name in names if entry[name]}


class TestTheCommand:
    def test_loads_the_good_rows_and_names_the_others(self, load: Any, listed: Any) -> None:
        path = listed(HEADINGS + GOOD + "EX-2,Salt,Grit Ltd,ten,31/02/2024,\n")
        code, [entry] = load(path)
        assert code == 0
        assert counted(entry) == {"accepted": 1, "rejected": 1, "skipped": 1}
        [reject] = entry["rejects"]
        assert (reject["row"], set(reject)) == (3, {"row", "column", "value", "reason"})
        assert Contract.objects.get().title == "Grounds maintenance"

    def test_a_dry_run_counts_the_same_and_writes_nothing(self, load: Any, listed: Any) -> None:
        path = listed(HEADINGS + GOOD + GOOD.replace("EX-1", "EX-2"))
        events = Event.objects.count()
        planned = load(path, "--dry-run")
        assert (Event.objects.count(), Contract.objects.count(), ImportBatch.objects.count()) == (events, 0, 0)
        assert load(path) == planned

    def test_a_dry_run_of_two_files_lets_the_second_see_the_first(self, load: Any, listed: Any) -> None:
        first = listed(HEADINGS + GOOD, "a.csv")
        second = listed(HEADINGS + GOOD.replace("120000", "130000"), "b.csv")
        planned = load(first, second, "--dry-run")
        assert counted(planned[1][1])["updated"] == 1
        assert not Contract.objects.exists()
        assert load(first, second) == planned

    def test_a_file_that_is_not_there_is_an_error_and_the_others_load(self, load: Any, listed: Any) -> None:
        code, entries = load("/nowhere/list.csv", listed(HEADINGS + GOOD))
        assert code == 2
        assert "no file" in entries[0]["error"]
        assert entries[0]["records"] == 0
        assert entries[1]["accepted"] == 1

    def test_an_unknown_authority_is_named_with_those_that_are_known(self, load: Any, listed: Any, capsys: Any) -> None:
        code, entries = load(listed(HEADINGS + GOOD), authority="XXX")
        assert (code, entries) == (2, [])

    def test_somebody_may_load_in_their_own_name(self, load: Any, listed: Any, cast: Any) -> None:
        code, _ = load(listed(HEADINGS + GOOD), "--by", cast.morag.email)
        assert code == 0
        assert ImportBatch.objects.get().uploaded_by == cast.morag

    def test_an_auditor_may_not(self, load: Any, listed: Any, cast: Any) -> None:
        assert load(listed(HEADINGS + GOOD), "--by", cast.naomi.email)[0] == 2
        assert not Contract.objects.exists()


class TestWhatIsSaidBesides:
    """Nothing that a person should know is told in the browser alone."""

    def test_people_are_told_row_column_value_and_what_to_do(self, load: Any, listed: Any, capsys: Any) -> None:
        path = listed("Title,Supplier,Extension option 1 (months)\nSalt,Acme,soon\n")
        main(["import", "contracts", str(path), "--authority", "ECA"])
        assert "row 2, Extension option 1 (months) “soon”: Write a number of months" in capsys.readouterr().out

    def test_mixed_encodings_are_noted(self, load: Any, listed: Any, capsys: Any) -> None:
        path = listed(b"Ref,Title,Supplier\n1,Caf\xe9 chairs,A Ltd\n2,Th\xc3\xa9 tables,B Ltd\n")
        for more in (["--dry-run"], []):
            _, [entry] = load(path, *more)
            assert any("mixes UTF-8 and Windows-1252" in note for note in entry["notes"])
        main(["import", "contracts", str(path), "--authority", "ECA"])
        assert "note: This file mixes UTF-8 and Windows-1252" in capsys.readouterr().out

    def test_american_dates_are_noted_in_a_dry_run_too(self, load: Any, listed: Any) -> None:
        path = listed(HEADINGS + "1,A,B,1,03/04/2025,\n2,C,D,1,04/13/2026,\n")
        for more in (["--dry-run"], []):
            _, [entry] = load(path, *more)
            assert any("American" in note for note in entry["notes"])

    def test_one_reference_on_two_rows_is_said_on_both(self, load: Any, listed: Any) -> None:
        path = listed("Ref,Title,Supplier\nX-1,Chairs,A Ltd\nX-1,Tables,B Ltd\n")
        _, [entry] = load(path)
        assert (entry["accepted"], entry["warned"]) == (2, 2)
        assert [(each["row"], "X-1 is on 2 rows" in each["said"][0]) for each in entry["warnings"]] == [
            (2, True),
            (3, True),
        ]

    @pytest.mark.parametrize("name", ["register.csv", "register.xlsx"])
    def test_headings_alone_are_said_to_be_alone(self, load: Any, listed: Any, tmp_path: Path, name: str) -> None:
        path = listed(HEADINGS, name)
        if name.endswith("xlsx"):
            book = openpyxl.Workbook()
            book.active.append(HEADINGS.strip().split(","))
            book.save(path)
        code, [entry] = load(path)
        assert (code, counted(entry)) == (0, {"skipped": 1})
        assert any("no rows under the headings" in note for note in entry["notes"])


class TestWhatALoadKnows:
    def test_a_second_load_changes_nothing(self, load: Any, listed: Any) -> None:
        path = listed(HEADINGS + GOOD)
        load(path)
        versions = list(Contract.objects.values_list("version", flat=True))
        _, [entry] = load(path)
        assert counted(entry) == {"unchanged": 1, "skipped": 1}
        assert list(Contract.objects.values_list("version", flat=True)) == versions

    def test_what_is_loaded_is_found_at_once(self, load: Any, listed: Any, cast: Any) -> None:
        load(listed(HEADINGS + GOOD))
        hits = search("grounds meridian", actor=cast.actor("aisha")).hits
        assert [hit.label for hit in hits][:1] == ["Grounds maintenance"]

    def test_a_contract_entered_by_hand_is_known_by_its_reference(
        self, load: Any, listed: Any, cast: Any, at_nine: Any
    ) -> None:
        contract = services_of_contracts.add(
            authority=cast.eca, facts={"title": "Grounds"}, by=cast.actor("morag"), at=at_nine
        )
        path = listed(f"Reference,Title\n{contract.reference},Another name\n")
        _, [entry] = load(path)
        assert counted(entry) == {"updated": 1, "skipped": 1}
        contract.refresh_from_db()
        assert contract.title == "Another name"

    def test_a_contract_that_ends_before_it_starts_is_rejected(self, load: Any, listed: Any) -> None:
        _, [entry] = load(listed(HEADINGS + "EX-1,Salt,Grit Ltd,1,01/04/2025,31/03/2024\n"))
        assert counted(entry) == {"rejected": 1, "skipped": 1}
        assert "before it starts" in entry["rejects"][0]["reason"]

    def test_a_row_without_supplier_is_a_draft(self, load: Any, listed: Any) -> None:
        load(listed(HEADINGS + "EX-1,Salt,,1,01/04/2025,31/03/2027\n"))
        assert Contract.objects.get().status == "draft"

    def test_the_two_authorities_do_not_know_each_others_contracts(self, load: Any, listed: Any) -> None:
        path = listed(HEADINGS + GOOD)
        load(path)
        _, [entry] = load(path, authority="WDC")
        assert entry["accepted"] == 1


@pytest.mark.shared
@pytest.mark.slow
class TestRealFiles:
    @pytest.fixture
    def files(self, shared: Path) -> list[Path]:
        """Give every file of notices; those of one process stand in the order of their names, not of time."""
        ocds = [each for each in (shared / "data/ocds").rglob("*.json") if "schema" not in each.parts]
        return sorted([*(shared / "data/contracts").glob("*.json"), *ocds])

    def test_all_load_and_a_second_time_change_nothing(self, load: Any, files: list[Path]) -> None:
        planned = load(*files, "--dry-run")
        code, entries = load(*files)
        assert (code, entries) == planned
        assert code == 0
        assert sum(entry["accepted"] for entry in entries) == Contract.objects.count() > 700
        assert Supplier.objects.exists()
        _, again = load(*files)
        assert all(entry["unchanged"] == entry["records"] for entry in again)

    def test_a_load_is_undone_whole(self, load: Any, files: list[Path], cast: Any, at_nine: Any) -> None:
        load(files[0])
        batch = ImportBatch.objects.get()
        services.undo(batch, by=cast.actor("morag"), at=at_nine)
        assert not Contract.objects.on_register().exists()
        _, [entry] = load(files[0])
        assert entry["accepted"] == entry["records"]

    def test_the_fictional_process_loads(self, load: Any, shared: Path) -> None:
        code, entries = load(*sorted((shared / "data/ocds/fictional-example").glob("*.json")))
        assert code == 0
        assert sum(entry["records"] for entry in entries) >= len(entries)


class TestARoundTrip:
    @pytest.fixture
    def exported(self, load: Any, listed: Any, cast: Any, at_nine: Any, tmp_path: Path) -> Any:
        """Load two contracts, export the list to be edited, and give the workbook's path."""
        load(listed(HEADINGS + GOOD + "EX-2,Salt,Grit & Sons Ltd,99.10,01/04/2025,31/03/2027\n"))

        def export() -> Path:
            register = ContractRegister()
            asking = Asking(cast.actor("morag"), at_nine)
            keys = ",".join(column.key for column in register.columns)
            asked = register.understand({"columns": [keys]}, asking)
            path = tmp_path / "to-edit.xlsx"
            with path.open("wb") as file:
                write_xlsx(sheet_of(register, asked, asking, is_edit=True), file)
            return path

        return export

    def edit(self, path: Path, heading: str, value: Any) -> None:
        """Write into the first contract's cell, as a person does."""
        book = openpyxl.load_workbook(path)
        sheet = book.active
        column = next(cell.column for cell in sheet[1] if cell.value == heading)
        line = next(row[0].row for row in sheet.iter_rows(min_row=2) if "Grounds maintenance" in [c.value for c in row])
        sheet.cell(line, column).value = value
        book.save(path)

    def test_nothing_edited_is_nothing_changed(self, exported: Any, load: Any) -> None:
        _, [entry] = load(exported())
        assert counted(entry) == {"unchanged": 2, "skipped": 1}

    def test_one_edited_cell_is_one_change(self, exported: Any, load: Any) -> None:
        path = exported()
        self.edit(path, "Value, ex VAT", 125000.5)
        _, [entry] = load(path)
        assert counted(entry) == {"updated": 1, "unchanged": 1, "skipped": 1}
        assert str(Contract.objects.get(title="Grounds maintenance").value_ex_vat) == "125000.50"
        change = ImportBatch.objects.latest("pk").preview["changes"][0]["changes"]
        assert [(before, after) for _, before, after in change] == [("£120,000", "£125,000.50")]

    def test_an_older_export_is_refused_in_words(self, exported: Any, load: Any, cast: Any, at_nine: Any) -> None:
        from hub.contract.services import set_tier

        path = exported()
        contract = Contract.objects.get(title="Grounds maintenance")
        set_tier(contract, tier="gold", reason="Large", by=cast.actor("morag"), at=at_nine)
        self.edit(path, "Title", "Grounds")
        _, [entry] = load(path)
        # The title is edited and the tier, changed meanwhile, would be put back.
        assert entry["rejected"] == 1
        assert "Somebody changed" in entry["rejects"][0]["reason"]

    @pytest.mark.parametrize(
        ("heading", "value", "said"),
        [
            ("Status", "Ended", "kept by the Hub"),
            ("Reference", "CON-1", "kept by the Hub"),
            ("Manager", "Nobody Known", "e-mail address"),
            ("Ends", "31/02/2028", "2028"),
            ("Tier", "Platinum", "Gold, Silver, Bronze"),
            ("Title", "", "needs a title"),
        ],
    )
    def test_what_cannot_be_changed_so_is_said(
        self, exported: Any, load: Any, heading: str, value: str, said: str
    ) -> None:
        path = exported()
        self.edit(path, heading, value)
        _, [entry] = load(path)
        assert entry["rejected"] == 1
        assert said in entry["rejects"][0]["reason"]

    def test_a_manager_changes_only_their_own(self, exported: Any, load: Any, cast: Any) -> None:
        path = exported()
        self.edit(path, "Title", "Grounds")
        _, [entry] = load(path, "--by", cast.aisha.email)
        assert "neither owner nor manager" in entry["rejects"][0]["reason"]


def bomb() -> bytes:
    """Give a small archive that would unpack to 300 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * 300_000_000)
    return packed.getvalue()


class TestFilesThatMeanHarm:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("empty.csv", b""),
            ("list.csv", b"%PDF-1.4 not a list"),
            ("nul.csv", b"Title,Supplier\n\x00\x00\x00,\x00\n"),
            ("wide.csv", (",".join(f"c{n}" for n in range(100_000)) + "\n").encode()),
            ("notices.json", b'{"releases": [{"ocid": 5, "parties": "none"}]}'),
            ("record.json", b'{"records": [{"ocid": "ocds-1", "releases": []}]}'),
            ("half.json", b'[{"id": '),
            ("mixed.csv", b"Title,Supplier\nCaf\xe9,\xc3\xa9\xff\xfe Ltd\n"),
            ("formula.csv", b'Title,Supplier,End\n"=HYPERLINK(""http://x"")",@SUM(A1),00/00/0000\n'),
        ],
    )
    def test_each_gets_a_sentence_or_rejects_and_no_fault(self, load: Any, listed: Any, name: str, content: bytes):
        code, [entry] = load(listed(content, name))
        counted(entry)
        assert code == (2 if "error" in entry else 0)
        if "error" in entry:
            assert entry["error"].endswith((".", "?"))
            assert not Contract.objects.exists()

    def test_a_zip_bomb_is_refused(self, load: Any, listed: Any) -> None:
        code, [entry] = load(listed(bomb(), "bomb.xlsx"))
        assert code == 2
        assert entry["error"]

    def test_a_folder_is_no_file(self, load: Any, tmp_path: Path) -> None:
        code, [entry] = load(tmp_path)
        assert code == 2
        assert "folder" in entry["error"]
