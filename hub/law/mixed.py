"""Contracts of more than one kind: what they are mainly for, and what a part can do to the whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, needs, undecided, warn
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.scope_terms import SpecialRegime
from hub.law.start import before_the_act
from hub.law.tables import Tables
from hub.law.terms import ContractKind
from hub.law.thresholds import codes_for, lowest_row, negative

SPECIAL_KINDS = (ContractKind.LIGHT_TOUCH, ContractKind.CONCESSION)
HALF = Decimal("0.5")


@facts
class MixedPart:
    """A part of a contract that is not all of one kind."""

    kind: Annotated[ContractKind, Ask("What is this part for?")]
    value_inc_vat: Annotated[Decimal, Ask("What is this part worth in pounds, including VAT?")]
    separable: Annotated[
        bool,
        Ask("Could this part reasonably be supplied under a contract of its own?", "Think of the practical cost too."),
    ]
    special: Annotated[SpecialRegime, Ask("Is this part for a utility activity or for defence?")] = SpecialRegime.NONE


@facts
class MixedFacts:
    """A contract of several parts."""

    on: Annotated[date, Ask("When did the procurement commence?", "The day of its first notice or invitation.")]
    kind: Annotated[ContractKind, Ask("What is the contract mainly for?")]
    value_inc_vat: Annotated[Decimal, Ask("What is the whole worth in pounds, including VAT?")]
    called_off: Annotated[bool, Ask("Is it awarded under a framework?")]
    parts: Annotated[tuple[MixedPart, ...], Ask("Which parts does it have?")]
    special: Annotated[SpecialRegime, Ask("Is it mainly for a utility activity or for defence?")] = SpecialRegime.NONE
    good_reasons: Annotated[
        bool, Ask("For a defence contract: are there good reasons for not awarding the parts apart?")
    ] = False


@result
class Mixed:
    """Whether the contract is covered, and whether it keeps its special regime (null if it has none)."""

    covered: bool
    special_regime: bool | None


@facts
class CategoryPart:
    """What one part of a contract is for, and what it is worth."""

    kind: Annotated[ContractKind, Ask("What is this part for?")]
    value_inc_vat: Annotated[Decimal, Ask("What is this part worth in pounds, including VAT?")]


@facts
class CategoryFacts:
    """The parts of a contract, and its main purpose where that is plain."""

    parts: Annotated[tuple[CategoryPart, ...], Ask("Which parts does the contract have?")]
    main_purpose: Annotated[ContractKind | None, Ask("What is its main purpose?", "Null if the parts leave that open.")]


@result
class Category:
    """What the contract is mainly for, and the share of its value that this makes up."""

    kind: ContractKind
    kind_share: Decimal


@rule(
    "mixed-contract",
    title="What does a part of another kind do to this contract?",
    citation="PA 2023 ss.5, 10",
    topic="Value",
)
def mixed_contract(facts: MixedFacts, *, tables: Tables) -> Answer[Mixed]:
    """Look at each part that could be a contract of its own.

    A contract below its threshold counts as above it if a part could reasonably be supplied under a separate contract
    that would reach the threshold of its own kind (PA 2023 s.5(1), (3)). A contract of a special regime, that is a
    concession, a light touch, a utilities or a defence contract, is not treated as special if a part could reasonably
    be supplied under a separate contract that would reach its threshold and would not be special in the same way
    (PA 2023 s.10(1), (3)). A defence contract stays one if there are good reasons not to award the parts apart
    (PA 2023 s.10(4)). Losing the regime does not change whether the contract is a public contract (PA 2023 s.10(7)).
    Neither rule touches a call-off under a framework (PA 2023 ss.5(6), 10(8)).
    """
    if wrong := _wrong(facts, tables):
        return undecided(*wrong)
    own = _limit(tables, facts.on, facts.kind, facts.special)
    reaches = facts.value_inc_vat >= own
    regimes = _regimes(facts.kind, facts.special)
    if facts.called_off:
        plain = inform(
            "call_off", "A call-off is judged as a whole: its parts change nothing.", "PA 2023 ss.5(6), 10(8)"
        )
        return Answer(Mixed(covered=reaches, special_regime=True if regimes else None), (plain,), plain.citation)
    large = [
        one
        for one in facts.parts
        if one.separable and one.value_inc_vat >= _limit(tables, facts.on, one.kind, one.special)
    ]
    other = [one for one in large if not regimes <= _regimes(one.kind, one.special)]
    kept_for_defence = facts.special is SpecialRegime.DEFENCE and facts.good_reasons
    lost = bool(regimes and other and not kept_for_defence)
    answer = Mixed(covered=reaches or bool(large), special_regime=not lost if regimes else None)
    found = _reasons(facts, carried=bool(large) and not reaches, lost=lost, kept=bool(regimes and other and not lost))
    return Answer(answer, tuple(found), found[0].citation if found else "PA 2023 ss.5, 10")


def _limit(tables: Tables, on: date, kind: ContractKind, special: SpecialRegime) -> Decimal:
    return lowest_row(tables, codes_for(kind, special), on).amount


def _regimes(kind: ContractKind, special: SpecialRegime) -> frozenset[str]:
    found = {str(kind)} if kind in SPECIAL_KINDS else set()
    return frozenset(found if special is SpecialRegime.NONE else {*found, str(special)})


def _wrong(facts: MixedFacts, tables: Tables) -> list[Finding]:
    found = [*before_the_act(tables, on=facts.on), *negative("value_inc_vat", facts.value_inc_vat)]
    for number, one in enumerate(facts.parts, start=1):
        found += negative(f"parts.{number}.value_inc_vat", one.value_inc_vat)
    if sum((one.value_inc_vat for one in facts.parts), Decimal(0)) > facts.value_inc_vat:
        found.append(
            bad("parts", "The parts are worth more than the whole. Correct one or the other.", "PA 2023 s.4(1)")
        )
    return found


def _reasons(facts: MixedFacts, *, carried: bool, lost: bool, kept: bool) -> list[Finding]:
    found = []
    if carried:
        found.append(
            warn(
                "part_decides",
                "A part that could be a contract of its own reaches its threshold, so the whole counts as covered. "
                "Award the part apart if you want the rest to stay below.",
                "PA 2023 s.5(3)",
            )
        )
    if lost:
        found.append(
            warn(
                "regime_lost",
                "A part that could be a contract of its own reaches its threshold and is not special in the same way, "
                "so the whole follows the ordinary rules of the Act.",
                "PA 2023 s.10(3)",
            )
        )
    if kept:
        found.append(
            check("good_reasons", "Taken as met: the good reasons for one contract are on record.", "PA 2023 s.10(4)")
        )
    return found


@rule(
    "main-category",
    title="What is this contract mainly for?",
    citation="PA 2023 s.9(1), Sch 1 para 4",
    topic="Value",
)
def main_category(facts: CategoryFacts, *, tables: Tables) -> Answer[Category]:
    """Name the kind of a contract that has several parts.

    A contract is for works if works are its main purpose (PA 2023 Sch 1 para 4). It is light touch if it is wholly or
    mainly for light touch services (PA 2023 s.9(1)). The Act does not say how to find the main purpose, so where none
    is stated the kind with the greatest value is taken (PA 2023 Sch 1 para 4).
    """
    if wrong := _wrong_category(facts):
        return undecided(*wrong)
    sums: dict[ContractKind, Decimal] = {}
    for one in facts.parts:
        sums[one.kind] = sums.get(one.kind, Decimal(0)) + one.value_inc_vat
    whole = sum(sums.values(), Decimal(0))
    greatest = max(sums.values())
    leading = [kind for kind, amount in sums.items() if amount == greatest]
    if facts.main_purpose is None and len(leading) > 1:
        words = " and ".join(kind.label.lower() for kind in leading)
        return undecided(needs("main_purpose", f"{words} are worth the same. Which is the main one?", _section(None)))
    kind = facts.main_purpose or leading[0]
    share = sums[kind] / whole if whole else Decimal(1)
    return Answer(Category(kind=kind, kind_share=share), tuple(_doubts(facts, share)), _section(kind))


def _section(kind: ContractKind | None) -> str:
    return "PA 2023 s.9(1)" if kind is ContractKind.LIGHT_TOUCH else "PA 2023 Sch 1 para 4"


def _wrong_category(facts: CategoryFacts) -> list[Finding]:
    if not facts.parts:
        return [needs("parts", "which parts does the contract have?", _section(None))]
    found = []
    for number, one in enumerate(facts.parts, start=1):
        found += negative(f"parts.{number}.value_inc_vat", one.value_inc_vat)
        if one.kind is ContractKind.CONCESSION:
            words = "A concession is a way of paying, not a purpose. Say what the supplier supplies."
            found.append(bad(f"parts.{number}.kind", words, "PA 2023 s.8(1)"))
    if facts.main_purpose is not None and facts.main_purpose not in {one.kind for one in facts.parts}:
        words = "None of the parts is of that kind. Add the part, or choose another purpose."
        found.append(bad("main_purpose", words, _section(None)))
    return found


def _doubts(facts: CategoryFacts, share: Decimal) -> list[Finding]:
    if facts.main_purpose is None:
        words = (
            "Taken as met: the greatest part by value is the main purpose. The Act asks for the purpose, not the value."
        )
        return [check("by_value", words, "PA 2023 Sch 1 para 4")]
    if share < HALF:
        words = "The stated purpose is less than half of the value. Keep the reason why it is the main one."
        return [warn("smaller_part", words, "PA 2023 Sch 1 para 4")]
    return []
