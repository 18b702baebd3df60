"""Lines without dates are put into the month that their own column names, else into the file's."""

from __future__ import annotations

import pytest

from hub.spend.reading.tests.reads import read


class TestMonths:
    @pytest.mark.parametrize(
        ("heading", "cells", "months"),
        [
            ("Month", ("June 2023", "July 2023"), [202306, 202307]),
            ("Month", ("Jun-23", "Jul-23"), [202306, 202307]),
            ("Payment Month", ("2023-06", "2023-07"), [202306, 202307]),
            ("Month", ("06/2023", "7/2023"), [202306, 202307]),
            ("Period", ("202306", ""), [202306, 0]),
            ("Month", ("2011-12", "2012-01"), [201112, 201201]),
            ("Period", ("2011/12", "3"), [0, 0]),
        ],
    )
    def test_a_column_of_months_puts_each_line_into_its_month(self, tmp_path, heading, cells, months):
        rows = "".join(f"Ash Ltd,{cell},5.00\n" for cell in cells)
        _, lines, rejects, _ = read(tmp_path, f"Supplier,{heading},Amount\n{rows}")
        assert (rejects, [line["month"] for line in lines]) == ([], months)

    def test_the_files_month_stands_where_the_column_says_none(self, tmp_path):
        text = "Supplier,Month,Amount\nAsh Ltd,June 2023,5.00\nBirch Ltd,,6.00\n"
        _, lines, _, _ = read(tmp_path, text, name="spend-2023-05.csv")
        assert [line["month"] for line in lines] == [202306, 202305]

    def test_a_month_in_the_future_is_rejected(self, tmp_path):
        text = "Supplier,Month,Amount\nAsh Ltd,June 2023,5.00\nBirch Ltd,June 2036,6.00\n"
        _, lines, rejects, _ = read(tmp_path, text)
        assert (len(lines), [each.row for each in rejects]) == (1, [3]) and "in the future" in rejects[0].reason
