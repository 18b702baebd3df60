"""Which contract a line belongs to, and what was paid under each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, Subquery

from hub.contract.models import Contract
from hub.contract.selectors import contracts
from hub.platform.actors import Actor
from hub.platform.analytics import engine
from hub.spend import belonging
from hub.spend.models import ContractPaid, LineContract, Load
from hub.spend.rules.values import PaidSums
from hub.spend.selectors import measuring
from hub.spend.selectors.overview import (
    FIRST_MONTH,
    LAST_MONTH,
    NEVER_ENDS,
    covers,
    footing_tables,
    reach,
    total_files,
)
from hub.spend.selectors.parts import counting_files
from hub.spend.selectors.remembering import remembered
from hub.spend.selectors.saying import NO_CONTRACT, said_of_lines
from hub.spend.terms import PartKind
from hub.supplier.models import Supplier

LIKELY, MANY, MOST_CONTRACTS = 8, 500, 50
NOTHING_PAID = PaidSums(0, 0, Decimal(0), 0, Decimal(0), Decimal(0))


@dataclass(frozen=True)
class Paid:
    """What was paid under one contract, and of it after its end."""

    contract: int
    lines: int
    amount: Decimal
    last_month: int
    months: str = ""
    late_lines: int = 0
    late_amount: Decimal = Decimal(0)
    sums: PaidSums = NOTHING_PAID


@dataclass(frozen=True)
class Reach:
    """Which lines can belong to one contract: those that bear its names, and those of its payees in its months.

    :param only: payee and month in which it is the only contract of the payee's supplier, or, of late payments, the
        one that ended last.
    :param said: what somebody said of lines, and ``here`` those said to be of this contract; None where nobody did.
    :param end: the month of its end, where only what was paid after it is wanted.
    """

    references: Any
    only: Any
    names: list[str]
    payees: list[str]
    said: Any = None
    here: Any = None
    end: int | None = None

    @property
    def tables(self) -> dict[str, Any]:
        """Give the tables that the question needs."""
        found = {"references": self.references, "only": self.only}
        return found if self.said is None else {**found, "said": self.said, "said_here": self.here}

    @property
    def chosen(self) -> dict[str, str | int]:
        """Give the values that the question needs; so many that few shapes of it arise."""
        found: dict[str, str | int] = {f"name {n}": name for n, name in enumerate(_filled(self.names))}
        found |= {f"payee {n}": payee for n, payee in enumerate(_filled(self.payees))}
        if self.said is not None:
            found["said"] = True
        return found if self.end is None else {**found, "end": self.end}


def reach_of(contract: Contract, months: Iterable[int], *, is_late: bool = False) -> Reach:
    """Give which of the lines of some months can belong to a contract, or were paid after its end."""
    known = references_of(contract.authority_id)
    rows = footing_tables(contract.authority_id)["covers"]
    wanted = sorted(set(months))
    only = _after(contract.pk, rows, wanted) if is_late else _only(contract.pk, rows, wanted)
    names = known.filter(_equal(known["contract"], contract.pk))["named"].to_pylist()
    said = said_of_lines(contract.authority_id)
    here = said.filter(_equal(said["contract"], contract.pk)) if said.num_rows else None
    return Reach(
        known, only, names, sorted(set(only["payee_key"].to_pylist())), said if said.num_rows else None, here,
        end_of(contract) if is_late else None,
    )  # fmt: skip


def end_of(contract: Contract) -> int:
    """Give the month in which a contract ended or ends; one without an end ends never."""
    days = [day for day in (contract.ends_on, contract.ended_on) if day]
    return min(days).year * 100 + min(days).month if days else NEVER_ENDS


def ends(authority: int) -> Any:
    """Give the month of the end of each contract that has one."""
    import pyarrow as pa

    rows = Contract.objects.filter(authority=authority).exclude(status__in=NO_CONTRACT)
    told = [(one.pk, end_of(one)) for one in rows.only("pk", "ends_on", "ended_on")]
    schema = pa.schema([("contract", pa.int64()), ("end", pa.int32())])
    return pa.table([list(column) for column in zip(*told, strict=True)] or [[], []], schema=schema)


def _filled(values: list[str]) -> list[str]:
    """Repeat the last of some values until there are 1, 2, 4, 8 of them, and so on."""
    wanted = 1 << max(0, len(values) - 1).bit_length()
    return values + [values[-1]] * (wanted - len(values)) if values else []


def _only(contract: int, rows: Any, months: list[int]) -> Any:
    """Give each payee and month in which a contract is the only one of the payee's supplier."""
    import pyarrow as pa
    import pyarrow.compute as pc

    payees = pc.unique(rows.filter(_equal(rows["contract"], contract))["payee_key"])
    found: dict[tuple[str, int], set[int]] = {}
    for row in rows.filter(pc.is_in(rows["payee_key"], payees)).to_pylist():
        for month in months:
            if row["first_month"] <= month <= row["last_month"]:
                found.setdefault((row["payee_key"], month), set()).add(row["contract"])
    alone = [(payee, month, contract) for (payee, month), those in found.items() if those == {contract}]
    schema = pa.schema([("payee_key", pa.string()), ("month", pa.int32()), ("contract", pa.int64())])
    return pa.table([list(column) for column in zip(*alone, strict=True)] or [[], [], []], schema=schema)


