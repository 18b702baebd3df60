"""What people say of payees: which supplier one is, whether it is a person, what will be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from hub.law.findings import Finding
from hub.platform.act_table import Refused
from hub.platform.actors import Actor
from hub.platform.acts import caused, perform
from hub.platform.identity.models import Person
from hub.platform.several import Several, perform_several
from hub.spend import acts
from hub.spend.models import Payee
from hub.spend.selectors.overview import may_see_people
from hub.spend.terms import Outcome, Payees, Way
from hub.supplier.models import Supplier
from hub.supplier.rules import COMPANIES_HOUSE, Identifier
from hub.supplier.selectors import company_number
from hub.supplier.services import named_or_new

MARKED = ["payee_kind", "is_sure", "supplier", "way", "reason", "version"]


def match(
    payee: Payee, *, supplier: Supplier, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Payee:
    """Say which supplier a payee is; no matching of the Hub changes it any more."""
    with perform(acts.MATCH, payee, by=by, at=at, version=version) as entry:
        payee.supplier, payee.way = supplier.standing, Way.PERSON
        payee.reason = reason or f"{by.name} chose it."
        entry.note(reason)
    return payee


def enter(payee: Payee, *, reason: str = "", by: Actor, at: datetime, version: int | None = None) -> Payee:
    """Match a payee to a new entry of the register of suppliers, with its name and its company number.

    Where the register has one supplier of that name or number already, it is matched to that one.

    :raises Refused: when it is or may be a person, several suppliers bear the name, or the number is another's.
    """
    if payee.is_person:
        said = "Who is or may be a person is not put on the register of suppliers. Say first what it is."
        raise Refused(acts.MATCH, [Finding("person", said)])
    number = company_number(payee.company_number)
    told = Identifier(COMPANIES_HOUSE, number) if number else None
    with transaction.atomic(), caused():
        supplier = named_or_new(payee.name, number=told, by=by, at=at)
        why = reason or f"{by.name} put it on the register under this name."
        return match(payee, supplier=supplier, reason=why, by=by, at=at, version=version)


def unmatch(payee: Payee, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Payee:
    """Say that a payee is not the supplier it was matched to; the Hub does not match it again by itself.

    :raises Refused: when it is matched to none.
    """
    with perform(acts.UNMATCH, payee, by=by, at=at, version=version) as entry:
        if payee.supplier_id is None:
            raise Refused(acts.UNMATCH, [Finding("no_supplier", "This payee is matched to no supplier.")])
        entry.note(reason, was=payee.supplier_id)
        payee.supplier, payee.way, payee.reason = None, Way.PERSON, reason
    return payee


def mark_person(
    payee: Payee, *, is_person: bool, reason: str = "", by: Actor, at: datetime, version: int | None = None
) -> Payee:
    """Say whether a payee is a person, whose name is for finance only.

    It holds at once for every line, total, file and measure: those read what the payee is, not what its name looks
    like.

    :raises Refused: when somebody who is not finance says of one who may be a person that it is none.
    """
    if not is_person and (found := only_finance(payee, by)):
        raise Refused(acts.MARK_PERSON, found)
    with perform(acts.MARK_PERSON, payee, by=by, at=at, version=version) as entry:
        _mark(payee, is_person=is_person)
        entry.note(reason)
    return payee


def mark_several(payees: Sequence[Payee], *, is_person: bool, reason: str = "", by: Actor, at: datetime) -> Several:
    """Say the same of several payees, with one event for each; those it is barred for are left, with the reason."""

    def write(batch: list[Payee]) -> None:
        for payee in batch:
            _mark(payee, is_person=is_person)
            payee.version += 1
        Payee.objects.bulk_update(batch, MARKED)

    bar = None if is_person else (lambda payee: only_finance(payee, by))
    return perform_several(acts.MARK_PERSON, payees, by=by, at=at, write=write, bar=bar, text=reason)


def _mark(payee: Payee, *, is_person: bool) -> None:
    payee.payee_kind, payee.is_sure = (Payees.PERSON if is_person else Payees.ORGANISATION), True
    if is_person:
        payee.supplier, payee.way, payee.reason = None, Way.NONE, ""


def only_finance(payee: Payee, by: Actor) -> list[Finding]:
    """Nobody but finance may make the name of one who may be a person readable."""
    if not payee.is_person or may_see_people(by, payee.authority_id):
        return []
    return [Finding("finance", "Only finance may say that this is no person. Ask them.")]


def settle(
    payee: Payee,
    *,
    outcome: Outcome,
    owner: Person | None,
    reason: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Payee:
    """Say what will be done about spending without a contract, and who sees to it."""
    with perform(acts.SETTLE, payee, by=by, at=at, version=version) as entry:
        payee.outcome, payee.owner = outcome, owner
        entry.note(reason)
    return payee
