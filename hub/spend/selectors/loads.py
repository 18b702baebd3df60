"""Reads over loads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from hub.platform.actors import Actor
from hub.platform.tenancy.models import Authority
from hub.spend.models import Load, LoadMonth, LoadReject
from hub.spend.selectors.overview import may_see_people, reach
from hub.spend.selectors.people import (
    cells_without_people,
    changes_without_people,
    known_by_name,
    rows_without_people,
)
from hub.spend.terms import LoadState, Vat


def loads(actor: Actor) -> Any:
    """Give the loads that an actor may see, newest first."""
    return Load.objects.visible_to(actor).select_related("replaced_by", "loaded_by", "authority").order_by("-pk")


def get(actor: Actor, number: str | int) -> Load | None:
    """Give one load, or None when it is out of reach."""
    return loads(actor).filter(pk=number).first()  # type: ignore[no-any-return]


def counting(authority: Authority) -> list[Load]:
    """Give the loads of an authority whose lines count, oldest first."""
    return list(Load.objects.filter(authority=authority).counting().order_by("pk"))


def live(authority: Authority) -> list[Load]:
    """Give the loads of an authority that were not undone, those that others have replaced too, oldest first."""
    return list(Load.objects.filter(authority=authority, status=LoadState.LIVE).order_by("pk"))


def numbered(authority: int, number: int) -> Load | None:
    """Give a load of an authority by its number."""
    return Load.objects.filter(authority=authority, pk=number).first()  # type: ignore[no-any-return]


def with_replaced(loads: Iterable[Load]) -> set[int]:
    """Give the numbers of some loads and of all whose place they have taken, one after the other."""
    found: set[int] = set()
    more = {load.pk for load in loads}
    while more:
        found |= more
        more = set(Load.objects.filter(replaced_by__in=more).values_list("pk", flat=True)) - found
    return found


def same_file(authority: Authority, sha256: str) -> Load | None:
    """Give the load that this very file made, if it was not undone."""
    rows = Load.objects.filter(authority=authority, sha256=sha256).exclude(status="undone")
    return rows.order_by("-pk").first()  # type: ignore[no-any-return]


def month_counts(load: Load) -> dict[int, int]:
    """Give the lines of a load in each month."""
    return dict(LoadMonth.objects.filter(load=load).values_list("month", "lines"))


def rejects_of(load: Load) -> list[LoadReject]:
    """Give the rejects of a load that were kept."""
    return list(load.rejects.order_by("pk"))


def rejects_for(load: Load, actor: Actor) -> list[LoadReject]:
    """Give the rejects of a load; what stands in rows that may pay a person to finance alone."""
    found = rejects_of(load)
    return found if may_see_people(actor, load.authority_id) else cells_without_people(found, load.authority_id)


def rows_to_mend(load: Load, actor: Actor) -> list[LoadReject]:
    """Give the rows that were left out and are kept as they came; those that may pay a person to finance alone."""
    found = [each for each in rejects_of(load) if each.cells]
    return found if may_see_people(actor, load.authority_id) else rows_without_people(found, load.authority_id)


def changes_for(load: Load, actor: Actor) -> dict[str, list[dict[str, Any]]]:
    """Give the lines that a correction changed, "now" and "before"; people to finance alone."""
    lists = {key: load.difference.get(key, []) for key in ("now", "before")}
    if may_see_people(actor, load.authority_id):
        return lists
    known = known_by_name(load.authority_id, {line.get("payee", "") for found in lists.values() for line in found})
    return {key: changes_without_people(found, known) for key, found in lists.items()}


def other_authority_named(authority: Authority, names: dict[str, int]) -> tuple[str, int] | None:
    """Give the other authority of this Hub that a file's lines name most, if most of them do."""
    known = {_plain(name): each for each in Authority.objects.all() for name in (each.name, each.code)}
    own = sum(lines for name, lines in names.items() if known.get(_plain(name)) == authority)
    others: dict[str, int] = {}
    for name, lines in names.items():
        found = known.get(_plain(name))
        if found is not None and found != authority:
            others[found.name] = others.get(found.name, 0) + lines
    if not others:
        return None
    name, lines = max(others.items(), key=lambda item: item[1])
    return (name, lines) if lines > own else None


def other_authority_in(authority: Authority, text: str, names_told: dict[str, int]) -> str | None:
    """Give the other authority of this Hub whose full name stands in a title or a file's name that has not ours.

    :param names_told: the names on the lines; where ours is among them, the title does not matter.
    """
    if {_plain(authority.name), _plain(authority.code)} & {_plain(name) for name in names_told}:
        return None
    said = f" {_words(text)} "
    names = {words: each for each in Authority.objects.all() if " " in (words := _words(each.name))}
    found: list[Authority] = []
    # Longest first, so that a name inside a longer one is not found twice.
    for words in sorted(names, key=len, reverse=True):
        if f" {words} " in said:
            said = said.replace(f" {words} ", "  ")
            found.append(names[words])
    return found[0].name if found and authority not in found else None


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", _plain(text)))


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("&", "and").split())


def numbers_of(authority: int, files: set[str]) -> dict[str, tuple[int, str, Vat]]:
    """Give number, name and VAT of the load that each file made and that counts."""
    rows = Load.objects.filter(authority=authority, sha256__in=files).counting()
    told = rows.values_list("sha256", "pk", "file_name", "is_net")
    return {sha256: (number, name, Vat.of(is_net=is_net)) for sha256, number, name, is_net in told}


def vat_of_files(authority: int) -> dict[str, Vat]:
    """Give how the sums of each file that counts stand to VAT."""
    rows = Load.objects.filter(authority=authority).counting().values_list("sha256", "is_net")
    return {sha256: Vat.of(is_net=is_net) for sha256, is_net in rows}


def counted(load: Load) -> tuple[int, Decimal]:
    """Give the number and the sum of the lines of a load that count."""
    rows = LoadMonth.objects.filter(load=load).aggregate(lines=Sum("lines"), amount=Sum("amount"))
    return rows["lines"] or 0, rows["amount"] or Decimal(0)


def readable(actor: Actor, reference: str | int) -> Load | None:
    """Give a load to an officer of its authority, or None."""
    found = get(actor, reference)
    return found if found is not None and (actor.is_system or found.authority_id in reach(actor)) else None


def months_of(load: Load) -> list[LoadMonth]:
    """Give what a load holds for each month."""
    return list(LoadMonth.objects.filter(load=load).order_by("month"))


def in_doubt(load: Load) -> list[Load]:
    """Give the earlier loads whose place a load may take, that still count."""
    rows = Load.objects.filter(authority=load.authority_id, pk__in=[each["load"] for each in load.doubts])
    return list(rows.counting().order_by("pk"))
