"""The card of the next step of a case: what, by when, and who can."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from hub.law.findings import Finding
from hub.law.terms import Procedure
from hub.platform import gates
from hub.platform.act_table import Act, Refused
from hub.platform.clock import london
from hub.platform.deadlines.selectors import Coming
from hub.platform.ui.offers import Offer
from hub.platform.ui.parts import Link, Step
from hub.platform.words import date_with_day, list_of, lower_first, plural
from hub.procurement import acts, dated, selectors
from hub.procurement.appraisal import acts as appraising
from hub.procurement.appraisal import selectors as options
from hub.procurement.models import Procurement
from hub.procurement.rules.steps import Missing, comes_first, next_act
from hub.procurement.terms import BEFORE_MARKET, State


def _short(act: Act) -> str:
    return act.name.rpartition(".")[2]


NAMED: dict[str, Act] = {
    _short(act): act
    for act in (
        appraising.APPRAISE, acts.ABANDON, acts.ESTIMATE, acts.REVISE, acts.AGGREGATE, acts.ADVISE,
        acts.CHOOSE_PROCEDURE, acts.PLAN, acts.NAME_TEAM, acts.SET_LOTS, acts.SET_OBJECTIVES, acts.DECIDE_SOCIAL_VALUE,
        acts.CONSIDER_SMES, acts.ASSESS_CONFLICTS, acts.DECIDE_INTEREST, acts.APPROVE, acts.COMPETE, acts.AWARD,
        acts.CLOSE,
    )
}  # fmt: skip
# The gate before the stage that follows each state: what it requires is what the case must have next.
GATES = {State.SHAPING: "strategy", State.APPROVED: "market", State.COMPETING: "award", State.AWARDED: "service"}


def next_step(case: Procurement, offers: list[Offer], *, at: datetime) -> Step:
    """Give the next step of a case: a duty that is due before it has to go on, or else what it lacks.

    A need date that is out of reach comes first, and no requirement of a gate last.
    """
    on, own = london(at).date(), _own_step(case, offers, at)
    duty = dated.soonest(case, at=at)
    safe = case.last_safe_start_on if case.status in BEFORE_MARKET else None
    is_late = case.is_going_on and case.slack_days is not None and case.slack_days < 0
    return _due(duty, own, on) if duty and not is_late and comes_first(duty.row.due_on, safe, on=on) else own


def _own_step(case: Procurement, offers: list[Offer], at: datetime) -> Step:
    on = london(at).date()
    found = next_act(selectors.situation(case, on=on), _missing(case, at))
    if found is None:
        return Step(kicker="Next step", act="Nothing is left to do here")
    if found.act == "appraise" and (going := options.underway(case)):
        go_on = Link(f"Go on with {going.reference}", going.get_absolute_url())
        return Step(kicker=_kicker(case, on), act=found.title, why=f"{going.get_status_display()}.", link=go_on)
    act = NAMED.get(found.act)
    offer = next((each for each in offers if each.act is act), None) if act else None
    why, link = found.why, Link(found.title, found.page) if found.page else None
    if act and offer and offer.is_open:
        link = Link(act.phrase, offer.url)
    elif act and (bar := _gate_before(act, case, at)):
        why, link = f"{why} {bar.message}", Link("See what stands in the way", bar.cure)
    elif offer and offer.who:
        why, link = f"{why} {list_of(list(offer.who), 'or')} can do this.", None
    elif offer:
        why = f"{why} {offer.reason}"
        link = Link("See what stands in the way", offer.cure) if offer.cure else None
    return Step(kicker=_kicker(case, on), act=found.title, why=why.strip(), link=link)


def _gate_before(act: Act, case: Procurement, at: datetime) -> Finding | None:
    """Give the gate that an act waits for; who cannot perform the act may be the one who submits the pack."""
    try:
        if act.after_gate:
            gates.check(act, [case], at)
    except Refused as refused:
        return refused.findings[0]
    return None


def _missing(case: Procurement, at: datetime) -> Iterator[Missing]:
    """Ask the gates before the next stage what they still require; nothing is asked before somebody reads it."""
    gate = GATES.get(State(case.status))
    if case.status == State.APPROVED and case.procedure == Procedure.DIRECT_AWARD:
        gate = GATES[State.COMPETING]
    for gap in gates.gaps(case, gate, at) if gate else ():
        yield Missing(_short(gap.act) if gap.act else "", gap.todo, gap.says, gap.page, gap.comes_first)


def _due(duty: Coming, own: Step, on: date) -> Step:
    """Give a duty on another record of the case as its next step, with who answers for it and what comes after."""
    row = duty.row
    days = (row.due_on - on).days
    said = f"in {plural(days, 'day')}" if days > 0 else "today" if days == 0 else f"{plural(-days, 'day')} late"
    who = f"{row.person.name} answers for it." if row.person else ""
    after = f"After that: {lower_first(own.act)}." if own.link else ""
    why = " ".join(filter(None, [who, after]))
    kicker = f"Next step. Due {date_with_day(row.due_on)}, {said}"
    return Step(kicker=kicker, act=duty.sentence, why=why, link=Link(row.declared.label, duty.link))


def _kicker(case: Procurement, on: date) -> str:
    safe = case.last_safe_start_on
    if safe is None or not case.is_going_on:
        return "Next step"
    if safe < on:
        days = plural((on - safe).days, "day")
        return f"Next step. The last safe start was {date_with_day(safe)}, {days} ago"
    return f"Next step. Last safe start: {date_with_day(safe)}"
