"""Which ways of awarding a contract are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, undecided, warn
from hub.law.direct_award import unknown_ground
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.scope_terms import SpecialRegime
from hub.law.start import before_the_act
from hub.law.tables import Row, Tables
from hub.law.terms import ContractKind, Procedure
from hub.law.thresholds import codes_for, lowest_row, negative


@facts
class ProceduresFacts:
    """What decides which procedures are open."""

    on: Annotated[date, Ask("When does the procurement commence?", "The day of its first notice or invitation.")]
    kind: Annotated[ContractKind, Ask("What is the contract mainly for?")]
    value_inc_vat: Annotated[Decimal, Ask("What is its estimated value in pounds, including VAT?")]
    framework_available: Annotated[
        bool, Ask("Is there a framework that you may use and that covers this?", "One that has not ended.")
    ]
    dynamic_market_available: Annotated[bool, Ask("Is there a dynamic market that you may use and that covers this?")]
    direct_award_ground: Annotated[
        str | None, Ask("Is there a ground for a direct award?", "Null if you know of none.")
    ]
    openly_advertised: Annotated[
        bool, Ask("Would you advertise to anyone?", "Not if you ask chosen suppliers for quotes.")
    ]
    special: Annotated[SpecialRegime, Ask("Is it for a utility activity or for defence?")] = SpecialRegime.NONE
    treated_as_covered: Annotated[
        bool, Ask("Does it count as above the threshold for another reason?", "Contracts valued together, or a part.")
    ] = False
    is_framework: Annotated[bool, Ask("Are you setting up a framework?")] = False


@result
class Route:
    """One way of awarding, whether it is open, and why."""

    procedure: Procedure
    open: bool
    reason: str
    citation: str


@result
class Procedures:
    """Whether the contract is covered, and every way of awarding it."""

    covered: bool
    procedures: tuple[Route, ...]


@dataclass(frozen=True)
class Case:
    """The facts with what follows from them."""

    facts: ProceduresFacts
    covered: bool
    ground: Row | None
    notices_from: Decimal

    @property
    def concession(self) -> bool:
        """Say whether it is a concession."""
        return self.facts.kind is ContractKind.CONCESSION

    @property
    def utilities(self) -> bool:
        """Say whether it is a utilities contract."""
        return self.facts.special is SpecialRegime.UTILITIES


@rule("procedures", title="Which procedure may we use?", citation="PA 2023 ss.11, 20, 34, 41-45, 84", topic="Procedure")
def procedures(facts: ProceduresFacts, *, tables: Tables) -> Answer[Procedures]:
    """List every way of awarding a contract and say whether it is open.

    A public contract is awarded after a competition, directly, or under a framework, and in no other way
    (PA 2023 s.11(2)). A competition is an open procedure or a competitive flexible procedure (PA 2023 s.20(2)). It may
    be kept to the members of a dynamic market, but not for a concession that is no utilities contract
    (PA 2023 s.34(1), (7)). A direct award needs a ground (PA 2023 ss.41-43). A framework can be used for a contract,
    but not for a concession or another framework (PA 2023 s.45(1), (8)). Below the threshold Part 6 governs
    (PA 2023 s.84(1)). Part 6 leaves concessions and utilities contracts alone (PA 2023 s.84(1)(b)-(c)).
    """
    if wrong := _wrong(facts, tables):
        return undecided(*wrong)
    limit = lowest_row(tables, codes_for(facts.kind, facts.special), facts.on).amount
    covered = facts.treated_as_covered or facts.value_inc_vat >= limit
    ground = facts.direct_award_ground
    case = Case(
        facts=facts,
        covered=covered,
        ground=tables.row("direct_award_grounds", ground, on=facts.on) if ground else None,
        notices_from=tables.amount("law_figures", "notifiable_below_threshold", on=facts.on),
    )
    routes = (_open(case), _flexible(case), _direct(case), _call_off(case), _market(case), _below(case))
    return Answer(Procedures(covered=covered, procedures=routes), tuple(_findings(case)), _section(case))


def _section(case: Case) -> str:
    return "PA 2023 s.11(2)" if case.covered else "PA 2023 s.84(1)"


def _wrong(facts: ProceduresFacts, tables: Tables) -> list[Finding]:
    found = [*before_the_act(tables, on=facts.on), *negative("value_inc_vat", facts.value_inc_vat)]
    if facts.is_framework and facts.kind is ContractKind.CONCESSION:
        words = "A framework cannot provide for concessions. Say what it is for."
        found.append(bad("is_framework", words, "PA 2023 s.45(8)(a)"))
    if not found and facts.direct_award_ground is not None:
        for one in unknown_ground(facts.direct_award_ground, tables, facts.on):
            found.append(bad("direct_award_ground", one.message.removeprefix("ground: "), one.citation))
    return found


def _open(case: Case) -> Route:
    if case.covered:
        return Route(
            procedure=Procedure.OPEN,
            open=True,
            reason="One stage in which anyone may tender. Suits what can be specified fully and draws few tenders.",
            citation="PA 2023 s.20(2)(a)",
        )
    return _not_asked(Procedure.OPEN, "PA 2023 s.20(1)")


def _flexible(case: Case) -> Route:
    if case.covered:
        return Route(
            procedure=Procedure.COMPETITIVE_FLEXIBLE,
            open=True,
            reason="A competition that you design, in proportion to the contract: stages, dialogue, a shorter list.",
            citation="PA 2023 s.20(2)(b)",
        )
    return _not_asked(Procedure.COMPETITIVE_FLEXIBLE, "PA 2023 s.20(1)")


def _direct(case: Case) -> Route:
    if not case.covered:
        return _not_asked(Procedure.DIRECT_AWARD, "PA 2023 s.41(1)")
    if case.ground is None:
        return Route(
            procedure=Procedure.DIRECT_AWARD,
            open=False,
            reason="You named no ground for a direct award.",
            citation="PA 2023 s.41(1)",
        )
    return Route(
        procedure=Procedure.DIRECT_AWARD,
        open=True,
        reason=f"The ground “{case.ground.label}” carries it if its conditions are met. Ask the rule `direct-award`.",
        citation=case.ground.data["citation"],
    )


def _call_off(case: Case) -> Route:
    barred, citation = "", "PA 2023 s.45(1)"
    if case.concession:
        barred, citation = "A concession cannot be awarded under a framework.", "PA 2023 s.45(8)(a)"
    elif case.facts.is_framework:
        barred, citation = "A framework cannot be awarded under another framework.", "PA 2023 s.45(8)(b)"
    elif not case.facts.framework_available:
        barred = "You named no framework that you may use for this."
    return Route(
        procedure=Procedure.CALL_OFF,
        open=not barred,
        reason=barred or "The framework says how its contracts are awarded. Ask the rule `framework-call-off`.",
        citation=citation,
    )


def _market(case: Case) -> Route:
    barred, citation = "", "PA 2023 s.34(1)"
    if not case.covered:
        return _not_asked(Procedure.DYNAMIC_MARKET, "PA 2023 s.35(1)")
    if case.concession and not case.utilities:
        barred = "A concession cannot be kept to a dynamic market, unless it is a utilities contract."
        citation = "PA 2023 s.34(7)"
    elif not case.facts.dynamic_market_available:
        barred = "You named no dynamic market that you may use for this."
    return Route(
        procedure=Procedure.DYNAMIC_MARKET,
        open=not barred,
        reason=barred or "A competitive flexible procedure kept to the members, and to those who apply in time.",
        citation=citation,
    )


def _below(case: Case) -> Route:
    if case.covered:
        return Route(
            procedure=Procedure.BELOW_THRESHOLD,
            open=False,
            reason="The contract reaches its threshold, so the rules below the threshold do not apply.",
            citation="PA 2023 s.84(1)",
        )
    if case.concession or case.utilities:
        letter = "b" if case.concession else "c"
        words = "The Act sets no procedure for this. Your own contract procedure rules decide."
        return Route(
            procedure=Procedure.BELOW_THRESHOLD, open=True, reason=words, citation=f"PA 2023 s.84(1)({letter})"
        )
    advertised = case.facts.openly_advertised and case.facts.value_inc_vat >= case.notices_from
    words = "Your own contract procedure rules decide how many quotes or tenders to ask for."
    if advertised:
        words += " Publish a below-threshold tender notice before you advertise."
    citation = "PA 2023 s.87(1)" if advertised else "PA 2023 s.84(1)"
    return Route(procedure=Procedure.BELOW_THRESHOLD, open=True, reason=words, citation=citation)


def _not_asked(procedure: Procedure, citation: str) -> Route:
    return Route(
        procedure=procedure,
        open=False,
        reason="Not needed: this is for contracts that reach their threshold.",
        citation=citation,
    )


def _findings(case: Case) -> list[Finding]:
    found = []
    if case.covered:
        words = "Taken as met: the procedure is a proportionate way to award this contract."
        found.append(check("proportionate", words, "PA 2023 s.20(3)"))
    else:
        words = "Taken as met: no part, and no other contract that could be one with this, lifts it to its threshold."
        found.append(check("stays_below", words, "PA 2023 s.5, Sch 3 para 4"))
    if case.covered and case.facts.is_framework and case.ground is not None:
        words = "A framework under an open framework can never be awarded directly."
        found.append(warn("open_framework", words, "PA 2023 s.49(10)"))
    return found
