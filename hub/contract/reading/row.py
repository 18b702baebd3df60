"""The one shape that every source of contracts is read into, before anything touches the database."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from operator import attrgetter
from typing import Any

from hub.supplier.rules import Identifier

# Values of `kind`.
CONTRACT, FRAMEWORK, CALL_OFF, GRANT = "contract", "framework", "call_off", "grant"
KINDS = (CONTRACT, FRAMEWORK, CALL_OFF, GRANT)

# Values of `status_hint`: what the source says, not what the Hub will decide.
PLANNED, COMPETING, AWARDED, LIVE, SUSPENDED, EXPIRED, ENDED, CANCELLED, UNKNOWN = (
    "planned", "competing", "awarded", "live", "suspended", "expired", "ended", "cancelled", "unknown",
)  # fmt: skip
STATUS_HINTS = (PLANNED, COMPETING, AWARDED, LIVE, SUSPENDED, EXPIRED, ENDED, CANCELLED, UNKNOWN)

# Values of `source_kind`.
OCDS, CF_NOTICE, CF_REGISTER, SPREADSHEET = "ocds", "cf_notice", "cf_register", "spreadsheet"


@dataclass(frozen=True)
class SupplierRef:
    """A supplier as a source names it; `identifiers` are checked and never a platform's own ids.

    :param legal_name: the name in the register of organisations, where the source gives another one for display.
    """

    name: str
    trading_name: str = ""
    identifiers: tuple[Identifier, ...] = ()
    is_sme: bool | None = None
    is_vcse: bool | None = None
    address: str = ""
    postcode: str = ""
    legal_name: str = ""


@dataclass(frozen=True)
class ContractRow:
    """One contract, framework, call-off or grant as a source gives it, cleaned.

    Empty text, None and an empty tuple mean that the source does not say. Notices write £0 for a value that they do not
    say; a list that says 0 means 0.

    Args:
        number: row of the spreadsheet or place in the list of notices, from 1.
        source_kind: "ocds", "cf_notice", "cf_register" or "spreadsheet".
        source_key: identifies the same contract in the next load of the same source; never empty.
        source_reference: ocid, notice id or the register's own reference.
        reference: the authority's own reference, for people.
        route: normalised, one of `routes.ROUTES` or ""; `route_text` is what the source says.
        nature: "goods", "services", "works" or "".
        value_ex_vat, value_inc_vat: whole life, in pounds; `annual_value` (ex VAT) and `annual_value_inc_vat` likewise.
        foreign_value_ex_vat and so on: the same sums in `currency`, when that is not the pound.
        value_low, value_high: a range given instead of a value; `range_of` names the field that it is a range of, and
            `range_text` is what the source says.
        currency_is_assumed: the source gives sums and never says their currency, so they were taken for pounds.
        kind_is_assumed: the source does not say the kind, so it was taken from the title or is the usual one.
        extensions_until: latest end if every extension is taken.
        said_at: when a notice said this, as an ISO moment in UTC and the notice's id; empty when it bears no date.
        options: months of each extension option and the day by which it is decided; what cannot be read so is text.
        ended_on: the day on which it ended early or was closed, where the source says it.
        moved_because: "mistyped" or "changed", where a list says why the end or value is other than recorded.
        is_draft_entry: no award or no supplier, so this is not yet a contract.
        warnings: what a person should check; notes: what was assumed.
    """

    number: int
    source_kind: str
    source_key: str
    source_reference: str
    title: str
    ocid: str = ""
    notice_id: str = ""
    reference: str = ""
    source_url: str = ""
    description: str = ""
    kind: str = CONTRACT
    kind_is_assumed: bool = False
    framework_reference: str = ""
    lots: str = ""
    suppliers: tuple[SupplierRef, ...] = ()
    buyer_name: str = ""
    buyer_identifiers: tuple[Identifier, ...] = ()
    department: str = ""
    owner: str = ""
    manager: str = ""
    route: str = ""
    route_text: str = ""
    regime_text: str = ""
    nature: str = ""
    cpv_codes: tuple[str, ...] = ()
    local_category: str = ""
    tier: str = ""
    value_ex_vat: Decimal | None = None
    value_inc_vat: Decimal | None = None
    annual_value: Decimal | None = None
    annual_value_inc_vat: Decimal | None = None
    foreign_value_ex_vat: Decimal | None = None
    foreign_value_inc_vat: Decimal | None = None
    foreign_annual_value: Decimal | None = None
    foreign_annual_value_inc_vat: Decimal | None = None
    range_of: str = ""
    range_text: str = ""
    value_low: Decimal | None = None
    value_high: Decimal | None = None
    irrecoverable_vat: Decimal | None = None
    currency: str = "GBP"
    currency_is_assumed: bool = False
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    ended_on: dt.date | None = None
    extensions_until: dt.date | None = None
    extension_text: str = ""
    options: tuple[tuple[int, dt.date | None], ...] = ()
    notice_period: str = ""
    review_on: dt.date | None = None
    awarded_on: dt.date | None = None
    signed_on: dt.date | None = None
    published_on: dt.date | None = None
    said_at: str = ""
    status_hint: str = ""
    status_text: str = ""
    is_sme: bool | None = None
    is_vcse: bool | None = None
    funding: str = ""
    funding_conditions: str = ""
    social_value: str = ""
    distress_clause: bool | None = None
    location: str = ""
    moved_because: str = ""
    is_draft_entry: bool = False
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __getstate__(self) -> dict[str, Any]:
        """Give only what is said, because most of fifty fields are empty and rows cross between processes."""
        return {name: value for name, value in self.__dict__.items() if value != _DEFAULTS.get(name, _MISSING)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what is said beside the defaults."""
        self.__dict__.update(_DEFAULTS)
        self.__dict__.update(state)

    def fingerprint(self) -> str:
        """Digest what the source says about this contract; equal digests mean that nothing has changed.

        It is worked out once and goes with the row from process to process.
        """
        known: dict[str, Any] = self.__dict__
        if "_digest" not in known:
            said = list(zip(_SAID, _TAKEN(self), strict=True))
            known["_digest"] = hashlib.sha256(repr(said).encode("utf-8", "replace")).hexdigest()
        return known["_digest"]  # type: ignore[no-any-return]


# The place in the file, our own remarks and why the record is other are not what the source says about the contract.
_NOT_SAID = frozenset({"number", "warnings", "notes", "moved_because"})
_SAID = tuple(each.name for each in fields(ContractRow) if each.name not in _NOT_SAID)
_TAKEN = attrgetter(*_SAID)

_MISSING = object()
_DEFAULTS: dict[str, Any] = {each.name: each.default for each in fields(ContractRow) if each.default is not MISSING}
