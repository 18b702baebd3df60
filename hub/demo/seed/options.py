"""Early work on three purchases in the demo: options appraised, the market asked, risks screened."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.engagement import citing, selectors
from hub.engagement import services as engaging
from hub.engagement.services import Decision, Named, Plan
from hub.engagement.terms import About, Advantage, Method
from hub.procurement import rules as case_rules
from hub.procurement import services as procuring
from hub.procurement.appraisal import selectors as appraisals
from hub.procurement.appraisal import services as appraising
from hub.procurement.appraisal.rules import CostLine
from hub.procurement.appraisal.services import Given, OptionTerms
from hub.procurement.appraisal.terms import Delivery
from hub.procurement.models import Procurement
from hub.procurement.terms import EstimateMethod, VatBasis, VatTreatment
from hub.risk import selectors as risks
from hub.risk import services as screening
from hub.risk.terms import Answer, Topic

D = Decimal
BUSES, ENERGY, SURVEY = "buses", "energy", "survey"
CASES: dict[str, tuple[str, str, int, dict[str, Any]]] = {
    BUSES: (
        "Community transport minibuses",
        "Door-to-door journeys for people who cannot use buses, in the two districts.",
        1_450_000,
        {"contract_kind": "services", "main_cpv": "60130000", "department": "Transport", "term_months": 60,
         "needed_on": date(2027, 10, 1), "tier": "gold"},
    ),
    ENERGY: (
        "Home energy advice",
        "Advice by telephone and at home on insulation, heating and bills.",
        320_000,
        {"contract_kind": "services", "main_cpv": "71314300", "department": "Housing", "term_months": 36,
         "needed_on": date(2027, 6, 1)},
    ),
    SURVEY: (
        "Footway condition survey",
        "A survey of every footway with cameras, each second year.",
        190_000,
        {"contract_kind": "services", "main_cpv": "71631480", "department": "Transport", "term_months": 48,
         "needed_on": date(2027, 5, 1)},
    ),
}  # fmt: skip
OPTIONS = (
    (OptionTerms("Do nothing", Delivery.DO_NOTHING, "The present agreements end and nothing follows.",
                 "Saves the running cost.", "Residents lose their journeys; duties of the districts are missed.",
                 (CostLine("Complaints and single journeys", D(60_000), 0, 4),), ("meets",)), (0, 0, 1, 1, 1)),
    (OptionTerms("Run it ourselves", Delivery.IN_HOUSE, "Eight minibuses and twelve drivers of our own.",
                 "Full control; fair work for drivers.", "We have no operator's licence; setting up takes a year.",
                 (CostLine("Minibuses", D(420_000), 0, 0), CostLine("Staff and running", D(310_000), 1, 4))),
     (3, 4, 3, 2, 3)),
    (OptionTerms("With Wickmoor", Delivery.SHARED, "Wickmoor's own service takes our journeys as well.",
                 "One booking line; fewer empty journeys.", "Two authorities must agree on hours and fares.",
                 (CostLine("Share of the service", D(265_000), 0, 4),)), (4, 4, 4, 4, 4)),
    (OptionTerms("Open competition", Delivery.OPEN, "One contract for five years, in two lots by district.",
                 "The market is active; voluntary bodies can bid for a lot.", "Prices follow fuel and wages.",
                 (CostLine("Contract", D(285_000), 0, 4), CostLine("Competition", D(25_000), 0, 0))), (5, 4, 3, 4, 3)),
    (OptionTerms("Existing framework", Delivery.FRAMEWORK, "A call-off from a regional framework.", "Quick.",
                 "Only large firms are on it.", (CostLine("Contract", D(300_000), 0, 4),), (), False,
                 "Nobody on the framework serves the two districts."), None),
)  # fmt: skip
QUESTIONS = (
    "How many minibuses could you run from October 2027?",
    "Which length of contract would give the best price?",
    "What would keep a voluntary body from bidding?",
)
ANSWERS = {
    "Fenway Coaches": (False, "Eight, with twelve weeks' notice.", "Seven years.", "The bond that was asked for."),
    "Wickmoor Trust": (True, "Three, all accessible.", "Five years.", "Lots that are too large."),
    "Peddlers and Riders": (True, "Two.", "Five years.", "Insurance for the whole contract at once."),
}
FOUND = (
    (About.LOTS, "Voluntary bodies can run two or three vehicles, not eight: lots by district would let them bid."),
    (About.TIMING, "Firms need twelve weeks between award and the first journey."),
    (About.RISK, "Prices follow fuel; a fixed price for five years would cost about a tenth more."),
    (About.OPTIONS, "Three firms would bid, so a competition is a real option."),
)


def write(script: Script, stage: Stage) -> None:
    """Write the early work into the script."""
    made: dict[str, Procurement] = {}
    script.on(date(2026, 9, 7), begin(stage, made, BUSES))
    script.on(date(2026, 10, 12), begin(stage, made, ENERGY))
    script.on(date(2026, 11, 4), begin(stage, made, SURVEY))
    script.on(date(2026, 9, 14), engage(stage, made))
    script.on(date(2026, 10, 20), learn(stage, made))
    script.on(date(2026, 10, 26), appraise(stage, made))
    script.on(date(2026, 11, 2), choose(stage, made))
    script.on(date(2026, 11, 5), screen(stage, made), hour=11)
    script.on(date(2026, 11, 10), plan_more(stage, made))
    script.on(date(2026, 11, 13), ask_openly(stage, made))
    script.on(date(2026, 11, 18), reply(stage, made), hour=15)


def begin(stage: Stage, made: dict[str, Procurement], key: str) -> Step:
    """Let the officer open a case."""

    def do(at: datetime) -> None:
        title, description, worth, facts = CASES[key]
        typed = case_rules.Typed(
            amount=D(worth), basis=VatBasis.EX, treatment=VatTreatment.STANDARD, method=EstimateMethod.PAST_SPEND,
            how="What three years of the present service cost, with prices of today.",
        )  # fmt: skip
        content = {"title": title, "description": description, **facts}
        by = stage.actor("priya")
        made[key] = procuring.begin(authority=stage.home, facts=content, estimate=typed, by=by, at=at)

    return do


def engage(stage: Stage, made: dict[str, Procurement]) -> Step:
    """Let the officer plan and open market engagement for the minibuses."""

    def do(at: datetime) -> None:
        by, on = stage.actor("priya"), at.date()
        plan = Plan(
            "Community transport: what can the market do?",
            "Whether small operators and voluntary bodies could bid, and what they need.",
            Method.QUESTIONS, on, date(2026, 10, 16), [made[BUSES]],
        )  # fmt: skip
        one = engaging.plan(plan, authority=stage.home, by=by, at=at)
        engaging.ask(one, questions=QUESTIONS, by=by, at=at)
        named = [Named(name, on, None, small) for name, (small, *_) in ANSWERS.items()]
        engaging.invite(one, named=named, by=by, at=at)
        engaging.record_notice(one, number="2026/S 000-051877", published_on=on, by=by, at=at)
        engaging.open_it(one, by=by, at=at)

    return do


def learn(stage: Stage, made: dict[str, Procurement]) -> Step:
    """Record the answers and findings, keep everybody equal, close, and use two findings."""

    def do(at: datetime) -> None:
        by, case = stage.actor("priya"), made[BUSES]
        one = selectors.of_procurement(case)[0]
        for row in selectors.whole(one).participants:
            texts = dict(enumerate(ANSWERS[row.name][1:], start=1))
            engaging.answer(one, participant=row, texts=texts, by=by, at=at)
        for about, text in FOUND:
            engaging.find(one, text=text, about=about, by=by, at=at)
        steps = selectors.standard_steps(stage.home, on=at.date())[:3]
        engaging.record_steps(one, steps=steps, taken_on=at.date(), by=by, at=at)
        engaging.assess_advantage(one, advantage=Advantage.NONE, note="", by=by, at=at)
        engaging.close(one, by=by, at=at)
        place = citing.place_of(case)
        for finding, text in zip(
            selectors.findings_not_cited(case),
            ("Two lots, one for each district.", "Thirteen weeks between award and start."),
            strict=False,
        ):
            engaging.cite(one, finding=finding, decision=Decision(text, place), by=by, at=at)

    return do


def appraise(stage: Stage, made: dict[str, Procurement]) -> Step:
    """List the options and let three people score them."""

    def do(at: datetime) -> None:
        by = stage.actor("priya")
        question = "How do people who cannot use buses travel from October 2027?"
        one = appraising.begin(made[BUSES], question=question, years=5, by=by, at=at)
        for terms, _ in OPTIONS:
            appraising.add_option(one, terms=terms, by=by, at=at)
        appraising.ask_for_scores(one, by=by, at=at)
        for shift, key in enumerate(("priya", "tom", "helen")):
            scores = given(one, shift)
            appraising.give(one, scores=scores, authority=stage.home, by=stage.actor(key), at=at)

    return do


REASONS = {
    0: "Nothing speaks for it.", 1: "Little speaks for it.", 2: "Less than it needs.", 3: "Enough, with work to do.",
    4: "Good: seen elsewhere and in our own figures.", 5: "As good as it can be.",
}  # fmt: skip


def given(one: Any, shift: int) -> dict[tuple[int, str], Given]:
    """Give somebody's scores: those of the team, here and there a point lower."""
    found = appraisals.whole(one)
    scores = {}
    for option in found.short:
        row = OPTIONS[option.number - 1][1] or ()
        for place, (criterion, value) in enumerate(zip(found.judged, row, strict=True)):
            points = max(0, value - (1 if shift and (place + option.number) % 3 == shift else 0))
            scores[option.number, criterion.code] = Given(points, REASONS[points])
    return scores


