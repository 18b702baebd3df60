"""Rules of market engagement over plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.engagement.terms import Advantage
from hub.law.answers import Answer
from hub.law.conflicts import Advantage as Ruling
from hub.law.conflicts import MarketEngagementAdvantageFacts, market_engagement_advantage
from hub.law.findings import Finding
from hub.law.notice_events import Events, NoticesFacts
from hub.law.notices import notices
from hub.law.tables import Tables
from hub.law.terms import ContractKind, Duty, NoticeType, Procedure, Regime
from hub.law.thresholds import ThresholdFacts, threshold
from hub.platform.words import date_long

SECTION = "PA 2023 s.17(1)"


@dataclass(frozen=True)
class Bought:
    """What the duty to publish depends on, of one procurement.

    :param value_inc_vat: the estimate in pounds with VAT, or None while nobody made one.
    :param kind: empty while it is not known, and so is the procedure.
    """

    regime: str
    kind: str
    procedure: str
    is_light_touch: bool
    value_inc_vat: Decimal | None
    rules_on: date


@dataclass(frozen=True)
class NoticeDuty:
    """Whether a preliminary market engagement notice (UK2) has to be published, and why."""

    duty: Duty
    why: str
    citation: str


def notice_duty(bought: Bought | None, *, engaged_on: date, tables: Tables) -> NoticeDuty:
    """Say whether UK2 must come before the tender notice; what is not known yet counts as if it must (PA 2023 s.17).

    :param bought: the procurement; None where only an entry of the plan is known.
    """
    if bought is None or bought.value_inc_vat is None or not bought.kind:
        told = "Its value or kind is not known yet. If a tender notice follows, publish UK2 before it, or say why not."
        return NoticeDuty(Duty.MUST, told, SECTION)
    kind = ContractKind.LIGHT_TOUCH if bought.is_light_touch else ContractKind(bought.kind)
    facts = ThresholdFacts(on=bought.rules_on, kind=kind, value_inc_vat=bought.value_inc_vat)
    reached = threshold(facts, tables=tables).result
    covered = reached is not None and reached.covered
    procedure = Procedure(bought.procedure) if bought.procedure else None
    if procedure is None:
        procedure = Procedure.OPEN if covered else Procedure.BELOW_THRESHOLD
    asked = NoticesFacts(
        regime=Regime(bought.regime), procedure=procedure, covered=covered, light_touch=bought.is_light_touch,
        value_inc_vat=bought.value_inc_vat, market_engaged=True, events=Events(engaged_on=engaged_on),
    )  # fmt: skip
    answer = notices(asked, tables=tables)
    found = answer.result
    duty = next((one.duty for one in found.notices if one.notice is NoticeType.UK2), Duty.NO) if found else Duty.MUST
    said = {
        Duty.MUST: "Publish UK2 before the tender notice, or say in the tender notice why you do not.",
        Duty.MAY: "No tender notice follows, so nothing asks for UK2. You may publish it.",
        Duty.NO: "No preliminary market engagement notice is asked for.",
    }
    return NoticeDuty(duty, said[duty], SECTION if duty is not Duty.NO else answer.citation)


def strictest(duties: Sequence[NoticeDuty]) -> NoticeDuty:
    """Give the duty that asks for most; an exercise for several purchases keeps to that."""
    order = (Duty.NO, Duty.MAY, Duty.MUST)
    return max(duties, key=lambda one: order.index(one.duty))


def ruling(
    advantage: Advantage, *, engaged_on: date, tender_notice_on: date | None, has_steps: bool, tables: Tables
) -> Answer[Ruling]:
    """Ask the law whether an advantage forces a supplier out (PA 2023 s.16)."""
    facts = MarketEngagementAdvantageFacts(
        engaged_on=engaged_on,
        tender_notice_on=tender_notice_on,
        steps_taken=has_steps,
        unfair_advantage=advantage is not Advantage.NONE,
        avoidable=advantage is not Advantage.UNAVOIDABLE,
    )
    return market_engagement_advantage(facts, tables=tables)


def dates(starts_on: date, ends_on: date) -> Iterable[Finding]:
    """An exercise ends on the day it begins, or later."""
    if ends_on < starts_on:
        yield Finding("dates", "The last day must not come before the first.", cure="ends_on")


def bars_to_narrowing(*, is_running: bool, was_open: bool, is_open: bool) -> Iterable[Finding]:
    """What every supplier was told that it may take part in stays open to every supplier (PA 2023 s.12(2))."""
    if is_running and was_open and not is_open:
        told = "Every supplier was told that it may take part. Withdraw it, and plan another for those you invite."
        yield Finding("narrowed", told, "PA 2023 s.12(2)", cure="is_open_to_all")


@dataclass(frozen=True)
class Door:
    """What decides whether a supplier's answers are still taken.

    :param is_running: the exercise was opened and is neither closed nor withdrawn.
    :param ends_on: its last day in London; the whole of it counts.
    :param has_questions: there is something to answer in writing.
    :param may_take_part: it is open to all, or the organisation was invited.
    """

    is_running: bool
    ends_on: date
    has_questions: bool
    may_take_part: bool


def bars_to_replying(door: Door, *, on: date) -> Iterable[Finding]:
    """Answers are taken of those who may take part, while it runs and until its last day is over.

    :param on: the day in London on which they arrive.
    """
    if not door.may_take_part:
        yield Finding("not_invited", "Only suppliers that were invited can answer this market engagement.")
    if not door.is_running:
        yield Finding("not_running", "This market engagement is not open, so it takes no answers.")
    elif on > door.ends_on:
        told = f"Answers were due by the end of {date_long(door.ends_on)}. They are not taken any more."
        yield Finding("too_late", told)
    if not door.has_questions:
        yield Finding("no_questions", "This market engagement has no written questions to answer.")


def bars_to_closing(
    *, findings: int, nothing_found: str, has_steps: bool, is_assessed: bool, notice_settled: bool
) -> Iterable[Finding]:
    """An exercise closes with what it found, its steps to keep all equal, and its notice or why there is none."""
    if not findings and not nothing_found.strip():
        told = "Record what was found, or say why nothing was."
        yield Finding("findings", told, cure="nothing_found")
    if not has_steps:
        told = "Record the steps that keep everybody equal, such as sharing with all what one was told."
        yield Finding("steps", told, "PA 2023 s.16(3)", cure="engagement.record_steps")
    if not is_assessed:
        told = "Say whether a supplier has an unfair advantage from taking part."
        yield Finding("advantage", told, "PA 2023 s.16(4)", cure="engagement.assess_advantage")
    if not notice_settled:
        told = "Record the preliminary market engagement notice (UK2), or why there is none."
        yield Finding("notice", told, SECTION, cure="engagement.record_notice")


def tabulated(
    questions: Sequence[tuple[int, str]],
    people: Sequence[tuple[int, str]],
    answers: Mapping[tuple[int, int], str],
) -> list[list[str]]:
    """Give the answers as a table: a row for each question and a column for each supplier; what is missing is empty.

    :param questions: number and text of each.
    :param people: number and name of each supplier.
    :param answers: by the numbers of question and supplier.
    """
    head = ["Question", *(name for _, name in people)]
    rows = [[text, *(answers.get((number, who), "") for who, _ in people)] for number, text in questions]
    return [head, *rows]
