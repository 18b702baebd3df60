"""What follows a recommendation: tell everybody, confirm with the entry of the register, or set it aside."""

from __future__ import annotations

from datetime import datetime

from hub.award import acts, entering
from hub.award.models import Award
from hub.award.services.telling import tell_outcome, tell_set_aside
from hub.award.terms import State
from hub.platform.actors import Actor
from hub.platform.acts import perform, together
from hub.platform.clock import london
from hub.procurement import services as procuring


def inform(one: Award, *, by: Actor, at: datetime, version: int | None = None) -> Award:
    """Tell all who answered at once, once it is approved and its gate is passed.

    :raises NeedsApproval: while nobody else approved it.
    """
    with together():
        with perform(acts.INFORM, one, by=by, at=at, version=version):
            one.informed_at = at
            one.save()
        tell_outcome(one, by=by, at=at)
    return one


def confirm(one: Award, *, by: Actor, at: datetime, version: int | None = None) -> Award:
    """Confirm it: the case is awarded, and the entry of the contract register is made, with nothing typed again."""
    with together():
        with perform(acts.CONFIRM, one, by=by, at=at, version=version) as done:
            one.confirmed_at = at
            entered = entering.enter(one, by=by, at=at)
            if entered is not None:
                one.entry_number, one.entry_reference, one.entry_page = entered.number, entered.reference, entered.page
                done.note(contract=entered.reference)
            one.save()
        procuring.award(one.procurement, on=london(at).date(), award_ex_vat=one.price_ex_vat, by=by, at=at)
    return one


def set_aside(one: Award, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Award:
    """Set it aside before it is confirmed, with the reason; whoever was told is told that too."""
    with together():
        was_told = one.status == State.INFORMED
        with perform(acts.SET_ASIDE, one, by=by, at=at, version=version) as done:
            one.set_aside_at, one.set_aside_reason = at, reason.strip()
            one.save()
            done.note(reason.strip())
        if was_told:
            tell_set_aside(one, by=by, at=at)
    return one
