"""Keep the columns in step that only exist so that 100,000 rows sort and filter without joins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from hub.contract import acts
from hub.contract.models import Contract, ContractSupplier
from hub.contract.terms import SupplierRole
from hub.platform.actors import system_actor
from hub.platform.acts import Recorded, after_act, perform_many
from hub.platform.tenancy import reach
from hub.platform.words import list_of
from hub.supplier.models import Supplier

NAMED = 2
BATCH = 1000


@dataclass(frozen=True)
class Part:
    """A supplier's part in a contract, as the services take it."""

    supplier: Supplier
    role: str = SupplierRole.LEAD
    share_percent: Decimal | None = None
    lot_number: str = ""
    named_as: str = ""


def supplier_line(parts: Iterable[Part | ContractSupplier]) -> str:
    """Name the suppliers of a contract in one line: "Meridian FM plc", "A and B", "A and 3 others"."""
    names = list(dict.fromkeys(p.supplier.standing.name for p in parts if p.role != SupplierRole.SUBCONTRACTOR))
    if len(names) > NAMED:
        names = [names[0], f"{len(names) - 1} others"]
    return list_of(names)[:300]


@after_act
def follow_suppliers(roots: Sequence[Recorded], at: datetime) -> None:
    """Rename suppliers in the contracts' column after an act on a supplier, a merge for example.

    A supplier belongs to no authority, so this reaches contracts of all; each has an event of its own, and undoing the
    merge renames them back by the same way.
    """
    stood = {root.pk for root in roots if isinstance(root, Supplier)}
    stood |= {root.merged_into_id for root in roots if isinstance(root, Supplier) and root.merged_into_id}
    if not stood:
        return
    named = Q(supplier__in=stood) | Q(supplier__merged_into__in=stood)
    # Whoever merges reaches only their own authority's contracts.
    with reach.everywhere():
        ids = list(ContractSupplier.objects.filter(named).values_list("contract_id", flat=True).distinct())
        for start in range(0, len(ids), BATCH):
            _rename(ids[start : start + BATCH], at)


def _rename(ids: list[int], at: datetime) -> None:
    parts: dict[int, list[ContractSupplier]] = defaultdict(list)
    rows = ContractSupplier.objects.filter(contract__in=ids).select_related("supplier__merged_into")
    for part in rows.order_by("pk"):
        parts[part.contract_id].append(part)
    held = dict(Contract.objects.filter(pk__in=ids).values_list("pk", "supplier_name"))
    lines = {pk: supplier_line(parts[pk]) for pk in held}
    moved = [pk for pk, name in held.items() if lines[pk] != name]
    contracts = list(Contract.objects.filter(pk__in=moved).select_related("authority").order_by("pk"))

    def write(rows: list[Contract]) -> None:
        for contract in rows:
            contract.supplier_name = lines[contract.pk]
        Contract.objects.bulk_update(rows, ["supplier_name"], batch_size=BATCH)

    def changes(contract: Contract) -> dict[str, list[str]]:
        return {"suppliers": [held[contract.pk], lines[contract.pk]]}

    perform_many(acts.FOLLOW_SUPPLIERS, contracts, by=system_actor(), at=at, write=write, changes=changes)
