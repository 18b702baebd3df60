"""Put published rows into the words and shapes that the public pages draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hub.contract.terms import ContractKind, Nature, Regime, Route, SupplierRole
from hub.platform.ui.parts import Row, Tag
from hub.platform.words import date_long, date_range, list_of, lower_first, money, money_in_prose
from hub.publishing import selectors
from hub.publishing.models import PublishedContract, PublishedSupplier
from hub.publishing.terms import PublicState

COLOURS = {PublicState.LIVE: "green", PublicState.SUSPENDED: "yellow"}
UNKNOWN = "Not recorded"


@dataclass(frozen=True)
class Section:
    """A heading with its facts, and what of it is withheld."""

    title: str
    rows: list[Row]
    withheld: list[dict[str, Any]]


@dataclass(frozen=True)
class Change:
    """One change: when, what was done, and each fact before and after."""

    at: datetime
    what: str
    lines: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Hit:
    """A contract as a search shows it."""

    contract: PublishedContract
    line: str
    value: str
    note: str


def state_tag(contract: PublishedContract) -> Tag:
    """Give the tag of a contract's state."""
    return Tag(contract.get_state_display(), COLOURS.get(PublicState(contract.state), "grey"))  # type: ignore[arg-type]


def hits(contracts: list[PublishedContract]) -> list[Hit]:
    """Give contracts as hits, each with what it was worth before a change of its value."""
    before = selectors.first_values(contracts)
    return [_hit(contract, before.get(contract.pk)) for contract in contracts]


def _hit(contract: PublishedContract, was: Decimal | None) -> Hit:
    line = ", ".join(filter(None, [contract.reference, lower_first(contract.get_state_display()), period(contract)]))
    if contract.foreign_value_ex_vat is not None:
        return Hit(contract, line, contract.worth, "ex VAT")
    if contract.value_ex_vat is None:
        is_withheld = any(each["field"] == "value_ex_vat" for each in contract.withheld)
        return Hit(contract, line, "Withheld" if is_withheld else "Not known", "")
    note = f"was {money_in_prose(was)}" if was is not None and was != contract.value_ex_vat else "ex VAT"
    return Hit(contract, line, money(contract.value_ex_vat), note)


def period(contract: PublishedContract) -> str:
    """Say from when to when a contract runs."""
    end = contract.ended_on or contract.ends_on
    if contract.starts_on and end:
        return date_range(contract.starts_on, end)
    if contract.starts_on:
        return f"from {date_long(contract.starts_on)}"
    return f"until {date_long(end)}" if end else ""


def sections(contract: PublishedContract) -> list[Section]:
    """Give the facts of a contract under their headings."""
    if contract.is_withdrawn:
        return []
    made = {
        "About": _about(contract),
        "Supplier": _suppliers(contract),
        "Value": _value(contract),
        "Dates": _dates(contract),
        "How it was let": _route(contract),
    }
    hidden = {each["label"] for each in contract.withheld}
    return [
        Section(
            title,
            [row for row in rows if row.label not in hidden],
            [each for each in contract.withheld_parts if each["section"] == title],
        )
        for title, rows in made.items()
    ]


def _about(contract: PublishedContract) -> list[Row]:
    facts = contract.facts
    return [
        Row("Reference", contract.reference),
        *_known("First reference, and address", contract.slug if contract.slug != contract.reference else ""),
        Row("Description", contract.description, empty=UNKNOWN),
        Row("Authority", list_of([contract.authority.name, *facts.get("partners", [])])),
        Row("Department", contract.department, empty=UNKNOWN),
        Row("Kind", _label(ContractKind, contract.agreement_kind), empty=UNKNOWN),
        Row("Goods, services or works", _label(Nature, contract.nature), empty=UNKNOWN),
        *_known("CPV code", contract.main_cpv),
        *_known("Category", contract.category),
        *_known("Place of delivery", facts.get("location", "")),
    ]


def _suppliers(contract: PublishedContract) -> list[Row]:
    rows: list[Row] = []
    for part in contract.parts.all():
        firm = part.supplier
        rows.append(Row(_label(SupplierRole, part.role), firm.name, firm.get_absolute_url()))
        rows.append(Row("Register numbers", _numbers(firm), empty="None known"))
    return [
        *rows,
        Row("Small or medium firm", _yes(contract.is_sme), empty=UNKNOWN),
        Row("Voluntary or community body", _yes(contract.is_vcse), empty=UNKNOWN),
    ]


