"""What the law asks of a contract: its facts in the law's words, the law's rules, and what must be known first.

Every day comes from a rule of the law. What a rule cannot decide becomes a question that names the fact and its page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hub.contract.rules import law_questions as questions
from hub.contract.rules.below_duties import below, not_covered, which_law
from hub.contract.rules.change_duties import of_changes
from hub.contract.rules.lawful import PROCEDURES, SIGNED, SIGNING, Change, Lawful, after_signing, before, needs
from hub.contract.rules.old_duties import under_the_old_law
from hub.contract.terms import ContractKind as Agreement
from hub.contract.terms import Regime, Route, State, TerminationGround
from hub.duty.rules import Asked
from hub.duty.terms import FAILURE, Also, publish
from hub.law.contract_entered import Entered, EnteredFacts, contract_entered
from hub.law.kpis import (
    AssessmentFacts,
    BreachOutcome,
    Failing,
    PerformanceFacts,
    kpi_assessment,
    performance_notice,
)
from hub.law.notice_events import Events, NoticesFacts
from hub.law.notices import notices
from hub.law.tables import Tables
from hub.law.termination import Ending, TerminationFacts, termination
from hub.law.terms import Duty as Needed
from hub.law.terms import NoticeType
from hub.law.terms import Regime as Law

__all__ = ["UNDER_THE_ACT", "Change", "Lawful", "asked"]

UNDER_THE_ACT = frozenset({Regime.ACT_2023, Regime.BELOW_THRESHOLD})
ENDED = "the contract ended"
# An end for poor performance is published on its own; the notice of the end tells of a breach (PR 2024 reg 39(9)).
FAILINGS: dict[TerminationGround, tuple[Failing, BreachOutcome | None]] = {
    TerminationGround.BREACH: (Failing.BREACH, BreachOutcome.FULL_TERMINATION),
    TerminationGround.POOR_PERFORMANCE: (Failing.FAILURE_TO_IMPROVE, None),
}
TELLS_OF_BREACH = "The notice also tells of the breach for which the contract was ended (PR 2024 reg 39(9))."


def asked(given: Lawful, tables: Tables, on: date) -> list[Asked]:
    """Give what the law asks of a contract; grants and entries that left the register owe nothing."""
    if given.status == State.WITHDRAWN or given.agreement_kind == Agreement.GRANT:
        return []
    if not given.regime:
        return list(which_law(given, tables))
    if given.regime == Regime.BELOW_THRESHOLD:
        return below(given, tables)
    if given.regime == Regime.PCR_2015:
        return list(under_the_old_law(given, tables))
    return [*not_covered(given, tables), *_covered(given, tables, on)] if given.regime == Regime.ACT_2023 else []


def _covered(given: Lawful, tables: Tables, on: date) -> list[Asked]:
    """Give what is asked of a public contract, from before its signature until after its end."""
    light = questions.light_touch(given, tables)
    missing = [*questions.of_value(given), *light.questions]
    unsigned = given.signed_on is None and given.status == State.DRAFT
    if not unsigned:
        missing += questions.of_signing(given)
    first = NoticeType.UK6 if unsigned else NoticeType.UK7
    citation = "PA 2023 s.50(1)" if unsigned else "PA 2023 s.53(1)"
    if missing or light.answer is None or given.value_inc_vat is None:
        return [needs(first, citation, missing)]
    entered_on = given.signed_on or on
    facts = EnteredFacts(entered_on=entered_on, light_touch=light.answer, value_inc_vat=given.value_inc_vat)
    entered = contract_entered(facts, tables=tables)
    if entered.result is None:
        return [needs(first, citation, questions.of_findings(entered.findings, given.page))]
    needs_kpis = entered.result.kpis_at_least > 0 and given.agreement_kind != Agreement.FRAMEWORK
    found = [*_award(given, light.answer, tables), *(_kpis(given, entered.result) if needs_kpis else ())]
    if given.signed_on is None:
        return found
    assesses = needs_kpis and Also.KPIS not in given.settled.not_needed
    return [
        *found,
        *_entered(given, entered.result, entered.citation),
        *_assessment(given, assesses, tables),
        *of_changes(given, light.answer, tables),
        *_ending(given, light.answer, assesses, tables),
    ]


def _award(given: Lawful, light: bool, tables: Tables) -> Iterator[Asked]:
    """Give the notices for which award and signature have to wait."""
    procedure = PROCEDURES.get(Route(given.route)) if given.route else None
    if procedure is None:
        yield needs(NoticeType.UK6, "PA 2023 s.50(1)", [questions.route(given)])
        return
    events = Events(award_decided_on=given.awarded_on, entered_on=given.signed_on, ended_on=given.over_on)
    assert given.value_inc_vat is not None
    answer = notices(
        NoticesFacts(
            regime=Law.PA23,
            procedure=procedure,
            covered=True,
            light_touch=light,
            value_inc_vat=given.value_inc_vat,
            market_engaged=False,
            events=events,
        ),
        tables=tables,
    )
    if answer.result is None:
        yield needs(NoticeType.UK6, "PA 2023 s.50(1)", questions.of_findings(answer.findings, given.page))
        return
    must = {one.notice for one in answer.result.notices if one.duty == Needed.MUST}
    # What has to wait for a notice also ends the time for it: the day of the event itself, no day of the Hub's making.
    if NoticeType.UK5 in must:
        yield before(NoticeType.UK5, given.awarded_on, "PA 2023 s.44(1)", "the contract is awarded")
    if NoticeType.UK6 in must:
        yield before(NoticeType.UK6, given.signed_on, "PA 2023 s.50(1)", SIGNING)


def _kpis(given: Lawful, entered: Entered) -> Iterator[Asked]:
    yield Asked(
        code=Also.KPIS,
        label=f"Set at least {entered.kpis_at_least} key performance indicators",
        citation="PA 2023 s.52(1)",
        by=given.signed_on,
        before=SIGNING,
        note="Where indicators would not suit the contract, Legal says why it is not needed.",
    )


def _entered(given: Lawful, entered: Entered, citation: str) -> Iterator[Asked]:
    yield after_signing(given, NoticeType.UK7, entered.details_notice_by, citation)
    if entered.copy_by is not None:
        yield Asked(
            code=Also.COPY,
            label="Publish a copy of the contract",
            citation="PA 2023 s.53(3)",
            by=entered.copy_by,
            trigger_on=given.signed_on,
            trigger=SIGNED,
            note="What is secret may be taken out of it.",
        )


def _assessment(given: Lawful, kpis_set: bool, tables: Tables) -> Iterator[Asked]:
    assert given.signed_on is not None
    facts = AssessmentFacts(
        entered_on=given.signed_on,
        kpis_set=kpis_set,
        last_assessed_on=given.settled.last_assessed_on if kpis_set else None,
        ended_on=given.over_on,
    )
    answer = kpi_assessment(facts, tables=tables)
    number = given.settled.assessed + 1
    if answer.result is None:
        found = questions.of_findings(answer.findings, given.page)
        yield needs(NoticeType.UK9, "PA 2023 s.71(2)", found, key=str(number))
    elif answer.result.required:
        yield Asked(
            code=NoticeType.UK9,
            key=str(number),
            label="Assess performance and publish the notice (UK9)",
            citation=answer.citation or "PA 2023 s.71(2)",
            by=answer.result.due_by,
            trigger_on=given.settled.last_assessed_on or given.signed_on,
            trigger="performance was last assessed" if given.settled.last_assessed_on else SIGNED,
        )


def _ending(given: Lawful, light: bool, kpis_set: bool, tables: Tables) -> Iterator[Asked]:
    over = given.over_on
    if over is None:
        return
    how = Ending.EXPIRY
    if given.status == State.ENDED:
        how = Ending.DISCHARGE if given.ground == TerminationGround.COMPLETED else Ending.BY_PARTY
    answer = termination(TerminationFacts(ended_on=over, how=how, kpis_set=kpis_set), tables=tables)
    if answer.result is None:
        found = questions.of_findings(answer.findings, given.page)
        yield needs(NoticeType.UK11, "PA 2023 s.80(1)", found)
        return
    told = _performance(given, light, tables)
    if answer.result.termination_notice_by is not None:
        yield Asked(
            code=NoticeType.UK11,
            label=publish(NoticeType.UK11),
            citation=answer.citation,
            by=answer.result.termination_notice_by,
            trigger_on=over,
            trigger=ENDED,
            note=TELLS_OF_BREACH if told is not None and told.code == NoticeType.UK11 else "",
        )
    if told is not None and told.code == NoticeType.UK9:
        yield told


def _performance(given: Lawful, light: bool, tables: Tables) -> Asked | None:
    """Give the notice that tells of the bad performance for which a contract was ended; None where none does."""
    if given.status != State.ENDED or given.ground not in FAILINGS or given.ended_on is None:
        return None
    what, outcome = FAILINGS[TerminationGround(given.ground)]
    facts = PerformanceFacts(what=what, outcome=outcome, established_on=given.ended_on, light_touch=light)
    answer = performance_notice(facts, tables=tables)
    if answer.result is None or answer.result.notice is None:
        return None
    return Asked(
        code=answer.result.notice,
        key=FAILURE,
        label="Publish the failure to improve in a contract performance notice (UK9)",
        citation=answer.citation,
        by=answer.result.publish_by,
        trigger_on=given.ended_on,
        trigger=ENDED,
        note=(
            "The contract was ended for poor performance. This holds if the supplier had a proper chance to improve "
            "and did not; otherwise Legal or the lead says why it is not needed."
        ),
    )
