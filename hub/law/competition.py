"""Running a competition: what may be asked of suppliers, and what may change once it has begun."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, needs, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import Procedure, Term


class SelectionRoute(Term):
    """For what a condition is set (PA 2023 ss.22, 36, 46)."""

    COMPETITIVE = "competitive", "Taking part in a competitive tendering procedure"
    FRAMEWORK = "framework", "A contract under a framework"
    DYNAMIC_MARKET = "dynamic_market", "Membership of a dynamic market"


RUN_BY_NOTICE = (Procedure.OPEN, Procedure.COMPETITIVE_FLEXIBLE)


@facts
class ConditionFacts:
    """A condition that suppliers would have to satisfy."""

    on: Annotated[date, Ask("For which day do you ask?")]
    route: Annotated[SelectionRoute, Ask("What is the condition for?")]
    light_touch: Annotated[bool, Ask("Is it for light touch services?")]
    tests_capacity: Annotated[
        bool, Ask("Does it only test legal and financial capacity or technical ability to do this contract?")
    ]
    proportionate: Annotated[bool, Ask("Is it in proportion to the nature, complexity and cost of the contract?")]
    audited_accounts_from_all: Annotated[bool, Ask("Does it ask for audited accounts from every supplier?")] = False
    insurance_before_award: Annotated[bool, Ask("Does it ask for insurance to be in place before the award?")] = False
    earlier_contract_required: Annotated[
        bool, Ask("Does it ask for an earlier contract with you or another particular authority?")
    ] = False
    breaks_specification_rules: Annotated[
        bool, Ask("Does it name a brand, origin or standard without “or equivalent”?")
    ] = False
    qualification_without_equivalent: Annotated[
        bool, Ask("Does it ask for a particular qualification without accepting its equivalents?")
    ] = False


@result
class Condition:
    """Whether the condition may be set; each finding that blocks says what is wrong with it."""

    allowed: bool


@facts
class ChangeFacts:
    """A change to a procurement that is under way."""

    procedure: Annotated[Procedure, Ask("Which procedure is it?", "An open or a competitive flexible procedure.")]
    light_touch: Annotated[bool, Ask("Is the contract light touch?")]
    changed_on: Annotated[date, Ask("When is the change made?")]
    first_deadline_on: Annotated[
        date,
        Ask(
            "What is the first deadline?",
            "Open procedure: for tenders. Flexible: for requests to participate or, without these, for first tenders.",
        ),
    ]
    final_deadline_on: Annotated[
        date | None, Ask("In a flexible procedure: what is the deadline for the tenders that decide?")
    ] = None
    lets_others_tender: Annotated[
        bool | None, Ask("After the first deadline: would others be allowed to tender who do not take part now?")
    ] = None
    changes_who_takes_part: Annotated[
        bool | None, Ask("After the first deadline: had suppliers known, would others take part, or some not?")
    ] = None


@result
class Change:
    """Whether the change is allowed, and what it takes."""

    allowed: bool
    substantial: bool | None
    republish: bool
    notify_participants: bool
    reconsider_deadlines: bool


@facts
class RefinementFacts:
    """A refinement of award criteria in the course of a procedure."""

    procedure: Annotated[Procedure, Ask("Which procedure is it?")]
    provided_for: Annotated[bool, Ask("Do the tender notice or documents say that this criterion may be refined?")]
    final_tenders_invited: Annotated[bool, Ask("Have the tenders that decide been invited already?")]
    would_change_progress: Annotated[
        bool, Ask("With the refined criteria, would a supplier who dropped out earlier have gone through?")
    ]


@result
class Refinement:
    """Whether the refinement is allowed, whether weights may follow it, and whether to publish again."""

    allowed: bool
    may_adjust_weights: bool
    republish: bool


@rule(
    "conditions-of-participation",
    title="May we ask this of suppliers?",
    citation="PA 2023 ss.22, 36, 46",
    topic="Procedure",
)
def conditions_of_participation(facts: ConditionFacts, *, tables: Tables) -> Answer[Condition]:
    """Check a condition of participation.

    A condition may only make sure, in proportion, that suppliers have the legal and financial capacity or the
    technical ability to perform (PA 2023 s.22(1), (5)). It may not ask for audited accounts from those who need not
    have them, nor for insurance before the award (PA 2023 s.22(3)). It may not ask for a contract with a particular
    authority, break the rules on technical specifications, or ask for a qualification without its equivalents
    (PA 2023 s.22(4)). The same holds under a framework (PA 2023 s.46(1)-(5)) and for membership of a dynamic market
    (PA 2023 s.36(1)-(4)). It does not hold for light touch frameworks (PA 2023 s.46(11)).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    if facts.light_touch and facts.route is SelectionRoute.FRAMEWORK:
        words = "Taken as met: the framework itself allows this. The Act sets no limits for light touch frameworks."
        return Answer(
            Condition(allowed=True), (check("framework_terms", words, "PA 2023 s.46(11)"),), "PA 2023 s.46(11)"
        )
    wrong = {
        "beyond_capacity": not facts.tests_capacity,
        "disproportionate": not facts.proportionate,
        "audited_accounts": facts.audited_accounts_from_all,
        "insurance_before_award": facts.insurance_before_award,
        "earlier_contract": facts.earlier_contract_required,
        "technical_specifications": facts.breaks_specification_rules,
        "no_equivalents": facts.qualification_without_equivalent,
    }
    found = tuple(
        Finding(row.code, row.label, row.data[facts.route])
        for row in tables.on("participation_limits", facts.on)
        if wrong[row.code]
    )
    first = tables.row("participation_limits", "beyond_capacity", on=facts.on).data[facts.route]
    return Answer(Condition(allowed=not found), found, found[0].citation if found else first)


