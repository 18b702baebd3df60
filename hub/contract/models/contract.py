"""The contract: root record of the package."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models

from hub.contract import rules
from hub.contract.terms import RUNNING, ContractKind, Nature, Regime, Route, State, Tier
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet
from hub.platform.words import value_in_words


class ContractQuerySet(TenantQuerySet):
    """Filters over contracts."""

    def on_register(self) -> Self:
        """Keep what the register shows: everything that was not withdrawn."""
        return self.exclude(status=State.WITHDRAWN)

    def running(self) -> Self:
        """Keep the contracts in force, suspended ones included."""
        return self.filter(status__in=RUNNING)

    def ending(self, *, after: date, by: date) -> Self:
        """Keep the contracts in force whose end date lies after one day and not after another."""
        return self.running().filter(ends_on__gt=after, ends_on__lte=by)

    def without_manager(self) -> Self:
        """Keep the contracts in force that nobody manages."""
        return self.running().filter(manager__isnull=True)

    def of(self, person_id: int | None) -> Self:
        """Keep the contracts that a person owns or manages."""
        return self.filter(models.Q(owner=person_id) | models.Q(manager=person_id))


def _money(**options: Any) -> models.DecimalField[Any, Any]:
    """Make a column for pounds and pence; £9,999,999,999,999.99 is more than any authority spends."""
    return models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True, **options)


class Contract(Recorded):
    """An enforceable agreement that the authority has with somebody else.

    Facts that are not known are empty (``None`` for yes or no): unknown is not no, and not £0.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="contracts", db_index=False)
    version = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=12, choices=State.choices(), default=State.DRAFT)

    # What it is.
    agreement_kind = models.CharField(
        "kind of agreement", max_length=12, choices=ContractKind.choices(), default=ContractKind.CONTRACT
    )
    # An authority's own: another may have the same. The address is no other contract's (rules.naming).
    reference = models.CharField(max_length=40, db_index=True)
    address = models.CharField(max_length=60, unique=True, editable=False)
    title = models.CharField(max_length=400)
    description = models.TextField(blank=True)
    nature = models.CharField(max_length=10, choices=Nature.choices(), blank=True)
    main_cpv = models.CharField("main CPV code", max_length=10, blank=True)
    cpvs = models.JSONField("other CPV codes", default=list, blank=True)
    category = models.CharField(max_length=120, blank=True)
    location = models.CharField(max_length=250, blank=True)
    framework = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="call_offs")
    framework_reference = models.CharField("framework (if not in the Hub)", max_length=200, blank=True)

    # Who answers for it.
    department = models.CharField(max_length=150, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="contracts_owned")
    manager = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="contracts_managed"
    )
    # What a loaded list says about people who are not, or not yet, people of the Hub.
    owner_as_listed = models.CharField("owner, as the list names them", max_length=150, blank=True)
    manager_as_listed = models.CharField("manager, as the list names them", max_length=150, blank=True)
    tier = models.CharField(max_length=8, choices=Tier.choices(), blank=True)

    # How it was let.
    route = models.CharField("procurement route", max_length=24, choices=Route.choices(), blank=True)
    regime = models.CharField("law it was let under", max_length=20, choices=Regime.choices(), blank=True)
    was_invited = models.BooleanField("came from an invitation to quote or tender", null=True, blank=True)
    ocid = models.CharField("open contracting id", max_length=120, blank=True)

    # What it costs. Bands, thresholds and totals are in pounds, so a sum in another currency has a column of its own:
    # nothing can take it for pounds, and both may be known.
    currency = models.CharField(max_length=3, default="GBP")
    value_ex_vat = _money(verbose_name="value over its life, ex VAT")
    value_inc_vat = _money(verbose_name="value over its life, inc VAT")
    annual_value_ex_vat = _money(verbose_name="value a year, ex VAT")
    annual_value_inc_vat = _money(verbose_name="value a year, inc VAT")
    irrecoverable_vat = _money(verbose_name="VAT that cannot be recovered")
    foreign_value_ex_vat = _money(verbose_name="value over its life in its own currency, ex VAT")
    foreign_value_inc_vat = _money(verbose_name="value over its life in its own currency, inc VAT")
    foreign_annual_ex_vat = _money(verbose_name="value a year in its own currency, ex VAT")
    foreign_annual_inc_vat = _money(verbose_name="value a year in its own currency, inc VAT")
    funding_source = models.CharField(max_length=250, blank=True)
    funding_conditions = models.TextField(blank=True)

    # When.
    awarded_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    latest_end_on = models.DateField("end date if every option is used", null=True, blank=True)
    has_no_end = models.BooleanField("runs until somebody ends it", default=False)
    notice_period_days = models.PositiveIntegerField(null=True, blank=True)
    review_on = models.DateField("review date", null=True, blank=True)
    # From when the Hub can ask anything about it: a record cannot be late before it was there.
    recorded_on = models.DateField("put on the register", null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    # What it promises, and what is shut.
    is_sme = models.BooleanField("supplier is a small or medium firm", null=True, blank=True)
    is_vcse = models.BooleanField("supplier is a voluntary or community body", null=True, blank=True)
    has_social_value = models.BooleanField("has social value promises", null=True, blank=True)
    has_distress_clause = models.BooleanField("has a financial distress clause", null=True, blank=True)
    has_confidential_papers = models.BooleanField("papers are confidential", default=False)

    # Where the entry comes from; ``source_key`` says that two loads mean the same contract.
    source = models.CharField(max_length=80, blank=True)
    source_key = models.CharField(max_length=200, blank=True)
    source_reference = models.CharField("reference in the source", max_length=200, blank=True)
    source_url = models.URLField(max_length=600, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)
    # When notices said which fact, so that an older one loaded later undoes nothing.
    source_dates = models.JSONField("moments of notices", default=dict, blank=True)

    # A list says that it was let, and only its start is still to come: it begins without a signature on record.
    is_let_by_list = models.BooleanField(default=False, editable=False)

    # Kept in step by ``save`` and by services.derived, so that 100,000 rows sort and filter without joins.
    supplier_name = models.CharField("supplier", max_length=300, blank=True)
    missing_count = models.PositiveSmallIntegerField("facts missing", default=0)

    unrecorded = frozenset(
        {"address", "is_let_by_list", "supplier_name", "missing_count", "source_digest", "source_dates"}
    )

    objects: Any = ContractQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="a_contract_ends_on_or_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(value_ex_vat__isnull=True) | models.Q(value_ex_vat__gte=0),
                name="a_contract_is_worth_nothing_or_more",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=State.ENDED) | models.Q(ended_on__isnull=False),
                name="an_ended_contract_says_when",
            ),
            models.UniqueConstraint(fields=["authority", "reference"], name="a_reference_stands_once_in_an_authority"),
            models.UniqueConstraint(
                fields=["authority", "source", "source_key"],
                condition=~models.Q(source_key=""),
                name="one_contract_for_each_key_of_a_source",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "status", "ends_on"], name="contract_by_status"),
            # Facets, totals and tabs are counted from this index alone: the rows are wide.
            models.Index(
                fields=[
                    "authority",
                    "status",
                    "tier",
                    "department",
                    "manager",
                    "agreement_kind",
                    "missing_count",
                    "ends_on",
                    "value_ex_vat",
                    "value_inc_vat",
                    "annual_value_ex_vat",
                    # What a reader may see of others, and the blocks in which counts are kept, go by the number.
                    "id",
                ],
                name="contract_counting",
            ),
            # A page far down a sorted list is found without reading the rows before it.
            models.Index(fields=["authority", "ends_on", "id", "status"], name="contract_by_end"),
            models.Index(fields=["authority", "title", "id", "status"], name="contract_by_title"),
            models.Index(fields=["authority", "supplier_name", "id", "status"], name="contract_by_supplier"),
            models.Index(fields=["authority", "value_ex_vat", "id", "status"], name="contract_by_value"),
            models.Index(fields=["authority", "reference", "id", "status"], name="contract_by_reference"),
            models.Index(fields=["authority", "source_reference"], name="contract_by_source"),
            models.Index(fields=["ocid"], name="contract_by_ocid"),
            # Few contracts are not in pounds, and every total names them.
            models.Index(
                fields=["authority", "currency"],
                name="contract_not_in_pounds",
                condition=models.Q(foreign_value_ex_vat__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the record page."""
        return f"/contracts/{self.address}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person owns or manages this contract."""
        return person_id is not None and person_id in (self.owner_id, self.manager_id)

    @property
    def is_foreign(self) -> bool:
        """Say whether its price is in another currency than the pound."""
        return self.currency != "GBP"

    @property
    def worth(self) -> str:
        """Give the value over its life, ex VAT, in words, with the currency that it is in; "" when it is not known."""
        return value_in_words(self.value_ex_vat, self.foreign_value_ex_vat, self.currency)

    @property
    def is_running(self) -> bool:
        """Say whether the contract is in force, suspended or not."""
        return self.status in RUNNING

    def facts(self) -> rules.Facts:
        """Give the plain values that the rules work on."""
        return rules.Facts.of(self)

    def name_address(self) -> None:
        """Work out the address from the reference and the authority."""
        authority = self.authority
        self.address = rules.address_of(self.reference, prefix=authority.reference_prefix, code=authority.code)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the number of missing facts counted anew.

        :raises SavedOutsideAct: when no act is open.
        """
        self.missing_count = len(rules.missing(self.facts()))
        if not self.address:
            self.name_address()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "missing_count"}
        super().save(*args, **kwargs)
