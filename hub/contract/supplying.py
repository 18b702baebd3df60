"""Who supplied something alike under a contract: it is suggested for the next quote with the contract as its reason."""

from __future__ import annotations

from hub.contract import selectors
from hub.procurement.beside import Wanted
from hub.tender import knowing


def by_contract(wanted: Wanted) -> dict[int, str]:
    """Give suppliers by number, each with the reference of the newest contract for something alike."""
    return selectors.suppliers_of_alike(wanted)


knowing.supplied_by("contract", by_contract)
