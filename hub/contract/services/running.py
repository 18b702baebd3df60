"""What happens to a contract in its life: rest, more time, the end."""

from __future__ import annotations

from datetime import date, datetime

from hub.contract import acts, rules
from hub.contract.models import Contract, Extension, ExtensionOption, Suspension, Termination
from hub.contract.selectors import options
from hub.contract.services.parts import latest_end
from hub.contract.terms import OptionState, TerminationGround
from hub.law.findings import Finding
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.clock import london


class CannotEnd(Refused):
    """The contract cannot end on that day for that ground."""


def suspend(contract: Contract, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Contract:
    """Let a contract rest."""
    with perform(acts.SUSPEND, contract, by=by, at=at, version=version) as entry:
        Suspension(contract=contract, happened_on=london(at).date(), reason=reason).save()
        contract.save(update_fields=["status"])
        entry.note(reason)
    return contract


def resume(contract: Contract, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Contract:
    """Let a resting contract go on."""
    with perform(acts.RESUME, contract, by=by, at=at, version=version) as entry:
        for suspension in contract.suspensions.filter(resumed_on__isnull=True):
            suspension.resumed_on = london(at).date()
            suspension.resume_reason = reason
            suspension.save()
        contract.save(update_fields=["status"])
        entry.note(reason)
    return contract


@bars(acts.EXTEND)
def _may_extend(contract: Contract, by: Actor, at: datetime) -> list[Finding]:
    return rules.bars_to_extending(contract.facts(), options(contract), on=london(at).date())


def extend(contract: Contract, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Contract:
    """Use the next extension option: the contract ends later."""
    with perform(acts.EXTEND, contract, by=by, at=at, version=version) as entry:
        on = london(at).date()
        option = _decide(contract, OptionState.USED, on)
        before = contract.ends_on
        assert before is not None
        contract.ends_on = rules.add_months(before, option.months)
        contract.latest_end_on = latest_end(contract)
        Extension(
            contract=contract,
            option=option,
            happened_on=on,
            reason=reason,
            ended_on_before=before,
            ends_on_after=contract.ends_on,
        ).save()
        contract.save(update_fields=["status", "ends_on", "latest_end_on"])
        entry.note(reason, option=option.number, months=option.months, ends_on=contract.ends_on)
    return contract


@bars(acts.DECLINE_EXTENSION)
def _may_decline(contract: Contract, by: Actor, at: datetime) -> list[Finding]:
    return rules.bars_to_declining(contract.facts(), options(contract))


def decline_extension(
    contract: Contract, *, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Contract:
    """Decide that the next extension option is not used; the end date stays."""
    with perform(acts.DECLINE_EXTENSION, contract, by=by, at=at, version=version) as entry:
        option = _decide(contract, OptionState.DECLINED, london(at).date())
        contract.latest_end_on = latest_end(contract)
        contract.save(update_fields=["latest_end_on"])
        entry.note(reason, option=option.number)
    return contract


def _decide(contract: Contract, state: OptionState, on: date) -> ExtensionOption:
    option: ExtensionOption = contract.options.filter(state=OptionState.OPEN).earliest("number")
    option.state, option.decided_on = state, on
    option.save()
    return option


def end(
    contract: Contract,
    *,
    ended_on: date,
    ground: TerminationGround,
    reason: str,
    notice_given_on: date | None = None,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Contract:
    """End a contract before its end date.

    :raises NeedsApproval: without the approval to end it on this day for this ground.
    :raises CannotEnd: if a notice period under the contract has not run, or the day lies outside its life.
    """
    terms = rules.terms_of_ending(ended_on=ended_on, ground=ground)
    with perform(acts.END, contract, by=by, at=at, version=version, terms=terms) as entry:
        if found := rules.bars_to_ending(
            contract.facts(),
            ended_on=ended_on,
            ground=ground,
            notice_given_on=notice_given_on,
            on=london(at).date(),
        ):
            raise CannotEnd(acts.END, found)
        Termination(
            contract=contract, happened_on=ended_on, ground=ground, notice_given_on=notice_given_on, reason=reason
        ).save()
        contract.ended_on = ended_on
        contract.save(update_fields=["status", "ended_on"])
        entry.note(reason, ground=ground, ended_on=ended_on)
    return contract


@bars(acts.PUT_BACK)
def _may_put_back(contract: Contract, by: Actor, at: datetime) -> list[Finding]:
    was_ended, is_own = contract.terminations.exists(), contract.is_own(by.person_id)
    return rules.bars_to_putting_back(contract.facts(), was_ended=was_ended, is_own=is_own)


def put_back(
    contract: Contract,
    *,
    ends_on: date | None,
    has_no_end: bool,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Contract:
    """Put a contract back in force that never ended: its record was wrong.

    :param ends_on: the end that it has, today or later; None when it has none.
    :raises Refused: when that day is past, or when somebody ended it early by an act.
    """
    with perform(acts.PUT_BACK, contract, by=by, at=at, version=version) as entry:
        if found := rules.bars_to_new_end(ends_on=ends_on, has_no_end=has_no_end, on=london(at).date()):
            raise Refused(acts.PUT_BACK, found)
        contract.ends_on, contract.has_no_end, contract.ended_on = ends_on, has_no_end, None
        contract.latest_end_on = latest_end(contract)
        if found := rules.bars_to_storing(contract.facts()):
            raise Refused(acts.PUT_BACK, found)
        contract.save(update_fields=["status", "ends_on", "has_no_end", "ended_on", "latest_end_on"])
        entry.note(reason)
    return contract


@bars(acts.EXPIRE)
def _may_expire(contract: Contract, by: Actor, at: datetime) -> list[Finding]:
    return rules.bars_to_expiring(contract.facts(), on=london(at).date())


def expire(contract: Contract, *, by: Actor, at: datetime) -> Contract:
    """Let a contract expire that has passed its end date; the worker calls this."""
    with perform(acts.EXPIRE, contract, by=by, at=at):
        contract.save(update_fields=["status"])
    return contract
