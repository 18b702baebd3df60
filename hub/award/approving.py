"""Of what an award is approved, and by which value the scheme of delegation decides."""

from __future__ import annotations

from typing import Any

from hub.award import selectors
from hub.award.models import Award
from hub.platform.approvals.declare import Approval


def content(one: Award) -> dict[str, Any]:
    """Give what an approval of an award is about: if one of these changes, it lapses."""
    return {
        "Quote": one.tender.reference,
        "What is bought": one.title,
        "Supplier": one.supplier_name,
        "Price ex VAT": one.price_ex_vat,
        "Price inc VAT": one.price_inc_vat,
        "Estimate ex VAT": one.estimate_ex_vat,
        "Begins": one.starts_on,
        "Ends": one.ends_on,
        "Why": one.reasons,
        "Totals": selectors.totals_in_words(one),
    }


AWARD = Approval(
    "quote_award",
    of=Award,
    label="Award a contract on quotes",
    content=content,
    value=lambda one: one.price_ex_vat,
    value_inc=lambda one: one.price_inc_vat,
    prefetch=("tender__evaluation",),
)
