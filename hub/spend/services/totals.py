"""Totals of loads and the payees in them, made from the parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hub.platform import bulk
from hub.platform.analytics import engine, parts
from hub.platform.tenancy.models import Authority
from hub.spend import questions
from hub.spend.models import Load, LoadMonth, LoadPayee, Part, Payee
from hub.spend.rules import payee_kind
from hub.spend.selectors.parts import line_files
from hub.spend.services.matching import match
from hub.spend.services.standing import settle_payees
from hub.spend.terms import PartKind, Payees

CHUNK = 5000


def settle_totals(authority: Authority, loads: Sequence[Load]) -> None:
    """Make the totals of some loads anew; add the payees that are new, matched to suppliers as far as they can be."""
    ids = payee_numbers(authority)
    numbers = [load.pk for load in loads]
    LoadMonth.objects.filter(load__in=numbers).delete()
    LoadPayee.objects.filter(load__in=numbers).delete()
    Part.objects.filter(load__in=numbers, kind=PartKind.TOTALS).update(is_current=False)
    for load in loads:
        files = line_files([load])
        if files:
            _settle(authority, load, files, ids)
    settle_payees(authority, loads)


def _settle(authority: Authority, load: Load, files: list[str], ids: dict[str, int]) -> None:
    whole = parts.write_part(engine.answer(questions.payee_months(), {"lines": files}))
    Part.objects.create(load=load, kind=PartKind.TOTALS, place=0, sha256=whole.sha256, size=whole.size, rows=whole.rows)
    totals = {"totals": parts.paths([whole.sha256])}
    _add_payees(authority, engine.answer(questions.payees(), {"lines": files}), ids)
    months = engine.rows(questions.months_of_totals(), totals)
    bulk.insert([LoadMonth(load=load, **row) for row in months])
    for batch in engine.answer(questions.payees_of_totals(), totals).to_batches(max_chunksize=CHUNK):
        bulk.insert([_of_payee(load, ids, row) for row in batch.to_pylist()])


def payee_numbers(authority: Authority) -> dict[str, int]:
    """Give the number of each payee of an authority by its key."""
    return dict(Payee.objects.filter(authority=authority).values_list("key", "pk"))


def _add_payees(authority: Authority, found: Any, ids: dict[str, int]) -> None:
    """Add the payees that are not here yet."""
    for batch in found.to_batches(max_chunksize=CHUNK):
        made = [_payee(authority, row) for row in batch.to_pylist() if row["payee_key"][:300] not in ids]
        unique = list({payee.key: payee for payee in made}.values())
        match(authority, unique)
        bulk.insert(unique, numbered=True)
        ids.update({payee.key: payee.pk for payee in unique})


def _payee(authority: Authority, row: dict[str, Any]) -> Payee:
    kind = payee_kind(row["payee"])
    if row["is_person"] and kind is Payees.ORGANISATION:
        # Another spelling of it reads like a person.
        kind = Payees.DOUBTFUL
    return Payee(
        authority=authority, key=row["payee_key"][:300], name=row["payee"][:300], payee_kind=kind,
        supplier_number=row["supplier_number"][:120], company_number=row["company_number"][:120],
        charity_number=row["charity_number"][:120], contract_reference=row["contract_reference"][:300],
        order_number=row["order_number"][:120],
    )  # fmt: skip


def _of_payee(load: Load, ids: dict[str, int], row: dict[str, Any]) -> LoadPayee:
    return LoadPayee(load=load, payee_id=ids[row.pop("payee_key")[:300]], **row)
