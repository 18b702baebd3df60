"""Which contracts a change of law touches, and what the law desk may be told of one."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from hub.contract.models import Contract
from hub.contract.selectors.reading import contracts
from hub.contract.terms import OVER, RUNNING, ContractKind, Nature, Regime, State
from hub.platform.actors import Actor

# Codes of the thresholds by what is bought; a light touch contract is one for services, a concession is for either.
NATURES: dict[str, tuple[Nature, ...]] = {
    "goods": (Nature.GOODS,),
    "services": (Nature.SERVICES,),
    "works": (Nature.WORKS,),
    "light_touch": (Nature.SERVICES,),
    "concession": (Nature.SERVICES, Nature.WORKS),
}


# A list of more codes than this is asked for as a whole: nearly every service is touched then.
MOST_CODES = 100
LAWS = {Regime.ACT_2023: "PA23", Regime.PCR_2015: "PCR15"}


def known_facts(contract: Contract) -> dict[str, str]:
    """Give what is recorded of a contract in the words of the law desk; what is not recorded is left out."""
    dates = {name: getattr(contract, name) for name in ("awarded_on", "signed_on", "starts_on")}
    dates["latest_end_on"] = contract.latest_end_on or contract.ends_on
    found = {name: day.isoformat() for name, day in dates.items() if day is not None}
    if contract.value_inc_vat is not None:
        found["value_inc_vat"] = format(contract.value_inc_vat, "f")
    return {
        **found,
        "kind": contract.nature,
        "regime": LAWS.get(Regime(contract.regime), "") if contract.regime else "",
    }


def of_kinds(actor: Actor, codes: tuple[str, ...], regime: Regime) -> Any:
    """Give the contracts in draft or in force of the kinds whose threshold changed; one of no known kind may be too."""
    natures = {nature for code in codes for nature in NATURES.get(code.removesuffix("_central"), tuple(Nature))}
    kinds = Q(nature__in=sorted(natures)) | Q(nature="")
    return _in_order(_not_over(actor).filter(kinds).filter(_under(regime)))


def not_ended(actor: Actor, regime: Regime, *, after: date) -> Any:
    """Give the contracts in draft or in force that have not ended by the day on which the law changes."""
    return _in_order(_lasting(actor, after).filter(_under(regime)))


def of_services(actor: Actor, cpvs: tuple[str, ...], *, after: date) -> Any:
    """Give the contracts for services that have not ended by a day, with one of some CPV codes or without any.

    :param cpvs: eight digits each; empty for every code.
    """
    kinds = Q(nature__in=[Nature.SERVICES, ""])
    if 0 < len(cpvs) <= MOST_CODES:
        # Codes are kept with and without the check digit after their eight digits.
        kinds &= reduce(or_, [Q(main_cpv__startswith=code) for code in cpvs], Q(main_cpv=""))
    return _in_order(_lasting(actor, after).filter(kinds).filter(_under(Regime.ACT_2023)))


def frameworks(actor: Actor, *, after: date) -> Any:
    """Give the frameworks of any law that have not ended by a day."""
    return _in_order(_lasting(actor, after).filter(agreement_kind=ContractKind.FRAMEWORK))


def framework_drafts(actor: Actor) -> Any:
    """Give the frameworks of the Act that are not in force yet; the earlier law has no list of what they include."""
    return _in_order(drafts(actor).filter(agreement_kind=ContractKind.FRAMEWORK).filter(_under(Regime.ACT_2023)))


def listed(actor: Actor, *, after: date) -> Any:
    """Give the contracts in force that have not ended by a day."""
    return _in_order(_lasting(actor, after).filter(status__in=RUNNING))


def over(actor: Actor) -> Any:
    """Give the contracts that ended or expired, whatever law they were let under."""
    return _in_order(contracts(actor).filter(status__in=OVER))


def drafts(actor: Actor) -> Any:
    """Give the contracts that are not in force yet."""
    return _in_order(contracts(actor).filter(status=State.DRAFT))


def _lasting(actor: Actor, after: date) -> Any:
    return _not_over(actor).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=after))


def _not_over(actor: Actor) -> Any:
    return contracts(actor).filter(status__in=[*RUNNING, State.DRAFT])


def _under(regime: Regime) -> Q:
    """Keep what was let under a law, with what nobody has said."""
    also = [Regime.BELOW_THRESHOLD] if regime == Regime.ACT_2023 else []
    return Q(regime__in=[regime, *also, ""])


def _in_order(rows: Any) -> Any:
    return rows.order_by("ends_on", "pk")
