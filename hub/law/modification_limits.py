"""How a change measures up to the limits of its ground, and to those below which no notice is needed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from hub.law.answers import check, inform, warn
from hub.law.findings import Finding
from hub.law.modification_grounds import Ground, ModificationGround, Size, ground_on
from hub.law.tables import Row, Tables
from hub.law.terms import ContractKind, Regime

if TYPE_CHECKING:
    from hub.law.modifications import ModificationFacts

NOT_REACHED = inform(
    "not_reached",
    "The contract stays below the threshold, so the Act leaves the change free; your own rules may not.",
    "PA 2023 s.74(1)",
)
CONVERTIBLE = inform(
    "convertible",
    "This change takes the contract to the threshold. It becomes a public contract, so the same limits count.",
    "PA 2023 s.74(1)",
)
FELL_BELOW = check(
    "fell_below",
    "Taken as met: it is still a public contract, although earlier changes took its value below the threshold.",
    "PA 2023 s.4(1)",
)
NOTHING_MOVES = check(
    "unconfirmed",
    "The change moves neither value nor term, so no exception covers it. Publish a contract change notice unless your "
    "lawyers say otherwise; this reading is not confirmed.",
    "PA 2023 s.75(2)",
)
PUBLISH_ANYWAY = warn(
    "notice_advised",
    "The law asks for no notice, because one of the two limits is kept. The other is passed: publish a contract change "
    "notice to be safe.",
    "PA 2023 s.75(2)",
)
MADE_TOGETHER = warn(
    "could_be_combined",
    "With the earlier changes this one passes the limits. If they could reasonably have been made together, publish a "
    "contract change notice first.",
    "PA 2023 s.75(4), (5)",
)
OLD_NOTICE = inform(
    "old_notice",
    "Publish a modification notice of the old kind once the change is made.",
    "PCR 2015 reg 72(3)",
)
OLD_RULES = check(
    "unconfirmed",
    "The limits of the old regulations are stated from general knowledge and are not yet confirmed.",
    "PCR 2015 reg 72",
)


@dataclass(frozen=True)
class Verdict:
    """Whether a change keeps the limits of its ground."""

    permitted: bool
    cumulative: Decimal
    limit: Decimal | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Said:
    """Yes or no, with what there is to say about it."""

    public: bool
    findings: tuple[Finding, ...] = ()


def share_so_far(size: Size, ground: Ground) -> Decimal:
    """Give the share that this change and the earlier ones on the same ground come to."""
    if ground.of_term:
        return Decimal(size.term_before_on_ground + size.term_delta) / size.days_awarded
    return (size.value_before_on_ground + size.value_delta) / size.base


def takes_in(facts: ModificationFacts, size: Size, tables: Tables) -> Said:
    """Say whether a contract is a public contract or becomes one by the change."""
    threshold = tables.amount("thresholds", facts.kind, on=facts.commenced_on or facts.starts_on)
    if size.awarded >= threshold:
        return Said(True, (FELL_BELOW,) if size.value < threshold else ())
    if size.value >= threshold:
        return Said(True)
    return Said(True, (CONVERTIBLE,)) if size.value_after >= threshold else Said(False, (NOT_REACHED,))


def judge(facts: ModificationFacts, size: Size, ground: Ground, tables: Tables) -> Verdict:
    """Hold a change against the limits of its ground."""
    limit = ground.limit_for(facts.kind)
    cumulative = share_so_far(size, ground)
    # Multiplied out, so that no rounding decides at the limit.
    whole = Decimal(size.days_awarded) if ground.of_term else size.base
    moved = Decimal(size.term_delta) if ground.of_term else size.value_delta
    together = moved + (size.term_before_on_ground if ground.of_term else size.value_before_on_ground)
    findings: list[Finding] = []
    if limit is not None:
        if _passes(together if ground.cumulative else moved, limit * whole, ground):
            findings.append(
                _over(
                    facts.ground,
                    ground,
                    moved=together if ground.cumulative else moved,
                    most=limit * whole,
                    limit=limit,
                )
            )
        elif _passes(together, limit * whole, ground):
            findings.append(_splitting(facts, cumulative, limit))
    if ground.aggregate and together >= (threshold := _threshold(facts, tables)).amount:
        findings.append(_aggregate(facts.regime, together, threshold.amount))
        findings.append(
            inform("threshold", f"The threshold is that for {threshold.label}.", threshold.data["citation"])
        )
    permitted = not any(one.code in {"over_limit", "over_aggregate"} for one in findings)
    if facts.regime is Regime.PCR15:
        findings.append(OLD_RULES)
    return Verdict(permitted, cumulative, limit, tuple(findings))


def notice_wanted(facts: ModificationFacts, size: Size, ground: Ground, tables: Tables) -> Said:
    """Say whether a notice goes before a change to a public contract or, under the old regulations, follows it."""
    if facts.regime is Regime.PCR15:
        return Said(ground.notice, (OLD_NOTICE,) if ground.notice else ())
    small = ground_on(tables, facts.regime, "notice", facts.changed_on)
    assert small is not None, "the table has a row for every day of the Act"
    assert small.term_limit is not None, "the row has a limit of the term"
    value_limit = small.limits[facts.kind] * size.value
    term_limit = small.term_limit * size.days_awarded
    if facts.ground is ModificationGround.P6:
        return Said(True)
    value, term = abs(size.value_delta), abs(size.term_delta)
    if not value and not term:
        return Said(True, (NOTHING_MOVES,))
    if not (0 < value <= value_limit or 0 < term <= term_limit):
        return Said(True)
    if value > value_limit or term > term_limit:
        return Said(False, (PUBLISH_ANYWAY,))
    value, term = abs(size.value_before + size.value_delta), abs(size.term_before + size.term_delta)
    kept = 0 < value <= small.limits[facts.kind] * size.awarded or 0 < term <= term_limit
    return Said(False, (MADE_TOGETHER,) if facts.previous and not kept else ())


def percent(share: Decimal) -> str:
    """Write a share as people read it, such as 16.67%."""
    return f"{(share * 100).quantize(Decimal('0.01')).normalize():f}%"


def _passes(moved: Decimal, most: Decimal, ground: Ground) -> bool:
    return moved > most if ground.increases_only else abs(moved) > most


def _over(name: ModificationGround, ground: Ground, *, moved: Decimal, most: Decimal, limit: Decimal) -> Finding:
    by, allowed = (f"{moved:f} days", f"{most:f} days") if ground.of_term else (f"£{moved:,.2f}", f"£{most:,.2f}")
    return Finding(
        "over_limit",
        f"This moves the {'term' if ground.of_term else 'value'} by {by}; ground {name} allows {allowed}, which is "
        f"{percent(limit)}. Make the change smaller, find another ground, or award a new contract.",
        ground.citation,
    )


def _splitting(facts: ModificationFacts, share: Decimal, limit: Decimal) -> Finding:
    return warn(
        "cumulative_over_limit",
        f"With the earlier changes on this ground it comes to {percent(share)}, over the {percent(limit)} for one "
        "change. If they could reasonably have been made together, this one is not allowed.",
        "PA 2023 s.74(7), (8)" if facts.regime is Regime.PA23 else "PCR 2015 reg 72(2)",
    )


def _aggregate(regime: Regime, together: Decimal, threshold: Decimal) -> Finding:
    return Finding(
        "over_aggregate",
        f"All below-threshold changes together come to £{together:,.2f}; they must stay under £{threshold:,.2f}. "
        "Find another ground, or award a new contract.",
        "PA 2023 s.74(4)(b)" if regime is Regime.PA23 else "PCR 2015 reg 72(6)",
    )


def _threshold(facts: ModificationFacts, tables: Tables) -> Row:
    on = facts.commenced_on or facts.starts_on
    if facts.regime is Regime.PA23:
        return tables.row("thresholds", facts.kind, on=on)
    kind = ContractKind.LIGHT_TOUCH if facts.light_touch else facts.kind
    return tables.row("pcr15_thresholds", kind, on=on)
