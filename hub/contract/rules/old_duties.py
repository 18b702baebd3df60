"""What the old regulations still ask of contracts that they govern: the award on two platforms, and some changes.

Their award duties are followed for what was awarded since the 2023 Act began, mostly orders under old frameworks.
Whatever was awarded before belongs to a time whose notices went to other services before anybody kept this register.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from hub.contract.rules import law_questions as questions
from hub.contract.rules.change_duties import MADE, judged
from hub.contract.rules.lawful import KINDS, Change, Lawful, joined, thoughts
from hub.contract.terms import ContractKind as Agreement
from hub.contract.terms import Nature, Route, State
from hub.duty.rules import Asked, Question, day
from hub.duty.terms import Also
from hub.law.findings import Finding
from hub.law.legacy_contracts_finder import LegacyFinderFacts, legacy_contracts_finder
from hub.law.legacy_duties import LegacyAwardFacts, legacy_award_notice
from hub.law.start import act_began
from hub.law.tables import Tables
from hub.law.terms import ContractKind
from hub.law.terms import Regime as Law

AWARD, FINDER, CHANGE = "PCR 2015 reg 50(1)", "PCR 2015 reg 112", "PCR 2015 reg 72(3)"
AWARDED = "the contract was awarded"
PUBLISH_AWARD = "Publish the contract award notice of the old regulations"
PUBLISH_FINDER = "Publish the award on Contracts Finder"
PUBLISH_CHANGE = "Publish the modification notice of the old regulations"
ORDER = (
    "An order under a framework agreement may need none; one in a dynamic purchasing system does. Legal or the lead "
    "says where it is not needed."
)
REASONABLE = "Within a reasonable time after the award. The regulations set no number of days."


def under_the_old_law(given: Lawful, tables: Tables) -> Iterator[Asked]:
    """Give what the Public Contracts Regulations 2015 ask of a contract."""
    if given.status == State.DRAFT and given.awarded_on is None and given.signed_on is None:
        return
    yield from _award(given, tables)
    yield from _changes(given, tables)


def _award(given: Lawful, tables: Tables) -> Iterator[Asked]:
    on = given.awarded_on or given.signed_on
    if on is None or on < act_began(tables):
        return
    missing = [*questions.of_value(given), *([] if given.nature else [questions.NO_NATURE.at(given.page)])]
    light = questions.light_touch(given, tables)
    missing += light.questions
    if missing or given.value_inc_vat is None:
        yield Asked(code=Also.OLD_AWARD, label=PUBLISH_AWARD, citation=AWARD, questions=tuple(missing))
        return
    kind = ContractKind.LIGHT_TOUCH if light.answer else KINDS[Nature(given.nature)]
    if given.value_inc_vat >= tables.amount("pcr15_thresholds", kind, on=on):
        yield _award_notice(given, tables)
    yield from _finder(given, given.value_inc_vat, on, tables)


def _finder(given: Lawful, value_inc_vat: Decimal, on: date, tables: Tables) -> Iterator[Asked]:
    answer = legacy_contracts_finder(LegacyFinderFacts(awarded_on=on, value_inc_vat=value_inc_vat), tables=tables)
    if answer.result is None:
        found = questions.of_findings(answer.findings, given.page)
        yield Asked(code=Also.FINDER, label=PUBLISH_FINDER, citation=FINDER, questions=tuple(found))
    elif answer.result.required:
        yield Asked(
            code=Also.FINDER,
            label=PUBLISH_FINDER,
            citation=answer.citation,
            by=answer.result.due_from,
            trigger_on=on,
            trigger=AWARDED,
            note=joined(REASONABLE, *_doubts(answer.findings)),
        )


def _award_notice(given: Lawful, tables: Tables) -> Asked:
    on = given.awarded_on or given.signed_on
    assert on is not None  # asked before
    answer = legacy_award_notice(LegacyAwardFacts(awarded_on=on), tables=tables)
    if answer.result is None:
        found: list[Question] = questions.of_findings(answer.findings, given.page)
        return Asked(code=Also.OLD_AWARD, label=PUBLISH_AWARD, citation=AWARD, questions=tuple(found))
    is_order = given.route == Route.CALL_OFF or given.agreement_kind == Agreement.CALL_OFF
    return Asked(
        code=Also.OLD_AWARD,
        label=PUBLISH_AWARD,
        citation=AWARD,
        by=answer.result.publish_by,
        trigger_on=on,
        trigger=AWARDED,
        note=joined(ORDER if is_order else "", *_doubts(answer.findings)),
    )


def _changes(given: Lawful, tables: Tables) -> Iterator[Asked]:
    """Give the notice that follows a change for additional supply or for unforeseeable circumstances."""
    for number, change in enumerate(given.changes):
        missing = [*questions.of_value(given), *questions.of_change(given)]
        light = bool(questions.light_touch(given, tables).answer)
        answer = None if missing else judged(given, number, Law.PCR15, light=light, tables=tables)
        if answer is not None and answer.result is None:
            missing = questions.of_findings(answer.findings, given.page)
        if answer is None or answer.result is None:
            yield _modification(change, questions=tuple(missing))
        elif answer.result.notice_required:
            said = f"For the change decided on {day(change.decided_on)}. The regulations set no number of days."
            yield _modification(
                change,
                by=change.decided_on,
                trigger_on=change.decided_on,
                trigger=MADE,
                note=joined(said, thoughts(answer.findings)),
            )


def _modification(change: Change, **more: Any) -> Asked:
    return Asked(code=Also.OLD_CHANGE, key=str(change.pk), label=PUBLISH_CHANGE, citation=CHANGE, **more)


def _doubts(findings: Iterable[Finding]) -> list[str]:
    return [one.message for one in findings if one.code == "unconfirmed"]
