"""Scores and awards in the demo: whatever quote was opened goes one step further on each of the days that follow.

The opening itself is another part of the script. Where no answer was opened yet, nothing happens here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from hub.award import selectors as awards
from hub.award import services as awarding
from hub.award.models import Award
from hub.award.terms import State
from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.evaluation import selectors, services
from hub.evaluation.models import Evaluation
from hub.evaluation.services import Judged, Pass
from hub.platform.approvals import selectors as requests
from hub.platform.approvals import services as approvals
from hub.platform.approvals.terms import RequestState
from hub.platform.clock import london
from hub.procurement import services as procuring
from hub.procurement.services import PartTerms
from hub.procurement.terms import TeamRole
from hub.tender import selectors as quotes
from hub.tender import services as tendering
from hub.tender.models import Tender
from hub.tender.terms import State as Standing

DAYS = tuple(date(2026, 11, day) for day in (12, 13, 16, 17, 18, 19, 20))
# Points and what was thought, in turn, for the offers of a quote in the order of their names.
THOUGHTS = (
    (4, "It names who does what, on which days, and what happens when it rains."),
    (3, "The days are clear; who does the work is not said."),
    (5, "It shows the same work done twice this year, with the names of who can be asked."),
    (2, "It says that it will be done, and little of how."),
)


def write(script: Script, stage: Stage) -> None:
    """Write the days on which opened quotes move on."""
    for day in DAYS:
        script.on(day, move_on(stage), hour=16)


def move_on(stage: Stage) -> Step:
    """Take every opened quote one step further: scored, settled, recommended, approved and told, confirmed."""

    def do(at: datetime) -> None:
        for one in quotes.tenders(stage.actor("priya")).order_by("pk"):
            if one.status == Standing.CLOSED and selectors.is_opened(one):
                next_step(one)(stage, one, at)

    return do


def next_step(one: Tender) -> Callable[[Stage, Tender, datetime], None]:
    """Give what is done next about an opened quote."""
    found, award = selectors.of_tender(one), awards.standing_of(one)
    if award is not None:
        return confirm if award.status == State.INFORMED else approve_and_tell
    if found is None:
        return score
    return settle if found.status == "scoring" else recommend


def score(stage: Stage, one: Tender, at: datetime) -> None:
    """Let the officer and the requester declare, and both score every offer."""
    priya, tom = stage.actor("priya"), stage.actor("tom")
    people = ((stage.cast.people["priya"], TeamRole.PROCUREMENT), (stage.cast.people["tom"], TeamRole.SERVICE),
              (stage.cast.people["aisha"], TeamRole.CONTRACT_MANAGER))  # fmt: skip
    parts = [PartTerms(person, role) for person, role in people]
    procuring.name_team(one.procurement, parts=parts, by=priya, at=at)
    for by in (priya, tom):
        found = services.declare(one, has_conflict=False, by=by, at=at)
        for index, each in enumerate(selectors.candidates(one)):
            scores = judged(found, index + (by is tom))
            if scores:
                services.mark(found, bid=each.bid, scores=scores, by=by, at=at)


def judged(found: Evaluation, index: int) -> dict[int, Judged]:
    """Give points and thoughts for every question that is scored."""
    sheet = selectors.sheet_of(found.tender, found)
    points, thought = THOUGHTS[index % len(THOUGHTS)]
    return {question.number: Judged(Decimal(points), thought) for question in sheet.scored}


def settle(stage: Stage, one: Tender, at: datetime) -> None:
    """Let the officer agree the scores, check what must be met, look into low prices, and settle it all."""
    by, found = stage.actor("priya"), selectors.of_tender(one)
    assert found is not None, "it was begun on an earlier day"
    for index, each in enumerate(selectors.candidates(one)):
        sheet = selectors.sheet_of(one, found)
        standing = sheet.standings[each.bid.pk]
        several = {number for number, given in standing.given.items() if len(given) > 1}
        agreed = {number: scored for number, scored in judged(found, index).items() if number in several}
        if agreed:
            services.moderate(found, bid=each.bid, scores=agreed, by=by, at=at)
        checks = {number: passed(sheet.answer(each.bid.pk, number)) for number in standing.to_check}
        if checks:
            services.check(found, bid=each.bid, checks=checks, by=by, at=at)
        if standing.low:
            text = "They rang back the same day: they have the goods in stock and need nobody else."
            services.note_price(found, bid=each.bid, text=text, by=by, at=at)
    tied = selectors.sheet_of(one, found).tied
    if tied:
        first = selectors.candidate(one, tied[0])
        assert first is not None, "what is tied was opened"
        services.settle_tie(found, bid=first.bid, reason="It can begin a week sooner.", by=by, at=at)
    services.finish(found, by=by, at=at)


def passed(answer: selectors.Answer) -> Pass:
    """Pass what was declared, and fail the rest with the reason."""
    if answer.question.is_price:
        return Pass(False, "No price was given that can be compared.")
    if answer.is_empty or answer.is_declared is False:
        return Pass(False, "It was not declared.")
    return Pass(True)


def recommend(stage: Stage, one: Tender, at: datetime) -> None:
    """Let the officer recommend the best offer; where none can be, nobody wins."""
    by = stage.actor("priya")
    found = awards.beginning(one, by, on=london(at).date())
    if found.bars or found.starts_on is None:
        reason = "No offer met what had to be met at a price that we can pay."
        awarding.give_none(one, reason=reason, by=by, at=at)
    else:
        awarding.recommend(one, reasons=found.reasons, starts_on=found.starts_on, ends_on=found.ends_on, by=by, at=at)
    tendering.send_letters(None, one.pk)


def approve_and_tell(stage: Stage, one: Tender, at: datetime) -> None:
    """Let everybody approve whom the scheme asks, and the officer tell the suppliers."""
    award = awards.standing_of(one)
    if award is None or award.status != State.RECOMMENDED:
        return
    for request in requests.requests_about(award):
        if request.status == RequestState.ASKED:
            for step in request.steps.all():
                who = "ruth" if step.role == "budget_holder" else "morag"
                approvals.approve(request, by=stage.actor(who), at=at)
    awarding.inform(award, by=stage.actor("priya"), at=at)
    tendering.send_letters(None, one.pk)


def confirm(stage: Stage, one: Tender, at: datetime) -> None:
    """Let the officer confirm it: the register gets its entry."""
    award: Award | None = awards.standing_of(one)
    if award is not None and award.status == State.INFORMED:
        awarding.confirm(award, by=stage.actor("priya"), at=at)
