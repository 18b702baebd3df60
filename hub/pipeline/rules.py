"""Rules of the forward plan over plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.law.findings import Finding
from hub.law.terms import Term


@dataclass(frozen=True)
class Origin:
    """The record whose end makes an entry necessary, such as a contract.

    :param kind: its sort, as events name it.
    :param page: the address of its page.
    :param ends_on: the day on which it ends.
    """

    kind: str
    pk: int
    reference: str
    page: str
    ends_on: date


class Fact(Term):
    """What an entry carries over."""

    TITLE = "title", "Title"
    DESCRIPTION = "description", "Description"
    DEPARTMENT = "department", "Department"
    MAIN_CPV = "main_cpv", "CPV code"
    CATEGORY = "category", "Category"
    VALUE = "value_ex_vat", "Value, ex VAT"
    OWNER = "owner", "Owner"


CARRIED = frozenset(str(each) for each in Fact)


def bars_to_planning(start_by: date | None, needed_on: date | None, value: Decimal | None) -> Iterable[Finding]:
    """A plan has a start before the need, and no value below nothing."""
    if start_by is not None and needed_on is not None and start_by > needed_on:
        message = "The competition must start before the day on which it is needed."
        yield Finding("order", message, cure="start_by")
    if value is not None and value < 0:
        yield Finding("value", "The value must be £0 or more.", cure="value_ex_vat")
