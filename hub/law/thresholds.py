"""Which threshold applies, and whether a contract reaches it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.scope_terms import ConcessionSubject, SpecialRegime
from hub.law.start import before_the_act
from hub.law.tables import Row, Tables
from hub.law.terms import ContractKind

# Which rows of Schedule 1 a special contract fits: one, or two that the Schedule does not tell apart.
SPECIAL_ROWS: dict[tuple[SpecialRegime, str], tuple[str, ...]] = {
    (SpecialRegime.DEFENCE, ContractKind.GOODS): ("defence",),
    (SpecialRegime.DEFENCE, ContractKind.SERVICES): ("defence",),
    (SpecialRegime.DEFENCE, ContractKind.WORKS): ("defence_works",),
    (SpecialRegime.DEFENCE, ContractKind.LIGHT_TOUCH): ("light_touch",),
    (SpecialRegime.DEFENCE, "concession:works"): ("defence_concession",),
    (SpecialRegime.DEFENCE, "concession:services"): ("defence_concession",),
    (SpecialRegime.DEFENCE, "concession:light_touch"): ("defence_concession", "light_touch_concession"),
    (SpecialRegime.UTILITIES, ContractKind.GOODS): ("utilities",),
    (SpecialRegime.UTILITIES, ContractKind.SERVICES): ("utilities",),
    (SpecialRegime.UTILITIES, ContractKind.WORKS): ("utilities_works",),
    (SpecialRegime.UTILITIES, ContractKind.LIGHT_TOUCH): ("utilities_light_touch",),
    (SpecialRegime.UTILITIES, "concession:works"): ("utilities_works",),
    (SpecialRegime.UTILITIES, "concession:services"): ("utilities",),
    (SpecialRegime.UTILITIES, "concession:light_touch"): ("utilities_light_touch", "light_touch_concession"),
    (SpecialRegime.NONE, "concession:light_touch"): ("light_touch_concession",),
    (SpecialRegime.NONE, "concession:works"): ("concession",),
    (SpecialRegime.NONE, "concession:services"): ("concession",),
}
CENTRAL_ROWS = {ContractKind.GOODS: "goods_central", ContractKind.SERVICES: "services_central"}
NOT_EXEMPTED = check(
    "not_exempted",
    "Taken as met: the contract is for pecuniary interest and is not an exempted contract.",
    "PA 2023 s.3(2), Sch 2",
)

# The amounts follow those of the World Trade Organization, which are set for two years from 1 January of an even year.
REVISED_EVERY = 2


@facts
class ThresholdFacts:
    """What decides whether a contract is covered."""

    on: Annotated[date, Ask("When did the procurement commence?", "The day of its first notice or invitation.")]
    kind: Annotated[ContractKind, Ask("What is the contract mainly for?")]
    value_inc_vat: Annotated[Decimal, Ask("What is its estimated value in pounds, including VAT?")]


@result
class Threshold:
    """The threshold in pounds including VAT, and whether the value reaches it."""

    threshold_inc_vat: Decimal
    covered: bool


@facts
class SpecialThresholdFacts:
    """What decides whether a contract of a special kind is covered."""

    on: Annotated[date, Ask("When did the procurement commence?", "The day of its first notice or invitation.")]
    kind: Annotated[ContractKind, Ask("What is the contract mainly for?")]
    value_inc_vat: Annotated[Decimal, Ask("What is its estimated value in pounds, including VAT?")]
    special: Annotated[
        SpecialRegime,
        Ask("Is it for a utility activity or for defence?", "Running a bus or tram network is a utility activity."),
    ]
    central: Annotated[
        bool, Ask("Is the buyer a central government authority?", "A combined authority is not one; a ministry is.")
    ] = False
    concession_of: Annotated[
        ConcessionSubject | None, Ask("If it is a concession: what does the supplier run?", "Leave out otherwise.")
    ] = None


@result
class SpecialThreshold:
    """The row of the Schedule that applies, its amount including VAT, and whether the value reaches it."""

    row: str
    threshold_inc_vat: Decimal
    covered: bool


def negative(name: str, amount: Decimal, citation: str = "PA 2023 s.4(1)") -> list[Finding]:
    """Name a value below zero."""
    return [bad(name, "A contract cannot be worth less than nothing.", citation)] if amount < 0 else []


def codes_for(
    kind: ContractKind,
    special: SpecialRegime = SpecialRegime.NONE,
    *,
    central: bool = False,
    concession_of: ConcessionSubject | None = None,
) -> tuple[str, ...]:
    """Give the codes of the rows of Schedule 1 that a contract fits; a concession is for services unless stated."""
    if kind is ContractKind.CONCESSION:
        return SPECIAL_ROWS[special, f"concession:{concession_of or ConcessionSubject.SERVICES}"]
    if special is not SpecialRegime.NONE:
        return SPECIAL_ROWS[special, kind]
    return (CENTRAL_ROWS.get(kind, str(kind)) if central else str(kind),)


def rows_for(tables: Tables, codes: tuple[str, ...], on: date) -> list[Row]:
    """Give the rows of Schedule 1 by their codes, the lowest amount first."""
    return sorted((tables.row("thresholds", code, on=on) for code in codes), key=lambda row: row.amount)


def lowest_row(tables: Tables, codes: tuple[str, ...], on: date) -> Row:
    """Give the row with the lowest amount."""
    return tables.row("thresholds", codes[0], on=on) if len(codes) == 1 else rows_for(tables, codes, on)[0]


def until_revised(row: Row, on: date) -> tuple[Finding, ...]:
    """Say that an amount may be another by then: a day after the two years for which it was made.

    :param on: the day on which the procurement commenced or will.
    """
    year = row.valid_from.year // REVISED_EVERY * REVISED_EVERY + REVISED_EVERY
    if on.year < year:
        return ()
    said = (
        f"A revision of the thresholds is expected on 1 January {year}, and none is recorded here. The amount is the "
        "last known one: check it again before the procurement commences."
    )
    return (check("revision_expected", said, "PA 2023 Sch 1"),)


@rule(
    "threshold",
    title="Does this contract reach the threshold?",
    citation="PA 2023 s.3, Sch 1",
    topic="Which law",
)
def threshold(facts: ThresholdFacts, *, tables: Tables) -> Answer[Threshold]:
    """Compare a value with the threshold of its kind.

    A contract is a public contract when its estimated value is not less than the threshold of its kind
    (PA 2023 s.3(2)(a), s.3(4)(a), Sch 1). The value includes VAT (PA 2023 s.123(2)). The threshold is that of the day
    on which the procurement commenced (SI 2025/1200 reg 3). The amounts are revised every two years: beyond the two
    years of the last revision the answer is the last known amount, and says so (PA 2023 Sch 1).
    """
    if wrong := [*before_the_act(tables, on=facts.on), *negative("value_inc_vat", facts.value_inc_vat)]:
        return undecided(*wrong)
    row = tables.row("thresholds", facts.kind, on=facts.on)
    answer = Threshold(threshold_inc_vat=row.amount, covered=facts.value_inc_vat >= row.amount)
    return Answer(answer, (NOT_EXEMPTED, *until_revised(row, facts.on)), row.data["citation"])


@rule(
    "threshold-special",
    title="Does this utilities, defence, concession or central government contract reach its threshold?",
    citation="PA 2023 s.3, Sch 1",
    topic="Which law",
)
def threshold_special(facts: SpecialThresholdFacts, *, tables: Tables) -> Answer[SpecialThreshold]:
    """Compare a value with the threshold of its row, for buyers and contracts of every kind.

    A defence and security contract has its own rows for works, for concessions and for the rest, except that a light
    touch contract keeps its own row (PA 2023 Sch 1 rows 1-3). A utilities contract has its own rows for works, for
    light touch services and for the rest, concessions for services included (PA 2023 Sch 1 rows 4-6). A light touch
    concession and any other concession have a row each (PA 2023 Sch 1 rows 7, 9). A central government authority has
    a lower threshold for goods and services (PA 2023 Sch 1 row 11). A contract that is a defence and security contract
    only because it matters to the armed forces in some other way does not use the defence rows (PA 2023 s.7(3)).
    Where two rows fit and the Schedule does not say which one counts, the lower amount is taken (PA 2023 s.4(3)).
    Beyond the two years of the last revision the answer is the last known amount, and says so (PA 2023 Sch 1).
    """
    wrong = [*before_the_act(tables, on=facts.on), *negative("value_inc_vat", facts.value_inc_vat)]
    concession = facts.kind is ContractKind.CONCESSION
    if concession and facts.concession_of is None:
        wrong.append(bad("concession_of", "Say what the supplier of the concession runs.", "PA 2023 s.8(1)"))
    if not concession and facts.concession_of is not None:
        wrong.append(bad("concession_of", "Only a concession has this. Leave it out.", "PA 2023 s.8(1)"))
    if wrong:
        return undecided(*wrong)
    codes = codes_for(facts.kind, facts.special, central=facts.central, concession_of=facts.concession_of)
    fitting = rows_for(tables, codes, facts.on)
    row = fitting[0]
    found = [NOT_EXEMPTED, *_special_checks(facts, fitting), *until_revised(row, facts.on)]
    answer = SpecialThreshold(row=row.code, threshold_inc_vat=row.amount, covered=facts.value_inc_vat >= row.amount)
    return Answer(answer, tuple(found), row.data["citation"])


def _special_checks(facts: SpecialThresholdFacts, fitting: list[Row]) -> list[Finding]:
    found = []
    if facts.special is SpecialRegime.DEFENCE:
        found.append(
            check(
                "defence_subject",
                "Taken as met: the contract is for military or sensitive equipment, services or works, and not only "
                "otherwise relevant to the armed forces.",
                "PA 2023 s.7(3)",
            )
        )
    if len(fitting) > 1:
        found.append(
            check(
                "two_rows",
                f"The contract fits “{fitting[0].label}” and “{fitting[1].label}”. The lower amount was taken; "
                "ask for advice if the value lies between them.",
                "PA 2023 Sch 1",
            )
        )
    return found
