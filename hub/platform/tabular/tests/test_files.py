"""What a file is, how it is decoded, and the files that must not be opened."""

import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from hub.platform.tabular import csvrows
from hub.platform.tabular.limits import BROWSER
from hub.platform.tabular.results import Reject, Unreadable
from hub.platform.tabular.sniff import SENTENCES, FileKind, sniff
from hub.platform.tabular.tests import hostile
from hub.platform.tabular.workbook import Workbook


def written(folder: Path, data: bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def rows(path: Path) -> list[tuple[int, list[str]] | Reject]:
    return list(csvrows.read(path, sniff(path), BROWSER))


class TestKinds:
    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            (b"", FileKind.EMPTY),
            (b" \r\n\t\n", FileKind.EMPTY),
            (b"\xef\xbb\xbf", FileKind.EMPTY),
            (b"%PDF-1.7\n1 0 obj", FileKind.PDF),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", FileKind.XLS),
            (b"\x89PNG\r\n\x1a\n....", FileKind.IMAGE),
            (b"<!DOCTYPE html><html>", FileKind.HTML),
            (b'<?xml version="1.0"?><x/>', FileKind.XML),
            (b'{"releases": []}', FileKind.JSON),
            (b'\xef\xbb\xbf  [{"ocid": 1}]', FileKind.JSON),
            (b"Title,Supplier\nA,B\n", FileKind.CSV),
            (random.Random(1).randbytes(100_000), FileKind.OTHER),
        ],
    )
    def test_are_told_by_bytes_not_by_name(self, tmp_path: Path, data: bytes, kind: FileKind) -> None:
        assert sniff(written(tmp_path, data)).kind is kind

    def test_that_cannot_be_read_each_have_a_sentence_that_says_what_to_do(self) -> None:
        unread = set(FileKind) - {FileKind.CSV, FileKind.XLSX, FileKind.JSON}
        assert unread == set(SENTENCES)


class TestEncodings:
    TEXT = "Title,Value\nCafé £5 – fête,1\n" * 3

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"]
    )
    def test_are_found_with_and_without_a_mark(self, tmp_path: Path, encoding: str) -> None:
        found = rows(written(tmp_path, self.TEXT.encode(encoding)))
        assert found[0] == (1, ["Title", "Value"])
        assert found[1] == (2, ["Café £5 – fête", "1"])

    def test_that_are_mixed_are_read_line_by_line_and_noted(self, tmp_path: Path) -> None:
        path = written(tmp_path, "Title,Value\nCafé,£1\n".encode() + "Fête,£2\n".encode("cp1252"))
        assert sniff(path).mixed
        assert "mixes" in sniff(path).note
        assert [row[1] for row in rows(path)] == [["Title", "Value"], ["Café", "£1"], ["Fête", "£2"]]  # type: ignore[index]

    def test_that_cannot_be_told_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match="encoding that cannot be told"):
            sniff(written(tmp_path, "契約,業者\n清掃サービス,株式会社\n".encode("shift_jis") * 20))


class TestCsvRows:
    def test_keep_the_numbers_that_a_spreadsheet_shows(self, tmp_path: Path) -> None:
        found = rows(written(tmp_path, b'a,b\n\n"two\nlines",c\nd,e\n'))
        assert found == [(1, ["a", "b"]), (2, []), (3, ["two\nlines", "c"]), (4, ["d", "e"])]

    @pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
    def test_are_split_at_the_mark_that_fits(self, tmp_path: Path, mark: str) -> None:
        text = f"Title{mark}Value\nA{mark}1,5\nB{mark}2\n".replace("1,5", "15" if mark == "," else "1,5")
        assert len(rows(written(tmp_path, text.encode()))[1][1]) == 2  # type: ignore[index]

    @pytest.mark.parametrize("ending", [b"\r\n", b"\n", b"\r"])
    def test_end_in_any_way(self, tmp_path: Path, ending: bytes) -> None:
        assert len(rows(written(tmp_path, ending.join([b"a,b", b"c,d", b"e,f", b""])))) == 3

    def test_with_a_nul_are_rejected_alone_and_say_where(self, tmp_path: Path) -> None:
        found = rows(written(tmp_path, b"Title,Value\nA,1\x002\nB,2\n"))
        assert isinstance(found[1], Reject)
        assert found[1].row == 2
        assert "NUL" in found[1].reason and "column 2" in found[1].reason
        assert found[2] == (3, ["B", "2"])

    def test_with_a_quotation_mark_that_never_closes_cost_only_themselves(self, tmp_path: Path) -> None:
        found = rows(written(tmp_path, b'Title,Value\n"A,1\nB,2\nC,3\n'))
        assert isinstance(found[1], Reject) and "never closed" in found[1].reason
        assert found[2:] == [(3, ["B", "2"]), (4, ["C", "3"])]

    def test_a_mark_left_open_above_a_long_file_costs_only_its_row(self, tmp_path: Path) -> None:
        found = rows(written(tmp_path, b'Title,Value\n"A,1\n' + b"B,2\n" * 50_000))
        assert isinstance(found[1], Reject)
        assert len(found) == 50_002

    def test_a_cell_beyond_the_limit_rejects_its_row(self, tmp_path: Path) -> None:
        found = rows(written(tmp_path, b"a,b\n" + b"x" * 40_000 + b",1\nc,d\n"))
        assert isinstance(found[1], Reject) and "32,000 characters" in found[1].reason
        assert found[2] == (3, ["c", "d"])

    def test_a_million_columns_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match="more than 500 columns"):
            rows(written(tmp_path, b"a," * 1_000_000 + b"\n1,2\n"))

    def test_blank_columns_at_the_end_do_not_count(self, tmp_path: Path) -> None:
        assert len(rows(written(tmp_path, b"a,b" + b"," * 2000 + b"\nc,d\n"))) == 2

    def test_a_line_without_end_is_refused_before_it_fills_the_memory(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match="longer than"):
            rows(written(tmp_path, b"a b c " * 2_000_000))

    def test_more_rows_than_may_be_are_refused(self, tmp_path: Path) -> None:
        path = written(tmp_path, b"a,b\n" * 20)
        with pytest.raises(Unreadable, match="more than 10 rows"):
            list(csvrows.read(path, sniff(path), replace(BROWSER, rows=10)))


