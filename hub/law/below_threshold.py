"""Below the threshold: which notices are owed, and whether suppliers may be sorted out beforehand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, undecided
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.scope_terms import SpecialRegime
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import ContractKind
from hub.law.thresholds import codes_for, lowest_row, negative

# What is said of a contract within Part 6; the same words each time.
NOT_EXEMPTED = check("not_exempted", "Taken as met: the contract is not an exempted contract.", "PA 2023 s.84(1)(a)")
TIME_LIMITS = inform(
    "time_limits",
    "The time limits in the notice must be reasonable and the same for each supplier.",
    "PA 2023 s.87(6)",
)
CONSIDER_SMES = check(
    "consider_smes",
    "Before you invite tenders, consider what keeps small and medium-sized enterprises from competing.",
    "PA 2023 s.86(1)",
)
NO_SEPARATE_STAGE = inform(
    "no_separate_stage",
    "Whether suppliers are suited may be judged within the tender, not in a stage before it.",
    "PA 2023 s.85(1)",
)
CALL_OFF_STAGE = inform("call_off_stage", "A call-off may follow the framework's own stages.", "PA 2023 s.85(5)(c)")
WORKS_STAGE = inform("works_stage", "Works of this size may have a stage for suitability.", "PA 2023 s.85(3)")


@facts
class BelowThresholdFacts:
    """What decides the duties around a contract below its threshold."""

    on: Annotated[date, Ask("When does the procurement commence?", "The day of its first notice or invitation.")]
    kind: Annotated[ContractKind, Ask("What is the contract mainly for?")]
    value_inc_vat: Annotated[Decimal, Ask("What is its estimated value in pounds, including VAT?")]
    openly_advertised: Annotated[
        bool, Ask("Will you advertise to anyone?", "Not if you ask only chosen suppliers for quotes.")
    ]
    call_off: Annotated[bool, Ask("Is it awarded under a framework?")] = False
    central: Annotated[bool, Ask("Is the buyer a central government authority?")] = False
    utilities: Annotated[bool, Ask("Is it for a utility activity?", "Running buses or trams is one.")] = False
    school: Annotated[bool, Ask("Is the buyer a school?")] = False


@result
class BelowThreshold:
    """The notices that are owed, and whether a separate stage may sort suppliers out."""

    tender_notice: bool
    details_notice: bool
    separate_selection_allowed: bool


@facts
class IdentifierFacts:
    """The award of a contract."""

    awarded_on: Annotated[date, Ask("When is the contract to be awarded?")]
    covered: Annotated[bool, Ask("Does the contract reach its threshold?")]
    notifiable: Annotated[
        bool, Ask("If it does not: does it need a contract details notice?", "From £30,000 including VAT.")
    ]
    registered: Annotated[
        bool, Ask("Is the winning supplier registered on the central digital platform?", "It then has an identifier.")
    ]


@result
class Identifier:
    """Whether the winner has to be registered, and whether the award may go ahead."""

    required: bool
    may_award: bool


@rule(
    "below-threshold",
    title="What do we owe for a contract below the threshold?",
    citation="PA 2023 ss.84-87",
    topic="Below the threshold",
)
def below_threshold(facts: BelowThresholdFacts, *, tables: Tables) -> Answer[BelowThreshold]:
    """Say which notices are owed below the threshold, and whether suppliers may be sorted out beforehand.

    From £30,000 a below-threshold tender notice comes before open advertising (PA 2023 s.87(1), (4)). None is needed
    where only chosen suppliers are invited (PA 2023 s.87(2)). From £30,000 a contract details notice follows as soon as
    reasonably practicable after the contract is entered into (PA 2023 s.87(3)). Tenders may not be restricted by
    whether suppliers are suited to perform (PA 2023 s.85(1)). That does not hold for larger works (PA 2023 s.85(3)),
    nor for call-offs under a framework (PA 2023 s.85(5)(c)). Concessions, utilities contracts and schools are outside
    these rules (PA 2023 s.84(1)-(2)). At or above the threshold these rules do not apply (PA 2023 s.5(5)).
    """
    if wrong := _wrong(facts, tables):
        return undecided(*wrong)
    if outside := _outside(facts):
        nothing = BelowThreshold(tender_notice=False, details_notice=False, separate_selection_allowed=True)
        return Answer(nothing, (outside,), outside.citation)
    code = "notifiable_below_threshold_central" if facts.central else "notifiable_below_threshold"
    notifiable = facts.value_inc_vat >= tables.amount("law_figures", code, on=facts.on)
    answer = BelowThreshold(
        tender_notice=notifiable and facts.openly_advertised,
        details_notice=notifiable,
        separate_selection_allowed=facts.call_off or _large_works(facts, tables),
    )
    return Answer(answer, tuple(_notes(facts, answer)), "PA 2023 s.87" if notifiable else "PA 2023 s.87(4)")


def _wrong(facts: BelowThresholdFacts, tables: Tables) -> list[Finding]:
    found = [*before_the_act(tables, on=facts.on), *negative("value_inc_vat", facts.value_inc_vat)]
    if found:
        return found
    special = SpecialRegime.UTILITIES if facts.utilities else SpecialRegime.NONE
    row = lowest_row(tables, codes_for(facts.kind, special, central=facts.central), facts.on)
    if facts.value_inc_vat < row.amount:
        return []
    words = (
        f"This is not below the threshold of £{row.amount:,} for “{row.label}”, so these rules do not apply. "
        "Ask the rule `procedures` or `notices` instead."
    )
    return [bad("value_inc_vat", words, "PA 2023 s.5(5)")]


def _outside(facts: BelowThresholdFacts) -> Finding | None:
    words, section = "", ""
    if facts.kind is ContractKind.CONCESSION:
        words, section = "Concessions below the threshold are", "PA 2023 s.84(1)(b)"
    elif facts.utilities:
        words, section = "Utilities contracts below the threshold are", "PA 2023 s.84(1)(c)"
    elif facts.school:
        words, section = "Contracts of a school below the threshold are", "PA 2023 s.84(2)(a)"
    if not words:
        return None
    return inform("outside_part_6", f"{words} outside these rules. Your own contract procedure rules decide.", section)


def _large_works(facts: BelowThresholdFacts, tables: Tables) -> bool:
    code = "works_suitability_central" if facts.central else "works_suitability"
    return facts.kind is ContractKind.WORKS and facts.value_inc_vat >= tables.amount("law_figures", code, on=facts.on)


def _notes(facts: BelowThresholdFacts, answer: BelowThreshold) -> list[Finding]:
    found = [NOT_EXEMPTED]
    if answer.tender_notice:
        found.append(TIME_LIMITS)
    if not facts.call_off:
        found.append(CONSIDER_SMES)
    if not answer.separate_selection_allowed:
        found.append(NO_SEPARATE_STAGE)
    else:
        found.append(CALL_OFF_STAGE if facts.call_off else WORKS_STAGE)
    return found


@rule(
    "supplier-identifier",
    title="Must the winner be registered on the central digital platform?",
    citation="PR 2024 regs 6, 36",
    topic="Below the threshold",
)
def supplier_identifier(facts: IdentifierFacts, *, tables: Tables) -> Answer[Identifier]:
    """Say whether the winning supplier needs an identifier by the award.

    In a covered procurement suppliers register on the central digital platform and share their core information
    through it (PR 2024 reg 6). From 1 April 2026 the winner of a below-threshold contract that needs a contract
    details notice is registered by the award too (PR 2024 reg 36).
    """
    if early := list(before_the_act(tables, awarded_on=facts.awarded_on)):
        return undecided(*early)
    if facts.covered and facts.notifiable:
        words = "Only a contract below its threshold can be one of these. Say false, or say that it is not covered."
        return undecided(bad("notifiable", words, "PA 2023 s.87(4)"))
    found: list[Finding] = []
    if facts.covered:
        required, citation = True, "PR 2024 reg 6"
    else:
        rows = [row for row in tables.on("scope_periods", facts.awarded_on) if row.code == "supplier_identifier"]
        required, citation = facts.notifiable and bool(rows), "PR 2024 reg 36"
        if required and rows[0].is_unconfirmed:
            found.append(check("unconfirmed", f"Not confirmed. {rows[0].data['note']}", citation))
    if required and not facts.registered:
        words = "Ask the winner to register on the central digital platform before you award."
        found.insert(0, Finding("register_first", words, citation))
    return Answer(Identifier(required=required, may_award=facts.registered or not required), tuple(found), citation)
