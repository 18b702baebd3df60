"""Reads over market engagement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from hub.engagement import rules
from hub.engagement.models import Answer, Exercise, Finding, Participant, Question, Reply, Step, Subject
from hub.engagement.terms import HELD, OPEN, State
from hub.pipeline import selectors as pipeline
from hub.pipeline.models import PipelineEntry
from hub.platform.actors import Actor
from hub.platform.identity.models import Person
from hub.platform.identity.roles import OFFICERS
from hub.platform.indicators import history
from hub.platform.reference import lookup
from hub.platform.reference.statute import statute_at
from hub.platform.tenancy.models import Authority
from hub.procurement import selectors as cases
from hub.procurement.models import Procurement
from hub.supplier.models import Supplier

STEPS, SETTINGS = "engagement_steps", "engagement_settings"
FEW = 40


@dataclass(frozen=True)
class Whole:
    """An exercise with its parts, read once for a page."""

    exercise: Exercise
    subjects: list[Subject]
    questions: list[Question]
    participants: list[Participant]
    answers: list[Answer]
    steps: list[Step]
    findings: list[Finding]
    replies: list[Reply]

    def table(self) -> list[list[str]]:
        """Give the answers as a table: a row for each question, a column for each supplier that answered.

        What an officer recorded and what a supplier sent itself stand in columns of their own.
        """
        said = {(one.question.number, one.participant_id): one.text for one in self.answers}
        who = [(one.pk, one.name) for one in self.participants if any(key[1] == one.pk for key in said)]
        # Replies have numbers of their own, so theirs are counted below nought.
        own = {(each.number, -one.pk): one.text(each.number) for one in self.replies for each in self.questions}
        sent = [(-one.pk, f"{one.name} (sent itself)") for one in self.replies]
        return rules.tabulated([(one.number, str(one)) for one in self.questions], [*who, *sent], {**said, **own})


def exercises(actor: Actor) -> Any:
    """Give the exercises that an officer may read."""
    if actor.is_system:
        return Exercise.objects.all()
    reach = [party for party in actor.reach if actor.holds(OFFICERS, party)]
    return Exercise.objects.visible_to(actor).filter(authority__in=reach).select_related("authority", "owner")


def exercise(actor: Actor, reference: str) -> Exercise | None:
    """Give one exercise, or None."""
    return exercises(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def whole(one: Exercise) -> Whole:
    """Read an exercise with its parts."""
    return Whole(
        one,
        list(one.subjects.select_related("procurement", "entry").order_by("pk")),
        list(one.questions.order_by("number")),
        list(one.participants.select_related("supplier").order_by("name")),
        list(Answer.objects.filter(question__exercise=one).select_related("question", "participant").order_by("pk")),
        list(one.steps.select_related("recorded_by").order_by("taken_on", "pk")),
        list(one.findings.select_related("cited_by").order_by("number")),
        list(one.replies.select_related("supplier", "sent_by").order_by("name", "pk")),
    )


def opened_to_all(ids: Sequence[int]) -> list[Exercise]:
    """Give those of some exercises that were opened and in which every supplier may take part, with their questions."""
    rows = Exercise.objects.filter(pk__in=list(ids), opened_on__isnull=False, is_open_to_all=True)
    return list(rows.prefetch_related("questions").order_by("pk"))


def for_suppliers(actor: Actor) -> Any:
    """Give the opened exercises that an actor's supplier organisations may take part in, or replied to."""
    theirs = actor.supplier_reach
    if not theirs:
        return Exercise.objects.none()
    invited = Participant.objects.filter(Q(supplier__party__in=theirs) | Q(supplier__merged_into__party__in=theirs))
    replied = Reply.objects.filter(party__in=theirs)
    may = Q(is_open_to_all=True) | Q(pk__in=invited.values("exercise")) | Q(pk__in=replied.values("exercise"))
    return Exercise.objects.held().filter(may).select_related("authority").order_by("ends_on", "pk")


