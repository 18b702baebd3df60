"""The public data sets: fields with their meaning, rows, and the checks before a run is let out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from hub.contract.terms import ContractKind
from hub.platform.clock import london
from hub.platform.reference import lookup
from hub.platform.tenancy.models import Authority
from hub.platform.words import plural
from hub.publishing import rules, selectors
from hub.publishing.models import Publication, PublishedContract

OVER = Decimal(5000)
Value = str | int | Decimal | date | bool | None


@dataclass(frozen=True)
class Field:
    """One column of a data set.

    :param holds: whether the code that asks for the set wants a value in every row; gaps are counted and told.
    """

    key: str
    title: str
    meaning: str
    value: Callable[[Any], Value]
    holds: bool = True


@dataclass(frozen=True)
class Dataset:
    """A data set as the reference data describes it; one that is missing has no fields."""

    key: str
    title: str
    about: str
    frequency: str
    owner: str
    law: str
    fields: tuple[Field, ...] = ()

    @property
    def is_missing(self) -> bool:
        """Say whether we do not publish it yet."""
        return not self.fields

    @property
    def address(self) -> str:
        """Give its address on the public site."""
        return f"/data/{self.key}/"


@dataclass(frozen=True)
class Check:
    """One thing looked at before a run goes out."""

    holds: bool
    says: str
    must_hold: bool = False


def _first_number(contract: PublishedContract) -> str:
    return contract.supplier_numbers if contract.is_sme or contract.is_vcse else ""


_REFERENCE = Field("reference", "Reference number", "Our reference; also the address of its page", lambda c: c.slug)
_DEPARTMENT = Field("department", "Department", "The department that answers for it", lambda c: c.department)
REGISTER = (
    _REFERENCE,
    Field("title", "Title of agreement", "What it is called", lambda c: c.title),
    _DEPARTMENT,
    Field("description", "Description", "The goods or services", lambda c: c.description),
    Field("supplier", "Supplier", "Every supplier's name", lambda c: c.supplier_names),
    Field(
        "value_ex_vat", "Value over its life, ex VAT", "Pounds; empty: not known in pounds", lambda c: c.value_ex_vat
    ),
    Field("currency", "Currency", "In which the price is agreed", lambda c: c.currency),
    Field(
        "own_value",
        "Value in that currency",
        "Over its life, ex VAT, if not pounds",
        lambda c: c.foreign_value_ex_vat,
        holds=False,
    ),
    Field("annual_value", "Value a year, ex VAT", "Pounds", lambda c: c.annual_value_ex_vat, holds=False),
    Field("irrecoverable_vat", "Irrecoverable VAT", "Lost VAT", lambda c: c.irrecoverable_vat, holds=False),
    Field("starts_on", "Start date", "First day", lambda c: c.starts_on),
    Field("ends_on", "End date", "Last day, extensions used so far included", lambda c: c.ends_on),
    Field("review_on", "Review date", "When we look at it again", lambda c: c.review_on),
    Field("was_invited", "From an invitation", "Yes: from an invitation to quote or tender", lambda c: c.was_invited),
    Field("is_sme", "Supplier is SME", "Yes: a small or medium firm", lambda c: c.is_sme),
    Field("is_vcse", "Supplier is VCSE", "Yes: a voluntary or community body", lambda c: c.is_vcse),
    Field("registration", "Registration number", "Where the supplier is SME or VCSE", _first_number, holds=False),
    Field("status", "Status", "Live or suspended", lambda c: c.get_state_display()),
)
GRANTS = (
    _REFERENCE,
    Field("awarded_on", "Date awarded", "Day of the decision", lambda c: c.awarded_on or c.signed_on),
    Field("starts_on", "Period from", "First day covered", lambda c: c.starts_on),
    Field("ends_on", "Period to", "Last day covered", lambda c: c.ends_on),
    _DEPARTMENT,
    Field("supplier", "Beneficiary", "Who receives it", lambda c: c.supplier_names),
    Field("registration", "Registration number", "Charity or company number", lambda c: c.supplier_numbers),
    Field("title", "Summary of purpose", "What it is for", lambda c: c.title),
    Field("value_ex_vat", "Amount", "Pounds", lambda c: c.value_ex_vat),
    Field("currency", "Currency", "In which it is agreed", lambda c: c.currency),
    Field("own_value", "Amount in that currency", "If not pounds", lambda c: c.foreign_value_ex_vat, holds=False),
)
PLANS = (
    Field("reference", "Reference number", "Our reference; also the address of its page", lambda p: p.slug),
    Field("title", "Title", "What we plan to buy", lambda p: p.title),
    Field("description", "Description", "What it is for", lambda p: p.description, holds=False),
    Field("authority", "Authority", "Who plans it", lambda p: p.authority.name),
    Field("department", "Department", "The department that needs it", lambda p: p.department, holds=False),
    Field("why", "Why", "New need, renewal, bought again and again, or framework", lambda p: p.entry_kind),
    Field("bought", "Kind", "Goods, services or works", lambda p: p.contract_kind),
    Field("cpv", "CPV code", "Common procurement vocabulary", lambda p: p.main_cpv),
    Field("value_ex_vat", "Estimated value, ex VAT", "Pounds; empty: not known or withheld", lambda p: p.value_ex_vat),
    Field("value_inc_vat", "Estimated value, inc VAT", "Pounds", lambda p: p.value_inc_vat, holds=False),
    Field("procedure", "Likely procedure", "How we expect to buy it", lambda p: p.procedure, holds=False),
    Field("notice_on", "Notice planned for", "When we mean to advertise it", lambda p: p.advertise_on),
    Field("needed_on", "Contract begins", "When we need it", lambda p: p.needed_on),
    Field("ends_on", "Contract ends", "Until when", lambda p: p.ends_on, holds=False),
    Field("may_share", "Open to partners", "Yes: offered to partner authorities", lambda p: p.may_share),
    Field("status", "Status", "Planned, started or no longer planned", lambda p: p.get_state_display()),
)
PLAN = "pipeline"
FIELDS = {"contracts_register": REGISTER, "grants_to_vcse": GRANTS, PLAN: PLANS}


def every(*, on: date) -> list[Dataset]:
    """Give the data sets that are due on a day, those we do not publish yet last."""
    found = [_dataset(entry.code, entry.label, entry.data) for entry in lookup.get("datasets", on=on)]
    return sorted(found, key=lambda each: each.is_missing)


def get(key: str, *, on: date) -> Dataset:
    """Give one data set.

    :raises KeyError: when there is none of that name.
    """
    return {each.key: each for each in every(on=on)}[key]


def _dataset(key: str, title: str, data: dict[str, Any]) -> Dataset:
    fields = FIELDS.get(key, ())
    return Dataset(key, title, data["about"], data["frequency"], data["owner"], data["law"], fields)


def records_in(dataset: Dataset, authority: Authority | None = None) -> Any:
    """Give the published rows that a set holds; of one authority, or of all."""
    if dataset.key != PLAN:
        return contracts_in(dataset, authority)
    rows = selectors.plans().select_related("authority").order_by("slug")
    return rows.filter(authority=authority) if authority is not None else rows


def contracts_in(dataset: Dataset, authority: Authority | None = None) -> Any:
    """Give the published contracts that a set holds; of one authority, or of all."""
    rows = selectors.contracts().select_related("authority").order_by("slug")
    if authority is not None:
        rows = rows.filter(authority=authority)
    if dataset.key == "grants_to_vcse":
        return rows.filter(agreement_kind=ContractKind.GRANT, is_vcse=True)
    # A contract whose value we do not know, or withhold, may be over the line; leaving it out would hide it.
    over = Q(value_ex_vat__gt=OVER) | Q(value_ex_vat__isnull=True)
    return rows.filter(over, state__in=selectors.RUNNING)


def rows(dataset: Dataset, authority: Authority | None = None) -> Iterator[list[Value]]:
    """Give the rows of a set, field by field."""
    for record in records_in(dataset, authority).iterator(chunk_size=1000):
        yield [field.value(record) for field in dataset.fields]


@dataclass(frozen=True)
class Gap:
    """A field and in how many rows it is empty."""

    field: Field
    empty: int


def gaps(dataset: Dataset, authority: Authority | None = None) -> tuple[int, list[Gap]]:
    """Count the rows of a set, and for each field that should be filled those where it is not."""
    empty = dict.fromkeys((field.key for field in dataset.fields), 0)
    count = 0
    for values in rows(dataset, authority):
        count += 1
        for field, value in zip(dataset.fields, values, strict=True):
            empty[field.key] += value is None or value == ""
    return count, [Gap(field, empty[field.key]) for field in dataset.fields if field.holds and empty[field.key]]


def checks(dataset: Dataset, authority: Authority) -> list[Check]:
    """Give what is looked at before a run goes out; only some of it must hold."""
    if dataset.is_missing:
        return [Check(False, "The records of this set are not in the Hub yet.", must_hold=True)]
    count, found = gaps(dataset, authority)
    before = selectors.last_run(dataset.key, authority)
    made = [Check(count > 0, f"{plural(count, 'row')} will be in it.")]
    if before is not None:
        moved = count - before.rows_count
        steady = abs(moved) * 4 <= before.rows_count
        made.append(Check(steady, f"The last run had {plural(before.rows_count, 'row')}, {_moved(moved)}."))
    made += [Check(False, f"{gap.field.title} is empty in {plural(gap.empty, 'row')}.") for gap in found]
    made.append(_withheld(dataset, authority))
    return made


def _withheld(dataset: Dataset, authority: Authority) -> Check:
    """Say of how many rows something is withheld."""
    found = records_in(dataset, authority)
    if dataset.key == PLAN:
        return Check(True, f"{plural(found.filter(shows_value=False).count(), 'row')} without the value, as decided.")
    held = found.exclude(withheld=[]).count()
    return Check(True, f"{plural(held, 'row')} with something withheld; the reason is on each contract's page.")


def _moved(by: int) -> str:
    return f"this one has {abs(by):,} {'more' if by > 0 else 'fewer'}" if by else "as many as this one"


@dataclass(frozen=True)
class Standing:
    """Where a data set of an authority stands: its period, when it is due, the last run, and whether it is late."""

    dataset: Dataset
    period: str
    due_on: date
    last: Publication | None
    is_done: bool
    is_late: bool
    is_owed: bool = True


def standing(dataset: Dataset, authority: Authority | None, at: Any) -> Standing:
    """Say where a set stands."""
    on = london(at).date()
    period, last_day = rules.period_of(dataset.frequency, on)
    due = rules.due_on(last_day)
    last = selectors.last_run(dataset.key, authority)
    is_done = last is not None and last.period == period
    # Putting something on the public pipeline is nobody's duty for most contracts; what is there is published yearly.
    is_owed = not dataset.is_missing and (dataset.key != PLAN or selectors.had_plans(authority, last_day))
    return Standing(dataset, period, due, last, is_done, is_owed and not is_done and on > due, is_owed)
