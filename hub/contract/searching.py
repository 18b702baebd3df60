"""What of a contract can be found by words."""

from datetime import datetime
from typing import Any

from hub.contract import selectors
from hub.contract.models import Contract
from hub.platform.actors import Actor
from hub.platform.search.alike import Resembling, resembling
from hub.platform.search.declare import Searchable, searchable
from hub.platform.words import date_long


def line(contract: Contract) -> str:
    """Give the small line under a hit: "Live, Meridian FM plc, ends 31 March 2027"."""
    parts = [contract.get_status_display(), contract.supplier_name]
    if contract.ends_on and contract.is_running:
        parts.append(f"ends {date_long(contract.ends_on)}")
    return ", ".join(part for part in parts if part)


searchable(
    Searchable(
        model=Contract,
        label="Contracts",
        title=lambda contract: contract.title,
        references=lambda contract: list(filter(None, dict.fromkeys(selectors.references_of(contract)))),
        names=selectors.names_in,
        text=selectors.words_beside,
        line=line,
        url=lambda contract: contract.get_absolute_url(),
        load=selectors.to_index,
        register="/contracts/",
    )
)


def running(actor: Actor, at: datetime) -> Any:
    """Give the contracts in force that an officer may read: what is bought already."""
    return selectors.contracts(actor).running()


resembling(
    Resembling(
        kind=Contract.kind(),
        label="Contracts in force",
        within=running,
        title=lambda contract: contract.title,
        text=lambda contract: f"{contract.description} {contract.category} {contract.supplier_name}",
        reference=lambda contract: contract.reference,
        line=line,
        url=lambda contract: contract.get_absolute_url(),
        cpv_field="main_cpv",
        order=30,
    )
)
