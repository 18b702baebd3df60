"""Duties that always apply: objectives, electronic communication, oversight, sub-contract terms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.spans import last_day
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import ContractKind, Procedure, Term


class Objective(Term):
    """What an authority has to have in mind."""

    REGARD = "regard", "Value for money, public benefit, sharing information, integrity"
    SAME_TREATMENT = "same_treatment", "Treat suppliers the same unless a difference justifies otherwise"
    SMALL_SUPPLIERS = "small_suppliers", "Consider the barriers that small and medium-sized suppliers face"
    POLICY_STATEMENT = "policy_statement", "Have regard to the national procurement policy statement"
    TREATY_STATES = "treaty_states", "Do not discriminate against treaty state suppliers"


@facts
class ObjectivesFacts:
    """How the contract is awarded."""

    on: Annotated[date, Ask("On which day did the procurement begin?")]
    procedure: Annotated[Procedure, Ask("How is the contract awarded?")]
    covered: Annotated[bool, Ask("Does the contract reach the threshold?")]
    under_framework: Annotated[bool, Ask("Is it awarded under a framework?", "Also a below-threshold call-off.")] = (
        False
    )


@result
class ObjectiveDuty:
    """One objective, whether it applies, whether a supplier can enforce it, and where it stands."""

    objective: Objective
    applies: bool
    enforceable: bool
    citation: str


@result
class Objectives:
    """Every objective."""

    objectives: tuple[ObjectiveDuty, ...]


@rule(
    "objectives",
    title="Which objectives apply to this award?",
    citation="PA 2023 ss.12, 13, 86, 90",
    topic="Duties",
)
def objectives(facts: ObjectivesFacts, *, tables: Tables) -> Answer[Objectives]:
    """List the objectives of a procurement.

    In a covered procurement an authority has regard to value for money, public benefit, sharing information and
    integrity (PA 2023 s.12(1)). It treats suppliers the same unless a difference justifies otherwise (PA 2023 s.12(2)),
    and then takes care that nobody is put at an unfair advantage or disadvantage (PA 2023 s.12(3)). It considers the
    barriers that small and medium-sized suppliers face (PA 2023 s.12(4)). Below the threshold it does so before it
    invites tenders (PA 2023 s.86(1)), but not for an award under a framework (PA 2023 s.86(2)). It has regard to the
    national procurement policy statement, below the threshold too (PA 2023 s.13(9)), but not when it awards under a
    framework or by reference to a dynamic market (PA 2023 s.13(10)(b)). It does not discriminate against treaty state
    suppliers (PA 2023 s.90). The duties about small suppliers and the statement cannot be enforced by a supplier in
    court (PA 2023 s.100(5)), and that about treaty states only in a covered procurement (PA 2023 s.100(6)).
    """
    if wrong := list(_objectives_wrong(facts, tables)):
        return undecided(*wrong)
    framework = facts.under_framework or facts.procedure is Procedure.CALL_OFF
    statement = not framework and facts.procedure is not Procedure.DYNAMIC_MARKET
    small = facts.covered or not framework
    small_citation = "PA 2023 s.12(4)" if facts.covered else "PA 2023 s.86(1)" if small else "PA 2023 s.86(2)"
    found = (
        _duty(Objective.REGARD, facts.covered, facts.covered, "PA 2023 s.12(1)"),
        _duty(Objective.SAME_TREATMENT, facts.covered, facts.covered, "PA 2023 s.12(2)-(3)"),
        _duty(Objective.SMALL_SUPPLIERS, small, False, small_citation),
        _duty(Objective.POLICY_STATEMENT, statement, False, "PA 2023 s.13(9)" if statement else "PA 2023 s.13(10)(b)"),
        _duty(Objective.TREATY_STATES, True, facts.covered, "PA 2023 s.90"),
    )
    said = check(
        "not_enforceable",
        "Suppliers cannot enforce the duties about small suppliers and the policy statement, but they bind you.",
        "PA 2023 s.100(5)",
    )
    return Answer(Objectives(objectives=found), (said,))


def _duty(objective: Objective, applies: bool, enforceable: bool, citation: str) -> ObjectiveDuty:
    return ObjectiveDuty(objective=objective, applies=applies, enforceable=enforceable, citation=citation)


def _objectives_wrong(facts: ObjectivesFacts, tables: Tables) -> Iterator[Finding]:
    yield from before_the_act(tables, on=facts.on)
    if facts.covered and facts.procedure is Procedure.BELOW_THRESHOLD:
        yield bad("covered", "A below-threshold procedure is for contracts under the threshold.", "PA 2023 s.84")
    if facts.under_framework and facts.procedure in (Procedure.OPEN, Procedure.COMPETITIVE_FLEXIBLE):
        yield bad("under_framework", "An open or competitive flexible procedure is not a call-off.", "PA 2023 s.45(1)")


@facts
class PortalFreeFacts:
    """How suppliers reach the authority."""

    on: Annotated[date, Ask("On which day is the system used?")]
    covered: Annotated[bool, Ask("Is it for a covered procurement?")]
    after_award: Annotated[bool, Ask("Is the system used after the award only?")]
    free: Annotated[bool, Ask("Is it free of charge for suppliers?")]
    readily_accessible: Annotated[bool, Ask("Can suppliers readily get at it?")]
    generally_available: Annotated[bool, Ask("Is it generally available, or does it work with systems that are?")]
    accessible_to_disabled: Annotated[bool, Ask("Is it accessible to people with disabilities?")]
    electronic: Annotated[bool, Ask("Do you communicate electronically as far as practicable?")]
    security_risk: Annotated[bool, Ask("Does electronic communication pose a particular security risk here?")]


@result
class PortalFree:
    """Whether the system may be used."""

    may_use: bool


@rule(
    "portal-free",
    title="May we use this system with suppliers?",
    citation="PA 2023 s.96",
    topic="Duties",
)
def portal_free(facts: PortalFreeFacts, *, tables: Tables) -> Answer[PortalFree]:
    """Say whether a system for communication with suppliers is lawful.

    In a covered procurement an authority communicates electronically as far as practicable (PA 2023 s.96(1)). It uses
    only systems that are free of charge and readily accessible to suppliers (PA 2023 s.96(2)(a)), generally available
    or interoperable (PA 2023 s.96(2)(b)), and accessible to people with disabilities (PA 2023 s.96(2)(c)). After the
    award a system may cost (PA 2023 s.96(3)(a)). None of this applies where there is a particular security risk
    (PA 2023 s.96(4)).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    if not facts.covered:
        said = inform("not_covered", "The Act asks this of covered procurement only.", "PA 2023 s.96(1)")
        return Answer(PortalFree(may_use=True), (said,), "PA 2023 s.96(1)")
    if facts.security_risk:
        said = check("record_risk", "Record why there is a particular security risk.", "PA 2023 s.96(4)")
        return Answer(PortalFree(may_use=True), (said,), "PA 2023 s.96(4)")
    faults = tuple(_portal_faults(facts))
    blocking = [one for one in faults if one.code != "communicate_electronically"]
    return Answer(PortalFree(may_use=not blocking), faults, blocking[0].citation if blocking else "PA 2023 s.96(2)")


