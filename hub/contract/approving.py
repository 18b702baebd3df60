"""Which acts on contracts need an approval, of what, and by what value the scheme of delegation decides."""

from __future__ import annotations

from typing import Any

from hub.contract import selectors
from hub.contract.models import Contract
from hub.contract.terms import OptionState
from hub.platform.approvals.declare import Approval

UNKNOWN_IN_POUNDS = (
    "The value is in {currency} and not recorded in pounds, so the highest line of the scheme of delegation decides. "
    "Record it in pounds on the contract to get the line for it."
)


def terms(contract: Contract) -> dict[str, Any]:
    """Give what is approved when a contract ends early: if one of these changes, the approval lapses."""
    return {
        "Reference": contract.reference,
        "Title": contract.title,
        "Supplier": contract.supplier_name,
        "Value ex VAT": contract.value_ex_vat,
        **_foreign(contract),
        "Ends on": contract.ends_on,
    }


def _foreign(contract: Contract) -> dict[str, Any]:
    """Give the value of a contract that is not in pounds, and why it takes the route that it takes.

    Lines of the scheme are in pounds. Without a value in pounds no line but the highest holds, so nobody decides who
    may not; who records the value in pounds gets the line for it.
    """
    if not contract.is_foreign:
        return {}
    told = {f"Value ex VAT in {contract.currency}": contract.foreign_value_ex_vat}
    if contract.value_ex_vat is None:
        told["Route"] = UNKNOWN_IN_POUNDS.format(currency=contract.currency)
    return told


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
