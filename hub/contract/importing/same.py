"""Tell whether a row of a list means the contract that bears its number, and the suppliers that it has."""

from __future__ import annotations

from collections.abc import Sequence

from hub.contract.importing.facts import key_of
from hub.contract.models import Contract
from hub.contract.reading import ContractRow, SupplierRef
from hub.contract.reading.row import SPREADSHEET
from hub.contract.selectors import loading as known_in
from hub.platform.tabular.results import shown
from hub.platform.words import list_of
from hub.supplier.rules import match_key

ANOTHERS = (
    "This number is already {reference} “{title}” with {supplier}. Give it a prefix of its own, or correct the "
    "contract by its Hub reference."
)


def is_another(contract: Contract, row: ContractRow) -> bool:
    """Say whether a row only shares its number with a contract: two departments may both number 1, 2, 3.

    It does when nothing else agrees: not the title, not one supplier, not the day on which it starts. The Hub's own
    reference and the id of a process name one contract, whatever a list corrects of it.
    """
    if row.source_kind != SPREADSHEET or not _is_met_by_number(contract, row):
        return False
    if _words(row.title) == _words(contract.title):
        return False
    stored, told = _stored_names(contract), _names_of(row.suppliers)
    if not stored or not told or stored & told or is_line(contract, row.suppliers):
        return False
    return row.starts_on is None or row.starts_on != contract.starts_on


def anothers(contract: Contract) -> str:
    """Say whose number it is."""
    return ANOTHERS.format(
        reference=contract.reference, title=shown(contract.title), supplier=shown(contract.supplier_name)
    )


def same_suppliers(contract: Contract, refs: Sequence[SupplierRef]) -> bool:
    """Say whether a list names the suppliers that a contract has, one by one or in the line that the Hub shows."""
    return _names_of(refs) == _stored_names(contract) or is_line(contract, refs)


def is_line(contract: Contract, refs: Sequence[SupplierRef]) -> bool:
    """Say whether a cell reads as the Hub names all suppliers of a contract: "A and B", "A and 3 others"."""
    line = list_of([ref.name for ref in refs])
    return bool(line) and match_key(line) == match_key(contract.supplier_name)


def _is_met_by_number(contract: Contract, row: ContractRow) -> bool:
    number = row.reference.lower()
    if not number or number in (contract.reference.lower(), contract.address.lower()):
        return False
    if row.ocid and row.ocid == contract.ocid:
        return False
    by_hand = contract.source == "" and contract.source_reference.lower() == number
    return by_hand or (contract.source_key == key_of(row) and contract.source_key.startswith("ref:"))


def _words(text: str) -> str:
    return " ".join(text.lower().split())


def _names_of(refs: Sequence[SupplierRef]) -> set[str]:
    return {match_key(ref.name) for ref in refs}


def _stored_names(contract: Contract) -> set[str]:
    return {match_key(part.named_as or part.supplier.name) for part in known_in.suppliers_of(contract)}
