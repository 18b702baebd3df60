"""What a contract is worth in law, and when several contracts are valued together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from hub.law.answers import Answer, bad, check, inform, needs, undecided, warn
from hub.law.facts import Ask, facts, result
from hub.law.findings import Finding
from hub.law.registry import rule
from hub.law.scope_terms import FrameworkKind
from hub.law.start import before_the_act
from hub.law.tables import Row, Tables
from hub.law.terms import ContractKind, Term
from hub.law.thresholds import negative

NOTHING = Decimal(0)


class ValuePart(Term):
    """A part of the value of a contract (PA 2023 Sch 3 paras 1 to 3)."""

    SUPPLY = "supply", "The goods, services or works themselves"
    ALREADY_PAID = "already_paid", "What has been paid already"
    PROVIDED_BY_AUTHORITY = "provided_by_authority", "What the authority gives under the contract"
    OPTION_TO_ADD = "option_to_add", "Options to supply more"
    OPTION_TO_EXTEND = "option_to_extend", "Options to extend or renew"
    PREMIUM_FEE_COMMISSION_INTEREST = "premium_fee_commission_interest", "Premiums, fees, commissions, interest"
    PRIZE_OR_PAYMENT = "prize_or_payment", "Prizes and payments to those who take part"
    CALL_OFF = "call_off", "A contract under the framework"
    SCHEME_FRAMEWORK = "scheme_framework", "Another framework of the open framework"
    REVENUE = "revenue", "Revenue of the supplier of a concession"
    ALREADY_RECEIVED = "already_received", "What the supplier of a concession has received already"
    SALE_OF_ASSETS = "sale_of_assets", "Sale of assets by the supplier of a concession"


class Basis(Term):
    """By which paragraph of Schedule 3 a contract is valued."""

    CONTRACT = "contract", "Ordinary contract"
    FRAMEWORK = "framework", "Framework"
    OPEN_FRAMEWORK = "open_framework", "Open framework"
    CONCESSION = "concession", "Concession"


CITATIONS = {
    Basis.CONTRACT: "PA 2023 Sch 3 para 1",
    Basis.FRAMEWORK: "PA 2023 Sch 3 para 2(1)",
    Basis.OPEN_FRAMEWORK: "PA 2023 Sch 3 para 2(2)",
    Basis.CONCESSION: "PA 2023 Sch 3 para 3",
}


@facts
class Component:
    """One part of the value."""

    part: Annotated[ValuePart, Ask("What is this amount for?")]
    amount_inc_vat: Annotated[Decimal, Ask("How much could it come to at most, in pounds including VAT?")]


@facts
class ValuationFacts:
    """What goes into the estimated value of a contract."""

    kind: Annotated[ContractKind, Ask("What is the contract mainly for?")]
    framework: Annotated[FrameworkKind, Ask("Is it a framework?")]
    can_estimate: Annotated[
        bool, Ask("Can the value be estimated?", "Not if, for example, nobody knows how long the contract will run.")
    ]
    components: Annotated[
        tuple[Component, ...],
        Ask("What could be paid under it?", "One line for each part, options and extensions included."),
    ]


@result
class Valuation:
    """The estimated value including VAT, or that the contract counts as above its threshold."""

    value_inc_vat: Decimal | None
    treated_as_above_threshold: bool


@facts
class PlannedContract:
    """One of several contracts that might be one."""

    title: Annotated[str, Ask("What is this contract called?")]
    kind: Annotated[ContractKind, Ask("What is it mainly for?")]
    value_inc_vat: Annotated[Decimal, Ask("What is it worth by itself, in pounds including VAT?")]
    could_be_one: Annotated[bool, Ask("Could it reasonably be supplied with the others under a single contract?")]


@facts
class AggregationFacts:
    """Contracts that are planned side by side."""

    on: Annotated[date, Ask("When did the procurement commence?", "The day of its first notice or invitation.")]
    contracts: Annotated[tuple[PlannedContract, ...], Ask("Which contracts are planned?")]
    good_reason: Annotated[
        str | None,
        Ask(
            "Is there a good reason to value them apart?",
            "Write it down as you would explain it. Null if there is none.",
        ),
    ]


@result
class ValuedContract:
    """What one of the contracts counts as."""

    title: str
    value_inc_vat: Decimal
    threshold_inc_vat: Decimal
    covered: bool


@result
class Aggregation:
    """Every contract with the value that counts, and the sum of those that could be one."""

    contracts: tuple[ValuedContract, ...]
    together_inc_vat: Decimal


@lru_cache(maxsize=64)
def parts_of(tables: Tables, basis: Basis) -> dict[str, Row]:
    """Give the parts that belong to the value of such a contract."""
    bases = {basis, Basis.FRAMEWORK} if basis is Basis.OPEN_FRAMEWORK else {basis}
    return {row.code: row for row in tables.all("valuation_parts") if bases & set(row.data["for"])}


@rule("valuation", title="What is this contract worth?", citation="PA 2023 s.4, Sch 3", topic="Value")
def valuation(facts: ValuationFacts, *, tables: Tables) -> Answer[Valuation]:
    """Add up the most that could be paid.

    The value is the most that the authority could expect to pay, VAT included, with what it has paid already
    (PA 2023 Sch 3 para 1(1), s.123(2)). That takes in options to add or to extend, premiums, fees, commissions,
    interest, prizes, and what the authority gives other than money (PA 2023 Sch 3 para 1(2)). A framework is worth the
    sum of all contracts that may be awarded under it (PA 2023 Sch 3 para 2(1)). A framework under an open framework
    takes in all frameworks of the scheme (PA 2023 Sch 3 para 2(2)). A concession is worth the most that the supplier
    could expect to receive, from users too (PA 2023 Sch 3 para 3). A contract whose value cannot be estimated counts
    as above its threshold (PA 2023 Sch 3 para 5).
    """
    basis = _basis(facts)
    allowed = parts_of(tables, basis)
    if wrong := _wrong_parts(facts, basis, allowed):
        return undecided(*wrong)
    if not facts.can_estimate:
        return Answer(Valuation(value_inc_vat=None, treated_as_above_threshold=True), (), "PA 2023 Sch 3 para 5")
    if not facts.components:
        return undecided(needs("components", "what could be paid under the contract?", CITATIONS[basis]))
    total = sum((one.amount_inc_vat for one in facts.components), NOTHING)
    given = {str(one.part) for one in facts.components}
    counted = [row for code, row in allowed.items() if code in given]
    found = [
        _everything_known(),
        *(inform("counts", f"Counted: {row.label}.", row.data["citation"]) for row in counted),
    ]
    if left := [row.label for code, row in allowed.items() if code not in given]:
        listed = "; ".join(left)
        found.append(check("parts_left_out", f"Taken as met: there is none of this: {listed}.", CITATIONS[basis]))
    return Answer(Valuation(value_inc_vat=total, treated_as_above_threshold=False), tuple(found), CITATIONS[basis])


def _basis(facts: ValuationFacts) -> Basis:
    if facts.kind is ContractKind.CONCESSION:
        return Basis.CONCESSION
    if facts.framework is FrameworkKind.OPEN:
        return Basis.OPEN_FRAMEWORK
    return Basis.FRAMEWORK if facts.framework is FrameworkKind.CLOSED else Basis.CONTRACT


def _wrong_parts(facts: ValuationFacts, basis: Basis, allowed: dict[str, Row]) -> list[Finding]:
    found = []
    if basis is Basis.CONCESSION and facts.framework is not FrameworkKind.NO:
        found.append(bad("framework", "A concession cannot be awarded under a framework.", "PA 2023 s.45(8)(a)"))
    for number, one in enumerate(facts.components, start=1):
        found += negative(f"components.{number}.amount_inc_vat", one.amount_inc_vat, "PA 2023 Sch 3")
        if one.part not in allowed:
            words = f"“{one.part.label}” is no part of the value here ({basis.label.lower()}). Choose another part."
            found.append(bad(f"components.{number}.part", words, CITATIONS[basis]))
    return found


def _everything_known() -> Finding:
    return check(
        "everything_known",
        "Taken as met: the estimate uses all that is known today, and none of it was chosen to stay below a threshold.",
        "PA 2023 s.4(3), Sch 3 para 1(3)",
    )


@rule(
    "aggregation",
    title="Do these contracts count together?",
    citation="PA 2023 s.4(3), Sch 3 para 4",
    topic="Value",
)
def aggregation(facts: AggregationFacts, *, tables: Tables) -> Answer[Aggregation]:
    """Value contracts together that could reasonably be one.

    Where the goods, services or works of two or more contracts could reasonably be supplied under one, each counts
    with the value of all, unless there are good reasons to value them apart (PA 2023 Sch 3 para 4). No choice in an
    estimate may be made in order to escape the Act (PA 2023 s.4(3)). Each is then compared with the threshold of its
    kind (PA 2023 s.3(2)(a), Sch 1).
    """
    if wrong := _wrong_contracts(facts, tables):
        return undecided(*wrong)
    joined = [one for one in facts.contracts if one.could_be_one]
    together = sum((one.value_inc_vat for one in joined), NOTHING)
    apart = facts.good_reason is not None
    valued = tuple(
        _valued(one, together if one.could_be_one and not apart else one.value_inc_vat, facts.on, tables)
        for one in facts.contracts
    )
    found: list[Finding] = []
    if apart and len(joined) > 1:
        found.append(
            warn(
                "valued_apart",
                "The contracts are valued apart. Keep the reason on record: it must be a good one, and not a wish to "
                "stay below a threshold.",
                "PA 2023 s.4(3), Sch 3 para 4(2)",
            )
        )
    if not apart and len(joined) > 1:
        found.append(inform("valued_together", f"{len(joined)} contracts count together.", "PA 2023 Sch 3 para 4(2)"))
    return Answer(Aggregation(contracts=valued, together_inc_vat=together), tuple(found), "PA 2023 Sch 3 para 4")


def _wrong_contracts(facts: AggregationFacts, tables: Tables) -> list[Finding]:
    found = list(before_the_act(tables, on=facts.on))
    if not facts.contracts:
        found.append(needs("contracts", "which contracts are planned?", "PA 2023 Sch 3 para 4(1)"))
    for number, one in enumerate(facts.contracts, start=1):
        found += negative(f"contracts.{number}.value_inc_vat", one.value_inc_vat, "PA 2023 Sch 3")
    if facts.good_reason is not None and not facts.good_reason.strip():
        found.append(
            bad("good_reason", "Write the reason down, or leave it null if there is none.", "PA 2023 Sch 3 para 4(2)")
        )
    return found


def _valued(one: PlannedContract, value: Decimal, on: date, tables: Tables) -> ValuedContract:
    limit = tables.amount("thresholds", one.kind, on=on)
    return ValuedContract(title=one.title, value_inc_vat=value, threshold_inc_vat=limit, covered=value >= limit)
