"""Canonical JSON: one value, one text, whatever the way by which it is found."""

from collections import OrderedDict
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from uuid import UUID

import pytest
from django.utils.safestring import SafeString

from hub.platform import canon
from hub.platform.canon import NotCanonical, dumps


class Size(StrEnum):
    SMALL = "small"


class Count(IntEnum):
    TWO = 2


class Day(Enum):
    FIRST = date(2026, 4, 1)


class Text(str):
    pass


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (7, "7"),
        ("£5 – ü", '"£5 – ü"'),
        (date(2026, 4, 1), '"2026-04-01"'),
        (datetime(2026, 4, 1, 12, tzinfo=UTC), '"2026-04-01T12:00:00.000000Z"'),
        (datetime(2026, 4, 1, 12, tzinfo=timezone(timedelta(hours=1))), '"2026-04-01T11:00:00.000000Z"'),
        (Decimal("1E+2"), '"100"'),
        (Decimal("12.50"), '"12.50"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        ({"b": [1, (2, None)], "a": {}}, '{"a":{},"b":[1,[2,null]]}'),
        ({3, 1, 2}, "[1,2,3]"),
        (frozenset({"b", "a"}), '["a","b"]'),
        (OrderedDict(b=1, a=Size.SMALL), '{"a":"small","b":1}'),
        (Count.TWO, "2"),
        (Day.FIRST, '"2026-04-01"'),
        ([Size.SMALL, Text("x"), SafeString("y")], '["small","x","y"]'),
        ({Text("key"): Decimal(1)}, '{"key":"1"}'),
    ],
)
def test_a_value_has_one_text(value: object, text: str) -> None:
    assert dumps(value) == text
    # Inside a list and inside a mapping it is found by shorter ways.
    assert dumps([value]) == f"[{text}]"
    assert dumps({"in": value}) == f'{{"in":{text}}}'


@pytest.mark.parametrize("value", [1.5, float("nan"), object(), b"bytes", datetime(2026, 4, 1), {1: "a"}, {None: "a"}])
def test_a_value_without_one_text_is_refused_wherever_it_stands(value: object) -> None:
    for each in (value, [value], {"in": value}, {"in": [(value,)]}):
        with pytest.raises(NotCanonical):
            dumps(each)


def test_plain_leaves_are_of_plain_types() -> None:
    assert type(canon.plain(Text("x"))) is str
    assert type(canon.plain({Text("k"): Size.SMALL})["k"]) is str


class TestTheStrictForm:
    """What leaves the Hub signed or sealed; its table is among the test vectors of the sealing."""

    def test_takes_text_and_whole_numbers_alone(self) -> None:
        assert canon.strict({"b": ["Cafe\u0301", 1], "a": ()}) == '{"a":[],"b":["Café",1]}'.encode()
        for value in (1.0, True, None, date(2026, 4, 1), Decimal(1), 2**53, {1: 2}, {"ü": 1}, "\ud800", b"x"):
            with pytest.raises(NotCanonical):
                canon.strict(value)

    def test_ends_where_a_value_holds_itself(self) -> None:
        circle: list[object] = []
        circle.append(circle)
        with pytest.raises(NotCanonical, match="levels"):
            canon.strict(circle)
        with pytest.raises(NotCanonical):
            canon.read_strict(b"[" * 100_000)

    def test_reads_exactly_what_it_writes(self) -> None:
        value = {"a": [1, {"b": "£"}]}
        assert canon.read_strict(canon.strict(value)) == value
        for other in (
            b'{"a": 1}',
            b'{"a":1}\n',
            b'{"a":1,"a":1}',
            b'{"b":1,"a":1}',
            b"\xff",
            b"1.0",
            b"NaN",
            b"9" * 5000,
        ):
            with pytest.raises(NotCanonical):
                canon.read_strict(other)
