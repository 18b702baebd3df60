"""What may be shown of a contract to anybody. The only room from which ``publishing`` reads contracts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.contract import rules
from hub.contract.models import Contract, ContractSupplier
from hub.contract.terms import State

# A draft is not a contract yet, and a withdrawn entry never was one.
SHOWN = frozenset({State.LIVE, State.SUSPENDED, State.EXPIRED, State.ENDED})
CHUNK = 500


@dataclass(frozen=True)
class PublicSupplier:
    """A supplier as anybody may see it."""

    supplier_id: int
    name: str
    role: str
    identifiers: tuple[tuple[str, str], ...]
    is_sme: bool | None
    is_vcse: bool | None
    postcode: str


@dataclass(frozen=True)
class PublicLot:
    """A lot as anybody may see it."""

    number: str
    title: str
    value_ex_vat: Decimal | None


@dataclass(frozen=True)
class PublicFacts:
    """What the Transparency Code asks for and what the open contracting standard can say; no person is named."""

    contract_id: int
    authority_id: int
    authority_code: str
    authority_name: str
    reference: str
    address: str
    ocid: str
    title: str
    description: str
    agreement_kind: str
    nature: str
    status: str
    department: str
    suppliers: tuple[PublicSupplier, ...]
    partners: tuple[str, ...]
    lots: tuple[PublicLot, ...]
    main_cpv: str
    cpvs: tuple[str, ...]
    category: str
    location: str
    route: str
    regime: str
    was_invited: bool | None
    currency: str
    value_ex_vat: Decimal | None
    value_inc_vat: Decimal | None
    annual_value_ex_vat: Decimal | None
    annual_value_inc_vat: Decimal | None
    irrecoverable_vat: Decimal | None
    foreign_value_ex_vat: Decimal | None
    foreign_value_inc_vat: Decimal | None
    foreign_annual_ex_vat: Decimal | None
    foreign_annual_inc_vat: Decimal | None
    awarded_on: date | None
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    latest_end_on: date | None
    has_no_end: bool
    review_on: date | None
    ended_on: date | None
    ended_because: str
    withdrawn_because: str
    has_confidential_papers: bool
    is_sme: bool | None
    is_vcse: bool | None
    extended_to: tuple[date, ...]
    framework_reference: str
    source_url: str
    # What it is called now, where its address says what it was called before; else empty.
    corrected_reference: str

    @property
    def may_be_shown(self) -> bool:
        """Say whether the contract may be shown at all."""
        return self.status in SHOWN


_COPIED = (
    "reference", "address", "ocid", "title", "description", "agreement_kind", "nature", "status", "department",
    "main_cpv", "category", "location", "route", "regime", "was_invited", "currency", "value_ex_vat", "value_inc_vat",
    "annual_value_ex_vat", "annual_value_inc_vat", "irrecoverable_vat", "foreign_value_ex_vat",
    "foreign_value_inc_vat", "foreign_annual_ex_vat", "foreign_annual_inc_vat", "awarded_on", "signed_on", "starts_on",
    "ends_on", "latest_end_on",
    "has_no_end", "review_on", "ended_on", "is_sme", "is_vcse", "has_confidential_papers", "source_url",
)  # fmt: skip


def public_facts(contract: Contract) -> PublicFacts:
    """Give what may be shown of one contract; see ``public_facts_of`` for many."""
    termination = next(iter(contract.terminations.all()), None)
    withdrawal = next((each for each in contract.withdrawals.all() if each.undone_on is None), None)
    return PublicFacts(
        contract_id=contract.pk,
        authority_id=contract.authority_id,
        authority_code=contract.authority.code,
        authority_name=contract.authority.name,
        suppliers=tuple(_supplier(part) for part in contract.parties.all()),
        partners=tuple(share.authority.name for share in contract.partner_shares.all()),
        lots=tuple(PublicLot(lot.number, lot.title, lot.value_ex_vat) for lot in contract.lots.all()),
        cpvs=tuple(contract.cpvs),
        ended_because=termination.get_ground_display() if termination else "",
        withdrawn_because=withdrawal.get_ground_display() if withdrawal else "",
        extended_to=tuple(each.ends_on_after for each in contract.extensions.all()),
        corrected_reference="" if rules.says(contract.address, contract.reference) else contract.reference,
        framework_reference=contract.framework.reference if contract.framework else contract.framework_reference,
        **{name: getattr(contract, name) for name in _COPIED},
    )


def public_facts_of(ids: Iterable[int]) -> Iterator[PublicFacts]:
    """Give what may be shown of many contracts, with the same number of queries for every 500."""
    wanted = list(ids)
    for start in range(0, len(wanted), CHUNK):
        rows = Contract.objects.filter(pk__in=wanted[start : start + CHUNK]).select_related("authority", "framework")
        rows = rows.prefetch_related(
            "parties__supplier__merged_into__identifiers",
            "parties__supplier__identifiers",
            "partner_shares__authority",
            "lots",
            "extensions",
            "terminations",
            "withdrawals",
        )
        yield from (public_facts(contract) for contract in rows)


def _supplier(part: ContractSupplier) -> PublicSupplier:
    standing = part.supplier.standing
    numbers = {(each.scheme, each.value) for each in standing.identifiers.all()}
    numbers |= {(each.scheme, each.value) for each in part.supplier.identifiers.all()}
    return PublicSupplier(
        supplier_id=standing.pk,
        name=standing.name,
        role=part.role,
        identifiers=tuple(sorted(numbers)),
        is_sme=None if not standing.size else standing.size == "sme",
        is_vcse=standing.is_vcse,
        postcode=standing.postcode,
    )
