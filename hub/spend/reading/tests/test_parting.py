"""A cell that holds a date and a sum is taken apart where one reading is possible, and told where it is not."""

from __future__ import annotations

import datetime as dt

import pytest

from hub.spend.reading.parting import have_full_years, parts_of
from hub.spend.reading.tests.reads import amounts, read

HEADINGS = "Supplier,Date,Amount,Description\n"
GOOD = "Ash Ltd,24/06/2026,1500.00,Care\n" * 3


class TestTakingApart:
    @pytest.mark.parametrize(
        ("row", "amount", "subject"),
        [
            ("Birch Ltd,25/06/2026900,Care,", "900.00", "Care"),
            ("Birch Ltd,25/06/2026900,Care", "900.00", "Care"),
            ("Birch Ltd,25/06/2026579.6,Care,", "579.60", "Care"),
            ("Birch Ltd,25/06/2026-12.50,Care,", "-12.50", "Care"),
            ('Birch Ltd,"25/06/20261,234.50",Care,', "1234.50", "Care"),
            ("Birch Ltd,25/06/2026 £900,,Care", "900.00", "Care"),
            ("Birch Ltd,25/06/2026900,,", "900.00", ""),
        ],
    )
    def test_the_cells_behind_it_go_where_they_belong(self, tmp_path, row, amount, subject):
        _, lines, rejects, _ = read(tmp_path, f"{HEADINGS}{GOOD}{row}\n")
        assert rejects == [] and amounts(lines) == ["1500.00"] * 3 + [amount]
        assert (lines[3]["paid_on"], lines[3]["description"]) == (dt.date(2026, 6, 25), subject)

    @pytest.mark.parametrize(
        ("row", "payee", "subject"),
        [
            ("Catch2225/06/2026,900.00,Care,", "Catch22", "Care"),
            ("Birch Ltd 25/06/2026,900,Care", "Birch Ltd", "Care"),
            ("Academy2125/06/2026900,Care,,", "Academy21", "Care"),
        ],
    )
    def test_so_is_a_payee_with_the_date_behind(self, tmp_path, row, payee, subject):
        _, lines, rejects, _ = read(tmp_path, f"{HEADINGS}{GOOD}{row}\n")
        assert rejects == [] and amounts(lines) == ["1500.00"] * 3 + ["900.00"]
        told = (lines[3]["payee"], lines[3]["paid_on"], lines[3]["description"])
        assert told == (payee, dt.date(2026, 6, 25), subject)

    @pytest.mark.parametrize(
        ("good", "row", "why"),
        [
            # Beside days of one figure it may as well be Catch222 and the 5th.
            (GOOD.replace("24/", "4/"), "Catch2225/06/2026,900.00,Care,", "short days"),
            (GOOD, "Catch2225/06/2026,900.00,Care,More", "no cell is free for what would move"),
            (GOOD, "Catch2231/06/2026,900.00,Care,", "there is no such day"),
            (GOOD, "Catch2225/06/2026,Care,900.00,", "what stands behind it is no sum"),
            (GOOD, "Catch2225/06/2026,900.00,12.00,", "two sums stand behind it"),
        ],
    )
    def test_a_payee_with_the_date_behind_is_left_alone_where_another_reading_is_possible(
        self, tmp_path, good, row, why
    ):
        _, lines, _, _ = read(tmp_path, f"{HEADINGS}{good}{row}\n")
        assert [line["payee"] for line in lines if line["payee"] in ("Catch22", "Catch222")] == [], why

    def test_a_payee_called_after_a_day_keeps_its_name(self, tmp_path):
        _, lines, _, _ = read(tmp_path, f"{HEADINGS}{GOOD}Refund of 01/06/2026,25/06/2026,900.00,Care\n")
        assert (lines[3]["payee"], lines[3]["paid_on"]) == ("Refund of 01/06/2026", dt.date(2026, 6, 25))

    def test_how_many_it_was_is_counted(self, tmp_path):
        from hub.platform.tabular.limits import COMMAND_LINE
        from hub.spend.reading import reading

        path = tmp_path / "a.csv"
        path.write_text(f"{HEADINGS}{GOOD}Birch Ltd,25/06/2026900,Care,\nElm Ltd,25/06/2026901,Care,\n")
        layout = next(iter(reading.look_in_child(path=str(path), name="a.csv", choices={}, limits=COMMAND_LINE)))
        how = {"path": str(path), "layout": layout, "latest": dt.date(2026, 12, 1), "after": 0}
        assert sum(chunk.parted for chunk in reading.read_in_child(**how, limits=COMMAND_LINE)) == 2

    @pytest.mark.parametrize(
        ("good", "row", "why"),
        [
            # Beside years of two figures it may as well be 2020 and 26900.
            ("Ash Ltd,24/06/26,1500.00,Care\n" * 3, "Birch Ltd,25/06/2026900,Care,", "short years"),
            (GOOD, "Birch Ltd,25/06/2026900,10.00,Care", "the sum has a cell of its own"),
            (GOOD, "Birch Ltd,25/06/2026900,Care,More", "no cell is free for what would move"),
            (GOOD, "Birch Ltd,31/06/2026900,Care,", "there is no such day"),
        ],
    )
    def test_where_another_reading_is_possible_it_is_told(self, tmp_path, good, row, why):
        _, lines, rejects, _ = read(tmp_path, f"{HEADINGS}{good}{row}\n")
        assert len(lines) == 3 and len(rejects) == 1, why
        assert "run together" in rejects[0].reason, why

    def test_where_the_column_behind_it_holds_no_sums_nothing_is_moved(self, tmp_path):
        text = "Supplier,Amount,Date,Description\nAsh Ltd,10.00,24/06/2026,Care\nBirch Ltd,12.00,25/06/2026900,Care,\n"
        _, lines, rejects, _ = read(tmp_path, text)
        assert amounts(lines) == ["10.00"] and "run together" in rejects[0].reason


class TestRules:
    @pytest.mark.parametrize(
        ("cell", "parts"),
        [
            ("25/06/2012900", ("25/06/2012", "900")), (" 25/06/2012900.5 ", ("25/06/2012", "900.5")),
            ("25/06/2012", None), ("25/06/20120900", None), ("25/06/2012 16:59", None), ("5/6/2012900", None),
            ("25/06/2012900.123", None), ("", None),
        ],
    )  # fmt: skip
    def test_a_date_and_a_sum(self, cell, parts):
        assert parts_of(cell) == parts

    @pytest.mark.parametrize(
        ("cells", "full"),
        [
            (["24/06/2012", "1/7/2012", "25/06/2012900", ""], True), (["24/06/2012", "24/06/12"], False),
            (["24 June 2012"], False), ([], False),
        ],
    )  # fmt: skip
    def test_full_years(self, cells, full):
        assert have_full_years(cells) is full
