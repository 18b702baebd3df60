"""Run the yearly assessment: open it, answer it, lock it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from hub.law.findings import Finding
from hub.maturity import acts, selectors
from hub.maturity.models import Answer, Round
from hub.maturity.terms import INNOVATOR, MINIMUM
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, perform
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.platform.tenancy.models import Authority


def open_round(*, authority: Authority, year: int, closes_on: date | None = None, by: Actor, at: datetime) -> Round:
    """Open the assessment of a year.

    :raises Refused: when that year has one.
    """
    if Round.objects.filter(authority=authority, year=year).exists():
        message = f"The assessment of {year} was opened before."
        raise Refused(acts.OPEN_ROUND, [Finding("opened", message, cure=f"/maturity/rounds/{year}/")])
    made = Round(authority=authority, year=year, opened_on=london(at).date(), closes_on=closes_on)
    with create(acts.OPEN_ROUND, made, by=by, at=at):
        made.save()
    return made


def answer(found: Round, *, person: Person, answers: Mapping[str, tuple[int, str]], by: Actor, at: datetime) -> Round:
    """Give or change the levels that a person sees.

    :param answers: behaviour to level and reason.
    :raises Refused: for a behaviour or a level that does not exist.
    """
    known = {entry.code for entry in selectors.behaviours(london(at).date(), found.authority)}
    wrong = [code for code, (level, _) in answers.items() if code not in known or not MINIMUM <= level <= INNOVATOR]
    if wrong:
        raise Refused(acts.ANSWER, [Finding("answer", f"Choose a level from 1 to 5 for: {', '.join(wrong)}.")])
    with perform(acts.ANSWER, found, by=by, at=at) as entry:
        given = {each.code: each for each in found.answers.filter(person=person)}
        for code, (level, reason) in answers.items():
            one = given.get(code) or Answer(round=found, person=person, code=code)
            one.level, one.reason = level, reason
            one.save()
        found.save()
        entry.note(answers=len(answers))
    return found


@bars(acts.LOCK)
def _may_lock(found: Round, by: Actor, at: datetime) -> list[Finding]:
    answers = list(found.answers.all())
    if not answers:
        return [Finding("no_answers", "Nobody has answered yet. Ask at least one person to answer first.")]
    bare = sorted({each.code for each in answers if not each.reason.strip()})
    if bare:
        message = f"Answers without a reason: {', '.join(bare)}. Ask the people who gave them to say why."
        return [Finding("no_reason", message)]
    return []


def lock(found: Round, *, by: Actor, at: datetime) -> Round:
    """Lock an assessment: what is computed, claimed and answered now is kept with it.

    :raises Refused: when nobody answered, or an answer has no reason.
    """
    with perform(acts.LOCK, found, by=by, at=at):
        found.locked_on = london(at).date()
        found.frozen = _frozen(found, at)
        found.save()
    return found


def _frozen(found: Round, at: datetime) -> dict[str, Any]:
    now = selectors.assess(found.authority, at)
    return {
        "plan_score": str(now.plan_score) if now.plan_score is not None else None,
        "diagnostic_score": str(now.diagnostic_score) if now.diagnostic_score is not None else None,
        "behaviours": {
            each.code: {
                "computed": each.computed,
                "held": each.held,
                "claimed": str(each.claimed.level) if each.claimed else None,
            }
            for each in now.behaviours
        },
    }
