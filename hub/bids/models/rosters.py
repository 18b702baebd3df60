"""Rosters: who opens together; and the rehearsal that shows that they can."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from hub.bids.models.keys import OpenerKey
from hub.bids.terms import RosterState, RosterUse
from hub.platform.acts import Recorded
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority, TenantQuerySet


class RosterQuerySet(TenantQuerySet):
    """Filters over rosters."""

    def in_force(self) -> Self:
        """Keep those with which bids can be invited."""
        return self.filter(status=RosterState.IN_FORCE)

    def standing(self) -> Self:
        """Keep those that are not retired."""
        return self.exclude(status=RosterState.RETIRED)


class Roster(Recorded):
    """The openers of an authority for one use, of whom some must act together; a tender pins it with its own digest."""

    act_prefix: ClassVar[str] = "roster"
    url_namespace: ClassVar[str] = "rosters"
    # The event has its digest.
    unrecorded: ClassVar[frozenset[str]] = frozenset({"mailbox"})

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="rosters", db_index=False)
    version = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=RosterState.choices(), default=RosterState.DRAFT)
    use = models.CharField(max_length=10, choices=RosterUse.choices())
    needed = models.PositiveSmallIntegerField("openers that must act together")
    seats_count = models.PositiveSmallIntegerField("openers", default=0)
    drawn_up_on = models.DateField()
    in_force_on = models.DateField(null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    # The rehearsal: a mailbox with nothing in it, which every allowed combination must be able to open.
    mailbox = models.BinaryField(default=bytes)
    rehearsed_on = models.DateField(null=True, blank=True)

    objects: Any = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = "roster"
        verbose_name_plural = "rosters"
        ordering = ["-drawn_up_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "use"], condition=models.Q(status=RosterState.IN_FORCE),
                name="one_roster_in_force_for_each_use",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.reference} {self.get_use_display()}"

    def get_absolute_url(self) -> str:
        """Give the address of the roster."""
        return f"/rosters/{self.reference}/"

    def is_own(self, person_id: int | None) -> bool:
        """Say whether a person has a seat on it."""
        return person_id is not None and self.seats.filter(key__person=person_id).exists()


class Seat(Recorded):
    """One opener's place on a roster, with the key that counts there."""

    tenant_path: ClassVar[str] = "roster"

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="seats")
    position = models.PositiveSmallIntegerField()
    key = models.ForeignKey(OpenerKey, on_delete=models.PROTECT, related_name="seats")

    class Meta:
        ordering = ["roster", "position"]
        constraints = [models.UniqueConstraint(fields=["roster", "key"], name="a_key_has_one_seat")]

    def __str__(self) -> str:
        return f"{self.position}. {self.key}"


class RehearsalShare(Recorded):
    """What one opener gave in a rehearsal. It opens the empty mailbox of that rehearsal and nothing else."""

    tenant_path: ClassVar[str] = "roster"

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="shares")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="shares")
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    share = models.CharField(max_length=64)

    class Meta:
        ordering = ["roster", "seat"]
        constraints = [models.UniqueConstraint(fields=["roster", "seat"], name="a_share_is_given_once")]

    def __str__(self) -> str:
        return f"share of {self.seat}"
