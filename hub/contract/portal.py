"""What a supplier's people may see of their own contracts. Plain values leave; no record does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hub.contract import acts, selectors
from hub.contract.selectors import alerting
from hub.contract.terms import State
from hub.platform.actors import Actor
from hub.platform.clock import london

# How far ahead a supplier is told of a date, and how far back of a change.
AHEAD = timedelta(days=183)
BACK = timedelta(days=92)
# What the agreement's other side should hear. Reasons and names stay with the authority.
TOLD = {act.name: act for act in (acts.SIGN, acts.START, acts.EXTEND, acts.SUSPEND, acts.RESUME, acts.END, acts.EXPIRE)}


@dataclass(frozen=True)
class OwnContract:
    """One contract as its supplier sees it: the agreement, not what the authority thinks of it."""

    reference: str
    title: str
    authority: str
    status: str
    worth: str
    starts_on: date | None
    ends_on: date | None
    role: str


def own_contracts(actor: Actor) -> list[OwnContract]:
    """Give the contracts in which an organisation of the actor takes part, drafts and withdrawn entries left out."""
    return [
        OwnContract(
            reference=part.contract.reference,
            title=part.contract.title,
            authority=part.contract.authority.name,
            status=part.contract.get_status_display(),
            worth=part.contract.worth,
            starts_on=part.contract.starts_on,
            ends_on=part.contract.ends_on,
            role=part.get_role_display(),
        )
        for part in selectors.parts_of(actor)
    ]


@dataclass(frozen=True)
class OwnAlert:
    """One date or change of a contract that its supplier should know of."""

    on: date
    what: str
    reference: str
    title: str
    authority: str


def dates_ahead(actor: Actor, *, at: datetime) -> list[OwnAlert]:
    """Give the first and last days of the actor's contracts within half a year, the nearest first."""
    today = london(at).date()
    found = []
    for contract in _contracts(actor).values():
        is_over = contract.status in (State.ENDED, State.EXPIRED)
        dates = [("Starts", contract.starts_on), ("Ends", contract.ends_on)]
        for what, day in dates:
            if day is not None and not is_over and today <= day <= today + AHEAD:
                found.append(_alert(contract, day, what))
    return sorted(found, key=lambda one: (one.on, one.reference))


def changes_lately(actor: Actor, *, at: datetime) -> list[OwnAlert]:
    """Give what was done to the actor's contracts within three months, the newest first."""
    contracts = _contracts(actor)
    events = alerting.happened_to(contracts, TOLD, since=at - BACK)
    return [
        _alert(contracts[one.root_id], london(one.at).date(), TOLD[one.verb].label)
        for one in events
        if one.root_id in contracts
    ]


def _contracts(actor: Actor) -> dict[int, Any]:
    return {part.contract_id: part.contract for part in selectors.parts_of(actor)}


def _alert(contract: Any, on: date, what: str) -> OwnAlert:
    return OwnAlert(on, what, contract.reference, contract.title, contract.authority.name)
