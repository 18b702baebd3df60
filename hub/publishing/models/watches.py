"""Who outside follows the register, and what they have still to hear."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce

from hub.publishing.models.published import PublishedContract


class Watch(models.Model):
    """Somebody outside who asked to hear by e-mail of a supplier or a search; made once they have shown the address.

    Not a record: an event of it would keep the address for good, and nothing is kept after somebody stops.
    """

    email = models.EmailField()
    # Of a published supplier; empty for a search.
    supplier_id = models.BigIntegerField(null=True)
    # The filters of the public register as its address writes them.
    query = models.CharField(max_length=500, blank=True)
    title = models.CharField(max_length=300)
    # The last event of which the public tables knew when the last e-mail went out.
    seen_event = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            # A search has no supplier; SQLite would take every null for another one.
            models.UniqueConstraint(
                "email",
                "query",
                Coalesce("supplier_id", 0, output_field=models.BigIntegerField()),
                name="an_address_follows_a_thing_once",
            ),
        ]

    def __str__(self) -> str:
        return f"watch {self.pk}"


class Departure(models.Model):
    """A contract that left the register and of which a follower has still to hear.

    Written before the public row becomes a stone: afterwards nothing says which search had found it. It goes with the
    letter, so it is no record either.
    """

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="departures")
    contract = models.ForeignKey(PublishedContract, on_delete=models.CASCADE, related_name="departures")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["watch", "contract"], name="a_follower_hears_of_a_departure_once"),
        ]

    def __str__(self) -> str:
        return f"departure of published contract {self.contract_id} for watch {self.watch_id}"
