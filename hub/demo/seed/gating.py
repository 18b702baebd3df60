"""Gates in every state, their conditions, and waivers: what a committee, the lead, the chair and approvers decided."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hub.demo.seed import cases, readying
from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.gateway import services
from hub.gateway.models import GateReview, Waiver
from hub.gateway.services import Submission
from hub.governance import selectors as bodies
from hub.governance import services as governance
from hub.governance.models import Body, Meeting
from hub.governance.services import meetings
from hub.platform.approvals import selectors as standing
from hub.platform.approvals import services as approvals
from hub.procurement import services as procuring
from hub.procurement.models import Procurement
from hub.procurement.services import LotDecision, ObjectiveTerms
from hub.procurement.terms import SocialValue

SEATS = (("gwen", "chair"), ("helen", "finance"), ("daniel", "legal"), ("morag", "procurement"), ("victor", "service"))
HELD = date(2026, 11, 12)
SHELTERS, SURVEY, URGENT, BACK = (
    "Bus shelter cleaning", "Highways survey", "Tram depot energy", "Real-time passenger displays",
)  # fmt: skip
LIFTS = {
    "title": "Lift maintenance until the new contract", "supplier_name": "Tollgate Lifts Ltd", "department": "Estates",
    "category": "Lifts", "rule": "Three quotes, rule 12.3", "ground": "continuity", "value_ex_vat": Decimal(18_000),
    "starts_on": date(2026, 3, 1), "ends_on": date(2026, 8, 31),
    "reason": "The new contract is late by five months; the lifts of two stations must be safe until then.",
}  # fmt: skip


def write(script: Script, stage: Stage) -> None:
    """Write the gates and waivers into the script."""
    script.on(date(2026, 10, 13), lambda at: sit(stage, at), hour=9)
    script.on(date(2026, 10, 14), lambda at: ready_and_submit(stage, at), hour=11)
    script.on(HELD, lambda at: committee_decides(stage, at), hour=10)
    script.on(date(2026, 11, 16), lambda at: one_is_met(stage, at), hour=14)
    script.on(date(2026, 11, 18), lambda at: urgent_one(stage, at), hour=15)
    script.on(date(2026, 11, 19), lambda at: sent_back(stage, at), hour=10)
    script.on(date(2026, 11, 20), lambda at: waits(stage, at), hour=16)
    script.on(date(2026, 2, 24), ask(stage, "tom"))
    script.on(date(2026, 8, 24), ask(stage, "tom", again=True))
    script.on(date(2026, 9, 22), lambda at: others(stage, at))


def case_of(stage: Stage, title: str) -> Procurement:
    """Give a case by its title, as it stands now."""
    return stage.home.procurements.filter(title=title).latest("pk")


def sit(stage: Stage, at: datetime) -> None:
    """Let the committee be there with a meeting that was and one that comes."""
    body = bodies.body_with_code("gateway", stage.home) or set_up(stage, at)
    for day in (HELD, date(2026, 12, 1)):
        if not body.meetings.filter(meets_on=day).exists():
            meetings.plan(body, meets_on=day, starts_at=time(10), by=stage.actor("morag"), at=at)


def set_up(stage: Stage, at: datetime) -> Body:
    """Set the committee up, with a member of each function."""
    by = stage.actor("morag")
    functions = ("finance", "legal", "procurement", "service")
    body = governance.set_up(
        authority=stage.home, name="Gateway committee", code="gateway", quorum=4, quorum_functions=functions, by=by,
        at=at,
    )  # fmt: skip
    for key, function in SEATS:
        person = stage.cast.people[key]
        governance.seat(body, person=person, function=function, starts_on=at.date(), by=by, at=at)
    return body


def ready(stage: Stage, case: Procurement, at: datetime) -> None:
    """Decide what the gate on strategy asks and the case does not say yet."""
    by = stage.actor("priya")
    if not case.budget_line:
        procuring.revise(case, changes={"budget_line": "T-118"}, by=by, at=at)
    if not case.procedure:
        cases.decide(stage, case, at)
    if case.lots_decided_on is None:
        procuring.set_lots(case, decision=LotDecision(could_be_several=False, suitable=False), by=by, at=at)
    if not case.team.exists():
        procuring.name_team(case, parts=cases.team(stage), by=by, at=at)
    if not case.objectives.exists():
        aim = ObjectiveTerms("Journeys that people can rely on", "Share of journeys on time", target="95%")
        procuring.set_objectives(case, objectives=[aim], by=by, at=at)
    if not case.social_value:
        why = "Apprenticeships in the two districts; the market can offer them."
        procuring.decide_social_value(case, decision=SocialValue.IN, weight=Decimal(10), reason=why, by=by, at=at)
    if not case.assessments.exists():
        procuring.declare(case, interest_kind="none", by=by, at=at)
        steps = "Each evaluator declares before any tender is opened."
        procuring.assess_conflicts(case, conflicts="None identified.", steps=steps, by=by, at=at)
    if not case.appraisals.exists():
        readying.appraise(stage, case, at)
    readying.screen(stage, case, at)
    if case.has_political_interest:
        readying.brief(stage, case, at)


def gates_of(case: Procurement, at: datetime) -> dict[str, GateReview]:
    """Open the gates of a case and give them by their codes."""
    return {one.gate: one for one in services.look_again(case, at=at)}


def submit(stage: Stage, review: GateReview, at: datetime, **told: Any) -> None:
    """Submit a pack for Priya, with Ruth as its sponsor."""
    more = {"sponsor": stage.cast.people["ruth"], "has_read_lessons": True, **told}
    services.submit(review, told=Submission(**more), by=stage.actor("priya"), at=at)


def ready_and_submit(stage: Stage, at: datetime) -> None:
    """Submit the first two gates of the bus shelters for the meeting."""
    case = case_of(stage, SHELTERS)
    ready(stage, case, at)
    found = gates_of(case, at)
    held = meeting_on(stage, HELD)
    note = "The service and both districts were asked in September and agree with two lots."
    for gate in ("need", "strategy"):
        submit(stage, found[gate], at, note=note)
        if found[gate].body_id == held.body_id:
            services.put(found[gate], meeting=held, by=stage.actor("priya"), at=at)
        else:
            services.grant(found[gate], note="A clear need.", by=stage.actor("morag"), at=at)


def meeting_on(stage: Stage, day: date) -> Meeting:
    """Give the meeting of the committee on a day, planned now where governance has none."""
    body = bodies.body_with_code("gateway", stage.home)
    assert body is not None, "the committee was set up"
    return body.meetings.filter(meets_on__gte=day).order_by("meets_on").select_related("body")[0]


def committee_decides(stage: Stage, at: datetime) -> None:
    """Let the committee pass the need, and the strategy with two conditions."""
    held, chair = meeting_on(stage, HELD), stage.actor("gwen")
    if held.meets_on != at.date():
        return
    meetings.convene(held, by=stage.actor("morag"), at=at - timedelta(days=7))
    held.refresh_from_db()
    present = [stage.cast.people[key].pk for key, _ in SEATS]
    meetings.open_meeting(held, present=present, by=chair, at=at)
    conditions = [
        {"text": "Decide whether a data protection assessment is needed", "owner": stage.cast.people["tom"].pk,
         "due_on": "2026-11-20"},
        {"text": "Show the insurers' terms for small firms", "owner": stage.cast.people["aisha"].pk,
         "due_on": "2026-11-27", "comes_first": False},
    ]  # fmt: skip
    for item in held.items.filter(status="listed").order_by("position"):
        is_strategy = "strategy" in item.title
        governance.decide(
            item,
            outcome="approved_with_conditions" if is_strategy else "approved",
            text="The gate is passed.",
            reasons="The estimate rests on the present contract, and two lots open the market to small firms.",
            conditions=conditions if is_strategy else (),
            votes={"for": 4},
            by=chair,
            at=at + timedelta(minutes=20 * item.position),
        )
    meetings.close(held, notes="Both items were discussed for half an hour.", by=chair, at=at + timedelta(hours=2))


def one_is_met(stage: Stage, at: datetime) -> None:
    """Let Tom meet his condition; the case can then be approved."""
    condition = stage.home.gate_conditions.filter(review__procurement__title=SHELTERS, comes_first=True).first()
    if condition is None:
        return
    told = "No personal data is processed. The data protection officer agrees, 13 November."
    services.meet(condition, evidence=told, by=stage.actor("tom"), at=at)
    case = case_of(stage, SHELTERS)
    procuring.approve(case, by=stage.actor("morag"), at=at + timedelta(hours=1))
    review = condition.review
    note = "One competition in two lots instead of two; checked against the last two prices."
    services.credit(
        review, benefit="cost_avoided", value=Decimal(14_000), note=note, by=stage.actor("morag"), at=at
    )  # fmt: skip
    services.validate(review, by=stage.actor("helen"), at=at + timedelta(hours=2))


def urgent_one(stage: Stage, at: datetime) -> None:
    """Let the chair decide the energy of the depot, which cannot wait; it is still to be reported."""
    case = case_of(stage, URGENT)
    found = gates_of(case, at)
    why = "The present supply ends on 31 January, and the price on offer holds until Friday."
    submit(stage, found["strategy"], at, is_urgent=True, urgent_reason=why)
    by = "gwen" if not found["strategy"].role else "morag"
    note = "The price is below the forecast, and a lapse would cost more."
    services.grant(found["strategy"], note=note, by=stage.actor(by), at=at + timedelta(hours=2))


def sent_back(stage: Stage, at: datetime) -> None:
    """Let the lead send a pack back: its options were not tested."""
    facts = {
        "title": BACK, "description": "Displays at 90 stops that show when the next bus comes.",
        "department": "Transport",
        "contract_kind": "goods", "main_cpv": "34970000", "needed_on": date(2027, 10, 1), "term_months": 60,
    }  # fmt: skip
    by = stage.actor("priya")
    case = procuring.begin(authority=stage.home, facts=facts, estimate=cases.worth(140_000), by=by, at=at)
    ready(stage, case, at)
    found = gates_of(case, at)
    submit(stage, found["need"], at)
    services.grant(found["need"], note="On the plan since spring.", by=stage.actor("morag"), at=at)
    submit(stage, found["strategy"], at)
    reason = "Test leasing as well, and show what the displays at Stanbridge cost to run."
    services.send_back(found["strategy"], reason=reason, by=stage.actor("morag"), at=at + timedelta(hours=4))


def waits(stage: Stage, at: datetime) -> None:
    """Let a pack wait for the next meeting: taken back once for a wrong figure, and submitted again."""
    case = case_of(stage, SURVEY)
    ready(stage, case, at)
    found = gates_of(case, at)
    submit(stage, found["need"], at)
    services.grant(found["need"], note="The data of 2022 is out of date.", by=stage.actor("morag"), at=at)
    submit(stage, found["strategy"], at)
    services.withdraw(found["strategy"], reason="The length of road was wrong.", by=stage.actor("priya"), at=at)
    exempt = "The present contractor told us in confidence that it means to leave this market."
    submit(stage, found["strategy"], at, exemption="business", exempt_part=exempt)
    if found["strategy"].body_id:
        coming = meeting_on(stage, date(2026, 12, 1))
        services.put(found["strategy"], meeting=coming, by=stage.actor("priya"), at=at)


def ask(stage: Stage, key: str, *, again: bool = False) -> Step:
    """Let somebody ask for the waiver of the lifts, once, and again half a year later."""

    def do(at: datetime) -> None:
        more: dict[str, Any] = {}
        if again:
            more = {
                "starts_on": date(2026, 9, 1), "ends_on": date(2027, 2, 28),
                "repeat_reason": "The first competition brought one tender, which was not suitable.",
            }  # fmt: skip
        waiver = services.ask_waiver(authority=stage.home, facts={**LIFTS, **more}, by=stage.actor(key), at=at)
        grant(stage, waiver, at + timedelta(hours=3))

    return do


def grant(stage: Stage, waiver: Waiver, at: datetime) -> None:
    """Approve a waiver along the scheme, and grant it."""
    request = standing.requests_about(waiver)[0]
    for key in ("morag", "daniel", "helen")[: request.steps.count()]:
        request.refresh_from_db()
        approvals.approve(request, by=stage.actor(key), at=at)
    services.grant_waiver(waiver, by=stage.actor("priya"), at=at)


def others(stage: Stage, at: datetime) -> None:
    """Ask for three more: one waits, one is refused, one was granted and is withdrawn."""
    months = {"starts_on": date(2026, 10, 1), "ends_on": date(2027, 3, 31)}
    told = (
        (
            "Software of the old fare gates",
            "Meridian FM plc",
            "compatible",
            42_000,
            "The gates speak to this make only.",
        ),
        ("Photographs of the new station", "Larkfield Events", "best_value", 6_500, "The day cannot be repeated."),
        (
            "Temporary fencing at the depot",
            "Fenland Cycle Works",
            "urgent",
            9_800,
            "A lorry broke the fence on 20 September.",
        ),
    )
    made = []
    for title, firm, ground, value, reason in told:
        facts = {
            **LIFTS, **months, "title": title, "supplier_name": firm, "ground": ground, "reason": reason,
            "value_ex_vat": Decimal(value), "category": title,
        }  # fmt: skip
        made.append(services.ask_waiver(authority=stage.home, facts=facts, by=stage.actor("priya"), at=at))
    reason = "Three photographers can quote within a day."
    services.refuse_waiver(made[1], reason=reason, by=stage.actor("daniel"), at=at + timedelta(days=1))
    grant(stage, made[2], at + timedelta(hours=1))
    services.withdraw_waiver(
        made[2], reason="The insurer replaced the fence.", by=stage.actor("priya"), at=at + timedelta(days=6)
    )
