"""Plan the timetable of a case and keep each version of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from hub.law.answers import Answer
from hub.law.findings import Finding
from hub.law.planning.terms import Timetable
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.clock import london
from hub.procurement import acts, selectors
from hub.procurement.models import PlanVersion, Procurement
from hub.procurement.rules import planning


def plan(
    procurement: Procurement,
    *,
    typed: planning.TypedPlan,
    reason: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Procurement:
    """Plan the timetable and keep it as the newest version; earlier ones stay.

    :param typed: what somebody chose; every day is checked against the law.
    :param reason: why a plan that misses the need date is kept all the same.
    :raises Refused: when a day breaks a rule, with its section, or the need date is missed without a reason.
    """
    on = london(at).date()
    with perform(acts.PLAN, procurement, by=by, at=at, version=version) as done:
        found = selectors.work_out(procurement, typed, on=on)
        late = [one for one in found.findings if one.code == planning.LATE]
        if late and not reason:
            words = f"{selectors.said_with_section(late[0])} To keep this plan all the same, say why."
            raise Refused(acts.PLAN, [Finding("late", words, cure="reason")])
        row = keep(procurement, typed, found, reason=reason, on=on, by=by)
        procurement.save()
        done.note(reason, plan=row.number)
    return procurement


def keep(
    procurement: Procurement,
    typed: planning.TypedPlan,
    found: Answer[Timetable],
    *,
    reason: str = "",
    on: date,
    by: Actor,
) -> PlanVersion:
    """Add a version of the timetable, and put its dates on the case without saving that."""
    timetable = found.sure()
    newest = procurement.plans.first()
    row = PlanVersion(
        procurement=procurement,
        number=(newest.number if newest else 0) + 1,
        made_on=on,
        made_by_id=by.person_id,
        reason=reason,
        facts=planning.typed_to_plain(replace(typed, by_rules=selectors.follows_rules(procurement, typed, on=on))),
        steps=planning.steps_to_plain(timetable),
        findings=[_told(one) for one in planning.warnings(found.findings)],
        ends_on=timetable.ends_on,
        needed_on=typed.needed_by,
        last_safe_start_on=timetable.last_safe_start_on,
        slack_days=timetable.slack_days,
    )
    row.save()
    procurement.start_on, procurement.needed_on = typed.start_on, typed.needed_by
    if typed.key_decision is not bool(procurement.is_key_decision):
        # Typed here it is a fact of the case, so that the next plan and the gates know it.
        procurement.is_key_decision = typed.key_decision
    procurement.last_safe_start_on = timetable.last_safe_start_on
    procurement.plan_ends_on, procurement.slack_days = timetable.ends_on, timetable.slack_days
    return row


def _told(finding: Finding) -> dict[str, str]:
    return {"code": finding.code, "message": selectors.said_with_section(finding), "citation": finding.citation}


def first_plan(procurement: Procurement, *, on: date, by: Actor) -> PlanVersion | None:
    """Plan a new case with the usual days, where enough is known; the act that began it is open.

    A plan that misses its need date is kept too: the page then says so, and what would help.
    """
    if procurement.needed_on is None:
        return None
    typed = selectors.usual_plan(procurement, on=on)
    found = selectors.planned(procurement, typed, on=on)
    if found is None or found.result is None:
        return None
    return keep(procurement, typed, found, on=on, by=by)
