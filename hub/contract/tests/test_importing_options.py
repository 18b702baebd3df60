"""Extension options and the further fields: from a list into the register, out to a workbook, and back unchanged."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hub.contract import services as services_of_contracts
from hub.contract.importing import edited
from hub.contract.importing.loader import LOADER
from hub.contract.models import Contract
from hub.contract.register import ContractRegister
from hub.contract.services.parts import OptionTerms
from hub.contract.terms import OptionState
from hub.platform.registers.export import sheet_of, write_xlsx
from hub.platform.registers.filters.base import Asking
from hub.platform.registers.importing import services
from hub.platform.registers.importing.models import ImportBatch
from hub.platform.tabular.limits import BROWSER

pytestmark = pytest.mark.django_db
HEAD = "Ref,Contract title,Supplier,Start,End"
ROW = "EX-1,Grounds maintenance,Meridian FM plc,01/04/2025,31/03/2028"


@pytest.fixture
def load(cast: Any, at_nine: Any, tmp_path: Path) -> Any:
    """Load a list, as text or as a file, and give the tally."""

    def run(content: str | Path) -> Any:
        path = content
        if isinstance(content, str):
            path = tmp_path / "list.csv"
            path.write_text(content)
        return services.load_path(
            LOADER, path, authority=cast.eca, sha256="0" * 64, by=cast.actor("morag"), at=at_nine, limits=BROWSER
        )

    return run


def options_of(contract: Contract) -> list[tuple[int, int, date | None]]:
    return [(each.number, each.months, each.decide_by) for each in contract.options.order_by("number")]


def the_one() -> Contract:
    return Contract.objects.get(title="Grounds maintenance")  # type: ignore[no-any-return]


class TestFromAList:
    """What a list says about options."""

    def test_columns_of_their_own_are_guessed_and_read(self, load: Any) -> None:
        more = "Extension option 1 (months),Option 1 decide by,Extension option 2 (months),Option 2 decide by"
        load(f"{HEAD},{more}\n{ROW},12,30/09/2027,6 months,\n")
        assert options_of(the_one()) == [(1, 12, date(2027, 9, 30)), (2, 6, None)]
        assert the_one().latest_end_on == date(2029, 9, 30)

    @pytest.mark.parametrize("text", ["12+12", "2 x 12 months"])
    def test_one_cell_is_read(self, load: Any, text: str) -> None:
        load(f"{HEAD},Extension options\n{ROW},{text}\n")
        assert options_of(the_one()) == [(1, 12, None), (2, 12, None)]
        assert "Extension options" not in the_one().description

    def test_what_cannot_be_read_stands_in_the_description_and_is_remarked(self, load: Any) -> None:
        tally = load(f"{HEAD},Extension options\n{ROW},1+1\n")
        assert options_of(the_one()) == []
        assert "Extension options, as listed: 1+1." in the_one().description
        assert "could not be read as months" in str(tally.remarks)

    @pytest.mark.parametrize(
        ("cells", "column", "words"),
        [
            ("soon,", "Extension option 1 (months)", "number of months"),
            ("12,31/02/2027", "Option 1 decide by", "February 2027"),
            (",30/09/2027", "Option 1 decide by", "Write its months too"),
        ],
    )
    def test_a_wrong_cell_is_rejected_by_name(self, load: Any, cells: str, column: str, words: str) -> None:
        tally = load(f"{HEAD},Extension option 1 (months),Option 1 decide by\n{ROW},{cells}\n")
        [reject] = tally.rejects
        assert (reject.row, reject.column) == (2, column) and words in reject.reason
        assert not Contract.objects.exists()

    def test_the_list_again_changes_nothing_and_another_length_is_one_change(self, load: Any) -> None:
        head = f"{HEAD},Extension options"
        load(f"{head}\n{ROW},12+12\n")
        assert load(f"{head}\n{ROW},12+12\n").unchanged == 1
        tally = load(f"{head}\n{ROW},24+12\n")
        assert [change[0] for change in tally.changes[0]["changes"]] == ["Extension options"]
        assert options_of(the_one()) == [(1, 24, None), (2, 12, None)]

    def test_a_list_that_says_only_months_leaves_the_day_and_the_clause(
        self, load: Any, cast: Any, at_nine: Any
    ) -> None:
        load(f"{HEAD}\n{ROW}\n")
        terms = [OptionTerms(12, date(2027, 9, 1), "4.2")]
        services_of_contracts.set_options(the_one(), options=terms, reason="x", by=cast.actor("morag"), at=at_nine)
        load(f"{HEAD},Extension options\n{ROW},12\n")
        assert options_of(the_one()) == [(1, 12, date(2027, 9, 1))]
        load(f"{HEAD},Extension options\n{ROW},12+12\n")
        assert options_of(the_one()) == [(1, 12, date(2027, 9, 1)), (2, 12, None)]
        assert the_one().options.get(number=1).clause == "4.2"

    def test_undo_puts_the_options_back(self, load: Any, cast: Any, at_nine: Any) -> None:
        load(f"{HEAD},Extension options\n{ROW},12+12\n")
        load(f"{HEAD},Extension options\n{ROW},6\n")
        assert options_of(the_one()) == [(1, 6, None)]
        services.undo(ImportBatch.objects.latest("pk"), by=cast.actor("morag"), at=at_nine)
        assert options_of(the_one()) == [(1, 12, None), (2, 12, None)]

    def test_a_decided_option_stays(self, load: Any, cast: Any, at_nine: Any) -> None:
        load(f"{HEAD},Extension options\n{ROW},12+12\n")
        services_of_contracts.decline_extension(the_one(), reason="x", by=cast.actor("morag"), at=at_nine)
        load(f"{HEAD},Extension options\n{ROW},6\n")
        states = list(the_one().options.order_by("number").values_list("months", "state"))
        assert len(states) == 2 and states[1] == (6, OptionState.OPEN) and states[0][0] == 12


class TestThereAndBack:
    """The register as a workbook to edit."""

    @pytest.fixture
    def exported(self, load: Any, cast: Any, at_nine: Any, tmp_path: Path) -> Path:
        load(f'{HEAD},Extension options\n{ROW},"12 months, decide by 30/09/2027; 6 months"\n')
        register = ContractRegister()
        asking = Asking(cast.actor("morag"), at_nine)
        keys = ",".join(column.key for column in register.columns)
        path = tmp_path / "to-edit.xlsx"
        with path.open("wb") as file:
            write_xlsx(sheet_of(register, register.understand({"columns": [keys]}, asking), asking, is_edit=True), file)
        return path

    def edit(self, path: Path, heading: str, value: Any) -> Path:
        book = openpyxl.load_workbook(path)
        sheet = book.active
        column = next(cell.column for cell in sheet[1] if cell.value == heading)
        sheet.cell(2, column).value = value
        book.save(path)
        return path

    def test_nothing_edited_is_nothing_changed(self, exported: Path, load: Any) -> None:
        tally = load(exported)
        assert (tally.unchanged, tally.updated, tally.rejected) == (1, 0, 0)

    @pytest.mark.parametrize(
        ("cell", "becomes"),
        [
            ("12 months; 6 months", [(1, 12, None), (2, 6, None)]),
            ("24", [(1, 24, None)]),
            (None, []),
        ],
    )
    def test_an_edited_cell_is_one_change(self, exported: Path, load: Any, cell: Any, becomes: Any) -> None:
        tally = load(self.edit(exported, "Extension options", cell))
        assert (tally.updated, tally.rejected) == (1, 0)
        assert options_of(the_one()) == becomes

    def test_a_cell_that_says_something_else_is_rejected(self, exported: Path, load: Any) -> None:
        [reject] = load(self.edit(exported, "Extension options", "to be agreed")).rejects
        assert reject.column == "Extension options" and "Write each option as months" in reject.reason

    @pytest.mark.parametrize(
        ("heading", "cell", "field", "value"),
        [
            ("Law it was let under", "Procurement Act 2023", "regime", "act_2023"),
            ("Framework, if not in the Hub", "RM6232", "framework_reference", "RM6232"),
            ("Awarded", date(2025, 2, 1), "awarded_on", date(2025, 2, 1)),
            ("Signed", "03/02/2025", "signed_on", date(2025, 2, 3)),
            ("Financial distress clause", "Yes", "has_distress_clause", True),
            ("Funding conditions", "Spend by March", "funding_conditions", "Spend by March"),
            ("Location", "Eastmere", "location", "Eastmere"),
            ("Nature", "Services", "nature", "services"),
        ],
    )
    def test_every_further_field_is_edited_in_the_workbook(
        self, exported: Path, load: Any, heading: str, cell: Any, field: str, value: Any
    ) -> None:
        tally = load(self.edit(exported, heading, cell))
        assert tally.updated == 1, tally.rejects
        assert str(getattr(the_one(), field)) == str(value)

    def test_every_column_is_read_kept_or_worked_out(self) -> None:
        known = edited.TEXTS | edited.MONEY | edited.DATES | edited.FLAGS | edited.PEOPLE | set(edited.TERMS)
        known |= edited.COMPUTED | {"supplier_name", "options", "notice_period_days", "currency"}
        # The Hub gives a contract its number and state, and remembers what the source called it.
        kept = {"reference", "status", "source_reference"}
        # These stand in tables of their own and are corrected on screen, or follow from an act.
        kept |= {"framework", "identifiers", "partners", "lots", "confirmed_on"}
        assert {column.key for column in ContractRegister.columns} == known | kept
