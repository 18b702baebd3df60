"""Which contracts end with nothing on the plan that follows them (BC-1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hub.contract.models import Contract
from hub.contract.selectors.measuring import TWO_YEARS
from hub.contract.selectors.reading import contracts
from hub.pipeline import selectors as pipeline
from hub.platform.actors import Actor
from hub.platform.identity.roles import OFFICERS


def unplanned(actor: Actor, *, on: date) -> Any:
    """Give the contracts in force of an officer's own authorities that end within 24 months with no entry."""
    ours = contracts(actor).running().filter(authority__in=actor.only(OFFICERS).reach)
    ending = ours.filter(ends_on__gte=on, ends_on__lte=on + TWO_YEARS)
    return ending.exclude(pk__in=pipeline.origins(Contract.kind()))


def unplanned_among(actor: Actor, keys: Sequence[int]) -> list[Contract]:
    """Give those of some contracts that an officer may read, in the order in which they end."""
    return list(contracts(actor).filter(pk__in=keys).order_by("ends_on", "pk"))
