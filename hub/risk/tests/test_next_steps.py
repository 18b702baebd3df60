"""Whatever a gate requires of a case is what the case offers as its next step."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from hub import gateway
from hub.gateway import selectors, services
from hub.gateway.services import Submission
from hub.gateway.tests import stories
from hub.platform import gates
from hub.platform.gates import Answer, declare
from hub.platform.search import index
from hub.platform.ui.offers import offers
from hub.procurement import rules
from hub.procurement import services as cases
from hub.procurement.appraisal.tests import stories as appraisals
from hub.procurement.models import Procurement
from hub.procurement.services import LotDecision, ObjectiveTerms, PartTerms
from hub.procurement.terms import WANTED_ROLES, EstimateMethod, VatTreatment
from hub.procurement.tests import stories as shaping
from hub.procurement.views.stepping import next_step
from hub.risk.tests import stories as risks

pytestmark = pytest.mark.django_db
SHIPPED = json.loads((Path(gateway.__file__).parent / "data/reference/gates.json").read_text())["entries"]
REQUIRED = [
    (entry["code"], one if isinstance(one, str) else one["key"])
    for entry in SHIPPED
    for one in entry["data"]["required"]
] + [(entry["code"], f"paper.{kind}") for entry in SHIPPED for kind, _ in entry["data"]["papers"]]
# The state of a case before the stage that each gate opens.
BEFORE = {"need": "shaping", "strategy": "shaping", "market": "approved", "award": "competing", "service": "awarded"}


@pytest.fixture
def ready(cast, shipped, at_nine):
    """Give a case of £1.2 million in which everything is decided but its screens."""
    stories.committee(cast, at_nine)
    return stories.case(cast, at_nine)


def step_of(case: Procurement, cast, at):
    """Give the next step as Priya sees it."""
    case.refresh_from_db()
    priya = cast.actor("priya")
    return next_step(case, offers(case, by=priya, at=at), at=at)


class TestEveryRequirement:
    @pytest.mark.parametrize(("gate", "key"), REQUIRED)
    def test_of_the_shipped_gates_is_offered_before_the_next_stage(
        self, ready, cast, at_nine, monkeypatch, gate: str, key: str
    ) -> None:
        case = ready
        for known, one in list(declare._evidence.items()):
            said = Answer(known != key, "It is open.", "/closes/it/", todo="Close it")
            monkeypatch.setitem(declare._evidence, known, replace(one, look=lambda record, at, said=said: said))
        Procurement.objects.filter(pk=case.pk).update(status=BEFORE[gate], tier="gold")
        if not key.startswith("paper."):
            monkeypatch.setattr("hub.gateway.selectors.needing._papers", lambda record, gate: [])
        step = step_of(case, cast, at_nine)
        wanted = ("Add the specification", f"{case.get_absolute_url()}documents/")
        if not key.startswith("paper."):
            wanted = ("Close it", "/closes/it/")
        assert (step.act, step.link.href) == wanted

    def test_has_words_for_what_closes_it(self, cast, shipped, at_nine) -> None:
        case = shaping.shaping(authority=cast.eca, by=cast.actor("priya"), at=at_nine, description="", needed_on=None)
        Procurement.objects.filter(pk=case.pk).update(tier="gold", has_political_interest=True, risk_level="high")
        case.refresh_from_db()
        for gate in BEFORE:
            for one, said in gates.answers(case, gate, at_nine):
                assert said.holds or said.act or said.todo, one.key

    def test_asks_nothing_more_once_the_pack_is_submitted(self, ready, cast, at_nine) -> None:
        risks.all_reviewed(ready, cast=cast, at=at_nine)
        review = stories.due(ready, at_nine)
        stories.submitted(review, cast.actor("priya"), at_nine)
        Procurement.objects.filter(pk=ready.pk).update(lots_decided_on=None)
        ready.refresh_from_db()
        assert "procurement.lots" not in [one.key for one in gates.gaps(ready, "strategy", at_nine)]


class TestCouncillors:
    def test_are_engaged_before_the_options_are_appraised(self, cast, shipped, at_nine) -> None:
        case = shaping.shaping(authority=cast.eca, by=cast.actor("priya"), at=at_nine, has_political_interest=True)
        step = step_of(case, cast, at_nine)
        assert (step.act, step.link.href) == ("Score it for councillors", f"/councillors/new/?subject={case.reference}")

    def test_are_scored_on_a_page_that_knows_the_case_already(self, cast, shipped, at_nine, client_as) -> None:
        case = shaping.shaping(authority=cast.eca, by=cast.actor("priya"), at=at_nine, has_political_interest=True)
        index.rebuild()
        page = client_as("priya").get(f"/councillors/new/?subject={case.reference}").content.decode()
        assert f'value="{case.reference}"' in page and f'value="{case.title}"' in page
        assert client_as("priya").get("/councillors/new/?subject=PRC-1999-0001").status_code == 200


def lots(case, told) -> None:
    """Say that it is one contract."""
    decision = LotDecision(could_be_several=False, suitable=False, lots=[])
    cases.set_lots(case, decision=decision, by=told.priya, at=told.at)


def team(case, told) -> None:
    """Name the five roles."""
    people = [told.cast.people[key] for key in ("tom", "priya", "daniel", "helen", "aisha")]
    parts = [PartTerms(*one) for one in zip(people, WANTED_ROLES, strict=True)]
    cases.name_team(case, parts=parts, by=told.priya, at=told.at)


def objectives(case, told) -> None:
    """Name one objective."""
    cases.set_objectives(case, objectives=[ObjectiveTerms("Clean", "Complaints")], by=told.priya, at=told.at)


def social_value(case, told) -> None:
    """Decide by the rule of the authority."""
    cases.decide_social_value(case, decision="in", weight=Decimal(15), reason="By the rule.", by=told.priya, at=told.at)


CLOSES = {
    "Enter the budget line": lambda case, told: cases.revise(
        case, changes={"budget_line": "T-100"}, by=told.priya, at=told.at
    ),
    "Appraise the options": lambda case, told: appraisals.chosen(case, by=told.priya, at=told.at, number=4),
    "Find the routes that are open": lambda case, told: cases.advise(
        case, answers=rules.Answers(), by=told.priya, at=told.at
    ),
    "Choose the procedure": lambda case, told: cases.choose_procedure(
        case, procedure="open" if told.covered else "below_threshold", reason="It fits.", by=told.priya, at=told.at
    ),
    "Decide about lots": lots,
    "Name the team": team,
    "Name the objectives that it serves": objectives,
    "Decide about social value": social_value,
    "Consider small and medium firms": lambda case, told: cases.consider_smes(
        case, barriers="Size.", steps="Small lots.", by=told.priya, at=told.at
    ),
    "Assess conflicts of interest": lambda case, told: cases.assess_conflicts(
        case, conflicts="None.", steps="Ask again.", review_on=date(2027, 11, 1), by=told.priya, at=told.at
    ),
    "Answer the risk screens": lambda case, told: risks.all_reviewed(case, cast=told.cast, at=told.at),
}  # fmt: skip


class TestTheWay:
    @pytest.mark.parametrize(
        ("worth", "light", "covered"),
        [(1_200_000, False, True), (150_000, False, False), (90_000, False, False), (300_000, True, False),
         (900_000, True, True)],
        ids=["covered", "below the threshold", "just above the gate", "light touch below", "light touch covered"],
    )  # fmt: skip
    def test_leads_through_everything_that_the_gates_require_and_nothing_else_stops_a_pack(
        self, cast, shipped, at_nine, worth: int, light: bool, covered: bool
    ) -> None:
        stories.committee(cast, at_nine)
        typed = rules.Typed(
            amount=Decimal(worth),
            treatment=VatTreatment.STANDARD,
            method=EstimateMethod.LAST_CONTRACT,
            how="As before.",
        )
        more = {"estimate": typed, "is_light_touch": light, "owner": cast.priya}
        case = shaping.shaping(authority=cast.eca, by=cast.actor("priya"), at=at_nine, **more)
        told = SimpleNamespace(cast=cast, priya=cast.actor("priya"), at=at_nine, covered=covered)
        walked = []
        while (step := step_of(case, cast, at_nine)).act != "Approve it to compete":
            assert step.act not in walked and step.link is not None, (walked, step)
            CLOSES[step.act](case, told)
            walked.append(step.act)
        assert {"Decide about lots", "Assess conflicts of interest", "Appraise the options"} <= set(walked)
        assert ("Answer the risk screens" in walked) is covered
        assert list(gates.gaps(case, "strategy", at_nine)) == []
        # Who submits the pack does not approve, and is told all the same which gate comes first.
        assert "must be passed first" in step.why and step.link.href.startswith("/gates/new/?procurement=")
        for code in ("need", "strategy"):
            review = stories.due(case, at_nine, gate=code)
            services.submit(review, told=Submission(note="All is there."), by=told.priya, at=at_nine)
            assert selectors.review_of(case, code).status == "submitted"
