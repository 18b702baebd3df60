"""Which notice of a process has the last word on a fact: the newest that says it, whatever the order of loading.

So an older notice never undoes a newer one; it still fills in what no newer one says. Source: OCDS 1.1, "Merging".
What each notice said is kept with the contract as moment → names of facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.contract.importing.facts import Said
from hub.contract.models import Contract
from hub.contract.reading import ContractRow
from hub.contract.terms import State

SUPPLIERS, DRAFT, UNDER_WAY = "suppliers", "state: draft", "state"
# Sorts before every moment.
ASSUMED = "!"
Moments = dict[str, str]


def moment_of(row: ContractRow) -> str:
    """Give what orders notices: the moment of the release, its id, and last its content; empty when it says no moment.

    A release and a record compiled from it may bear the same moment, and one of them must win every time.
    """
    return f"{row.said_at} {row.fingerprint()[:12]}" if row.said_at else ""


def read(stored: Mapping[str, Any]) -> Moments:
    """Give the moment at which each fact was last said."""
    return {name: moment for moment, names in stored.items() for name in names}


def packed(moments: Moments) -> dict[str, list[str]]:
    """Give what is stored: most contracts have one notice, so its moment is written once."""
    found: dict[str, list[str]] = {}
    for name, moment in sorted(moments.items()):
        found.setdefault(moment, []).append(name)
    return found


def of_new(told: Said, row: ContractRow) -> dict[str, list[str]]:
    """Give what is kept with a new entry."""
    return packed(_moments(told, row) | {_state(told): moment_of(row)}) if row.said_at else {}


def newly_said(contract: Contract, told: Said, row: ContractRow) -> tuple[set[str], Moments]:
    """Give the names of the facts on which a notice has the last word, and all moments after it.

    A fact that no notice said, but somebody entered, gives way only to a notice newer than all that were read.
    """
    moment, moments = moment_of(row), read(contract.source_dates)
    latest = max(moments.values(), default="")
    said = _moments(told, row)
    newer = {name for name in said if said[name] > _last(name, contract, moments, latest)}
    after = moments | {name: said[name] for name in newer}
    if moment > max(moments.get(DRAFT, ""), moments.get(UNDER_WAY, "")):
        after = {name: held for name, held in after.items() if name not in (DRAFT, UNDER_WAY)}
        after[_state(told)] = moment
    return newer, after


def is_draft(contract: Contract) -> bool:
    """Say whether the newest notice leaves a contract without award; a signature says otherwise."""
    return DRAFT in read(contract.source_dates) and contract.signed_on is None


def _moments(told: Said, row: ContractRow) -> Moments:
    """Give the moment of every fact; what is only assumed comes before everything that is said."""
    moment = moment_of(row)
    names = [*told.fields, SUPPLIERS] if row.suppliers else [*told.fields]
    return {name: f"{ASSUMED}{moment}" if name in told.assumed else moment for name in names}


def _last(name: str, contract: Contract, moments: Moments, latest: str) -> str:
    if name in moments:
        return moments[name]
    held = contract.supplier_name if name == SUPPLIERS else getattr(contract, name)
    return "" if held in (None, "", []) else latest


def _state(told: Said) -> str:
    return DRAFT if told.state == State.DRAFT else UNDER_WAY
