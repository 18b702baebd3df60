"""What the public may read, in tables of its own, and the records of publishing: redactions and publications.

The public tables are made from the event log and the contracts' public facts and from nothing else; they can be made
again at any time. Nobody edits them, so they are not records and have no acts.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models

from hub.platform.recorded import Recorded
from hub.platform.tenancy.models import Authority, TenantQuerySet
from hub.platform.words import list_of, money, plural, value_in_words
from hub.publishing.terms import (
    SECTIONS,
    Ground,
    PlanState,
    PublicState,
    RedactionState,
    RunGround,
    RunState,
)


def money_field(label: str) -> models.DecimalField[Any, Any]:
    return models.DecimalField(label, max_digits=15, decimal_places=2, null=True)


class Shown(models.Model):
    """A public row: found by search under its own kind."""

    class Meta:
        abstract = True

    @classmethod
    def kind(cls) -> str:
        """Give the name under which search knows it."""
        return cls._meta.label_lower


class PublishedSupplier(Shown):
    """A supplier with a contract on the public register, under the number of its standing entry."""

    supplier_id = models.BigIntegerField(unique=True)
    name = models.CharField(max_length=300)
    # Each with how we know it: [["Meridian Facilities Mgt", "A loaded list"], …].
    other_names = models.JSONField(default=list)
    identifiers = models.JSONField(default=list)
    is_sme = models.BooleanField(null=True)
    is_vcse = models.BooleanField(null=True)
    contracts_count = models.PositiveIntegerField(default=0)
    live_count = models.PositiveIntegerField(default=0)
    value_ex_vat = money_field("value of its contracts, ex VAT")
    # What that leaves out, by currency: [["EUR", 2, "77000.00"], …].
    not_in_pounds = models.JSONField("contracts not counted, as not in pounds", default=list)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["name", "id"], name="published_supplier_by_name")]

    def __str__(self) -> str:
        return f"{self.name} (published supplier {self.supplier_id})"

    @property
    def not_counted(self) -> str:
        """Name the contracts that its value leaves out, with their sums ex VAT: "2 contracts, EUR 77,000"."""
        return list_of(
            [
                f"{plural(count, 'contract')}, {money(Decimal(value), currency=code)}"
                for code, count, value in self.not_in_pounds
            ]
        )

    def get_absolute_url(self) -> str:
        """Give the address of the public page."""
        return f"/suppliers/{self.supplier_id}/"


class PublishedContract(Shown):
    """A contract as the public sees it. Its address is its first reference, which stays when that is corrected."""

    contract_id = models.BigIntegerField(unique=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="published_contracts")
    slug = models.CharField(max_length=60, unique=True)
    ocid = models.CharField(max_length=120, blank=True, db_index=True)
    title = models.CharField(max_length=400, blank=True)
    description = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=PublicState.choices())
    agreement_kind = models.CharField(max_length=12, blank=True)
    nature = models.CharField(max_length=8, blank=True)
    department = models.CharField(max_length=150, blank=True)
    category = models.CharField(max_length=120, blank=True)
    main_cpv = models.CharField(max_length=10, blank=True)
    supplier_names = models.CharField(max_length=600, blank=True)
    supplier_numbers = models.CharField(max_length=400, blank=True)
    route = models.CharField(max_length=24, blank=True)
    regime = models.CharField(max_length=20, blank=True)
    was_invited = models.BooleanField(null=True)
    is_sme = models.BooleanField(null=True)
    is_vcse = models.BooleanField(null=True)
    value_ex_vat = money_field("value over its life, ex VAT")
    value_inc_vat = money_field("value over its life, inc VAT")
    annual_value_ex_vat = money_field("value a year, ex VAT")
    irrecoverable_vat = money_field("VAT that cannot be recovered")
    # The price of a contract that is not in pounds; its further sums are among the facts.
    currency = models.CharField(max_length=3, default="GBP")
    foreign_value_ex_vat = money_field("value over its life in its own currency, ex VAT")
    awarded_on = models.DateField(null=True)
    signed_on = models.DateField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    latest_end_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    # Everything else that may be shown, as plain values: lots, partners, register numbers, place.
    facts = models.JSONField(default=dict)
    # What is withheld: field, label, section, ground in words, review date.
    withheld = models.JSONField(default=list)
    papers = models.JSONField(default=list)
    first_shown_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    event_number = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["state", "ends_on"], name="published_by_state"),
            models.Index(fields=["department"], name="published_by_department"),
            models.Index(fields=["value_ex_vat", "id"], name="published_by_value"),
            models.Index(fields=["ends_on", "id"], name="published_by_end"),
            models.Index(fields=["first_shown_at", "id"], name="published_by_first_shown"),
            models.Index(
                fields=["currency"],
                name="published_not_in_pounds",
                condition=models.Q(foreign_value_ex_vat__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} as published"

    def get_absolute_url(self) -> str:
        """Give the permanent address."""
        return f"/contracts/{self.slug}/"

    @property
    def reference(self) -> str:
        """Give what it is called: as its address says, unless that was corrected."""
        return self.facts.get("reference") or self.slug

    @property
    def worth(self) -> str:
        """Give the value over its life, ex VAT, in words, with the currency that it is in; "" when it is not known."""
        return value_in_words(self.value_ex_vat, self.foreign_value_ex_vat, self.currency)

    @property
    def withheld_parts(self) -> list[dict[str, Any]]:
        """Give what is withheld, each with its review date as a day."""
        return [
            {**part, "review": date.fromisoformat(part["review_on"]) if part["review_on"] else None}
            for part in self.withheld
        ]

    @property
    def is_withdrawn(self) -> bool:
        """Say whether only the stone with its name is left."""
        return self.state == PublicState.WITHDRAWN


class PublishedPart(models.Model):
    """One supplier in one published contract."""

    contract = models.ForeignKey(PublishedContract, on_delete=models.CASCADE, related_name="parts")
    supplier = models.ForeignKey(PublishedSupplier, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "supplier"], name="a_published_supplier_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.supplier_id} of published contract {self.contract_id}"


class PublishedVersion(models.Model):
    """What changed in a published contract by one act."""

    contract = models.ForeignKey(PublishedContract, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    event_number = models.BigIntegerField()
    at = models.DateTimeField()
    what = models.CharField(max_length=120)
    # [[label, before, after] …]; both are null for facts whose words are not told.
    changes = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["contract", "number"], name="a_published_version_has_a_number")]

    def __str__(self) -> str:
        return f"version {self.number} of published contract {self.contract_id}"


class PublishedPlan(Shown):
    """Something that an authority plans to buy, as the public sees it. Its address is its reference, for good."""

    entry_id = models.BigIntegerField(unique=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="published_plans")
    slug = models.CharField(max_length=60, unique=True)
    state = models.CharField(max_length=10, choices=PlanState.choices())
    title = models.CharField(max_length=400, blank=True)
    description = models.TextField(blank=True)
    # Why it is planned, what is bought and how, in words.
    entry_kind = models.CharField("why", max_length=60, blank=True)
    contract_kind = models.CharField("goods, services or works", max_length=60, blank=True)
    procedure = models.CharField("likely procedure", max_length=60, blank=True)
    department = models.CharField(max_length=150, blank=True)
    category = models.CharField(max_length=200, blank=True)
    main_cpv = models.CharField(max_length=12, blank=True)
    value_ex_vat = money_field("estimated value, ex VAT")
    value_inc_vat = money_field("estimated value, inc VAT")
    shows_value = models.BooleanField(default=True)
    may_share = models.BooleanField(default=False)
    advertise_on = models.DateField(null=True)
    needed_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)
    first_shown_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    event_number = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["state", "needed_on"], name="published_plan_by_state")]

    def __str__(self) -> str:
        return f"{self.slug} as published"

    def get_absolute_url(self) -> str:
        """Give the permanent address."""
        return f"/plans/{self.slug}/"

    @property
    def is_withdrawn(self) -> bool:
        """Say whether only its address and the ground are left."""
        return self.state == PlanState.WITHDRAWN


class Redaction(Recorded):
    """A fact of a contract that the public does not get to see, why, and when that is looked at again."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="redactions")
    contract_id = models.BigIntegerField(db_index=True)
    contract_reference = models.CharField(max_length=60)
    field = models.CharField("fact", max_length=30, choices=[(key, label) for key, (label, _) in SECTIONS.items()])
    ground = models.CharField(max_length=12, choices=Ground.choices())
    # For officers; the public reads the ground.
    reason = models.TextField()
    review_on = models.DateField("review date")
    status = models.CharField(max_length=10, choices=RedactionState.choices(), default=RedactionState.IN_FORCE)
    withheld_at = models.DateTimeField()
    lifted_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    act_prefix = "publishing.redaction"

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract_id", "field"],
                condition=models.Q(status=RedactionState.IN_FORCE),
                name="a_fact_is_withheld_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["authority", "status", "review_on"], name="redaction_by_review")]

    def __str__(self) -> str:
        return f"{self.get_field_display()} of {self.contract_reference}"

    @property
    def reference(self) -> str:
        """Give what addresses name it by."""
        return str(self.pk)

    def get_absolute_url(self) -> str:
        """Give the register on which it stands."""
        return f"/redactions/{self.pk}/"


