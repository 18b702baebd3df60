"""Data quality of the suppliers of contracts in force (ST-9): a number of a public register, and no entry twice.

Two fields are required of a supplier: its name, and its number in a public register unless bodies of its sort have
none. Both count while no other entry may be the same supplier; nobody is asked to confirm a supplier every year, so
freshness is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from hub.contract.models import ContractSupplier
from hub.contract.terms import RUNNING
from hub.platform.words import plural
from hub.supplier.models import Identifier, Supplier
from hub.supplier.rules import CHARITY, CHARITY_NI, CHARITY_SCOTLAND, COMPANIES_HOUSE
from hub.supplier.selectors import open_pairs
from hub.supplier.terms import SupplierKind

PUBLIC_REGISTERS = (COMPANIES_HOUSE, CHARITY, CHARITY_SCOTLAND, CHARITY_NI)
# Bodies that stand in none of these registers.
WITHOUT_NUMBER = (SupplierKind.SOLE_TRADER, SupplierKind.PUBLIC, SupplierKind.OTHER)


@dataclass(frozen=True)
class Fields:
    """The required fields of some suppliers, how many of them are good, and how many suppliers that is."""

    good: int
    all: int
    suppliers: int
    good_suppliers: int


def in_force(authorities: Sequence[int]) -> Any:
    """Give the suppliers of contracts in force, each by the entry that stands for it, with their fields.

    ``fields`` is how many are required of each, ``good`` how many of them are good.
    """
    parts = ContractSupplier.objects.filter(
        contract__authority__in=list(authorities), contract__status__in=sorted(RUNNING)
    )
    standing = parts.annotate(standing=Coalesce("supplier__merged_into_id", "supplier_id")).values("standing")
    # Each way by itself: joined by "or" inside, a database would look through all of them for every supplier.
    numbers, pairs = Identifier.objects.filter(scheme__in=PUBLIC_REGISTERS).order_by(), open_pairs().order_by()
    numbered = Exists(numbers.filter(supplier=OuterRef("pk"))) | Exists(
        numbers.filter(supplier__merged_into=OuterRef("pk"))
    )
    twice = Exists(pairs.filter(first=OuterRef("pk"))) | Exists(pairs.filter(second=OuterRef("pk")))
    rows = Supplier.objects.filter(pk__in=standing).annotate(is_numbered=numbered, may_be_twice=twice)
    whole = Case(When(_needs_no_number(), then=1), default=2, output_field=IntegerField())
    good = Case(
        When(may_be_twice=True, then=0), When(_needs_no_number(), then=1), When(is_numbered=True, then=2), default=1,
        output_field=IntegerField(),
    )  # fmt: skip
    return rows.annotate(fields=whole, good=good)


def _needs_no_number() -> Q:
    """Give the condition of bodies that stand in no register; one that has a number all the same is asked for it."""
    return Q(body_kind__in=WITHOUT_NUMBER, is_numbered=False)


def fields_of(authorities: Sequence[int]) -> Fields:
    """Count the fields of the suppliers of contracts in force."""
    rows = in_force(authorities)
    one = Case(When(good=F("fields"), then=1), default=0, output_field=IntegerField())
    found = rows.aggregate(all_good=Sum("good"), all_fields=Sum("fields"), each=Sum(Value(1)), sound=Sum(one))
    return Fields(found["all_good"] or 0, found["all_fields"] or 0, found["each"] or 0, found["sound"] or 0)


def failing(authorities: Sequence[int]) -> Any:
    """Give the suppliers with a field that is not good."""
    return in_force(authorities).filter(good__lt=F("fields")).order_by("name", "pk")


def meeting(authorities: Sequence[int]) -> Any:
    """Give the suppliers all of whose fields are good."""
    return in_force(authorities).filter(good=F("fields")).order_by("name", "pk")


def mend(supplier: Any) -> str:
    """Give the page where the first fault of a supplier is put right."""
    return "/suppliers/duplicates/" if supplier.may_be_twice else f"/suppliers/{supplier.pk}/identify/"


def why(supplier: Any) -> str:
    """Say what is wrong with a supplier."""
    bad = plural(supplier.fields - supplier.good, "field")
    if supplier.may_be_twice:
        return f"{bad}: it may stand here twice"
    return f"{bad}: no number of a public register is recorded"
