"""Reads over dated values for the settings pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hub.platform.actors import Actor
from hub.platform.reference import acts, lookup
from hub.platform.reference.files import SetFile, all_sets
from hub.platform.reference.models import Entry
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import runs_the_hub


@dataclass(frozen=True)
class SetLine:
    """One set on the settings page."""

    name: str
    title: str
    about: str
    source: str
    is_local: bool
    is_law: bool
    count: int
    ending: int


def entries(actor: Actor, name: str) -> QuerySet[Entry]:
    """Give every value of a set that holds for the actor's authorities or for everybody, newest first.

    What the keeper of the law entered in a table of the law holds for everybody.
    """
    mine = _holds_for(actor, all_sets().get(name))
    rows = Entry.objects.filter(mine, set=name)
    return rows.select_related("authority").order_by("position", "code", "-valid_from")


def _holds_for(actor: Actor, one: SetFile | None) -> Q:
    mine = Q(authority__isnull=True) | Q(authority__in=actor.reach)
    return mine | ~Q(code__in=one.own_codes) if one is not None and one.is_statutory else mine


def found(rows: QuerySet[Entry], words: str) -> QuerySet[Entry]:
    """Keep the values that have each word in code, name or source."""
    for word in words.split()[:10]:
        rows = rows.filter(Q(code__icontains=word) | Q(label__icontains=word) | Q(source__icontains=word))
    return rows


def parts_of_law(rows: QuerySet[Entry]) -> tuple[dict[str, Any], frozenset[str]]:
    """Give the parts of rows of a table of the law, each with an example, and those that a row cannot do without.

    Those are figures and lists that every row has: a threshold without amount would be one of nothing.
    """
    every = [dict(data) for data in rows.order_by("valid_from").values_list("data", flat=True)]
    parts = {name: part for data in every for name, part in data.items()}
    return parts, frozenset(
        name for name, part in parts.items() if all(name in data for data in every) and is_figure(part)
    )


def is_figure(part: Any) -> bool:
    """Say whether a part is a number, a truth or a list, and not a word."""
    return not isinstance(part, str) or part.replace(".", "", 1).isdecimal()


def followed(rows: Iterable[Entry], name: str) -> dict[int, date]:
    """Give the day on which another row of its code takes over, by number, for rows of a table of the law.

    A setting of an authority's own ends no other row: it stands over the national one, which holds for the others.
    """
    shown = list(rows)
    table = all_sets()[name]
    starts: dict[tuple[str, int | None], set[date]] = {}
    codes = {row.code for row in shown}
    known = Entry.objects.filter(set=name, code__in=codes).values_list("code", "authority_id", "valid_from")
    for code, owner, day in known:
        starts.setdefault((code, owner if table.is_own(code) else None), set()).add(day)
    later = {
        row.pk: [
            day
            for day in starts[row.code, row.authority_id if table.is_own(row.code) else None]
            if day > row.valid_from
        ]
        for row in shown
    }
    return {pk: min(days) for pk, days in later.items() if days}


def sets(actor: Actor, *, on: date) -> list[SetLine]:
    """Give every set with how many values hold on a date and how many of them have an end."""
    mine = Q(authority__isnull=True) | Q(authority__in=actor.reach)
    counts: dict[str, list[int]] = {}
    for name, ends in Entry.objects.filter(mine).on(on).values_list("set", "valid_to"):
        line = counts.setdefault(name, [0, 0])
        line[0] += 1
        line[1] += ends is not None
    return [
        SetLine(one.name, one.title, one.about, one.source, one.is_local, one.is_law, *counts.get(one.name, [0, 0]))
        for one in sorted(all_sets().values(), key=lambda one: one.title)
    ]


def in_the_place_of(name: str, *, authority: Authority, on: date, but: str = "") -> list[Entry]:
    """Give the shared values that an authority's first own value of a set would stand in the place of.

    None where it has own values on that day, or where values stand code by code or are the law's.

    :param but: the code of that value, whose shared one it replaces in any case.
    """
    one = all_sets().get(name)
    if one is None or one.is_law or one.is_by_code:
        return []
    rows = lookup.get(name, on=on, authority=authority)
    return [row for row in rows if row.authority_id != authority.pk and row.code != but]


def shipped(name: str) -> SetFile | None:
    """Give what ships about a set."""
    return all_sets().get(name)


def law_keeper() -> Authority | None:
    """Give the authority that keeps the tables of the law: the one that runs the Hub."""
    return runs_the_hub()


def kept_by(actor: Actor, one: SetFile, code: str) -> Authority:
    """Give the authority where the actor keeps a row: the law's keeper, else their own or the first they may."""
    if one.is_law and not one.is_own(code) and (keeper := runs_the_hub()) is not None:
        return keeper
    kept = sorted(grant.party_id for grant in actor.grants if grant.role in acts.KEEPERS)
    return Authority.objects.get(pk=actor.home_id if actor.home_id in kept else kept[0])
