"""Keep the record true: who answers for it, its tier, and whether it belongs on the register."""

from __future__ import annotations

from datetime import datetime

from hub.contract import acts, rules
from hub.contract.models import Confirmation, Contract, Transfer, Withdrawal
from hub.contract.terms import Duty, Tier, WithdrawalGround
from hub.law.findings import Finding
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.clock import london
from hub.platform.identity.models import Membership, Person
from hub.platform.identity.roles import OFFICERS


def transfer(
    contract: Contract, *, duty: Duty, to: Person, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Contract:
    """Give a contract to another owner or manager.

    :raises Refused: when the person does not work for the contract's authority, or has the duty already.
    """
    with perform(acts.TRANSFER, contract, by=by, at=at, version=version) as entry:
        on = london(at).date()
        former = getattr(contract, duty)
        if former == to:
            message = f"{to.name} is the {duty.label.lower()} already. Choose somebody else."
            raise Refused(acts.TRANSFER, [Finding("same", message, cure="to")])
        if (
            not Membership.objects.in_force(on)
            .filter(person=to, party=contract.authority_id, role__in=OFFICERS)
            .exists()
        ):
            message = f"{to.name} has no role at {contract.authority.name}. Choose somebody who works there."
            raise Refused(acts.TRANSFER, [Finding("not_there", message, cure="to")])
        Transfer(contract=contract, duty=duty, from_person=former, to_person=to, happened_on=on, reason=reason).save()
        setattr(contract, duty, to)
        contract.save(update_fields=[duty.value])
        entry.note(reason, duty=duty, to=to.pk)
    return contract


@bars(acts.CONFIRM)
def _may_confirm(contract: Contract, by: Actor, at: datetime) -> list[Finding]:
    if not contract.is_running:
        return [Finding("not_running", "Only a contract in force is confirmed. This one is not.")]
    return rules.bars_to_confirming(contract.facts())


def confirm(contract: Contract, *, by: Actor, at: datetime, version: int | None = None) -> Contract:
    """Confirm that the record is right; wanted every year (MC-1)."""
    with perform(acts.CONFIRM, contract, by=by, at=at, version=version):
        on = london(at).date()
        assert by.person_id is not None
        Confirmation(contract=contract, happened_on=on, person_id=by.person_id).save()
        contract.confirmed_on = on
        contract.save(update_fields=["confirmed_on"])
    return contract


def set_tier(
    contract: Contract, *, tier: Tier, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Contract:
    """Say how closely the contract is managed."""
    with perform(acts.SET_TIER, contract, by=by, at=at, version=version) as entry:
        contract.tier = tier
        contract.save(update_fields=["tier"])
        entry.note(reason)
    return contract


@bars(acts.WITHDRAW)
def _may_withdraw(contract: Contract, by: Actor, at: datetime) -> list[Finding]:
    return rules.bars_to_withdrawing(contract.call_offs.on_register().count())


def withdraw(
    contract: Contract,
    *,
    ground: WithdrawalGround,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Contract:
    """Take an entry off the register; its record and its timeline stay (architecture §15, rule 7)."""
    with perform(acts.WITHDRAW, contract, by=by, at=at, version=version) as entry:
        Withdrawal(contract=contract, happened_on=london(at).date(), ground=ground, reason=reason).save()
        contract.save(update_fields=["status"])
        entry.note(reason, ground=ground)
    return contract
