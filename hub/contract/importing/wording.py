"""Say in words what a load would change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hub.contract.models import Contract
from hub.platform.words import date_short, money

_SENTINEL = object()
FIELDS = {field.name: field for field in Contract._meta.concrete_fields}


def field_label(name: str) -> str:
    """Give the label of a contract's field."""
    plain = name.removesuffix("_id")
    if plain not in FIELDS:
        return name.replace("_", " ").capitalize()
    label = str(FIELDS[plain].verbose_name)
    return label[:1].upper() + label[1:]


def in_words(contract: Contract, name: str, value: Any = _SENTINEL) -> str:
    """Write a value of a field, the stored one unless another is given."""
    if value is _SENTINEL:
        value = getattr(contract, name)
        if name in ("owner_id", "manager_id"):
            person = getattr(contract, name.removesuffix("_id"))
            return person.name if person else ""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Decimal) and name.startswith("foreign_"):
        # The row may change the currency too; the label says that these are no pounds.
        return f"{value:,.2f}"
    if isinstance(value, Decimal):
        return money(value, pence=value != value.to_integral_value())
    if isinstance(value, date):
        return date_short(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    choices = dict(FIELDS[name.removesuffix("_id")].flatchoices)
    return str(choices.get(value, value))
