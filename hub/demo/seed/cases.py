"""Case files in every state: some from the pipeline, some begun directly, and those of the years before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.law.terms import ContractKind, Procedure
from hub.pipeline import services as pipeline
from hub.procurement import rules, services
from hub.procurement.models import Procurement
from hub.procurement.services import Listed, LotDecision, LotTerms, ObjectiveTerms, PartTerms
from hub.procurement.terms import EstimateMethod, SocialValue, State, TeamRole, VatTreatment

# What was bought in the years before: title, department, kind, CPV code, value without VAT.
BEFORE = (
    ("Grass cutting of parks", "Place", ContractKind.SERVICES, "77310000", 380_000),
    ("Laptops for staff", "Digital", ContractKind.GOODS, "30213100", 640_000),
    ("Footway resurfacing", "Highways", ContractKind.WORKS, "45233222", 2_400_000),
    ("Travel training for young people", "Transport", ContractKind.LIGHT_TOUCH, "80000000", 210_000),
    ("Payroll system", "Finance", ContractKind.SERVICES, "72268000", 520_000),
    ("Window cleaning of depots", "Place", ContractKind.SERVICES, "90911300", 46_000),
    ("Playground equipment", "Place", ContractKind.GOODS, "37535200", 155_000),
    ("Bridge bearings", "Highways", ContractKind.WORKS, "45221119", 880_000),
    ("Occupational health", "People", ContractKind.LIGHT_TOUCH, "85147000", 190_000),
    ("Bus stop flags", "Transport", ContractKind.GOODS, "34992200", 72_000),
    ("Legal case system", "Legal", ContractKind.SERVICES, "48000000", 96_000),
    ("School transport audit", "Transport", ContractKind.SERVICES, "79212000", 38_000),
)
YEARS = (date(2025, 3, 10), date(2025, 6, 16), date(2025, 9, 15), date(2026, 1, 19), date(2026, 4, 20))
# How far the cases of each of those days are by now, in turn.
FATES = (State.CLOSED, State.AWARDED, State.CLOSED, State.COMPETING, State.APPROVED)
TEAM = ("tom", "priya", "daniel", "helen", "aisha")


def write(script: Script, stage: Stage) -> None:
    """Write the history of the cases into the script."""
    for number, day in enumerate(YEARS):
        script.on(day, lambda at, n=number: take_over(stage, n, at), hour=15)  # type: ignore[misc]
    script.on(date(2026, 9, 14), from_plan(stage), hour=9)
    script.on(date(2026, 10, 12), shelters(stage), hour=11)
    script.on(date(2026, 11, 2), survey(stage), hour=11)
    script.on(date(2026, 11, 9), late(stage), hour=11)
    script.on(date(2026, 11, 16), small(stage), hour=11)


def worth(amount: int, method: str = EstimateMethod.LAST_CONTRACT) -> rules.Typed:
    """Give an estimate without VAT, at the standard rate."""
    how = "What the last contract cost, with prices as they are now."
    return rules.Typed(amount=Decimal(amount), treatment=VatTreatment.STANDARD, method=method, how=how)


def take_over(stage: Stage, number: int, at: datetime) -> None:
    """Take over the cases of a list, each of which is some steps on since."""
    owners = [stage.cast.people[key] for key in ("priya", "morag")]
    listed = [
        Listed(
            {
                "title": f"{title} {at.year}" if number else title, "department": department, "contract_kind": kind,
                "is_light_touch": kind == ContractKind.LIGHT_TOUCH, "main_cpv": cpv, "owner": owners[place % 2],
                "needed_on": date(at.year + 1, 4, 1),
            },
            worth(value + 1_000 * number * place),
        )
        for place, (title, department, kind, cpv, value) in enumerate(BEFORE)
    ]  # fmt: skip
    made = services.begin_many(authority=stage.home, listed=listed, by=stage.actor("morag"), at=at)
    fate = FATES[number]
    for state in (State.APPROVED, State.COMPETING, State.AWARDED, State.CLOSED):
        by = stage.actor("morag" if state == State.APPROVED else "priya")
        services.advance_many(made, to=state, by=by, at=at)
        if state == fate:
            break


def team(stage: Stage) -> list[PartTerms]:
    """Give a whole team."""
    roles = (TeamRole.PROJECT, TeamRole.PROCUREMENT, TeamRole.LEGAL, TeamRole.FINANCE, TeamRole.CONTRACT_MANAGER)
    return [PartTerms(stage.cast.people[key], role) for key, role in zip(TEAM, roles, strict=True)]


def decide(stage: Stage, case: Procurement, at: datetime, **answers: Any) -> None:
    """Find the routes and choose the usual one."""
    by = stage.actor("priya")
    services.advise(case, answers=rules.Answers(**answers), by=by, at=at)
    is_covered = case.advice.filter(is_covered=True).exists()
    usual = Procedure.OPEN if is_covered else Procedure.BELOW_THRESHOLD
    reason = "It can be specified fully, and few firms are likely to tender."
    services.choose_procedure(case, procedure=usual, reason=reason, by=by, at=at)


def shape(stage: Stage, case: Procurement, at: datetime) -> None:
    """Decide everything that a plan needs."""
    by = stage.actor("priya")
    lots = [LotTerms("1", "North of the river", Decimal(700_000), True), LotTerms("2", "South", Decimal(500_000), True)]
    services.set_lots(case, decision=LotDecision(could_be_several=True, suitable=True, lots=lots), by=by, at=at)
    services.name_team(case, parts=team(stage), by=by, at=at)
    aim = ObjectiveTerms("Clean and safe bus stops", "Complaints about shelters each month", baseline="46", target="20")
    services.set_objectives(case, objectives=[aim], by=by, at=at)
    reason = "Jobs and training for people who live here; the market can offer both."
    services.decide_social_value(case, decision=SocialValue.IN, weight=Decimal(15), reason=reason, by=by, at=at)
    services.consider_smes(
        case, barriers="One contract for the whole area, and the insurance that we usually ask for.",
        steps="Two lots, and insurance only from the award.", by=by, at=at,
    )  # fmt: skip
    services.declare(case, interest_kind="none", by=by, at=at)
    services.declare(
        case, interest_kind="family", about="My brother drives for Meridian FM plc.", by=stage.actor("tom"), at=at
    )
    services.decide_interest(
        case, interest=case.interests.get(person=stage.cast.people["tom"], is_current=True), outcome="managed",
        steps="Tom writes the need and takes no part in criteria or evaluation.", by=stage.actor("daniel"), at=at,
    )  # fmt: skip
    services.assess_conflicts(
        case, conflicts="Tom Okafor has a brother who drives for Meridian FM plc, which may tender.",
        steps="Tom takes no part in criteria or evaluation. Every evaluator declares before opening.",
        review_on=date(2027, 2, 1), by=by, at=at,
    )  # fmt: skip


def shelters(stage: Stage) -> Step:
    """Shape a case that is begun directly; its gates are passed later."""

    def do(at: datetime) -> None:
        facts = {
            "title": "Bus shelter cleaning", "description": "Cleaning and small repairs of 640 bus shelters.",
            "contract_kind": ContractKind.SERVICES, "is_light_touch": False, "main_cpv": "90911200",
            "department": "Transport", "needed_on": date(2027, 9, 1), "term_months": 48, "tier": "gold",
            "risk_level": "medium", "is_key_decision": False, "has_political_interest": True, "is_novel": False,
        }  # fmt: skip
        by = stage.actor("priya")
        case = services.begin(authority=stage.home, facts=facts, estimate=worth(1_200_000), by=by, at=at)
        decide(stage, case, at)
        shape(stage, case, at)

    return do


def from_plan(stage: Stage) -> Step:
    """Begin a case from the plan: nothing is typed twice."""

    def do(at: datetime) -> None:
        by = stage.actor("priya")
        entries = stage.home.pipeline_entries.filter(status="planned", value_ex_vat__isnull=False).order_by("needed_on")
        for entry in entries[:2]:
            kind = ContractKind.SERVICES
            services.begin_from(entry, vat_treatment=VatTreatment.STANDARD, contract_kind=kind, by=by, at=at)

    return do


def survey(stage: Stage) -> Step:
    """Begin a survey whose routes are found and whose timetable is planned."""

    def do(at: datetime) -> None:
        by = stage.actor("priya")
        facts = {"title": "Highways survey", "description": "Condition survey of 2,100 km of road.",
                 "department": "Highways", "main_cpv": "71311210", "category": "Highways",
                 "value_ex_vat": Decimal(460_000)}  # fmt: skip
        needed = date(2027, 9, 1)
        entry = pipeline.propose(authority=stage.home, facts=facts, needed_on=needed, by=stage.actor("tom"), at=at)
        pipeline.plan(
            entry, owner=stage.cast.people["priya"], needed_on=needed, start_by=None, value_ex_vat=Decimal(460_000),
            budget_line="H-204", by=by, at=at,
        )  # fmt: skip
        case = services.begin_from(
            entry, vat_treatment=VatTreatment.STANDARD, contract_kind=ContractKind.SERVICES, by=by, at=at
        )
        decide(stage, case, at, framework=True)

    return do


def late(stage: Stage) -> Step:
    """Begin a case whose need date is out of reach already."""
    return _begun(
        stage, "Tram depot energy", ContractKind.GOODS, cpv="09310000", value=900_000, needed_on=date(2027, 2, 1)
    )


def small(stage: Stage) -> Step:
    """Begin a case below its threshold, and give another up."""
    begin = _begun(
        stage, "Visitor survey", ContractKind.SERVICES, cpv="79320000", value=24_000, needed_on=date(2027, 6, 1)
    )

    def do(at: datetime) -> None:
        begin(at)
        facts = {"title": "Cycle counters", "contract_kind": ContractKind.GOODS, "main_cpv": "34926000"}
        case = services.begin(authority=stage.home, facts=facts, estimate=worth(60_000), by=stage.actor("priya"), at=at)
        services.abandon(case, reason="The grant was not awarded.", by=stage.actor("morag"), at=at)

    return do


def _begun(stage: Stage, title: str, kind: str, *, cpv: str, value: int, needed_on: date) -> Callable[[datetime], None]:
    def do(at: datetime) -> None:
        facts = {
            "title": title,
            "contract_kind": kind,
            "main_cpv": cpv,
            "needed_on": needed_on,
            "department": "Transport",
        }
        services.begin(
            authority=stage.home, facts=facts, estimate=worth(value, EstimateMethod.MARKET_PRICES),
            by=stage.actor("priya"), at=at,
        )  # fmt: skip

    return do
