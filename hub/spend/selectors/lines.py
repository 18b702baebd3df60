"""The lines behind a figure: which ones, how many, how much, a page of them, and one with its original text.

Lines of some months only are read for a page: how many there are in each month is known before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Q

from hub.contract.models import Contract
from hub.platform.actors import Actor
from hub.platform.analytics import engine, parts
from hub.platform.tabular.amounts import is_absent
from hub.spend import questions
from hub.spend.models import Load, LoadMonth, LoadPayee, Part, Payee
from hub.spend.reading.fields import DATE, PAYEE, is_day
from hub.spend.reading.parting import is_glued, parts_of
from hub.spend.rules.sheets import Sheet, Sheets
from hub.spend.selectors.contracts import months_paid, reach_of, said_since
from hub.spend.selectors.overview import (
    FIRST_MONTH,
    LAST_MONTH,
    Spent,
    footings,
    may_see_people,
    reach,
    who_moved,
    who_stands,
)
from hub.spend.selectors.people import without_people
from hub.spend.selectors.remembering import remembered
from hub.spend.terms import Footing, PartKind
from hub.supplier.models import Supplier

CHUNK = 5000
# What a list of lines shows, and what tells whether a line may be shown; all others cost as much again to read.
LISTED = (
    "file", "row", "paid_on", "month", "amount", "payee", "payee_key", "is_person", "department", "category",
    "reference",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """Which lines: of some months, and of one department, category, payee, contract, supplier or load, or of footings.

    :param has_category: keep those for which the file names a category.
    :param is_late: keep those that were paid after the contract's end.
    """

    authority: int
    first: int = FIRST_MONTH
    last: int = LAST_MONTH
    department: str | None = None
    category: str | None = None
    payee: Payee | None = None
    footings: tuple[Footing, ...] = ()
    contract: Contract | None = None
    has_category: bool = False
    is_late: bool = False
    supplier: Supplier | None = None
    load: Load | None = None

    @property
    def chosen(self) -> dict[str, str | int]:
        """Give column and value of each choice."""
        payee, contract = self.payee, self.contract
        found: dict[str, str | int | None] = {
            "department": self.department,
            "category": self.category,
            "payee_key": payee.key if payee else None,
            "footing": " ".join(self.footings) or None,
            "contract": contract.pk if contract else None,
            "has_category": True if self.has_category else None,
            "supplier": self.supplier.pk if self.supplier else None,
            "file": self.load.sha256 if self.load else None,
        }
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True)
class Original:
    """One line as its file has it: heading and cell, with the file it stands in."""

    load: Load
    line: dict[str, Any]
    cells: list[tuple[str, str]]


def months_of(wanted: Wanted) -> list[dict[str, Any]]:
    """Give month, lines and sum of what is wanted, the newest month first."""
    chosen = wanted.chosen
    if not chosen or list(chosen) == ["footing"]:
        among = wanted.footings or tuple(Footing)
        rows = [row for row in footings(wanted.authority) if row["footing"] in among]
    elif list(chosen) in (["department"], ["category"]):
        ((column, value),) = chosen.items()
        rows = [row for row in cube(wanted.authority, column) if row[column] == value]
    elif wanted.payee and list(chosen) == ["payee_key"]:
        rows = months_of_payees([wanted.payee], wanted.authority)
    elif wanted.supplier and list(chosen) == ["supplier"]:
        rows = months_of_payees(list(payees_of(wanted.supplier, wanted.authority)), wanted.authority)
    elif wanted.load and list(chosen) == ["file"]:
        rows = months_of_load(wanted.load)
    elif wanted.contract and list(chosen) == ["contract"] and not wanted.is_late and (known := _kept(wanted.contract)):
        rows = known
    else:
        found_by = partial(questions.months_of_page, first=wanted.first, last=wanted.last)
        rows = _asked(found_by, wanted)
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        if wanted.first <= row["month"] <= wanted.last:
            one = found.setdefault(row["month"], {"month": row["month"], "lines": 0, "amount": Decimal(0)})
            one["lines"] += row["lines"]
            one["amount"] += row["amount"]
    return [found[month] for month in sorted(found, reverse=True)]


def _kept(contract: Contract) -> list[dict[str, Any]]:
    """Give the months of a contract as they were counted, unless somebody said more of a line since."""
    return [] if said_since(contract) else months_paid(contract)


def months_of_payees(payees: Sequence[Payee], authority: int) -> list[dict[str, Any]]:
    """Give month, lines and sum of each load: of loads of one month by the database, of others by their totals."""
    loads = Load.objects.filter(authority=authority).counting()
    held = LoadPayee.objects.filter(payee__in=[payee.pk for payee in payees], load__in=loads)
    rows = list(held.values_list("load", "first_month", "last_month", "lines", "amount"))
    # A load of several months is added up by its totals as a whole, so that none of its payees counts twice.
    long = {load for load, first, last, _, _ in rows if first != last}
    found = [
        {"month": month, "lines": lines, "amount": amount} for load, month, _, lines, amount in rows if load not in long
    ]
    if not long:
        return found
    files = Part.objects.filter(load__in=long, kind=PartKind.TOTALS, is_current=True).order_by("load", "place")
    tables = {"totals": parts.paths(files.values_list("sha256", flat=True)), "whose": _keys(payees)}
    return found + engine.rows(questions.months_of_payees(), tables)


def _keys(payees: Sequence[Payee]) -> Any:
    """Give the keys of payees, as a question needs them."""
    import pyarrow as pa

    return pa.table({"payee_key": pa.array([payee.key for payee in payees], pa.string())})


def months_of_load(load: Load) -> list[dict[str, Any]]:
    """Give month, lines and sum of what counts of a load; nothing of one that counts no more."""
    if not load.is_counting:
        return []
    return [dict(row) for row in LoadMonth.objects.filter(load=load).values("month", "lines", "amount")]


def payees_of(supplier: Supplier, authority: int) -> Any:
    """Give the payees of an authority that are a supplier, or an entry merged into it."""
    rows = Payee.objects.filter(authority=authority)
    return rows.filter(Q(supplier=supplier) | Q(supplier__merged_into=supplier))


def cube(authority: int, column: str) -> list[dict[str, Any]]:
    """Give lines and sum of each value of a column in each month, from memory while nothing has happened."""

    def work() -> list[dict[str, Any]]:
        files = _files(Wanted(authority))
        return engine.rows(questions.by_month_and(column), {"lines": files}) if files else []

    return remembered(f"cube {column}", authority, work)


def cube_on(authority: int, column: str, among: tuple[Footing, ...]) -> list[dict[str, Any]]:
    """Give the same of the lines on some footings; a case asks each time for the spend without a contract beside it."""
    question = partial(questions.by_month_and_value_of, column, first=FIRST_MONTH, last=LAST_MONTH)
    named = f"cube {column} {' '.join(among)}"
    return remembered(named, authority, lambda: _asked(question, Wanted(authority, footings=among)))


def total(months: Sequence[dict[str, Any]]) -> Spent:
    """Give the number and the sum of the lines of some months."""
    return Spent("", sum(row["lines"] for row in months), sum((row["amount"] for row in months), Decimal(0)))


def pages(months: Sequence[dict[str, Any]]) -> Sheets:
    """Give the pages on which the lines of some months are shown."""
    return Sheets((row["month"], row["lines"]) for row in months)


def page(wanted: Wanted, actor: Actor, sheet: Sheet) -> list[dict[str, Any]]:
    """Give the lines of one page, newest first, with what a list shows of them; names of people only to finance."""
    if wanted.authority not in reach(actor):
        return []
    question = partial(
        questions.page, first=sheet.first, last=sheet.last, offset=sheet.offset, limit=sheet.limit, columns=LISTED
    )
    rows = _asked(question, wanted, (sheet.first, sheet.last))
    return rows if may_see_people(actor, wanted.authority) else without_people(rows, wanted.authority)


def every(wanted: Wanted, actor: Actor) -> Iterator[dict[str, Any]]:
    """Give all lines, newest month first, for a file; names of people only to finance."""
    if wanted.authority not in reach(actor):
        return
    shows = may_see_people(actor, wanted.authority)
    for row in months_of(wanted):
        span = (row["month"], row["month"])
        question = partial(questions.page, first=span[0], last=span[1], offset=0, limit=row["lines"])
        for batch in _answer(question, wanted, span).to_batches(max_chunksize=CHUNK):
            found = batch.to_pylist()
            yield from found if shows else without_people(found, wanted.authority)


def by_value(wanted: Wanted, column: str) -> list[Spent]:
    """Give lines and sum of each value of a column among wanted lines, the most first."""
    question = partial(questions.by_value_of, column, first=wanted.first, last=wanted.last)
    rows = _asked(question, wanted, (wanted.first, wanted.last))
    found = [Spent(row[column], row["lines"], row["amount"]) for row in rows]
    return sorted(found, key=lambda one: (-one.amount, one.name))


def _asked(question: Callable[..., Any], wanted: Wanted, span: tuple[int, int] | None = None) -> list[dict[str, Any]]:
    found = _answer(question, wanted, span)
    return [] if found is None else found.to_pylist()


def _answer(question: Callable[..., Any], wanted: Wanted, span: tuple[int, int] | None = None) -> Any:
    """Answer a question that is asked with what is chosen, over the files that can hold it."""
    first, last = span or (wanted.first, wanted.last)
    files = _files(wanted, first, last)
    if not files:
        return None
    tables: dict[str, Any] = {"lines": files}
    chosen = wanted.chosen
    if wanted.footings:
        found_tables = _stands(wanted, first, last)
        tables |= found_tables
        # The tables say which footing and which contract; the question need only know that there is one.
        chosen |= {"footing": True, **({"moved": True} if "moved" in found_tables else {})}
    if wanted.contract is not None:
        months = {row["month"] for row in footings(wanted.authority) if first <= row["month"] <= last}
        found = reach_of(wanted.contract, months, is_late=wanted.is_late)
        tables |= found.tables
        chosen |= {"contract": True, **found.chosen}
    if wanted.supplier is not None:
        tables["whose"] = _keys(list(payees_of(wanted.supplier, wanted.authority)))
        chosen["supplier"] = True
    return engine.answer(question(chosen), tables)


def _stands(wanted: Wanted, first: int, last: int) -> dict[str, Any]:
    """Give the tables that tell which lines of some months stand on the wanted footings."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = {"stands": who_stands(wanted.authority, wanted.footings, first, last)}
    moved = who_moved(wanted.authority, first, last)
    if moved is None or not moved.num_rows:
        return found
    here = pc.is_in(moved["footing"], pa.array([str(each) for each in wanted.footings], pa.string()))
    return {**found, "moved": moved, "moved_here": moved.filter(here)}