def choose(stage: Stage, made: dict[str, Procurement]) -> Step:
    """Let the officer choose what is best on points."""

    def do(at: datetime) -> None:
        one = appraisals.underway(made[BUSES])
        option = appraisals.option(one, 3) if one else None
        if one is not None and option is not None:
            reason = "It has most points, also when a weight is ten points off, and Wickmoor has agreed in principle."
            appraising.choose(one, option=option, reason=reason, by=stage.actor("priya"), at=at)

    return do


def screen(stage: Stage, made: dict[str, Procurement]) -> Step:
    """Answer screens: all five of the minibuses, reviewed; two of the energy advice, of which one is not."""
    counting = {
        Topic.SLAVERY: ("workforce",),
        Topic.FAILURE: ("critical", "subs"),
        Topic.DATA: ("personal", "special", "vulnerable"),
        Topic.FRAUD: ("rates",),
        Topic.EXTERNAL: ("prices", "policy"),
    }

    def do(at: datetime) -> None:
        people = stage.cast.people
        for topic, yes in counting.items():
            reviewer = "noor" if topic is Topic.DATA else "helen"
            one = _answer(stage, made[BUSES], topic, yes=yes, reviewer=people[reviewer], at=at)
            comment = "Agreed. What it asks for is in the plan of the case."
            screening.review(one, comment=comment, by=stage.actor(reviewer), at=at)
        first = _answer(stage, made[ENERGY], Topic.DATA, yes=("personal", "vulnerable"), reviewer=people["noor"], at=at)
        screening.review(first, comment="An assessment is needed before the market is asked.",
                         by=stage.actor("noor"), at=at)  # fmt: skip
        _answer(stage, made[ENERGY], Topic.FRAUD, yes=(), reviewer=people["helen"], at=at)

    return do


