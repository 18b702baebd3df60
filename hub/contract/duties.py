"""What the law asks of contracts: how the mechanism of duties reads them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from hub.contract.models import Contract
from hub.contract.rules import duties as rules
from hub.contract.rules.paying import paying
from hub.contract.selectors import obligations
from hub.contract.terms import ContractKind, Regime, State
from hub.duty.asking import Asks, asks
from hub.duty.rules import About, Asked, Paying
from hub.duty.showing import show_on
from hub.law.start import act_began
from hub.law.tables import Tables, shipped


def find(contracts: list[Any], tables: Tables, on: date) -> dict[int, list[Asked]]:
    """Give what the law asks of each of some contracts."""
    facts = obligations.facts_of(contracts)
    return {pk: rules.asked(given, tables, on) for pk, given in facts.items()}


def about(contract: Contract) -> About:
    """Name a contract and those who answer for it: the manager does the work, the owner answers beside them."""
    return About(
        reference=contract.reference,
        title=contract.title,
        page=contract.get_absolute_url(),
        department=contract.department,
        owner_id=contract.manager_id or contract.owner_id,
        also_id=contract.owner_id,
    )


def concerns(contract: Contract) -> bool:
    """Say quickly whether the law may ask something: its regime is stated, or may be that of the Act."""
    if contract.status == State.WITHDRAWN or contract.agreement_kind == ContractKind.GRANT:
        return False
    if contract.regime == Regime.PCR_2015:
        # The old regulations' award duties are followed for what was awarded since the Act began, and no earlier.
        days = (day for day in (contract.awarded_on, contract.signed_on) if day is not None)
        return any(day >= act_began(shipped()) for day in days)
    if contract.regime:
        return contract.regime in rules.UNDER_THE_ACT
    since = contract.signed_on or contract.awarded_on
    return since is not None and since >= act_began(shipped())


def rows(on: date) -> Q:
    """Give the same as a condition, for the daily work."""
    began = act_began(shipped())
    unsaid = Q(regime="") & (Q(signed_on__gte=began) | Q(signed_on__isnull=True, awarded_on__gte=began))
    old = Q(regime=Regime.PCR_2015) & (Q(signed_on__gte=began) | Q(awarded_on__gte=began))
    concerned = Q(regime__in=sorted(rules.UNDER_THE_ACT)) | unsaid | old
    return concerned & ~Q(status=State.WITHDRAWN) & ~Q(agreement_kind=ContractKind.GRANT)


def gone(contract: Contract) -> str:
    """Say why the law asks nothing more."""
    if contract.status == State.WITHDRAWN:
        return "The contract was taken off the register."
    if contract.agreement_kind == ContractKind.GRANT:
        return "The record is a grant now, which is no contract in the sense of the Act."
    return "The facts of the contract have changed, and with these the law does not ask for it."


asks(Asks(model=Contract, find=find, about=about, concerns=concerns, rows=rows, gone=gone))


def pays(contract: Any, tables: Tables) -> Paying | None:
    """Say what the law asks of paying under a contract."""
    return paying(obligations.own_facts(contract), tables)


show_on(Contract.kind(), pays=pays)
