"""Give points, agree on them, check what must be met, and look into very low prices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from hub.bids.models import Bid
from hub.evaluation import acts, selectors
from hub.evaluation.models import Agreed, Check, Evaluation, Mark, PriceNote
from hub.evaluation.rules import finishing
from hub.evaluation.selectors import Sheet
from hub.law.findings import Finding
from hub.platform.act_guards import refuse
from hub.platform.act_table import Act
from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.platform.identity.selectors import myself
from hub.tender.models import Question


@dataclass(frozen=True)
class Judged:
    """Points for one answer, with the reason."""

    points: Decimal
    reason: str


@dataclass(frozen=True)
class Pass:
    """Whether what must be met is met, and why not."""

    passes: bool
    reason: str = ""


def mark(
    one: Evaluation, *, bid: Bid, scores: Mapping[int, Judged], by: Actor, at: datetime, version: int | None = None
) -> Evaluation:
    """Score every answer of one offer; whoever scores it again replaces their own scores.

    :param scores: by the number of the question; every question that is scored by points.
    :raises Refused: for points that are not on the scale, without a reason, or with a question left out.
    """
    with perform(acts.MARK, one, by=by, at=at, version=version) as done:
        sheet = selectors.sheet_of(one.tender, one)
        name = _known(acts.MARK, sheet, bid)
        wanted = {question.number: question for question in sheet.scored}
        refuse(acts.MARK, _bars_to_scores(sheet, wanted, scores, all_of_them=True))
        own = selectors.assessor_of(one, by.person_id)
        assert own is not None, "the guard has looked"
        for number, given in scores.items():
            question = wanted[number]
            row = one.marks.filter(assessor=own, bid=bid, question=question).first()
            row = row or Mark(evaluation=one, assessor=own, bid=bid, question=question)
            row.points, row.reason, row.given_at = given.points, given.reason.strip(), at
            row.save()
        # Points stay out of the timeline: others who score must not be led by them.
        done.note(name)
    return one


def moderate(
    one: Evaluation, *, bid: Bid, scores: Mapping[int, Judged], by: Actor, at: datetime, version: int | None = None
) -> Evaluation:
    """Agree one score for answers that several people scored.

    :raises Refused: for points that are not on the scale, without a reason, or where one person alone scored.
    """
    with perform(acts.MODERATE, one, by=by, at=at, version=version) as done:
        sheet = selectors.sheet_of(one.tender, one)
        name = _known(acts.MODERATE, sheet, bid)
        standing = sheet.standings[bid.pk]
        several = {number for number in standing.numbers if len(standing.given.get(number, ())) > 1}
        wanted = {question.number: question for question in sheet.scored if question.number in several}
        refuse(acts.MODERATE, _bars_to_scores(sheet, wanted, scores, all_of_them=False))
        for number, given in scores.items():
            row = one.agreed.filter(bid=bid, question=wanted[number]).first()
            row = row or Agreed(evaluation=one, bid=bid, question=wanted[number])
            row.points, row.reason, row.agreed_at = given.points, given.reason.strip(), at
            row.save()
        done.note(name, questions=sorted(scores))
    return one


def check(
    one: Evaluation, *, bid: Bid, checks: Mapping[int, Pass], by: Actor, at: datetime, version: int | None = None
) -> Evaluation:
    """Say what of an offer is met; what fails makes the whole offer non-compliant.

    :param checks: by the number of the question.
    :raises Refused: without a reason for what fails, for a price that cannot be scored and is passed, or a question
        that is not checked.
    """
    with perform(acts.CHECK, one, by=by, at=at, version=version) as done:
        sheet = selectors.sheet_of(one.tender, one)
        name = _known(acts.CHECK, sheet, bid)
        wanted = {question.number: question for question in sheet.questions}
        refuse(acts.CHECK, _bars_to_checks(sheet.standings[bid.pk], wanted, checks))
        for number, said in checks.items():
            row = one.checks.filter(bid=bid, question=wanted[number]).first()
            row = row or Check(evaluation=one, bid=bid, question=wanted[number])
            row.passes, row.reason = said.passes, said.reason.strip()
            row.checked_by, row.checked_at = myself(by), at
            row.save()
        fails = [number for number, said in sorted(checks.items()) if not said.passes]
        done.note(name, fails=fails)
    return one


def note_price(
    one: Evaluation, *, bid: Bid, text: str, by: Actor, at: datetime, version: int | None = None
) -> Evaluation:
    """Write what was found out about a very low price.

    :raises Refused: for a price that is not very low, or without words.
    """
    with perform(acts.NOTE_PRICE, one, by=by, at=at, version=version) as done:
        sheet = selectors.sheet_of(one.tender, one)
        name = _known(acts.NOTE_PRICE, sheet, bid)
        if not sheet.standings[bid.pk].low:
            refuse(acts.NOTE_PRICE, [Finding("not_low", f"The price of {name} is not very low.")])
        if not text.strip():
            refuse(acts.NOTE_PRICE, [Finding("text", "Write what you found out about the price.", cure="text")])
        row = one.price_notes.filter(bid=bid).first() or PriceNote(evaluation=one, bid=bid)
        row.text, row.written_by, row.written_at = text.strip(), myself(by), at
        row.save()
        done.note(f"{name}: {text.strip()}")
    return one


def _known(act: Act, sheet: Sheet, bid: Bid) -> str:
    if bid.pk not in sheet.standings:
        refuse(act, [Finding("foreign", "Choose one of the offers of this quote that were opened.")])
    return sheet.name(bid.pk)


def _bars_to_scores(
    sheet: Sheet, wanted: Mapping[int, Question], scores: Mapping[int, Judged], *, all_of_them: bool
) -> Iterable[Finding]:
    allowed = {Decimal(step.points) for step in sheet.scale}
    for number in sorted(set(scores) - set(wanted)):
        yield Finding("foreign", f"Question {number} is not scored here.")
    if all_of_them:
        for number in sorted(set(wanted) - set(scores)):
            yield Finding("missing", f"Score question {number}.", cure=f"points_{number}")
    for number, given in scores.items():
        if given.points not in allowed:
            told = f"Question {number}: choose points from the scale."
            yield Finding("scale", told, cure=f"points_{number}")
        if not given.reason.strip():
            yield Finding("reason", f"Question {number}: enter the reason.", cure=f"why_{number}")


def _bars_to_checks(
    standing: finishing.Standing, wanted: Mapping[int, Question], checks: Mapping[int, Pass]
) -> Iterable[Finding]:
    for number, said in sorted(checks.items()):
        if number not in standing.to_check:
            yield Finding("foreign", f"Question {number} is not one that is passed or failed.")
            continue
        if wanted[number].is_price and said.passes:
            told = "There is no price that can be scored. Say that the offer is not compliant, and why."
            yield Finding("no_price", told, cure=f"passes_{number}")
        if not said.passes and not said.reason.strip():
            yield Finding("reason", f"Question {number}: say why it is not met.", cure=f"why_{number}")
