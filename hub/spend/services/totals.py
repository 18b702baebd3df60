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
from hub.spend.selectors.parts import counting_files, line_files
from hub.spend.services.matching import ALIKE, SEVERAL, match, renew, take_over
from hub.spend.services.standing import settle_payees
from hub.spend.terms import PartKind, Payees

CHUNK = 5000
SOME = 800
LENGTHS = dict.fromkeys(("supplier_number", *ALIKE), 120) | {"contract_reference": 300}


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
    _settle_payees_of(authority, engine.answer(questions.payees(), {"lines": files}), ids)
    months = engine.rows(questions.months_of_totals(), totals)
    bulk.insert([LoadMonth(load=load, **row) for row in months])
    for batch in engine.answer(questions.payees_of_totals(), totals).to_batches(max_chunksize=CHUNK):
        bulk.insert([_of_payee(load, ids, row) for row in batch.to_pylist()])


def payee_numbers(authority: Authority) -> dict[str, int]:
    """Give the number of each payee of an authority by its key."""
    return dict(Payee.objects.filter(authority=authority).values_list("key", "pk"))


def _settle_payees_of(authority: Authority, found: Any, ids: dict[str, int]) -> None:
    """Add the payees that are not here yet; let the others take over numbers that they did not have."""
    for batch in found.to_batches(max_chunksize=CHUNK):
        rows = [{**row, "key": row["payee_key"][:300]} for row in batch.to_pylist()]
        _take_over(authority, [row for row in rows if row["key"] in ids and any(_told(row).values())])
        made = [_payee(authority, row) for row in rows if row["key"] not in ids]
        unique = list({payee.key: payee for payee in made}.values())
        match(authority, unique)
        bulk.insert(unique, numbered=True)
        ids.update({payee.key: payee.pk for payee in unique})


def _take_over(authority: Authority, rows: list[dict[str, Any]]) -> None:
    changed = []
    for start in range(0, len(rows), SOME):
        told = {row["key"]: _told(row) for row in rows[start : start + SOME]}
        known = Payee.objects.filter(authority=authority, key__in=list(told)).select_related("supplier")
        changed += [payee for payee in known if take_over(payee, told[payee.key])]
    if changed:
        renew(authority, changed)


def settle_numbers(authority: Authority, loads: Sequence[Load]) -> None:
    """Find the numbers of the payees of some loads anew, because those loads count no more or count again."""
    blank = {f"payee__{name}": "" for name in LENGTHS}
    rows = LoadPayee.objects.filter(load__in=[load.pk for load in loads]).exclude(**blank)
    numbered = Payee.objects.filter(authority=authority, pk__in=rows.values("payee")).select_related("supplier")
    wanted = {payee.key: payee for payee in numbered}
    if not wanted:
        return
    files = counting_files([authority.pk])
    found = engine.answer(questions.payees(), {"lines": files}).to_pylist() if files else []
    told = {row["payee_key"][:300]: _told(row) for row in found if row["payee_key"][:300] in wanted}
    changed = []
    for key, payee in wanted.items():
        now = told.get(key) or dict.fromkeys(LENGTHS, "")
        if any(getattr(payee, name) != value for name, value in now.items()):
            for name, value in now.items():
                setattr(payee, name, value)
            changed.append(payee)
    if changed:
        renew(authority, changed)


def _told(row: dict[str, Any]) -> dict[str, str]:
    """Give the numbers that a file gives a payee; two that differ stand beside each other, and lead nowhere."""
    told = {"supplier_number": row["supplier_number"][: LENGTHS["supplier_number"]]}
    for name in ALIKE:
        least, most = row[f"least_{name}"] or "", row[name]
        told[name] = (least if least == most else f"{least}{SEVERAL}{most}")[: LENGTHS[name]]
    return told


def _payee(authority: Authority, row: dict[str, Any]) -> Payee:
    kind = Payees.ORGANISATION
    if row["is_person"]:
        # Where the name itself does not read like a person's, another spelling of it does.
        told = payee_kind(row["payee"])
        kind = Payees.DOUBTFUL if told is Payees.ORGANISATION else told
    return Payee(authority=authority, key=row["key"], name=row["payee"][:300], payee_kind=kind, **_told(row))


def _of_payee(load: Load, ids: dict[str, int], row: dict[str, Any]) -> LoadPayee:
    return LoadPayee(load=load, payee_id=ids[row.pop("payee_key")[:300]], **row)
