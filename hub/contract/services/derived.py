"""Keep the columns in step that only exist so that 100,000 rows sort and filter without joins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from hub.contract.models import Contract, ContractSupplier
from hub.contract.terms import SupplierRole
from hub.platform.acts import Recorded, after_act
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
    """Rename suppliers in the contracts' column after an act on a supplier, a merge for example."""
    stood = {root.pk for root in roots if isinstance(root, Supplier)}
    stood |= {root.merged_into_id for root in roots if isinstance(root, Supplier) and root.merged_into_id}
    if not stood:
        return
    named = ContractSupplier.objects.filter(Q(supplier__in=stood) | Q(supplier__merged_into__in=stood))
    ids = list(named.values_list("contract_id", flat=True).distinct())
    for start in range(0, len(ids), BATCH):
        _rename(ids[start : start + BATCH])


def _rename(ids: list[int]) -> None:
    parts: dict[int, list[ContractSupplier]] = defaultdict(list)
    rows = ContractSupplier.objects.filter(contract__in=ids).select_related("supplier__merged_into")
    for part in rows.order_by("pk"):
        parts[part.contract_id].append(part)
    changed = []
    for contract in Contract.objects.filter(pk__in=ids).only("pk", "supplier_name"):
        line = supplier_line(parts[contract.pk])
        if line != contract.supplier_name:
            contract.supplier_name = line
            changed.append(contract)
    Contract.objects.bulk_update(changed, ["supplier_name"], batch_size=BATCH)
