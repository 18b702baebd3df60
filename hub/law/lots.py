"""Lots: when to consider them, when to give reasons, and limits on what one supplier may win."""

from __future__ import annotations

from typing import Annotated

from hub.law.answers import Answer, bad, check, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Tables


@facts
class LotsFacts:
    """What an authority found when it considered lots."""

    covered: Annotated[bool, Ask("Does the contract reach its threshold?")]
    could_be_several: Annotated[
        bool, Ask("Could the goods, services or works reasonably be supplied under more than one contract?")
    ]
    lots_suitable: Annotated[bool, Ask("Could such contracts suitably be awarded in lots?")]
    by_lots: Annotated[bool, Ask("Will you award in lots?")]
    reasons_given: Annotated[
        bool | None, Ask("If not: does the tender notice give the reasons?", "Null if you award in lots.")
    ]
    tender_limit: Annotated[int | None, Ask("For how many lots may one supplier tender?", "Leave out if for all.")] = (
        None
    )
    award_limit: Annotated[int | None, Ask("How many lots may one supplier win?", "Leave out if all.")] = None
    objective_rule: Annotated[
        bool | None,
        Ask("Does the notice say by what objective rule lots are shared out where a supplier would win more?"),
    ] = None


@result
class Lots:
    """Whether lots had to be considered, whether reasons are owed, and whether the tender notice may go out."""

    must_consider: bool
    reasons_needed: bool
    may_publish: bool


@rule("lots", title="Must we divide this contract into lots?", citation="PA 2023 s.18", topic="Procedure")
def lots(facts: LotsFacts, *, tables: Tables) -> Answer[Lots]:
    """Say whether lots are considered as the Act asks.

    Before it publishes a tender notice for a public contract, an authority considers whether the contract could
    reasonably be several and whether those could suitably be awarded in lots (PA 2023 s.18(1)). If so, it awards in
    lots or gives reasons for not doing so (PA 2023 s.18(2)). The number of lots for which one supplier may tender can
    be limited (PA 2023 s.20(7)). The number that one supplier may win can be limited if there is an objective rule for
    choosing where a supplier would win more (PA 2023 s.23(4)). Below the threshold none of this is asked for
    (PA 2023 s.18(1)).
    """
    if wrong := _wrong(facts):
        return undecided(*wrong)
    reasons_needed = facts.covered and facts.could_be_several and facts.lots_suitable and not facts.by_lots
    found: list[Finding] = []
    if reasons_needed and not facts.reasons_given:
        words = "Lots are possible and are not used. Say why in the tender notice."
        found.append(Finding("lots_reasons", words, "PA 2023 s.18(2)(b)"))
    if facts.award_limit is not None and not facts.objective_rule:
        words = "One supplier may win only so many lots. State the objective rule that decides which ones."
        found.append(Finding("lots_rule", words, "PA 2023 s.23(4)(b)"))
    may_publish = not found
    if facts.covered:
        words = "Taken as met: lots were considered before the tender notice, and the answer is on record."
        found.append(check("considered", words, "PA 2023 s.18(1)"))
    return Answer(
        Lots(must_consider=facts.covered, reasons_needed=reasons_needed, may_publish=may_publish),
        tuple(found),
        found[0].citation if not may_publish else "PA 2023 s.18(2)(b)" if reasons_needed else "PA 2023 s.18",
    )


def _wrong(facts: LotsFacts) -> list[Finding]:
    found = []
    for name, limit in (("tender_limit", facts.tender_limit), ("award_limit", facts.award_limit)):
        if limit is not None and not facts.by_lots:
            found.append(bad(name, "There are no lots to limit. Leave it out, or award in lots.", "PA 2023 s.20(7)"))
        if limit is not None and limit < 1:
            found.append(bad(name, "A limit is at least one lot.", "PA 2023 s.20(7)"))
    if facts.by_lots and not facts.could_be_several:
        words = "The contract cannot be several and yet is awarded in lots. Correct one or the other."
        found.append(bad("by_lots", words, "PA 2023 s.18(1)(a)"))
    if facts.lots_suitable and not facts.could_be_several:
        words = "Lots suit only what could be several contracts. Correct one or the other."
        found.append(bad("lots_suitable", words, "PA 2023 s.18(1)(b)"))
    return found
