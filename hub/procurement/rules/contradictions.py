"""Facts of a case that cannot be true together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from hub.law.findings import Finding
from hub.law.terms import ContractKind

# Light touch contracts are for services (PA 2023 s.9), a concession for services among them.
LIGHT_TOUCH_KINDS = frozenset({ContractKind.SERVICES, ContractKind.LIGHT_TOUCH, ContractKind.CONCESSION, ""})
LIGHT_TOUCH = "PA 2023 s.9"


def contradictions(facts: Mapping[str, Any], *, on: date) -> Iterator[Finding]:
    """Name each pair of facts that cannot both be right.

    Args:
        facts: all facts of the case by name, as they would be.
        on: today.
    """
    kind, light = facts.get("contract_kind") or "", facts.get("is_light_touch")
    if kind == ContractKind.LIGHT_TOUCH and light is False:
        words = "It is mainly for light touch services and yet not light touch. Correct one of the two."
        yield Finding("kind", words, LIGHT_TOUCH, cure="is_light_touch")
    if light and kind not in LIGHT_TOUCH_KINDS:
        words = f"Only services can be light touch, and this is mainly for {ContractKind(kind).label.lower()}. "
        yield Finding("kind", f"{words}Correct one of the two.", LIGHT_TOUCH, cure="is_light_touch")
    start, needed = facts.get("start_on"), facts.get("needed_on")
    if start and needed and needed < start:
        words = "It is needed before work on it can begin. Correct one of the two dates."
        yield Finding("dates", words, cure="needed_on")
    if facts.get("extension_months") and not facts.get("term_months"):
        words = "There are extensions but no length of the contract. Say how long it runs without them."
        yield Finding("term", words, cure="term_months")
