"""Cases in every state, reached by performing the real acts. Tests and the demo are built from these."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hub.law.terms import ContractKind, Procedure
from hub.pipeline import services as pipeline
from hub.pipeline.models import PipelineEntry
from hub.platform.actors import Actor
from hub.platform.acts import together
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority
from hub.procurement import rules, services
from hub.procurement.models import Procurement
from hub.procurement.services import LotDecision, LotTerms, ObjectiveTerms, PartTerms
from hub.procurement.terms import EstimateMethod, SocialValue, TeamRole, VatTreatment

USUAL: dict[str, Any] = {
    "title": "Bus shelter cleaning",
    "description": "Cleaning and small repairs of 640 bus shelters.",
    "contract_kind": ContractKind.SERVICES,
    "is_light_touch": False,
    "main_cpv": "90911200",
    "department": "Transport",
    "needed_on": date(2027, 9, 1),
    "term_months": 48,
}
VALUE = rules.Typed(
    amount=Decimal(1_200_000),
    treatment=VatTreatment.STANDARD,
    method=EstimateMethod.LAST_CONTRACT,
    how="The present contract, with wages as they are now.",
)


def shaping(
    *, authority: Authority, by: Actor, at: datetime, estimate: rules.Typed | None = VALUE, **facts: Any
) -> Procurement:
    """Tell of a case that somebody has just opened."""
    return services.begin(authority=authority, facts={**USUAL, **facts}, estimate=estimate, by=by, at=at)


def planned_entry(*, authority: Authority, owner: Person, by: Actor, at: datetime, **facts: Any) -> PipelineEntry:
    """Tell of an entry of the pipeline that is ready to start."""
    told = {
        "title": "Highways survey", "description": "Condition survey of 2,100 km of road.", "department": "Highways",
        "main_cpv": "71311210", "category": "Highways", "value_ex_vat": Decimal(460_000),
    }  # fmt: skip
    needed = facts.pop("needed_on", date(2027, 9, 1))
    entry = pipeline.propose(authority=authority, facts={**told, **facts}, needed_on=needed, by=by, at=at)
    return pipeline.plan(
        entry, owner=owner, needed_on=needed, start_by=None, value_ex_vat=entry.value_ex_vat, budget_line="H-204",
        by=by, at=at,
    )  # fmt: skip


def routed(case: Procurement, *, by: Actor, at: datetime, procedure: str = "") -> Procurement:
    """Ask which routes are open, and choose the open procedure, or below the threshold quotes."""
    services.advise(case, answers=rules.Answers(), by=by, at=at)
    usual = Procedure.OPEN if case.advice.first().is_covered else Procedure.BELOW_THRESHOLD
    why = "It can be specified fully and draws few tenders."
    return services.choose_procedure(case, procedure=procedure or usual, reason=why, by=by, at=at)


@together()
def shaped(case: Procurement, *, team: list[Person], by: Actor, at: datetime) -> Procurement:
    """Decide everything that a plan needs: route, lots, team, aims and conflicts."""
    routed(case, by=by, at=at)
    lots = [LotTerms("1", "North", Decimal(700_000), True), LotTerms("2", "South", Decimal(500_000), True)]
    services.set_lots(case, decision=LotDecision(could_be_several=True, suitable=True, lots=lots), by=by, at=at)
    roles = (
        TeamRole.PROJECT, TeamRole.PROCUREMENT, TeamRole.LEGAL, TeamRole.FINANCE, TeamRole.CONTRACT_MANAGER,
    )  # fmt: skip
    parts = [PartTerms(team[place % len(team)], role) for place, role in enumerate(roles)]
    services.name_team(case, parts=parts, by=by, at=at)
    aim = ObjectiveTerms("Clean and safe bus stops", "Complaints about shelters each month", target="Under 20")
    services.set_objectives(case, objectives=[aim], by=by, at=at)
    services.decide_social_value(
        case, decision=SocialValue.IN, weight=Decimal(15), reason="Local jobs for cleaning crews.", by=by, at=at
    )
    services.consider_smes(
        case, barriers="One contract for the whole area is too large for local firms.",
        steps="Two lots, and insurance only from the award.", by=by, at=at,
    )  # fmt: skip
    services.declare(case, interest_kind="none", by=by, at=at)
    services.assess_conflicts(
        case, conflicts="None identified.", steps="Each evaluator declares before any tender is opened.",
        review_on=date(at.year + 1, at.month, min(at.day, 28)), by=by, at=at,
    )  # fmt: skip
    return case


def approved(case: Procurement, *, team: list[Person], by: Actor, at: datetime) -> Procurement:
    """Approve a case in which everything is decided; ``by`` leads."""
    shaped(case, team=team, by=by, at=at)
    return services.approve(case, by=by, at=at)
