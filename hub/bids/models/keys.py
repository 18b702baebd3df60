"""Keys of openers: the public half, and what proves that somebody holds the other."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from hub.bids.terms import KeyState
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet


class KeyQuerySet(TenantQuerySet):
    """Filters over keys."""

    def standing(self) -> Self:
        """Keep those that are not retired."""
        return self.exclude(status=KeyState.RETIRED)

    def proven(self) -> Self:
        """Keep those that can be put on a roster."""
        return self.filter(status=KeyState.PROVEN)


class OpenerKey(Recorded):
    """One key of one opener, made on the opener's own device; the private half never comes here."""

    act_prefix: ClassVar[str] = "opener_key"
    url_namespace: ClassVar[str] = "openers"
    # What is asked at the door is over once it is answered; the event says that it was.
    unrecorded: ClassVar[frozenset[str]] = frozenset({"question", "answer_digest"})

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="opener_keys", db_index=False)
    version = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=KeyState.choices(), default=KeyState.OFFERED)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="opener_keys")
    recipient = models.CharField("public key", max_length=80, unique=True)
    fingerprint = models.CharField(max_length=19)
    is_safe_key = models.BooleanField("printed and sealed in an envelope", default=False)
    kept_by = models.CharField("who keeps the envelope", max_length=200, blank=True)
    offered_on = models.DateField()
    proven_on = models.DateField(null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    # The question that only the private half can read, and the digest of its right answer.
    question = models.BinaryField(default=bytes)
    answer_digest = models.CharField(max_length=64, blank=True)

    objects: Any = KeyQuerySet.as_manager()

    class Meta:
        verbose_name = "opener's key"
        verbose_name_plural = "openers' keys"
        ordering = ["person__name", "pk"]
        indexes = [models.Index(fields=["authority", "status"], name="opener_key_by_status")]

    def __str__(self) -> str:
        return f"{self.reference} {self.person.name}"

    def get_absolute_url(self) -> str:
        """Give the address of the key."""
        return f"/openers/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether it is a person's own key."""
        return person_id is not None and person_id == self.person_id