def _files(wanted: Wanted, first: int = FIRST_MONTH, last: int = LAST_MONTH) -> list[str]:
    """Give the files that hold what is wanted of some months; those of other months and payees are not opened."""
    loads = Load.objects.filter(authority=wanted.authority).counting()
    if (first, last) != (FIRST_MONTH, LAST_MONTH):
        months = LoadMonth.objects.filter(month__gte=first, month__lte=last, load__in=loads)
        loads = loads.filter(pk__in=months.values("load_id"))
    if wanted.load is not None:
        loads = loads.filter(pk=wanted.load.pk)
    if wanted.payee is not None:
        loads = loads.filter(pk__in=LoadPayee.objects.filter(payee=wanted.payee).values("load_id"))
    if wanted.supplier is not None:
        mine = payees_of(wanted.supplier, wanted.authority)
        loads = loads.filter(pk__in=LoadPayee.objects.filter(payee__in=mine).values("load_id"))
    rows = Part.objects.filter(load__in=loads, kind=PartKind.LINES, is_current=True)
    return parts.paths(rows.order_by("load", "place").values_list("sha256", flat=True))


def original(load: Load, row: int, actor: Actor) -> Original | None:
    """Give one line with its original text; that of a person to finance alone."""
    found = _one(load, PartKind.LINES, row)
    if found is None or load.authority_id not in reach(actor):
        return None
    if not may_see_people(actor, load.authority_id):
        (shown,) = without_people([found], load.authority_id)
        if shown is not found:
            return Original(load, shown, [])
    text = _one(load, PartKind.ORIGINAL, row) or {}
    cells = [str(value) for name, value in text.items() if name != "row"]
    headings = [*load.headings, *([""] * len(cells))]
    return Original(
        load, found, [(headings[place], cell) for place, cell in enumerate(cells) if cell or headings[place]]
    )


