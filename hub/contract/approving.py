"""Which acts on contracts need an approval, of what, and by what value the scheme of delegation decides."""

from __future__ import annotations

from typing import Any

from hub.contract import selectors
from hub.contract.models import Contract
from hub.contract.terms import OptionState
from hub.platform.approvals.declare import Approval


def terms(contract: Contract) -> dict[str, Any]:
    """Give what is approved when a contract ends early: if one of these changes, the approval lapses."""
    return {
        "Reference": contract.reference,
        "Title": contract.title,
        "Supplier": contract.supplier_name,
        "Value ex VAT": contract.value_ex_vat,
        "Ends on": contract.ends_on,
    }


def extension(contract: Contract) -> dict[str, Any]:
    """Give what is approved when an option is used: the terms and the option itself."""
    option = next((each for each in selectors.options(contract) if each.state == OptionState.OPEN), None)
    if option is None:
        return terms(contract)
    return {**terms(contract), "Option": option.number, "Adds, in months": option.months}


EXTENSION = Approval(
    "contract_extension",
    of=Contract,
    label="Use an extension option",
    content=extension,
    value=lambda contract: contract.value_ex_vat,
    value_inc=lambda contract: contract.value_inc_vat,
    prefetch=("options",),
)
TERMINATION = Approval(
    "contract_termination",
    of=Contract,
    label="End a contract early",
    content=terms,
    value=lambda contract: contract.value_ex_vat,
    value_inc=lambda contract: contract.value_inc_vat,
)
