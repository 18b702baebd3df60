"""Rows that do not fit the headings or hold what no cell may hold are named, and never read as something else."""

from __future__ import annotations

import pytest

from hub.platform.tabular.results import Unreadable
from hub.spend.reading.tests.reads import amounts, read


def test_a_sum_with_a_comma_that_is_cut_in_two_is_no_sum(tmp_path):
    text = "Date,Supplier,Net amount\n09/04/2026,Acme Ltd,1,234.56\n10/04/2026,Ash Ltd,2.00\n"
    _, lines, rejects, _ = read(tmp_path, text)
    assert amounts(lines) == ["2.00"] and [each.row for each in rejects] == [2]
    assert "More cells than headings" in rejects[0].reason and "quotation marks" in rejects[0].reason


def test_so_it_is_where_every_row_has_one_and_where_the_sum_is_not_last(tmp_path):
    rows = "".join(f"{n:02}/04/2026,Ash Ltd,{n},234.56,Highways\n" for n in range(1, 10))
    _, lines, rejects, _ = read(tmp_path, "Date,Supplier,Net amount,Department\n" + rows)
    assert lines == [] and len(rejects) == 9


def test_columns_below_blank_headings_are_kept(tmp_path):
    text = "Date,Supplier,Net amount,,\n09/04/2026,Acme Ltd,1.00,x,y\n"
    layout, lines, rejects, _ = read(tmp_path, text)
    assert (amounts(lines), rejects, layout.headings[3:]) == (["1.00"], [], ("Column D", "Column E"))


def test_a_nul_is_named_with_its_column(tmp_path):
    head = "Date,Supplier,Net amount\n"
    with pytest.raises(Unreadable, match="Row 2 has a NUL character"):
        read(tmp_path, head + "01/04/2026,Ac\x00me,100\n")
    _, lines, rejects, _ = read(tmp_path, head + "01/04/2026,Ac\x00me,100\n02/04/2026,Ash,2\n")
    assert amounts(lines) == ["2.00"]
    assert [(each.row, each.column) for each in rejects] == [(2, "Supplier")] and "NUL" in rejects[0].reason
