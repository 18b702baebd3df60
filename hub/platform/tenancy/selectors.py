"""Reads over authorities."""

from __future__ import annotations

from collections.abc import Iterable

from hub.platform.actors import Actor
from hub.platform.tenancy.models import Authority, Party, Share


def authorities_for(actor: Actor) -> list[Authority]:
    """Give the authorities where an actor is staff, the one at home first."""
    rows = Authority.objects.select_related("party", "parent").order_by("code")
    if not actor.is_system:
        rows = rows.filter(pk__in=actor.reach)
    return sorted(rows, key=lambda row: (row.pk != actor.home_id, row.code))


def shared_with(record: object) -> list[Authority]:
    """Give the authorities that may read a record as partners."""
    kind, pk = record.kind(), record.pk  # type: ignore[attr-defined]
    rows = Share.objects.filter(subject_kind=kind, subject_id=pk).select_related("authority")
    return [row.authority for row in rows.order_by("authority__code")]


def runs_the_hub() -> Authority | None:
    """Give the authority that runs the Hub: the first one without a parent."""
    return Authority.objects.filter(parent__isnull=True).order_by("pk").first()


def by_code(code: str) -> Authority | None:
    """Give an authority by its code."""
    return Authority.objects.filter(code=code).select_related("party").first()


def names_of(parties: Iterable[int]) -> list[str]:
    """Give the names of some parties, in their order."""
    return list(Party.objects.filter(pk__in=list(parties)).order_by("name").values_list("name", flat=True))


def home_of(actor: Actor) -> Authority | None:
    """Give the authority that an actor works for, if they are staff there."""
    return Authority.objects.filter(pk=actor.home_id, pk__in=actor.reach).first()


def by_number(number: int) -> Authority | None:
    """Give an authority by its number."""
    return Authority.objects.filter(pk=number).first()


def authority_with(code: str) -> Authority | None:
    """Give the authority with a code, in any case of letters."""
    return Authority.objects.select_related("party").filter(code__iexact=code).first()


def authority_codes() -> list[str]:
    """Give the codes of all authorities."""
    return list(Authority.objects.order_by("code").values_list("code", flat=True))
