"""What a case takes over from the entry of the pipeline that it begins from, so that nothing is typed twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hub.procurement.rules.estimating import Typed
from hub.procurement.terms import EstimateMethod, VatBasis, VatTreatment

# Facts that somebody may say of a case; the others come of acts of their own.
FACTS = frozenset(
    {
        "title", "description", "contract_kind", "is_light_touch", "main_cpv", "category", "term_months",
        "extension_months", "department", "owner", "budget_line", "start_on", "needed_on", "tier", "risk_level",
        "intended_procedure", "is_key_decision", "has_political_interest", "is_novel", "equality_impact",
        "community_input",
    }
)  # fmt: skip
# Of these the entry knows some; the same name means the same fact on both.
CARRIED = ("title", "description", "department", "main_cpv", "category", "budget_line", "owner", "needed_on")
# An entry may know these as well; what it does not have stays unknown.
MORE = ("contract_kind", "is_light_touch", "tier", "term_months", "extension_months", "risk_level")


def carried(entry: Any) -> dict[str, Any]:
    """Give the facts of a case that an entry knows.

    Args:
        entry: has an attribute for each name in ``CARRIED``, and perhaps for those in ``MORE``.
    """
    known = {name: getattr(entry, name) for name in CARRIED}
    more = {name: getattr(entry, name) for name in MORE if getattr(entry, name, None) not in (None, "")}
    if getattr(entry, "procedure", ""):
        more["intended_procedure"] = entry.procedure
    if (months := _months(entry.needed_on, getattr(entry, "ends_on", None))) and "term_months" not in more:
        more["term_months"] = months
    return {**known, **more}


def _months(first: date | None, last: date | None) -> int | None:
    """Give the whole months of a term; a last day before the first gives none."""
    if first is None or last is None or last < first:
        return None
    after = last + timedelta(days=1)
    return max(1, (after.year - first.year) * 12 + after.month - first.month)


def value_of(entry: Any, treatment: str, percents: Mapping[str, Decimal]) -> Typed | None:
    """Give the estimate that an entry makes; None when it has no value.

    Args:
        entry: has ``value_ex_vat``, and perhaps ``value_inc_vat``.
        treatment: how VAT is charged, as somebody said; empty to take it from the two values, where both are known.
        percents: the rates of VAT of the day by treatment.
    """
    ex, inc = entry.value_ex_vat, getattr(entry, "value_inc_vat", None)
    if ex is None and inc is None:
        return None
    how: dict[str, Any] = {"method": EstimateMethod.FROM_PLAN, "how": f"Carried over from {entry.reference}."}
    if ex is None or inc is None:
        basis = VatBasis.EX if inc is None else VatBasis.INC
        return Typed(amount=ex if inc is None else inc, basis=basis, treatment=treatment, **how)
    if not treatment:
        fitting = [code for code, percent in percents.items() if (ex * (1 + percent / 100) - inc).copy_abs() < 1]
        treatment = fitting[0] if fitting else VatTreatment.MIXED
    other = inc if treatment == VatTreatment.MIXED else None
    return Typed(amount=ex, basis=VatBasis.EX, treatment=treatment, other=other, **how)
