"""What can be done about risk screens, one function for each act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from hub.law.findings import Finding
from hub.platform.act_table import bars
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import Refused, create, perform
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.platform.identity.selectors import myself, role_holders
from hub.platform.numbering.services import take
from hub.risk import acts, rules, selectors, subjects
from hub.risk.models import Ask, Screen
from hub.risk.terms import Answer, Level

SERIES = "SCR"
DAYS_OF_MONTH = 28


def answer(
    record: Any,
    *,
    topic: str,
    answers: Mapping[str, str],
    notes: Mapping[str, str],
    reviewer: Person,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Screen:
    """Answer the screen of a record on a topic, for the first time or again.

    :param answers: by the code of the question; notes beside them in the same way.
    :param reviewer: who is named to look at it.
    :param version: the version of the screen that the person saw, where there is one.
    :raises Refused: when a question has no answer, or the reviewer may not review.
    """
    known = selectors.screen_of(record, topic)
    if known is None:
        return _first(record, topic, by=by, at=at, given=(answers, notes, reviewer))
    with perform(acts.SCREEN_AGAIN, known, by=by, at=at, version=version) as done:
        found = _settle(known, record, by=by, at=at, given=(answers, notes, reviewer))
        known.save()
        _ask_for(known, found)
        done.note(level=found.level, points=found.points)
    return known


Given = tuple[Mapping[str, str], Mapping[str, str], Person]


def _first(record: Any, topic: str, *, by: Actor, at: datetime, given: Given) -> Screen:
    made = Screen(
        authority=record.authority,
        topic=topic,
        subject_kind=record.kind(),
        subject_id=record.pk,
    )
    with create(acts.SCREEN, made, by=by, at=at) as done:
        found = _settle(made, record, by=by, at=at, given=given)
        made.reference = take(SERIES, record.authority, year=london(at).year)[0]
        made.save()
        _ask_for(made, found)
        done.note(level=found.level, points=found.points)
    return made


def _settle(one: Screen, record: Any, *, by: Actor, at: datetime, given: Given) -> rules.Judgement:
    """Write the answers and what they come to onto the screen."""
    answers, notes, reviewer = given
    on = london(at).date()
    sheet = selectors.sheet(one.topic, on=on, authority=one.authority)
    act = acts.SCREEN if one.pk is None else acts.SCREEN_AGAIN
    one.screened_by = myself(by)
    faults = [*rules.missing_answers(sheet.questions, answers), *_bars_to_reviewer(one, reviewer, on)]
    if faults:
        raise Refused(act, faults)
    given_answers = {each.code: Answer(answers[each.code]) for each in sheet.questions}
    found = rules.judge(sheet.questions, given_answers, bounds=sheet.bounds, asks=sheet.asks)
    known = subjects.of_kind(one.subject_kind)
    one.subject_facts = known.facts_of(record) if known else {}
    one.subject_reference, one.subject_title = record.reference, record.title
    one.subject_page = record.get_absolute_url()
    one.questions_on, one.screened_on = on, on
    one.answers = {code: str(value) for code, value in given_answers.items()}
    one.notes = {code: text.strip() for code, text in notes.items() if text.strip()}
    one.level, one.points, one.reasons = found.level, found.points, list(found.reasons)
    one.reviewer, one.review_by = reviewer, on + timedelta(days=sheet.review_days)
    one.reviewed_on, one.comment, one.outdated_why = None, "", ""
    one.again_on = _months_after(on, sheet.again_months)
    return found


def _bars_to_reviewer(one: Screen, reviewer: Person, on: date) -> Iterable[Finding]:
    if reviewer.pk == one.screened_by_id:
        told = f"{reviewer.name} answered it. Name somebody else: nobody reviews their own screen."
        yield Finding("own_screen", told, cure="reviewer")
    elif reviewer not in role_holders(acts.REVIEWERS, one.authority, on):
        told = f"{reviewer.name} may not review screens. Choose the lead, legal, finance or data protection."
        yield Finding("reviewer", told, cure="reviewer")


def _ask_for(one: Screen, found: rules.Judgement) -> None:
    """Keep what is still asked with its result, add what is new, and mark what is asked no more."""
    known = {each.code: each for each in one.asks.all()}
    wanted = {each.code: each for each in found.asks}
    for code, asked in wanted.items():
        each = known.get(code) or Ask(screen=one, code=code)
        each.label, each.citation, each.is_asked = asked.label, asked.citation, True
        each.save()
    for code, each in known.items():
        if code not in wanted and each.is_asked:
            each.is_asked = False
            each.save()
    one.open_asks = one.asks.filter(is_asked=True, done_on__isnull=True).count()
    one.save()


@bars(acts.REVIEW)
def reviews_another(one: Screen, by: Actor, at: datetime) -> Iterable[Finding]:
    """Nobody reviews their own screen."""
    if one.screened_by_id == by.person_id:
        yield Finding(
            "own_screen", "You answered this screen. Somebody else has to review it.", cure="risk.screen_again"
        )


def review(one: Screen, *, comment: str, by: Actor, at: datetime, version: int | None = None) -> Screen:
    """Say what a look at the screen came to; it then holds until it is due again.

    :raises Refused: by whoever answered it, and without a comment on a high level.
    """
    with perform(acts.REVIEW, one, by=by, at=at, version=version) as done:
        if one.level == Level.HIGH and not comment.strip():
            told = "Enter what is done about it: the screen found a high risk."
            raise Refused(acts.REVIEW, [Finding("comment", told, cure="comment")])
        one.reviewer, one.reviewed_on, one.comment = myself(by), london(at).date(), comment.strip()
        one.save()
        done.note(comment)
    return one


def name_reviewer(
    one: Screen, *, reviewer: Person, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Screen:
    """Name somebody else to review a screen; its day stays.

    :raises Refused: when the person answered it, or may not review.
    """
    with perform(acts.NAME, one, by=by, at=at, version=version) as done:
        faults = list(_bars_to_reviewer(one, reviewer, london(at).date()))
        if faults:
            raise Refused(acts.NAME, faults)
        one.reviewer = reviewer
        one.save()
        done.note(reason)
    return one


def meet(
    one: Screen, *, ask: Ask, result: str, done_on: date, by: Actor, at: datetime, version: int | None = None
) -> Screen:
    """Record that something which the screen asks for is done, and with what result.

    :raises Refused: for a day to come, or without a result.
    """
    with perform(acts.MEET, one, by=by, at=at, version=version) as done:
        faults = []
        if not result.strip():
            faults.append(Finding("result", "Enter what came of it.", cure="result"))
        if done_on > london(at).date():
            faults.append(Finding("done_on", "The day must not lie in the future.", cure="done_on"))
        if faults:
            raise Refused(acts.MEET, faults)
        ask.done_on, ask.done_by, ask.result = done_on, myself(by), result.strip()
        ask.save()
        one.open_asks = one.asks.filter(is_asked=True, done_on__isnull=True).count()
        one.save()
        done.note(result, asked=ask.code)
    return one


def outdate(one: Screen, *, by: Actor, at: datetime, why: str = "A year has passed.") -> Screen:
    """Say that a screen no longer tells how things are, and why."""
    with perform(acts.OUTDATE, one, by=by, at=at) as done:
        one.outdated_why = why
        one.save()
        done.note(why)
    return one


def outdate_changed(kind: str, ids: set[int], *, at: datetime) -> int:
    """Ask for new screens of those records whose facts are others than when they were screened.

    :returns: how many screens must be done again.
    """
    known = subjects.of_kind(kind)
    candidates = selectors.stale_candidates(kind, ids) if known else []
    if known is None or not candidates:
        return 0
    records = selectors.records_of(known.model, {one.subject_id for one in candidates})
    count = 0
    for one in candidates:
        record = records.get(one.subject_id)
        if record is None or not known.is_open(record):
            continue
        changed = rules.changed_facts(one.subject_facts, known.facts_of(record), known.facts)
        if changed:
            outdate(one, by=SYSTEM, at=at, why=f"Changed since: {', '.join(changed)}."[:300])
            count += 1
    return count


def _months_after(day: date, months: int) -> date:
    """Give the same day some months later; days that not every month has count as the 28th."""
    whole = day.year * 12 + day.month - 1 + months
    return date(whole // 12, whole % 12 + 1, min(day.day, DAYS_OF_MONTH))
