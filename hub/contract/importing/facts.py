"""What a row of a list says, as fields of a contract. Fields of which it says nothing are left out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hub.contract.importing import standing
from hub.contract.models import Contract
from hub.contract.reading import ContractRow
from hub.contract.reading.options import OptionSaid
from hub.contract.reading.row import CF_NOTICE, CF_REGISTER, OCDS
from hub.contract.selectors.loading import Names
from hub.contract.terms import Regime, Tier
from hub.platform.tabular.results import shown

# Both shapes of a Contracts Finder notice mean the same notice.
SOURCES = {OCDS: "ocds", CF_NOTICE: "contracts_finder", CF_REGISTER: "contracts_finder"}
REGISTER = "register"
LENGTHS = {f.name: f.max_length for f in Contract._meta.concrete_fields if f.max_length}
FIELD_NAMES = {f.name: str(f.verbose_name) for f in Contract._meta.concrete_fields}
MOST = Decimal(10) ** 13
POUNDS = ("value_ex_vat", "value_inc_vat", "annual_value_ex_vat", "annual_value_inc_vat")
FOREIGN = ("foreign_value_ex_vat", "foreign_value_inc_vat", "foreign_annual_ex_vat", "foreign_annual_inc_vat")
MONEY = (*POUNDS, "irrecoverable_vat", *FOREIGN)
_SAME = (
    "title", "description", "framework_reference", "department", "location", "route", "nature", "ocid", "currency",
    "value_ex_vat", "value_inc_vat", "annual_value_inc_vat", "irrecoverable_vat", "foreign_value_ex_vat",
    "foreign_value_inc_vat", "funding_conditions", "awarded_on", "signed_on",
    "starts_on", "ends_on", "review_on", "is_sme", "is_vcse", "source_url",
)  # fmt: skip
_OTHER = {
    "kind": "agreement_kind",
    "local_category": "category",
    "annual_value": "annual_value_ex_vat",
    "foreign_annual_value": "foreign_annual_ex_vat",
    "foreign_annual_value_inc_vat": "foreign_annual_inc_vat",
    "funding": "funding_source",
    "extensions_until": "latest_end_on",
    "distress_clause": "has_distress_clause",
}
_PERIOD = re.compile(r"(\d+)\s*(?:\(\w+\)\s*)?(day|week|month|year)s?", re.I)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_REGIMES = (
    ("2023", Regime.ACT_2023), ("concession", Regime.CONCESSIONS_2016), ("utilit", Regime.UTILITIES_2016),
    ("2015", Regime.PCR_2015), ("below", Regime.BELOW_THRESHOLD), ("exempt", Regime.EXEMPT),
)  # fmt: skip
_TIERS = {tier.value: tier for tier in Tier}


@dataclass(frozen=True)
class Said:
    """What a row says: fields with their values, the state when the row decides it, and remarks about the reading.

    :param on: the day of the load.
    :param assumed: names of fields that the row does not say: a new entry takes them, a known one keeps its own.
    :param options: its extension options; None when it says nothing of them.
    """

    fields: dict[str, Any]
    state: str
    on: date
    remarks: tuple[str, ...]
    assumed: frozenset[str] = frozenset()
    options: tuple[OptionSaid, ...] | None = None


def source_of(row: ContractRow) -> str:
    """Name the source that a row's key belongs to."""
    return SOURCES.get(row.source_kind, REGISTER)


def key_of(row: ContractRow) -> str:
    """Give the row's key, or its digest where it is longer than any honest one."""
    if len(row.source_key) <= LENGTHS["source_key"]:
        return row.source_key
    return f"long:{hashlib.sha256(row.source_key.encode('utf-8', 'replace')).hexdigest()}"


def said(row: ContractRow, names: Names, *, on: date) -> Said:
    """Put a row into the fields of a contract.

    :param on: the day of the load.
    """
    fields: dict[str, Any] = {name: getattr(row, name) for name in _SAME}
    fields |= {name: getattr(row, theirs) for theirs, name in _OTHER.items()}
    remarks = [*row.warnings, *row.notes]
    fields["source_reference"] = row.reference or row.source_reference
    if row.cpv_codes:
        fields["main_cpv"], fields["cpvs"] = row.cpv_codes[0], list(row.cpv_codes[1:])
    _range(row, fields, remarks)
    for duty in ("owner", "manager"):
        _person(duty, getattr(row, duty), fields, names)
    _words(row, fields, remarks)
    _cut(row, fields, remarks)
    kept = {name: _fitting(name, value) for name, value in fields.items() if value not in (None, "", [])}
    state, ended_on, assumed = standing.stands(row, on=on, remarks=remarks)
    if ended_on is not None:
        kept["ended_on"] = ended_on
    if row.kind_is_assumed:
        assumed |= {"agreement_kind"}
    if row.currency == "GBP" and all(kept.get(name) is None for name in MONEY):
        assumed.add("currency")
    return Said(kept, state, on, tuple(remarks), frozenset(assumed), row.options or None)


