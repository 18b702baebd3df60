"""Which events change a figure of spend: those of loads, payees and lines, merged suppliers, and changed contracts."""

from __future__ import annotations

from collections.abc import Sequence

from hub.contract.models import Contract
from hub.spend.models import LineContract, Load, Payee
from hub.spend.selectors.contracts import named_by
from hub.spend.selectors.overview import covers
from hub.spend.selectors.remembering import at_hand
from hub.spend.selectors.saying import said_of_lines
from hub.supplier import acts as of_suppliers
from hub.supplier.models import Supplier

MERGES = frozenset({of_suppliers.MERGE.name, of_suppliers.UNMERGE.name})
# A party or a payee belongs to its root; the event names the root's kind.
Happened = tuple[str, str, int, int | None]


def touches(authority: int, events: Sequence[Happened]) -> bool:
    """Say whether one of some events (verb, kind and number of the root, authority) changes a figure."""
    changed = set()
    for verb, kind, number, at in events:
        if kind in (Load.kind(), Payee.kind(), LineContract.kind()) and at == authority:
            return True
        if kind == Supplier.kind() and verb in MERGES:
            return True
        if kind == Contract.kind() and at == authority:
            changed.add(number)
    return bool(changed) and _differ(authority, sorted(changed))


def _differ(authority: int, contracts: list[int]) -> bool:
    """Say whether contracts have other months, suppliers, names or lines than figures were worked out with."""
    tables = at_hand("tables", authority)
    if tables is None:
        return True
    now = {"covers": covers(authority, contracts), "said": said_of_lines(authority, contracts)}
    if any(_rows(tables[name], contracts) != _rows(table, contracts) for name, table in now.items()):
        return True
    named = at_hand("references", authority)
    if named is None:
        return False
    names = named_by(authority, contracts)
    return sorted(names) != sorted((row["named"], row["contract"]) for row in _rows(named, contracts, is_sorted=False))


def _rows(table: object, contracts: list[int], *, is_sorted: bool = True) -> list[dict[str, object]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    assert isinstance(table, pa.Table)  # nosec B101: for the type checker
    found = table.filter(pc.is_in(table["contract"], pa.array(contracts, pa.int64()))).to_pylist()
    return sorted(found, key=lambda row: tuple(row.values())) if is_sorted else found
