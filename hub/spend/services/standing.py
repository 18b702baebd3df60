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
from hub.platform.words import date_long, money, percent
from hub.spend.models import ContractPaid, Load, LoadPayee, Payee, Recount
from hub.spend.rules.values import Against, against_value
from hub.spend.selectors.contracts import Paid, paid_now, references
from hub.spend.selectors.overview import covers

CHUNK = 800


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
                    ex_vat_lines=one.sums.ex_lines, ex_vat_amount=one.sums.ex, inc_vat_lines=one.sums.inc_lines,
                    inc_vat_amount=one.sums.inc, rest_amount=one.sums.rest,
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
    paid = {one.contract: one for one in found if one.amount > 0 or one.late_amount > 0}
    for contract in _contracts(sorted(paid)):
        one = paid[contract.pk]
        against = against_value(one.sums, contract.value_ex_vat, contract.value_inc_vat)
        if one.amount > 0 and against.is_over:
            _tell(contract, "value", over_value(contract.title, one.amount, against), at=at)
        over = contract.ended_on or contract.ends_on
        if one.late_amount > 0 and over is not None:
            said = f"{money(one.late_amount)} was paid under {contract.title} after it ended on {date_long(over)}"
            _tell(contract, "dates", said, at=at)


def over_value(title: str, amount: Decimal, against: Against) -> str:
    """Say that more was paid under a contract than its value, with or without VAT as the two were compared."""
    if against.paid is not None and against.value is not None:
        than = f"more than its value of {money(against.value)} {against.vat}"
        return f"{money(against.paid)} {against.vat} was paid under {title}, {than}"
    share = percent((against.share or 0) * 100)
    return f"{money(amount)} was paid under {title}, some with VAT and some without: {share} of its value"


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
