"""The strategy as it was adopted, clause by clause and row by row; a change is a new version."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models

from hub.platform.acts import Recorded
from hub.platform.tenancy.models import Authority, TenantQuerySet
from hub.strategy import rules
from hub.strategy.terms import PROMISES, ClauseKind, LinkSort, VersionState

ADOPTED = (VersionState.IN_FORCE, VersionState.SUPERSEDED)


class VersionQuerySet(TenantQuerySet):
    """Filters over versions."""

    def in_force_on(self, day: date) -> Self:
        """Keep the versions that were in force on a day."""
        still = models.Q(superseded_on__isnull=True) | models.Q(superseded_on__gt=day)
        return self.filter(still, status__in=ADOPTED, adopted_on__lte=day)


class Version(Recorded):
    """One version of an authority's procurement strategy. One is in force at a time."""

    act_prefix: ClassVar[str] = "strategy.version"
    url_namespace: ClassVar[str] = "strategy"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="strategy_versions")
    reference = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=250)
    status = models.CharField(max_length=12, choices=VersionState.choices(), default=VersionState.PROPOSED)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    reason = models.TextField("why it is proposed", blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    superseded_on = models.DateField(null=True, blank=True)
    review_on = models.DateField("review date", null=True, blank=True)
    minute = models.CharField("minute of the decision", max_length=250, blank=True)
    source = models.TextField(blank=True)
    # What the strategy states of itself: its score against the national strategy, and what it aims at.
    stated_score = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    aim_from = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    aim_to = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version of the strategy"
        verbose_name_plural = "versions of the strategy"
        ordering = ["-adopted_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority"], condition=models.Q(status=VersionState.IN_FORCE), name="one_strategy_is_in_force"
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=list(ADOPTED)) | models.Q(adopted_on__isnull=False),
                name="an_adopted_strategy_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the version."""
        return f"/strategy/versions/{self.reference}/"

    def held_clauses(self) -> Any:
        """Give the clauses that it has; those that it leaves out stay stored, with the reason."""
        return self.clauses.filter(left_out_on__isnull=True)

    def held_rows(self) -> Any:
        """Give the rows of the plan that it has; those that it leaves out stay stored, with the reason."""
        return self.rows.filter(left_out_on__isnull=True)


class LeftOut(models.Model):
    """Something of a version that a later one leaves out: it is withdrawn with a reason, never deleted."""

    left_out_on = models.DateField(null=True, blank=True)
    left_out_because = models.TextField(blank=True)

    class Meta:
        abstract = True


class Clause(LeftOut, Recorded):
    """One numbered clause."""

    tenant_path = "version"

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="clauses")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200, blank=True)
    kind_of_clause = models.CharField("kind", max_length=12, choices=ClauseKind.choices())
    text = models.TextField(blank=True)
    # Codes of the capabilities that serve it, such as "MC-1".
    capabilities = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="a_clause_has_its_own_number"),
        ]

    def __str__(self) -> str:
        return f"Clause {self.number}{f' {self.title}' if self.title else ''}"

    @property
    def is_promise(self) -> bool:
        """Say whether it states an aim, an objective, a goal or a duty."""
        return self.kind_of_clause in PROMISES

    @property
    def depth(self) -> int:
        """Say how deep its heading lies: 1 for a part."""
        return self.number.count(".") + 1


class ClauseLink(Recorded):
    """What serves a clause, from one day to another; a link that no longer holds is ended, not removed."""

    tenant_path = "clause.version"

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="links")
    sort = models.CharField(max_length=12, choices=LinkSort.choices())
    target = models.CharField("code, reference or address", max_length=250)
    label = models.CharField(max_length=250, blank=True)
    linked_on = models.DateField()
    unlinked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["sort", "target", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clause", "sort", "target"], condition=models.Q(unlinked_on__isnull=True),
                name="a_clause_is_linked_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.label or self.target}"

    def stands_on(self, day: date) -> bool:
        """Say whether it held on a day."""
        return self.linked_on <= day and (self.unlinked_on is None or self.unlinked_on > day)

    @property
    def href(self) -> str:
        """Give the page of what serves the clause."""
        pages = {LinkSort.CAPABILITY: "/maturity/capabilities/{}/", LinkSort.ACTION: "/strategy/actions/{}/"}
        return pages[LinkSort(self.sort)].format(self.target) if self.sort in pages else self.target


class ActionRow(LeftOut, Recorded):
    """One area of improvement of the action plan: where it stood, and what is to be reached."""

    tenant_path = "version"

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    section = models.CharField(max_length=20)
    section_title = models.CharField(max_length=200)
    theme = models.CharField(max_length=60, blank=True)
    area = models.CharField(max_length=200)
    note = models.CharField(max_length=250, blank=True)
    behaviour = models.CharField("behaviour of the national strategy", max_length=20, blank=True)
    capabilities = models.JSONField(default=list, blank=True)
    level_label = models.CharField("level at adoption", max_length=40, blank=True)
    state = models.TextField("how it stood at adoption", blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="a_row_has_its_own_code")]

    def __str__(self) -> str:
        return f"Row {self.code} {self.area}"

    def get_absolute_url(self) -> str:
        """Give the address of the row in the plan of today."""
        return f"/strategy/plan/{self.code}/"

    @property
    def level(self) -> Decimal | None:
        """Give the level that the strategy stated, from 1 to 5; None where it states none."""
        return rules.level_of(self.level_label)

    def target_on(self, day: date) -> RowTarget | None:
        """Give the target that a day is under: that of its year, else the last before it, else the first to come.

        A year whose target does not apply keeps the one before it. Prefetch ``targets`` for many rows.
        """
        stated = [each for each in self.targets.all() if each.label]
        past = [each for each in stated if each.year <= day.year]
        return past[-1] if past else next(iter(stated), None)


class RowTarget(Recorded):
    """What a row is to reach by the end of a year."""

    tenant_path = "row.version"

    row = models.ForeignKey(ActionRow, on_delete=models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField()
    label = models.CharField("level", max_length=40, blank=True)
    does_not_apply = models.BooleanField(default=False)
    deliverables = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["row", "year"], name="a_row_has_one_target_a_year")]

    def __str__(self) -> str:
        return f"Target {self.year} of row {self.row_id}"

    @property
    def level(self) -> Decimal | None:
        """Give the level to reach, from 1 to 5; None where none is stated."""
        return rules.level_of(self.label)
