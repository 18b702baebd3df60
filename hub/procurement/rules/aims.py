"""The authority's rule for social value: from which value it is in, and with which weight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hub.law.findings import Finding
from hub.law.terms import Duty
from hub.procurement.terms import SocialValue

SHORTEST_REASON = 20


@dataclass(frozen=True)
class SocialValueRule:
    """What applies to one procurement.

    Args:
        is_in: the authority's rule wants it in.
        weight: the least weight by the rule, per cent.
        why: the rule in words.
        duty: whether the law asks to consider social value before the procurement starts (SVA 2012 s.1).
        citation: of that duty.
    """

    is_in: bool
    weight: Decimal
    why: str
    duty: Duty
    citation: str


def bars_to_social_value(
    decision: str, weight: Decimal | None, reason: str, rule: SocialValueRule
) -> Iterator[Finding]:
    """Name what is missing from a decision, and where it departs from the rule without a reason."""
    if decision not in {SocialValue.IN, SocialValue.OUT}:
        yield Finding("decision", "Say whether social value is in or out.", cure="decision")
        return
    if decision == SocialValue.OUT:
        if weight:
            words = "Social value is out and yet has a weight. Leave the weight out, or say in."
            yield Finding("weight", words, cure="weight")
        if rule.is_in and len(reason.strip()) < SHORTEST_REASON:
            words = f"{rule.why} To leave it out, say why in a whole sentence."
            yield Finding("reason", words, cure="reason")
        return
    if not weight:
        yield Finding("weight", "Give the weight of social value in the award criteria.", cure="weight")
    elif weight < rule.weight and len(reason.strip()) < SHORTEST_REASON:
        words = f"The usual weight is at least {_percent(rule.weight)}. For {_percent(weight)}, say why in a sentence."
        yield Finding("reason", words, cure="reason")


def _percent(weight: Decimal) -> str:
    return f"{weight.normalize():f}%"
