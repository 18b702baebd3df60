"""Plan an exercise, write its questions, name suppliers, publish its notice, open it and close it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hub.engagement import acts, rules, selectors
from hub.engagement.models import Exercise, Participant, Question, Subject
from hub.engagement.terms import State
from hub.law.findings import Finding
from hub.platform.act_guards import refuse
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.acts import create, perform
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.platform.identity.selectors import myself
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority
from hub.procurement.models import Procurement
from hub.supplier.models import Supplier
from hub.supplier.terms import Size

SERIES = "ENG"


@dataclass(frozen=True)
class Plan:
    """What is planned of an exercise.

    :param records: the cases and entries of the plan that it is for.
    """

    title: str
    purpose: str
    method: str
    starts_on: date
    ends_on: date
    records: Sequence[Any]
    is_open_to_all: bool = True


@dataclass(frozen=True)
class Named:
    """A supplier that is invited, and when it took part if it did."""

    name: str
    invited_on: date | None = None
    attended_on: date | None = None
    is_small: bool | None = None


def plan(made: Plan, *, authority: Authority, by: Actor, at: datetime) -> Exercise:
    """Plan an exercise for one purchase or several.

    :raises Refused: when its days are the wrong way round, or it is for nothing.
    """
    one = Exercise(authority=authority, owner=myself(by), planned_on=london(at).date())
    with create(acts.PLAN, one, by=by, at=at) as done:
        refuse(acts.PLAN, _faults(made, authority))
        _settle(one, made)
        one.reference = take(SERIES, authority, year=london(at).year)[0]
        one.save()
        done.changed("purchases", None, _write_subjects(one, made.records))
    return one


def revise(one: Exercise, *, made: Plan, by: Actor, at: datetime, version: int | None = None) -> Exercise:
    """Change the plan of an exercise.

    :raises Refused: as for ``plan``, or when nothing changes.
    """
    with perform(acts.REVISE, one, by=by, at=at, version=version) as done:
        refuse(acts.REVISE, [*_faults(made, one.authority), *rules.bars_to_narrowing(
            is_running=one.status == State.RUNNING, was_open=one.is_open_to_all, is_open=made.is_open_to_all
        )])  # fmt: skip
        _settle(one, made)
        before = [each.reference for each in selectors.records_of(one)]
        done.changed("purchases", before, _write_subjects(one, made.records))
        one.save()
    return one


def _faults(made: Plan, authority: Authority) -> Iterable[Finding]:
    yield from rules.dates(made.starts_on, made.ends_on)
    if not made.records:
        yield Finding("records", "Name the procurement or the entry of the plan that it is for.", cure="records")
    for record in made.records:
        if record.authority_id != authority.pk:
            yield Finding("foreign", f"{record.reference} belongs to another authority.", cure="records")


def _settle(one: Exercise, made: Plan) -> None:
    one.title, one.purpose, one.method = made.title.strip(), made.purpose.strip(), made.method
    one.starts_on, one.ends_on, one.is_open_to_all = made.starts_on, made.ends_on, made.is_open_to_all


def _write_subjects(one: Exercise, records: Sequence[Any]) -> list[str]:
    wanted = {(record.kind(), record.pk): record for record in records}
    for row in one.subjects.select_related("procurement", "entry"):
        key = (row.record.kind(), row.record.pk)
        if key in wanted:
            del wanted[key]
        else:
            row.delete()
    for record in wanted.values():
        named = {"procurement": record} if isinstance(record, Procurement) else {"entry": record}
        Subject(exercise=one, **named).save()
    return [record.reference for record in records]


def ask(one: Exercise, *, questions: Sequence[str], by: Actor, at: datetime, version: int | None = None) -> Exercise:
    """Write the questions anew, in their order; once it is open they stay as they are.

    :raises Refused: without a question.
    """
    with perform(acts.ASK, one, by=by, at=at, version=version) as done:
        texts = [text.strip() for text in questions if text.strip()]
        if not texts:
            refuse(acts.ASK, [Finding("questions", "Write one question at least.")])
        known = {row.number: row for row in one.questions.all()}
        before = [row.text for row in known.values()]
        for number, text in enumerate(texts, start=1):
            row = known.pop(number, None) or Question(exercise=one, number=number)
            row.text = text
            row.save()
        for row in known.values():
            row.delete()
        one.save()
        done.changed("questions", before, texts)
    return one


def invite(one: Exercise, *, named: Sequence[Named], by: Actor, at: datetime, version: int | None = None) -> Exercise:
    """Say which suppliers are invited and which took part; one that answered stays.

    :raises Refused: for a name that is given twice, or one that is taken out though it answered.
    """
    with perform(acts.INVITE, one, by=by, at=at, version=version) as done:
        known = {row.name.casefold(): row for row in one.participants.all()}
        before = sorted(row.name for row in known.values())
        refuse(acts.INVITE, _bars_to_names(named, known))
        suppliers = selectors.known_small([each.name.strip() for each in named])
        for each in named:
            name = each.name.strip()
            row = known.pop(name.casefold(), None) or Participant(exercise=one)
            row.name, row.invited_on, row.attended_on = name, each.invited_on, each.attended_on
            row.supplier = suppliers.get(name)
            row.is_small = size_of(row.supplier) if each.is_small is None else each.is_small
            row.save()
        for row in known.values():
            row.delete()
        one.save()
        done.changed("suppliers", before, sorted(each.name.strip() for each in named))
    return one


def size_of(supplier: Supplier | None) -> bool | None:
    """Say whether a supplier is small or medium, as far as its entry tells."""
    return None if supplier is None or not supplier.size else supplier.size == Size.SME


def _bars_to_names(named: Sequence[Named], known: dict[str, Participant]) -> Iterable[Finding]:
    names = [each.name.strip().casefold() for each in named]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Finding("twice", f"“{name}” is named twice. Keep one row for it.")
    for name, row in known.items():
        if name not in names and row.answers.exists():
            yield Finding("answered", f"{row.name} has answered questions, so it stays in the list.")


def record_notice(
    one: Exercise,
    *,
    number: str = "",
    url: str = "",
    published_on: date | None = None,
    why_none: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Exercise:
    """Record the preliminary market engagement notice (UK2), or why there is none (PA 2023 s.17).

    :raises Refused: with both or neither, or for a day to come.
    """
    with perform(acts.RECORD_NOTICE, one, by=by, at=at, version=version) as done:
        faults = []
        if bool(why_none.strip()) == bool(published_on):
            told = "Give the day and number of the notice, or the reason why there is none."
            faults.append(Finding("notice", told, rules.SECTION))
        if published_on is not None and not number.strip():
            faults.append(Finding("number", "Enter the number of the notice.", cure="number"))
        if published_on is not None and published_on > london(at).date():
            faults.append(Finding("future", "The notice cannot be published on a day to come.", cure="published_on"))
        refuse(acts.RECORD_NOTICE, faults)
        one.notice_number, one.notice_url, one.notice_on = number.strip(), url, published_on
        one.no_notice_reason = why_none.strip()
        one.save()
        done.note(why_none)
    return one


@bars(acts.OPEN_IT)
def has_something_to_ask(one: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """The market is asked something, or somebody is invited."""
    if not one.questions.exists() and not one.participants.exists():
        told = "Write the questions, or name the suppliers who are invited."
        yield Finding("empty", told, cure="engagement.ask")


def open_it(one: Exercise, *, by: Actor, at: datetime, version: int | None = None) -> Exercise:
    """Open the exercise to the market."""
    with perform(acts.OPEN_IT, one, by=by, at=at, version=version):
        one.opened_on = london(at).date()
        one.save()
    return one


def close(one: Exercise, *, nothing_found: str = "", by: Actor, at: datetime, version: int | None = None) -> Exercise:
    """Close the exercise; its findings then wait for the decisions that use them.

    :param nothing_found: why nothing was found, where nothing was.
    :raises Refused: without findings, steps, the assessment of advantage, or the notice or a reason for none.
    """
    on = london(at).date()
    with perform(acts.CLOSE, one, by=by, at=at, version=version) as done:
        refuse(
            acts.CLOSE,
            rules.bars_to_closing(
                findings=one.findings_count,
                nothing_found=nothing_found,
                has_steps=one.steps.exists(),
                is_assessed=one.advantage_on is not None,
                notice_settled=one.is_notice_settled,
            ),
        )
        one.closed_on, one.nothing_found = on, nothing_found.strip()
        one.cite_by = on + timedelta(days=selectors.days_to_cite(one.authority, on=on))
        one.save()
        done.note(nothing_found, findings=one.findings_count)
    return one


def withdraw(one: Exercise, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Exercise:
    """Withdraw the exercise, with the reason."""
    with perform(acts.WITHDRAW, one, by=by, at=at, version=version) as done:
        one.save()
        done.note(reason)
    return one


def transfer(
    one: Exercise, *, to: Person, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Exercise:
    """Let somebody else lead the exercise."""
    with perform(acts.TRANSFER, one, by=by, at=at, version=version) as done:
        one.owner = to
        one.save()
        done.note(reason)
    return one
