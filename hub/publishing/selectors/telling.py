"""Reads for those who follow the register: what is new to them, and what has left it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hub.contract.models import Contract
from hub.contract.selectors.public import SHOWN
from hub.publishing.models import Departure, PublishedContract, Watch
from hub.publishing.terms import PublicState

MOST_TOLD, CHUNK = 20, 500
# Undoing a large load leaves many stones; a feed that anybody may ask for looks at the last of them.
LOOKED_AT = 500


def watches() -> Any:
    """Give what people outside follow."""
    return Watch.objects.order_by("pk")


def changed_since(rows: Any, number: int) -> list[PublishedContract]:
    """Give the contracts of some rows that came or changed after an event, newest first."""
    return list(rows.filter(event_number__gt=number).order_by("-event_number").prefetch_related("versions")[:MOST_TOLD])


def leaving(ids: Iterable[int]) -> set[int]:
    """Give those of some contracts, by number, whose public rows still show what may be shown no longer."""
    wanted = sorted(ids)
    found: set[int] = set()
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        shown = PublishedContract.objects.filter(contract_id__in=some).exclude(state=PublicState.WITHDRAWN)
        numbers = set(shown.values_list("contract_id", flat=True))
        stay = Contract.objects.filter(pk__in=numbers, status__in=SHOWN)
        found |= numbers - set(stay.values_list("pk", flat=True))
    return found


def departures(watch: Watch) -> Any:
    """Give the withdrawn contracts of which a follower has still to hear; one that was put back is none."""
    waiting = Departure.objects.filter(watch=watch).values("contract")
    return stones().filter(pk__in=waiting)


def stones() -> Any:
    """Give what is left of the contracts that were withdrawn, the last first: name, authority, day and ground."""
    rows = PublishedContract.objects.filter(state=PublicState.WITHDRAWN).select_related("authority")
    return rows.order_by("-event_number", "-pk")


def stone(reference: str) -> PublishedContract | None:
    """Give what is left of the withdrawn contract that this was the first reference of; however its letters are."""
    return stones().filter(slug__in={reference, reference.upper()}).first()  # type: ignore[no-any-return]


def stones_with(supplier_id: int, most: int) -> list[PublishedContract]:
    """Give up to so many of them that were with a supplier, by the number of its standing entry."""
    return [row for row in stones()[:LOOKED_AT] if supplier_id in row.facts.get("suppliers", ())][:most]
