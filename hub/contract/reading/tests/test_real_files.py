"""Every real file of contracts that the project was given."""

from decimal import Decimal
from pathlib import Path

import pytest

from hub.contract.reading import ContractRow, Reading, Reject, read_file
from hub.contract.reading.routes import ROUTES
from hub.contract.reading.row import KINDS, STATUS_HINTS

DATA = Path(__file__).resolve().parents[5] / "shared/data"
FILES = sorted((DATA / "contracts").glob("*.json")) + [
    path for path in sorted((DATA / "ocds").rglob("*.json")) if "schema" not in path.parts
]
RECORDS = {
    "contractsfinder-blackpool.json": 153, "contractsfinder-burnley.json": 94, "contractsfinder-chorley.json": 150,
    "contractsfinder-lancashire_cc.json": 91, "contractsfinder-south_ribble.json": 88, "contractsfinder-wyre.json": 91,
    "contractsfinder-v2-notice.json": 1, "contractsfinder-2025-03.json": 117,
}  # fmt: skip

pytestmark = pytest.mark.skipif(not FILES, reason=f"the real register files are not at {DATA}")


def rows_of(name: str) -> list[ContractRow]:
    path = next(path for path in FILES if path.name == name)
    return [each for each in read_file(path) if isinstance(each, ContractRow)]


def row_of(name: str, key: str) -> ContractRow:
    return next(row for row in rows_of(name) if key in row.source_reference)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
class TestEveryFile:
    def test_is_read_whole_with_one_result_for_each_record(self, path: Path) -> None:
        reading: Reading = read_file(path)
        results = list(reading)
        assert not [each for each in results if isinstance(each, Reject)]
        assert len(results) == reading.counts.records == RECORDS.get(path.name, 1)

    def test_gives_clean_values_only(self, path: Path) -> None:
        for row in read_file(path):
            assert isinstance(row, ContractRow)
            assert row.title and row.source_key and row.source_reference
            assert row.kind in KINDS
            assert row.route in (*ROUTES, "")
            assert row.status_hint in (*STATUS_HINTS, "")
            assert row.value_ex_vat is None or row.value_ex_vat > 0
            assert not any(mark in row.title + row.description for mark in ("&amp;", "&#039;", "\x00", "rnrn"))
            for supplier in row.suppliers:
                assert supplier.name and supplier.name == supplier.name.strip(" ,")
                assert not any(each.scheme == "GB-CFS" for each in supplier.identifiers)
            assert row.suppliers or row.is_draft_entry

    def test_names_each_contract_once_and_the_same_the_second_time(self, path: Path) -> None:
        first = [(row.source_key, row.fingerprint()) for row in read_file(path) if isinstance(row, ContractRow)]
        second = [(row.source_key, row.fingerprint()) for row in read_file(path) if isinstance(row, ContractRow)]
        assert first == second
        assert len({key for key, _ in first}) == len(first)


class TestContractsFinderRegisters:
    def test_a_trading_name_stands_beside_the_legal_one(self) -> None:
        row = row_of("contractsfinder-blackpool.json", "7c4dc2ea")
        assert [(each.name, each.trading_name) for each in row.suppliers] == [("Critiqom Limited", "Mail Metrics")]
        assert row.value_ex_vat == Decimal("1250000.00")
        assert row.kind == "call_off" or "calling off" in row.description
        assert any("cut off" in each for each in row.warnings)

    def test_a_zero_is_no_value_and_two_bounds_are_a_range(self) -> None:
        rows = rows_of("contractsfinder-lancashire_cc.json")
        assert any(
            row.value_low == 530000000 and row.value_high == 670000000 and row.value_ex_vat is None for row in rows
        )
        assert any(row.value_ex_vat is None and row.value_high is None for row in rows)

    def test_joined_suppliers_are_parted_but_commas_within_a_name_are_not(self) -> None:
        names = [[each.name for each in row.suppliers] for row in rows_of("contractsfinder-lancashire_cc.json")]
        assert ["Ralph Livesey Limited", "Brake Bros Limited"] in names
        assert ["Beever and Struthers, Chartered Accountants & Business Advis"] in names

    def test_an_award_to_nobody_is_a_draft_entry_that_says_so(self) -> None:
        rows = [
            row
            for row in rows_of("contractsfinder-burnley.json")
            if any("NOT AWARDED" in each for each in row.warnings)
        ]
        assert len(rows) == 5
        assert all(row.is_draft_entry and not row.suppliers and row.status_hint == "cancelled" for row in rows)

    def test_the_notice_of_the_api_gives_procedure_place_and_award_period(self) -> None:
        (row,) = rows_of("contractsfinder-v2-notice.json")
        assert (row.route, row.location, row.value_ex_vat) == ("direct_award", "London", Decimal("49000.00"))
        assert (str(row.starts_on), str(row.ends_on), str(row.awarded_on)) == ("2024-06-26", "2025-06-25", "2024-06-12")
        assert row.suppliers[0].postcode == "WC1N 3AX" and row.nature == "goods"
        assert row.value_high is None


class TestOcds:
    def test_releases_of_one_process_become_one_record(self) -> None:
        rows = rows_of("contractsfinder-2025-03.json")
        assert len({row.ocid for row in rows}) == len(rows) == 117

    def test_lost_line_breaks_come_back(self) -> None:
        row = row_of("contractsfinder-2025-03.json", "cfc38479")
        assert "risk levels.\n\nThe service" in row.description.replace(" \n", "\n")

    def test_company_numbers_are_filled_up_and_impossible_ones_left_out_with_a_warning(self) -> None:
        numbers = {
            str(each)
            for row in rows_of("contractsfinder-2025-03.json")
            for s in row.suppliers
            for each in s.identifiers
        }
        assert "GB-COH-07590785" in numbers
        assert not any("458577871" in each for each in numbers)
        assert any("458577871" in each for row in rows_of("contractsfinder-2025-03.json") for each in row.warnings)

    def test_a_whole_life_gives_the_latest_values(self) -> None:
        (row,) = rows_of("uk-lifecycle-example.json")
        assert (row.value_ex_vat, row.value_inc_vat) == (Decimal("950000.00"), Decimal("1140000.00"))
        assert (str(row.ends_on), str(row.extensions_until)) == ("2028-04-30", "2030-04-30")
        assert (row.status_hint, str(row.ended_on), row.nature) == ("ended", "2026-08-31", "services")
        assert [str(each) for each in row.suppliers[0].identifiers] == ["GB-COH-01234567", "GB-PPON-PDEF-5678-KLMN"]

    def test_a_record_and_its_releases_say_the_same(self) -> None:
        (record,) = rows_of("record-ocds-213czf-000-00001.json")
        (package,) = rows_of("ocds-213czf-000-00001.json")
        assert (record.title, record.value_ex_vat, record.starts_on) == (
            package.title,
            package.value_ex_vat,
            package.starts_on,
        )
        assert record.suppliers == package.suppliers
        assert record.suppliers[0].identifiers[0].id == "11111111"

    def test_a_contract_details_notice_that_does_not_validate_is_read(self) -> None:
        (row,) = rows_of("findatender-record-ocds-h6vhtk-0525b3.json")
        assert row.buyer_name == "Durham County Council"
        assert (row.value_ex_vat, row.value_inc_vat) == (Decimal("395493.00"), Decimal("438981.00"))
        assert str(row.extensions_until) == "2028-03-31"
        assert row.suppliers[0].is_sme is True
