"""How a contract or a procurement ends, and what is published then."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.calendar import last_day, outside
from hub.law.contract_entered import TABLE
from hub.law.contract_periods import spoken
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Tables
from hub.law.terms import Term


class Ending(Term):
    """How a contract came to its end (PA 2023 s.80(3))."""

    DISCHARGE = "discharge", "Everything was done, or the law ended it"
    EXPIRY = "expiry", "Its term ran out"
    BY_PARTY = "by_party", "The authority or the supplier ended it"
    RESCISSION = "rescission", "It was undone from the start"
    SET_ASIDE = "set_aside", "A court set it aside"


class ImpliedGround(Term):
    """The grounds on which every public contract may be ended (PA 2023 s.78(2))."""

    MATERIAL_BREACH = "material_breach", "Awarded or changed in material breach of the Act"
    SUPPLIER = "supplier", "The supplier has become excluded or excludable since the award"
    SUB_CONTRACTOR = "sub_contractor", "A sub-contractor is excluded or excludable"


@facts
class TerminationFacts:
    """What decides which notices follow the end of a public contract."""

    ended_on: Annotated[date, Ask("On which day did the contract end?", "The last day of its term counts too.")]
    how: Annotated[Ending, Ask("How did it end?")]
    kpis_set: Annotated[bool, Ask("Were key performance indicators set because the law asks for them?")]
    user_choice: Annotated[bool, Ask("Was it a direct award by user choice?")] = False


@result
class Termination:
    """The last day for the termination notice, and the day of the last assessment."""

    termination_notice_by: date | None
    last_assessment_on: date | None


@rule("termination", title="What must we publish when a contract ends?", citation="PA 2023 s.80", topic="Contract")
def termination(facts: TerminationFacts, *, tables: Tables) -> Answer[Termination]:
    """Give what is published when a public contract ends, in whatever way.

    A contract termination notice is published within 30 days, of which the day of the ending is the first
    (PA 2023 s.80(1)). Discharge, expiry, termination by a party, rescission and setting aside by a court are all
    endings (PA 2023 s.80(3)). A direct award by user choice needs no such notice (PA 2023 s.80(4)(b)). Where indicators
    were set because the law asks for them, performance is assessed and published on termination too
    (PA 2023 s.71(2)).
    """
    if wrong := outside(tables, ended_on=facts.ended_on):
        return undecided(*wrong)
    duty = tables.row(TABLE, "termination_notice", on=facts.ended_on)
    assessed = facts.kpis_set and any(row.code == "kpi_assessment" for row in tables.on(TABLE, facts.ended_on))
    findings: tuple[Finding, ...] = ()
    if facts.how is Ending.BY_PARTY:
        breach = (
            "If a breach by the supplier led to this, the notice says what happened, as a performance notice would."
        )
        findings = (check("breach_block", breach, "PR 2024 reg 39(9)"),)
    answer = Termination(
        termination_notice_by=None if facts.user_choice else last_day(facts.ended_on, duty.days),
        last_assessment_on=facts.ended_on if assessed else None,
    )
    return Answer(answer, findings, "PA 2023 s.80(4)(b)" if facts.user_choice else "PA 2023 s.80(1)")


@facts
class ImpliedFacts:
    """What decides whether the implied right to end a contract can be used now."""

    ground: Annotated[ImpliedGround, Ask("Why would you end it?")]
    sub_contractors_asked: Annotated[
        bool, Ask("Did you ask for information about sub-contractors before the award?", "Under section 28.")
    ]
    known_before_award: Annotated[
        bool, Ask("Did you know of that sub-contractor, or of its exclusion, before the award?")
    ]
    supplier_notified: Annotated[bool, Ask("Have you told the supplier, with the ground and your reasons?")]
    representations_heard: Annotated[bool, Ask("Has the supplier had a fair chance to respond?")]
    replacement_offered: Annotated[bool, Ask("Has it had a fair chance to replace the sub-contractor?")]
    national_security: Annotated[bool, Ask("Is the exclusion ground a threat to national security?")] = False
    minister_notified: Annotated[bool, Ask("Has a Minister been told of the intention?")] = False


@result
class Implied:
    """Whether the ground is there, whether the contract may be ended now, and what comes first."""

    ground_available: bool
    may_terminate_now: bool
    first: tuple[str, ...]


@rule(
    "implied-termination",
    title="May we end the contract under the Act?",
    citation="PA 2023 ss.78, 79",
    topic="Contract",
)
def implied_termination(facts: ImpliedFacts, *, tables: Tables) -> Answer[Implied]:
    """Say whether the right to end that the Act writes into every public contract can be used, and what comes first.

    The grounds are an award or change in material breach of the Act, a supplier that has become excluded or excludable
    since the award, and a sub-contractor that is either (PA 2023 s.78(2)). The last is open only if information about
    sub-contractors was asked for and the authority did not know before the award (PA 2023 s.78(3) to (6)). First the
    supplier is told the ground and the reasons and can respond (PA 2023 s.78(7)). For a sub-contractor it can also stop
    using it and find another (PA 2023 s.78(8)). Where the ground is a threat to national security, a Minister is told
    first and, on the discretionary ground, has to agree (PA 2023 s.79).
    """
    about_sub = facts.ground is ImpliedGround.SUB_CONTRACTOR
    if facts.national_security and facts.ground is ImpliedGround.MATERIAL_BREACH:
        return undecided(
            bad("national_security", "A material breach has no exclusion ground. Say false.", "PA 2023 s.79(1)")
        )
    if about_sub and (not facts.sub_contractors_asked or facts.known_before_award):
        shut = Implied(ground_available=False, may_terminate_now=False, first=())
        return Answer(shut, (), "PA 2023 s.78(3)")
    steps = (
        (facts.supplier_notified, "Tell the supplier the ground and your reasons."),
        (facts.representations_heard, "Give the supplier a fair chance to respond."),
        (facts.replacement_offered or not about_sub, "Give the supplier a fair chance to replace the sub-contractor."),
        (facts.minister_notified or not facts.national_security, "Tell a Minister of the Crown."),
    )
    first = tuple(words for done, words in steps if not done)
    findings: tuple[Finding, ...] = ()
    if facts.national_security:
        agree = "Taken as met: the ground is mandatory, or the Minister agrees that the contract should be ended."
        findings = (check("minister_agrees", agree, "PA 2023 s.79(1), (2)"),)
    return Answer(Implied(ground_available=True, may_terminate_now=not first, first=first), findings, "PA 2023 s.78(7)")


@facts
class ProcurementEndFacts:
    """What decides whether the end of a procurement is published."""

    decided_on: Annotated[date, Ask("When did you decide not to award the contract?")]
    notice_published: Annotated[bool, Ask("Had a tender notice or a transparency notice been published for it?")]
    covered: Annotated[bool, Ask("Would it have been a public contract?", "At or above the threshold, not exempt.")]


@result
class ProcurementEnd:
    """Whether the procurement termination notice is due, and the day from which it is."""

    required: bool
    due_from: date | None


@rule(
    "procurement-termination",
    title="What must we publish when we award nothing?",
    citation="PA 2023 s.55",
    topic="Award",
)
def procurement_termination(facts: ProcurementEndFacts, *, tables: Tables) -> Answer[ProcurementEnd]:
    """Say whether a decision not to award is published.

    If a tender or transparency notice for a public contract has been published and the authority decides not to award,
    it gives notice of that as soon as reasonably practicable (PA 2023 s.55(1), (2)). The Act sets no number of days
    (PA 2023 s.55(2)).
    """
    if wrong := outside(tables, decided_on=facts.decided_on):
        return undecided(*wrong)
    if not (facts.notice_published and facts.covered):
        return Answer(ProcurementEnd(required=False, due_from=None), (), "PA 2023 s.55(1)")
    said = inform(
        "as_soon_as_practicable",
        f"Publish as soon as reasonably practicable after {spoken(facts.decided_on)}; the Act sets no number of days.",
        "PA 2023 s.55(2)",
    )
    return Answer(ProcurementEnd(required=True, due_from=facts.decided_on), (said,), "PA 2023 s.55(2)")
