"""What a row of a list says, as fields of a contract. Fields of which it says nothing are left out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hub.contract.models import Contract
from hub.contract.reading import ContractRow
from hub.contract.reading.options import OptionSaid
from hub.contract.reading.row import CANCELLED, CF_NOTICE, CF_REGISTER, OCDS
from hub.contract.selectors.loading import Names
from hub.contract.terms import Regime, State, Tier

# Both shapes of a Contracts Finder notice mean the same notice.
SOURCES = {OCDS: "ocds", CF_NOTICE: "contracts_finder", CF_REGISTER: "contracts_finder"}
REGISTER = "register"
LENGTHS = {f.name: f.max_length for f in Contract._meta.concrete_fields if f.max_length}
MOST = Decimal(10) ** 13
MONEY = ("value_ex_vat", "value_inc_vat", "annual_value_ex_vat", "irrecoverable_vat")
_SAME = (
    "title", "description", "framework_reference", "department", "location", "route", "ocid", "currency",
    "value_ex_vat", "value_inc_vat", "irrecoverable_vat", "funding_conditions", "awarded_on", "signed_on",
    "starts_on", "ends_on", "review_on", "is_sme", "is_vcse", "source_url",
)  # fmt: skip
_OTHER = {
    "kind": "agreement_kind",
    "local_category": "category",
    "annual_value": "annual_value_ex_vat",
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

    :param assumed: names of fields that the row does not say: a new entry takes them, a known one keeps its own.
    :param options: its extension options; None when it says nothing of them.
    """

    fields: dict[str, Any]
    state: str
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


def said(row: ContractRow, names: Names) -> Said:
    """Put a row into the fields of a contract."""
    fields: dict[str, Any] = {name: getattr(row, name) for name in _SAME}
    fields |= {name: getattr(row, theirs) for theirs, name in _OTHER.items()}
    remarks = [*row.warnings, *row.notes]
    fields["source_reference"] = row.reference or row.source_reference
    if row.cpv_codes:
        fields["main_cpv"], fields["cpvs"] = row.cpv_codes[0], list(row.cpv_codes[1:])
    if fields["value_ex_vat"] is None and fields["value_inc_vat"] is None and row.value_high is not None:
        fields["value_ex_vat"] = row.value_high
        remarks.append("The upper end of the range was taken for the value.")
    for duty in ("owner", "manager"):
        _person(duty, getattr(row, duty), fields, names)
    _words(row, fields, remarks)
    kept = {name: _fitting(name, value) for name, value in fields.items() if value not in (None, "", [])}
    state = State.DRAFT if row.is_draft_entry or row.status_hint == CANCELLED else ""
    assumed = {"agreement_kind"} if row.kind_is_assumed else set()
    if row.currency == "GBP" and all(kept.get(name) is None for name in MONEY):
        assumed.add("currency")
    return Said(kept, state, tuple(remarks), frozenset(assumed), row.options or None)


def fault_of(fields: dict[str, Any]) -> tuple[str, str, str] | None:
    """Give the field, the value and the reason why facts that were read cannot stand together; or None."""
    starts, ends = fields.get("starts_on"), fields.get("ends_on")
    if starts and ends and ends < starts:
        reason = (
            f"The contract ends on {ends:%d/%m/%Y}, before it starts on {starts:%d/%m/%Y}. Correct one of the dates."
        )
        return "ends_on", f"{ends:%d/%m/%Y}", reason
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
    told = [("Extension options", row.extension_text), ("Lots", row.lots)]
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
