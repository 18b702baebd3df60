"""Reads over loads."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from hub.platform.actors import Actor
from hub.platform.registers.importing.loader import Loader
from hub.platform.registers.importing.models import ImportBatch, ImportedRow, ImportReject, RememberedMapping
from hub.platform.registers.importing.terms import Outcome
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import authorities_for

SHOWN = 100


def places(loader: Loader, actor: Actor) -> list[Authority]:
    """Give the authorities into whose register somebody may load, their own first."""
    return [one for one in authorities_for(actor) if actor.holds(loader.act.holders, one.pk)]


def batches_of(loader: Loader, actor: Actor) -> Any:
    """Give the loads that somebody may see, newest first."""
    reach = [one.pk for one in places(loader, actor)]
    rows = ImportBatch.objects.filter(register=loader.register, authority__in=reach)
    return rows.select_related("authority__party", "uploaded_by").order_by("-pk")


def find_batch(loader: Loader, actor: Actor, pk: int) -> ImportBatch | None:
    """Give one load within an actor's reach."""
    return batches_of(loader, actor).filter(pk=pk).first()  # type: ignore[no-any-return]


def loaded_ids(batch: ImportBatch, outcome: str = "") -> Any:
    """Give the keys of the records that a load brought or changed; of one of the two where ``outcome`` says which."""
    rows = ImportedRow.objects.filter(batch=batch)
    if outcome:
        rows = rows.filter(is_new=outcome == Outcome.ACCEPTED)
    return rows.order_by().values("object_id")


def remembered(authority: Authority, register: str, layout: str) -> dict[str, str]:
    """Give how the columns of a layout were matched before; nothing when they never were."""
    found = RememberedMapping.objects.filter(authority=authority, register=register, layout=layout).first()
    return dict(found.choices) if found and layout else {}


def rejects(batch: ImportBatch, most: int = SHOWN) -> list[ImportReject]:
    """Give the first rejects of a load, in the order of its file: reading and planning each find some."""
    return list(batch.rejects.order_by("row", "pk")[:most])


def all_rejects(batch: ImportBatch) -> Iterator[ImportReject]:
    """Give every reject of a load in the order of its file, a chunk at a time."""
    return batch.rejects.order_by("row", "pk").iterator(chunk_size=500)


def headings_of(batch: ImportBatch) -> list[str]:
    """Give the headings of the rejected rows, in the order in which they first appear."""
    found: dict[str, None] = dict.fromkeys(batch.mapping)
    for reject in batch.rejects.all()[:500]:
        found.update(dict.fromkeys(reject.cells))
    return list(found)


def uploads_with(digests: Collection[str]) -> set[str]:
    """Give those of some digests that an uploaded list has."""
    rows = ImportBatch.objects.filter(sha256__in=digests, is_stored=True)
    return set(rows.values_list("sha256", flat=True))
