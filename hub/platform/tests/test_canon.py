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
