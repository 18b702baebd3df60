"""Whether an agreement is a grant, which the Procurement Act leaves alone, and what is published of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.calendar import outside
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.spans import same_day_later
from hub.law.tables import Tables
from hub.law.transparency import CODE, Dataset

CONTRACT = "PA 2023 s.3(2)"
OUTSIDE = check(
    "unconfirmed",
    "Taken as met: a grant is no contract for pecuniary interest, so the Act leaves it alone. This reading is not "
    "confirmed; control of subsidies is another law.",
    CONTRACT,
)


@facts
class GrantFacts:
    """An agreement that somebody calls a grant."""

    awarded_on: Annotated[date, Ask("On which day was it awarded?")]
    pays_for_supply: Annotated[
        bool,
        Ask(
            "Does the money pay for goods, services or works that the authority asks for?",
            "Money for what the other side does of its own accord, with conditions or a claim for repayment, does not.",
        ),
    ]
    to_vcse: Annotated[bool, Ask("Does a voluntary, community or social enterprise organisation get it?")]
    year_ends_on: Annotated[date | None, Ask("On which day does the year end for which you publish grants?")] = None


@result
class Grant:
    """Whether the Act governs it, whether it is published as a grant, and by when."""

    procurement: bool
    published_as_grant: bool
    publish_by: date | None


@rule("grant", title="Is this a grant, and what do we publish of it?", citation=CONTRACT, topic="Transparency")
def grant(facts: GrantFacts, *, tables: Tables) -> Answer[Grant]:
    """Say whether an agreement is a grant, outside the Act, and what is published of it.

    A contract for the supply of goods, services or works for pecuniary interest is a contract whatever it is called
    (PA 2023 s.3(2)). A grant is none, so the Act asks nothing of it (PA 2023 s.3(2)). Every grant to a voluntary,
    community or social enterprise organisation is published once a year, within one month of the end of the year
    (Transparency Code 2015).
    """
    wrong = outside(tables, awarded_on=facts.awarded_on, year_ends_on=facts.year_ends_on)
    if facts.year_ends_on is not None and facts.year_ends_on < facts.awarded_on:
        wrong.append(bad("year_ends_on", "The year ended before the award. Give the end of the year that it falls in."))
    if wrong:
        return undecided(*wrong)
    if facts.pays_for_supply:
        said = inform("contract", "It is a contract, whatever it is called. Ask `threshold` what counts.", CONTRACT)
        return Answer(Grant(procurement=True, published_as_grant=False, publish_by=None), (said,))
    if not facts.to_vcse:
        return Answer(Grant(procurement=False, published_as_grant=False, publish_by=None), (OUTSIDE,))
    row = tables.row("transparency_code", Dataset.GRANTS, on=facts.awarded_on)
    found: list[Finding] = [OUTSIDE, check("unconfirmed", row.data["note"], CODE)]
    by = None
    if facts.year_ends_on is not None:
        by = same_day_later(facts.year_ends_on, months=row.data["due_months"])
    else:
        found.append(inform("year", "Give the end of the year to learn the last day.", CODE))
    return Answer(Grant(procurement=False, published_as_grant=True, publish_by=by), tuple(found))
