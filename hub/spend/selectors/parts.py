"""Which parts hold the lines of which loads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hub.platform.analytics import parts
from hub.platform.analytics.checking import Known, parts_of
from hub.platform.tenancy.models import Authority
from hub.spend.models import Load, Part
from hub.spend.terms import PartKind


def line_files(loads: Sequence[Load]) -> list[str]:
    """Give the files that hold the lines of some loads as they stand now."""
    rows = Part.objects.filter(load__in=[load.pk for load in loads], kind=PartKind.LINES, is_current=True)
    return parts.paths(rows.order_by("load", "place").values_list("sha256", flat=True))


def counting_files(authorities: Sequence[int]) -> list[str]:
    """Give the files that hold every line that counts at some authorities."""
    rows = Part.objects.filter(
        load__in=Load.objects.filter(authority__in=authorities).counting(), kind=PartKind.LINES, is_current=True
    )
    return parts.paths(rows.order_by("load", "place").values_list("sha256", flat=True))


def original_files(load: Load) -> list[str]:
    """Give the files that hold a load's original text."""
    rows = Part.objects.filter(load=load, kind=PartKind.ORIGINAL, is_current=True)
    return parts.paths(rows.order_by("place").values_list("sha256", flat=True))


@parts_of
def known_parts(authority: Authority | None) -> Iterable[Known]:
    """Give every part that a load names, those that newer ones have taken the place of too."""
    rows = Part.objects.order_by("pk")
    if authority is not None:
        rows = rows.filter(load__authority=authority)
    for sha256, size, load, event in rows.values_list("sha256", "size", "load_id", "event").iterator():
        yield Known(sha256, size, f"ledger load {load}", event)
