"""What a load asks of the register: which contracts a list means, and which people it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from hub.contract.models import Contract, ReferenceChange
from hub.contract.terms import OptionState, State
from hub.platform.identity.models import Membership, Person
from hub.platform.identity.roles import STAFF_ROLES
from hub.platform.tenancy.models import Authority, Share
from hub.supplier.models import Supplier

FEW = 500


@dataclass(frozen=True)
class Known:
    """A contract of the register as the first look at a list needs it."""

    pk: int
    digest: str
    status: str


@dataclass
class Names:
    """The people of an authority by e-mail address and by name; a name that two bear means nobody."""

    by_email: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def find(self, text: str) -> int | None:
        """Give the person that a cell means, or None."""
        words = text.strip().lower()
        if words in self.by_email:
            return self.by_email[words]
        found = self.by_name.get(" ".join(words.split()), set())
        return next(iter(found)) if len(found) == 1 else None


def names_of(authority: Authority, *, on: date) -> Names:
    """Give the people who work for an authority on a day."""
    staff = Membership.objects.in_force(on).filter(party=authority.pk, role__in=list(STAFF_ROLES))
    names = Names()
    for pk, email, name in Person.objects.filter(pk__in=staff.values("person")).values_list("pk", "email", "name"):
        names.by_email[email.lower()] = pk
        names.by_name[" ".join(name.lower().split())].add(pk)
    return names


def by_key(authority: Authority, source: str, keys: Collection[str]) -> dict[str, Known]:
    """Give the contracts that came from a source under some keys."""
    found: dict[str, Known] = {}
    wanted = list(keys)
    for start in range(0, len(wanted), FEW):
        rows = Contract.objects.filter(
            authority=authority, source=source, source_key__in=wanted[start : start + FEW]
        ).exclude(source_key="")
        for key, pk, digest, status in rows.values_list("source_key", "pk", "source_digest", "status"):
            found[key] = Known(pk, digest, status)
    return found


def by_reference(authority: Authority, references: Collection[str]) -> dict[str, Known]:
    """Give an authority's contracts by their references, addresses or, of those entered by hand, the source's own.

    :returns: keyed by what names them in lower case.
    """
    found: dict[str, Known] = {}
    wanted = sorted({form for each in references for form in (each, each.upper())})
    for start in range(0, len(wanted), FEW):
        some = wanted[start : start + FEW]
        rows = Contract.objects.filter(authority=authority).filter(
            Q(reference__in=some) | Q(address__in=some) | Q(source="", source_reference__in=some)
        )
        for reference, address, given, pk, digest, status in rows.values_list(
            "reference", "address", "source_reference", "pk", "source_digest", "status"
        ):
            for each in filter(None, (given, address, reference)):
                found[each.lower()] = Known(pk, digest, status)
    for row in _renamed(references, known=found).filter(contract__authority=authority).select_related("contract"):
        found[row.before.lower()] = Known(row.contract_id, row.contract.source_digest, row.contract.status)
    return found


def _renamed(references: Collection[str], *, known: Collection[str]) -> Any:
    """Give the corrections of what was called one of some references before, of which no contract is known."""
    left = {form for each in references if each.lower() not in known for form in (each, each.upper())}
    return ReferenceChange.objects.filter(before__in=left).order_by("pk")


def by_ocid(authority: Authority, ocids: Collection[str], *, but: str = "") -> dict[str, Known]:
    """Give the contracts that bear the ids of some processes; an id that two contracts bear means neither.

    :param but: a source whose contracts are not looked at.
    """
    met: dict[str, list[Known]] = defaultdict(list)
    wanted = sorted(ocids)
    for start in range(0, len(wanted), FEW):
        rows = Contract.objects.filter(authority=authority, ocid__in=wanted[start : start + FEW])
        rows = rows.exclude(status=State.WITHDRAWN)
        rows = rows.exclude(source=but) if but else rows
        for ocid, pk, digest, status in rows.values_list("ocid", "pk", "source_digest", "status"):
            met[ocid].append(Known(pk, digest, status))
    return {ocid: several[0] for ocid, several in met.items() if len(several) == 1}


def named(authority: Authority, references: Collection[str]) -> dict[str, Contract]:
    """Give the contracts whose own references these are, the authority's and those shared with it; by lower case.

    A reference that both bear means the authority's own.
    """
    found: dict[str, Contract] = {}
    shares = Share.objects.filter(authority=authority, subject_kind=Contract._meta.label_lower)
    wanted = sorted({form for each in references for form in (each, each.upper())})
    for start in range(0, len(wanted), FEW):
        rows = Contract.objects.filter(reference__in=wanted[start : start + FEW]).filter(
            Q(authority=authority) | Q(pk__in=shares.values("subject_id"))
        )
        for row in _with_parties(rows):
            name = row.reference.lower()
            if name not in found or row.authority_id == authority.pk:
                found[name] = row
    renamed = {row.before.lower(): row.contract_id for row in _renamed(references, known=found)}
    rows = Contract.objects.filter(pk__in=renamed.values()).filter(
        Q(authority=authority) | Q(pk__in=shares.values("subject_id"))
    )
    by_pk = {row.pk: row for row in _with_parties(rows)} if renamed else {}
    return found | {before: by_pk[pk] for before, pk in renamed.items() if pk in by_pk}


def whole(keys: Collection[int]) -> dict[int, Contract]:
    """Give contracts with their suppliers, to be compared and changed."""
    found: dict[int, Contract] = {}
    wanted = list(keys)
    for start in range(0, len(wanted), FEW):
        rows = Contract.objects.filter(pk__in=wanted[start : start + FEW])
        found |= {row.pk: row for row in _with_parties(rows)}
    return found


def _with_parties(rows: Any) -> Any:
    rows = rows.select_related("authority", "owner", "manager", "framework")
    return rows.prefetch_related("parties__supplier__merged_into__identifiers", "parties__supplier__identifiers",
        "partner_shares__authority", "lots", "options",
    )  # fmt: skip


def open_options(contract: Contract) -> list[tuple[int, date | None]]:
    """Give months and decision day of the options of a fetched contract that are still open."""
    rows = sorted(contract.options.all(), key=lambda option: option.number)
    return [(option.months, option.decide_by) for option in rows if option.state == OptionState.OPEN]


def suppliers_of(contract: Contract) -> list[Any]:
    """Give the parts of the suppliers of a fetched contract."""
    return list(contract.parties.all())


def person_name(pk: int) -> str:
    """Give the name of a person by number."""
    return str(Person.objects.values_list("name", flat=True).get(pk=pk))


def suppliers(keys: Collection[int]) -> dict[int, Supplier]:
    """Give suppliers by number."""
    return {row.pk: row for row in Supplier.objects.filter(pk__in=list(keys)).select_related("merged_into")}
