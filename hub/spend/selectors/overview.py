"""What was spent: how much, with whom, on contract or off, by month, department and category; and the lines behind it.

Every figure comes from the parts; each can be asked for the lines that it counts. Names of people are given to finance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from hub.contract.models import Contract, ContractSupplier
from hub.platform.actors import Actor
from hub.platform.analytics import engine, parts
from hub.platform.identity.roles import OFFICERS, Role
from hub.spend import footing, questions
from hub.spend.models import Load, Part, Payee
from hub.spend.selectors.parts import counting_files
from hub.spend.selectors.remembering import remembered
from hub.spend.selectors.saying import NO_CONTRACT, said_of_lines, told_lines
from hub.spend.terms import Footing, PartKind, Payees

# Months run from the first that a ledger can name to the last; 0 holds the lines whose file tells none.
FIRST_MONTH, LAST_MONTH = 0, 999_999
NEVER_BEGAN, NEVER_ENDS = 0, 999_999
COLUMNS = frozenset({"month", "department", "category", "payee_key"})


@dataclass(frozen=True)
class Spent:
    """A figure: what it is of, its lines and its sum in pounds."""

    name: str
    lines: int
    amount: Decimal


@dataclass(frozen=True)
class Completeness:
    """What the figures rest on: loads, the days they reach from and to, when the newest came, what was left out."""

    loads: int
    first_on: date | None
    last_on: date | None
    newest: Any
    rejected: int
    gross: int


def reach(actor: Actor) -> list[int]:
    """Give the authorities whose spend an officer may see."""
    return sorted(party for party in actor.reach if actor.roles_at(party) & OFFICERS)


def may_see_people(actor: Actor, authority: int) -> bool:
    """Say whether somebody may read the names of people who are paid: finance alone."""
    return actor.is_system or actor.holds({Role.FINANCE}, authority)


def completeness(authorities: Sequence[int]) -> Completeness:
    """Give what the figures of some authorities rest on."""
    loads = list(Load.objects.filter(authority__in=authorities).counting())
    days = [day for load in loads for day in (load.first_on, load.last_on) if day]
    return Completeness(
        len(loads), min(days, default=None), max(days, default=None), max((x.loaded_at for x in loads), default=None),
        sum(load.rejected for load in loads), sum(not load.is_net for load in loads),
    )  # fmt: skip


def by_column(
    authorities: Sequence[int], column: str, *, first: int = FIRST_MONTH, last: int = LAST_MONTH
) -> list[Spent]:
    """Give what was spent for each value of a column, the most first; months in their order.

    :param column: one of ``COLUMNS``.
    """
    if column not in COLUMNS:
        raise ValueError(f"{column} is no column that spend is added up by")
    files = counting_files(authorities)
    if not files:
        return []
    rows = engine.rows(questions.by_column(column, first, last), {"lines": files})
    found = [Spent(str(row[column]), row["lines"], row["amount"]) for row in rows]
    return sorted(found, key=(lambda one: one.name) if column == "month" else (lambda one: (-one.amount, one.name)))  # type: ignore[misc]


def by_footing(authority: int, *, first: int = FIRST_MONTH, last: int = LAST_MONTH) -> dict[Footing, Spent]:
    """Give what was spent on contract, off contract, with suppliers not known, and to people."""
    found = {footing: Spent(footing.label, 0, Decimal(0)) for footing in Footing}
    for row in footings(authority):
        if first <= row["month"] <= last:
            footing = Footing(row["footing"])
            known = found[footing]
            found[footing] = Spent(footing.label, known.lines + row["lines"], known.amount + row["amount"])
    return found


def footings(authority: int) -> list[dict[str, Any]]:
    """Give month, footing, lines and sum of everything that counts, from memory while nothing has happened."""
    return remembered("footings", authority, lambda: _footings(authority))


def _footings(authority: int) -> list[dict[str, Any]]:
    files = total_files(authority)
    if not files:
        return []
    tables = footing_tables(authority)
    question = footing.by_footing(FIRST_MONTH, LAST_MONTH, is_told=bool(tables["told"].num_rows))
    return engine.rows(question, {"totals": files, **tables})


def footing_tables(authority: int) -> dict[str, Any]:
    """Give the small tables that tell on which footing a payment stands; ``footing`` says what is in each."""

    def work() -> dict[str, Any]:
        loads = Load.objects.filter(authority=authority).counting()
        return {"covers": covers(authority), "standings": standings(authority), **saying_tables(authority, loads)}

    return remembered("tables", authority, work)


def saying_tables(authority: int, loads: Iterable[Load]) -> dict[str, Any]:
    """Give the tables of what somebody said of the contract of lines, and of those of them that some loads hold."""
    said = said_of_lines(authority)
    return {"said": said, "told": told_lines(said, loads)}


def who_stands(authority: int, footings: Sequence[Footing], first: int, last: int) -> Any:
    """Give the payees and months of some footings by themselves; of few months, from memory until something happens."""

    def work() -> Any:
        tables = {"totals": total_files(authority), **footing_tables(authority)}
        return engine.answer(footing.who_stands([str(each) for each in footings], first, last), tables)

    is_much = (first, last) == (FIRST_MONTH, LAST_MONTH)
    return work() if is_much else remembered(f"stands {' '.join(footings)} {first} {last}", authority, work)


def who_moved(authority: int, first: int, last: int) -> Any:
    """Give the lines of some months that stand elsewhere than by themselves, because somebody spoke of them."""

    def work() -> Any:
        tables = footing_tables(authority)
        return engine.answer(footing.moved(FIRST_MONTH, LAST_MONTH), tables) if tables["told"].num_rows else None

    found = remembered("moved", authority, work)
    return found.filter(within(found["month"], first, last)) if found is not None else None


def within(months: Any, first: int, last: int) -> Any:
    """Compare a column of months with the first and the last that are wanted."""
    import pyarrow.compute as pc

    return pc.and_(pc.greater_equal(months, first), pc.less_equal(months, last))


def covers(authority: int, among: Sequence[int] | None = None) -> Any:
    """Give, for each matched payee, the months in which its supplier has a contract here, and which contract.

    :param among: the contracts in question; all unless given.
    """
    import pyarrow as pa

    spans: dict[int, list[tuple[int, int, int]]] = {}
    contracts = Contract.objects.filter(authority=authority).exclude(status__in=NO_CONTRACT)
    contracts = contracts if among is None else contracts.filter(pk__in=among)
    rows = ContractSupplier.objects.filter(contract__in=contracts).values_list(
        "supplier_id", "supplier__merged_into_id", "contract__starts_on", "contract__ends_on", "contract__ended_on",
        "contract_id",
    )  # fmt: skip
    for supplier, standing, starts, ends, ended, contract in rows:
        over = min(filter(None, (ends, ended)), default=None)
        span = (_month(starts) or NEVER_BEGAN, _month(over) or NEVER_ENDS, contract)
        spans.setdefault(standing or supplier, []).append(span)
    payees = Payee.objects.filter(authority=authority, supplier__isnull=False)
    if among is not None:
        payees = payees.filter(Q(supplier__in=list(spans)) | Q(supplier__merged_into__in=list(spans)))
    keys = payees.values_list("key", "supplier_id", "supplier__merged_into_id")
    found = [(key, *span) for key, supplier, standing in keys for span in spans.get(standing or supplier, ())]
    names = [("payee_key", pa.string()), ("first_month", pa.int32()), ("last_month", pa.int32())]
    schema = pa.schema([*names, ("contract", pa.int64())])
    return pa.table([list(column) for column in zip(*found, strict=True)] or [[]] * 4, schema=schema)


def standings(authority: int) -> Any:
    """Give, for each payee, whether it is a person, matched to a supplier, or neither."""
    import pyarrow as pa

    rows = Payee.objects.filter(authority=authority).values_list("key", "payee_kind", "supplier_id")
    told = [
        (key, "person" if kind == Payees.PERSON else "matched" if supplier else "unmatched")
        for key, kind, supplier in rows
    ]
    schema = pa.schema([("payee_key", pa.string()), ("standing", pa.string())])
    return pa.table([list(column) for column in zip(*told, strict=True)] or [[], []], schema=schema)


def _month(day: date | None) -> int:
    return day.year * 100 + day.month if day else 0


def total_files(authority: int) -> list[str]:
    """Give the files that hold the totals by payee and month of everything that counts."""
    rows = Part.objects.filter(
        load__in=Load.objects.filter(authority=authority).counting(), kind=PartKind.TOTALS, is_current=True
    )
    return parts.paths(rows.order_by("load", "place").values_list("sha256", flat=True))
