"""Say facts and answers in words: labels for fields, values as people read them, sentences without code names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hub.law.facts import Ask
from hub.lawdesk.shapes import Part
from hub.platform.words import date_with_day, money, percent, plural

# What the ends of names say, where a field has no words of its own.
ENDS = {
    "_inc_vat": ", including VAT",
    "_ex_vat": ", without VAT",
    "_on": " on",
    "_by": " by",
    "_days": ", in days",
    "_share": ", as a share",
}
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
NAMED = re.compile(r"`{1,2}([A-Za-z][\w-]*)`{1,2}")
CODE_NAME = re.compile(r"\b(?:[a-z][a-z_]*\.(?:\d+\.)?)*([a-z]+(?:_[a-z0-9]+)+)\b")
# Hints are also read by people who write JSON; on a page an empty box says the same.
NULL = re.compile(r"\b(?:Null|An empty list|Leave out) (if|when|unless|otherwise)\b")


@dataclass(frozen=True)
class Said:
    """One field in words; ``inner`` has the parts of a group or several values, ``table`` the rows of (head, cell)."""

    label: str
    value: str = ""
    inner: tuple[Said, ...] = ()
    table: tuple[tuple[tuple[str, str], ...], ...] = ()

    @property
    def asked(self) -> str:
        """Give the label with a colon, unless it is a question."""
        return self.label if self.label.endswith("?") else f"{self.label}:"


def label_of(name: str, ask: Ask) -> str:
    """Give the words for a field: its own, else what its name says."""
    if ask.question != name:
        return ask.question
    words, tail = name, ""
    for end, said in ENDS.items():
        if words.endswith(end) and len(words) > len(end):
            words, tail = words.removesuffix(end), said
            break
    return f"{words.replace('_', ' ').capitalize()}{tail}"


def said(parts: Iterable[Part], thing: Any, names: Mapping[str, str]) -> tuple[Said, ...]:
    """Give every field of facts or of a result in words.

    :param names: questions by the names of facts, for a value that is such a name.
    """
    return tuple(_said(part, getattr(thing, part.name), names) for part in parts)


def value_words(part: Part, value: Any, names: Mapping[str, str]) -> str:
    """Give one plain value in words."""
    if value is None:
        return "No date" if part.sort == "date" else "None"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return date_with_day(value)
    if part.sort == "number":
        return percent(Decimal(value) * 100, places=2)
    if isinstance(value, Decimal):
        return money(value, pence=value != value.to_integral_value())
    if part.sort == "count":
        return plural(value, "day") if part.name.endswith("_days") else f"{value:,}"
    if part.sort == "term":
        label = getattr(value, "label", "") or dict(part.choices).get(str(value), str(value))
        return f"{label} ({value})" if str(value).isupper() and len(str(value)) > 2 else str(label)
    return _text_words(str(value), names)


def _text_words(text: str, names: Mapping[str, str]) -> str:
    """Give a text; one that is a code gets its words from the tables that were read, or from itself."""
    if text in names:
        return names[text]
    return text.replace("_", " ").capitalize() if CODE_NAME.fullmatch(text) else text


def _said(part: Part, value: Any, names: Mapping[str, str]) -> Said:
    label = label_of(part.name, part.ask)
    if part.sort == "group" and not part.is_many:
        return Said(label, "" if value is not None else "None", said(part.parts, value, names) if value else ())
    if part.sort == "group":
        return _table(label, part, value or (), names)
    if part.is_many:
        listed = [value_words(part, one, names) for one in value or ()]
        return Said(label, "" if listed else "None", tuple(Said("", one) for one in listed))
    return Said(label, value_words(part, value, names))


def _table(label: str, part: Part, rows: Iterable[Any], names: Mapping[str, str]) -> Said:
    table = tuple(
        tuple((label_of(one.name, one.ask), _cell(one, getattr(row, one.name), names)) for one in part.parts)
        for row in rows
    )
    return Said(label, "" if table else "None", table=table)


def _cell(part: Part, value: Any, names: Mapping[str, str]) -> str:
    if part.is_many:
        return ", ".join(value_words(part, one, names) for one in value or ()) or "None"
    if part.sort == "group":
        inner = said(part.parts, value, names) if value is not None else ()
        return "; ".join(f"{one.asked} {one.value}" for one in inner) or "None"
    return "" if value is None else value_words(part, value, names)


def sentence(message: str, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """Give a rule's message as a person reads it: dates in words, facts and rules by what they are called.

    :param titles: the questions of rules by their names.
    """

    def day(found: re.Match[str]) -> str:
        try:
            return date_with_day(date(*(int(part) for part in found.groups())))
        except ValueError:
            return found[0]

    def named(found: re.Match[str]) -> str:
        known = titles.get(found[1]) or names.get(found[1])
        return f"“{known}”" if known else found[1]

    def fact(found: re.Match[str]) -> str:
        return f"“{names[found[1]]}”" if found[1] in names else found[0]

    return ISO.sub(day, CODE_NAME.sub(fact, NAMED.sub(named, message)))
