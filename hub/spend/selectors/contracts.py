"""Which contract a line belongs to, and what was paid under each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from hub.contract.models import Contract
from hub.contract.selectors import contracts
from hub.platform.actors import Actor
from hub.platform.analytics import engine
from hub.spend import questions
from hub.spend.models import ContractPaid
from hub.spend.selectors import measuring
from hub.spend.selectors.overview import (
    FIRST_MONTH,
    LAST_MONTH,
    NO_CONTRACT,
    covers,
    footing_tables,
    reach,
    total_files,
)
from hub.spend.selectors.parts import counting_files
from hub.spend.selectors.remembering import remembered
from hub.spend.terms import PartKind


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


@dataclass(frozen=True)
class Reach:
    """Which lines can belong to one contract: those that bear its names, and those of its payees in its months.

    :param only: payee and month in which it is the only contract of the payee's supplier.
    """

    references: Any
    only: Any
    names: list[str]
    payees: list[str]

    @property
    def tables(self) -> dict[str, Any]:
        """Give the tables that the question needs."""
        return {"references": self.references, "only": self.only}

    @property
    def chosen(self) -> dict[str, str | int]:
        """Give the values that the question needs; so many that few shapes of it arise."""
        found: dict[str, str | int] = {f"name {n}": name for n, name in enumerate(_filled(self.names))}
        return found | {f"payee {n}": payee for n, payee in enumerate(_filled(self.payees))}


def reach_of(contract: Contract, months: Iterable[int]) -> Reach:
    """Give which of the lines of some months can belong to a contract."""
    known = references_of(contract.authority_id)
    rows = footing_tables(contract.authority_id)["covers"]
    only = _only(contract.pk, rows, sorted(set(months)))
    names = known.filter(_equal(known["contract"], contract.pk))["named"].to_pylist()
    return Reach(known, only, names, sorted(set(only["payee_key"].to_pylist())))


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


def _equal(column: Any, value: int) -> Any:
    """Compare a column with a number."""
    import pyarrow.compute as pc

    return pc.equal(column, value)


def _contract_tables(authority: int) -> dict[str, Any]:
    """Give the tables that tell to which contract each line belongs."""
    covers = footing_tables(authority)["covers"]
    only = engine.answer(questions.only_contracts(), {"totals": total_files(authority), "covers": covers})
    return {"references": references_of(authority), "only": only}


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
    rows = engine.rows(questions.by_contract(), {"lines": files, **_contract_tables(authority)})
    late = {row["contract"]: row for row in after_the_end(authority)}
    found = {row["contract"]: row for row in rows}
    made = []
    for number in {*found, *late}:
        one, after = found.get(number), late.get(number)
        made.append(
            Paid(
                number, one["lines"] if one else 0, one["amount"] if one else Decimal(0),
                max(one["last_month"] if one else 0, after["last_month"] if after else 0), one["months"] if one else "",
                after["lines"] if after else 0, after["amount"] if after else Decimal(0),
            )
        )  # fmt: skip
    return made


def after_the_end(authority: int) -> list[dict[str, Any]]:
    """Give, for contracts that ended last of their supplier's, what was paid since the month of the end."""
    tables = {"totals": total_files(authority), "covers": footing_tables(authority)["covers"]}
    return engine.rows(questions.after_the_end(FIRST_MONTH, LAST_MONTH), tables)


def late_at(authority: int, at: datetime) -> list[dict[str, Any]]:
    """Give what was paid after the last contract's end in the twelve months to a moment, as known then."""
    found = measuring.files(measuring.loads_at([authority], at), PartKind.TOTALS)
    if not found:
        return []
    first, last = measuring.year_to(at)
    tables = {"totals": found, "covers": covers(authority)}
    return [row for row in engine.rows(questions.after_the_end(first, last), tables) if row["amount"] > 0]


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
