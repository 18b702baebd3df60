"""What entering into a contract starts: the details notice, the copy, the indicators."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.calendar import last_day, outside
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.tables import Tables
from hub.law.value_range import covered_findings

TABLE = "contract_duties"
FIGURES = "law_figures"
NOT_USER_CHOICE = check(
    "not_user_choice",
    "Taken as met: this is not a direct award by user choice, which needs neither details notice nor copy.",
    "PA 2023 s.53(6)(b)",
)
KPIS_SUIT = check(
    "kpis_suit",
    "Taken as met: this is neither a framework nor a concession, and indicators can fairly measure the supplier. "
    "Otherwise no indicators are needed; record why.",
    "PA 2023 s.52(2), (6)",
)


@facts
class EnteredFacts:
    """What decides which duties begin when a public contract is entered into."""

    entered_on: Annotated[date, Ask("When was the contract entered into?", "The day on which the last party signed.")]
    light_touch: Annotated[bool, Ask("Is it a light touch contract?", "Its CPV code is on the light touch list.")]
    value_inc_vat: Annotated[Decimal, Ask("What is its estimated value in pounds, including VAT?")]


@result
class Entered:
    """The last days for the notice and the copy, and how many indicators had to be set before."""

    details_notice_by: date
    copy_by: date | None
    kpis_at_least: int


@rule(
    "contract-entered",
    title="What must we publish once a contract is signed?",
    citation="PA 2023 ss.52, 53",
    topic="Contract",
)
def contract_entered(facts: EnteredFacts, *, tables: Tables) -> Answer[Entered]:
    """Give what follows from entering into a public contract, and by when.

    A contract details notice is published within 30 days, of which the day of entry is the first
    (PA 2023 s.53(1)(b)). A light touch contract has 120 days (PA 2023 s.53(1)(a)). If the contract is worth more than
    £5 million, a copy is published within 90 days (PA 2023 s.53(3)(b)). For a light touch contract of that value the
    copy has 180 days (PA 2023 s.53(3)(a)). Before entry into a contract of more than £5 million at least three key
    performance indicators are set (PA 2023 s.52(1)). None are needed where they would not suit the contract
    (PA 2023 s.52(2)). Frameworks, concessions and light touch contracts need none either (PA 2023 s.52(6)). Direct
    awards by user choice need neither notice nor copy (PA 2023 s.53(6)(b)). All this is for public contracts, which
    reach their threshold (PA 2023 s.3(2)(a)).
    """
    if wrong := outside(tables, entered_on=facts.entered_on) + negative(facts.value_inc_vat):
        return undecided(*wrong)
    day, value = facts.entered_on, facts.value_inc_vat
    suffix = "_light_touch" if facts.light_touch else ""
    notice = tables.row(TABLE, f"details_notice{suffix}", on=day)
    copy = tables.row(TABLE, f"contract_copy{suffix}", on=day)
    kpis = tables.row(TABLE, "kpis", on=day)
    count = kpis.data["at_least"] if value > tables.amount(FIGURES, "kpis", on=day) and not facts.light_touch else 0
    answer = Entered(
        details_notice_by=last_day(day, notice.days),
        copy_by=last_day(day, copy.days) if value > tables.amount(FIGURES, "contract_copy", on=day) else None,
        kpis_at_least=count,
    )
    doubts = covered_findings(value, day, light_touch=facts.light_touch, tables=tables)
    findings = (NOT_USER_CHOICE, KPIS_SUIT) if count else (NOT_USER_CHOICE,)
    if answer.copy_by is not None:
        said = f"Publish a copy of the contract within {copy.days} days; what may be withheld is left out of it."
        findings = (*findings, inform("copy", said, copy.data["citation"]))
    return Answer(answer, (*doubts, *findings), notice.data["citation"])


def negative(value: Decimal, name: str = "value_inc_vat") -> list[Finding]:
    """Say so when a value is below nought."""
    return [bad(name, "A contract cannot be worth less than nothing.", "PA 2023 s.4")] if value < 0 else []
