"""Put an organisation on the Hub and keep its details."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hub.law.findings import Finding
from hub.organisation import acts, selectors
from hub.organisation.models import Organisation
from hub.platform.act_table import Refused
from hub.platform.actors import Actor, system_actor
from hub.platform.acts import create, perform
from hub.platform.identity import services as identity
from hub.platform.identity.models import Person
from hub.platform.identity.roles import Role
from hub.platform.tenancy.models import Party, PartyKind
from hub.platform.tenancy.services import new_party
from hub.supplier import rules as numbers

DETAILS = (
    "name", "body_kind", "scheme", "number", "street", "town", "postcode", "email", "phone", "is_small", "is_vcse",
)  # fmt: skip


def register(person: Person, *, details: Mapping[str, Any], by: Actor, at: datetime) -> Organisation:
    """Put a new organisation on the Hub; who does it is its first owner.

    Somebody else may have stated the same number: that shuts nobody out, and ties neither to a supplier's contracts.

    :param details: values by the names in ``DETAILS``.
    :raises Refused: when the number cannot be right.
    """
    found = _details(acts.REGISTER, details)
    with create(acts.REGISTER, made := Organisation(registered_at=at, **found), by=by, at=at):
        made.party = new_party(made.name, kind=PartyKind.SUPPLIER)
        made.save()
        identity.grant_role(person, Role.SUPPLIER_OWNER, at_party=made.party, by=system_actor(), at=at)
    return made


def of(party: Party, *, at: datetime) -> Organisation:
    """Give the record of an organisation that has people already, begun with what the Hub knows."""
    found = selectors.of_party(party.pk)
    if found is None:
        scheme, number = selectors.number_of_tied(party.pk)
        found = Organisation(party=party, name=party.name, scheme=scheme, number=number, registered_at=at)
        with create(acts.REGISTER, found, by=system_actor(), at=at):
            found.save()
    return found


def describe(
    organisation: Organisation, *, details: Mapping[str, Any], by: Actor, at: datetime, version: int | None = None
) -> Organisation:
    """Change what an organisation says of itself.

    :raises Refused: when the number cannot be right, or nothing changed.
    """
    found = _details(acts.DESCRIBE, details)
    with perform(acts.DESCRIBE, organisation, by=by, at=at, version=version):
        for name, value in found.items():
            setattr(organisation, name, value)
        organisation.save()
        organisation.party.name = organisation.name
        organisation.party.save(update_fields=["name"])
    return organisation


def _details(act: Any, details: Mapping[str, Any]) -> dict[str, Any]:
    """Give the details cleaned, the number as its register writes it."""
    if unknown := set(details) - set(DETAILS):
        raise ValueError(f"These are no details of an organisation: {sorted(unknown)}")
    found = dict(details)
    if "name" in found:
        found["name"] = numbers.clean_name(found["name"])[:250]
        if numbers.is_nobody(found["name"]):
            raise Refused(act, [Finding("nobody", "Enter the name of your organisation.", cure="name")])
    if found.get("number") and not found.get("scheme"):
        raise Refused(act, [Finding("no_scheme", "Select the register that the number comes from.", cure="scheme")])
    if found.get("scheme") and found.get("number"):
        try:
            made = numbers.identifier(found["scheme"], found["number"])
        except numbers.BadIdentifier as bad:
            raise Refused(act, [Finding("bad_number", bad.reason, cure="number")]) from bad
        found["number"] = made.id if made else ""
    if not found.get("number") and "number" in found:
        found["scheme"] = ""
    return found