def line_of(load: Load, row: int) -> dict[str, Any] | None:
    """Give one line as it was read, with all that could name a person, or None."""
    return _one(load, PartKind.LINES, row)


def worked_out(found: Original) -> str:
    """Say how the sum that counts was worked out, where the row itself does not hold it."""
    told = {found.load.mapping.get(heading) for heading, cell in found.cells if cell.strip() and not is_absent(cell)}
    if told & {"amount", "debit", "credit"}:
        return ""
    if found.load.is_net and "net" not in told:
        return "Worked out: gross less VAT"
    return "Worked out: net and VAT" if not found.load.is_net and "gross" not in told else ""


def parted(found: Original) -> str:
    """Say which cell of the row holds date and sum, or payee and date, together, where they were taken apart."""
    cell, name = (
        next((cell for heading, cell in found.cells if found.load.mapping.get(heading) == key), "")
        for key in (DATE, PAYEE)
    )
    if is_glued(name) and not is_day(cell):
        return f"Payee and date stand in one cell, “{name}”, and were taken apart"
    return f"Date and sum stand in one cell, “{cell}”, and were taken apart" if parts_of(cell) else ""


def _one(load: Load, kind: PartKind, row: int) -> dict[str, Any] | None:
    """Give one row of the parts of a load, which stand in the order of rows."""
    import pyarrow.parquet as pq

    for part in Part.objects.filter(load=load, kind=kind, is_current=True).order_by("place"):
        table = pq.read_table(parts.path_of(part.sha256), filters=[("row", "==", row)])
        if table.num_rows:
            return table.to_pylist()[0]  # type: ignore[no-any-return]
    return None
