"""Merge two entries for one supplier, undo it, or keep two entries apart.

A merge moves no other package's rows: the merged entry points at the one that stands for it, and the way back is exact.
Suppliers belong to no authority, so the name that contracts of all authorities show follows; the contract package
records that on each of them.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from hub.law.findings import Finding
from hub.platform.actors import Actor
from hub.platform.acts import Act, Refused, perform
from hub.supplier import acts
from hub.supplier.models import Merge, Pair, Supplier
from hub.supplier.services.likeness import Offer, offer
from hub.supplier.terms import Likeness, State, Verdict


def merge(supplier: Supplier, *, into: Supplier, reason: str, by: Actor, at: datetime) -> Merge:
    """Merge an entry into the one that stands for it from now on.

    :raises Refused: when both are one entry, or the other is itself merged.
    """
    with perform(acts.MERGE, supplier, by=by, at=at) as entry:
        into.refresh_from_db()
        _must_differ(acts.MERGE, supplier, into)
        if into.status == State.MERGED:
            message = f"{into.name} is itself merged into another entry. Choose that one."
            raise Refused(acts.MERGE, [Finding("merged", message)])
        moved = list(Supplier.objects.filter(merged_into=supplier).values_list("pk", flat=True))
        supplier.merged_into = into
        supplier.save()
        Supplier.objects.filter(pk__in=moved).update(merged_into=into)
        made = Merge(kept=into, merged=supplier, moved=moved, reason=reason, merged_at=at)
        made.save()
        _decide(supplier, into, Verdict.MERGED, at)
        _offer_again(supplier, into, at)
        entry.note(reason, kept=into.pk, moved=moved)
    return made


def unmerge(supplier: Supplier, *, reason: str, by: Actor, at: datetime) -> Supplier:
    """Let a merged entry stand for itself again, with the entries that stood behind it."""
    with perform(acts.UNMERGE, supplier, by=by, at=at) as entry:
        made = Merge.objects.get(merged=supplier, undone_at__isnull=True)
        supplier.merged_into = None
        supplier.save()
        Supplier.objects.filter(pk__in=made.moved).update(merged_into=supplier)
        made.undone_at = at
        made.save()
        _decide(supplier, made.kept, Verdict.OPEN, at)
        entry.note(reason, kept=made.kept_id, moved=made.moved)
    return supplier


def keep_apart(supplier: Supplier, *, other: Supplier, reason: str, by: Actor, at: datetime) -> None:
    """Record that two entries are two suppliers, so that nobody is asked again."""
    with perform(acts.KEEP_APART, supplier, by=by, at=at) as entry:
        _must_differ(acts.KEEP_APART, supplier, other)
        _decide(supplier, other, Verdict.APART, at)
        entry.note(reason, other=other.pk)


def compare(supplier: Supplier, *, other: Supplier, at: datetime) -> Pair:
    """Put two entries side by side that nothing made look alike; whoever looks at them merges them or not.

    A pair that was decided keeps its decision until somebody decides anew.

    :raises Refused: when both are one entry.
    """
    _must_differ(acts.MERGE, supplier, other)
    offer([Offer(supplier.pk, other.pk, Likeness.ASKED, score=0)], at=at)
    first, second = sorted((supplier.pk, other.pk))
    return Pair.objects.get(first_id=first, second_id=second)


def _must_differ(act: Act, one: Supplier, other: Supplier) -> None:
    if one.pk == other.pk:
        raise Refused(act, [Finding("same", "These are one entry already. Choose another supplier.", cure="into")])


def _decide(one: Supplier, other: Supplier, verdict: Verdict, at: datetime) -> None:
    first, second = sorted((one.pk, other.pk))
    Pair.objects.update_or_create(
        first_id=first,
        second_id=second,
        defaults={"verdict": verdict},
        create_defaults={"verdict": verdict, "found_at": at},
    )


def _offer_again(merged: Supplier, kept: Supplier, at: datetime) -> None:
    """What looked like the merged entry may be the kept one."""
    rows = Pair.objects.filter(Q(first=merged) | Q(second=merged), verdict=Verdict.OPEN)
    offers = []
    for pair in rows:
        other = pair.second_id if pair.first_id == merged.pk else pair.first_id
        offers.append(Offer(kept.pk, other, pair.likeness, pair.evidence, pair.score))  # type: ignore[arg-type]
    offer(offers, at=at)
