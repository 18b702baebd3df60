"""Rules of the entries: what is carried over, and what a plan must not say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.law.findings import Finding
from hub.law.terms import Term
from hub.pipeline.terms import Kind

APRIL = 4


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


@dataclass(frozen=True)
class Case:
    """The case that began from an entry: a later package's record.

    :param kind: its sort, as events name it.
    :param page: the address of its page.
    """

    kind: str
    pk: int
    reference: str
    page: str


class Fact(Term):
    """What an entry carries over from what it is made of."""

    TITLE = "title", "Title"
    DESCRIPTION = "description", "Description"
    DEPARTMENT = "department", "Department"
    MAIN_CPV = "main_cpv", "CPV code"
    CATEGORY = "category", "Category"
    VALUE = "value_ex_vat", "Value, ex VAT"
    BUDGET_LINE = "budget_line", "Budget line"
    OWNER = "owner", "Owner"
    ENTRY_KIND = "entry_kind", "Kind"
    HAS_NEED = "has_need", "Came through intake"


class Settled(Term):
    """What is settled beside owner, dates, value and budget when an entry is planned."""

    TITLE = "title", "Title"
    DESCRIPTION = "description", "Description"
    DEPARTMENT = "department", "Department"
    MAIN_CPV = "main_cpv", "CPV code"
    CATEGORY = "category", "Category"
    ENTRY_KIND = "entry_kind", "Kind"
    CONTRACT_KIND = "contract_kind", "Bought"
    PROCEDURE = "procedure", "Likely procedure"
    TIER = "tier", "Likely tier"
    VALUE_INC = "value_inc_vat", "Value, inc VAT"
    BUDGET_YEAR = "budget_year", "Financial year"
    ENDS_ON = "ends_on", "Needed until"
    ADVERTISE_ON = "advertise_on", "Notice planned for"


CARRIED = frozenset(str(each) for each in Fact)
SETTLED = frozenset(str(each) for each in Settled)


def kind_of(origin: Origin | None) -> Kind:
    """Say what sort of entry it is when nobody said so: what follows something renews it."""
    return Kind.NEED if origin is None else Kind.RENEWAL


def financial_year_of(day: date) -> int:
    """Give the year in which the financial year of a day begins, from 1 April."""
    return day.year if day.month >= APRIL else day.year - 1


@dataclass(frozen=True)
class Plan:
    """The dates and the money of an entry as somebody plans it."""

    start_by: date | None
    needed_on: date | None
    value_ex_vat: Decimal | None
    value_inc_vat: Decimal | None = None
    ends_on: date | None = None
    advertise_on: date | None = None


def bars_to_planning(plan: Plan) -> Iterable[Finding]:
    """A plan starts before the need, says its notice before the need, ends after it begins, and is worth £0 or more."""
    needed = plan.needed_on
    if plan.start_by is not None and needed is not None and plan.start_by > needed:
        message = "The competition must start before the day on which it is needed."
        yield Finding("order", message, cure="start_by")
    if plan.advertise_on is not None and needed is not None and plan.advertise_on > needed:
        message = "The notice must be planned for a day before it is needed."
        yield Finding("notice_order", message, cure="advertise_on")
    if plan.ends_on is not None and needed is not None and plan.ends_on < needed:
        yield Finding("end", "It must be needed until a day after it is needed from.", cure="ends_on")
    if plan.value_ex_vat is not None and plan.value_ex_vat < 0:
        yield Finding("value", "The value must be £0 or more.", cure="value_ex_vat")
    if _is_less(plan.value_inc_vat, plan.value_ex_vat):
        message = "The value including VAT must not be less than the value without it."
        yield Finding("vat", message, cure="value_inc_vat")


def _is_less(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and one < other


def bars_to_showing(*, title: str, needed_on: date | None, is_open: bool, is_shown: bool) -> Iterable[Finding]:
    """The public reads what will be bought and from when, of what is still to start."""
    if is_shown:
        yield Finding("shown", "It is on the public pipeline already.")
    if not is_open:
        yield Finding("not_open", "Only what is still to start goes on the public pipeline.")
    if not title.strip():
        yield Finding("title", "It has no title. Give it one first.")
    if needed_on is None:
        yield Finding("date", "It does not say from when it is needed. Plan it first.", cure="pipeline.plan")
