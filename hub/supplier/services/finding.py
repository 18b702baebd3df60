"""Find the suppliers that a list names, and create those it names for the first time, a batch at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction

from hub.platform import bulk
from hub.platform.actors import Actor
from hub.platform.acts import perform_many
from hub.platform.clock import london
from hub.supplier import acts, rules
from hub.supplier.models import Identifier, OtherName, Supplier
from hub.supplier.services.likeness import Offer, in_conflict, offer
from hub.supplier.terms import KnownFrom, Likeness, Size

BATCH = 5000


class Numbered(Protocol):
    """A number in a register of organisations."""

    @property
    def scheme(self) -> str: ...
    @property
    def id(self) -> str: ...


class Named(Protocol):
    """A supplier as a source names it."""

    @property
    def name(self) -> str: ...
    @property
    def trading_name(self) -> str: ...
    @property
    def legal_name(self) -> str: ...
    @property
    def identifiers(self) -> Sequence[Numbered]: ...
    @property
    def is_sme(self) -> bool | None: ...
    @property
    def is_vcse(self) -> bool | None: ...
    @property
    def postcode(self) -> str: ...


@dataclass
class Known:
    """A supplier in memory with everything that a reference is compared with."""

    supplier: Supplier
    numbers: set[tuple[str, str]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    new_numbers: list[tuple[str, str]] = field(default_factory=list)
    # Each with the mark that it bears: that it is a trading name or a legal one.
    new_names: list[tuple[str, str]] = field(default_factory=list)
    is_changed: bool = False

    @property
    def is_new(self) -> bool:
        """Say whether the supplier has no row yet."""
        return self.supplier.pk is None


def find_or_create(refs: Sequence[Named], *, by: Actor, at: datetime) -> list[Supplier]:
    """Give the supplier of each reference, in order, creating those nobody named before.

    A register number decides; else the whole name, legal form included, unless the numbers contradict it. What only
    looks alike is created and offered for merging. The number of queries does not depend on the number of references.

    :returns: standing suppliers; a merged entry is replaced by the one that stands for it.
    """
    found: list[Supplier] = []
    for start in range(0, len(refs), BATCH):
        with transaction.atomic():
            found += _Batch(refs[start : start + BATCH], by=by, at=at).run()
    return found


class _Batch:
    """One batch of references and what is known about the suppliers they may mean."""

    def __init__(self, refs: Sequence[Named], *, by: Actor, at: datetime) -> None:
        self.refs, self.by, self.at = refs, by, at
        self.by_number: dict[tuple[str, str], Known] = {}
        self.by_key: dict[str, list[Known]] = defaultdict(list)
        self.known: dict[int, Known] = {}
        self.new: list[Known] = []
        self.offers: list[tuple[Known, Known, Likeness, str]] = []

    def run(self) -> list[Supplier]:
        """Resolve every reference, then write what is new."""
        self._fetch()
        chosen = [self._resolve(ref) for ref in self.refs]
        self._write()
        return [known.supplier for known in chosen]

    def _fetch(self) -> None:
        keys = {rules.match_key(ref.name) for ref in self.refs}
        values = {number.id for ref in self.refs for number in ref.identifiers}
        ids: set[int] = set(Supplier.objects.filter(match_key__in=keys).values_list("pk", flat=True))
        ids |= set(OtherName.objects.filter(match_key__in=keys).values_list("supplier_id", flat=True))
        ids |= set(Identifier.objects.filter(value__in=values).values_list("supplier_id", flat=True))
        for supplier in Supplier.objects.filter(pk__in=ids).select_related("merged_into"):
            standing = supplier.standing
            known = self.known.setdefault(standing.pk, Known(standing))
            ids.add(standing.pk)
            self._name(known, supplier.name)
        owners = {pk: into or pk for pk, into in Supplier.objects.filter(pk__in=ids).values_list("pk", "merged_into")}
        for owner, scheme, value in Identifier.objects.filter(supplier__in=ids).values_list(
            "supplier_id", "scheme", "value"
        ):
            known = self.known[owners[owner]]
            known.numbers.add((scheme, value))
            self.by_number[(scheme, value)] = known
        for owner, name in OtherName.objects.filter(supplier__in=ids).values_list("supplier_id", "name"):
            self._name(self.known[owners[owner]], name)
        for known in self.known.values():
            self._name(known, known.supplier.name)

    def _name(self, known: Known, name: str) -> None:
        known.names.add(whole_key(name))
        met = self.by_key[rules.match_key(name)]
        if known not in met:
            met.append(known)

    def _resolve(self, ref: Named) -> Known:
        numbers = [(number.scheme, number.id) for number in ref.identifiers]
        holders = list({id(k): k for n in numbers if (k := self.by_number.get(n))}.values())
        for other in holders[1:]:
            self.offers.append((holders[0], other, Likeness.IDENTIFIER, ", ".join(f"{s} {v}" for s, v in numbers)))
        known = holders[0] if holders else self._by_name(ref, numbers)
        self._learn(known, ref, numbers)
        return known

    def _by_name(self, ref: Named, numbers: list[tuple[str, str]]) -> Known:
        alike = list(self.by_key.get(rules.match_key(ref.name), []))
        whole = whole_key(ref.name)
        for known in alike:
            if whole in known.names and not in_conflict(set(numbers), known.numbers):
                return known
        known = Known(Supplier(name=rules.clean_name(ref.name)))
        self.new.append(known)
        self._name(known, ref.name)
        for other in alike:
            if not in_conflict(set(numbers), other.numbers):
                self.offers.append((other, known, Likeness.NAME, other.supplier.name))
        return known

    def _learn(self, known: Known, ref: Named, numbers: list[tuple[str, str]]) -> None:
        for number in numbers:
            if number not in self.by_number:
                known.numbers.add(number)
                known.new_numbers.append(number)
                self.by_number[number] = known
        for name, mark in ((ref.name, ""), (ref.trading_name, "is_trading_name"), (ref.legal_name, "is_legal_name")):
            if name and whole_key(name) not in known.names:
                known.new_names.append((rules.clean_name(name), mark))
                self._name(known, name)
        said = {
            "size": "" if ref.is_sme is None else (Size.SME if ref.is_sme else Size.LARGE),
            "is_vcse": ref.is_vcse,
            "postcode": ref.postcode[:10],
        }
        for name, value in said.items():
            if value not in (None, "") and getattr(known.supplier, name) in (None, ""):
                setattr(known.supplier, name, value)
                known.is_changed = True

    def _write(self) -> None:
        changed = [k for k in self.known.values() if k.is_changed or k.new_numbers or k.new_names]
        self._perform(acts.IMPORT, self.new, self._create)
        self._perform(acts.LEARN, changed, self._update)
        offer([Offer(a.supplier.pk, b.supplier.pk, like, said) for a, b, like, said in self.offers], at=self.at)

    def _perform(self, act: Any, known: list[Known], write: Any) -> None:
        facts = {id(k.supplier): {"identifiers": [f"{s} {v}" for s, v in k.new_numbers]} for k in known}

        def store(suppliers: list[Supplier]) -> None:
            write(suppliers)
            self._children(known)

        perform_many(
            act, [k.supplier for k in known], by=self.by, at=self.at, write=store, facts=lambda s: facts[id(s)]
        )

    def _create(self, suppliers: list[Supplier]) -> None:
        for supplier in suppliers:
            supplier.match_key = rules.match_key(supplier.name)
        bulk.insert(suppliers, numbered=True)

    def _update(self, suppliers: list[Supplier]) -> None:
        for supplier in suppliers:
            supplier.version += 1
        # An update by cases would be many times slower.
        Supplier.objects.bulk_create(
            suppliers, batch_size=500, update_conflicts=True, unique_fields=["id"],
            update_fields=["size", "is_vcse", "postcode", "version"],
        )  # fmt: skip

    def _children(self, known: Iterable[Known]) -> None:
        seen_on = london(self.at).date()
        numbers = [Identifier(supplier=k.supplier, scheme=s, value=v) for k in known for s, v in k.new_numbers]
        bulk.insert(numbers)
        OtherName.objects.bulk_create(
            [
                OtherName(
                    supplier=k.supplier,
                    name=name,
                    match_key=rules.match_key(name),
                    known_from=KnownFrom.LIST,
                    seen_on=seen_on,
                    **({mark: True} if mark else {}),
                )
                for k in known
                for name, mark in k.new_names
            ],
            batch_size=2000,
            ignore_conflicts=True,
        )


def whole_key(name: str) -> str:
    """Reduce a name to the key of the whole name, legal form included: "Smith Ltd" is not "Smith LLP"."""
    return f"{rules.match_key(name)}|{rules.legal_form(name)}"
