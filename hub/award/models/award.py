"""An award: what was recommended on settled scores, approved, told and confirmed; or that nobody wins."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models

from hub.award.terms import GOING_ON, STANDING, TOLD, State
from hub.bids.models import Bid
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet
from hub.procurement.models import Procurement
from hub.procurement.terms import VatTreatment
from hub.supplier.models import Supplier
from hub.tender.models import Tender


class AwardQuerySet(TenantQuerySet):
    """Filters over awards."""

    def standing(self) -> Self:
        """Keep those that were not set aside."""
        return self.filter(status__in=STANDING)

    def told(self) -> Self:
        """Keep those of which suppliers know."""
        return self.filter(status__in=TOLD)


def _money(**options: Any) -> models.DecimalField[Any, Any]:
    return models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True, **options)


class Award(Recorded):
    """One decision on the offers of a quote. Price, supplier and estimate are kept as they were on the day."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="awards")
    version = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=11, choices=State.choices(), default=State.RECOMMENDED)
    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="awards")
    procurement = models.ForeignKey(Procurement, on_delete=models.PROTECT, related_name="awards")
    title = models.CharField(max_length=400)
    # None and empty where nobody wins.
    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, null=True, blank=True, related_name="awards")
    supplier_name = models.CharField("supplier", max_length=300, blank=True)
    is_sme = models.BooleanField("small or medium firm", null=True, blank=True)
    price_ex_vat = _money(verbose_name="price, ex VAT")
    price_inc_vat = _money(verbose_name="price, inc VAT")
    vat_treatment = models.CharField("VAT", max_length=8, choices=VatTreatment.choices(), blank=True)
    # The baseline of what was saved: the estimate of the case on the day of the recommendation.
    estimate_ex_vat = _money(verbose_name="estimate, ex VAT")
    offers_count = models.PositiveSmallIntegerField("offers", default=0)
    reasons = models.TextField()
    starts_on = models.DateField("begins", null=True, blank=True)
    ends_on = models.DateField("ends", null=True, blank=True)
    recommended_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recommended_at = models.DateTimeField("recommended")
    informed_at = models.DateTimeField("suppliers told", null=True, blank=True)
    confirmed_at = models.DateTimeField("confirmed", null=True, blank=True)
    set_aside_at = models.DateTimeField("set aside", null=True, blank=True)
    set_aside_reason = models.TextField(blank=True)
    # The entry of the contract register is a later package's record, so it is named and not pointed at.
    entry_number = models.BigIntegerField(null=True, blank=True, db_index=True)
    entry_reference = models.CharField("contract", max_length=60, blank=True)
    entry_page = models.CharField(max_length=250, blank=True)

    objects: Any = AwardQuerySet.as_manager()

    unrecorded: ClassVar[frozenset[str]] = frozenset({"entry_page"})

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender"], condition=models.Q(status__in=sorted(STANDING)), name="one_award_stands_in_a_quote"
            ),
            models.CheckConstraint(
                condition=models.Q(status=State.NONE)
                | models.Q(bid__isnull=False, supplier__isnull=False, price_ex_vat__gt=0),
                name="an_award_names_who_wins_at_what_price",
            ),
        ]
        indexes = [models.Index(fields=["authority", "status", "confirmed_at"], name="award_by_status")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the award."""
        return f"/awards/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person leads the quote."""
        return self.tender.is_own(person_id)

    @property
    def saving_ex_vat(self) -> Decimal | None:
        """Give by how much the price is below the estimate; below nothing where it is above."""
        if self.price_ex_vat is None or self.estimate_ex_vat is None:
            return None
        return self.estimate_ex_vat - self.price_ex_vat  # type: ignore[no-any-return]

    @property
    def is_going_on(self) -> bool:
        """Say whether it waits for a next step."""
        return self.status in GOING_ON

    @property
    def is_told(self) -> bool:
        """Say whether suppliers know of it."""
        return self.status in TOLD
