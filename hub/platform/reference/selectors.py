"""Reads over dated values for the settings pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from hub.platform.actors import Actor
from hub.platform.reference import acts
from hub.platform.reference.files import SetFile, all_sets
from hub.platform.reference.models import Entry
from hub.platform.tenancy.models import Authority


@dataclass(frozen=True)
class SetLine:
    """One set on the settings page."""

    name: str
    title: str
    about: str
    source: str
    is_local: bool
    count: int
    ending: int


def entries(actor: Actor, name: str) -> QuerySet[Entry]:
    """Give every value of a set that holds for the actor's authorities or for everybody, newest first."""
    mine = Q(authority__isnull=True) | Q(authority__in=actor.reach)
    rows = Entry.objects.filter(mine, set=name)
    return rows.select_related("authority").order_by("position", "code", "-valid_from")


def sets(actor: Actor, *, on: date) -> list[SetLine]:
    """Give every set with how many values hold on a date and how many of them have an end."""
    mine = Q(authority__isnull=True) | Q(authority__in=actor.reach)
    counts: dict[str, list[int]] = {}
    for name, ends in Entry.objects.filter(mine).on(on).values_list("set", "valid_to"):
        line = counts.setdefault(name, [0, 0])
        line[0] += 1
        line[1] += ends is not None
    return [
        SetLine(one.name, one.title, one.about, one.source, one.is_local, *counts.get(one.name, [0, 0]))
        for one in sorted(all_sets().values(), key=lambda one: one.title)
    ]


def shipped(name: str) -> SetFile | None:
    """Give what ships about a set."""
    return all_sets().get(name)


def kept_by(actor: Actor) -> Authority:
    """Give the authority where the actor keeps dated values: their own, or the first where they hold the act."""
    kept = sorted(grant.party_id for grant in actor.grants if grant.role in acts.KEEPERS)
    return Authority.objects.get(pk=actor.home_id if actor.home_id in kept else kept[0])
