"""What follows from the lines that count: sums of payees, what was paid under each contract, and who is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from hub.contract.models import Contract
from hub.platform import bulk
from hub.platform.clock import london
from hub.platform.deadlines.services import tell
from hub.platform.identity.roles import Role
from hub.platform.identity.selectors import role_holders
from hub.platform.tenancy.models import Authority
from hub.platform.words import date_long, money
from hub.spend.models import ContractPaid, Load, LoadPayee, Payee, Recount
from hub.spend.selectors.contracts import Paid, paid_now, references
from hub.spend.selectors.overview import covers

CHUNK = 800
# A ledger that does not tell VAT is measured against the value with VAT at the usual rate.
WITH_VAT = Decimal("1.2")


def settle_payees(authority: Authority, loads: Sequence[Load]) -> None:
    """Add up anew what each payee of some loads got, over all loads that count."""
    counting = Load.objects.filter(authority=authority).counting()
    rows = LoadPayee.objects.filter(payee=OuterRef("pk"), load__in=counting).order_by().values("payee")
    of_loads = LoadPayee.objects.filter(load__in=[load.pk for load in loads])
    Payee.objects.filter(authority=authority, pk__in=of_loads.values("payee")).update(
        lines=Coalesce(Subquery(rows.annotate(n=Sum("lines")).values("n")), 0),
        amount=Coalesce(Subquery(rows.annotate(n=Sum("amount")).values("n")), Decimal(0)),
    )


def note_recount(authority: Authority) -> None:
    """Let every process know that figures which it remembers no longer hold, though no event says so."""
    row, _ = Recount.objects.get_or_create(authority=authority)
    Recount.objects.filter(pk=row.pk).update(number=F("number") + 1)


def settle_contracts(authority: Authority, *, at: datetime) -> list[Paid]:
    """Count anew what was paid under each contract, and tell those who answer for one that is overspent or over."""
    found = paid_now(authority.pk) if _has_contracts(authority) else []
    with transaction.atomic():
        ContractPaid.objects.filter(contract__authority=authority).delete()
        bulk.insert(
            [
                ContractPaid(
                    contract_id=one.contract, lines=one.lines, amount=one.amount, last_month=one.last_month,
                    months=one.months, late_lines=one.late_lines, late_amount=one.late_amount, counted_at=at,
                )
                for one in found
            ]
        )  # fmt: skip
        tell_of(authority, found, at=at)
    return found


def _has_contracts(authority: Authority) -> bool:
    return bool(covers(authority.pk).num_rows or references(authority.pk).num_rows)


def tell_of(authority: Authority, found: Iterable[Paid], *, at: datetime) -> None:
    """Tell manager and owner of each contract whose spend passes its value or its dates; each once."""
    is_gross = Load.objects.filter(authority=authority, is_net=False).counting().exists()
    paid = {one.contract: one for one in found if one.amount > 0 or one.late_amount > 0}
    for contract in _contracts(sorted(paid)):
        one = paid[contract.pk]
        limit = value_of(contract, is_gross=is_gross)
        if limit is not None and one.amount > limit:
            said = f"{money(one.amount)} was paid under {contract.title}, more than its value of {money(limit)}"
            _tell(contract, "value", said, at=at)
        over = contract.ended_on or contract.ends_on
        if one.late_amount > 0 and over is not None:
            said = f"{money(one.late_amount)} was paid under {contract.title} after it ended on {date_long(over)}"
            _tell(contract, "dates", said, at=at)


def value_of(contract: Contract, *, is_gross: bool) -> Decimal | None:
    """Give the value that payments are measured against: with VAT where the ledger does not say that it is off."""
    if not is_gross or contract.value_ex_vat is None:
        return contract.value_ex_vat
    return contract.value_inc_vat or contract.value_ex_vat * WITH_VAT


def _tell(contract: Contract, what: str, sentence: str, *, at: datetime) -> None:
    answer = [one for one in (contract.manager_id, contract.owner_id) if one]
    people = answer or [one.pk for one in role_holders({Role.PROCUREMENT_LEAD}, contract.authority, london(at).date())]
    tell(
        cause=f"spend.{what}:{contract.pk}", people=people, authority=contract.authority, sentence=sentence,
        link=f"{contract.get_absolute_url()}linked/#panel-spend", about=contract, at=at,
    )  # fmt: skip


def _contracts(numbers: Sequence[int]) -> Iterable[Any]:
    for start in range(0, len(numbers), CHUNK):
        yield from Contract.objects.filter(pk__in=numbers[start : start + CHUNK]).select_related("authority")
