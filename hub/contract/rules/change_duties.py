"""What a change to a contract asks: the notice before it, the standstill, and the copy after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hub.contract.rules import law_questions as questions
from hub.contract.rules.lawful import KINDS, Change, Lawful, before, joined, needs, thoughts
from hub.contract.terms import Nature
from hub.duty.rules import Asked, day
from hub.duty.terms import Also
from hub.law.answers import Answer
from hub.law.modification_duties import (
    ChangeCopyFacts,
    ChangeStandstillFacts,
    modification_copy,
    modification_standstill,
)
from hub.law.modifications import EarlierChange, Modification, ModificationFacts, modification
from hub.law.tables import Tables
from hub.law.terms import ContractKind, NoticeType
from hub.law.terms import Regime as Law

MADE = "the change was made"
MAKING = "the change is made"
NOTICE = "PA 2023 s.75(1)"
PROTECTS = (
    "The notice may state a standstill of at least {days} working days. One that is kept protects the change from "
    "being set aside (PA 2023 ss.76, 105)."
)
ADVISED = "The law asks for no notice by itself here. Publish one, or let Legal or the lead say why it is not needed."


def of_changes(given: Lawful, light: bool, tables: Tables) -> Iterator[Asked]:
    """Give what each change asks under the Act; what the contract provides for needs a notice too, unless it is small.

    :param light: whether the contract is one for light touch services.
    """
    for number, change in enumerate(given.changes):
        key = str(change.pk)
        if missing := questions.of_change(given):
            yield needs(NoticeType.UK10, NOTICE, missing, key=key)
            continue
        answer = judged(given, number, Law.PA23, light=light, tables=tables)
        if answer.result is None:
            yield needs(NoticeType.UK10, NOTICE, questions.of_findings(answer.findings, given.page), key=key)
            continue
        yield from _notice(change, answer, tables)
        if answer.result.notice_required:
            yield from _standstill(given, change, tables)
            yield from _copy(given, number, tables)


def judged(given: Lawful, number: int, law: Law, *, light: bool, tables: Tables) -> Answer[Modification]:
    """Judge one change against the contract as awarded and the changes before it.

    :param number: its place among the changes, counted from 0.
    :param light: whether the contract is one for light touch services.
    """
    change, earlier = given.changes[number], given.changes[:number]
    until = given.awarded_until or given.changes[0].ended_before
    assert given.value_inc_vat is not None and given.starts_on is not None and until is not None
    facts = ModificationFacts(
        regime=law,
        kind=ContractKind.LIGHT_TOUCH if light else KINDS[Nature(given.nature)],
        light_touch=light,
        value_inc_vat=given.value_inc_vat,
        starts_on=given.starts_on,
        ends_on=until,
        previous=tuple(
            EarlierChange(ground=one.ground, value_delta_inc_vat=one.value_delta_inc_vat, term_delta_days=one.days)
            for one in earlier
        ),
        ground=change.ground,
        value_delta_inc_vat=change.value_delta_inc_vat,
        term_delta_days=change.days,
        changed_on=change.decided_on,
        commenced_on=commenced(given) if law is Law.PA23 else None,
    )
    return modification(facts, tables=tables)


def commenced(given: Lawful) -> date | None:
    """Give the last day on which the procurement can have commenced: nobody records when it did."""
    return min(filter(None, (given.awarded_on, given.signed_on, given.starts_on)), default=None)


def _notice(change: Change, answer: Answer[Modification], tables: Tables) -> Iterator[Asked]:
    """Give the notice; where the law asks none but the rule warns, the warning stands as a thing to decide."""
    assert answer.result is not None
    said, warned = f"For the change decided on {day(change.decided_on)}.", thoughts(answer.findings)
    if answer.result.notice_required:
        least = tables.days("contract_duties", "change_standstill", on=change.decided_on)
        note = joined(said, warned, PROTECTS.format(days=least))
        yield before(NoticeType.UK10, change.decided_on, NOTICE, MAKING, key=str(change.pk), note=note)
    elif warned:
        yield Asked(
            code=NoticeType.UK10,
            key=str(change.pk),
            label="Decide whether to publish the contract change notice (UK10)",
            citation="PA 2023 s.75(2)",
            by=change.decided_on,
            before=MAKING,
            note=joined(said, warned, ADVISED),
        )


def _standstill(given: Lawful, change: Change, tables: Tables) -> Iterator[Asked]:
    """Give the wait after a published notice, where the change would come before its end."""
    published = given.settled.changes.get(str(change.pk))
    if published is None or published > change.decided_on:
        return
    least = tables.days("contract_duties", "change_standstill", on=published)
    answer = modification_standstill(
        ChangeStandstillFacts(notice_published_on=published, working_days=least), tables=tables
    )
    if answer.result is None or answer.result.earliest_change_on <= change.decided_on:
        return
    assert answer.result.ends_on is not None  # working days were stated
    yield Asked(
        code=Also.STANDSTILL,
        key=str(change.pk),
        label="Keep the standstill that the contract change notice states",
        citation=answer.citation,
        by=answer.result.earliest_change_on,
        before=MAKING,
        trigger_on=answer.result.earliest_change_on,
        trigger="the standstill is over",
        note=(
            f"The notice was published on {day(published)}, so a standstill of {least} working days ends on "
            f"{day(answer.result.ends_on)}. The change was decided on {day(change.decided_on)}: it may apply from "
            f"{day(answer.result.earliest_change_on)}. If the notice states no standstill, Legal or the lead says that "
            "this is not needed."
        ),
    )


def _copy(given: Lawful, number: int, tables: Tables) -> Iterator[Asked]:
    change = given.changes[number]
    assert given.value_inc_vat is not None
    value = given.value_inc_vat + sum((one.value_delta_inc_vat for one in given.changes[:number]), Decimal(0))
    facts = ChangeCopyFacts(
        changed_on=change.decided_on,
        notice_required=True,
        value_before_inc_vat=value,
        value_after_inc_vat=value + change.value_delta_inc_vat,
    )
    answer = modification_copy(facts, tables=tables)
    # Days and values were judged with the change itself, so this always decides.
    if answer.sure().required:
        yield Asked(
            code=Also.CHANGE_COPY,
            key=str(change.pk),
            label="Publish a copy of the changed contract",
            citation=answer.citation,
            by=answer.sure().publish_by,
            trigger_on=change.decided_on,
            trigger=MADE,
            note=(
                f"For the change decided on {day(change.decided_on)}. The contract as changed or the change alone may "
                "be published; what is secret may be taken out of it."
            ),
        )
