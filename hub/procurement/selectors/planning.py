"""What a timetable begins with: the authority's usual days, its closed days, and the law's tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hub.governance.models import Body
from hub.law.answers import Answer, undecided
from hub.law.planning.terms import StepName, Timetable
from hub.law.tables import Tables
from hub.law.terms import ContractKind
from hub.pipeline.models import PipelineEntry
from hub.platform.reference import lookup
from hub.platform.reference.statute import statute
from hub.platform.tenancy.models import Authority
from hub.procurement.deciding import approved_on, noticed_on
from hub.procurement.models import PlanVersion, Procurement
from hub.procurement.rules import planning, standing
from hub.procurement.selectors.finding import vat_percent
from hub.procurement.selectors.meetings import DECIDED_BY, deciding, meetings_for, usual_bodies
from hub.procurement.terms import VatTreatment

USUAL, CLOSED = "planning_days", "closed_days"
# A calendar of meetings that ends longer than this before the latest day of a decision would, counted back from,
# make the last safe start the end of the calendar.
REACH = timedelta(days=42)
LENGTHS = {
    "preparation": "preparation_days",
    "selection": "selection_days",
    "evaluation": "evaluation_days",
    "mobilisation": "mobilisation_days",
    "call_in": "call_in_working_days",
    "quiet": "quiet_days",
}


def tables_for(procurement: Procurement) -> Tables:
    """Give the law's tables for the authority of a procurement."""
    return statute(procurement.authority)


def standing_of(procurement: Procurement) -> standing.Standing | None:
    """Say where a procurement stands against its threshold; None while its kind or value is not known."""
    return standing.standing(procurement, tables=tables_for(procurement))


def known_for_plan(procurement: Procurement, procedure: str = "", ground: str = "") -> planning.Known | None:
    """Give what a timetable needs of a procurement; None while too little is known."""
    return planning.known_of(procurement, standing_of(procurement), procedure, ground)


def planned(
    procurement: Procurement, typed: planning.TypedPlan, *, on: date, procedure: str = "", ground: str = ""
) -> Answer[Timetable] | None:
    """Work a timetable out by the law of the procurement's authority; None while its kind or value is not known.

    :param procedure: the one to plan with; the chosen or the usual one unless given.
    """
    known = known_for_plan(procurement, procedure, ground)
    if known is None:
        return None
    meetings, wrong = meetings_for(procurement.authority, typed, on=on)
    if wrong:
        return undecided(*wrong)
    found = planning.plan(known, typed, on=on, tables=tables_for(procurement), meetings=meetings)
    if procedure or procurement.procedure or not planning.is_closed_route(found):
        return found
    # Until a procedure is chosen, an intention that the law does not allow gives way to the usual procedure.
    usual = known_for_plan(procurement, usual_procedure(procurement), ground)
    assert usual is not None, "what was known a moment ago is known"
    return planning.plan(usual, typed, on=on, tables=tables_for(procurement), meetings=meetings)


def usual_procedure(procurement: Procurement) -> str:
    """Give the usual procedure on its side of the threshold; nothing while that is not known."""
    known = standing_of(procurement)
    return str(planning.usual_of(known)) if known else ""


def usual_days(authority: Authority, *, on: date) -> dict[str, int]:
    """Give the usual days of the authority's own steps, by the field of a plan."""
    rows = {row.code: int(row.data["days"]) for row in lookup.layered(USUAL, on=on, authority=authority)}
    return {name: rows[code] for code, name in LENGTHS.items() if code in rows}


def closed_spans(authority: Authority, *, on: date) -> tuple[tuple[date, date], ...]:
    """Give the spans in which the authority decides nothing and that are not over, as far as they are entered."""
    rows = lookup.layered(CLOSED, on=on, authority=authority)
    spans = [(date.fromisoformat(row.data["first"]), date.fromisoformat(row.data["last"])) for row in rows]
    return tuple(sorted(span for span in spans if span[0] <= span[1] and span[1] >= on))


def usual_plan(procurement: Procurement, *, on: date) -> planning.TypedPlan:
    """Give the plan that nobody has changed yet, with the meetings of the bodies that decide.

    Where their calendar does not reach far enough, officers are planned with; somebody then says what else holds.
    """
    plain = planning.TypedPlan(
        start_on=procurement.start_on or on,
        needed_by=procurement.needed_on,
        key_decision=bool(procurement.is_key_decision),
        closed=closed_spans(procurement.authority, on=on),
        **usual_days(procurement.authority, on=on),  # type: ignore[arg-type]
    )
    bodies = usual_bodies(procurement, on=on)
    alone = planned(procurement, plain, on=on) if bodies else None
    if alone is None or alone.result is None:
        return plain
    latest = _latest_days(alone.result)
    some = {name: code for name, (code, last) in bodies.items() if name not in latest or last >= latest[name] - REACH}
    typed = replace(plain, approval_body=some.get("approval_body", ""), award_body=some.get("award_body", ""))
    found = planned(procurement, typed, on=on) if some else None
    return typed if found is not None and found.result is not None else plain


def _latest_days(timetable: Timetable) -> dict[str, date]:
    """Give the latest days on which officers could decide, by the field of a plan; none without a need date."""
    if timetable.last_safe_start_on is None or timetable.slack_days is None:
        return {}
    award = next(one for one in timetable.steps if one.step == StepName.AWARD_DECISION)
    found = {"approval_body": timetable.last_safe_start_on}
    return found | ({"award_body": award.ends_on + timedelta(days=award.slack_days)} if award.slack_days else {})


