"""What people say of payees: which supplier one is, whether it is a person, what will be done about it."""

from __future__ import annotations

from datetime import datetime

from hub.law.findings import Finding
from hub.platform.act_table import Refused
from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.platform.identity.models import Person
from hub.spend import acts
from hub.spend.models import Payee
from hub.spend.terms import Outcome, Payees, Way
from hub.supplier.models import Supplier


def match(
    payee: Payee, *, supplier: Supplier, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Payee:
    """Say which supplier a payee is; no matching of the Hub changes it any more."""
    with perform(acts.MATCH, payee, by=by, at=at, version=version) as entry:
        payee.supplier, payee.way = supplier.standing, Way.PERSON
        payee.reason = reason or f"{by.name} chose it."
        entry.note(reason)
    return payee


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
    """Say whether a payee is a person, whose name is for finance only."""
    with perform(acts.MARK_PERSON, payee, by=by, at=at, version=version) as entry:
        payee.payee_kind = Payees.PERSON if is_person else Payees.ORGANISATION
        if is_person:
            payee.supplier, payee.way, payee.reason = None, Way.NONE, ""
        entry.note(reason)
    return payee


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
