"""Plan again when a fact changes that a timetable rests on; the act that changes it is open."""

from __future__ import annotations

from datetime import date

from hub.platform.actors import Actor
from hub.procurement import selectors
from hub.procurement.models import Procurement
from hub.procurement.services.planning import keep


def replan(procurement: Procurement, *, why: str, on: date, by: Actor) -> None:
    """Keep a new version of the timetable with what somebody typed for the last one; the caller saves the case.

    Without a lawful timetable the dates of the last one are taken off, so that nobody trusts what no longer follows.
    """
    if procurement.needed_on is None and procurement.plans.first() is None:
        _forget(procurement)
        return
    typed = selectors.typed_now(procurement, on=on)
    found = selectors.planned(procurement, typed, on=on)
    if found is not None and found.result is None:
        # Typed days may be of steps that are gone; the usual days then show the way.
        typed = selectors.without_days(typed)
        found = selectors.planned(procurement, typed, on=on)
    if found is None or found.result is None:
        _forget(procurement)
        return
    keep(procurement, typed, found, reason=why, on=on, by=by)


def _forget(procurement: Procurement) -> None:
    procurement.last_safe_start_on = procurement.plan_ends_on = procurement.slack_days = None
