"""Canonical JSON: one text for one value, so that its digest means something.

Keys sorted, no spaces, UTF-8. Floats, NaN and keys that are not text are refused (ASVS 1.5.3); dates, instants and
decimals become their ISO or plain text.

``strict`` is the narrower form of what leaves the Hub and is signed or sealed: the same text in every language.
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import UnionType
from typing import Any
from uuid import UUID

AS_THEY_ARE = frozenset({str, int, bool, type(None)})
# What goes in has come through ``plain``, which ends on no circle.
ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False)


class NotCanonical(ValueError):
    """The value has no single text form."""


def plain(value: Any) -> Any:
    """Give ``value`` with every leaf as text, integer, truth value or null.

    :raises NotCanonical: for floats, unknown types and keys that are not text.
    """
    kind = type(value)
    if kind in AS_THEY_ARE:
        return value
    return WAYS.get(kind, _plain_other)(value)


def _plain_mapping(value: dict[Any, Any]) -> dict[str, Any]:
    found = {}
    for key, item in value.items():
        if type(key) is not str:
            if not isinstance(key, str):
                raise NotCanonical("keys must be text")
            key = str(key)
        kind = type(item)
        found[key] = item if kind in AS_THEY_ARE else WAYS.get(kind, _plain_other)(item)
    return found


def _plain_items(value: Iterable[Any]) -> list[Any]:
    return [item if type(item) in AS_THEY_ARE else WAYS.get(type(item), _plain_other)(item) for item in value]


def _plain_decimal(value: Decimal) -> str:
    return format(value, "f")


def _plain_other(value: Any) -> Any:
    """Take the types that are rare: members of enumerations, sets, and whatever descends from a plain type."""
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, set | frozenset):
        return _plain_items(sorted(value))
    for kind, way in FAMILIES:
        if isinstance(value, kind):
            return way(value)
    raise NotCanonical(f"{type(value).__name__} has no canonical form")


@lru_cache(maxsize=10_000)
def instant(at: datetime) -> str:
    """Give an aware instant as UTC text to the microsecond."""
    if at.tzinfo is None:
        raise NotCanonical("an instant needs its time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


# An instant is a date too, so it comes first.
FAMILIES: tuple[tuple[type | UnionType, Callable[[Any], Any]], ...] = (
    (int, lambda value: value),
    (str, str),
    (datetime, instant),
    (date, date.isoformat),
    (Decimal, _plain_decimal),
    (UUID, str),
    (dict, _plain_mapping),
    (list | tuple, _plain_items),
)
# Nearly every value is of exactly one of these types, and one look finds what to do with it.
WAYS: dict[type, Callable[[Any], Any]] = {
    datetime: instant,
    date: date.isoformat,
    Decimal: _plain_decimal,
    UUID: str,
    dict: _plain_mapping,
    list: _plain_items,
    tuple: _plain_items,
}


def dumps(value: Any) -> str:
    """Give the canonical text of ``value``."""
    return ENCODER.encode(plain(value))


def digest(value: Any, *, domain: str) -> str:
    """Give the SHA-256 of the canonical text, in hexadecimal, under a domain such as ``hub/event/v1``."""
    return hashlib.sha256(domain.encode() + dumps(value).encode()).hexdigest()


# Beyond this, JavaScript rounds whole numbers.
LARGEST = 2**53 - 1
DEEPEST = 16


def strict(value: Any) -> bytes:
    """Give the one text of objects, lists, text and whole numbers that Python and JavaScript write alike, as UTF-8.

    Text becomes NFC. Keys are ASCII, so that both languages sort them alike.

    :raises NotCanonical: for everything else: fractions, truth values, null, whole numbers beyond 2**53 - 1, halves of
        surrogate pairs, and what lies deeper than 16 levels.
    """
    try:
        return ENCODER.encode(_strictly(value, 0)).encode()
    except UnicodeEncodeError:
        raise NotCanonical("text has half of a surrogate pair") from None


def read_strict(text: bytes) -> Any:
    """Give what a text says, if it is exactly the text that ``strict`` would write.

    :raises NotCanonical: when it is not; a second spelling of the same value is refused as well.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise NotCanonical("this is not JSON in UTF-8") from None
    if strict(value) != text:
        raise NotCanonical("this is not the canonical spelling")
    return value


def _strictly(value: Any, depth: int) -> Any:
    if depth > DEEPEST:
        raise NotCanonical("too many levels")
    if type(value) is str:
        return unicodedata.normalize("NFC", value)
    if type(value) is int and abs(value) <= LARGEST:
        return value
    if isinstance(value, list | tuple):
        return [_strictly(item, depth + 1) for item in value]
    if isinstance(value, dict):
        if not all(isinstance(key, str) and key.isascii() for key in value):
            raise NotCanonical("keys must be ASCII text")
        return {key: _strictly(item, depth + 1) for key, item in value.items()}
    raise NotCanonical(f"{type(value).__name__} has no strict form")
