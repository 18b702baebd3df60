"""Three years of the authority's ledger: 60,000 lines, on contract and off, with credits and a month put right."""

from __future__ import annotations

import csv
import hashlib
import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hub.contract.models import Contract
from hub.contract.reading import SupplierRef
from hub.demo import selectors
from hub.demo.seed.names import FIRMS
from hub.demo.seed.screens import NAMED, Named
from hub.demo.seed.script import Script, Step
from hub.demo.seed.stage import Stage
from hub.platform.actors import SYSTEM
from hub.spend.selectors import payees
from hub.spend.services import payees as services
from hub.spend.services.loading import File, load_file
from hub.spend.terms import Outcome
from hub.supplier import services as supplying

HEADINGS = (
    "Body name", "Directorate", "Expenditure category", "Supplier name", "Payment date", "Transaction number",
    "Net amount", "Contract reference", "Description",
)  # fmt: skip
LINES = 60_000
FIRST, LAST = (2023, 11), (2026, 10)
MONTHS = 36
# Earlier years came as one file each when the Hub got its ledger; then half a year, single months, and the rest.
FILES = (12, 12, 6, 1, 1, 4)
BEGAN = date(2025, 11, 10)
RESTATED = (2026, 5)
# What nobody let a contract for, and firms that no register of the Hub knows.
OFF = (
    "Marlpit Hire Ltd", "Kestrel Print & Sign", "Thornley Taxis", "Ouse Valley Plumbing", "Beacon Training Ltd",
    "Saltmarsh Marquees", "The Corner Bakery", "Fairholme Florists", "Pinder Scaffolding Ltd", "Hexagon AV Hire",
    "Mill Lane Garage", "Northgate Signs", "Copperfield Couriers Ltd", "Amber Valley Hotels", "Tidewater Books",
)  # fmt: skip
PEOPLE = ("Mr J Peel", "Mrs R Okonkwo", "Ms L Tanner", "Redacted personal data", "Dr A Whitcombe")
CATEGORIES = (
    "Agency staff", "Building works", "Equipment", "Hired services", "Professional fees", "Repairs", "Travel", "",
)  # fmt: skip
OVERSPENT = "CON-2024-0002"
# Invoices for what had ended went on being paid in these months, in place of the payments at these places.
PAID_LATE = ((2026, 8), (2026, 9), (2026, 10))
LATE_PLACES = (301, 702, 1103)
# What the typist of the newest file got wrong: rows that are left out until somebody mends them, by date and sum.
SLIPS = (("31/09/2026", "412.50"), ("18/09/2026", "12o.00"))
Line = tuple[str, ...]


def write(script: Script, stage: Stage) -> None:
    """Write the loads into the script, each in the first days after its last month."""
    script.on(BEGAN, lambda at: know(at), hour=8)
    script.on(date(2026, 11, 12), lambda at: settle(stage, at), hour=16)
    months = list(_months())
    start = 0
    for length in FILES:
        part = months[start : start + length]
        start += length
        on = max(_first_after(*part[-1]) + timedelta(days=4), BEGAN)
        script.on(on, load(stage, _name(part), part), hour=9 + start % 7)
    corrected = load(stage, _name([RESTATED], "-corrected"), [RESTATED], corrected=True)
    script.on(_first_after(*RESTATED) + timedelta(days=17), corrected, hour=15)


def know(at: datetime) -> None:
    """Enter firms that the authority buys from and has no contract with."""
    supplying.find_or_create([SupplierRef(name) for name in OFF[::2]], by=SYSTEM, at=at)


def settle(stage: Stage, at: datetime) -> None:
    """Let finance say of the largest what will be done; of the others nobody has yet."""
    by, owner = stage.actor("helen"), stage.cast.people["priya"]
    rows = payees.without_contract(by).filter(authority=stage.home).order_by("-amount", "pk")
    for payee, outcome in zip(rows[:3], (Outcome.LET, Outcome.SMALL, Outcome.FOUND), strict=False):
        services.settle(payee, outcome=outcome, owner=owner, by=by, at=at)


def load(stage: Stage, name: str, months: Sequence[tuple[int, int]], *, corrected: bool = False) -> Step:
    """Let finance load a file of some months."""

    def do(at: datetime) -> None:
        with TemporaryDirectory(prefix="hub-demo-") as folder:
            path = Path(folder) / name
            with path.open("w", newline="") as out:
                over = list(selectors.lately_over(stage.home, before=date(*PAID_LATE[0], 1))[: len(LATE_PLACES)])
                rows = [line for each in months for line in with_late(lines(*each, corrected=corrected), over, *each)]
                slips = list(mistyped()) if months[-1] == LAST else []
                csv.writer(out).writerows([HEADINGS, *rows, *slips, total(rows)])
            file = File(path, name, hashlib.sha256(path.read_bytes()).hexdigest(), "General ledger")
            load_file(file, authority=stage.home, by=stage.actor("helen"), at=at)

    return do