def _portal_faults(facts: PortalFreeFacts) -> Iterator[Finding]:
    if not facts.electronic:
        yield Finding(
            "communicate_electronically", "Communicate electronically as far as practicable.", "PA 2023 s.96(1)"
        )
    if not facts.after_award and not facts.free:
        yield Finding("charge", "Charge suppliers nothing for using the system before the award.", "PA 2023 s.96(2)(a)")
    if not facts.after_award and not facts.readily_accessible:
        yield Finding("hard_to_reach", "Make the system readily accessible to suppliers.", "PA 2023 s.96(2)(a)")
    if not facts.generally_available:
        yield Finding(
            "closed_system", "Use a system that is generally available or works with such.", "PA 2023 s.96(2)(b)"
        )
    if not facts.accessible_to_disabled:
        yield Finding("inaccessible", "Make the system accessible to people with disabilities.", "PA 2023 s.96(2)(c)")


@facts
class OversightFacts:
    """What an investigation asks for."""

    notice_given_on: Annotated[date, Ask("When was the notice given to you?")]
    answer_by: Annotated[date, Ask("By which day does the notice ask for the documents or the help?")]
    longer_agreed_to: Annotated[date | None, Ask("Until when was a longer time agreed?", "Leave empty if none was.")]


@result
class Oversight:
    """By when to answer, and whether the notice gives enough time."""

    answer_by: date
    enough_time: bool
    earliest_lawful: date


