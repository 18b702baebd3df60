"""What the law asks of a contract: its facts in the law's words, the law's rules, and what must be known first.

Every day comes from a rule of the law. What a rule cannot decide becomes a question that names the fact and its page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hub.contract.rules import law_questions as questions
from hub.contract.terms import ContractKind as Agreement
from hub.contract.terms import Nature, Regime, Route, State, TerminationGround
from hub.duty.rules import NOTHING_SETTLED, Asked, Question, Settled, day
from hub.duty.terms import Also, publish
from hub.law.contract_entered import Entered, EnteredFacts, contract_entered
from hub.law.kpis import AssessmentFacts, kpi_assessment
from hub.law.modification_grounds import ModificationGround
from hub.law.modifications import ModificationFacts, modification
from hub.law.notice_events import Events, NoticesFacts
from hub.law.notices import notices
from hub.law.start import act_began
from hub.law.tables import Tables
from hub.law.termination import Ending, TerminationFacts, termination
from hub.law.terms import ContractKind, NoticeType, Procedure
from hub.law.terms import Duty as Needed
from hub.law.terms import Regime as Law
from hub.law.thresholds import ThresholdFacts, threshold

UNDER_THE_ACT = frozenset({Regime.ACT_2023, Regime.BELOW_THRESHOLD})
PROCEDURES = {
    Route.OPEN: Procedure.OPEN,
    Route.FLEXIBLE: Procedure.COMPETITIVE_FLEXIBLE,
    Route.CALL_OFF: Procedure.CALL_OFF,
    Route.DIRECT: Procedure.DIRECT_AWARD,
}
KINDS = {
    Nature.GOODS: ContractKind.GOODS,
    Nature.SERVICES: ContractKind.SERVICES,
    Nature.WORKS: ContractKind.WORKS,
}
SIGNING = "the contract is signed"
SIGNED = "the contract was signed"


@dataclass(frozen=True)
class Change:
    """A use of an extension option: which, when it was decided, and by how many days it moved the end."""

    pk: int
    decided_on: date
    ended_before: date
    days: int


@dataclass(frozen=True, kw_only=True)
class Lawful:
    """What of a contract decides what the law asks; a field that is empty is not known."""

    page: str = "/contracts/CON-0/"
    status: str = State.LIVE
    agreement_kind: str = Agreement.CONTRACT
    regime: str = Regime.ACT_2023
    route: str = Route.OPEN
    nature: str = Nature.SERVICES
    main_cpv: str = ""
    value_ex_vat: Decimal | None = None
    value_inc_vat: Decimal | None = None
    awarded_on: date | None = None
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    ended_on: date | None = None
    ground: str = ""
    changes: tuple[Change, ...] = field(default=())
    settled: Settled = NOTHING_SETTLED

    @property
    def over_on(self) -> date | None:
        """Give the day on which the contract ended, in whatever way."""
        if self.status == State.ENDED:
            return self.ended_on
        return self.ends_on if self.status == State.EXPIRED else None


def asked(given: Lawful, tables: Tables, on: date) -> list[Asked]:
    """Give what the law asks of a contract; grants and entries that left the register owe nothing."""
    if given.status == State.WITHDRAWN or given.agreement_kind == Agreement.GRANT:
        return []
    if not given.regime:
        return _which_law(given, tables)
    if given.regime == Regime.BELOW_THRESHOLD:
        return _below(given, tables)
    return _covered(given, tables, on) if given.regime == Regime.ACT_2023 else []


def _which_law(given: Lawful, tables: Tables) -> list[Asked]:
    """Ask for the law only where the answer can matter: since the Act began, and worth a notice."""
    since, value = given.signed_on or given.awarded_on, given.value_inc_vat or given.value_ex_vat
    if since is None or value is None or since < act_began(tables):
        return []
    if value < tables.amount("law_figures", "notifiable_below_threshold", on=since):
        return []
    return [
        Asked(
            code=Also.LAW,
            label="Record which law the contract was let under",
            citation="SI 2024/716 reg 5",
            questions=(questions.WHICH_LAW.at(given.page),),
        )
    ]


def _below(given: Lawful, tables: Tables) -> list[Asked]:
    """Give the one notice of a contract below the threshold, once it is signed."""
    if given.signed_on is None and given.status == State.DRAFT:
        return []
    missing = [*questions.of_value(given), *questions.of_signing(given), *_too_large(given, tables)]
    if missing or given.value_inc_vat is None:
        return [_needs(NoticeType.UK7, "PA 2023 s.87(3)", missing)]
    answer = notices(
        NoticesFacts(
            regime=Law.PA23,
            procedure=PROCEDURES.get(Route(given.route), Procedure.BELOW_THRESHOLD)
            if given.route
            else Procedure.BELOW_THRESHOLD,
            covered=False,
            light_touch=False,
            value_inc_vat=given.value_inc_vat,
            market_engaged=False,
            events=Events(award_decided_on=given.awarded_on, entered_on=given.signed_on),
        ),
        tables=tables,
    )
    if answer.result is None:
        return [_needs(NoticeType.UK7, "PA 2023 s.87(3)", questions.of_findings(answer.findings, given.page))]
    details = next(one for one in answer.result.notices if one.notice == NoticeType.UK7)
    if details.duty != Needed.MUST:
        return []
    return [
        _after_signing(
            given,
            NoticeType.UK7,
            details.by,
            "PA 2023 s.87(3)",
            note="As soon as reasonably practicable after signing. The law sets no number of days.",
        )
    ]


def _too_large(given: Lawful, tables: Tables) -> list[Question]:
    """Ask where the record says below the threshold and its value says otherwise."""
    kind = KINDS.get(Nature(given.nature)) if given.nature else None
    since = given.awarded_on or given.signed_on
    if kind is None or since is None or given.value_inc_vat is None or since < act_began(tables):
        return []
    light = questions.light_touch(given, tables).answer
    kind = ContractKind.LIGHT_TOUCH if light else kind
    found = threshold(ThresholdFacts(on=since, kind=kind, value_inc_vat=given.value_inc_vat), tables=tables)
    if found.result is None or not found.result.covered:
        return []
    return [questions.not_below(found.result.threshold_inc_vat, given.page)]


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
        return [_needs(first, citation, missing)]
    entered_on = given.signed_on or on
    facts = EnteredFacts(entered_on=entered_on, light_touch=light.answer, value_inc_vat=given.value_inc_vat)
    entered = contract_entered(facts, tables=tables)
    if entered.result is None:
        return [_needs(first, citation, questions.of_findings(entered.findings, given.page))]
    needs_kpis = entered.result.kpis_at_least > 0 and given.agreement_kind != Agreement.FRAMEWORK
    found = [*_award(given, light.answer, tables), *(_kpis(given, entered.result) if needs_kpis else ())]
    if given.signed_on is None:
        return found
    assesses = needs_kpis and Also.KPIS not in given.settled.not_needed
    return [
        *found,
        *_entered(given, entered.result, entered.citation),
        *_assessment(given, assesses, tables),
        *_changes(given, light.answer, tables),
        *_ending(given, assesses, tables),
    ]


def _award(given: Lawful, light: bool, tables: Tables) -> Iterator[Asked]:
    """Give the notices for which award and signature have to wait."""
    procedure = PROCEDURES.get(Route(given.route)) if given.route else None
    if procedure is None:
        yield _needs(NoticeType.UK6, "PA 2023 s.50(1)", [questions.route(given)])
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
        yield _needs(NoticeType.UK6, "PA 2023 s.50(1)", questions.of_findings(answer.findings, given.page))
        return
    must = {one.notice for one in answer.result.notices if one.duty == Needed.MUST}
    # What has to wait for a notice also ends the time for it: the day of the event itself, no day of the Hub's making.
    if NoticeType.UK5 in must:
        yield _before(NoticeType.UK5, given.awarded_on, "PA 2023 s.44(1)", "the contract is awarded")
    if NoticeType.UK6 in must:
        yield _before(NoticeType.UK6, given.signed_on, "PA 2023 s.50(1)", SIGNING)


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
    yield _after_signing(given, NoticeType.UK7, entered.details_notice_by, citation)
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
        yield _needs(NoticeType.UK9, "PA 2023 s.71(2)", found, key=str(number))
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


def _changes(given: Lawful, light: bool, tables: Tables) -> Iterator[Asked]:
    """Give the notice of each extension; what the contract itself provides for needs one too, unless it is small."""
    for change in given.changes:
        key = str(change.pk)
        if not given.nature or given.starts_on is None:
            yield _needs(NoticeType.UK10, "PA 2023 s.75(1)", questions.of_change(given), key=key)
            continue
        assert given.value_inc_vat is not None
        facts = ModificationFacts(
            regime=Law.PA23,
            kind=ContractKind.LIGHT_TOUCH if light else KINDS[Nature(given.nature)],
            light_touch=light,
            value_inc_vat=given.value_inc_vat,
            starts_on=given.starts_on,
            ends_on=change.ended_before,
            previous=(),
            ground=ModificationGround.P1,
            # The record states no change of value, so the days alone decide; more value never needs less.
            value_delta_inc_vat=Decimal(0),
            term_delta_days=change.days,
            changed_on=change.decided_on,
        )
        answer = modification(facts, tables=tables)
        if answer.result is None:
            found = questions.of_findings(answer.findings, given.page)
            yield _needs(NoticeType.UK10, "PA 2023 s.75(1)", found, key=key)
        elif answer.result.notice_required:
            note = f"For the extension decided on {day(change.decided_on)}."
            yield _before(
                NoticeType.UK10, change.decided_on, "PA 2023 s.75(1)", "the change is made", key=key, note=note
            )


def _ending(given: Lawful, kpis_set: bool, tables: Tables) -> Iterator[Asked]:
    over = given.over_on
    if over is None:
        return
    how = Ending.EXPIRY
    if given.status == State.ENDED:
        how = Ending.DISCHARGE if given.ground == TerminationGround.COMPLETED else Ending.BY_PARTY
    answer = termination(TerminationFacts(ended_on=over, how=how, kpis_set=kpis_set), tables=tables)
    if answer.result is None:
        found = questions.of_findings(answer.findings, given.page)
        yield _needs(NoticeType.UK11, "PA 2023 s.80(1)", found)
    elif answer.result.termination_notice_by is not None:
        yield Asked(
            code=NoticeType.UK11,
            label=publish(NoticeType.UK11),
            citation=answer.citation,
            by=answer.result.termination_notice_by,
            trigger_on=over,
            trigger="the contract ended",
        )


def _after_signing(given: Lawful, notice: NoticeType, by: date | None, citation: str, *, note: str = "") -> Asked:
    return Asked(
        code=notice,
        label=publish(notice),
        citation=citation,
        by=by,
        trigger_on=given.signed_on,
        trigger=SIGNED,
        note=note,
    )


def _before(
    notice: NoticeType, event_on: date | None, citation: str, event: str, *, key: str = "", note: str = ""
) -> Asked:
    return Asked(code=notice, key=key, label=publish(notice), citation=citation, by=event_on, before=event, note=note)


def _needs(notice: NoticeType, citation: str, missing: list[Question], *, key: str = "") -> Asked:
    return Asked(code=notice, key=key, label=publish(notice), citation=citation, questions=tuple(missing))
