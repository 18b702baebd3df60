"""Which payees are people, by what the ledger says and by what finance said since."""

from __future__ import annotations

from collections.abc import Iterable

from hub.platform.tenancy.models import Authority
from hub.spend.models import Payee
from hub.spend.terms import Payees

KEY = 300


def people_among(authority: int, keys: Iterable[str]) -> set[str]:
    """Give those of some payees' keys that are people's, also where somebody said so after the lines were loaded."""
    wanted = {key[:KEY] for key in keys if key}
    rows = Payee.objects.filter(authority=authority, payee_kind=Payees.PERSON, key__in=wanted)
    return set(rows.values_list("key", flat=True))


def people_of(authority: Authority | None) -> dict[str, str]:
    """Give key and name of every person whom one authority, or any, pays."""
    rows = Payee.objects.filter(payee_kind=Payees.PERSON)
    return dict((rows.filter(authority=authority) if authority else rows).values_list("key", "name"))
