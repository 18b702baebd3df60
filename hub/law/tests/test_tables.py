"""Dated tables: what ships is whole, and what is asked is answered by the row of the day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from hub.law.tables import DATA, NoRow, Row, Tables, read, shipped

FILES = sorted(DATA.glob("*.json"))
KEYS = {"set", "title", "about", "local", "source", "entries"}


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def stored(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(request.param.read_text(encoding="utf-8"))
    return found


class TestWhatShips:
    def test_a_table_says_what_it_is_and_where_it_comes_from(self, stored: dict[str, Any]) -> None:
        assert set(stored) == KEYS
        assert all(stored[name] for name in KEYS - {"local"})
        assert all({"code", "label", "data", "from", "to"} <= set(one) for one in stored["entries"])
        assert all(set(one) <= {"code", "label", "data", "from", "to", "source"} for one in stored["entries"])

    def test_a_table_ships_once(self) -> None:
        names = [json.loads(path.read_text(encoding="utf-8"))["set"] for path in FILES]
        assert sorted(set(names)) == sorted(names)
        assert shipped().names() == tuple(names)

    def test_every_row_has_a_label_a_section_and_a_source(self, stored: dict[str, Any]) -> None:
        bare = [one["code"] for one in stored["entries"] if not one["label"] or not one["data"].get("citation")]
        assert bare == []
        assert all(row.source for row in shipped().all(stored["set"]))

    def test_every_row_ends_after_it_begins(self, stored: dict[str, Any]) -> None:
        rows = shipped().all(stored["set"])
        assert [row.code for row in rows if row.valid_to is not None and row.valid_to <= row.valid_from] == []

    def test_no_two_rows_of_one_code_hold_on_one_day(self, stored: dict[str, Any]) -> None:
        rows = sorted(shipped().all(stored["set"]), key=lambda row: (row.code, row.valid_from))
        twice = [
            f"{one.code} {other.valid_from}"
            for one, other in pairwise(rows)
            if one.code == other.code and (one.valid_to is None or other.valid_from < one.valid_to)
        ]
        assert twice == []

    def test_what_is_unconfirmed_says_why(self, stored: dict[str, Any]) -> None:
        rows = [one for one in stored["entries"] if one["data"].get("unconfirmed")]
        assert [one["code"] for one in rows if not one["data"].get("note")] == []

    def test_money_is_written_as_text(self, stored: dict[str, Any]) -> None:
        assert [one["code"] for one in stored["entries"] if isinstance(one["data"].get("amount"), int | float)] == []


BEGAN, CHANGED = date(2025, 2, 24), date(2026, 1, 1)
ROWS = (
    Row("a", "A", {"amount": "10.50", "days": 3}, BEGAN, CHANGED, "the Act"),
    Row("b", "B", {"unconfirmed": True}, BEGAN, None, "the Act"),
    Row("a", "A", {"amount": 12, "days": "4"}, CHANGED, None, "the Act"),
)
TABLES = Tables({"t": iter(ROWS), "u": ()})
DAY = timedelta(days=1)


class TestTheRowOfADay:
    def test_begins_on_its_first_day_and_ends_before_its_last(self) -> None:
        assert TABLES.row("t", "a", on=BEGAN) is ROWS[0]
        assert TABLES.row("t", "a", on=CHANGED - DAY) is ROWS[0]
        assert TABLES.row("t", "a", on=CHANGED) is ROWS[2]
        assert TABLES.row("t", "b", on=date(2199, 1, 1)) is ROWS[1]

    def test_gives_pounds_and_days(self) -> None:
        assert TABLES.amount("t", "a", on=BEGAN) == Decimal("10.50")
        assert TABLES.days("t", "a", on=BEGAN) == 3
        assert TABLES.amount("t", "a", on=CHANGED) == Decimal(12)
        assert TABLES.days("t", "a", on=CHANGED) == 4
        row = Row("a", "A", {"amount": "10.50", "days": "3"}, BEGAN, None, "the Act")
        assert (row.amount, row.days) == (Decimal("10.50"), 3)
        bare = Row("a", "A", {}, BEGAN, None, "the Act")
        assert (bare.amount, bare.days) == (0, 0)
        assert TABLES.amount("t", "b", on=BEGAN) == 0
        assert TABLES.days("t", "b", on=BEGAN) == 0

    @pytest.mark.parametrize(("name", "code"), [("t", "a"), ("t", "z"), ("z", "a")])
    def test_that_is_not_there_is_named(self, name: str, code: str) -> None:
        with pytest.raises(NoRow) as fault:
            TABLES.row(name, code, on=BEGAN - DAY)
        assert str(fault.value) == f"The table {name} has no row {code} for 2025-02-23."

    def test_takes_pounds_and_days_from_its_data_only(self) -> None:
        whole: dict[str, Any] = {
            "code": "a",
            "label": "A",
            "data": {},
            "valid_from": BEGAN,
            "valid_to": None,
            "source": "",
        }
        for name in ("amount", "days"):
            with pytest.raises(TypeError):
                Row(**whole, **{name: 1})

    def test_says_whether_it_was_confirmed(self) -> None:
        assert [row.is_unconfirmed for row in ROWS] == [False, True, False]


class TestATable:
    def test_gives_all_rows_in_their_order(self) -> None:
        assert TABLES.all("t") == ROWS
        assert TABLES.all("u") == ()
        assert TABLES.all("z") == ()

    def test_gives_the_rows_of_a_day(self) -> None:
        assert TABLES.on("t", BEGAN) == ROWS[:2]
        assert TABLES.on("t", CHANGED) == ROWS[1:]
        assert TABLES.on("t", BEGAN - DAY) == ()

    def test_gives_its_codes_and_names(self) -> None:
        assert TABLES.codes("t") == {"a", "b"}
        assert TABLES.codes("z") == frozenset()
        assert TABLES.names() == ("t", "u")

    def test_is_read_from_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "t.json"
        path.write_text(
            json.dumps({
                "set": "ta", "source": "the Act",
                "entries": [
                    {"code": "a", "label": "Ä", "data": {"amount": "1"}, "from": "2025-02-24", "to": "2026-01-01"},
                    {"code": "b", "label": "B", "from": "2025-02-24", "to": None, "source": "a regulation"},
                    {"code": "c", "label": "C", "from": "2025-02-24"},
                ],
            }, ensure_ascii=False),
            encoding="utf-8",
        )  # fmt: skip
        assert read(path) == (
            "ta",
            (
                Row("a", "Ä", {"amount": "1"}, BEGAN, CHANGED, "the Act"),
                Row("b", "B", {}, BEGAN, None, "a regulation"),
                Row("c", "C", {}, BEGAN, None, "the Act"),
            ),
        )

    def test_that_ships_is_read_once(self) -> None:
        assert shipped() is shipped()
