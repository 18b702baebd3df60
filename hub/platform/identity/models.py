"""People and what they hold, with dates."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from hub.platform.identity.roles import GRANTED
from hub.platform.recorded import Recorded
from hub.platform.tenancy.models import Authority, Party, PartyKind


class PersonManager(BaseUserManager["Person"]):
    """Look people up by e-mail address, which is how they sign in."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Find a person by address, whatever its case."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, Recorded):
    """Somebody who can sign in. Names live here and nowhere else, so that they can be replaced."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    # The key of the demo and test cast ("aisha"); empty for real people.
    cast_key = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    # Who is told when this person does not act (the ladder of alerts).
    manager = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reports")
    preferences = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)

    USERNAME_FIELD: ClassVar[str] = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    # Signing in is not an act on the person's record; these fields change without one.
    unrecorded = frozenset({"last_login", "password", "preferences"})

    objects = PersonManager()

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.email

    @property
    def reference(self) -> str:
        """Give what stands for the person in addresses."""
        return str(self.pk)

    def get_absolute_url(self) -> str:
        """Give the page of this person."""
        return f"/people/{self.pk}/"

    @property
    def initials(self) -> str:
        """Give up to two letters for the round mark beside the name."""
        words = self.name.split()
        return (words[0][:1] + words[-1][:1]).upper() if len(words) > 1 else self.name[:2].upper()

    def is_own(self, person_id: int | None) -> bool:
        """Say whether this is the person's own account."""
        return person_id is not None and person_id == self.pk

    def get_full_name(self) -> str:
        """Give the name; allauth asks for it under this one."""
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Filters over grants."""

    def in_force(self, on: date) -> Self:
        """Keep the grants that hold on a date, of people at work; ``ends_on`` is the first day without."""
        return self.granted(on).filter(person__is_active=True)

    def granted(self, on: date) -> Self:
        """Keep the grants of a date, whether the account of the person is still open or not."""
        begun = self.filter(starts_on__lte=on)
        return begun.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gt=on))


class Membership(Recorded):
    """A role of a person at a party, from a day to a day.

    It is its own root, because the party where the role is held decides who may grant it, not the person's home.
    """

    act_prefix: ClassVar[str] = "identity.role"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=24, choices=GRANTED)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects: Any = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_on_or_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["person", "party", "role", "starts_on"], name="a_role_is_granted_once_a_day"
            ),
        ]
        indexes = [models.Index(fields=["party", "role"], name="membership_by_party_role")]

    @property
    def authority_id(self) -> int | None:
        """Give the authority at which the role is held, whose administrator grants it; none for a supplier's."""
        return self.party_id if self.party.kind == PartyKind.AUTHORITY else None

    def in_force(self, on: date) -> bool:
        """Say whether the grant holds on a date."""
        return self.starts_on <= on and (self.ends_on is None or self.ends_on > on)

    def can_end(self, on: date) -> bool:
        """Say whether there is still something to end on a date: the grant holds, or is to begin later."""
        return self.ends_on is None or self.ends_on > max(on, self.starts_on)

    def __str__(self) -> str:
        return f"{self.person_id} is {self.role} at {self.party_id} from {self.starts_on}"


class DeputyQuerySet(models.QuerySet["Deputy"]):
    """Filters over deputies."""

    def in_force(self, on: date) -> Self:
        """Keep those that stand in on a date; ``ends_on`` is the first day without."""
        begun = self.filter(starts_on__lte=on, deputy__is_active=True)
        return begun.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gt=on))


class Deputy(Recorded):
    """Somebody who is told in a person's place, and decides approvals for them where the scheme allows deputies."""

    tenant_path = "person"
    act_prefix: ClassVar[str] = "identity.deputy"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stands_in_for")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects: Any = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deputies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="deputy_ends_on_or_after_start",
            ),
            models.CheckConstraint(condition=~models.Q(person=models.F("deputy")), name="nobody_is_their_own_deputy"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} stands in for {self.person_id} from {self.starts_on}"


class Failure(models.Model):
    """One failed sign-in, counted by source and account. Kept an hour; it names nobody (security.md §10.3)."""

    source = models.CharField(max_length=64)
    account = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["source", "at"], name="failure_by_source"),
            models.Index(fields=["account", "at"], name="failure_by_account"),
        ]

    def __str__(self) -> str:
        return f"failure {self.pk} at {self.at}"


class OutsideAccount(Recorded):
    """A person's account in a directory, known by issuer and subject."""

    tenant_path = "person"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="outside_accounts")
    issuer = models.CharField(max_length=250)
    subject = models.CharField(max_length=250)
    connected_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="an_outside_account_is_one_persons"),
        ]

    def __str__(self) -> str:
        return f"outside account {self.pk} of {self.person_id}"