def lines(year: int, month: int, *, corrected: bool = False) -> Iterator[Line]:
    """Give the lines of a month; the corrected month has other sums and leaves some lines out."""
    choose = random.Random(year * 100 + month)  # noqa: S311  (invented data, the same each time)
    place = (year - FIRST[0]) * 12 + month - FIRST[1]
    for number in range(LINES // MONTHS + (1 if place < LINES % MONTHS else 0)):
        line = one_line(choose, year, month, number)
        if corrected and number % 40 == 7:
            if number % 80 == 7:
                continue
            amount = f"{Decimal(line[6]) * Decimal('1.1'):.2f}"
            line = (*line[:6], amount, *line[7:])
        yield line


def with_late(rows: Iterator[Line], over: Sequence[Contract], year: int, month: int) -> Iterator[Line]:
    """Give the lines of a month, in some months with a payment under each of some contracts that are over."""
    late = dict(zip(LATE_PLACES, over, strict=False)) if (year, month) in PAID_LATE else {}
    for place, line in enumerate(rows):
        yield paid_late(line, late[place], date(year, month, 9)) if place in late else line


def paid_late(line: Line, contract: Contract, paid: date) -> Line:
    """Give a payment that names a contract which is over, in place of another line."""
    body, reference = line[0], line[5]
    firm = contract.parties.all()[0].supplier.name
    amount = f"{Decimal(contract.value_ex_vat or 0) / 200:.2f}"
    told = (f"{paid:%d/%m/%Y}", reference, amount, contract.reference, "Invoice after the contract's end")
    return (body, contract.department, "Hired services", firm, *told)


def mistyped() -> Iterator[Line]:
    """Give rows that cannot be read: a day that does not exist, and a letter for a nought."""
    for number, (paid, amount) in enumerate(SLIPS):
        told = (paid, f"T202609-S{number:04}", amount, "", f"Training {number}")
        yield ("Eastmere Combined Authority", DEPARTMENTS[0], "Hired services", OFF[4], *told)


def one_line(choose: random.Random, year: int, month: int, number: int) -> Line:
    """Give one line: under a named contract, to a firm, off contract, or to a person."""
    paid = date(year, month, 1 + choose.randrange(28))
    amount = Decimal(round(choose.lognormvariate(6.2, 1.1) * 100)) / 100
    category, contract, department = choose.choice(CATEGORIES), "", choose.choice(DEPARTMENTS)
    if number % 100 < 2 and (named := _named(choose, paid)):
        payee, contract, department = named.firm, named.reference, named.department
        amount = _share(named)
    elif number % 100 < 72:
        payee = choose.choice(FIRMS).name
        payee = payee.upper() if choose.random() < 0.2 else payee
    elif number % 100 < 94:
        payee = choose.choice(OFF)
    else:
        payee, category = choose.choice(PEOPLE), "Payments to people"
    if choose.random() < 0.02:
        amount = -amount
    reference = f"T{year}{month:02}-{number:05}"
    told = (f"{paid:%d/%m/%Y}", reference, f"{amount:.2f}", contract, f"{category or 'Payment'} {number}")
    return ("Eastmere Combined Authority", department, category, payee, *told)


def total(rows: Sequence[Line]) -> Line:
    """Give the total line with which finance ends each file."""
    return ("Grand Total", "", "", "", "", "", f"{sum(Decimal(row[6]) for row in rows):.2f}", "", "")


DEPARTMENTS = tuple(sorted({named.department for named in NAMED}))


def _name(months: Sequence[tuple[int, int]], more: str = "") -> str:
    (year, month), (last_year, last_month) = months[0], months[-1]
    until = f"-to-{last_year}-{last_month:02}" if len(months) > 1 else ""
    return f"ledger-{year}-{month:02}{until}{more}.csv"


def _named(choose: random.Random, paid: date) -> Named | None:
    running = [named for named in NAMED if named.starts_on <= paid <= named.ends_on]
    return choose.choice(running) if running else None


def _share(named: Named) -> Decimal:
    """Give what one payment under a contract comes to; one contract is paid more than it is worth."""
    days = (named.ends_on - named.starts_on).days
    month = Decimal(named.value) / max(1, days // 30)
    return (month * (6 if named.reference == OVERSPENT else Decimal("0.4"))).quantize(Decimal("0.01"))


def _months() -> Iterator[tuple[int, int]]:
    year, month = FIRST
    while (year, month) <= LAST:
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _first_after(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
