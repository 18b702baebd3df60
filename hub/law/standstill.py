"""The standstill between the contract award notice and the contract: whether there is one, and when it ends."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, needs, undecided, warn
from hub.law.bank_holidays import expected_findings
from hub.law.calendar import outside, start_after, working_days_end
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Tables
from hub.law.terms import Procedure, Term

PERIODS = "law_periods"
MANDATORY = "PA 2023 s.51(1)(a)"
STATED = "PA 2023 s.51(1)(b)"
EXEMPT = "PA 2023 s.51(3)"
VOLUNTARY = "PA 2023 s.51(4)"
# Said of every standstill; made once, because rules answer thousands of times a second.
NOT_SUSPENDED = check(
    "not_suspended",
    "Taken as met: you were told of no court claim during the standstill. If you were, ask `award-suspension`.",
    "PA 2023 s.101(1)",
)


class AwardGround(Term):
    """Why a contract was awarded directly, as far as the standstill asks (PA 2023 ss.41 to 43, Sch 5)."""

    URGENCY = "urgency", "Extreme and unavoidable urgency (Schedule 5 paragraph 13)"
    PROTECT_LIFE = "protect_life", "Regulations to protect life (section 42)"
    USER_CHOICE = "user_choice", "User choice (Schedule 5 paragraph 15)"
    SWITCH = "switch", "No suitable tenders (section 43)"
    OTHER = "other", "Another ground of Schedule 5"


@facts
class StandstillFacts:
    """What decides when a contract may be entered into."""

    award_notice_on: Annotated[date, Ask("When was the contract award notice (UK6) published?")]
    exempt: Annotated[
        bool,
        Ask(
            "Is the award exempt from the mandatory standstill?", "The rule `standstill-needed` tells which awards are."
        ),
    ]
    stated_ends_on: Annotated[
        date | None,
        Ask("On which day does the standstill stated in the notice end?", "Leave empty if it states none of its own."),
    ] = None


@result
class Standstill:
    """Whether the law asks for a standstill, its last day, and the first day for the contract."""

    required: Annotated[bool, Ask("Is the mandatory standstill required?")]
    ends_on: Annotated[date | None, Ask("The last day of the standstill that binds")]
    earliest_contract_on: Annotated[date, Ask("The first day on which the contract may be entered into")]


@rule(
    "standstill",
    title="When may we enter into the contract?",
    citation="PA 2023 s.51",
    topic="Award",
)
def standstill(facts: StandstillFacts, *, tables: Tables) -> Answer[Standstill]:
    """Find the end of the standstill.

    A contract may not be entered into before the end of the mandatory standstill (PA 2023 s.51(1)(a)). It lasts 8
    working days, beginning with the day on which the contract award notice is published (PA 2023 s.51(2)). That day is
    day 1 if it is a working day (PA 2023 s.123(1)). A later end stated in the notice binds instead (PA 2023
    s.51(1)(b)). Exempt awards need none (PA 2023 s.51(3)). A standstill stated for an exempt award binds (PA 2023
    s.51(4)). It may not be shorter than 8 working days (PA 2023 s.51(5)).
    """
    notice, stated = facts.award_notice_on, facts.stated_ends_on
    faults = outside(tables, award_notice_on=notice, stated_ends_on=stated)
    if faults := faults or stated_faults(notice, facts.exempt, stated, tables=tables):
        return undecided(*faults)
    if facts.exempt:
        return _exempt(notice, stated, tables=tables)
    ends_on = mandatory_end(notice, tables=tables)
    citation, found = MANDATORY, list(expected_findings(notice, ends_on, tables=tables))
    if stated and stated < ends_on:
        said = f"The notice states an end on {stated.isoformat()}; the law’s own end on {ends_on.isoformat()} binds."
        found.append(warn("stated_too_short", said, MANDATORY))
    elif stated and stated > ends_on:
        found.append(_binds(stated, STATED))
        ends_on, citation = stated, STATED
    found.append(NOT_SUSPENDED)
    answer = Standstill(required=True, ends_on=ends_on, earliest_contract_on=start_after(ends_on))
    return Answer(answer, tuple(found), citation)


def mandatory_end(award_notice_on: date, *, tables: Tables) -> date:
    """Give the last day of the mandatory standstill (PA 2023 s.51(2))."""
    days = tables.days(PERIODS, "standstill", on=award_notice_on)
    return working_days_end(award_notice_on, days, tables=tables)


def binding_end(award_notice_on: date, exempt: bool, stated_ends_on: date | None, *, tables: Tables) -> date | None:
    """Give the last day of the standstill that binds, mandatory or stated; None where there is none."""
    if exempt:
        return stated_ends_on
    ends_on = mandatory_end(award_notice_on, tables=tables)
    return max(ends_on, stated_ends_on) if stated_ends_on else ends_on


def stated_faults(
    notice: date, exempt: bool, stated: date | None, *, tables: Tables, name: str = "stated_ends_on"
) -> list[Finding]:
    """Name what is wrong with the end of a standstill that a notice states; ``name`` is the fact that says it."""
    if stated is None:
        return []
    if stated < notice:
        said = f"The stated standstill ends on {stated.isoformat()}, before the notice of {notice.isoformat()}."
        return [bad(name, f"{said} Correct one of the two days.", STATED)]
    row = tables.row(PERIODS, "voluntary_standstill", on=notice)
    least = working_days_end(notice, row.days, tables=tables)
    if not exempt or stated >= least:
        return []
    said = (
        f"A stated standstill lasts at least {row.days} working days, beginning with the day of the notice: "
        f"to {least.isoformat()} or later. Correct the notice."
    )
    return [bad(name, said, row.data["citation"])]


def _exempt(notice: date, stated: date | None, *, tables: Tables) -> Answer[Standstill]:
    taken = check("exempt", "Taken as met: the award is one of those that need no standstill.", EXEMPT)
    if stated is None:
        answer = Standstill(required=False, ends_on=None, earliest_contract_on=notice)
        said = "A voluntary standstill lowers the risk that a court sets the contract aside."
        return Answer(answer, (taken, inform("voluntary_standstill", said, "PA 2023 s.105")), EXEMPT)
    answer = Standstill(required=False, ends_on=stated, earliest_contract_on=start_after(stated))
    expected = expected_findings(notice, stated, tables=tables)
    return Answer(answer, (taken, *expected, _binds(stated, VOLUNTARY), NOT_SUSPENDED), VOLUNTARY)


def _binds(stated: date, citation: str) -> Finding:
    said = f"The notice states a standstill to {stated.isoformat()}: it binds, although the law alone asks for less."
    return inform("stated_standstill_binds", said, citation)


@facts
class NeededFacts:
    """What decides whether an award needs a standstill."""

    procedure: Annotated[Procedure, Ask("How is the contract awarded?")]
    light_touch: Annotated[bool, Ask("Is it a light touch contract?", "The CPV codes of the contract decide.")]
    ground: Annotated[
        AwardGround | None, Ask("On which ground is it awarded directly?", "Only for a direct award.")
    ] = None
    private_utility: Annotated[bool, Ask("Is the buyer a private utility?")] = False


@result
class Needed:
    """Whether the mandatory standstill applies, and whether a voluntary one may be stated."""

    required: Annotated[bool, Ask("Is the mandatory standstill required?")]
    voluntary_allowed: Annotated[bool, Ask("May the contract award notice state a voluntary standstill?")]
    award_notice: Annotated[bool, Ask("Is a contract award notice (UK6) required?")]


@rule(
    "standstill-needed",
    title="Does this award need a standstill?",
    citation=EXEMPT,
    topic="Award",
)
def standstill_needed(facts: NeededFacts, *, tables: Tables) -> Answer[Needed]:
    """Decide whether an award needs the mandatory standstill.

    Every award of a public contract needs it unless it is on the list of exemptions (PA 2023 s.51(1)(a)). Exempt are a
    direct award in extreme and unavoidable urgency, a direct award under regulations to protect life, a direct award by
    a private utility, a call-off under a framework, an award by reference to a dynamic market, and a light touch
    contract (PA 2023 s.51(3)). A standstill may be stated voluntarily in the notice of an exempt award (PA 2023
    s.51(4)). A user choice contract needs no contract award notice (PA 2023 s.50(6)). Below the thresholds there is
    neither notice nor standstill (PA 2023 s.50(1)).
    """
    direct = facts.procedure is Procedure.DIRECT_AWARD
    if facts.ground and not direct:
        said = "Only a direct award has a ground. Leave it out, or correct the procedure."
        return undecided(bad("ground", said, "PA 2023 s.41"))
    if direct and facts.ground is None:
        return undecided(needs("ground", "it decides whether a direct award needs a standstill.", EXEMPT))
    if facts.procedure is Procedure.BELOW_THRESHOLD:
        return Answer(Needed(required=False, voluntary_allowed=False, award_notice=False), (), "PA 2023 s.50(1)")
    if facts.ground is AwardGround.USER_CHOICE:
        return Answer(Needed(required=False, voluntary_allowed=False, award_notice=False), (), "PA 2023 s.50(6)")
    exempt = (
        facts.light_touch
        or facts.procedure in {Procedure.CALL_OFF, Procedure.DYNAMIC_MARKET}
        or facts.ground in {AwardGround.URGENCY, AwardGround.PROTECT_LIFE}
        or (direct and facts.private_utility)
    )
    answer = Needed(required=not exempt, voluntary_allowed=exempt, award_notice=True)
    if not exempt:
        return Answer(answer, (), MANDATORY)
    said = "A voluntary standstill lowers the risk that a court sets the contract aside."
    return Answer(answer, (inform("voluntary_standstill", said, "PA 2023 s.105"),), EXEMPT)
