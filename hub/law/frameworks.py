"""Frameworks: how long they run, and how contracts are awarded under them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided, warn
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.scope_terms import SpecialRegime
from hub.law.spans import last_day_of, years
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import Term


class Sought(Term):
    """What would be awarded under a framework (PA 2023 s.45(1), (8))."""

    CONTRACT = "contract", "A contract"
    CONCESSION = "concession", "A concession"
    FRAMEWORK = "framework", "Another framework"


@facts
class FrameworkTermFacts:
    """What decides how long a framework may run."""

    awarded_on: Annotated[date, Ask("When was it awarded?", "Of an open framework: the first framework.")]
    starts_on: Annotated[date, Ask("When does it start?")]
    ends_on: Annotated[date | None, Ask("When is it to end?", "Null if you want to know the latest day.")]
    special: Annotated[
        SpecialRegime, Ask("Is it only for utilities contracts, or only for defence and security contracts?")
    ]
    light_touch: Annotated[bool, Ask("Is it light touch?")]
    open_framework: Annotated[bool, Ask("Is it an open framework?")]
    single_supplier: Annotated[bool, Ask("Is there only one supplier on it?")]
    reasons_for_longer: Annotated[
        bool, Ask("Does the tender or transparency notice say why a longer term is needed?")
    ] = False
    second_awarded_on: Annotated[
        date | None, Ask("If it is an open framework: when was the second framework awarded?")
    ] = None


@result
class FrameworkTerm:
    """The latest last day (null if none), whether the planned one is allowed, and by when to award it again."""

    latest_end_on: date | None
    allowed: bool
    award_again_by: date | None


@facts
class CallOffFacts:
    """A contract that is to be awarded under a framework."""

    awarded_on: Annotated[date, Ask("When is the contract to be awarded?")]
    framework_ends_on: Annotated[date, Ask("What is the last day of the framework?")]
    sought: Annotated[Sought, Ask("What is to be awarded?")]
    light_touch: Annotated[bool, Ask("Is the framework light touch?")]
    suppliers: Annotated[int, Ask("How many suppliers are on the framework?")]
    core_terms_set: Annotated[bool, Ask("Does the framework set out the core terms of the contract?")]
    objective_mechanism: Annotated[bool, Ask("Does it set out an objective way to choose the supplier?")]
    supplier_excluded: Annotated[bool, Ask("Is the supplier an excluded supplier?")]
    criteria_from_framework: Annotated[
        bool, Ask("If suppliers compete: are the award criteria those of the framework, or refined from them?")
    ] = True
    open_framework_process_running: Annotated[
        bool, Ask("If it is an open framework that has just been replaced: was the award under way by then?")
    ] = False


@result
class CallOff:
    """Whether the contract may be awarded under the framework, and whether suppliers have to compete for it."""

    allowed: bool
    competition_needed: bool


@rule("framework-term", title="How long may this framework run?", citation="PA 2023 ss.47, 49", topic="Frameworks")
def framework_term(facts: FrameworkTermFacts, *, tables: Tables) -> Answer[FrameworkTerm]:
    """Work out the last day on which a framework may end.

    A framework runs for four years at most (PA 2023 s.47(1)(b)). One that is only for utilities contracts or only for
    defence and security contracts runs for eight (PA 2023 s.47(1)(a)). It may run longer if what is bought needs that
    and the tender or transparency notice says why (PA 2023 s.47(2)-(3)). A light touch framework has no longest term
    (PA 2023 s.47(5)(c)). An open framework ends eight years from the award of its first framework
    (PA 2023 s.49(2)(c)). It is awarded again within three years of the first award and then within every five years
    of the second (PA 2023 s.49(2)(a)). With one supplier it ends within four years (PA 2023 s.49(6)).
    """
    if wrong := _wrong_term(facts, tables):
        return undecided(*wrong)
    if facts.open_framework:
        return _open_term(facts, tables)
    if facts.light_touch:
        return Answer(FrameworkTerm(latest_end_on=None, allowed=True, award_again_by=None), (), "PA 2023 s.47(5)(c)")
    code = "framework" if facts.special is SpecialRegime.NONE else "framework_special"
    row = tables.row("scope_periods", code, on=facts.awarded_on)
    latest = last_day_of(facts.starts_on, int(row.data["years"]))
    longer = facts.ends_on is not None and facts.ends_on > latest
    if longer and facts.reasons_for_longer:
        words = "Taken as met: the nature of what is bought needs the longer term that the notice gives reasons for."
        found = check("longer_term", words, "PA 2023 s.47(2)")
        answer = FrameworkTerm(latest_end_on=None, allowed=True, award_again_by=None)
        return Answer(answer, (found,), "PA 2023 s.47(2)-(3)")
    blocked = (_too_long(latest, "PA 2023 s.47(1)"),) if longer else ()
    answer = FrameworkTerm(latest_end_on=latest, allowed=not longer, award_again_by=None)
    return Answer(answer, blocked, row.data["citation"])


def _open_term(facts: FrameworkTermFacts, tables: Tables) -> Answer[FrameworkTerm]:
    code = "open_framework_single" if facts.single_supplier else "open_framework"
    row = tables.row("scope_periods", code, on=facts.awarded_on)
    latest = last_day_of(facts.awarded_on, int(row.data["years"]))
    if facts.second_awarded_on is None:
        again = last_day_of(facts.awarded_on, years(tables, "open_framework_first", on=facts.awarded_on))
    else:
        again = last_day_of(facts.second_awarded_on, years(tables, "open_framework_later", on=facts.awarded_on))
    found: list[Finding] = []
    longer = facts.ends_on is not None and facts.ends_on > latest
    if longer:
        found.append(_too_long(latest, row.data["citation"]))
    if facts.ends_on is not None and facts.ends_on < latest and not facts.single_supplier:
        words = (
            f"An open framework provides for its last framework to end on {latest.isoformat()}. Check the earlier end."
        )
        found.append(warn("ends_early", words, row.data["citation"]))
    if facts.second_awarded_on is not None and facts.second_awarded_on > _first_again(facts, tables):
        words = "The second framework was awarded too late for the scheme to go on as an open framework."
        found.append(warn("second_award_late", words, "PA 2023 s.49(2)(a)(i)"))
    if again < latest:
        code = "open_framework_first" if facts.second_awarded_on is None else "open_framework_later"
        period = tables.row("scope_periods", code, on=facts.awarded_on)
        words = f"Award a framework of the scheme again by {again.isoformat()}."
        found.append(inform("award_again", words, period.data["citation"]))
    # No award is needed after the scheme has ended.
    answer = FrameworkTerm(latest_end_on=latest, allowed=not longer, award_again_by=again if again < latest else None)
    return Answer(answer, tuple(found), row.data["citation"])


def _first_again(facts: FrameworkTermFacts, tables: Tables) -> date:
    return last_day_of(facts.awarded_on, years(tables, "open_framework_first", on=facts.awarded_on))


def _too_long(latest: date, citation: str) -> Finding:
    words = f"The framework would run too long. End it on {latest.isoformat()} at the latest."
    return Finding("too_long", words, citation)


def _wrong_term(facts: FrameworkTermFacts, tables: Tables) -> list[Finding]:
    found = list(before_the_act(tables, awarded_on=facts.awarded_on))
    if facts.starts_on < facts.awarded_on:
        found.append(bad("starts_on", "A framework cannot start before it is awarded.", "PA 2023 s.45(2)"))
    if facts.ends_on is not None and facts.ends_on < facts.starts_on:
        found.append(bad("ends_on", "A framework cannot end before it starts.", "PA 2023 s.47(1)"))
    second = facts.second_awarded_on
    if second is not None and not facts.open_framework:
        words = "Only an open framework is awarded a second time. Leave it out."
        found.append(bad("second_awarded_on", words, "PA 2023 s.49(1)"))
    if second is not None and second <= facts.awarded_on:
        words = "The second framework comes after the first. Correct the date."
        found.append(bad("second_awarded_on", words, "PA 2023 s.49(1)"))
    return found


@rule(
    "framework-call-off",
    title="May we award this under the framework, and must suppliers compete?",
    citation="PA 2023 ss.45, 46",
    topic="Frameworks",
)
def framework_call_off(facts: CallOffFacts, *, tables: Tables) -> Answer[CallOff]:
    """Say whether a contract may be awarded under a framework and how.

    A public contract may be awarded in accordance with a framework (PA 2023 s.45(1)). Suppliers compete for it
    (PA 2023 s.45(3)), unless only one supplier is on the framework (PA 2023 s.45(4)(a)) or the framework sets out the
    core terms and an objective way of choosing (PA 2023 s.45(4)(b)). Neither a concession nor another framework can be
    awarded that way (PA 2023 s.45(8)). The contract cannot go to an excluded supplier (PA 2023 s.45(6)(a)). Proposals
    are assessed only by the award criteria of the framework, which may be refined (PA 2023 s.46(8)-(9)). A light touch
    framework need not provide for competition (PA 2023 s.45(9)). An award that was under way when an open framework
    was replaced may be finished (PA 2023 s.49(3)).
    """
    wrong = list(before_the_act(tables, awarded_on=facts.awarded_on))
    if facts.suppliers < 1:
        wrong.append(bad("suppliers", "At least one supplier is on a framework.", "PA 2023 s.45(2)"))
    if wrong:
        return undecided(*wrong)
    needed, citation = _competition(facts)
    barred = _call_off_bars(facts, competes=needed)
    running = facts.awarded_on > facts.framework_ends_on and not barred
    found = list(barred)
    if running:
        words = "The framework has ended, but the award was under way and may be finished."
        found.append(inform("finishing", words, "PA 2023 s.49(3)"))
    words = "Taken as met: the framework names you and covers what you buy, and you considered excludable suppliers."
    found.append(check("within_framework", words, "PA 2023 ss.45(5), 48(1)"))
    answer = CallOff(allowed=not barred, competition_needed=needed)
    return Answer(answer, tuple(found), barred[0].citation if barred else citation)


def _competition(facts: CallOffFacts) -> tuple[bool, str]:
    if facts.light_touch:
        return False, "PA 2023 s.45(9)"
    if facts.suppliers == 1:
        return False, "PA 2023 s.45(4)(a)"
    if facts.core_terms_set and facts.objective_mechanism:
        return False, "PA 2023 s.45(4)(b)"
    return True, "PA 2023 s.45(3)"


def _call_off_bars(facts: CallOffFacts, *, competes: bool) -> list[Finding]:
    found = []
    if facts.sought is not Sought.CONTRACT:
        letter = "a" if facts.sought is Sought.CONCESSION else "b"
        words = f"{facts.sought.label} cannot be awarded under a framework. Hold a competition."
        found.append(Finding("not_under_framework", words, f"PA 2023 s.45(8)({letter})"))
    if facts.awarded_on > facts.framework_ends_on and not facts.open_framework_process_running:
        words = f"The framework ended on {facts.framework_ends_on.isoformat()}. Use another route."
        found.append(Finding("framework_ended", words, "PA 2023 s.45(1)"))
    if facts.supplier_excluded:
        words = "The supplier is excluded. Choose another on the framework."
        found.append(Finding("excluded_supplier", words, "PA 2023 s.45(6)(a)"))
    if competes and not facts.criteria_from_framework:
        words = "Proposals are assessed by the award criteria of the framework or by refinements of them. Use those."
        found.append(Finding("other_criteria", words, "PA 2023 s.46(8)"))
    return found
