"""Record what suppliers say and what is learned, keep everybody equal, and use the findings in decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hub.engagement import acts, rules, selectors
from hub.engagement.citing import Place
from hub.engagement.models import Answer, Exercise, Finding, Participant, Step
from hub.engagement.terms import About, Advantage
from hub.law.findings import Finding as Fault
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.platform.clock import london
from hub.platform.identity.selectors import myself
from hub.platform.reference.statute import statute_at
from hub.procurement.models import Procurement

CHANGES = frozenset({About.CONTENT, About.LOTS, About.TIMING, About.PRICE})


@dataclass(frozen=True)
class Decision:
    """What was decided because of a finding, or in spite of it.

    :param place: the record that holds the decision.
    :param is_followed: whether the decision does as the finding says.
    """

    text: str
    place: Place
    is_followed: bool = True


def answer(
    one: Exercise,
    *,
    participant: Participant,
    texts: Mapping[int, str],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Exercise:
    """Record what a supplier says to the questions; an answer that is left empty is taken out.

    :param texts: by the number of the question.
    :raises Refused: when nothing is answered.
    """
    with perform(acts.ANSWER, one, by=by, at=at, version=version) as done:
        given = {number: text.strip() for number, text in texts.items() if text.strip()}
        if not given:
            refuse(acts.ANSWER, [Fault("answers", "Enter an answer to one question at least.")])
        known = {row.question.number: row for row in participant.answers.select_related("question")}
        for question in one.questions.all():
            row = known.get(question.number)
            if question.number in given:
                row = row or Answer(question=question, participant=participant)
                row.text, row.given_on = given[question.number], london(at).date()
                row.save()
            elif row is not None:
                row.delete()
        if participant.attended_on is None:
            participant.attended_on = london(at).date()
            participant.save()
        one.save()
        done.note(answers=len(given))
        done.changed("answers of", None, participant.name)
    return one


def record_steps(
    one: Exercise, *, steps: Sequence[str], taken_on: date, by: Actor, at: datetime, version: int | None = None
) -> Exercise:
    """Record steps that keep those who take part from an unfair advantage (PA 2023 s.16(3)).

    :raises Refused: without a step, for one that is recorded already, or for a day to come.
    """
    with perform(acts.RECORD_STEPS, one, by=by, at=at, version=version) as done:
        texts = [text.strip() for text in steps if text.strip()]
        faults = [] if texts else [Fault("steps", "Choose or write one step at least.")]
        known = set(one.steps.values_list("text", flat=True))
        faults += [Fault("known", f"“{text}” is recorded already.") for text in texts if text in known]
        if taken_on > london(at).date():
            faults.append(Fault("future", "A step cannot be taken on a day to come.", cure="taken_on"))
        refuse(acts.RECORD_STEPS, faults)
        for text in dict.fromkeys(texts):
            Step(exercise=one, text=text, taken_on=taken_on, recorded_by=myself(by)).save()
        one.save()
        done.changed("steps", None, texts)
    return one


def find(one: Exercise, *, text: str, about: str, by: Actor, at: datetime, version: int | None = None) -> Exercise:
    """Record something learned; a later decision has to use it, or say why not.

    :raises Refused: without words.
    """
    with perform(acts.FIND, one, by=by, at=at, version=version) as done:
        if not text.strip():
            refuse(acts.FIND, [Fault("text", "Enter what was found.", cure="text")])
        last = one.findings.order_by("-number").first()
        made = Finding(
            exercise=one, number=last.number + 1 if last else 1, text=text.strip(), about=About(about),
            found_on=london(at).date(),
        )  # fmt: skip
        made.save()
        count(one)
        one.save()
        done.note(finding=made.number, about=made.about)
        done.changed(f"finding {made.number}", None, made.text)
    return one


def assess_advantage(
    one: Exercise,
    *,
    advantage: str,
    note: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Exercise:
    """Say whether taking part gave a supplier an unfair advantage, and let the law say what follows.

    :raises Refused: when the facts cannot be, or an advantage is not described.
    """
    with perform(acts.ASSESS_ADVANTAGE, one, by=by, at=at, version=version) as done:
        term = Advantage(advantage)
        if term is not Advantage.NONE and not note.strip():
            told = "Say which supplier, what its advantage is, and what is done about it."
            refuse(acts.ASSESS_ADVANTAGE, [Fault("note", told, "PA 2023 s.16(4)", cure="note")])
        found = rules.ruling(
            term,
            engaged_on=one.opened_on or one.starts_on,
            tender_notice_on=_tendered_on(one),
            has_steps=one.steps.exists(),
            tables=statute_at(one.authority_id),
        )
        if found.result is None:
            refuse(acts.ASSESS_ADVANTAGE, found.findings)
        else:
            one.must_exclude = found.result.must_exclude
        one.advantage, one.advantage_note, one.advantage_on = term, note.strip(), london(at).date()
        one.save()
        done.note(note, advantage=term, must_exclude=one.must_exclude)
    return one


def _tendered_on(one: Exercise) -> date | None:
    """Give the first day on which one of the purchases went to the market."""
    cases = [each for each in selectors.records_of(one) if isinstance(each, Procurement)]
    return min((case.competed_on for case in cases if case.competed_on), default=None)


def cite(
    one: Exercise,
    *,
    finding: Finding,
    decision: Decision,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Exercise:
    """Say in which decision a finding was used, or why it is not followed.

    :raises Refused: without the decision in words.
    """
    with perform(acts.CITE, one, by=by, at=at, version=version) as done:
        if not decision.text.strip():
            refuse(acts.CITE, [Fault("decision", "Enter what was decided.", cure="decision")])
        place = decision.place
        finding.decision, finding.is_followed = decision.text.strip(), decision.is_followed
        finding.cited_on, finding.cited_by = london(at).date(), myself(by)
        finding.cited_kind, finding.cited_id = place.kind, place.pk
        finding.cited_reference, finding.cited_page = place.reference, place.page
        finding.save()
        count(one)
        one.save()
        done.note(decision.text, finding=finding.number, cited_in=place.reference)
    return one


def count(one: Exercise) -> None:
    """Work out what registers and measures read, without saving."""
    found = list(one.findings.all())
    used = [each for each in found if each.cited_on is not None]
    one.findings_count, one.uncited_count = len(found), len(found) - len(used)
    one.feeds_risk = any(each.about == About.RISK for each in used)
    one.feeds_options = any(each.about == About.OPTIONS for each in used)
    one.changed_something = any(each.about in CHANGES and each.is_followed for each in used)
