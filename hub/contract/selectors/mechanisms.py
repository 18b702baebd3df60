"""Reads that the shared mechanisms ask for: search, documents, hand-over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from hub.contract.models import Contract, ContractSupplier, ReferenceChange
from hub.contract.selectors.public import SHOWN
from hub.contract.selectors.reading import as_officer
from hub.contract.terms import OVER, State
from hub.platform.actors import Actor
from hub.platform.identity.models import Person
from hub.platform.reference.models import Entry
from hub.supplier.models import Identifier, OtherName


def to_index(ids: Iterable[int]) -> list[Contract]:
    """Give the contracts that search indexes, each with ``found_under``; withdrawn ones are not found any more.

    Names are read as bare values: a hundred thousand rows of a loaded list come through here.
    """
    wanted = list(ids)
    said: dict[int, dict[str, None]] = {}
    rows = ContractSupplier.objects.filter(contract__in=wanted).values_list(
        "contract", "supplier", "supplier__name", "supplier__merged_into__name", "named_as"
    )
    suppliers: dict[int, list[int]] = {}
    for contract, supplier, *names in rows:
        said.setdefault(contract, {}).update(dict.fromkeys(name for name in names if name))
        suppliers.setdefault(supplier, []).append(contract)
    for supplier, name in OtherName.objects.filter(supplier__in=suppliers).values_list("supplier", "name"):
        for contract in suppliers[supplier]:
            said[contract][name] = None
    numbers: dict[int, list[str]] = {}
    for supplier, number in Identifier.objects.filter(supplier__in=suppliers).values_list("supplier", "value"):
        for contract in suppliers[supplier]:
            numbers.setdefault(contract, []).append(number)
    found = list(Contract.objects.filter(pk__in=wanted).on_register())
    people = _names({pk for each in found for pk in (each.manager_id, each.owner_id) if pk})
    titles = _cpv_titles({each.main_cpv for each in found if each.main_cpv})
    before: dict[int, list[str]] = {}
    for pk, reference in ReferenceChange.objects.filter(contract__in=wanted).values_list("contract", "before"):
        before.setdefault(pk, []).append(reference)
    for contract in found:
        contract.found_before = before.get(contract.pk, [])
        contract.found_under = list(said.get(contract.pk, ()))
        contract.found_beside = [
            *numbers.get(contract.pk, ()),
            *(people[pk] for pk in (contract.manager_id, contract.owner_id) if pk in people),
            contract.main_cpv, titles.get(contract.main_cpv, ""), *contract.cpvs,
            contract.funding_source, contract.department, contract.category,
        ]  # fmt: skip
    return found


def _names(people: set[int]) -> dict[int, str]:
    return dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))


def _cpv_titles(codes: set[str]) -> dict[str, str]:
    """Give the words of each code and of the group that it lies in, as the shipped list knows them."""
    above = {code: {code[:length].ljust(8, "0") for length in range(8, 1, -1)} for code in codes}
    every = set().union(*above.values())
    known = dict(Entry.objects.filter(set="cpv", code__in=every).values_list("code", "label"))
    return {code: " ".join(known[each] for each in sorted(groups) if each in known) for code, groups in above.items()}


def references_of(contract: Any) -> list[str]:
    """Give everything by which a contract is called: its own and the source's references, earlier ones, its address."""
    called = [contract.reference, contract.source_reference, contract.ocid, contract.address]
    return [*called, *contract.found_before]


def words_beside(contract: Any) -> str:
    """Give the words besides title and names by which somebody may remember a contract."""
    return " ".join(filter(None, [contract.description, *contract.found_beside]))


def names_in(contract: Any) -> list[str]:
    """Give every name under which a contract's suppliers may be looked for."""
    return contract.found_under  # type: ignore[no-any-return]


def with_authority(pk: int) -> Contract:
    """Give one contract with its authority."""
    return Contract.objects.select_related("authority").get(pk=pk)  # type: ignore[no-any-return]


def is_visible(actor: Actor, pk: int) -> bool:
    """Say whether an officer may read a contract."""
    return bool(Contract.objects.visible_to(as_officer(actor)).filter(pk=pk).exists())


def is_party_to(actor: Actor, pk: int) -> bool:
    """Say whether a supplier's user works for a supplier of a contract."""
    parts = ContractSupplier.objects.filter(contract=pk).select_related("supplier__merged_into")
    return any(part.supplier.standing.party_id in actor.supplier_reach for part in parts)


def closed_on(ids: Iterable[int]) -> dict[int, date]:
    """Give the day from which the retention of a contract's papers counts, for those that are over."""
    rows = Contract.objects.filter(pk__in=list(ids), status__in=OVER).values_list("pk", "status", "ended_on", "ends_on")
    closed = {pk: ended if status == State.ENDED else ends for pk, status, ended, ends in rows}
    return {pk: day for pk, day in closed.items() if day is not None}


def readers(ids: Iterable[int]) -> dict[int, set[int]]:
    """Give the people who answer for each contract, by number."""
    rows = Contract.objects.filter(pk__in=list(ids)).values_list("pk", "owner", "manager")
    return {pk: {person for person in people if person} for pk, *people in rows}


def owned_by(person: Person) -> list[Contract]:
    """Give the contracts, not yet over, that a person owns."""
    return list(Contract.objects.on_register().exclude(status__in=OVER).filter(owner=person))


def managed_by(person: Person) -> list[Contract]:
    """Give the contracts, not yet over, that a person manages."""
    return list(Contract.objects.on_register().exclude(status__in=OVER).filter(manager=person))


def parts_of(actor: Actor) -> list[ContractSupplier]:
    """Give the parts that an actor's supplier organisations have in contracts that are more than a draft."""
    theirs = Q(supplier__party__in=actor.supplier_reach) | Q(supplier__merged_into__party__in=actor.supplier_reach)
    rows = ContractSupplier.objects.filter(theirs, contract__status__in=SHOWN)
    return list(rows.select_related("contract__authority").order_by("-contract__ends_on", "pk"))
