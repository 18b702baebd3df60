"""What the gates of the demo ask before the options are decided: options appraised, risks screened, members briefed."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from hub.demo.seed.stage import Stage
from hub.governance import services as governance
from hub.governance.rules import Subject
from hub.procurement.appraisal import selectors as appraisals
from hub.procurement.appraisal import services as appraising
from hub.procurement.appraisal.rules import CostLine
from hub.procurement.appraisal.services import Given, OptionTerms
from hub.procurement.appraisal.terms import Delivery
from hub.procurement.models import Procurement
from hub.risk import selectors as risks
from hub.risk import services as screening
from hub.risk.terms import Answer, Topic

YEARS = 4
# Points on the five judged criteria, in the order of the options.
POINTS = {1: (1, 0, 1, 1, 1), 2: (2, 3, 3, 2, 3), 3: (3, 3, 3, 3, 3), 4: (5, 4, 4, 4, 4)}
# Which answers add to the risk, by topic.
COUNTING = {Topic.SLAVERY: ("workforce",), Topic.FAILURE: ("critical",), Topic.EXTERNAL: ("prices",)}


def appraise(stage: Stage, case: Procurement, at: datetime) -> None:
    """Appraise four options of a case and choose the competition; doing nothing fails a test."""
    by, worth = stage.actor("priya"), case.estimate_ex_vat or Decimal(0)
    yearly = (worth / YEARS).quantize(Decimal(1))
    listed = (
        OptionTerms("Do nothing", Delivery.DO_NOTHING, "The present arrangement ends and nothing follows.",
                    "No cost of a new contract.", "The service stops on the day on which it is needed.",
                    (CostLine("Single orders", yearly, 0, YEARS - 1),), ("meets",)),
        OptionTerms("Do it ourselves", Delivery.IN_HOUSE, "Staff and equipment of our own.",
                    "Full control of the service.", "Setting up takes a year, and skills are scarce.",
                    (CostLine("Staff and running", yearly * 6 / 5, 0, YEARS - 1),)),
        OptionTerms("With Wickmoor", Delivery.SHARED, "One arrangement for both authorities.",
                    "Shared cost of preparing it.", "Wickmoor's own contract runs two years longer.",
                    (CostLine("Our share", yearly * 11 / 10, 0, YEARS - 1),)),
        OptionTerms("A new competition", Delivery.OPEN, "A contract let in open competition.",
                    "The market is active; prices are tested.", "Bidders price wages and fuel.",
                    (CostLine("Contract", yearly, 0, YEARS - 1),)),
    )  # fmt: skip
    one = appraising.begin(case, question=f"How is the need met: {case.title.lower()}?", by=by, at=at)
    for terms in listed:
        appraising.add_option(one, terms=terms, by=by, at=at)
    appraising.ask_for_scores(one, by=by, at=at)
    appraising.give(one, scores=_scores(one), authority=case.authority, by=by, at=at)
    best = appraisals.option(one, 4)
    assert best is not None, "the competition is listed"
    reason = "It costs least over its life and keeps most points when a weight is ten points off."
    appraising.choose(one, option=best, reason=reason, by=by, at=at)


def _scores(one: Any) -> dict[tuple[int, str], Given]:
    judged = appraisals.whole(one).judged
    return {
        (number, each.code): Given(value, f"Judged on {each.label.lower()} against the present arrangement.")
        for number, row in POINTS.items()
        for each, value in zip(judged, row, strict=True)
    }


def screen(stage: Stage, case: Procurement, at: datetime) -> None:
    """Answer the five risk screens of a case, and let legal and data protection review them."""
    for topic in Topic:
        reviewer = "noor" if topic is Topic.DATA else "helen"
        sheet = risks.sheet(topic, on=at.date(), authority=stage.home)
        answers = {one.code: _answer(one, COUNTING.get(topic, ())) for one in sheet.questions}
        made = screening.answer(
            case, topic=topic, answers=answers, notes={}, reviewer=stage.cast.people[reviewer],
            by=stage.actor("priya"), at=at,
        )  # fmt: skip
        screening.review(made, comment="Agreed.", by=stage.actor(reviewer), at=at)


def _answer(question: Any, counting: tuple[str, ...]) -> str:
    other = {Answer.YES: Answer.NO, Answer.NO: Answer.YES}
    counts = question.code.split(".", 1)[1] in counting
    return str(question.counts_on if counts else other[question.counts_on])


def brief(stage: Stage, case: Procurement, at: datetime) -> None:
    """Score a case for councillors, and brief the lead member before the options are chosen."""
    by = stage.actor("priya")
    facts = {
        "title": case.title, "value_ex_vat": case.estimate_ex_vat or Decimal(0), "risk": 2, "political": 4, "wards": 2,
        "novelty": 0, "portfolio": case.department,
    }  # fmt: skip
    about = Subject(case.kind(), case.pk, case.reference, case.title, case.get_absolute_url())
    made = governance.councillors.score(authority=stage.home, facts=facts, subject=about, by=by, at=at)
    if made.is_asked:
        governance.councillors.brief(
            made, stage="options", held_on=at.date(), attended="Cllr Idris", by=by, at=at,
            summary="The need, the four options and what each costs over its life.",
        )  # fmt: skip
