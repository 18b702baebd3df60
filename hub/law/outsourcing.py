"""Whether a contract puts out work that the authority's own workers did, and what then protects them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.calendar import outside
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Row, Tables
from hub.law.terms import Duty

PROTECTED = "PA 2023 s.83B(1)"
FUNCTIONS, WORKERS = "PA 2023 s.83B(3)", "PA 2023 s.83B(4)"


@facts
class OutsourcingFacts:
    """A contract, and who did the work before and who is to do it."""

    on: Annotated[date, Ask("When does the procurement start?")]
    covered: Annotated[bool, Ask("Does the contract reach its threshold, and is it not exempt?", "Ask `threshold`.")]
    own_functions: Annotated[
        bool,
        Ask(
            "Does it buy services that include functions which you perform or once performed yourselves?",
            "A framework for such contracts counts.",
        ),
    ]
    workers_move: Annotated[
        bool,
        Ask(
            "Will people who did such work for you do it for the supplier or a sub-contractor, or is it expected?",
            "Employed by you before and by one of them then.",
        ),
    ]


@result
class Outsourcing:
    """Whether it is a relevant outsourcing contract, and what its procurement has to do about the workers."""

    relevant_outsourcing: Annotated[bool, Ask("Is it a relevant outsourcing contract?")]
    include_provision: Annotated[Duty, Ask("Take all reasonable steps to include the provision that protects workers")]
    regard_to_code: Annotated[Duty, Ask("Have regard to the code of practice")]


@rule(
    "outsourcing",
    title="Does this contract move our own workers to a supplier?",
    citation="PA 2023 ss.83A to 83D",
    topic="Policy duties",
)
def outsourcing(facts: OutsourcingFacts, *, tables: Tables) -> Answer[Outsourcing]:
    """Say whether a contract is a relevant outsourcing contract, and how its workers are protected.

    A public contract is a relevant outsourcing contract if two more conditions are met (PA 2023 s.83B(1)-(2)). It is
    for services that include functions which the authority performs or has performed itself, or a framework for such
    contracts (PA 2023 s.83B(3)). Those functions are, or are expected to be, performed by people whom the supplier or a
    sub-contractor employs and whom the authority employed for the same kind of work (PA 2023 s.83B(4)). Regulations may
    specify provision that keeps them, and those who work beside them, from being treated less favourably
    (PA 2023 s.83C(1)). The authority takes all reasonable steps to include that provision and to have it kept
    (PA 2023 s.83C(2)). It has regard to the code of practice (PA 2023 s.83D(4)). When all this begins was not
    confirmed, so its first day is a setting (ERA 2025 s.32).
    """
    if wrong := _wrong(facts, tables):
        return undecided(*wrong)
    unmet = list(_unmet(facts))
    began = next(row for row in tables.all("scope_periods") if row.code == "outsourcing")
    relevant = not unmet
    duty = Duty.MUST if relevant and began.valid_from <= facts.on else Duty.NO
    answer = Outsourcing(relevant_outsourcing=relevant, include_provision=duty, regard_to_code=duty)
    if not relevant:
        return Answer(answer, tuple(unmet), unmet[0].citation)
    return Answer(answer, tuple(_said(began, duty)), PROTECTED)


def _wrong(facts: OutsourcingFacts, tables: Tables) -> list[Finding]:
    found = outside(tables, on=facts.on)
    if facts.workers_move and not facts.own_functions:
        said = "Workers can only move with work that was yours. Correct this or `own_functions`."
        found.append(bad("workers_move", said, WORKERS))
    return found


def _unmet(facts: OutsourcingFacts) -> Iterator[Finding]:
    if not facts.covered:
        yield inform("not_public", "Only a public contract is protected like this.", "PA 2023 s.83B(2)")
    if not facts.own_functions:
        yield inform("not_own", "It buys no services that were your own functions.", FUNCTIONS)
    elif not facts.workers_move:
        yield inform("nobody_moves", "Nobody who did the work for you is to do it for the supplier.", WORKERS)


def _said(began: Row, duty: Duty) -> Iterator[Finding]:
    if duty is Duty.NO:
        said = f"Counted as not in force before {began.valid_from.isoformat()}; keep the fact on the record."
        yield inform("not_in_force", said, began.data["citation"])
    else:
        yield check(
            "provision_specified",
            "Taken as met: regulations specify the provision and leave out neither you nor this contract.",
            "PA 2023 s.83C(1)-(3)",
        )
        yield check("code_published", "Taken as met: a code of practice is published.", "PA 2023 s.83D(4)")
    if began.is_unconfirmed:
        yield check("unconfirmed", began.data["note"], began.data["citation"])
