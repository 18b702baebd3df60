"""What somebody said of the contract of single lines, as far as it still holds, and which lines those are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hub.contract.terms import State as ContractState
from hub.platform.analytics import engine, parts
from hub.spend import footing
from hub.spend.models import LineContract, Load, Part
from hub.spend.terms import PartKind

# A draft binds nobody, and a withdrawn entry is no contract; nor does a line belong to one then.
NO_CONTRACT = (ContractState.DRAFT, ContractState.WITHDRAWN)


def standing(authority: int) -> Any:
    """Give what somebody said of lines of an authority and what still holds."""
    rows = LineContract.objects.filter(authority=authority, is_standing=True)
    return rows.exclude(contract__status__in=NO_CONTRACT)


def said_of_lines(authority: int, among: Sequence[int] | None = None) -> Any:
    """Give what somebody said of lines and still holds: file, row and contract, 0 for none.

    :param among: the contracts in question; all unless given.
    """
    import pyarrow as pa

    rows = standing(authority)
    rows = rows if among is None else rows.filter(contract__in=among)
    told = [(file, row, contract or 0) for file, row, contract in rows.values_list("file", "row", "contract")]
    schema = pa.schema([("file", pa.string()), ("row", pa.int32()), ("contract", pa.int64())])
    return pa.table([list(column) for column in zip(*told, strict=True)] or [[], [], []], schema=schema)


def told_lines(said: Any, loads: Iterable[Load]) -> Any:
    """Give the lines of some loads of which somebody said a contract, with payee, month and sum; only they are read.

    :param said: as ``said_of_lines`` gives it.
    """
    files: list[str] = []
    if said.num_rows:
        spoken = set(said["file"].to_pylist())
        wanted = [load.pk for load in loads if load.sha256 in spoken]
        rows = Part.objects.filter(load__in=wanted, kind=PartKind.LINES, is_current=True)
        files = parts.paths(rows.order_by("load", "place").values_list("sha256", flat=True))
    return engine.answer(footing.told(), {"lines": files, "said": said}) if files else _nothing()


def _nothing() -> Any:
    import pyarrow as pa

    return pa.schema(
        [
            ("file", pa.string()), ("row", pa.int32()), ("contract", pa.int64()), ("payee_key", pa.string()),
            ("month", pa.int32()), ("amount", pa.decimal128(38, 2)),
        ]
    ).empty_table()  # fmt: skip
