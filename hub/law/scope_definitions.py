"""What the Act means by a concession and by a voluntary, community or social enterprise."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from hub.law.answers import Answer, check, inform, undecided
from hub.law.facts import Ask, facts, result
from hub.law.registry import rule
from hub.law.start import before_the_act
from hub.law.tables import Tables

REINVESTS = "PR 2024 reg 32(2)(g)(iv)(bb)"


@facts
class ConcessionFacts:
    """What decides whether a contract is a concession."""

    on: Annotated[date, Ask("When is the contract awarded?")]
    works_or_services: Annotated[bool, Ask("Is it for works or services?", "No for a contract for goods.")]
    right_to_exploit: Annotated[
        bool, Ask("Is the supplier paid at least in part by a right to exploit the works or services?")
    ]
    may_not_recover_costs: Annotated[bool, Ask("Does the supplier bear a real risk of not recovering its costs?")]
    foreseeable: Annotated[bool, Ask("Can what gives rise to that risk reasonably be foreseen at the award?")]
    outside_control: Annotated[bool, Ask("Does it lie outside the control of both the authority and the supplier?")]


@result
class Concession:
    """Whether the contract is a concession."""

    concession: bool


@rule("concession", title="Is this contract a concession?", citation="PA 2023 s.8", topic="Which law")
def concession(facts: ConcessionFacts, *, tables: Tables) -> Answer[Concession]:
    """Say whether a contract is a concession contract.

    A concession is a contract for works or services (PA 2023 s.8(1)). At least part of what the supplier gets for them
    is a right to exploit them (PA 2023 s.8(1)(a)). The supplier is exposed to a real operating risk
    (PA 2023 s.8(1)(b)), which is a risk of not recovering its costs from factors that can be foreseen and that neither
    side controls (PA 2023 s.8(2)).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    steps = (
        (facts.works_or_services, "goods", "A contract for goods is no concession.", "PA 2023 s.8(1)"),
        (facts.right_to_exploit, "paid_only", "The supplier has no right to exploit.", "PA 2023 s.8(1)(a)"),
        (facts.may_not_recover_costs, "no_risk", "The supplier bears no real risk.", "PA 2023 s.8(1)(b)"),
        (facts.foreseeable, "not_foreseeable", "An unforeseeable risk is no operating risk.", "PA 2023 s.8(2)(a)"),
        (facts.outside_control, "controlled", "A risk that a side controls is no operating risk.", "PA 2023 s.8(2)(b)"),
    )
    missing = tuple(inform(code, said, citation) for holds, code, said, citation in steps if not holds)
    if missing:
        return Answer(Concession(concession=False), missing, missing[0].citation)
    said = check("pecuniary_interest", "Taken as met: the contract is for pecuniary interest.", "PA 2023 s.8(1)")
    return Answer(Concession(concession=True), (said,), "PA 2023 s.8(1)")


@facts
class VcseFacts:
    """What decides whether a supplier is a voluntary, community or social enterprise."""

    on: Annotated[date, Ask("For which day do you ask?")]
    non_governmental: Annotated[bool, Ask("Is the organisation non-governmental?")]
    value_driven: Annotated[bool, Ask("Is it value-driven?")]
    reinvests: Annotated[
        bool,
        Ask("Does it principally reinvest its surpluses to further social, environmental or cultural objectives?"),
    ]


@result
class Vcse:
    """Whether the supplier is one."""

    vcse: bool


@rule(
    "vcse",
    title="Is this supplier a voluntary, community or social enterprise?",
    citation="PR 2024 reg 9",
    topic="Suppliers",
)
def vcse(facts: VcseFacts, *, tables: Tables) -> Answer[Vcse]:
    """Say whether a supplier is a voluntary, community or social enterprise (VCSE).

    It is a non-governmental organisation that is value-driven and principally reinvests its surpluses to further
    social, environmental or cultural objectives (PR 2024 reg 9). The notices of award and contract say of each supplier
    whether it is one (PR 2024 reg 32(2)(g)(iv)(bb)).
    """
    if early := list(before_the_act(tables, on=facts.on)):
        return undecided(*early)
    is_one = facts.non_governmental and facts.value_driven and facts.reinvests
    said = inform("say_so", "The notices of award and contract say whether the supplier is one.", REINVESTS)
    return Answer(Vcse(vcse=is_one), (said,), "PR 2024 reg 9")
