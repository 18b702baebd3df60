"""What an act changed, field by field, in the words of the forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from hub.contract.models import Contract
from hub.platform.events.feed import Line
from hub.platform.identity.models import Person
from hub.platform.words import date_long, list_of, money

FIELDS = {field.attname: field for field in Contract._meta.concrete_fields}
# Kept by the Hub itself, or said by the act's own sentence.
UNTOLD = frozenset(
    {"version", "status", "supplier_name", "recorded_on", "confirmed_on", "source_key", "source_digest", "source_dates"}
)
# A first entry would repeat the whole record.
FIRST = frozenset({"contract.add", "contract.import"})
LONGEST = 160


def told(lines: Iterable[Line]) -> dict[int, list[str]]:
    """Give for each event a sentence for each fact that it changed: "End date: 31 March 2027, was 31 March 2026".

    People and frameworks are named, with one query for each sort.
    """
    shown = [line for line in lines if line.verb.startswith("contract.") and line.verb not in FIRST]
    names = {"owner_id": _names(shown, "owner_id"), "manager_id": _names(shown, "manager_id")}
    names["framework_id"] = _references(shown)
    return {line.number: _sentences(line, names) for line in shown}


def _sentences(line: Line, names: dict[str, dict[Any, str]]) -> list[str]:
    found = []
    for name, (before, after) in line.changes.items():
        if name in UNTOLD:
            continue
        if isinstance(before, list) or isinstance(after, list):
            found += _of_lists(_label(name), before or [], after or [])
        else:
            found.append(_of_values(_label(name), *(_words(name, value, names) for value in (before, after))))
    return found


def _of_lists(label: str, before: list[Any], after: list[Any]) -> list[str]:
    new = [str(one) for one in after if one not in before]
    gone = [str(one) for one in before if one not in after]
    said = [f"{label}: now {list_of(new)}"] if new else []
    return said + ([f"{label}: no longer {list_of(gone)}"] if gone else [])


def _of_values(label: str, before: str, after: str) -> str:
    if not after:
        return f"{label}: taken out, was {before}"
    return f"{label}: {after}, was {before}" if before else f"{label}: {after}"


def _label(name: str) -> str:
    field = FIELDS.get(name)
    words = str(field.verbose_name) if field else name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _words(name: str, value: Any, names: dict[str, dict[Any, str]]) -> str:
    if value in (None, ""):
        return ""
    if name in names:
        return names[name].get(value, str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    field = FIELDS.get(name)
    if isinstance(field, models.DateField):
        return date_long(date.fromisoformat(str(value)))
    if isinstance(field, models.DecimalField):
        # The currency of that day may have been another; the label says that these are no pounds.
        return f"{Decimal(str(value)):,.2f}" if name.startswith("foreign_") else money(Decimal(str(value)))
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def _ids(lines: list[Line], name: str) -> set[Any]:
    return {value for line in lines for value in line.changes.get(name, ()) if value}


def _names(lines: list[Line], name: str) -> dict[Any, str]:
    wanted = _ids(lines, name)
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _references(lines: list[Line]) -> dict[Any, str]:
    wanted = _ids(lines, "framework_id")
    return dict(Contract.objects.filter(pk__in=wanted).values_list("pk", "reference")) if wanted else {}