def _value(contract: PublishedContract) -> list[Row]:
    lots = contract.facts.get("lots", [])
    named = [f"{lot['number']}: {lot['title']}" for lot in lots]
    facts, own = contract.facts, contract.foreign_value_ex_vat
    is_foreign = contract.currency != "GBP"
    foreign = (
        ("Value, ex VAT", own),
        ("Value, inc VAT", facts.get("foreign_value_inc_vat")),
        ("Value a year, ex VAT", facts.get("foreign_annual_ex_vat")),
        ("Value a year, inc VAT", facts.get("foreign_annual_inc_vat")),
    )
    if is_foreign:
        return [
            Row("Currency", contract.currency),
            *(
                Row(f"{label}, in {contract.currency}", money(Decimal(amount), currency=contract.currency))
                for label, amount in foreign
                if amount is not None
            ),
            *_known("Value, ex VAT, in pounds", _money(contract.value_ex_vat)),
            *_known("Value, inc VAT, in pounds", _money(contract.value_inc_vat)),
            *_known("VAT that cannot be recovered", _money(contract.irrecoverable_vat)),
            *_known("Lots", "; ".join(named)),
        ]
    yearly = facts.get("annual_value_inc_vat")
    return [
        Row("Value, ex VAT", _money(contract.value_ex_vat), empty=UNKNOWN),
        Row("Value, inc VAT", _money(contract.value_inc_vat), empty=UNKNOWN),
        Row("Value a year, ex VAT", _money(contract.annual_value_ex_vat), empty=UNKNOWN),
        *_known("Value a year, inc VAT", _money(Decimal(yearly)) if yearly else ""),
        Row("VAT that cannot be recovered", _money(contract.irrecoverable_vat), empty=UNKNOWN),
        *_known("Lots", "; ".join(named)),
    ]


def _dates(contract: PublishedContract) -> list[Row]:
    has_no_end = contract.facts.get("has_no_end") and not contract.ends_on
    return [
        *_known("Awarded", _date(contract.awarded_on)),
        *_known("Signed", _date(contract.signed_on)),
        Row("Starts", _date(contract.starts_on), empty=UNKNOWN),
        Row("Ends", "When somebody ends it" if has_no_end else _date(contract.ends_on), empty=UNKNOWN),
        *_known("Ends at the latest, if every extension is used", _date(contract.latest_end_on)),
        *_known("Ended", _date(contract.ended_on)),
        *_known("Why it ended early", contract.facts.get("ended_because", "")),
        Row("Review date", _date(contract.review_on), empty=UNKNOWN),
    ]


def _route(contract: PublishedContract) -> list[Row]:
    facts = contract.facts
    url = facts.get("source_url") or ""
    return [
        Row("Route", _label(Route, contract.route), empty=UNKNOWN),
        Row("Law", _label(Regime, contract.regime), empty=UNKNOWN),
        Row("From an invitation to quote or tender", _yes(contract.was_invited), empty=UNKNOWN),
        *_known("Framework", facts.get("framework_reference", "")),
        *_known("Open contracting id", contract.ocid),
        *([Row("Notice", "See the notice", url)] if url.startswith(("https://", "http://")) else []),
    ]


def changes(contract: PublishedContract) -> list[Change]:
    """Give what changed since the contract came onto the register, newest first."""
    return [
        Change(
            version.at,
            version.what,
            [(label, _told(old), _told(new)) for label, old, new in version.changes if (old, new) != (None, None)],
        )
        for version in reversed(list(contract.versions.all()))
    ]


def supplier_rows(supplier: PublishedSupplier) -> list[Row]:
    """Give the facts of a supplier."""
    return [
        Row("Register numbers", _numbers(supplier), empty="None known"),
        Row("Small or medium firm", _yes(supplier.is_sme), empty=UNKNOWN),
        Row("Voluntary or community body", _yes(supplier.is_vcse), empty=UNKNOWN),
        *_known("Not in pounds, so not in any sum of pounds", supplier.not_counted),
    ]


def _told(value: Any) -> str:
    """Put a stored value into words: an amount, a day, a state, or nothing."""
    if value is None or value == "":
        return "nothing"
    text = str(value)
    if text in {state.value for state in PublicState}:
        return PublicState(text).label
    try:
        return date_long(date.fromisoformat(text))
    except ValueError:
        pass
    return money(Decimal(text)) if text.replace(".", "", 1).isdigit() else text


def _numbers(supplier: PublishedSupplier) -> str:
    return ", ".join(f"{scheme} {value}" for scheme, value in supplier.identifiers)


def _known(label: str, value: str) -> Iterable[Row]:
    return [Row(label, value)] if value else []


def _label(term: Any, value: str) -> str:
    return next((each.label for each in term if each == value), value)


def _yes(value: bool | None) -> str:
    return "" if value is None else ("Yes" if value else "No")


def _money(value: Decimal | None) -> str:
    return "" if value is None else money(value)


def _date(value: date | None) -> str:
    return "" if value is None else date_long(value)