@rule(
    "oversight",
    title="By when must we answer a procurement investigation?",
    citation="PA 2023 ss.108 to 110",
    topic="Duties",
)
def oversight(facts: OversightFacts, *, tables: Tables) -> Answer[Oversight]:
    """Date the answer to a notice of a procurement investigation.

    A Minister may investigate how an authority keeps to the Act and require documents and help by notice
    (PA 2023 s.108(1)-(2)). The notice gives at least 30 days that begin with the day on which it is given
    (PA 2023 s.108(3)(a)), and a longer time may be agreed (PA 2023 s.108(3)(b)). The results may be published
    (PA 2023 s.108(4)). The authority has regard to a recommendation (PA 2023 s.109(4)) and to guidance that follows
    (PA 2023 s.110(2)), and reports on progress where it is asked to (PA 2023 s.109(5)).
    """
    wrong = list(before_the_act(tables, notice_given_on=facts.notice_given_on))
    if facts.answer_by < facts.notice_given_on:
        wrong.append(bad("answer_by", "The time cannot end before the notice is given.", "PA 2023 s.108(3)(a)"))
    if facts.longer_agreed_to and facts.longer_agreed_to < facts.answer_by:
        wrong.append(bad("longer_agreed_to", "What was agreed is shorter, not longer.", "PA 2023 s.108(3)(b)"))
    if wrong:
        return undecided(*wrong)
    days = tables.days("duty_periods", "oversight_documents", on=facts.notice_given_on)
    earliest = last_day(facts.notice_given_on, days=days)
    enough = facts.answer_by >= earliest
    given = Oversight(answer_by=facts.longer_agreed_to or facts.answer_by, enough_time=enough, earliest_lawful=earliest)
    said = [] if enough else [_short(days)]
    said.append(check("have_regard", "Have regard to a recommendation or guidance that follows.", "PA 2023 s.109(4)"))
    return Answer(given, tuple(said), "PA 2023 s.108(3)(b)" if facts.longer_agreed_to else "PA 2023 s.108(3)(a)")


def _short(days: int) -> Finding:
    return Finding(
        "short_notice", f"The notice gives fewer than {days} days. Ask for more time.", "PA 2023 s.108(3)(a)"
    )


@facts
class SubContractTermsFacts:
    """What kind of contract the sub-contract serves."""

    on: Annotated[date, Ask("When was the main contract entered into?")]
    kind: Annotated[ContractKind, Ask("What is the main contract mainly for?")]
    covered: Annotated[bool, Ask("Is the main contract a public contract?", "One that reaches the threshold.")]
    school: Annotated[bool, Ask("Was it awarded by a school?")]
    private_utility: Annotated[bool, Ask("Is it a utilities contract of a private utility?")]
    substantially_for_it: Annotated[bool, Ask("Is the sub-contract substantially for performing the main contract?")]


@result
class SubContractTerms:
    """Whether the payment terms are implied."""

    implied: bool


@rule(
    "sub-contract-terms",
    title="Do the payment terms reach this sub-contract?",
    citation="PA 2023 ss.73, 88(8)",
    topic="Duties",
)
def sub_contract_terms(facts: SubContractTermsFacts, *, tables: Tables) -> Answer[SubContractTerms]:
    """Say whether the payment terms of the Act are part of a sub-contract.

    The payment terms are implied into a contract that is substantially for performing a public contract
    (PA 2023 s.73(1), s.73(5)). An electronic invoice as such does not make a valid invoice there; the minimum
    information does (PA 2023 s.73(2)(b)). Terms that restrict them have no effect (PA 2023 s.73(3)). They are not
    implied where the public contract is a concession, one of a private utility, or one awarded by a school
    (PA 2023 s.73(6)). They are implied likewise where the main contract is a regulated below-threshold contract
    (PA 2023 s.88(8)).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    outside = facts.kind is ContractKind.CONCESSION or facts.school or facts.private_utility
    if outside:
        citation = "PA 2023 s.73(6)" if facts.covered else "PA 2023 s.84"
        said = inform("outside", "The terms do not reach concessions, schools or private utilities.", citation)
        return Answer(SubContractTerms(implied=False), (said,), citation)
    citation = "PA 2023 s.73(1)" if facts.covered else "PA 2023 s.88(8)"
    if not facts.substantially_for_it:
        said = inform("not_for_it", "The sub-contract is not substantially for the main contract.", citation)
        return Answer(SubContractTerms(implied=False), (said,), citation)
    return Answer(SubContractTerms(implied=True), tuple(_sub_contract_said(facts.covered)), citation)


def _sub_contract_said(covered: bool) -> Iterator[Finding]:
    yield inform(
        "no_effect",
        "Terms that restrict these have no effect; paying earlier may be agreed.",
        "PA 2023 s.73(3)-(4)" if covered else "PA 2023 s.88(10)-(11)",
    )
    yield inform(
        "minimum_information",
        "An invoice is valid with the name, a description, the sum and a unique number, and what the contract adds.",
        "PA 2023 s.73(2)(b)" if covered else "PA 2023 s.88(6)-(7)",
    )
