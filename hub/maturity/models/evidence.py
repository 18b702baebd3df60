"""What people say: evidence that no record holds, and the level that they believe in."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models

from hub.maturity.terms import EvidenceState, Subject
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet


class EvidenceQuerySet(TenantQuerySet):
    """Filters over evidence."""

    def standing_on(self, day: date) -> Self:
        """Keep what was given by a day, had not lapsed and was not withdrawn by then."""
        not_withdrawn = models.Q(withdrawn_on__isnull=True) | models.Q(withdrawn_on__gt=day)
        return self.filter(not_withdrawn, given_on__lte=day, expires_on__gt=day)


class Evidence(Recorded):
    """Somebody's word, with the file that shows it, that one part of a level test holds. It lapses."""

    act_prefix: ClassVar[str] = "maturity.evidence"
    url_namespace: ClassVar[str] = "maturity"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="maturity_evidence")
    reference = models.CharField(max_length=40, unique=True)
    capability = models.CharField(max_length=20)
    part = models.CharField("part of the level test", max_length=40)
    says = models.CharField("what is attested", max_length=300)
    status = models.CharField(max_length=10, choices=EvidenceState.choices(), default=EvidenceState.GIVEN)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="maturity_evidence")
    proof = models.CharField("where the original is kept, or its reference", max_length=500, blank=True)
    given_on = models.DateField("date of the evidence")
    expires_on = models.DateField("lapses on")
    withdrawn_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "evidence"
        verbose_name_plural = "evidence"
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gt=models.F("given_on")), name="evidence_lapses_after_it_is_given"
            ),
        ]
        indexes = [models.Index(fields=["authority", "part", "expires_on"], name="evidence_by_part")]

    def __str__(self) -> str:
        return f"{self.reference} {self.says}"

    def get_absolute_url(self) -> str:
        """Give the address of the evidence."""
        return f"/maturity/evidence/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person gave it."""
        return person_id is not None and person_id == self.owner_id

    def stands_on(self, day: date) -> bool:
        """Say whether it counts on a day."""
        is_withdrawn = self.withdrawn_on is not None and self.withdrawn_on <= day
        return not is_withdrawn and self.given_on <= day < self.expires_on


class Claim(Recorded):
    """A level that somebody believes a row or a behaviour has, with the reason. A later claim takes its place."""

    act_prefix: ClassVar[str] = "maturity.claim"
    url_namespace: ClassVar[str] = "maturity"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="maturity_claims")
    subject = models.CharField(max_length=12, choices=Subject.choices())
    code = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    reason = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="maturity_claims")
    made_on = models.DateField()

    objects: Any = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "claim"
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=5), name="a_claimed_level_is_on_the_scale"
            ),
        ]
        indexes = [models.Index(fields=["authority", "subject", "code", "-made_on"], name="claim_by_subject")]

    def __str__(self) -> str:
        return f"Claim of level {self.level} for {self.code}"

    @property
    def reference(self) -> str:
        """Give what addresses name the claim by."""
        return str(self.pk)

    def get_absolute_url(self) -> str:
        """Give the page of what it is about."""
        return f"/strategy/plan/{self.code}/" if self.subject == Subject.ROW else f"/maturity/behaviours/{self.code}/"
