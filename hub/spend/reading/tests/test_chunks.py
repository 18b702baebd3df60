"""What goes from the child that reads a ledger to its parent, and what the parent makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hub.platform.tabular.limits import COMMAND_LINE
from hub.platform.tabular.results import Unreadable
from hub.spend.reading import chunks, reading
from hub.spend.reading.tests.reads import LATEST

LEDGER = (
    "Supplier,Date,Amount,Department,VAT,Net\n"
    + "Ash  Ltd,1/4/2026,120.00,Highways,20.00,100.00\n"
    + "Oak Ltd,2/4/2026,240.00,Housing,40.00,200.00\n"
)


@pytest.fixture
def read(tmp_path):
    """Give the one chunk of the ledger, and the number of its columns."""
    path = tmp_path / "ledger.csv"
    path.write_text(LEDGER)
    layout = next(iter(reading.look_in_child(path=str(path), name=path.name, choices={}, limits=COMMAND_LINE)))
    (chunk,) = reading.read_in_child(path=str(path), layout=layout, latest=LATEST, after=0, limits=COMMAND_LINE)
    return chunk, layout.width


class TestWhatIsSent:
    def test_words_that_stand_in_the_row_as_they_came_are_not_sent_again(self, read):
        chunk, _ = read
        assert chunk.spared["department"] == "c3"
        assert chunk.spared["company_number"] is None
        # Its spaces were tidied, so it is another text than that of the row.
        assert "payee" not in chunk.spared

    def test_all_is_put_together_again(self, read):
        chunk, width = read
        lines, cells = chunks.tables_of(chunk, file="f", width=width)
        assert lines["department"].to_pylist() == ["Highways", "Housing"]
        assert lines["payee"].to_pylist() == ["Ash Ltd", "Oak Ltd"]
        assert [str(each) for each in lines["amount"].to_pylist()] == ["100.00", "200.00"]
        assert lines["company_number"].to_pylist() == ["", ""]
        assert lines["row"].to_pylist() == cells["row"].to_pylist() == [2, 3]
        assert lines["file"].to_pylist() == ["f", "f"] and lines["held_by"].to_pylist() == [0, 0]
        assert cells["c0"].to_pylist() == ["Ash  Ltd", "Oak Ltd"]


class TestAChildThatLies:
    @pytest.mark.parametrize("source", ["c99", "nothing", "row"])
    def test_a_column_that_is_not_there_is_refused(self, read, source):
        chunk, width = read
        with pytest.raises(Unreadable):
            chunks.tables_of(replace(chunk, spared=chunk.spared | {"department": source}), file="f", width=width)

    def test_fewer_lines_than_rows_are_refused(self, read):
        chunk, width = read
        sent = chunks.unpacked(chunk.lines, chunks.sent_schema(chunk.spared))
        with pytest.raises(Unreadable):
            chunks.tables_of(replace(chunk, lines=chunks.packed(sent.slice(1))), file="f", width=width)

    def test_what_is_no_table_is_refused(self, read):
        chunk, width = read
        with pytest.raises(Unreadable):
            chunks.tables_of(replace(chunk, lines=b"nonsense"), file="f", width=width)
