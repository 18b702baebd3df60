"""Who else may read an entry: partner authorities, and everybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from hub.law.findings import Finding
from hub.pipeline import acts, rules, selectors
from hub.pipeline.models import PipelineEntry
from hub.pipeline.terms import HideGround, PublicState, Sharing
from hub.platform.act_table import Refused, bars
from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.platform.clock import london
from hub.platform.tenancy.models import Authority, Share


def decide_sharing(
    entry: PipelineEntry,
    *,
    partners: Sequence[Authority],
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> PipelineEntry:
    """Offer an entry to partners, who may then read it and find it like theirs; or say that it is bought alone.

    :param partners: those it is offered to; none of them means alone.
    :raises Refused: when somebody is named who is no partner.
    """
    with perform(acts.DECIDE_SHARING, entry, by=by, at=at, version=version) as done:
        known = {one.pk for one in selectors.partners_of(entry.authority)}
        if strangers := [one.name for one in partners if one.pk not in known]:
            message = f"{strangers[0]} is no partner of {entry.authority.name}. Choose among its partners."
            raise Refused(acts.DECIDE_SHARING, [Finding("no_partner", message)])
        before, after = _share(entry, {one.pk for one in partners})
        if before != after:
            done.changed("shared_with", before, after)
        entry.sharing = Sharing.OFFERED if partners else Sharing.ALONE
        entry.sharing_reason, entry.sharing_on = reason, london(at).date()
        entry.save()
        done.note(reason)
    return entry


def _share(entry: PipelineEntry, wanted: set[int]) -> tuple[list[int], list[int]]:
    """Let exactly these authorities read the entry; give those that could before, and those that can now."""
    rows = Share.objects.filter(subject_kind=entry.kind(), subject_id=entry.pk)
    before = set(rows.values_list("authority", flat=True))
    rows.filter(authority__in=before - wanted).delete()
    for pk in sorted(wanted - before):
        Share.objects.create(subject_kind=entry.kind(), subject_id=entry.pk, authority_id=pk)
    return sorted(before), sorted(wanted)


@bars(acts.SHOW)
def may_be_shown(entry: PipelineEntry, by: Actor, at: datetime) -> Iterable[Finding]:
    """Say why an entry cannot go on the public pipeline."""
    return rules.bars_to_showing(
        title=entry.title, needed_on=entry.needed_on, is_open=entry.is_open, is_shown=entry.is_shown
    )


@bars(acts.HIDE)
def may_be_hidden(entry: PipelineEntry, by: Actor, at: datetime) -> Iterable[Finding]:
    """Say why an entry cannot be taken off the public pipeline."""
    if not entry.is_shown:
        yield Finding("not_shown", "It is not on the public pipeline.")


def show(
    entry: PipelineEntry, *, shows_value: bool, by: Actor, at: datetime, version: int | None = None
) -> PipelineEntry:
    """Put an entry on the public pipeline; what is published follows it from then on.

    :param shows_value: whether everybody may read what it is thought to be worth.
    """
    with perform(acts.SHOW, entry, by=by, at=at, version=version):
        entry.public_state, entry.shows_value, entry.hidden_because = PublicState.SHOWN, shows_value, ""
        entry.save()
    return entry


def hide(
    entry: PipelineEntry,
    *,
    ground: HideGround,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> PipelineEntry:
    """Take an entry off the public pipeline: its address stays and gives the ground, never the reason."""
    with perform(acts.HIDE, entry, by=by, at=at, version=version) as done:
        entry.public_state, entry.hidden_because = PublicState.WITHDRAWN, ground
        entry.save()
        done.note(reason)
    return entry