def for_supplier(actor: Actor, reference: str) -> Exercise | None:
    """Give one of these exercises, or None."""
    return for_suppliers(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def replies_of(actor: Actor, exercises: Sequence[int]) -> list[Reply]:
    """Give what an actor's supplier organisations sent to some exercises."""
    rows = Reply.objects.filter(exercise__in=list(exercises), party__in=actor.supplier_reach)
    return list(rows.select_related("sent_by", "exercise").order_by("name", "pk"))


def reply_of(one: Exercise, party: int) -> Reply | None:
    """Give the reply of an organisation, or None."""
    return one.replies.filter(party=party).first()


def questions_of(one: Exercise) -> list[Question]:
    """Give the questions of an exercise in their order."""
    return list(one.questions.order_by("number"))


def door(one: Exercise, party: int) -> rules.Door:
    """Give what decides whether an organisation's answers are taken."""
    theirs = Q(supplier__party=party) | Q(supplier__merged_into__party=party)
    return rules.Door(
        is_running=one.status == State.RUNNING,
        ends_on=one.ends_on,
        has_questions=one.questions.exists(),
        may_take_part=one.is_open_to_all or one.participants.filter(theirs).exists(),
    )


def supplier_of(party: int) -> Supplier | None:
    """Give the entry of the register that is an organisation of the supplier site, the one that stands for it."""
    found = Supplier.objects.filter(party=party).select_related("merged_into").first()
    return found.standing if found is not None else None


def records_of(one: Exercise) -> list[Any]:
    """Give the purchases that an exercise is for."""
    return [each.record for each in one.subjects.select_related("procurement", "entry").order_by("pk")]


def participant(one: Exercise, number: int) -> Participant | None:
    """Give one supplier of an exercise."""
    return one.participants.filter(pk=number).first()


def answers_of(one: Participant) -> dict[int, str]:
    """Give what a supplier said, by the number of the question."""
    return dict(one.answers.values_list("question__number", "text"))


def finding(one: Exercise, number: int) -> Finding | None:
    """Give one finding of an exercise."""
    return one.findings.filter(number=number).first()


def of_procurement(case: Procurement) -> list[Exercise]:
    """Give the exercises for a case, those for the entry that it began from among them; withdrawn ones are left out."""
    found = Exercise.objects.exclude(status=State.WITHDRAWN).filter(pk__in=_for_case(case))
    return list(found.select_related("owner").order_by("-starts_on", "-pk"))


def _for_case(case: Procurement) -> Any:
    own = Subject.objects.filter(procurement=case)
    if case.entry_id is not None:
        own = own | Subject.objects.filter(entry=case.entry_id)
    return own.values("exercise_id")


def of_entry(entry: PipelineEntry) -> list[Exercise]:
    """Give the exercises for an entry of the plan; withdrawn ones are left out."""
    found = Exercise.objects.exclude(status=State.WITHDRAWN).filter(subjects__entry=entry)
    return list(found.select_related("owner").order_by("-starts_on", "-pk"))


def findings_not_cited(case: Procurement) -> list[Finding]:
    """Give the findings about a case that no decision has used yet, nor said why not."""
    rows = Finding.objects.filter(exercise__in=_for_case(case), cited_on__isnull=True)
    return list(
        rows.exclude(exercise__status=State.WITHDRAWN).select_related("exercise").order_by("exercise", "number")
    )


def engaged(at: datetime, **conditions: Any) -> Any:
    """Give the numbers of the procurements with an exercise that had been held at a moment, as a subquery.

    :param conditions: what the exercise must have met then besides.
    """
    wanted = Q(status__in=sorted(HELD), **conditions)
    held: Any = Exercise.objects.filter(wanted)
    references: list[str] = []
    if history.is_past(at):
        # What an exercise is for may have been written anew since; the log tells it by references.
        told = history.said_before(Exercise, "purchases", at)
        then = [one.pk for one in history.met_at(Exercise, wanted, at)]
        held = [pk for pk in then if pk not in told]
        references = [each for pk in then for each in told.get(pk) or ()]
    direct = Procurement.objects.filter(Q(engagements__exercise__in=held) | Q(reference__in=references))
    by_entry = Procurement.objects.filter(Q(entry__engagements__exercise__in=held) | Q(entry__reference__in=references))
    return (direct | by_entry).values("pk")


def notice_duty(one: Exercise) -> rules.NoticeDuty:
    """Say whether a preliminary market engagement notice has to be published for an exercise, and why."""
    tables = statute_at(one.authority_id)
    found = [
        rules.notice_duty(
            bought(each) if isinstance(each, Procurement) else None, engaged_on=one.starts_on, tables=tables
        )
        for each in records_of(one)
    ]
    return rules.strictest(found) if found else rules.notice_duty(None, engaged_on=one.starts_on, tables=tables)


def bought(case: Procurement) -> rules.Bought:
    """Give what the duty to publish depends on."""
    value = case.aggregate_inc_vat if case.aggregate_inc_vat is not None else case.estimate_inc_vat
    return rules.Bought(
        case.regime, case.contract_kind, case.procedure or case.intended_procedure, bool(case.is_light_touch), value,
        case.rules_on,
    )  # fmt: skip


def standard_steps(authority: Authority, *, on: date) -> list[str]:
    """Give the steps that the authority usually takes."""
    return [row.label for row in lookup.get(STEPS, on=on, authority=authority)]


def days_to_cite(authority: Authority, *, on: date) -> int:
    """Give how many days after the end the findings may wait to be used."""
    return int(lookup.value(SETTINGS, "cite", on=on, authority=authority)["days"])


def purchases(actor: Actor, words: str) -> list[Any]:
    """Give the cases and entries of an actor's own authority whose reference or title has some words, a few of them."""
    home = actor.home_id or 0
    found: list[Any] = []
    for rows in (cases.procurements(actor), pipeline.entries(actor)):
        mine = rows.filter(authority=home)
        exact = list(mine.filter(reference__iexact=words)[:1])
        found += exact or list(mine.filter(title__icontains=words).order_by("-pk")[:FEW])
    return found


def by_reference(actor: Actor, reference: str) -> Any:
    """Give the case or entry with a reference, or None."""
    return cases.find(actor, reference) or pipeline.entry(actor, reference)


def led_by(person: Person) -> list[Exercise]:
    """Give the exercises that somebody leads and that are not closed."""
    return list(Exercise.objects.filter(owner=person, status__in=OPEN).select_related("authority").order_by("pk"))


def known_small(names: Sequence[str]) -> dict[str, Any]:
    """Give, by name, the supplier that a name means, where it means one."""
    from hub.supplier import selectors as suppliers

    found = {}
    for name in names:
        rows = suppliers.named(name)
        if len(rows) == 1:
            found[name] = rows[0]
    return found


def to_index(ids: Any) -> Any:
    """Give the exercises that search indexes."""
    return Exercise.objects.filter(pk__in=list(ids)).select_related("authority")


def deadlines_of(case: Procurement) -> Q:
    """Give a filter over the deadlines of the exercises for a case."""
    return Q(kind=Exercise.kind(), record_id__in=Subject.objects.filter(procurement=case).values("exercise"))