class TestWorkbooks:
    def test_with_external_entities_are_not_opened(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match="XML entities"):
            Workbook(hostile.entity_workbook(tmp_path / "x.xlsx"), BROWSER)

    def test_hidden_in_utf_16_the_entities_are_seen_too(self, tmp_path: Path) -> None:
        sheet = hostile.sheet_xml("", before='<!DOCTYPE x [<!ENTITY e "x">]>').encode("utf-16")
        path = hostile.raw_workbook(tmp_path / "x.xlsx", "", {"xl/worksheets/sheet1.xml": sheet})
        with pytest.raises(Unreadable, match="XML entities"):
            Workbook(path, BROWSER)

    def test_that_are_bombs_are_not_opened(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match="zip bomb"):
            Workbook(hostile.bomb(tmp_path / "x.xlsx"), BROWSER)

    def test_of_too_many_parts_are_not_opened(self, tmp_path: Path) -> None:
        extra = {f"xl/media/{number}.txt": "x" for number in range(10_001)}
        with pytest.raises(Unreadable, match="at most 10,000"):
            Workbook(hostile.raw_workbook(tmp_path / "x.xlsx", hostile.sheet_xml(""), extra), BROWSER)

    def test_with_an_archive_inside_are_not_opened(self, tmp_path: Path) -> None:
        path = hostile.raw_workbook(tmp_path / "x.xlsx", hostile.sheet_xml(""), {"xl/inner.zip": b"PK\x03\x04...."})
        with pytest.raises(Unreadable, match="another archive"):
            Workbook(path, BROWSER)

    def test_with_a_part_that_points_outside_are_not_opened(self, tmp_path: Path) -> None:
        path = hostile.raw_workbook(tmp_path / "x.xlsx", hostile.sheet_xml(""), {"../../evil.xml": "x"})
        with pytest.raises(Unreadable, match="points outside"):
            Workbook(path, BROWSER)

    def test_with_a_value_far_out_are_refused_before_the_grid_is_built(self, tmp_path: Path) -> None:
        cells = '<row r="1048576"><c r="SF1048576"><v>1</v></c></row>'
        with pytest.raises(Unreadable, match="too many for a workbook"):
            Workbook(hostile.raw_workbook(tmp_path / "x.xlsx", hostile.sheet_xml(cells)), BROWSER)

    def test_with_values_beyond_the_last_column_are_refused(self, tmp_path: Path) -> None:
        cells = '<row r="1"><c r="XFD1"><v>1</v></c></row>'
        with pytest.raises(Unreadable, match="beyond column 500"):
            Workbook(hostile.raw_workbook(tmp_path / "x.xlsx", hostile.sheet_xml(cells)), BROWSER)

    def test_give_cached_results_of_formulas_and_keep_formula_like_text(self, tmp_path: Path) -> None:
        cells = '<row r="3"><c r="B3"><f>1+1</f><v>2</v></c><c r="C3" t="inlineStr"><is><t>=cmd|calc</t></is></c></row>'
        book = Workbook(hostile.raw_workbook(tmp_path / "x.xlsx", hostile.sheet_xml(cells)), BROWSER)
        found = [row for row in book.rows("Register") if not isinstance(row, Reject) and any(row[1])]
        assert found == [(3, ["", "2", "=cmd|calc"])]

    def test_that_are_cut_short_are_refused(self, tmp_path: Path) -> None:
        whole = hostile.raw_workbook(tmp_path / "x.xlsx", hostile.sheet_xml("")).read_bytes()
        with pytest.raises(Unreadable, match="damaged"):
            sniff(written(tmp_path, whole[: len(whole) // 2], "y.xlsx"))

    def test_a_plain_archive_is_told_apart(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
            archive.writestr("register.csv", "a,b")
        assert sniff(tmp_path / "x.xlsx").kind is FileKind.ZIP