@rule(
    "modify-procurement",
    title="May we change this procurement while it runs?",
    citation="PA 2023 s.31",
    topic="Procedure",
)
def modify_procurement(facts: ChangeFacts, *, tables: Tables) -> Answer[Change]:
    """Say whether the terms of a procurement may be changed, and what follows.

    Until the first deadline anything may be changed: in an open procedure the deadline for tenders
    (PA 2023 s.31(1)(a)), in a competitive flexible procedure that for requests to participate or, where there are
    none, for first tenders (PA 2023 s.31(1)(b)). After that a flexible procedure may be changed until the deadline for
    the tenders that decide, if the change is not substantial or the contract is light touch (PA 2023 s.31(2)). A
    change is substantial if it lets others tender or would have changed who takes part (PA 2023 s.31(3)). With every
    change the deadlines are considered again (PA 2023 s.31(4)). An early change is published again
    (PA 2023 s.31(5)). A later one is told to every supplier that takes part (PA 2023 s.31(6)).
    """
    if wrong := _wrong_change(facts, tables):
        return undecided(*wrong)
    if facts.changed_on <= facts.first_deadline_on:
        letter = "a" if facts.procedure is Procedure.OPEN else "b"
        answer = Change(
            allowed=True, substantial=None, republish=True, notify_participants=False, reconsider_deadlines=True
        )
        return Answer(answer, _same_day(facts, facts.first_deadline_on), f"PA 2023 s.31(1)({letter})")
    if facts.procedure is Procedure.OPEN:
        words = "The deadline for tenders has passed. An open procedure cannot be changed any more."
        return _refused(Finding("too_late", words, "PA 2023 s.31(1)(a)"))
    return _late_change(facts)


def _late_change(facts: ChangeFacts) -> Answer[Change]:
    final = facts.final_deadline_on
    if final is None:
        return undecided(
            needs("final_deadline_on", "what is the deadline for the tenders that decide?", "PA 2023 s.31(2)")
        )
    if facts.changed_on > final:
        words = "The deadline for the tenders that decide has passed. Nothing can be changed any more."
        return _refused(Finding("too_late", words, "PA 2023 s.31(2)"))
    substantial = None
    if facts.lets_others_tender is not None and facts.changes_who_takes_part is not None:
        substantial = facts.lets_others_tender or facts.changes_who_takes_part
    elif facts.lets_others_tender or facts.changes_who_takes_part:
        substantial = True
    if substantial is None and not facts.light_touch:
        return undecided(*_unknown(facts))
    if substantial and not facts.light_touch:
        words = "The change is substantial and the first deadline has passed. Leave it, or begin anew."
        return _refused(Finding("substantial", words, "PA 2023 s.31(3)"), substantial=True)
    answer = Change(
        allowed=True, substantial=substantial, republish=False, notify_participants=True, reconsider_deadlines=True
    )
    return Answer(answer, _same_day(facts, final), f"PA 2023 s.31(2)({'b' if facts.light_touch else 'a'})")


