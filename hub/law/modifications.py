"""Whether a contract may be changed, how near its limits a change comes, and whether a notice goes before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated

from hub.law.answers import Answer, check, undecided, warn
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.modification_faults import faults
from hub.law.modification_grounds import Ground, ModificationGround, Size, ground_on
from hub.law.modification_limits import Verdict, judge, notice_wanted, share_so_far, takes_in
from hub.law.registry import rule
from hub.law.tables import Tables
from hub.law.terms import ContractKind, Regime

SAME_SUPPLIER = check(
    "same_supplier", "Taken as met: the supplier stays the same; only ground P6 may change it.", "PA 2023 s.74(9)"
)
ONLY_SERVICES = warn(
    "only_services",
    "Only services can be light touch, and the kind says otherwise. If it is mainly for goods or works, this answer "
    "does not hold: correct one of the two.",
    "PA 2023 s.9(1)",
)
BEFORE_THE_TERM = check(
    "entered_into",
    "Taken as met: the contract had been entered into. The change comes before the first day of its term; before entry "
    "it is the procurement that is changed, and the rule `modify-procurement` answers.",
    "PA 2023 s.74(1)",
)
MIXED_CONCESSION = check(
    "concession_percentage",
    "The limits speak of goods, services and works. For a concession the lower one is used here.",
    "PA 2023 s.74(4)(a)",
)


@facts
class EarlierChange:
    """A change already made to the contract."""

    ground: Annotated[ModificationGround, Ask("On which ground was it made?")]
    value_delta_inc_vat: Annotated[Decimal, Ask("By how many pounds did it move the value, including VAT?")]
    term_delta_days: Annotated[int, Ask("By how many days did it move the term?", "Less than 0 if it became shorter.")]


@facts
class ModificationFacts:
    """A contract, the changes already made to it, and the one that is planned."""

    regime: Annotated[Regime, Ask("Which law governs the contract?", "Ask `regime` if you are not sure.")]
    kind: Annotated[ContractKind, Ask("What is the contract mainly for?")]
    light_touch: Annotated[bool, Ask("Is it a light touch contract?")]
    value_inc_vat: Annotated[Decimal, Ask("What was its estimated value on award in pounds, including VAT?")]
    starts_on: Annotated[date, Ask("On which day does its term begin?")]
    ends_on: Annotated[date, Ask("On which day does its longest term as awarded end?", "Count every extension option.")]
    previous: Annotated[tuple[EarlierChange, ...], Ask("Which changes were made before?", "An empty list if none.")]
    ground: Annotated[ModificationGround, Ask("On which ground would you make this change?")]
    value_delta_inc_vat: Annotated[
        Decimal, Ask("By how many pounds would it move the value, including VAT?", "Less than 0 if it becomes smaller.")
    ]
    term_delta_days: Annotated[int, Ask("By how many days would it move the term?", "0 if the end stays the same.")]
    changed_on: Annotated[date, Ask("From which day would the change apply?")]
    commenced_on: Annotated[
        date | None, Ask("When did the procurement of the contract commence?", "Empty counts as the start of the term.")
    ] = None


@result
class Modification:
    """Whether the change may be made, its shares as fractions of one, and whether a notice goes before it."""

    permitted: bool
    cumulative_share: Decimal | None
    limit_share: Decimal | None
    notice_required: bool


@rule(
    "modification",
    title="May we change this contract?",
    citation="PA 2023 ss.74, 75, Sch 8",
    topic="Contract",
)
def modification(facts: ModificationFacts, *, tables: Tables) -> Answer[Modification]:
    """Judge one change to a contract by its ground, and say whether a contract change notice goes before it.

    A public contract, or one that the change makes a public contract, may be changed on a ground of Schedule 8, if the
    change is not substantial, or if it is a below-threshold change (PA 2023 s.74(1)). A light touch contract may be
    changed freely (PA 2023 s.74(2)). Goods and works cannot be light touch (PA 2023 s.9(1)). Below the threshold,
    before and after, the Act leaves changes free (PA 2023 s.74(1)). Shares of value are of the value for the time being
    estimated, which is the value on award and every earlier change (PA 2023 s.4(1)). Shares of term are of the longest
    term as awarded, first and last day included (PA 2023 s.74(3)(a)). On grounds P3, P4 and P5 one change may not raise
    the value by more than 50 per cent, and may lower it freely (PA 2023 Sch 8 paras 4, 5, 8). Grounds P1, P2 and P6
    know no limit (PA 2023 Sch 8 paras 1, 2, 9). A change that moves the term by more than 10 per cent either way is
    substantial (PA 2023 s.74(3)(a)). A below-threshold change moves the value by at most 10 per cent either way, for
    works 15 (PA 2023 s.74(4)(a)). All below-threshold changes together stay under the threshold of the day on which the
    procurement commenced (PA 2023 s.74(4)(b), (6)). A change that could have been made with another counts with it (PA
    2023 s.74(7), (8)).

    A contract change notice goes before the change (PA 2023 s.75(1)). None is needed if the value does move, by at
    most 10 per cent, for works 15 (PA 2023 s.75(2)(a)). None is needed either if the term does move, by at most 10 per
    cent (PA 2023 s.75(2)(b)). A move of nought is in neither limb (PA 2023 s.75(2)). A transfer on restructuring always
    needs the notice (PA 2023 s.75(2)). A light touch contract never does (PA 2023 s.75(6)(b)).

    Contracts under the old regulations follow their own list of grounds (PCR 2015 reg 72). There the limit of 50 per
    cent is of the value on award, for each change (PCR 2015 reg 72(1)(b), (1)(c), (2)). There all below-threshold
    changes together count against the percentage too (PCR 2015 reg 72(5), (6)). There a notice follows changes for
    additional supply or unforeseeable circumstances (PCR 2015 reg 72(3)).

    A contract may be changed from its entry on, also before the first day of its term (PA 2023 s.74(1)).

    The cumulative share adds this change to the earlier ones on the same ground; on the ground NS it is a share of
    term, on every other a share of value (PA 2023 s.74(3), (4)). It decides nothing but warns of splitting
    (PA 2023 s.74(7)).
    """
    ground = ground_on(tables, facts.regime, facts.ground, facts.changed_on)
    wrong = faults(facts, ground, tables)
    if wrong or ground is None:
        return undecided(*wrong)
    answer = _judged(facts, ground, tables)
    return (
        answer if facts.changed_on >= facts.starts_on else replace(answer, findings=(BEFORE_THE_TERM, *answer.findings))
    )


def _judged(facts: ModificationFacts, ground: Ground, tables: Tables) -> Answer[Modification]:
    size = measure(facts)
    before: tuple[Finding, ...] = ()
    if facts.regime is Regime.PA23:
        if facts.light_touch or facts.kind is ContractKind.LIGHT_TOUCH:
            doubt = (ONLY_SERVICES,) if facts.kind in {ContractKind.GOODS, ContractKind.WORKS} else ()
            return _free(size, ground, (*doubt, SAME_SUPPLIER), "PA 2023 s.74(2)")
        reached = takes_in(facts, size, tables)
        if not reached.public:
            return _free(size, ground, reached.findings, "PA 2023 s.74(1)")
        before = reached.findings
    verdict = judge(facts, size, ground, tables)
    notice = notice_wanted(facts, size, ground, tables)
    return _answer(facts, ground, verdict, around=(before, notice.findings), notice=notice.public)


def _answer(
    facts: ModificationFacts,
    ground: Ground,
    verdict: Verdict,
    *,
    around: tuple[tuple[Finding, ...], tuple[Finding, ...]],
    notice: bool,
) -> Answer[Modification]:
    mixed = (MIXED_CONCESSION,) if facts.kind is ContractKind.CONCESSION and ground.limits else ()
    answer = Modification(
        permitted=verdict.permitted,
        cumulative_share=verdict.cumulative,
        limit_share=verdict.limit,
        notice_required=notice,
    )
    before, after = around
    return Answer(answer, (*before, *verdict.findings, *ground.conditions, *mixed, *after), ground.citation)


def measure(facts: ModificationFacts) -> Size:
    """Work out what a contract is worth and how long it lasts just before a change."""
    same = [one for one in facts.previous if one.ground is facts.ground]
    moved = sum((one.value_delta_inc_vat for one in facts.previous), Decimal(0))
    return Size(
        awarded=facts.value_inc_vat,
        value=facts.value_inc_vat + moved,
        base=facts.value_inc_vat + (moved if facts.regime is Regime.PA23 else 0),
        value_delta=facts.value_delta_inc_vat,
        value_before_on_ground=sum((one.value_delta_inc_vat for one in same), Decimal(0)),
        days_awarded=(facts.ends_on - facts.starts_on).days + 1,
        term_delta=facts.term_delta_days,
        term_before_on_ground=sum(one.term_delta_days for one in same),
        value_before=moved,
        term_before=sum(one.term_delta_days for one in facts.previous),
    )


def _free(size: Size, ground: Ground, findings: tuple[Finding, ...], citation: str) -> Answer[Modification]:
    answer = Modification(
        permitted=True, cumulative_share=share_so_far(size, ground), limit_share=None, notice_required=False
    )
    return Answer(answer, findings, citation)
