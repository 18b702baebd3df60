"""Which rule for social value applies to a case, and which clauses of the strategy it can serve."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hub.law import policy
from hub.law.terms import ContractKind, Duty, Procedure
from hub.platform.reference import lookup
from hub.platform.words import money
from hub.procurement.models import Procurement
from hub.procurement.rules.aims import SocialValueRule
from hub.procurement.selectors.planning import standing_of, tables_for
from hub.strategy import selectors as strategy
from hub.strategy.models import Clause
from hub.strategy.terms import PROMISES

RULE = "social_value_rule"
SERVICES = frozenset({ContractKind.SERVICES, ContractKind.LIGHT_TOUCH, ContractKind.CONCESSION})


def social_value_rule(procurement: Procurement, *, on: date) -> SocialValueRule:
    """Give the authority's rule for a procurement, and whether the law asks to consider social value first."""
    value = procurement.estimate_inc_vat or Decimal(0)
    rows = lookup.layered(RULE, on=on, authority=procurement.authority)
    reached = [row for row in rows if Decimal(row.data["from_inc_vat"]) <= value]
    row = max(reached, key=lambda one: Decimal(one.data["from_inc_vat"]), default=None)
    duty, citation = _duty(procurement)
    if row is None:
        return SocialValueRule(False, Decimal(0), "Your authority has no rule for this value.", duty, citation)
    is_in = bool(row.data["is_in"])
    limit = money(Decimal(row.data["from_inc_vat"]))
    why = (
        f"By your authority's rule social value is in from {limit} including VAT."
        if is_in
        else "At this value your authority's rule leaves it open."
    )
    return SocialValueRule(is_in, Decimal(row.data["weight"]), why, duty, citation)


def _duty(procurement: Procurement) -> tuple[Duty, str]:
    known = standing_of(procurement)
    facts = policy.SocialValueFacts(
        on=procurement.rules_on,
        services=procurement.contract_kind in SERVICES,
        covered=bool(known and known.covered),
        call_off=procurement.procedure == Procedure.CALL_OFF,
        framework=False,
    )
    answer = policy.social_value(facts, tables=tables_for(procurement))
    must = answer.result is not None and answer.result.must_consider
    return (Duty.MUST if must else Duty.NO), answer.citation


def clauses(procurement: Procurement, *, on: date) -> list[Clause]:
    """Give the clauses of the strategy of a day that state an aim, an objective, a goal or a duty."""
    version: Any = strategy.in_force_on(procurement.authority, on)
    if version is None:
        return []
    return list(Clause.objects.filter(version=version, kind_of_clause__in=sorted(PROMISES)).order_by("position"))
