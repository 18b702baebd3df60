"""Suppliers: one entry for each organisation, whichever authority buys from it."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from hub.platform.acts import Recorded
from hub.platform.tenancy.models import Party
from hub.supplier import rules
from hub.supplier.terms import KnownFrom, Likeness, Size, State, SupplierKind, Verdict


class SupplierQuerySet(models.QuerySet["Supplier"]):
    """Filters over suppliers."""

    def live(self) -> Self:
        """Keep the entries that stand for themselves."""
        return self.filter(status=State.LIVE)


class Supplier(Recorded):
    """An organisation that sells to an authority, or wants to.

    Not a tenant's record: two authorities that buy from one company share its entry. What each pays it is theirs.
    A merged entry keeps its row and points at the one that stands for it; what pointed at it stays true.
    """

    party = models.OneToOneField(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="supplier")
    name = models.CharField(max_length=300)
    match_key = models.CharField(max_length=300, db_index=True, editable=False)
    body_kind = models.CharField("sort of body", max_length=12, choices=SupplierKind.choices(), blank=True)
    size = models.CharField(max_length=8, choices=Size.choices(), blank=True)
    is_vcse = models.BooleanField("voluntary or community body", null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    status = models.CharField(max_length=8, choices=State.choices(), default=State.LIVE)
    # Always the entry that stands in the end, never one that is itself merged.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed")
    version = models.PositiveIntegerField(default=0)

    unrecorded = frozenset({"match_key"})

    objects: Any = SupplierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=State.LIVE, merged_into__isnull=True)
                | models.Q(status=State.MERGED, merged_into__isnull=False),
                name="a_merged_supplier_points_at_another",
            ),
        ]
        indexes = [models.Index(fields=["status", "name"], name="supplier_by_name")]

    def __str__(self) -> str:
        return f"{self.name} (supplier {self.pk})"

    def get_absolute_url(self) -> str:
        """Give the address of the record page."""
        return f"/suppliers/{self.pk}/"

    @property
    def reference(self) -> str:
        """Give what stands for the supplier in addresses."""
        return str(self.pk)

    @property
    def standing(self) -> Supplier:
        """Give the entry that stands for this one: itself, or the one it was merged into."""
        return self.merged_into or self

    @property
    def standing_id(self) -> int:
        """Give the number of the entry that stands for this one, without a query."""
        return self.merged_into_id or self.pk

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the key under which like names meet.

        :raises SavedOutsideAct: when no act is open.
        """
        self.match_key = rules.match_key(self.name)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "match_key"}
        super().save(*args, **kwargs)


class Identifier(Recorded):
    """A number in a register of organisations; it names one body, so it stands once."""

    tenant_path = "supplier"

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=30)
    value = models.CharField(max_length=120)
    is_verified = models.BooleanField(default=False)
    known_from = models.CharField(max_length=10, choices=KnownFrom.choices(), default=KnownFrom.LIST)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="a_register_number_names_one_supplier"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class OtherName(Recorded):
    """Another name of a supplier, and how we know it."""

    tenant_path = "supplier"

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=300)
    match_key = models.CharField(max_length=300, db_index=True, editable=False)
    is_trading_name = models.BooleanField(default=False)
    # The name in the register of organisations, where a source gives it beside the name that it goes by.
    is_legal_name = models.BooleanField(default=False)
    known_from = models.CharField(max_length=10, choices=KnownFrom.choices(), default=KnownFrom.LIST)
    seen_on = models.DateField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["supplier", "name"], name="a_supplier_has_a_name_once")]

    def __str__(self) -> str:
        return f"{self.name} for supplier {self.supplier_id}"


class Pair(models.Model):
    """Two entries that may be one supplier, and what a person decided. ``first`` is the older entry.

    The pair is an offer of the system, not a record; the decisions are acts on the suppliers.
    """

    first = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="pairs_as_first")
    second = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="pairs_as_second")
    likeness = models.CharField(max_length=12, choices=Likeness.choices())
    score = models.PositiveSmallIntegerField(default=100)
    evidence = models.CharField(max_length=300, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices(), default=Verdict.OPEN)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_suppliers_are_compared_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="the_older_entry_comes_first"
            ),
        ]
        indexes = [models.Index(fields=["verdict", "-score", "id"], name="pair_by_verdict")]

    def __str__(self) -> str:
        return f"suppliers {self.first_id} and {self.second_id}: {self.likeness}"


class Merge(Recorded):
    """A merge of one entry into another, with what it moved, so that it can be undone."""

    tenant_path = "merged"

    kept = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="merges")
    # Entries that stood behind the merged one before; they point at the kept one now.
    moved = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=models.Q(undone_at__isnull=True), name="an_entry_is_merged_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"merge of {self.merged_id} into {self.kept_id}"
