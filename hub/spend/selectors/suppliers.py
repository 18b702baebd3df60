"""Which supplier a number, a name or a contract of the ledger means. What means two means none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from hub.contract.models import Contract, ContractSupplier
from hub.contract.terms import State as ContractState
from hub.contract.terms import SupplierRole
from hub.platform.tenancy.models import Authority
from hub.spend.models import Payee
from hub.supplier.models import Identifier, OtherName, Supplier

CHUNK = 800
# A number under which so many payees stand is a code for a sort of payment, not for one supplier.
FEW_PAYEES = 3


def get(number: str | int) -> Supplier | None:
    """Give a supplier; of an entry that was merged, the one that stands for it."""
    found = Supplier.objects.select_related("merged_into").filter(pk=number).first()
    return found.standing if found else None


def by_number(scheme: str, numbers: Iterable[str]) -> dict[str, Supplier]:
    """Give the supplier of each register number."""
    found = []
    for some in _chunks(numbers):
        rows = Identifier.objects.filter(scheme=scheme, value__in=some).select_related("supplier__merged_into")
        found += [(row.value, row.supplier) for row in rows]
    return _alone(found)


def by_name(names: Iterable[str]) -> dict[str, Supplier]:
    """Give the supplier of each name, written the same but for capitals; names come in lower case."""
    found = [(supplier.name.casefold(), supplier) for supplier in _sharing_keys(names)]
    wanted = set(names)
    found += [(name.casefold(), supplier) for name, supplier in _other_names(names)]
    return _alone((name, supplier) for name, supplier in found if name in wanted)


def by_key(keys: Iterable[str]) -> dict[str, Supplier]:
    """Give the supplier of each cleaned name."""
    found: list[tuple[str, Supplier]] = []
    for some in _chunks(keys):
        rows = Supplier.objects.filter(match_key__in=some).select_related("merged_into")
        found += [(row.match_key, row) for row in rows]
        others = OtherName.objects.filter(match_key__in=some).select_related("supplier__merged_into")
        found += [(row.match_key, row.supplier) for row in others]
    return _alone(found)


def by_contract(authority: Authority, references: Iterable[str]) -> dict[str, Supplier]:
    """Give the supplier of each contract that a ledger names by our reference or by that of its source."""
    found: list[tuple[str, Supplier]] = []
    for some in _chunks(references):
        contracts = Contract.objects.filter(authority=authority).exclude(status=ContractState.WITHDRAWN)
        named = {**_named(contracts, "source_reference", some), **_named(contracts, "reference", some)}
        parts = ContractSupplier.objects.filter(contract__in=list(named), role=SupplierRole.LEAD)
        found += [(named[row.contract_id], row.supplier) for row in parts.select_related("supplier__merged_into")]
    return _alone(found)


def _named(contracts: Any, field: str, some: list[str]) -> dict[int, str]:
    return dict(contracts.filter(**{f"{field}__in": some}).values_list("pk", field))


def bodies(authority: Authority, suppliers: Iterable[int]) -> set[int]:
    """Give those of some suppliers that have a number of a public register, or a contract of this authority."""
    found: set[int] = set()
    wanted = sorted(set(suppliers))
    for start in range(0, len(wanted), CHUNK):
        some = Supplier.objects.filter(pk__in=wanted[start : start + CHUNK])
        contracts = ContractSupplier.objects.filter(supplier=OuterRef("pk"), contract__authority=authority)
        contracts = contracts.exclude(contract__status__in=[ContractState.DRAFT, ContractState.WITHDRAWN])
        numbered = Exists(Identifier.objects.filter(supplier=OuterRef("pk")))
        found.update(some.filter(numbered | Exists(contracts)).values_list("pk", flat=True))
    return found


def by_ledger_number(authority: Authority, numbers: Iterable[str]) -> dict[str, Supplier]:
    """Give the supplier of each number in the ledger, where the few payees under it that are matched agree."""
    found: list[tuple[str, Supplier]] = []
    crowded: set[str] = set()
    for some in _chunks(numbers):
        rows = Payee.objects.filter(authority=authority, supplier_number__in=some)
        counts: dict[str, int] = {}
        for payee in rows.select_related("supplier__merged_into"):
            counts[payee.supplier_number] = counts.get(payee.supplier_number, 0) + 1
            if payee.supplier is not None:
                found.append((payee.supplier_number, payee.supplier))
        crowded |= {number for number, count in counts.items() if count > FEW_PAYEES}
    return _alone((number, supplier) for number, supplier in found if number not in crowded)


def _sharing_keys(names: Iterable[str]) -> Iterator[Supplier]:
    from hub.supplier.rules import match_key

    for some in _chunks(match_key(name) for name in names):
        yield from Supplier.objects.filter(match_key__in=some).select_related("merged_into")


def _other_names(names: Iterable[str]) -> Iterator[tuple[str, Supplier]]:
    from hub.supplier.rules import match_key

    for some in _chunks(match_key(name) for name in names):
        for row in OtherName.objects.filter(match_key__in=some).select_related("supplier__merged_into"):
            yield row.name, row.supplier


def _alone(found: Iterable[tuple[str, Supplier]]) -> dict[str, Supplier]:
    """Keep what leads to one standing supplier only."""
    standing: dict[str, dict[int, Supplier]] = {}
    for told, supplier in found:
        standing.setdefault(told, {})[supplier.standing_id] = supplier.standing
    return {told: next(iter(some.values())) for told, some in standing.items() if len(some) == 1}


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    wanted = sorted({value for value in values if value})
    for start in range(0, len(wanted), CHUNK):
        yield wanted[start : start + CHUNK]