def _range(row: ContractRow, fields: dict[str, Any], remarks: list[str]) -> None:
    """Take the upper end of a range for the value that it is a range of, where nothing better is said."""
    name = _OTHER.get(row.range_of, row.range_of)
    if not name or row.value_high is None:
        return
    if fields[name] is None:
        fields[name] = row.value_high
        remarks.append("The upper end of the range was taken for the value.")


def _cut(row: ContractRow, fields: dict[str, Any], remarks: list[str]) -> None:
    """Say which texts are longer than the register holds; a title is kept in full in the description."""
    for name, value in fields.items():
        length = LENGTHS.get(name)
        if not length or not isinstance(value, str) or len(value) <= length:
            continue
        told = f"The {FIELD_NAMES[name]} is longer than {length} characters and was cut there"
        if name == "title":
            fields["description"] = " ".join(filter(None, (f"Title, as listed: {value}.", fields["description"])))
            remarks.append(f"{told}. It stands in full in the description.")
        else:
            remarks.append(f"{told}. Left out: “{shown(value[length:])}”. Put that into the description.")


def fault_of(fields: dict[str, Any]) -> tuple[str, str, str] | None:
    """Give the field, the value and the reason why facts that were read cannot stand together; or None."""
    starts, ends = fields.get("starts_on"), fields.get("ends_on")
    if starts and ends and ends < starts:
        reason = (
            f"The contract ends on {ends:%d/%m/%Y}, before it starts on {starts:%d/%m/%Y}. Correct one of the dates."
        )
        return "ends_on", f"{ends:%d/%m/%Y}", reason
    if fields.get("currency") == "GBP":
        for name in FOREIGN:
            if (value := fields.get(name)) is not None:
                reason = "The contract is in pounds, so it has no value in another currency. Correct the currency too."
                return name, str(value), reason
    for name in MONEY:
        value = fields.get(name)
        if value is not None and abs(value) >= MOST:
            return name, str(value), "This amount is larger than any contract. Check its digits and its unit."
    return None


def _person(duty: str, text: str, fields: dict[str, Any], names: Names) -> None:
    """Take the person whom a list names; a name that means nobody of the authority is kept as it stands."""
    if not text:
        return
    found = names.find(text)
    if found is not None:
        fields[f"{duty}_id"] = found
    else:
        fields[f"{duty}_as_listed"] = text


def _words(row: ContractRow, fields: dict[str, Any], remarks: list[str]) -> None:
    """Read the fields that a list gives in free words."""
    fields["tier"] = _TIERS.get(row.tier.strip().lower(), "")
    if row.tier and not fields["tier"]:
        remarks.append(f"The tier “{row.tier}” is none of gold, silver and bronze, so it was left out.")
    regime = row.regime_text.lower()
    fields["regime"] = next((meaning for word, meaning in _REGIMES if word in regime), "")
    if row.notice_period:
        found = _PERIOD.search(row.notice_period)
        fields["notice_period_days"] = int(found[1][:5]) * _DAYS[found[2].lower()] if found else None
        if not found:
            remarks.append(f"The notice period “{row.notice_period}” is no number of days, weeks or months.")
    if row.social_value:
        fields["has_social_value"] = row.social_value.strip().lower() not in {"no", "n", "none", "false"}
    told = [("Extension options", row.extension_text), ("Lots", row.lots), ("Value", row.range_text)]
    tail = " ".join(f"{name}, as listed: {text.rstrip('.')}." for name, text in told if text)
    fields["description"] = " ".join(filter(None, (row.description, tail)))


def _fitting(name: str, value: Any) -> Any:
    """Cut a text to what the column holds and take out what no database stores."""
    if not isinstance(value, str):
        return value
    text = value.replace("\x00", "")
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode()
    length = LENGTHS.get(name)
    return text[:length] if length and len(text) > length else text
