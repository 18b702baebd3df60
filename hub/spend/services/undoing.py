"""Undo a load: its lines count no more, those that it held back count again, and what it replaced comes back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.platform.events.models import Head as LogHead
from hub.platform.events.record import Digest
from hub.spend import acts
from hub.spend.models import Load, Part
from hub.spend.services.recounting import recount, standing_part
from hub.spend.services.standing import settle_contracts, settle_payees
from hub.spend.services.totals import settle_numbers, settle_totals
from hub.spend.terms import LoadState


def undo(load: Load, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Load:
    """Undo a whole load. Its parts stay; a new part says that they count no more.

    :raises Refused: when a later file has taken its place: undo that one first.
    """
    with transaction.atomic():
        LogHead.objects.select_for_update().get(pk=1)
        with perform(acts.UNDO, load, by=by, at=at, version=version) as entry:
            load.save(update_fields=["status"])
            back = list(load.replaces.all())
            for each in back:
                each.replaced_by = None
                each.save(update_fields=["replaced_by"])
            rows = [standing_part(load, file=load.sha256, standing=LoadState.UNDONE, at=at)]
            rows += recount(load.authority, changed=[load, *back])
            entry.note(reason, parts=[Digest(row.sha256) for row in rows], back=[each.pk for each in back])
        Part.objects.filter(pk__in=[row.pk for row in rows]).update(event=entry.event.number if entry.event else 0)
        settle_totals(
            load.authority, [each for each in {row.load_id: row.load for row in rows}.values() if each != load]
        )
        settle_payees(load.authority, [load, *back])
        settle_numbers(load.authority, [load, *back])
        settle_contracts(load.authority, at=at)
    return load
