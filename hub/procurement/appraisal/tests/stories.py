"""Reach the states of an appraisal by performing the real acts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from hub.platform.acts import together
from hub.procurement import rules as case_rules
from hub.procurement import services as cases
from hub.procurement.appraisal import selectors, services
from hub.procurement.appraisal.models import OptionsAppraisal
from hub.procurement.appraisal.rules import CostLine
from hub.procurement.appraisal.services import Given, OptionTerms
from hub.procurement.appraisal.terms import Delivery
from hub.procurement.models import Procurement
from hub.procurement.terms import EstimateMethod, VatBasis, VatTreatment

QUESTION = "How do we keep the library vans running from 2027?"


def case_begun(
    *, authority: Any, by: Any, at: datetime, title: str = "Library vans", worth: int = 1_200_000, **more: Any
):
    """Give a case that is being shaped."""
    typed = case_rules.Typed(
        amount=Decimal(worth), basis=VatBasis.EX, treatment=VatTreatment.STANDARD,
        method=EstimateMethod.LAST_CONTRACT, how="What the last vans cost, with inflation.",
    )  # fmt: skip
    return cases.begin(authority=authority, facts={"title": title, **more}, estimate=typed, by=by, at=at)


def terms(title: str, delivery: str, yearly: int, **more: Any) -> OptionTerms:
    """Give an option that costs so much each year."""
    costs = [CostLine("Running", Decimal(yearly), 0, 4)] if yearly else []
    return OptionTerms(title=title, delivery=delivery, costs=costs, **more)


OPTIONS = (
    terms("Do nothing", Delivery.DO_NOTHING, 90_000, fails=("in_time",)),
    terms("Own garage", Delivery.IN_HOUSE, 210_000),
    terms("With Wickmoor", Delivery.SHARED, 180_000),
    terms("New competition", Delivery.OPEN, 240_000),
)
# Points on the five judged criteria, by option.
POINTS = {1: (1, 0, 1, 1, 1), 2: (3, 3, 3, 2, 3), 3: (4, 4, 3, 4, 4), 4: (5, 3, 2, 4, 4)}


def begun(case: Procurement, *, by: Any, at: datetime) -> OptionsAppraisal:
    """Give an appraisal without options."""
    return services.begin(case, question=QUESTION, by=by, at=at)


def listed(case: Procurement, *, by: Any, at: datetime) -> OptionsAppraisal:
    """Give an appraisal with four options."""
    made = begun(case, by=by, at=at)
    for each in OPTIONS:
        services.add_option(made, terms=each, by=by, at=at)
    return made


@together()
def scoring(case: Procurement, *, by: Any, at: datetime) -> OptionsAppraisal:
    """Give an appraisal that asks for scores."""
    return services.ask_for_scores(listed(case, by=by, at=at), by=by, at=at)


def points(made: OptionsAppraisal, given: Any = None) -> dict[tuple[int, str], Given]:
    """Give scores for everything."""
    judged = selectors.whole(made).judged
    return {
        (number, one.code): Given(value, f"Because of {one.label.lower()}.")
        for number, row in (given or POINTS).items()
        for one, value in zip(judged, row, strict=True)
    }


@together()
def scored(case: Procurement, *, by: Any, at: datetime) -> OptionsAppraisal:
    """Give an appraisal with one whole sheet."""
    made = scoring(case, by=by, at=at)
    services.give(made, scores=points(made), authority=case.authority, by=by, at=at)
    return made


@together()
def chosen(case: Procurement, *, by: Any, at: datetime, number: int = 3) -> OptionsAppraisal:
    """Give an appraisal with a chosen option."""
    made = scored(case, by=by, at=at)
    option = selectors.option(made, number)
    assert option is not None
    return services.choose(made, option=option, reason="It gives the most for the money.", by=by, at=at)
