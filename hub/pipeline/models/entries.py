"""Entries of the forward plan: what will be bought, when, by whom, and what it follows."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from hub.law.terms import ContractKind, Procedure
from hub.pipeline.terms import OPEN, HideGround, Kind, PublicState, Sharing, State, Tier
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet


def _money(label: str) -> models.DecimalField[Any, Any]:
    return models.DecimalField(label, max_digits=15, decimal_places=2, null=True, blank=True)


class EntryQuerySet(TenantQuerySet):
    """Filters over entries."""

    def standing(self) -> Self:
        """Keep the entries that were not dropped."""
        return self.exclude(status=State.DROPPED)

    def open(self) -> Self:
        """Keep the entries whose procurement is still to start."""
        return self.filter(status__in=sorted(OPEN))

    def following(self, kind: str) -> Self:
        """Keep the entries that follow a sort of record and were not dropped."""
        return self.standing().filter(origin_kind=kind)


class PipelineEntry(Recorded):
    """One line of the forward plan."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="pipeline_entries")
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=State.choices(), default=State.PROPOSED)
    entry_kind = models.CharField("kind", max_length=10, choices=Kind.choices(), default=Kind.NEED)
    title = models.CharField(max_length=400)
    description = models.TextField(blank=True)
    department = models.CharField(max_length=150, blank=True)
    main_cpv = models.CharField("CPV code", max_length=12, blank=True)
    category = models.CharField(max_length=200, blank=True)
    contract_kind = models.CharField("bought", max_length=12, choices=ContractKind.choices(), blank=True)
    procedure = models.CharField("likely procedure", max_length=24, choices=Procedure.choices(), blank=True)
    tier = models.CharField("likely tier", max_length=6, choices=Tier.choices(), blank=True)
    value_ex_vat = _money("value, ex VAT")
    value_inc_vat = _money("value, inc VAT")
    budget_line = models.CharField(max_length=120, blank=True)
    # The year in which the financial year of the budget begins: 2026 for 2026 to 2027.
    budget_year = models.PositiveSmallIntegerField("financial year", null=True, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="pipeline_owned")
    proposed_on = models.DateField()
    needed_on = models.DateField("needed from", null=True, blank=True)
    ends_on = models.DateField("needed until", null=True, blank=True)
    start_by = models.DateField("last safe start of the competition", null=True, blank=True)
    advertise_on = models.DateField("notice planned for", null=True, blank=True)
    # When the work on it begins, by the start or counted back from the need by the norms of the day it was settled.
    work_from = models.DateField("work begins", null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)

    # What it follows. A later package's record, so named by kind and number and not by a foreign key.
    origin_kind = models.CharField(max_length=60, blank=True)
    origin_id = models.BigIntegerField(null=True, blank=True)
    origin_reference = models.CharField("follows", max_length=60, blank=True)
    origin_page = models.CharField(max_length=200, blank=True)
    origin_ends_on = models.DateField("which ends on", null=True, blank=True)
    # How long before that end the entry was made: a plan made a year ahead counts for more (BC-1).
    days_ahead = models.IntegerField(null=True, blank=True)
    # The case that began from it, named in the same way.
    case_kind = models.CharField(max_length=60, blank=True)
    case_id = models.BigIntegerField(null=True, blank=True)
    case_reference = models.CharField("case", max_length=60, blank=True)
    case_page = models.CharField(max_length=200, blank=True)
    # Whether it came through intake: somebody's need was put on the plan or joined to it.
    has_need = models.BooleanField(default=False)

    sharing = models.CharField("with partners", max_length=10, choices=Sharing.choices(), default=Sharing.UNDECIDED)
    sharing_reason = models.TextField(blank=True)
    sharing_on = models.DateField(null=True, blank=True)
    public_state = models.CharField("public", max_length=10, choices=PublicState.choices(), default=PublicState.NEVER)
    shows_value = models.BooleanField(default=True)
    hidden_because = models.CharField(max_length=12, choices=HideGround.choices(), blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "entry of the pipeline"
        verbose_name_plural = "entries of the pipeline"
        ordering = ["needed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["origin_kind", "origin_id"],
                condition=models.Q(origin_id__isnull=False) & ~models.Q(status=State.DROPPED),
                name="a_record_has_one_entry_that_follows",
            ),
            models.CheckConstraint(
                condition=models.Q(value_ex_vat__isnull=True) | models.Q(value_ex_vat__gte=0),
                name="an_entry_is_worth_nothing_or_more",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "status", "needed_on"], name="pipeline_by_status"),
            models.Index(fields=["origin_kind", "origin_id"], name="pipeline_by_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the entry."""
        return f"/pipeline/{self.reference}/"

    @property
    def is_open(self) -> bool:
        """Say whether the procurement is still to start."""
        return self.status in OPEN

    @property
    def is_shown(self) -> bool:
        """Say whether it stands on the public pipeline."""
        return self.public_state == PublicState.SHOWN

    @property
    def budget_year_label(self) -> str:
        """Give the financial year of its budget in words: "2026 to 2027"."""
        return f"{self.budget_year} to {self.budget_year + 1}" if self.budget_year else ""

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person sees to it."""
        return person_id is not None and self.owner_id == person_id
