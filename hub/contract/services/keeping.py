"""Keep the record true: who answers for it, its tier, and whether it belongs on the register."""

from __future__ import annotations

from datetime import date, datetime

from hub.contract import acts, rules
from hub.contract.models import Confirmation, Contract, Transfer, Withdrawal
from hub.contract.selectors import withdrawal_of
from hub.contract.terms import Duty, State, Tier, WithdrawalGround
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
        # The act has moved the contract in memory only: the database still says where it stood.
        stood = Contract.objects.values_list("status", flat=True).get(pk=contract.pk)
        on = london(at).date()
        Withdrawal(contract=contract, happened_on=on, ground=ground, stood=stood, reason=reason).save()
        contract.save(update_fields=["status"])
        entry.note(reason, ground=ground)
    return contract


@bars(acts.RESTORE)
def _may_restore(contract: Contract, by: Actor, at: datetime) -> list[Finding]:
    framework, withdrawal = contract.framework, withdrawal_of(contract)
    hangs_on = framework if framework is not None and framework.status == State.WITHDRAWN else None
    return rules.bars_to_restoring(
        load_undone=withdrawal is not None and withdrawal.ground == WithdrawalGround.IMPORT_UNDONE,
        framework=hangs_on.reference if hangs_on else "",
        cure=f"{hangs_on.get_absolute_url()}{acts.RESTORE.slug}/" if hangs_on else "",
    )


def restore(contract: Contract, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Contract:
    """Put an entry back on the register that was withdrawn by mistake, to where it stood.

    What fell due meanwhile happens then: one whose end has passed expires by the next run of the clock.

    :raises Refused: when the load that brought it was undone, or the framework that it hangs on is withdrawn.
    """
    with perform(acts.RESTORE, contract, by=by, at=at, version=version) as entry:
        on = london(at).date()
        withdrawal = withdrawal_of(contract)
        contract.status = (withdrawal.stood if withdrawal else "") or _stood(contract, on=on)
        if withdrawal is not None:
            withdrawal.undone_on, withdrawal.undone_reason = on, reason
            withdrawal.save()
        contract.save(update_fields=["status"])
        entry.note(reason)
    return contract


def _stood(contract: Contract, *, on: date) -> str:
    """Work out where a contract stands whose withdrawal does not say where it stood."""
    if contract.ended_on is None and contract.suspensions.filter(resumed_on__isnull=True).exists():
        return State.SUSPENDED
    if contract.signed_on is None and not contract.source:
        # Entered by hand: without a signature it never began.
        return State.DRAFT
    return rules.state_on(contract.facts(), on=on)
