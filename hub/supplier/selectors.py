"""Reads over suppliers. Every officer sees that a supplier exists; what it is paid is the authority's own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hub.platform.actors import Actor
from hub.platform.identity.roles import OFFICERS
from hub.supplier import rules
from hub.supplier.models import Identifier, Merge, OtherName, Pair, Supplier
from hub.supplier.terms import State, Verdict

# How we know a name that the register of organisations holds.
LEGAL = "Legal name"


def suppliers(actor: Actor) -> Any:
    """Give the entries that stand for themselves, to officers."""
    if not actor.is_system and not actor.has_any(OFFICERS):
        return Supplier.objects.none()
    return Supplier.objects.live()


def get(actor: Actor, number: str | int) -> Supplier | None:
    """Give one entry, merged ones included, or None."""
    if not actor.is_system and not actor.has_any(OFFICERS):
        return None
    return Supplier.objects.select_related("merged_into").filter(pk=number).first()  # type: ignore[no-any-return]


def named(text: str) -> list[Supplier]:
    """Give the standing suppliers that a name or a register number means.

    Its name goes before all. Else another name of it (legal, trading, former) counts as much as its name without the
    legal form, and the other names without it come last. Two legal forms tell two bodies apart.
    """
    text = rules.clean_name(text)
    number = company_number(text)
    found = Supplier.objects.select_related("merged_into")
    rows = list(found.filter(identifiers__value=number)) if number else _called(text)
    return list({row.standing_id: row.standing for row in rows}.values())


def _called(name: str) -> list[Supplier]:
    key = rules.match_key(name)
    entries = Supplier.objects.select_related("merged_into").filter(match_key=key)
    own = [(each.name, each) for each in entries]
    if whole := _whole(name, own):
        return whole
    others = OtherName.objects.select_related("supplier__merged_into").filter(match_key=key).order_by("pk")
    other = [(each.name, each.supplier) for each in others]
    return [*_whole(name, other), *_short(name, own)] or _short(name, other)


def _whole(name: str, held: Iterable[tuple[str, Supplier]]) -> list[Supplier]:
    return [supplier for called, supplier in held if called.casefold() == name.casefold()]


def _short(name: str, held: Iterable[tuple[str, Supplier]]) -> list[Supplier]:
    return [supplier for called, supplier in held if not rules.are_two_forms(called, name)]


def company_number(text: str) -> str:
    """Give a company number in its full form when the text is one, else nothing."""
    if not any(char.isdigit() for char in text) or len(text) > 10:
        return ""
    try:
        return rules.company_number(text)
    except rules.BadIdentifier:
        return ""


def numbers_of(supplier: Supplier) -> list[Identifier]:
    """Give the register numbers of a supplier, those of merged entries included."""
    group = [supplier.pk, *supplier.absorbed.values_list("pk", flat=True)]
    return list(Identifier.objects.filter(supplier__in=group))


def other_names_of(supplier: Supplier) -> list[OtherName]:
    """Give the other names of a supplier that are kept as names, those of merged entries included."""
    group = [supplier.pk, *supplier.absorbed.values_list("pk", flat=True)]
    return list(OtherName.objects.filter(supplier__in=group))


def names_of(supplier: Supplier) -> list[tuple[str, str]]:
    """Give the other names of a supplier, each with how we know it."""
    found = [(row.name, "A merged entry") for row in supplier.absorbed.order_by("name")]
    for other in other_names_of(supplier):
        how = "Trading name, " if other.is_trading_name else f"{LEGAL}, " if other.is_legal_name else ""
        found.append((other.name, (how + other.get_known_from_display().lower()).capitalize()))
    return found


def merges_of(supplier: Supplier) -> list[Merge]:
    """Give the merges into a supplier that stand."""
    return list(supplier.merges_kept.filter(undone_at__isnull=True).select_related("merged"))


def open_pairs() -> Any:
    """Give the pairs that nobody has decided, surest first; an entry merged meanwhile is left out."""
    rows = Pair.objects.filter(verdict=Verdict.OPEN, first__status=State.LIVE, second__status=State.LIVE)
    return rows.select_related("first", "second").order_by("-score", "pk")


def pairs_about(supplier: Supplier) -> int:
    """Count the undecided pairs in which a supplier stands."""
    return int(open_pairs().filter(first=supplier).count() + open_pairs().filter(second=supplier).count())


def pair(actor: Actor, number: str | int) -> Pair | None:
    """Give one pair to an officer, or None."""
    if not actor.has_any(OFFICERS):
        return None
    return Pair.objects.select_related("first", "second").filter(pk=number).first()


def to_index(ids: Any) -> list[Any]:
    """Give the suppliers that search indexes: standing entries, each with ``found_under`` and ``numbered``.

    Names and numbers are read as bare values: thousands of suppliers of a loaded list come through here.
    """
    found: dict[Any, Any] = {row.pk: row for row in Supplier.objects.live().filter(pk__in=list(ids))}
    for row in found.values():
        row.found_under, row.numbered = [], []
    keys = list(found)
    for owner, number in Identifier.objects.filter(supplier__in=keys).values_list("supplier", "value"):
        found[owner].numbered.append(number)
    for owner, name in OtherName.objects.filter(supplier__in=keys).values_list("supplier", "name"):
        found[owner].found_under.append(name)
    absorbed = Supplier.objects.filter(merged_into__in=keys).order_by("pk")
    for into, name in absorbed.values_list("merged_into", "name"):
        found[into].found_under.append(name)
    return list(found.values())


def names_of_many(ids: Any) -> dict[int, list[tuple[str, str]]]:
    """Give the other names of standing suppliers by number, each with how we know it, in a fixed number of queries."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows = Supplier.objects.filter(pk__in=list(ids)).prefetch_related("other_names", "absorbed__other_names")
    for supplier in rows:
        names = {each.name: "A merged entry" for each in supplier.absorbed.all()}
        for entry in (supplier, *supplier.absorbed.all()):
            for other in entry.other_names.all():
                names.setdefault(other.name, LEGAL if other.is_legal_name else other.get_known_from_display())
        names.pop(supplier.name, None)
        found[supplier.pk] = sorted(names.items())
    return found