def _after(contract: int, rows: Any, months: list[int]) -> Any:
    """Give each payee and month after a contract's end where it is the one of the payee's supplier that ended last."""
    import pyarrow as pa
    import pyarrow.compute as pc

    payees = pc.unique(rows.filter(_equal(rows["contract"], contract))["payee_key"]).to_pylist()
    pairs = [(payee, month) for payee in payees for month in months]
    schema = pa.schema([("payee_key", pa.string()), ("month", pa.int32())])
    totals = pa.table([list(column) for column in zip(*pairs, strict=True)] or [[], []], schema=schema)
    found = engine.answer(belonging.after_the_last(), {"totals": totals, "covers": rows})
    return found.filter(_equal(found["contract"], contract))


def _equal(column: Any, value: int | str) -> Any:
    """Compare a column with a value."""
    import pyarrow.compute as pc

    return pc.equal(column, value)


def _belonging_tables(authority: int, totals: Sequence[str], covered: Any) -> dict[str, Any]:
    """Give the tables that tell to which contract each line belongs, and which of them were paid too late."""
    tables = {"totals": totals, "covers": covered}
    return {
        "references": references_of(authority), "said": said_of_lines(authority), "ends": ends(authority),
        "only": engine.answer(belonging.only_contracts(), tables),
        "after": engine.answer(belonging.after_the_last(), tables),
    }  # fmt: skip


def references_of(authority: int) -> Any:
    """Give the references, from memory while nothing has happened."""
    return remembered("references", authority, lambda: references(authority))


def references(authority: int) -> Any:
    """Give the references by which a ledger may name a contract; one that two contracts bear names none."""
    import pyarrow as pa

    found: dict[str, set[int]] = {}
    for name, number in named_by(authority):
        found.setdefault(name, set()).add(number)
    alone = [(name, next(iter(numbers))) for name, numbers in found.items() if len(numbers) == 1]
    schema = pa.schema([("named", pa.string()), ("contract", pa.int64())])
    return pa.table([list(column) for column in zip(*alone, strict=True)] or [[], []], schema=schema)


def named_by(authority: int, among: Sequence[int] | None = None) -> list[tuple[str, int]]:
    """Give each reference of each contract, or of some, with the contract."""
    rows = Contract.objects.filter(authority=authority).exclude(status__in=NO_CONTRACT)
    rows = rows if among is None else rows.filter(pk__in=among)
    told = rows.values_list("pk", "reference", "source_reference")
    return sorted({(name, number) for number, *named in told for name in named if name})


def paid_now(authority: int) -> list[Paid]:
    """Work out what was paid under each contract of an authority."""
    files = counting_files([authority])
    if not files:
        return []
    known = _belonging_tables(authority, total_files(authority), footing_tables(authority)["covers"])
    tables = {"lines": files, **known}
    found = {row["contract"]: row for row in engine.rows(belonging.by_contract(), tables)}
    late = {row["contract"]: row for row in engine.rows(belonging.late(FIRST_MONTH, LAST_MONTH), tables)}
    return [_paid(number, found.get(number), late.get(number)) for number in {*found, *late}]


def _paid(number: int, one: dict[str, Any] | None, after: dict[str, Any] | None) -> Paid:
    none = Decimal(0)
    late = {"late_lines": after["lines"], "late_amount": after["amount"]} if after else {}
    if one is None:
        return Paid(number, 0, none, after["last_month"] if after else 0, **late)
    sums = PaidSums(
        one["lines"], one["ex_lines"], one["ex"] or none, one["inc_lines"], one["inc"] or none, one["rest"] or none
    )
    last = max(one["last_month"], after["last_month"] if after else 0)
    return Paid(number, one["lines"], one["amount"], last, one["months"], **late, sums=sums)


