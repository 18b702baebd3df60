"""Bodies that decide or advise, and who sits on them in which function."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models

from hub.governance.terms import BodyState, Function
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet


class BodyQuerySet(TenantQuerySet):
    """Filters over bodies."""

    def sitting(self) -> Self:
        """Keep the bodies that can meet."""
        return self.filter(status=BodyState.SITTING)


class Body(Recorded):
    """A committee, a board or a panel: what it is for, its quorum, and when it needs its papers."""

    act_prefix: ClassVar[str] = "body"
    url_namespace: ClassVar[str] = "bodies"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="bodies")
    reference = models.CharField(max_length=40, unique=True)
    # What the scheme of delegation calls it: a line names a body by this code.
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=BodyState.choices(), default=BodyState.SITTING)
    purpose = models.TextField("terms of reference", blank=True)
    quorum = models.PositiveSmallIntegerField("members needed for a quorum")
    quorum_functions = models.JSONField("functions needed for a quorum", default=list, blank=True)
    papers_days = models.PositiveSmallIntegerField("working days before a meeting by which papers are due", default=5)
    is_public = models.BooleanField("decides in public", default=True)
    set_up_on = models.DateField()
    dissolved_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: Any = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = "body"
        verbose_name_plural = "bodies"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "code"], name="a_code_names_one_body_of_an_authority"),
            models.CheckConstraint(condition=models.Q(quorum__gte=1), name="a_quorum_is_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.reference})"

    def get_absolute_url(self) -> str:
        """Give the address of the body."""
        return f"/bodies/{self.reference}/"

    @property
    def functions_needed(self) -> list[Function]:
        """Give the functions without which it has no quorum."""
        return [Function(one) for one in self.quorum_functions]


class MemberQuerySet(models.QuerySet[Any]):
    """Filters over members."""

    def in_force(self, on: date) -> Self:
        """Keep those who sit on a day; the last day counts."""
        return self.filter(starts_on__lte=on).filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=on))


class BodyMember(Recorded):
    """One person on one body in one function; who brings two functions has two of these."""

    tenant_path: ClassVar[str] = "body"

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    function = models.CharField(max_length=12, choices=Function.choices())
    starts_on = models.DateField()
    ends_on = models.DateField("last day", null=True, blank=True)
    has_vote = models.BooleanField("votes", default=True)

    objects: Any = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "member"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person", "function"],
                condition=models.Q(ends_on__isnull=True),
                name="a_person_holds_a_function_of_a_body_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="a_member_sits_from_a_day_to_a_later_one",
            ),
        ]
        indexes = [models.Index(fields=["person", "body"], name="seat_by_person")]

    def __str__(self) -> str:
        return f"{self.get_function_display()} of body {self.body_id}: person {self.person_id} ({self.pk})"
