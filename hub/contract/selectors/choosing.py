"""What people choose from when they describe a contract: frameworks, CPV codes, the authority's own categories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import reduce
from typing import Any

from django.db.models import Q

from hub.contract.models import Contract, ContractSupplier
from hub.contract.selectors.reading import contracts
from hub.contract.terms import ContractKind, State, SupplierRole
from hub.platform.actors import Actor
from hub.platform.govuk.asking import Pick
from hub.platform.reference import lookup
from hub.platform.reference.models import Entry
from hub.platform.search.search import ids_for
from hub.platform.tenancy.models import Authority
from hub.procurement.beside import Wanted
from hub.procurement.selectors.neighbours import alike

CPV, CATEGORIES = "cpv", "contract_categories"
MOST = 10
# A draft has supplied nothing yet, and a withdrawn entry never was a contract.
UNPROVEN = (State.DRAFT, State.WITHDRAWN)


def frameworks(actor: Actor, *, but: int | None = None) -> Callable[[str], list[Pick]]:
    """Give what finds a framework that somebody may read: by its reference, else by words.

    :param but: a contract that cannot be its own framework.
    """

    def find(text: str) -> list[Pick]:
        rows = contracts(actor).filter(agreement_kind=ContractKind.FRAMEWORK).exclude(pk=but)
        exact = list(rows.filter(Q(reference__iexact=text) | Q(address__iexact=text))[:MOST])
        found = exact or list(
            rows.filter(pk__in=ids_for(text, kind=Contract.kind(), actor=actor)).order_by("-ends_on")[:MOST]
        )
        borne = Counter(each.reference for each in found)
        return [framework_pick(each, is_alone=borne[each.reference] == 1) for each in found]

    return find


def framework_pick(contract: Contract, *, is_alone: bool = True) -> Pick:
    """Give a framework as something that can be chosen.

    :param is_alone: whether no other that is offered has its reference, so that the reference means it.
    """
    more = f", {contract.supplier_name}" if contract.supplier_name else ""
    value = contract.reference if is_alone else contract.address
    return Pick(value, f"{value} {contract.title}{more}", contract)


def cpvs(*, on: date) -> Callable[[str], list[Pick]]:
    """Give what finds a CPV code: by its digits, else by the words of the shipped list.

    The list has divisions and groups; any code of eight digits is taken, for the law's list is longer.
    """

    def find(text: str) -> list[Pick]:
        code = text.split("-")[0].strip()
        if code.isascii() and code.isdigit() and len(code) == 8:
            return [cpv_pick(code, on=on)]
        rows = Entry.objects.filter(set=CPV).on(on).order_by("code")
        if code.isascii() and code.isdigit():
            return [
                Pick(row.code, f"{row.code} {row.label}", row.code) for row in rows.filter(code__startswith=code)[:MOST]
            ]
        words = [word for word in text.split() if len(word) > 1]
        if not words:
            return []
        every = reduce(Q.__and__, (Q(label__icontains=word) for word in words))
        some = reduce(Q.__or__, (Q(label__icontains=_stem(word)) for word in words))
        found = list(rows.filter(every)[:MOST]) or list(rows.filter(some)[:MOST])
        return [Pick(row.code, f"{row.code} {row.label}", row.code) for row in found]

    return find


def _stem(word: str) -> str:
    return word[:-3] if word.endswith("ing") and len(word) > 6 else word.rstrip("s")


def cpv_pick(code: str, *, on: date) -> Pick:
    """Give a CPV code with its words, or those of the nearest group above it."""
    return Pick(code, cpv_words(code, on=on), code)


def cpv_words(code: str, *, on: date) -> str:
    """Give a code and what it means: "77314000 (in 77300000 Horticultural services)"."""
    above = [code[:length].ljust(8, "0") for length in range(8, 1, -1)]
    known = dict(Entry.objects.filter(set=CPV, code__in=above).on(on).values_list("code", "label"))
    if code in known:
        return f"{code} {known[code]}"
    nearest = next((each for each in above if each in known), "")
    return f"{code} (in {nearest} {known[nearest]})" if nearest else code


def categories(authority: Authority, *, on: date) -> list[tuple[str, str]]:
    """Give the authority's own categories as choices; what is stored is the name."""
    return [(entry.label, entry.label) for entry in lookup.get(CATEGORIES, on=on, authority=authority)]


# Newest contracts that show who supplied something alike; more would suggest nobody else.
MOST_ALIKE = 400


def suppliers_of_alike(wanted: Wanted) -> dict[int, str]:
    """Give, by number, the suppliers of an authority's contracts for something alike, with the newest of each."""
    rows = ContractSupplier.objects.filter(contract__in=_alike(wanted), role=SupplierRole.LEAD)
    found: dict[int, str] = {}
    for number, reference in rows.order_by("-contract__starts_on", "-pk").values_list(
        "supplier", "contract__reference"
    )[:MOST_ALIKE]:
        found.setdefault(number, reference)
    return found


def _alike(wanted: Wanted) -> Any:
    rows = Contract.objects.filter(alike(wanted), authority=wanted.authority).exclude(status__in=UNPROVEN)
    return rows.values("pk")
