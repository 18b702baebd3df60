"""Which case files somebody may read, and the small look-ups that acts need."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hub.pipeline import selectors as pipeline
from hub.pipeline.models import PipelineEntry
from hub.platform.actors import Actor
from hub.platform.identity.models import Person
from hub.platform.identity.roles import OFFICERS
from hub.platform.reference import lookup
from hub.procurement.models import Procurement
from hub.procurement.rules.estimating import NO_VAT
from hub.procurement.terms import State, VatTreatment

VAT_RATES = "vat_rates"


def procurements(actor: Actor) -> Any:
    """Give the procurements that an officer may read; partners read those that they joined."""
    if actor.is_system:
        return Procurement.objects.all()
    if not actor.has_any(OFFICERS):
        return Procurement.objects.none()
    return Procurement.objects.visible_to(actor).select_related("owner")


def find(actor: Actor, reference: str) -> Procurement | None:
    """Give one procurement within an actor's reach, or None."""
    found = procurements(actor).filter(reference=reference).select_related("owner", "authority", "entry")
    return found.first()  # type: ignore[no-any-return]


def from_entry(entry: PipelineEntry) -> Procurement | None:
    """Give the procurement that an entry of the pipeline became and that was not abandoned."""
    found = Procurement.objects.from_entry(entry.pk).exclude(status=State.ABANDONED)
    return found.first()  # type: ignore[no-any-return]


def entry_to_start(actor: Actor, reference: str) -> PipelineEntry | None:
    """Give an entry of the pipeline within an actor's reach, or None."""
    return pipeline.entry(actor, reference)


def owned_by(person: Person) -> Any:
    """Give the procurements that somebody owns and that are not over."""
    return Procurement.objects.not_over().filter(owner=person)


def to_index(ids: Any) -> Any:
    """Give the procurements that search indexes."""
    return Procurement.objects.filter(pk__in=list(ids)).select_related("authority", "owner")


def vat_percent(treatment: str, *, on: date) -> Decimal:
    """Give the per cent that is added for VAT on a day; nothing where several rates are typed out.

    :raises NoSuchValue: when no rate holds on that day.
    """
    if not treatment or treatment == VatTreatment.MIXED or treatment in NO_VAT:
        return Decimal(0)
    return Decimal(lookup.value(VAT_RATES, treatment, on=on)["percent"])


def with_authority(pk: int) -> Procurement:
    """Give one procurement with its authority; its documents ask this."""
    return Procurement.objects.select_related("authority").get(pk=pk)  # type: ignore[no-any-return]


def is_visible(actor: Actor, pk: int) -> bool:
    """Say whether an officer may see a procurement."""
    return procurements(actor).filter(pk=pk).exists()  # type: ignore[no-any-return]


def closed_on(ids: list[int]) -> dict[int, date]:
    """Give the days on which procurements were closed or abandoned, by number."""
    rows = Procurement.objects.filter(pk__in=ids, closed_on__isnull=False)
    return dict(rows.values_list("pk", "closed_on"))


def readers(ids: list[int]) -> dict[int, set[int]]:
    """Give the people who answer for procurements, by number."""
    rows = Procurement.objects.filter(pk__in=ids, owner__isnull=False).values_list("pk", "owner_id")
    return {pk: {owner} for pk, owner in rows}
