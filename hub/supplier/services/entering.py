"""Enter suppliers by hand and put their facts right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from hub.law.findings import Finding
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, perform
from hub.platform.clock import london
from hub.platform.tenancy.models import Party
from hub.supplier import acts, rules, selectors
from hub.supplier.models import Identifier, OtherName, Supplier
from hub.supplier.services.likeness import Offer, in_conflict, offer
from hub.supplier.terms import KnownFrom, Likeness

CORRECTABLE = frozenset({"name", "body_kind", "size", "is_vcse", "place", "postcode"})


def add(*, name: str, identifiers: Iterable[rules.Identifier] = (), by: Actor, at: datetime, **facts: Any) -> Supplier:
    """Add a supplier by hand.

    :param facts: body_kind, size, is_vcse, place, postcode.
    :raises Refused: when a number belongs to another supplier already.
    """
    supplier = Supplier(name=rules.clean_name(name), **facts)
    with create(acts.ADD, supplier, by=by, at=at) as entry:
        supplier.save()
        for each in identifiers:
            _number(supplier, each, act=acts.ADD, is_verified=False)
        entry.note(identifiers=[str(each) for each in identifiers])
        _offer_alike(supplier, at=at)
    return supplier


def _offer_alike(supplier: Supplier, *, at: datetime) -> None:
    """Offer those of the same name but for the legal form: two bodies, or one that was entered twice."""
    alike = Supplier.objects.live().filter(match_key=supplier.match_key).exclude(pk=supplier.pk)
    numbers = {(each.scheme, each.value) for each in supplier.identifiers.all()}
    offers = [
        Offer(each.pk, supplier.pk, Likeness.NAME, each.name)
        for each in alike.prefetch_related("identifiers")
        if not in_conflict(numbers, {(one.scheme, one.value) for one in each.identifiers.all()})
    ]
    offer(offers, at=at)


def named_or_new(text: str, *, number: rules.Identifier | None = None, by: Actor, at: datetime) -> Supplier:
    """Give the supplier that a name or company number means, or add it under that name.

    :param number: a register number that was given beside the name; it tells apart those who bear one name, and is
        recorded when the supplier does not have it yet.
    :raises Refused: when several bear the name, nobody has the company number, or ``number`` is another supplier's.
    """
    if number is None:
        return _named_or_new(text, by=by, at=at)
    holder = Identifier.objects.filter(scheme=number.scheme, value=number.id).select_related("supplier").first()
    if holder is not None:
        named = selectors.named(text)
        if named and holder.supplier.standing not in named:
            message = f"{number} is the number of {holder.supplier.standing.name}. Check name and number."
            raise Refused(acts.IDENTIFY, [Finding("number_taken", message, cure="supplier")])
        return holder.supplier.standing
    supplier = _named_or_new(text, by=by, at=at)
    return identify(supplier, scheme=number.scheme, value=number.id, by=by, at=at)


def _named_or_new(text: str, *, by: Actor, at: datetime) -> Supplier:
    found = selectors.named(text)
    if len(found) == 1:
        return found[0]
    if found:
        message = f"{len(found)} suppliers are called {rules.clean_name(text)}. Enter the company number instead."
        raise Refused(acts.ADD, [Finding("several", message, cure="supplier")])
    if selectors.company_number(text):
        message = "No supplier in the Hub has this company number. Enter its name."
        raise Refused(acts.ADD, [Finding("no_number", message, cure="supplier")])
    if rules.is_nobody(text):
        raise Refused(acts.ADD, [Finding("nobody", "Enter the name of the supplier.", cure="supplier")])
    return add(name=text, by=by, at=at)


def correct(
    supplier: Supplier, *, changes: Mapping[str, Any], reason: str, by: Actor, at: datetime, version: int | None = None
) -> Supplier:
    """Put facts about a supplier right; an earlier name is kept as another name."""
    if unknown := set(changes) - CORRECTABLE:
        raise ValueError(f"These are not facts of a supplier: {sorted(unknown)}")
    with perform(acts.CORRECT, supplier, by=by, at=at, version=version) as entry:
        former = supplier.name
        for name, value in changes.items():
            setattr(supplier, name, value)
        supplier.name = rules.clean_name(supplier.name)
        if supplier.name != former:
            _keep_name(supplier, former, at)
        supplier.save()
        entry.note(reason)
    return supplier


def identify(
    supplier: Supplier, *, scheme: str, value: str, is_verified: bool = False, by: Actor, at: datetime
) -> Supplier:
    """Record a number that a supplier has in a register of organisations.

    :raises Refused: when the number cannot be right or belongs to another supplier.
    """
    with perform(acts.IDENTIFY, supplier, by=by, at=at) as entry:
        try:
            number = rules.identifier(scheme, value)
        except rules.BadIdentifier as bad:
            raise Refused(acts.IDENTIFY, [Finding("bad_number", bad.reason, cure="value")]) from bad
        if number is None:
            message = "This number is a platform's own. It does not say who a supplier is."
            raise Refused(acts.IDENTIFY, [Finding("local_number", message, cure="scheme")])
        _number(supplier, number, act=acts.IDENTIFY, is_verified=is_verified)
        entry.changed("identifiers", None, str(number))
    return supplier


@bars(acts.UNIDENTIFY)
def _may_unidentify(supplier: Supplier, by: Actor, at: datetime) -> list[Finding]:
    if Identifier.objects.filter(Q(supplier=supplier) | Q(supplier__merged_into=supplier)).exists():
        return []
    return [Finding("no_number", "It has no register number.", cure="supplier.identify")]


def unidentify(
    supplier: Supplier, *, number: Identifier, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Supplier:
    """Take off a register number that is not this supplier's; whose it is can have it then.

    :param number: one of ``selectors.numbers_of``, those of merged entries included.
    """
    with perform(acts.UNIDENTIFY, supplier, by=by, at=at, version=version) as entry:
        Identifier.objects.filter(pk=number.pk).delete()
        entry.changed("identifiers", str(number), None)
        entry.note(reason)
    return supplier


@bars(acts.UNNAME)
def _may_unname(supplier: Supplier, by: Actor, at: datetime) -> list[Finding]:
    if OtherName.objects.filter(Q(supplier=supplier) | Q(supplier__merged_into=supplier)).exists():
        return []
    return [Finding("no_name", "It has no other name.")]


def unname(
    supplier: Supplier, *, name: OtherName, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Supplier:
    """Take off another name that is not this supplier's; what is typed or listed under it no longer leads here.

    :param name: one of ``selectors.other_names_of``, those of merged entries included.
    """
    with perform(acts.UNNAME, supplier, by=by, at=at, version=version) as entry:
        OtherName.objects.filter(pk=name.pk).delete()
        entry.changed("other_names", name.name, None)
        entry.note(reason)
    return supplier


def link_party(supplier: Supplier, *, party: Party, by: Actor, at: datetime) -> Supplier:
    """Tie a supplier to the organisation account that its people belong to."""
    with perform(acts.LINK, supplier, by=by, at=at):
        supplier.party = party
        supplier.save()
    return supplier


def _number(supplier: Supplier, number: rules.Identifier, *, act: Any, is_verified: bool) -> None:
    holder = Identifier.objects.filter(scheme=number.scheme, value=number.id).select_related("supplier").first()
    if holder is not None and holder.supplier_id == supplier.pk:
        return
    if holder is not None:
        message = f"{number} belongs to {holder.supplier.name}. If the two are one supplier, merge them."
        raise Refused(act, [Finding("number_taken", message, cure=holder.supplier.get_absolute_url())])
    Identifier(
        supplier=supplier, scheme=number.scheme, value=number.id, is_verified=is_verified, known_from=KnownFrom.ENTERED
    ).save()


def _keep_name(supplier: Supplier, former: str, at: datetime) -> None:
    if not supplier.other_names.filter(name=former).exists():
        OtherName(
            supplier=supplier,
            name=former,
            match_key=rules.match_key(former),
            known_from=KnownFrom.ENTERED,
            seen_on=london(at).date(),
        ).save()
