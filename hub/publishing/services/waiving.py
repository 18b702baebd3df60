"""Keep the public register of waivers: each line is made anew from the waiver and its events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hub.gateway.models import Waiver
from hub.gateway.selectors import granted_waivers
from hub.platform.clock import london
from hub.platform.events.models import Event
from hub.publishing.models import PublishedWaiver
from hub.publishing.terms import PublicWaiver

COPIED = (
    "title", "department", "category", "supplier_name", "value_ex_vat", "starts_on", "ends_on", "rule", "reason",
    "is_repeat", "repeat_reason",
)  # fmt: skip
WRITTEN = [f.name for f in PublishedWaiver._meta.concrete_fields if f.name not in {"id", "waiver_id"}]


def project_waivers(ids: Iterable[int]) -> int:
    """Make the public lines of some waivers anew; one that was never granted has none.

    :returns: how many are on the register.
    """
    wanted = sorted(set(ids))
    told: dict[int, tuple[datetime | None, datetime | None, int]] = {}
    for event in Event.objects.filter(root_kind=Waiver.kind(), root_id__in=wanted).order_by("number"):
        granted, _, _ = told.get(event.root_id, (None, None, 0))
        granted = event.at if event.verb == "waiver.grant" else granted
        told[event.root_id] = (granted, event.at if event.verb == "waiver.withdraw" else None, event.number)
    rows = [_row(one, *told[one.pk]) for one in granted_waivers(wanted) if told[one.pk][0] is not None]
    with transaction.atomic():
        PublishedWaiver.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["waiver_id"], update_fields=WRITTEN, batch_size=500
        )
    return len(rows)


def _row(waiver: Waiver, granted: datetime | None, withdrawn: datetime | None, number: int) -> PublishedWaiver:
    assert granted is not None, "only waivers that were granted are shown"
    repeats = sorted({one for found in waiver.repeats.values() for one in found})
    return PublishedWaiver(
        waiver_id=waiver.pk,
        authority_id=waiver.authority_id,
        slug=waiver.reference,
        state=PublicWaiver.GRANTED if withdrawn is None else PublicWaiver.WITHDRAWN,
        ground=waiver.ground_label,
        repeats=", ".join(repeats)[:600],
        granted_on=london(granted).date(),
        withdrawn_on=london(withdrawn).date() if withdrawn is not None else None,
        withdrawn_because=waiver.withdrawn_reason if withdrawn is not None else "",
        event_number=number,
        **{name: getattr(waiver, name) for name in COPIED},
    )
