"""The automatic suspension: a claim made and notified during the standstill locks the contract."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, undecided, warn
from hub.law.bank_holidays import expected_findings
from hub.law.calendar import outside, start_after
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.standstill import binding_end, stated_faults
from hub.law.tables import Tables

SUSPENDED = "PA 2023 s.101(1)"
LIFTED = "PA 2023 s.101"


@facts
class SuspensionFacts:
    """The award, and what is known of a claim."""

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
    ]
    claim_started_on: Annotated[
        date | None, Ask("When did court proceedings about the award start?", "Leave empty if none did.")
    ]
    notified_on: Annotated[
        date | None, Ask("When were you told of the proceedings?", "Leave empty if you were not told.")
    ]
    lifted_on: Annotated[
        date | None,
        Ask("When did the suspension end?", "The court lifted it, or the claim was decided, dropped or settled."),
    ]


@result
class Suspension:
    """Whether a claim suspended the award, whether it still does, and from when the contract may be entered into."""

    suspended: Annotated[bool, Ask("Did the claim suspend the award?")]
    locked: Annotated[bool, Ask("Is the contract still locked?")]
    may_enter_from: Annotated[
        date | None, Ask("The first day on which the contract may be entered into; none while it is locked")
    ]


@rule(
    "award-suspension",
    title="Does a court claim stop us from entering into the contract?",
    citation=SUSPENDED,
    topic="Award",
)
def award_suspension(facts: SuspensionFacts, *, tables: Tables) -> Answer[Suspension]:
    """Decide whether a claim suspends the award.

    The contract may not be entered into if, during a standstill that applies, proceedings about it are started and the
    authority is told of them (PA 2023 s.101(1)). The standstill is the mandatory one or a later end stated in the
    contract award notice (PA 2023 s.51(1)(b)). For an exempt award it is the one stated in the notice, if any
    (PA 2023 s.51(4)). The lock holds until the court lifts it or the proceedings end (PA 2023 s.101). The standstill
    itself still has to pass (PA 2023 s.51(1)(a)).
    """
    if faults := _faults(facts, tables):
        return undecided(*faults)
    notice = facts.award_notice_on
    ends_on = binding_end(notice, facts.exempt, facts.stated_ends_on, tables=tables)
    earliest = start_after(ends_on) if ends_on else notice
    expected = expected_findings(notice, ends_on, tables=tables) if ends_on and not facts.exempt else ()
    if not _suspends(facts, ends_on):
        answer = Suspension(suspended=False, locked=False, may_enter_from=earliest)
        return Answer(answer, (*expected, *_not_suspending(facts, ends_on)))
    if facts.lifted_on is None:
        said = "Do not enter into or change the contract until the court lifts the suspension or the claim ends."
        answer = Suspension(suspended=True, locked=True, may_enter_from=None)
        return Answer(answer, (*expected, warn("locked", said, SUSPENDED)))
    answer = Suspension(suspended=True, locked=False, may_enter_from=max(earliest, facts.lifted_on))
    said = "Taken as met: the order or settlement that ended the suspension covers the whole claim."
    return Answer(answer, (*expected, check("wholly_lifted", said, LIFTED)), LIFTED)


def _suspends(facts: SuspensionFacts, ends_on: date | None) -> bool:
    if ends_on is None or facts.claim_started_on is None or facts.notified_on is None:
        return False
    return facts.award_notice_on <= facts.claim_started_on and facts.notified_on <= ends_on


def _not_suspending(facts: SuspensionFacts, ends_on: date | None) -> list[Finding]:
    if facts.claim_started_on is None:
        return []
    if facts.notified_on is None:
        said = "Proceedings started, but you were not told of them, so nothing is suspended yet. Take legal advice."
        return [warn("not_notified", said, SUSPENDED)]
    if ends_on is None:
        said = "There is no standstill, so the claim suspends nothing by itself. Take legal advice before you sign."
        return [warn("no_standstill", said, SUSPENDED)]
    said = (
        "The claim was not both started and notified during the standstill, so it suspends nothing by itself. The "
        "court may still stop you: take legal advice before you sign."
    )
    return [warn("outside_standstill", said, "PA 2023 s.102")]


def _faults(facts: SuspensionFacts, tables: Tables) -> list[Finding]:
    notice, stated, started = facts.award_notice_on, facts.stated_ends_on, facts.claim_started_on
    told, lifted = facts.notified_on, facts.lifted_on
    faults = outside(
        tables,
        award_notice_on=notice,
        stated_ends_on=stated,
        claim_started_on=started,
        notified_on=told,
        lifted_on=lifted,
    )
    faults = faults or stated_faults(notice, facts.exempt, stated, tables=tables)
    if told and not started:
        faults.append(bad("claim_started_on", "You were told of a claim: say when it started.", SUSPENDED))
    if told and started and told < started:
        faults.append(
            bad("notified_on", "You cannot be told of a claim before it started. Correct one day.", SUSPENDED)
        )
    if lifted and not told:
        faults.append(bad("notified_on", "A suspension ended: say when you were told of the claim.", LIFTED))
    if lifted and told and lifted < told:
        faults.append(bad("lifted_on", "A suspension cannot end before it began. Correct one of the two days.", LIFTED))
    return faults
