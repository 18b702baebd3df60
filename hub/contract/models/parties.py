"""Who takes part in a contract: suppliers, lots and partner authorities."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Coalesce

from hub.contract.models.contract import Contract
from hub.contract.terms import SupplierRole
from hub.platform.acts import Recorded
from hub.platform.tenancy.models import Authority
from hub.supplier.models import Supplier


class Lot(Recorded):
    """A part of a contract that was competed for by itself."""

    tenant_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="lots")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=400)
    value_ex_vat = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="a_lot_number_stands_once_in_a_contract"),
        ]

    def __str__(self) -> str:
        return f"Lot {self.number} of contract {self.contract_id}"


class ContractSupplierQuerySet(models.QuerySet["ContractSupplier"]):
    """Filters over the suppliers of contracts."""

    def naming(self, supplier: Supplier) -> Any:
        """Keep the rows that name a supplier or one that was merged into it."""
        return self.filter(models.Q(supplier=supplier) | models.Q(supplier__merged_into=supplier))


class ContractSupplier(Recorded):
    """One supplier in one contract. A merge of suppliers changes nothing here: see ``Supplier.standing``."""

    tenant_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="parties")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="contract_parts")
    role = models.CharField(max_length=16, choices=SupplierRole.choices(), default=SupplierRole.LEAD)
    share_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, null=True, blank=True, related_name="parties")
    named_as = models.CharField("name in the contract", max_length=300, blank=True)

    objects: Any = ContractSupplierQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            # SQLite takes every null for another one; 0 stands for the contract as a whole on every database.
            models.UniqueConstraint(
                "contract",
                "supplier",
                "role",
                Coalesce("lot", 0, output_field=models.BigIntegerField()),
                name="a_supplier_stands_once_in_each_part_of_a_contract",
            ),
            models.CheckConstraint(
                condition=models.Q(share_percent__isnull=True) | models.Q(share_percent__gte=0, share_percent__lte=100),
                name="a_suppliers_share_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.supplier_id} of contract {self.contract_id}"


class PartnerShare(Recorded):
    """A partner authority's part in a contract; ``tenancy.Share`` beside it opens the record to them."""

    tenant_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="partner_shares")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="contract_shares")
    share_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    note = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "authority"], name="an_authority_is_a_partner_once"),
            models.CheckConstraint(
                condition=models.Q(share_percent__isnull=True) | models.Q(share_percent__gte=0, share_percent__lte=100),
                name="a_partners_share_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority_id} shares contract {self.contract_id}"
