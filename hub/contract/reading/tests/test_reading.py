"""Registers and notices made up for the tests: cleaning, faults, limits, and the confined child."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from hub.contract.reading import ContractRow, Reject, Skipped, Unreadable, read_contained, read_file
from hub.platform.tabular.limits import BROWSER
from hub.platform.tabular.tests import hostile

HEAD = "Ref,Contract title,Supplier,Contract value,Start date,End date"


def register(folder: Path, *lines: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    path = folder / "register.csv"
    path.write_bytes("\n".join((head, *lines, "")).encode(encoding))
    return path


def notices(folder: Path, data: Any) -> Path:
    path = folder / "notices.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def release(**changes: Any) -> dict[str, Any]:
    return {
        "ocid": "ocds-abcdef-1", "id": "1", "date": "2026-01-01T00:00:00Z", "tag": ["award"],
        "parties": [
            {"id": "B", "name": "A Council", "roles": ["buyer"]},
            {"id": "S", "name": "Smith Ltd", "roles": ["supplier"], "identifier": {"scheme": "GB-COH", "id": "123"}},
        ],
        "buyer": {"id": "B", "name": "A Council"},
        "tender": {"id": "T", "title": "Cleaning"},
        "awards": [{"id": "1", "status": "active", "suppliers": [{"id": "S"}], "value": {"amount": 10}}],
    } | changes  # fmt: skip


def accepted(path: Path, **options: Any) -> list[ContractRow]:
    return [each for each in read_file(path, **options) if isinstance(each, ContractRow)]


def rejected(path: Path, **options: Any) -> list[Reject]:
    return [each for each in read_file(path, **options) if isinstance(each, Reject)]


class TestRegisters:
    def test_a_bad_cell_rejects_its_row_and_names_row_column_value_and_cure(self, tmp_path: Path) -> None:
        path = register(tmp_path, "1,Cleaning,A Ltd,5,01/04/2025,31/02/2024", "2,Paper,B Ltd,6,01/04/2025,")
        (bad,) = rejected(path)
        assert (bad.row, bad.column, bad.value) == (2, "End date", "31/02/2024")
        assert "29/02/2024" in bad.reason
        assert bad.cells["Contract title"] == "Cleaning"
        assert [row.title for row in accepted(path)] == ["Paper"]

    def test_every_fault_of_a_row_is_named(self, tmp_path: Path) -> None:
        (bad,) = rejected(register(tmp_path, '1,,A Ltd,"1.234,56",00/00/0000,31/02/2024'))
        assert {bad.column} | {fault.column for fault in bad.more} == {
            "Contract title",
            "Contract value",
            "Start date",
            "End date",
        }

    def test_a_value_below_zero_is_refused_with_what_to_write(self, tmp_path: Path) -> None:
        (bad,) = rejected(register(tmp_path, '1,Cleaning,A Ltd,"£(1,200.00)",,'))
        assert bad.value == "£(1,200.00)" and "1200.00" in bad.reason

    def test_records_are_the_sum_of_what_became_of_them(self, tmp_path: Path) -> None:
        path = register(tmp_path, "1,A,B,1,,", ",,,,,", "2,,B,1,,", "Total,,,5,,")
        reading = read_file(path)
        results = list(reading)
        assert (reading.counts.accepted, reading.counts.rejected, reading.counts.skipped) == (1, 1, 3)
        assert reading.counts.records == len(results) == 5
        assert {each.reason for each in results if isinstance(each, Skipped)} == {
            "heading row",
            "blank row",
            "total row",
        }

    def test_american_dates_are_seen_in_the_whole_file_and_noted(self, tmp_path: Path) -> None:
        path = register(tmp_path, "1,A,B,1,03/04/2025,", "2,C,D,1,04/13/2026,")
        reading = read_file(path)
        rows = [each for each in reading if isinstance(each, ContractRow)]
        assert [str(row.starts_on) for row in rows] == ["2025-03-04", "2026-04-13"]
        assert any("American" in note for note in reading.notes)

    def test_a_row_without_supplier_is_a_draft_entry(self, tmp_path: Path) -> None:
        (row,) = accepted(register(tmp_path, "1,Cleaning,,5,,"))
        assert row.is_draft_entry and any("draft entry" in each for each in row.notes)

    def test_a_range_and_a_year_s_value_go_where_they_belong(self, tmp_path: Path) -> None:
        ranged, yearly = accepted(register(tmp_path, '1,A,B,"£10,000 - £20,000",,', '2,C,D,"£1,200 pa",,'))
        assert (ranged.value_low, ranged.value_high, ranged.value_ex_vat) == (Decimal(10000), Decimal(20000), None)
        assert (yearly.annual_value, yearly.value_ex_vat) == (Decimal(1200), None)

    def test_the_same_row_twice_is_rejected_the_second_time(self, tmp_path: Path) -> None:
        (bad,) = rejected(register(tmp_path, "7,A,B,1,,", "7,A,B,1,,"))
        assert bad.row == 3 and "repeats row 2" in bad.reason

    def test_one_reference_on_several_suppliers_gives_several_contracts(self, tmp_path: Path) -> None:
        one, other = accepted(register(tmp_path, "7,Taxis,A Ltd,1,,", "7,Taxis,B Ltd,1,,"))
        assert one.source_key != other.source_key
        assert any("2 rows" in each for each in one.warnings)

    @pytest.mark.parametrize("title", ['=HYPERLINK("http://evil","x")', "@SUM(A1)", "=cmd|' /C calc'!A0", "'=A1"])
    def test_a_formula_among_words_rejects_its_row_by_name(self, tmp_path: Path, title: str) -> None:
        quoted = title.replace('"', '""')
        (bad,) = rejected(register(tmp_path, f'1,"{quoted}",A Ltd,5,,'))
        assert (bad.row, bad.column, bad.value) == (2, "Contract title", title)
        assert "is a formula" in bad.reason and "Paste the words" in bad.reason

    @pytest.mark.parametrize("title", ["-20 °C stores", "- Cleaning (weekly)", "+44 helpline", "@home care"])
    def test_words_that_only_begin_with_such_a_sign_are_taken(self, tmp_path: Path, title: str) -> None:
        (row,) = accepted(register(tmp_path, f"1,{title},A Ltd,5,,"))
        assert row.title == title

    def test_a_word_that_stands_for_nothing_is_named_when_a_title_is_wanted(self, tmp_path: Path) -> None:
        (bad,) = rejected(register(tmp_path, "1,TBC,A Ltd,5,,"))
        assert (bad.column, bad.value) == ("Contract title", "TBC")
        assert bad.reason.startswith("“TBC” is no title")

    def test_a_nul_is_named_under_its_heading(self, tmp_path: Path) -> None:
        (bad,) = rejected(register(tmp_path, "1,Clean\x00ing,A Ltd,5,,", "2,Paper,B Ltd,5,,"))
        assert (bad.row, bad.column) == (2, "Contract title")
        assert "“Contract title”" in bad.reason and "column 2" not in bad.reason

    @pytest.mark.parametrize("quote", ["", '"'])
    def test_a_cell_without_end_is_too_long_and_no_open_quotation(self, tmp_path: Path, quote: str) -> None:
        long = quote + "x" * 300_000 + quote
        (bad,) = rejected(register(tmp_path, f"1,{long},A Ltd,5,,", "2,Paper,B Ltd,5,,"))
        assert (bad.row, bad.column) == (2, "Contract title")
        assert "32,000 characters" in bad.reason
        assert [row.title for row in accepted(tmp_path / "register.csv")] == ["Paper"]

    def test_headings_are_guessed_shown_and_correctable(self, tmp_path: Path) -> None:
        path = register(tmp_path, "Cleaning,Smith,5", head="Thing bought,Contractor,Vaule")
        reading = read_file(path)
        assert reading.mapping is not None
        assert reading.mapping.as_dict() == {"Thing bought": "", "Contractor": "supplier", "Vaule": "value_ex_vat"}
        assert reading.missing == ("title",)
        with pytest.raises(Unreadable, match="Thing bought"):
            list(reading)
        (row,) = accepted(path, mapping={"Thing bought": "title"})
        assert (row.title, row.suppliers[0].name, row.value_ex_vat) == ("Cleaning", "Smith", Decimal(5))

    def test_the_fields_of_the_transparency_code_are_all_found(self, tmp_path: Path) -> None:
        head = (
            "reference number,title of agreement,department,description of goods or services,supplier name and details,"
            '"sum over the contract life, or estimated annual spend or budget",irrecoverable VAT,start date,end date,'
            "review date,came from invitation to quote or published invitation to tender (yes/no),"
            "supplier is SME (yes/no),"
            "supplier is voluntary or community sector (yes/no),registration number where SME or VCSE"
        )
        (row,) = accepted(
            register(
                tmp_path,
                "R1,Care,Adults,Home care,Smith Ltd,500000,,1/4/25,31/3/27,1/9/26,Yes,Yes,No,1234567",
                head=head,
            )
        )
        assert (row.reference, row.title, row.department, row.value_ex_vat) == ("R1", "Care", "Adults", Decimal(500000))
        assert (row.is_sme, row.is_vcse, row.suppliers[0].identifiers[0].id) == (True, False, "01234567")
        assert (str(row.starts_on), str(row.ends_on), str(row.review_on)) == ("2025-04-01", "2027-03-31", "2026-09-01")

    def test_a_workbook_says_the_same_as_a_csv_file(self, tmp_path: Path) -> None:
        path = tmp_path / "register.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            book.add_worksheet("Cover").write(0, 0, "Our contracts")
            sheet = book.add_worksheet("Register")
            dated = book.add_format({"num_format": "dd/mm/yyyy"})
            for column, name in enumerate(HEAD.split(",")):
                sheet.write(3, column, name)
            for column, value in enumerate((17, "Cleaning", "A Ltd", 1234.5, 45748, 46112)):
                sheet.write(4, column, value, dated if column == 4 else None)
        reading = read_file(path)
        (row,) = [each for each in reading if isinstance(each, ContractRow)]
        assert (row.number, row.reference, row.value_ex_vat) == (5, "17", Decimal("1234.50"))
        assert (str(row.starts_on), str(row.ends_on)) == ("2025-04-01", "2026-03-31")
        assert reading.sheet == "Register" and any("Cover" in note for note in reading.notes)


class TestNotices:
    def test_a_process_without_parties_is_rejected_with_what_to_do(self, tmp_path: Path) -> None:
        (bad,) = rejected(notices(tmp_path, {"releases": [release(parties=None)]}))
        assert (bad.row, bad.column) == (1, "parties")
        assert "ocds-abcdef-1" in bad.reason and "enter the contract by hand" in bad.reason

    def test_a_legal_name_that_differs_from_the_name_is_read(self, tmp_path: Path) -> None:
        made = release()
        made["parties"][1]["identifier"]["legalName"] = "  SMITH HOLDINGS   LIMITED "
        (row,) = accepted(notices(tmp_path, {"releases": [made]}))
        assert (row.suppliers[0].name, row.suppliers[0].legal_name) == ("Smith Ltd", "SMITH HOLDINGS LIMITED")
        made["parties"][1]["identifier"]["legalName"] = "n/a"
        (row,) = accepted(notices(tmp_path, {"releases": [made]}))
        assert row.suppliers[0].legal_name == ""

    def test_one_without_award_is_a_draft_entry(self, tmp_path: Path) -> None:
        (row,) = accepted(notices(tmp_path, release(awards=[], parties=release()["parties"][:1])))
        assert row.is_draft_entry and not row.suppliers

    def test_later_releases_win_and_null_removes(self, tmp_path: Path) -> None:
        later = release(date="2026-02-01T00:00:00Z", tender={"id": "T", "title": "Deep cleaning", "description": None})
        first = release(tender={"id": "T", "title": "Cleaning", "description": "Old"})
        (row,) = accepted(notices(tmp_path, {"releases": [later, first]}))
        assert (row.title, row.description) == ("Deep cleaning", "")

    @pytest.mark.parametrize(
        "wrap",
        [
            lambda one: one,
            lambda one: [one],
            lambda one: {"releases": [one]},
            lambda one: [{"uri": "x", "releases": [one]}],
            lambda one: {
                "uri": "x",
                "records": [{"ocid": one["ocid"], "compiledRelease": one}],
                "packages": ["http://x"],
            },
            lambda one: {"ocid": one["ocid"], "releases": [one]},
            lambda one: json.dumps(one) + "\n",
        ],
    )
    def test_releases_records_and_packages_of_either_are_told_apart(self, tmp_path: Path, wrap: Any) -> None:
        reading = read_file(notices(tmp_path, wrap(release())))
        (row,) = list(reading)
        assert isinstance(row, ContractRow)
        assert (reading.kind, row.title, row.suppliers[0].identifiers[0].id) == ("ocds", "Cleaning", "00000123")

    def test_lines_of_json_are_read_one_by_one(self, tmp_path: Path) -> None:
        text = "\n".join(json.dumps(release(ocid=f"ocds-abcdef-{number}")) for number in range(5))
        assert len(accepted(notices(tmp_path, text))) == 5

    def test_a_record_of_links_only_is_rejected(self, tmp_path: Path) -> None:
        record = {"ocid": "ocds-abcdef-1", "releases": [{"url": "http://x", "date": "2026-01-01", "tag": ["award"]}]}
        (bad,) = rejected(notices(tmp_path, {"records": [record]}))
        assert "only links" in bad.reason

    @pytest.mark.parametrize(
        ("changes", "column"),
        [
            ({"awards": [{"id": "1", "suppliers": [{"id": "S"}], "value": {"amount": -5}}]}, "awards[0].value.amount"),
            (
                {"awards": [{"id": "1", "suppliers": [{"id": "S"}], "contractPeriod": {"endDate": "2024-02-31"}}]},
                "awards[0].contractPeriod.endDate",
            ),
            ({"tender": {"id": "T"}}, "tender.title"),
        ],
    )
    def test_a_bad_value_is_named_by_its_path(self, tmp_path: Path, changes: dict[str, Any], column: str) -> None:
        (bad,) = rejected(notices(tmp_path, {"releases": [release(**changes), release(ocid="ocds-abcdef-2")]}))
        assert bad.column == column

    def test_numbers_beyond_reason_are_rejected_not_fatal(self, tmp_path: Path) -> None:
        text = json.dumps({"releases": [release(), release(ocid="ocds-abcdef-2")]}).replace(
            '"amount": 10', '"amount": 1e9999', 1
        )
        assert [bad.column for bad in rejected(notices(tmp_path, text))] == ["awards[0].value.amount"]
        huge = text.replace("1e9999", "9" * 6000)
        assert "too large" in rejected(notices(tmp_path, huge))[0].reason

    def test_odd_shapes_never_stop_the_file(self, tmp_path: Path) -> None:
        odd = [
            release(ocid="o-1", awards=[{"id": 1, "amendments": []}], buyer=None),
            release(ocid="o-2", tender=None, awards="x", parties=[None, "x", {"name": "Y", "roles": None}]),
            release(ocid="o-3", date=None, id=None, buyer=[], contracts=[{"id": "1", "value": [], "period": "x"}]),
            None,
            "text",
            {"what": "ever"},
        ]
        reading = read_file(notices(tmp_path, {"releases": odd}))
        results = list(reading)
        assert len(results) == reading.counts.records == 6
        assert reading.counts.rejected >= 3

    def test_nul_and_half_characters_are_cleaned_out(self, tmp_path: Path) -> None:
        (row,) = accepted(
            notices(tmp_path, json.dumps(release(tender={"id": "T", "title": "Clean\u0000ing \ud800now"})))
        )
        assert row.title.encode("utf-8") and "\x00" not in row.title

    def test_broken_json_names_the_line(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match="at line 3"):
            list(read_file(notices(tmp_path, '{"releases": [\n' + json.dumps(release()) + ',\n{"ocid": ]}')))
        with pytest.raises(Unreadable, match="line"):
            list(read_file(notices(tmp_path, json.dumps({"releases": [release()]})[:-4])))

    def test_json_that_is_something_else_says_what_is_wanted(self, tmp_path: Path) -> None:
        for text in ('{"a": 1}', "[1, 2]" + " " * 10, '[{"a": {}}]', "{}"):
            with pytest.raises(Unreadable, match=r"OCDS|table|headings"):
                list(read_file(notices(tmp_path, text)))

    def test_nesting_without_end_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable):
            list(read_file(notices(tmp_path, '{"releases": ' + "[" * 200_000)))


class TestUnreadableFiles:
    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "empty"),
            (b"%PDF-1.4 fake", "PDF"),
            (random.Random(2).randbytes(50_000), "not text"),
            (b"just one line of words", "headings"),
            (b"PK\x03\x04broken", "damaged"),
        ],
    )
    def test_say_what_they_are_and_what_to_do(self, tmp_path: Path, data: bytes, words: str) -> None:
        path = tmp_path / "register.csv"
        path.write_bytes(data)
        with pytest.raises(Unreadable, match=words) as caught:
            list(read_file(path))
        assert caught.value.sentence.endswith(".")

    def test_larger_than_may_be_are_refused_before_they_are_read(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match="larger than"):
            read_file(register(tmp_path, "1,A,B,1,,"), limits=replace(BROWSER, file_bytes=10))


class TestConfinedChild:
    def test_reads_the_same_as_the_parent_would(self, tmp_path: Path) -> None:
        path = register(tmp_path, "1,Cleaning,A Ltd,5,01/04/2025,31/03/2027", "2,,B,1,,", ",,,,,")
        contained = read_contained(path)
        plain = read_file(path)
        assert list(contained) == list(plain)
        assert contained.counts == plain.counts
        assert (contained.kind, contained.mapping, contained.missing) == (plain.kind, plain.mapping, plain.missing)

    def test_hands_on_the_refusal_of_a_hostile_file(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match="XML entities"):
            read_contained(hostile.entity_workbook(tmp_path / "x.xlsx"))

    def test_survives_hundreds_of_megabytes_of_rubbish(self, tmp_path: Path) -> None:
        path = tmp_path / "rubbish.csv"
        with path.open("wb") as stream:
            stream.write(b"Title,Supplier\n")
            for _ in range(60):
                stream.write(b'x"y,' * (1 << 18))
        with pytest.raises(Unreadable):
            list(read_contained(path))


class TestLongLists:
    def test_no_row_of_twenty_thousand_is_lost(self, tmp_path: Path) -> None:
        lines = [
            f'CA-{n:06},Service {n},Supplier {n % 900} Ltd,"£{n + 1:,}.00",01/04/2025,31/03/2027' for n in range(20_000)
        ]
        path = register(tmp_path, *lines)
        # How long a list takes is measured by `hub bench import-contracts`.
        rows = accepted(path)
        assert len(rows) == 20_000
        assert len({row.reference for row in rows}) == 20_000
