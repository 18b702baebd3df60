"""Gates wait for the screens that the dated gates require, by what triggers them."""

from decimal import Decimal

import pytest

from hub.gateway import selectors as gates
from hub.gateway import services as gateway
from hub.gateway.services import Submission
from hub.platform.acts import Refused
from hub.procurement import rules
from hub.procurement.appraisal.tests import stories as appraisals
from hub.procurement.terms import EstimateMethod, VatTreatment
from hub.procurement.tests import stories as cases
from hub.risk.tests import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def case_of(cast, shipped, at_nine):
    def tell(pounds: int, **facts):
        typed = rules.Typed(
            amount=Decimal(pounds), treatment=VatTreatment.STANDARD, method=EstimateMethod.LAST_CONTRACT, how="As now."
        )
        by = cast.actor("priya")
        found = cases.shaping(authority=cast.eca, estimate=typed, by=by, at=at_nine, budget_line="T-1", **facts)
        cases.shaped(found, team=[cast.tom, cast.priya, cast.daniel, cast.helen, cast.aisha], by=by, at=at_nine)
        appraisals.chosen(found, by=by, at=at_nine, number=4)
        return found

    return tell


def review_of(case, gate: str, at):
    return next(one for one in gateway.look_again(case, at=at) if one.gate == gate)


def musts(case, gate: str, at) -> set[str]:
    """Give what stops a pack now: required and not answered."""
    found = gates.gate_on(gate, at.date(), case.authority)
    return {one.key for one in gates.asked_of(case, found, at) if one.must and not one.holds}


class TestTheStrategyGate:
    def test_waits_for_the_five_screens_of_what_the_law_covers(self, case_of, cast, at_nine) -> None:
        case = case_of(1_200_000)
        review = review_of(case, "strategy", at_nine)
        with pytest.raises(Refused, match="5 screens are open"):
            gateway.submit(review, told=Submission(), by=cast.actor("priya"), at=at_nine)
        stories.all_reviewed(case, cast=cast, at=at_nine)
        gateway.submit(review, told=Submission(), by=cast.actor("priya"), at=at_nine)
        assert review.status == "submitted"

    @pytest.mark.parametrize(
        ("pounds", "facts", "keys"),
        [
            (110_000, {}, set()),
            (110_000, {"risk_level": "high"}, {"risk.screens"}),
            (110_000, {"is_novel": True}, {"risk.screens"}),
            (110_000, {"has_political_interest": True}, {"risk.screens", "gateway.councillors"}),
            (110_000, {"tier": "gold"}, {"risk.screens", "gateway.councillors"}),
            (110_000, {"is_key_decision": True}, {"risk.screens", "gateway.councillors"}),
            (1_200_000, {}, {"risk.screens"}),
        ],
    )
    def test_asks_by_what_triggers_it(self, case_of, at_nine, pounds, facts, keys) -> None:
        assert musts(case_of(pounds, **facts), "strategy", at_nine) == keys


class TestTheMarketGate:
    @pytest.mark.parametrize(
        ("pounds", "facts", "keys"),
        [
            (110_000, {}, {"risk.screens"}),
            (1_200_000, {"is_novel": True}, {"risk.screens", "engagement.held"}),
            (1_200_000, {"tier": "gold"}, {"risk.screens", "engagement.held"}),
        ],
    )
    def test_asks_for_screens_of_everything_and_for_engagement_by_trigger(
        self, case_of, at_nine, pounds, facts, keys
    ) -> None:
        assert musts(case_of(pounds, **facts), "market", at_nine) - {"paper.specification"} == keys

    def test_waits_for_the_assessment_that_the_screens_ask_for(self, case_of, cast, at_nine) -> None:
        case = case_of(110_000)
        for topic in ("slavery", "failure", "fraud", "external"):
            stories.reviewed(case, topic, cast=cast, at=at_nine)
        stories.reviewed(case, "data", cast=cast, at=at_nine, yes=("personal", "special"))
        assert musts(case, "market", at_nine) - {"paper.specification"} == {"risk.dpia"}