def _answer(stage: Stage, case: Procurement, topic: Topic, *, yes: tuple[str, ...], reviewer: Any, at: datetime) -> Any:
    sheet = risks.sheet(topic, on=at.date(), authority=stage.home)
    other = {Answer.YES: Answer.NO, Answer.NO: Answer.YES}
    answers = {
        one.code: str(one.counts_on if one.code.split(".", 1)[1] in yes else other[one.counts_on])
        for one in sheet.questions
    }
    by = stage.actor("priya")
    return screening.answer(case, topic=topic, answers=answers, notes={}, reviewer=reviewer, by=by, at=at)


def plan_more(stage: Stage, made: dict[str, Procurement]) -> Step:
    """Plan one exercise for two purchases, and begin an appraisal that waits for scores."""

    def do(at: datetime) -> None:
        by = stage.actor("priya")
        plan = Plan(
            "Surveys and advice: a supplier day", "What small firms need to bid for either.", Method.EVENT,
            date(2026, 12, 8), date(2026, 12, 8), [made[ENERGY], made[SURVEY]],
        )  # fmt: skip
        engaging.plan(plan, authority=stage.home, by=by, at=at)
        one = appraising.begin(made[ENERGY], question="Who advises residents on energy from 2027?", by=by, at=at)
        yearly = (("Do nothing", Delivery.DO_NOTHING, 0), ("Own advisers", Delivery.IN_HOUSE, 118_000),
                  ("With Stanbridge", Delivery.SHARED, 96_000), ("Quotes", Delivery.QUOTES, 104_000))  # fmt: skip
        for title, delivery, pounds in yearly:
            costs = (CostLine("Running", D(pounds), 0, 4),) if pounds else ()
            appraising.add_option(one, terms=OptionTerms(title, delivery, costs=costs), by=by, at=at)
        appraising.ask_for_scores(one, by=by, at=at)

    return do


ADVICE = ("Which part of the advice could be given by telephone alone?", "What do you need to know to name a price?")


def ask_openly(stage: Stage, made: dict[str, Procurement]) -> Step:
    """Open an exercise that every supplier can answer on the supplier site."""

    def do(at: datetime) -> None:
        by, on = stage.actor("priya"), at.date()
        plan = Plan(
            "Home energy advice: what would you do differently?",
            "How advice reaches those who do not ask for it, and what that costs.",
            Method.QUESTIONS, on, date(2026, 12, 11), [made[ENERGY]],
        )  # fmt: skip
        one = engaging.plan(plan, authority=stage.home, by=by, at=at)
        engaging.ask(one, questions=ADVICE, by=by, at=at)
        engaging.record_notice(one, number="2026/S 000-068204", published_on=on, by=by, at=at)
        engaging.open_it(one, by=by, at=at)

    return do


def reply(stage: Stage, made: dict[str, Procurement]) -> Step:
    """Let a supplier answer it."""

    def do(at: datetime) -> None:
        one = next(one for one in selectors.of_procurement(made[ENERGY]) if one.questions.count() == len(ADVICE))
        texts = {1: "All but the visit before insulation is fitted.", 2: "How many homes, and how old they are."}
        engaging.reply(one, party=stage.cast.parties["meridian"], texts=texts, by=stage.actor("raj"), at=at)

    return do
