"""What resembles a need or an entry, here and at partners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.pipeline.models import PipelineEntry
from hub.pipeline.rules.needs import SAME
from hub.pipeline.selectors.entries import entries
from hub.platform.actors import Actor
from hub.platform.identity.roles import OFFICERS
from hub.platform.search.alike import Asked, Group, alike, likeness_of, stems
from hub.platform.tenancy.models import Authority

MOST_OVERLAPS = 100


def alike_need(
    title: str, text: str = "", *, cpv: str = "", but: tuple[str, int] | None = None, actor: Actor, at: datetime
) -> list[Group]:
    """Give what resembles a thing to be bought, in all packages, within what somebody may read.

    :param but: kind and number of the record itself.
    """
    return alike(Asked(title, text, cpv, but), actor=actor, at=at)


def others_planning(groups: Sequence[Group], actor: Actor) -> list[str]:
    """Give the names of other authorities whose entries are the same purchase."""
    own = actor.only(OFFICERS).reach
    ids = {
        one.authority_id
        for group in groups
        if group.kind == PipelineEntry.kind()
        for one in group.found
        if one.score >= SAME and one.authority_id and one.authority_id not in own
    }
    return list(Authority.objects.filter(pk__in=ids).order_by("name").values_list("name", flat=True))


@dataclass(frozen=True)
class Overlap:
    """An entry of ours, and one of a partner that resembles it."""

    ours: PipelineEntry
    theirs: PipelineEntry
    score: float
    why: str


def overlaps(actor: Actor, authority: Authority, *, entry: PipelineEntry | None = None) -> list[Overlap]:
    """Give the open entries of an authority that resemble open entries which partners offered, nearest first.

    :param entry: only those of this one.
    """
    rows = list(entries(actor).open().order_by("pk"))
    ours = [row for row in rows if row.authority_id == authority.pk and (entry is None or row.pk == entry.pk)]
    theirs = [row for row in rows if row.authority_id != authority.pk]
    by_stem: dict[str, list[PipelineEntry]] = defaultdict(list)
    for row in theirs:
        for stem in stems(row.title):
            by_stem[stem].append(row)
    found = [pair for row in ours for pair in _pairs(row, by_stem)]
    return sorted(found, key=lambda one: (-one.score, one.ours.reference, one.theirs.reference))[:MOST_OVERLAPS]


def _pairs(row: PipelineEntry, by_stem: dict[str, list[PipelineEntry]]) -> list[Overlap]:
    near = {other.pk: other for stem in stems(row.title) for other in by_stem.get(stem, ())}
    asked = Asked(row.title, row.description, row.main_cpv)
    found = []
    for other in near.values():
        score, why = likeness_of(asked, other.title, other.description, other.main_cpv)
        if score >= SAME:
            found.append(Overlap(row, other, score, why))
    return found
