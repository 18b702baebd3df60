"""Parties, authorities and the records that two of them share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from hub.law.terms import Term
from hub.platform.once import once
from hub.platform.recorded import Recorded

if TYPE_CHECKING:
    from hub.platform.actors import Actor


class PartyKind(Term):
    """What a party is."""

    AUTHORITY = "authority", "Authority"
    SUPPLIER = "supplier", "Supplier organisation"


class Party(models.Model):
    """Somebody that people can belong to: an authority or a supplier organisation."""

    kind = models.CharField(max_length=12, choices=PartyKind.choices())
    name = models.CharField(max_length=250)

    def __str__(self) -> str:
        return f"{self.name} (party {self.pk})"


class Authority(Recorded):
    """A contracting authority: the tenant.

    ``parent`` is the combined authority whose settings, numbering and reference rows hold where its own are silent.
    """

    party = models.OneToOneField(Party, on_delete=models.PROTECT, primary_key=True, related_name="authority")
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=250)
    # Empty for the authority that runs the Hub; others carry their code, so a reference is unique in the whole Hub.
    reference_prefix = models.CharField(max_length=12, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="partners_below")
    # A colour such as #12694A for the authority's own edge and links; empty keeps the house colour.
    accent = models.CharField(max_length=7, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "authorities"

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def authority_id(self) -> int | None:
        """Give its own id: acts on an authority are held at that authority."""
        return self.pk  # type: ignore[no-any-return]

    def get_absolute_url(self) -> str:
        """Give the page of its settings."""
        return f"/settings/authority/{self.code}/"

    def lineage(self) -> list[int]:
        """Give this authority's id and its parent's: the order in which settings are looked up."""
        return [self.pk] if self.parent_id is None else [self.pk, self.parent_id]


class Share(models.Model):
    """One record that another authority may read as a partner.

    A generic pair instead of a table for each kind, so that every root record is shared in the same way.
    """

    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="shares")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "authority"], name="a_record_is_shared_once"),
        ]
        indexes = [models.Index(fields=["authority", "subject_kind", "subject_id"], name="share_by_authority")]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id} shared with {self.authority_id}"


# Up to here the shared records are named one by one in a query.
FEW_SHARES = 500


class TenantQuerySet(models.QuerySet[Any]):
    """Reads of a root record begin from what the actor may see."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the records of the actor's own authorities and those shared with them."""
        if actor.is_system:
            return self
        reach = actor.reach
        if not reach:
            return self.none()
        own = models.Q(authority=min(reach)) if len(reach) == 1 else models.Q(authority__in=reach)
        kind = self.model._meta.label_lower
        # Asked at once: "mine, or in a subquery" keeps both databases from counting 100,000 rows by index.
        shared = _shared_of(kind, reach)
        if len(shared) > FEW_SHARES:
            shares = Share.objects.filter(authority__in=reach, subject_kind=kind)
            return self.filter(own | models.Q(pk__in=shares.values("subject_id")))
        return self.filter(own | models.Q(pk__in=shared)) if shared else self.filter(own)


def _shared_of(kind: str, reach: frozenset[int]) -> list[int]:
    """Give the numbers of the records of a kind that are shared with some authorities, one more than a few at most."""
    every = _shared_with(reach)
    if len(every) <= FEW_SHARES:
        return [pk for of, pk in every if of == kind]
    rows = Share.objects.filter(authority__in=reach, subject_kind=kind)
    return list(rows.values_list("subject_id", flat=True)[: FEW_SHARES + 1])


@once
def _shared_with(reach: frozenset[int]) -> list[tuple[str, int]]:
    """Give what is shared with some authorities, of all kinds: a page looks at records of many kinds."""
    rows = Share.objects.filter(authority__in=reach)
    return list(rows.values_list("subject_kind", "subject_id")[: FEW_SHARES + 1])
