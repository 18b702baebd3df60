"""What a contract is called: its reference, which may be put right, and its address, which stays."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from hub.contract import acts, rules
from hub.contract.models import Contract, ReferenceChange
from hub.law.findings import Finding
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.clock import london
from hub.platform.tenancy.models import Authority


def known(authority: Authority, reference: str) -> bool:
    """Say whether a contract of an authority bears a reference; what others have is no matter of theirs."""
    forms = {reference, reference.upper()}
    return Contract.objects.filter(authority=authority, reference__in=forms).exists()


def free_address(authority: Authority, reference: str) -> str:
    """Give a new contract the address of its reference; one that another contract had first is not given again."""
    prefix, code = authority.reference_prefix, authority.code
    for place in count(1):
        address = rules.address_of(reference, prefix=prefix, code=code, place=place)
        if not Contract.objects.filter(address=address).exists():
            return address
    raise AssertionError("there is always a next number")


def correct_reference(
    contract: Contract, *, reference: str, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Contract:
    """Put a mistyped reference right.

    The address stays, and with it the public page, our open contracting ids and every link that somebody kept; the old
    reference still finds the contract.

    :raises Refused: when another contract of the authority bears the reference.
    """
    with perform(acts.CORRECT_REFERENCE, contract, by=by, at=at, version=version) as entry:
        before = contract.reference
        if reference != before and known(contract.authority, reference):
            message = f"{contract.authority.name} has a contract {reference} already. Enter another reference."
            raise Refused(acts.CORRECT_REFERENCE, [Finding("taken", message, cure="reference")])
        contract.reference = reference
        contract.save(update_fields=["reference"])
        on = london(at).date()
        ReferenceChange(contract=contract, happened_on=on, before=before, after=reference, reason=reason).save()
        entry.note(reason)
    return contract
