"""Read back a list that the Hub exported without marks: its headings are ours and its references name our contracts.

Such a row is compared cell by cell with what an export would write now, so that a list which nobody edited changes
nothing. A row whose reference is no contract's here is read as a row of any list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.contract.importing.edited import WHY, compared, is_same, rejected, repeats
from hub.contract.models import Contract
from hub.contract.reading import ContractRow
from hub.contract.reading.sheets import Pair
from hub.contract.register import ContractRegister
from hub.contract.selectors import loading as known_in
from hub.contract.terms import State
from hub.platform.registers.importing.loader import Planned
from hub.platform.registers.importing.rejects import ROW, WRONG
from hub.platform.registers.importing.terms import Outcome
from hub.platform.tabular.results import Fault, Reject, Skipped, shown
from hub.platform.words import plural

if TYPE_CHECKING:
    from hub.contract.importing.planning import ContractPlanner

KEY = ContractRegister.columns[0].heading
HEADINGS = frozenset(column.heading for column in ContractRegister.columns)
# Rejects that come back mended have these columns more than the list they come from.
ALLOWED = HEADINGS | {ROW, WRONG, WHY}
# Headings that no list but ours is likely to have: a list with these and a column or two of its own is still ours.
MARKS = frozenset(name for name in HEADINGS if name == "Needs" or name.endswith((", ex VAT", ", inc VAT")))
MOST_NAMED = 20
EXTRAS = "This is a list of the Hub with columns added, which were not read: {columns}."
UNKNOWN = (
    "There is no contract {reference} in this authority, and the list has no column for the title, so it cannot be "
    "added. Check the reference, or add a column for the title."
)
PARTNERS = (
    "{reference} is a contract of {authority}, which shares it with you. Ask them to change it, or take the row out."
)
LEFT = (
    "{cells} empty where the register holds a fact. The facts were left as they are. "
    "To empty one, choose “Excel, to edit and send back” on the register."
)


@dataclass(frozen=True)
class ExportedRow:
    """One row of such a list: its cells by heading, and what it means if its reference is no contract's of ours."""

    number: int
    cells: dict[str, str]
    meant: ContractRow | Reject | None

    @property
    def reference(self) -> str:
        """Give the reference in the first column."""
        return self.cells.get(KEY, "").strip()


def is_ours(headings: Sequence[str]) -> bool:
    """Say whether the headings are the register's own, the reference among them.

    Columns that somebody added do not make it another's list, where fewer than half of its headings are such and some
    of the others are the Hub's alone.
    """
    if KEY not in headings:
        return False
    added = _extras(headings)
    return not added or (2 * len(added) < len(headings) and not MARKS.isdisjoint(headings))


def with_extras(headings: Sequence[str], notes: Sequence[str]) -> tuple[str, ...]:
    """Add to what is said of a list of ours the columns that somebody added to it, where it does not name them yet."""
    told = " ".join(notes)
    names = [f"“{shown(name)}”" for name in _extras(headings) if f"“{name}”" not in told]
    return (*notes, EXTRAS.format(columns=", ".join(names[:MOST_NAMED]))) if names else tuple(notes)


def _extras(headings: Sequence[str]) -> list[str]:
    return [name for name in headings if name not in ALLOWED]


def rows_of(pairs: Iterable[Pair | Reject | Skipped]) -> Iterator[ExportedRow | Reject | Skipped]:
    """Give the rows of such a list."""
    for each in pairs:
        if isinstance(each, Pair):
            cells = {str(name): str(cell) for name, cell in each.row.cells.items()}
            yield ExportedRow(each.row.number, cells, each.meant)
        else:
            yield each


def plan(rows: Sequence[ExportedRow], planner: ContractPlanner) -> list[Planned]:
    """Compare the rows that name our contracts with them as they are now; plan the others as those of any list."""
    found = known_in.named(planner.authority, {row.reference for row in rows if row.reference})
    ours = {row.number: found[row.reference.lower()] for row in rows if row.reference.lower() in found}
    meant = [row.meant for row in rows if row.number not in ours and isinstance(row.meant, ContractRow)]
    others = {one.row: one for one in planner.plan_read(meant)}
    return [_one(row, ours[row.number], planner) if row.number in ours else _other(row, others) for row in rows]


def left_empty(cells: int) -> list[str]:
    """Say how many emptied cells were left alone."""
    return [LEFT.format(cells=f"{plural(cells, 'cell is', 'cells are')}")] if cells else []


def _one(row: ExportedRow, contract: Contract, planner: ContractPlanner) -> Planned:
    if first := planner.is_met(contract.pk, row.number):
        return repeats(row.number, first, contract, row.cells)
    filled = {name: cell for name, cell in row.cells.items() if cell.strip()}
    planned = compared(row.number, filled, contract, planner)
    if planned.outcome is not Outcome.UNCHANGED and contract.authority_id != planner.authority.pk:
        reason = PARTNERS.format(reference=contract.reference, authority=contract.authority.name)
        return rejected(row.number, [Fault(KEY, contract.reference, reason)], row.cells)
    if contract.status != State.WITHDRAWN:
        planner.left_empty += sum(
            1
            for column in ContractRegister.columns
            if column.heading in row.cells.keys() - filled.keys() and not is_same("", column, contract)
        )
    return planned


def _other(row: ExportedRow, others: dict[int, Planned]) -> Planned:
    if row.number in others:
        return others[row.number]
    if isinstance(row.meant, Reject):
        return Planned(row.number, Outcome.REJECTED, reject=row.meant)
    return rejected(row.number, [Fault(KEY, row.reference, UNKNOWN.format(reference=row.reference))], row.cells)
