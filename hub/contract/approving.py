"""Which acts on contracts need an approval, of what, and by what value the scheme of delegation decides."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from hub.contract import rules, selectors
from hub.contract.forms import change_fields, terms_fields
from hub.contract.models import Contract
from hub.contract.rules import changing
from hub.contract.terms import OptionState, TerminationGround
from hub.law.findings import Finding
from hub.platform.actors import Actor
from hub.platform.approvals.declare import Approval
from hub.platform.govuk.fields import GovDateField
from hub.platform.govuk.widgets import GovRadios
from hub.platform.identity.roles import Role

UNKNOWN_IN_POUNDS = (
    "The value is in {currency} and not recorded in pounds, so the highest line of the scheme of delegation decides. "
    "Record it in pounds on the contract to get the line for it."
)


def terms(contract: Contract) -> dict[str, Any]:
    """Give what an approval is about besides what is to be done: if one of these changes, the approval lapses."""
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


def ending_fields(contract: Contract) -> dict[str, Any]:
    """Give the fields of an ending that is to be approved; its day may still be to come."""
    return {
        "ended_on": GovDateField(label="Day it ends", help_text="The day on which it is to end, or ended"),
        "ground": forms.ChoiceField(label="Ground", choices=TerminationGround.choices(), widget=GovRadios),
    }


def correction_worth(contract: Contract, terms: Mapping[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    """Give the values that choose who approves a correction: the larger of those recorded and those meant."""
    return rules.worth_of_correction((contract.value_ex_vat, contract.value_inc_vat), terms)


def change_meaning(contract: Contract, terms: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the law says of a change that is to be approved."""
    said = selectors.judgement(contract, changing.parsed(terms)) if terms.get("applies_on") else None
    return {"What the law says": said.says} if said else {}


def change_bars(contract: Contract, terms: Mapping[str, Any], by: Actor) -> list[Finding]:
    """Say what the law and the contract's facts have against a change, before anybody approves it."""
    if not terms.get("applies_on"):
        return []
    meant = changing.parsed(terms)
    now = {"value_ex_vat": contract.value_ex_vat, "value_inc_vat": contract.value_inc_vat}
    if found := [*changing.bars_to_changing(contract.facts()), *changing.bars_to_change(contract.facts(), now, meant)]:
        return found
    is_legal, against = by.holds({Role.LEGAL}, contract.authority_id), str(terms.get("against_law") or "").strip()
    return changing.bars_to_judged(selectors.judgement(contract, meant), is_legal=is_legal, against_law=against)


def correction_bars(contract: Contract, terms: Mapping[str, Any], by: Actor) -> list[Finding]:
    """Ask which it is where a correction goes beyond what the contract offers, before anybody approves it."""
    if set(rules.MOVED) - set(terms):
        return []
    now = {name: getattr(contract, name) for name in rules.MOVED}
    beyond = changing.beyond_the_offer(now, contract.latest_end_on, changing.parsed(terms))
    return changing.bars_to_what(beyond, str(terms.get("what") or ""))


CHANGE = Approval(
    "contract_change",
    of=Contract,
    label="Change a contract in force",
    content=lambda contract: {**terms(contract), "Value inc VAT": contract.value_inc_vat},
    value=lambda contract: contract.value_ex_vat,
    value_inc=lambda contract: contract.value_inc_vat,
    asks=change_fields,
    said=changing.said_of_change,
    bars=change_bars,
    means=change_meaning,
    worth=correction_worth,
    # Whoever may approve more time or money that the contract offers may approve what it does not offer.
    scheme="contract_extension",
)
TERMINATION = Approval(
    "contract_termination",
    of=Contract,
    label="End a contract early",
    content=terms,
    value=lambda contract: contract.value_ex_vat,
    value_inc=lambda contract: contract.value_inc_vat,
    asks=ending_fields,
    said=rules.said_of_ending,
)
CORRECTION = Approval(
    "contract_correction",
    of=Contract,
    label="Correct the end or the value of a contract in force",
    content=lambda contract: {**terms(contract), "Value inc VAT": contract.value_inc_vat},
    value=lambda contract: contract.value_ex_vat,
    value_inc=lambda contract: contract.value_inc_vat,
    asks=terms_fields,
    bars=correction_bars,
    said=rules.said_of_correction,
    worth=correction_worth,
    # Whoever may approve more time or money for it may approve that the record says so.
    scheme="contract_extension",
)
