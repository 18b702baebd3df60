"""Of what a waiver is approved, and by which value the scheme of delegation decides."""

from __future__ import annotations

from typing import Any

from hub.gateway.models import Waiver
from hub.platform.approvals.declare import Approval


def content(waiver: Waiver) -> dict[str, Any]:
    """Give what an approval of a waiver is about: if one of these changes, it lapses."""
    return {
        "Reference": waiver.reference,
        "What is bought": waiver.title,
        "Supplier": waiver.supplier_name,
        "Value ex VAT": waiver.value_ex_vat,
        "From": waiver.starts_on,
        "To": waiver.ends_on,
        "Rule that is set aside": waiver.rule,
        "Ground": waiver.ground_label,
        "Reason": waiver.reason,
        "Repeats": ", ".join(sorted({one for found in waiver.repeats.values() for one in found})) or "No earlier one",
        "Why again": waiver.repeat_reason or "Not a repeat",
    }


WAIVER = Approval(
    "waiver",
    of=Waiver,
    label="Grant a waiver",
    content=content,
    value=lambda waiver: waiver.value_ex_vat,
)