class Publication(Recorded):
    """One run of a data set: what was in it, as at when, and who let it out. The file never changes."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="publications")
    dataset = models.CharField(max_length=40)
    period = models.CharField(max_length=30)
    as_at = models.DateTimeField()
    rows_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="later")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=RunState.choices(), default=RunState.PUBLISHED)
    ground = models.CharField(max_length=12, choices=RunGround.choices(), blank=True)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    act_prefix = "publishing.publication"

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["dataset", "authority", "-published_at"], name="publication_by_set")]

    def __str__(self) -> str:
        return f"{self.dataset}, {self.period} (publication {self.pk})"

    @property
    def reference(self) -> str:
        """Give what addresses name it by."""
        return str(self.pk)

    def get_absolute_url(self) -> str:
        """Give the page of the data set, on which its runs stand."""
        return f"/publications/{self.dataset}/"


class PublishedDecision(Shown):
    """A decision as the public sees it, without its exempt part. Its address is its reference, which never changes."""

    decision_id = models.BigIntegerField(unique=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="published_decisions")
    slug = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300, blank=True)
    maker = models.CharField(max_length=8, blank=True)
    decided_by = models.CharField("decided by", max_length=200, blank=True)
    outcome = models.CharField(max_length=24, blank=True)
    decided_on = models.DateField(null=True)
    value_ex_vat = money_field("value, ex VAT")
    is_key = models.BooleanField("key decision", default=False)
    has_exempt_part = models.BooleanField(default=False)
    # Everything else that may be shown, as plain values: words, reasons, options, conditions, interests, powers.
    facts = models.JSONField(default=dict)
    # Until when the law keeps it open to inspection, where it says so (SI 2014/2095 reg 8).
    kept_until = models.DateField(null=True)
    is_withdrawn = models.BooleanField(default=False)
    published_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["decided_on", "id"], name="published_decision_by_day")]

    def __str__(self) -> str:
        return f"{self.slug} as published"

    def get_absolute_url(self) -> str:
        """Give the permanent address."""
        return f"/decisions/{self.slug}/"