def late_at(authority: int, at: datetime) -> list[dict[str, Any]]:
    """Give what was paid after each contract's end in the twelve months to a moment, by the loads of then."""
    loads = measuring.loads_at([authority], at)
    files = measuring.files(loads, PartKind.LINES)
    if not files:
        return []
    known = _belonging_tables(authority, measuring.files(loads, PartKind.TOTALS), covers(authority))
    rows = engine.rows(belonging.late(*measuring.year_to(at)), {"lines": files, **known})
    return [row for row in rows if row["amount"] > 0]


def said_since(contract: Contract) -> bool:
    """Say whether somebody said something of a line since what was paid under a contract was counted."""
    paid = ContractPaid.objects.filter(contract=contract).values("counted_at")
    rows = LineContract.objects.filter(authority=contract.authority_id, said_at__gte=Subquery(paid))
    return bool(rows.exists())


def said_of(load: Load, row: int) -> LineContract | None:
    """Give what somebody said of the contract of a line, also where it was taken back or holds no more."""
    rows = LineContract.objects.filter(authority=load.authority_id, file=load.sha256, row=row)
    return rows.select_related("contract", "load").first()  # type: ignore[no-any-return]


def contract_of(line: dict[str, Any], load: Load) -> tuple[Contract | None, str]:
    """Give the contract that a line belongs to, or None, and why."""
    said = said_of(load, line["row"])
    if said is not None and said.is_standing and (said.contract is None or said.contract.status not in NO_CONTRACT):
        return said.contract, f"Somebody said so: {said.reason}"
    known = references_of(load.authority_id)
    for column, name in (("contract_reference", "contract"), ("order_number", "order")):
        numbers = known.filter(_equal(known["named"], line[column]))["contract"].to_pylist() if line[column] else []
        if numbers:
            return numbered(numbers).first(), f"The line names the {name} {line[column]}."
    rows = footing_tables(load.authority_id)["covers"]
    rows = rows.filter(_equal(rows["payee_key"], line["payee_key"])).to_pylist()
    running = {row["contract"] for row in rows if row["first_month"] <= line["month"] <= row["last_month"]}
    if len(running) == 1:
        return numbered(running).first(), "It is the only contract of its supplier that runs in the month of payment."
    if running:
        return None, f"Its supplier has {len(running)} contracts that run in the month, and the line names none."
    return None, "Its supplier has no contract that runs in the month, and the line names none."


def likely_contracts(line: dict[str, Any], load: Load, actor: Actor) -> list[Contract]:
    """Give the contracts that a line may belong to: those of its supplier here, the newest first."""
    rows = footing_tables(load.authority_id)["covers"]
    numbers = set(rows.filter(_equal(rows["payee_key"], line["payee_key"]))["contract"].to_pylist())
    found = contracts(actor).filter(authority=load.authority_id, pk__in=sorted(numbers)[-MANY:])
    return list(found.order_by("-starts_on", "-pk")[:LIKELY])


def paid_under(contract: Contract) -> ContractPaid | None:
    """Give what was paid under a contract, as it was last counted."""
    return ContractPaid.objects.filter(contract=contract).first()


def months_paid(contract: Contract) -> list[dict[str, Any]]:
    """Give month, lines and sum of what was paid under a contract, as it was last counted."""
    paid = paid_under(contract)
    told = [each.split(":") for each in paid.months.split()] if paid else []
    return [{"month": int(month), "lines": int(lines), "amount": Decimal(amount)} for month, lines, amount in told]


def contract_named(actor: Actor, address: str) -> Contract | None:
    """Give a contract that an officer may read by its address, or None."""
    return contracts(actor).filter(address=address).first()  # type: ignore[no-any-return]


def may_read(contract: Contract, actor: Actor) -> bool:
    """Say whether an officer may read what was paid under a contract."""
    return contract.authority_id in reach(actor)


def numbered(numbers: Iterable[int]) -> Any:
    """Give contracts by their numbers."""
    return Contract.objects.filter(pk__in=list(numbers)).order_by("pk")


def how_many(authorities: Sequence[int]) -> int:
    """Count the contracts of some authorities."""
    return int(Contract.objects.filter(authority__in=list(authorities)).count())


def of_supplier(supplier: Supplier, authority: int, actor: Actor) -> list[tuple[Contract, ContractPaid | None]]:
    """Give the contracts of an authority with a supplier, or with an entry merged into it, and what each was paid."""
    mine = Q(parties__supplier=supplier) | Q(parties__supplier__merged_into=supplier)
    rows = contracts(actor).filter(mine, authority=authority).exclude(status__in=NO_CONTRACT).distinct()
    found = list(rows.order_by("-starts_on", "-pk")[:MOST_CONTRACTS])
    paid = {one.contract_id: one for one in ContractPaid.objects.filter(contract__in=[each.pk for each in found])}
    return [(each, paid.get(each.pk)) for each in found]