def safe_start(entry: PipelineEntry, on: date) -> date | None:
    """Count back from the need of an entry of the plan as from that of a case, by the law and the usual days.

    A value without VAT counts with the standard rate, the careful one. None while kind, value or need is not known.
    """
    value = entry.value_inc_vat
    if value is None and entry.value_ex_vat is not None:
        value = entry.value_ex_vat * (1 + vat_percent(VatTreatment.STANDARD, on=on) / 100)
    if entry.needed_on is None or value is None:
        return None
    case = Procurement(
        authority=entry.authority, rules_on=on, start_on=on, needed_on=entry.needed_on, estimate_inc_vat=value,
        contract_kind=entry.contract_kind, procedure=entry.procedure,
        is_light_touch=entry.contract_kind == ContractKind.LIGHT_TOUCH,
    )  # fmt: skip
    found = planned(case, usual_plan(case, on=on), on=on)
    return found.result.last_safe_start_on if found is not None and found.result is not None else None


def typed_now(procurement: Procurement, *, on: date) -> planning.TypedPlan:
    """Give what the next plan begins with: the newest one, with the need date and start that hold now."""
    newest = newest_plan(procurement)
    if newest is None:
        return usual_plan(procurement, on=on)
    typed = replace(
        planning.typed_of(newest.facts),
        start_on=procurement.start_on or on,
        needed_by=procurement.needed_on,
        key_decision=bool(procurement.is_key_decision),
        closed=closed_spans(procurement.authority, on=on),
    )
    return _with_approval(_with_deciders(typed, procurement, on), procurement)


def follows_rules(procurement: Procurement, typed: planning.TypedPlan, *, on: date) -> bool:
    """Say whether a plan waits for the bodies that gates and scheme name, as far as their calendar reaches.

    Whoever chose another body, or an officer in place of one, meant it; that choice stays when the case changes.
    """
    usual, named = usual_plan(procurement, on=on), deciding(procurement, on=on)
    return all(
        getattr(typed, name) == getattr(usual, name) or getattr(typed, name) == named.get(name, "")
        for name in DECIDED_BY
    )


def _with_deciders(typed: planning.TypedPlan, procurement: Procurement, on: date) -> planning.TypedPlan:
    """Let a plan that follows the rules wait for the bodies that decide now; a decision that is taken stays."""
    if not typed.by_rules:
        return typed
    usual, named = usual_plan(procurement, on=on), deciding(procurement, on=on)
    taken = {"approval_body": approved_on(procurement), "award_body": procurement.awarded_on}

    def body(name: str) -> str:
        was, now = getattr(typed, name), getattr(usual, name)
        # A body without meetings enough still decides: nobody may believe that an officer does.
        stays = taken[name] is not None or (not now and named.get(name) == was)
        return was if stays else now

    return replace(typed, approval_body=body("approval_body"), award_body=body("award_body"))


def served_otherwise(body: Body, *, on: date) -> list[tuple[Procurement, date]]:
    """Give the cases that go on and that a body decides on another day than planned, by its calendar of now.

    :returns: each with the day on which the body decides; those for which somebody chose otherwise are left out.
    """
    going_on = Procurement.objects.going_on().filter(authority=body.authority_id)
    found = ((case, _decides_on(body, case, on)) for case in going_on.select_related("authority", "owner"))
    return [(case, day) for case, day in found if day is not None]


def _decides_on(body: Body, case: Procurement, on: date) -> date | None:
    """Give the day on which a body decides a case, where its newest timetable has another; None where it has not."""
    newest = newest_plan(case)
    if newest is None or not newest.facts.get("by_rules"):
        return None
    typed = typed_now(case, on=on)
    steps = {str(step) for name, step in DECIDED_BY.items() if getattr(typed, name) == body.code}
    told = planned(case, typed, on=on) if steps else None
    if told is None or told.result is None:
        return None
    was = {one["step"]: one["ends_on"] for one in newest.steps}
    ahead = [one for one in told.result.steps if str(one.step) in steps and not one.done]
    return min((one.ends_on for one in ahead if one.ends_on.isoformat() != was.get(str(one.step))), default=None)


def _with_approval(typed: planning.TypedPlan, procurement: Procurement) -> planning.TypedPlan:
    """Put the decision of the body on its day, once it is taken, so that nobody waits for the next meeting.

    A key decision stands with its notice; where that is not known, nothing is put.
    """
    named = {one.step for one in typed.days if one.sort != planning.RowKind.MEETING}
    if not typed.approval_body or StepName.APPROVAL in named:
        return typed
    day = approved_on(procurement)
    if day is None or (typed.start_on and day < typed.start_on):
        return typed
    rows = [planning.TypedDay(StepName.APPROVAL, day, planning.RowKind.DONE)]
    if typed.key_decision and StepName.KEY_DECISION_NOTICE not in named:
        told = noticed_on(procurement)
        if told is None or (typed.start_on and told < typed.start_on):
            return typed
        # The days of the notice run until the decision.
        last = max(told, day - timedelta(days=1))
        rows.append(planning.TypedDay(StepName.KEY_DECISION_NOTICE, last, planning.RowKind.DONE, told))
    return replace(typed, days=(*rows, *typed.days))


def newest_plan(procurement: Procurement) -> PlanVersion | None:
    """Give the newest version of the timetable, or None."""
    return procurement.plans.select_related("made_by").first()


def plan_numbered(procurement: Procurement, number: int) -> PlanVersion | None:
    """Give one version of the timetable, or None."""
    return procurement.plans.select_related("made_by").filter(number=number).first()