def _refused(why: Finding, *, substantial: bool | None = None) -> Answer[Change]:
    answer = Change(
        allowed=False, substantial=substantial, republish=False, notify_participants=False, reconsider_deadlines=False
    )
    return Answer(answer, (why,), why.citation)


def _unknown(facts: ChangeFacts) -> list[Finding]:
    found = []
    if facts.lets_others_tender is None:
        words = "would the change allow others to tender who do not take part now?"
        found.append(needs("lets_others_tender", words, "PA 2023 s.31(3)(a)"))
    if facts.changes_who_takes_part is None:
        words = "had suppliers known of the change, would others take part, or some not?"
        found.append(needs("changes_who_takes_part", words, "PA 2023 s.31(3)(b)"))
    return found


def _same_day(facts: ChangeFacts, deadline: date) -> tuple[Finding, ...]:
    if facts.changed_on < deadline:
        return ()
    words = "Taken as met: the change is published before the hour of the deadline on that day."
    return (check("hour_of_deadline", words, "PA 2023 s.31(1)"),)


def _wrong_change(facts: ChangeFacts, tables: Tables) -> list[Finding]:
    found = list(before_the_act(tables, changed_on=facts.changed_on))
    if facts.procedure not in RUN_BY_NOTICE:
        words = "This is about open and competitive flexible procedures. Say open or competitive_flexible."
        found.append(bad("procedure", words, "PA 2023 s.31(1)"))
    if facts.final_deadline_on is not None and facts.final_deadline_on < facts.first_deadline_on:
        words = "The tenders that decide cannot be due before the first deadline."
        found.append(bad("final_deadline_on", words, "PA 2023 s.31(2)"))
    return found


@rule("refine-criteria", title="May we refine the award criteria now?", citation="PA 2023 s.24", topic="Procedure")
def refine_criteria(facts: RefinementFacts, *, tables: Tables) -> Answer[Refinement]:
    """Say whether award criteria may be refined.

    Criteria may be refined in a competitive flexible procedure if the notice or documents provide for it
    (PA 2023 s.24(1)(a)), and only until the tenders that decide are invited (PA 2023 s.24(1)(b)). Their weights may
    follow (PA 2023 s.24(2)). A refinement may not be made if it would have let a supplier go through who did not
    (PA 2023 s.24(3)). The notice and the documents are then changed and published again (PA 2023 s.24(4)).
    """
    found = []
    if facts.procedure is not Procedure.COMPETITIVE_FLEXIBLE:
        words = "Criteria can be refined only in a competitive flexible procedure."
        found.append(Finding("not_flexible", words, "PA 2023 s.24(1)"))
    if not facts.provided_for:
        words = "Neither the tender notice nor the documents say that this criterion may be refined. Leave it as it is."
        found.append(Finding("not_provided_for", words, "PA 2023 s.24(1)(a)"))
    if facts.final_tenders_invited:
        words = "The tenders that decide are invited already. Leave the criteria as they are."
        found.append(Finding("too_late", words, "PA 2023 s.24(1)(b)"))
    if facts.would_change_progress:
        words = "A supplier who dropped out would have gone through. Leave the criteria as they are."
        found.append(Finding("would_change_progress", words, "PA 2023 s.24(3)"))
    allowed = not found
    answer = Refinement(allowed=allowed, may_adjust_weights=allowed, republish=allowed)
    return Answer(answer, tuple(found), found[0].citation if found else "PA 2023 s.24")
