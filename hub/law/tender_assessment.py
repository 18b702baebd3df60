"""Assessing tenders: which are left out, which is the most advantageous, and what a flexible procedure may do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import Duty, Term

LOW = "PA 2023 s.19(3)(c)"
BEST = "PA 2023 s.19(2)(b)"


class Standing(Term):
    """What the checks for exclusion found (PA 2023 s.57)."""

    CLEAR = "clear", "Neither excluded nor excludable"
    EXCLUDABLE = "excludable", "Excludable supplier"
    EXCLUDED = "excluded", "Excluded supplier"


@facts
class DisregardFacts:
    """What decides whether a tender is left out of the assessment."""

    on: Annotated[date, Ask("When is the tender assessed?")]
    meets_conditions: Annotated[bool, Ask("Does the supplier satisfy every condition of participation?")]
    standing: Annotated[Standing, Ask("Is the supplier excluded or excludable?", "Ask `supplier-standing`.")]
    treaty_supplier: Annotated[bool, Ask("Is the supplier from the United Kingdom or a treaty state?")]
    treaty_subcontractors: Annotated[
        bool,
        Ask("Are all intended sub-contractors from the United Kingdom or a treaty state?", "Yes if there are none."),
    ]
    keeps_procedure: Annotated[
        bool,
        Ask(
            "Did tender and supplier keep every requirement of procedure?",
            "As the tender notice and documents set them out, information asked for included.",
        ),
    ]
    considered_low: Annotated[bool, Ask("Do you consider the price abnormally low for performing the contract?")]
    shown: Annotated[
        bool | None,
        Ask("Did the supplier show that it can perform at that price?", "Leave empty if it has not been asked yet."),
    ] = None
    market_member: Annotated[
        bool | None,
        Ask("Is the supplier a member of the dynamic market?", "Only for an award by reference to one."),
    ] = None


@result
class DisregardGround:
    """One reason to disregard a tender, whether it leaves a choice, and where it stands."""

    ground: str
    duty: Duty
    citation: str


@result
class Disregard:
    """Whether the tender must be disregarded, whether it may be, and every reason."""

    must_disregard: bool
    may_disregard: bool
    grounds: tuple[DisregardGround, ...]


@rule(
    "tender-disregard",
    title="Must or may we leave this tender out?",
    citation="PA 2023 ss.19(3)-(6), 26, 34(3)",
    topic="Award",
)
def tender_disregard(facts: DisregardFacts, *, tables: Tables) -> Answer[Disregard]:
    """Say whether a tender must or may be disregarded in the assessment, and why.

    A tender from a supplier that does not satisfy the conditions of participation must be disregarded
    (PA 2023 s.19(3)(a)). So must that of an excluded supplier (PA 2023 s.26(1)). In an award by reference to a dynamic
    market so must that of a supplier that is no member (PA 2023 s.34(3)). A tender may be disregarded if its supplier
    is neither a United Kingdom supplier nor a treaty state supplier (PA 2023 s.19(3)(b)(i)), or intends to sub-contract
    to one that is neither (PA 2023 s.19(3)(b)(ii)). It may be if it breaches a procedural requirement of the tender
    notice or documents, which includes what the supplier does in relation to it (PA 2023 s.19(3)(d), s.19(6)). So may
    that of an excludable supplier (PA 2023 s.26(2)). A tender may be disregarded for an abnormally low price
    (PA 2023 s.19(3)(c)), but only after the supplier had the opportunity to show that it can perform at it
    (PA 2023 s.19(4)), and not if it showed it (PA 2023 s.19(5)).
    """
    wrong = list(before_the_act(tables, on=facts.on))
    if facts.shown is not None and not facts.considered_low:
        wrong.append(bad("shown", "Nothing is to be shown of a price that you do not consider abnormally low.", LOW))
    if wrong:
        return undecided(*wrong)
    grounds = tuple(_grounds(facts))
    must = [one for one in grounds if one.duty is Duty.MUST]
    answer = Disregard(must_disregard=bool(must), may_disregard=bool(grounds), grounds=grounds)
    relied = next(iter([*must, *grounds]), None)
    return Answer(answer, tuple(_disregard_said(facts, grounds)), relied.citation if relied else "PA 2023 s.19(3)")


def _grounds(facts: DisregardFacts) -> Iterator[DisregardGround]:
    excluded, excludable = facts.standing is Standing.EXCLUDED, facts.standing is Standing.EXCLUDABLE
    holds = (
        ("conditions", not facts.meets_conditions, Duty.MUST, "PA 2023 s.19(3)(a)"),
        ("excluded", excluded, Duty.MUST, "PA 2023 s.26(1)"),
        ("not_member", facts.market_member is False, Duty.MUST, "PA 2023 s.34(3)"),
        ("not_treaty_supplier", not facts.treaty_supplier, Duty.MAY, "PA 2023 s.19(3)(b)(i)"),
        ("not_treaty_subcontractor", not facts.treaty_subcontractors, Duty.MAY, "PA 2023 s.19(3)(b)(ii)"),
        ("abnormally_low", facts.shown is False, Duty.MAY, LOW),
        ("procedure", not facts.keeps_procedure, Duty.MAY, "PA 2023 s.19(3)(d)"),
        ("excludable", excludable, Duty.MAY, "PA 2023 s.26(2)"),
    )
    return (
        DisregardGround(ground=name, duty=duty, citation=citation) for name, applies, duty, citation in holds if applies
    )


def _disregard_said(facts: DisregardFacts, grounds: tuple[DisregardGround, ...]) -> Iterator[Finding]:
    if facts.considered_low and facts.shown is None:
        said = "Tell the supplier that its price looks abnormally low, and let it show that it can perform at it."
        yield inform("ask_first", said, "PA 2023 s.19(4)")
    if facts.shown:
        yield inform("price_shown", "The tender may not be disregarded for its price.", "PA 2023 s.19(5)")
    if not facts.keeps_procedure:
        said = "Taken as met: the tender notice or documents set out the requirement, and others are treated the same."
        yield check("requirement_set_out", said, "PA 2023 s.19(6)")
    if facts.standing is not Standing.CLEAR:
        said = "Taken as met: the supplier was heard first and could replace an associated person. Ask `self-cleaning`."
        yield check("heard_first", said, "PA 2023 s.26(3)")
    if any(one.duty is Duty.MAY for one in grounds):
        yield check("record_reasons", "Where you have a choice, record why you decide as you do.", "PA 2023 s.98(1)")


@facts
class AssessedTender:
    """One tender and how it was assessed."""

    tender: Annotated[str, Ask("Which tender?", "A name or number that no other has.")]
    meets_requirements: Annotated[bool, Ask("Does it satisfy your requirements?")]
    disregarded: Annotated[bool, Ask("Was it disregarded?", "Ask `tender-disregard`.")]
    score: Annotated[Decimal, Ask("What is its total by the method and weights that you stated?", "More is better.")]


@facts
class BestTenderFacts:
    """The tenders of a competitive tendering procedure."""

    on: Annotated[date, Ask("When are the tenders assessed?")]
    tenders: Annotated[tuple[AssessedTender, ...], Ask("Which tenders were there?")]


@result
class BestTender:
    """The tenders with the best total, one unless they are level, and all that were compared."""

    most_advantageous: tuple[str, ...]
    compared: tuple[str, ...]


@rule(
    "most-advantageous-tender",
    title="Which tender is the most advantageous?",
    citation="PA 2023 s.19(1)-(2)",
    topic="Award",
)
def most_advantageous_tender(facts: BestTenderFacts, *, tables: Tables) -> Answer[BestTender]:
    """Find the tender to which the contract may be awarded.

    A contract may be awarded to the supplier with the most advantageous tender (PA 2023 s.19(1)). That is the tender
    that satisfies the authority's requirements (PA 2023 s.19(2)(a)) and best satisfies the award criteria by the stated
    method and their relative importance (PA 2023 s.19(2)(b)). Tenders that are disregarded are not compared
    (PA 2023 s.19(3)). Where none is left, nothing is awarded, or a direct award is considered (PA 2023 s.43(1)).
    """
    if wrong := [*before_the_act(tables, on=facts.on), *_tenders_wrong(facts.tenders)]:
        return undecided(*wrong)
    compared = [one for one in facts.tenders if one.meets_requirements and not one.disregarded]
    top = max((one.score for one in compared), default=None)
    best = tuple(one.tender for one in compared if one.score == top)
    answer = BestTender(most_advantageous=best, compared=tuple(one.tender for one in compared))
    return Answer(answer, tuple(_best_said(best)), BEST if best else "PA 2023 s.19(2)(a)")


def _tenders_wrong(tenders: tuple[AssessedTender, ...]) -> Iterator[Finding]:
    if not tenders:
        yield bad("tenders", "Give at least one tender.", "PA 2023 s.19(1)")
    for name, times in Counter(one.tender for one in tenders).items():
        if times > 1:
            yield bad("tenders", f"“{name}” stands there twice. Give each tender a name of its own.", "PA 2023 s.19(1)")


def _best_said(best: tuple[str, ...]) -> Iterator[Finding]:
    if not best:
        yield inform("none_left", "No tender is left. Award nothing, or ask `direct-award`.", "PA 2023 s.43(1)")
        return
    yield check("as_stated", "Taken as met: the totals follow the method and weights in the tender documents.", BEST)
    if len(best) > 1:
        yield check("level", "These tenders are level: decide by the rule that the tender documents state.", BEST)


@facts
class FlexibleFacts:
    """How a competitive flexible procedure is designed."""

    on: Annotated[date, Ask("When is the tender notice published?")]
    proportionate: Annotated[bool, Ask("Is it in proportion to the nature, complexity and cost of the contract?")]
    limits_number: Annotated[bool, Ask("Does it limit how many suppliers take part, or go through a round?")]
    admits_late: Annotated[bool, Ask("May suppliers join that did not tender in the first round?")]
    readmits: Annotated[bool, Ask("May suppliers take part again that were excluded after an earlier round?")]
    drops_otherwise: Annotated[
        bool,
        Ask(
            "May suppliers drop out for another reason than the Act names?",
            "Named are conditions of participation, an intermediate assessment, exclusion, and not being of a treaty "
            "state.",
        ),
    ]


@result
class Flexible:
    """Whether the procedure may be run as designed."""

    allowed: bool


@rule(
    "flexible-procedure",
    title="May we run a competitive flexible procedure like this?",
    citation="PA 2023 s.20(3)-(8)",
    topic="Procedure",
)
def flexible_procedure(facts: FlexibleFacts, *, tables: Tables) -> Answer[Flexible]:
    """Check the design of a competitive flexible procedure.

    The procedure is a proportionate means of awarding the contract (PA 2023 s.20(3)). It may limit the number of
    suppliers, in all or in a round (PA 2023 s.20(4)(a)). It may not let suppliers take part that did not tender in the
    first round or were excluded after an earlier one (PA 2023 s.20(4)(c)). It may exclude suppliers by conditions of
    participation, by an intermediate assessment of tenders, or as not of the United Kingdom or a treaty state
    (PA 2023 s.20(5)), and as excluded or excludable suppliers or for improper behaviour (PA 2023 s.20(8)).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    faults = tuple(_flexible_faults(facts))
    found = faults
    if facts.limits_number:
        said = "Taken as met: the tender notice says how many suppliers go through, and by what they are chosen."
        found = (*faults, check("numbers_stated", said, "PA 2023 s.20(4)(a)"))
    return Answer(Flexible(allowed=not faults), found, faults[0].citation if faults else "PA 2023 s.20(2)(b)")


def _flexible_faults(facts: FlexibleFacts) -> Iterator[Finding]:
    if not facts.proportionate:
        yield Finding("disproportionate", "Make the procedure proportionate to the contract.", "PA 2023 s.20(3)")
    if facts.admits_late:
        said = "Let nobody join who did not tender in the first round."
        yield Finding("late_suppliers", said, "PA 2023 s.20(4)(c)")
    if facts.readmits:
        said = "Let nobody take part again who was excluded after an earlier round."
        yield Finding("excluded_suppliers", said, "PA 2023 s.20(4)(c)")
    if facts.drops_otherwise:
        said = "Let suppliers drop out only by conditions, an intermediate assessment, exclusion or their origin."
        yield Finding("other_reason", said, "PA 2023 s.20(5)")
