"""`hub bench import-contracts`: load 100,000 register rows as the command does, then export them to a workbook.

Every step runs in a process of its own, so that its peak memory is its own; ``peak_mb`` is the peak of the process and
that of the child which reads the file, added up. The alternative beside it reads the same workbook with openpyxl and
stores the rows by ``bulk_create``: no events, no deadlines, no search, no suppliers, no check for rows met before.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks import kit

ROWS = 100_000
HEADINGS = (
    "Contract reference", "Title of agreement", "Supplier name", "Company number", "Contract value (ex VAT)",
    "Start date", "End date", "Department", "Contract manager", "Procurement process", "SME", "Description",
)  # fmt: skip


def run(*, scale: float = 1.0) -> dict[str, Any]:
    """Measure on both databases."""
    results = kit.on_each_database("benchmarks.import_contracts", scale=scale)
    runs = [
        {"database": one["database"], **each}
        for one in results
        for each in one.get("runs", [{"rows": 0, "skipped": one.get("skipped")}])
    ]
    return {"runs": runs}


def show(result: dict[str, Any]) -> None:
    """Print the runs."""
    kit.show_table(result["runs"])


def measure(scale: float) -> dict[str, Any]:
    """Load and export in this process's database, and the alternative beside it."""
    kit.begin()
    from benchmarks.register_data import AT
    from hub.platform import clock
    from hub.platform.testing.cast import make_cast

    with clock.frozen(AT):
        make_cast(AT.replace(year=2015))
    count = round(ROWS * scale)
    folder = Path(os.environ["HUB_HOME"])
    write_csv(folder / "register.csv", count)
    write_xlsx(folder / "register.xlsx", count)
    loaded = step("load", str(folder / "register.csv"))
    export = step("export", str(folder / "export.xlsx"))
    again = step("load", str(folder / "register.xlsx"))
    plain = step("plain", str(folder / "register.xlsx"))
    return {
        "runs": [
            {"rows": count, **loaded, "export_s": export["seconds"], "export_mb": export["peak_mb"]},
            {"rows": count, "what": "the same rows again, as a workbook: all unchanged", **again},
            {"rows": count, "what": "alternative: openpyxl and bulk_create, nothing else", **plain},
        ]
    }


def step(name: str, path: str) -> dict[str, Any]:
    """Run one step in a process of its own and give what it measured."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.import_contracts", name, path],
        cwd=kit.PROJECT, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def rows(count: int) -> Iterator[list[str]]:
    """Give the rows of an invented register, as untidy as real ones."""
    from benchmarks.register_data import DEPARTMENTS, FIRMS, PLACES, SUBJECTS, word

    choose = random.Random(20261123)
    people = ("Aisha Rahman", "Ruth Bell", "r.bell@example.org", "Vacant", "")
    routes = ("Open tender", "Three quotes", "Framework call-off", "Direct award", "Restricted")
    for n in range(count):
        firm = n * 37 % 8000
        starts = date(2019, 1, 1) + timedelta(days=choose.randrange(2900))
        ends = starts + timedelta(days=choose.choice((365, 730, 1095, 1461)))
        subject = choose.choice(SUBJECTS)
        yield [
            f"EXT/{n:06d}",
            f"{subject.capitalize()}, {choose.choice(PLACES)} {word(n % 9000)}",
            f"{PLACES[firm % len(PLACES)]} {word(firm * 37 + 11).title()} {FIRMS[firm % len(FIRMS)]} Ltd",
            f"{firm + 1_000_000:08d}" if firm % 3 else "",
            f"£{choose.randrange(5_000, 5_000_000):,}.00",
            f"{starts:%d/%m/%Y}",
            f"{ends:%d/%m/%Y}",
            choose.choice(DEPARTMENTS),
            choose.choice(people),
            choose.choice(routes),
            choose.choice(("Yes", "No", "")),
            " ".join(word(choose.randrange(9000)) for _ in range(12)),
        ]


def write_csv(path: Path, count: int) -> None:
    """Write the register as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(rows(count))


def write_xlsx(path: Path, count: int) -> None:
    """Write the register as a workbook."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Register")
    sheet.write_row(0, 0, HEADINGS)
    for line, cells in enumerate(rows(count), start=1):
        for column, cell in enumerate(cells):
            sheet.write_string(line, column, cell)
    book.close()


def load(path: str) -> dict[str, Any]:
    """Load a file through the command."""
    from hub.cli import main

    printed = io.StringIO()
    begun = time.perf_counter()
    with contextlib.redirect_stdout(printed):
        code = main(["import", "contracts", path, "--authority", "ECA", "--json"])
    seconds = time.perf_counter() - begun
    counts = json.loads(printed.getvalue())["files"][0]
    if code:
        raise SystemExit(counts.get("error", f"the import ended with {code}"))
    said = {name: counts[name] for name in ("accepted", "unchanged", "rejected")}
    return {"seconds": round(seconds, 1), "cpu_s": cpu_seconds(), "peak_mb": peak_with_child(), **said}


def export(path: str) -> dict[str, Any]:
    """Export the contract register with its usual columns, as the page's download does."""
    from benchmarks.register_data import AT
    from hub.contract.register import ContractRegister
    from hub.platform.identity.models import Person
    from hub.platform.identity.selectors import actor_for
    from hub.platform.registers.export import sheet_of, xlsx_stream
    from hub.platform.registers.filters.base import Asking

    register = ContractRegister()
    person = Person.objects.get(name="Aisha Rahman")
    asking = Asking(actor_for(person, on=AT.date(), site="staff"), AT)
    begun = time.perf_counter()
    sheet = sheet_of(register, register.understand({}, asking), asking)
    with open(path, "wb") as file:
        for block in xlsx_stream(sheet):
            file.write(block)
    return {"seconds": round(time.perf_counter() - begun, 1), "peak_mb": peak_with_child()}


def plain(path: str) -> dict[str, Any]:
    """Read the workbook with openpyxl and store the rows by one bulk_create."""
    from datetime import UTC, datetime
    from decimal import Decimal

    import openpyxl

    from hub.contract.models import Contract
    from hub.platform.tenancy.models import Authority

    begun = time.perf_counter()
    authority = Authority.objects.get(code="WDC")
    sheet = openpyxl.load_workbook(path, read_only=True).active
    lines = sheet.iter_rows(min_row=2, values_only=True)

    def day(text: str) -> date:
        return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=UTC).date()

    Contract.objects.bulk_create(
        [
            Contract(
                authority=authority,
                reference=f"PLAIN-{n}",
                address=f"PLAIN-{n}",
                source_reference=line[0],
                title=line[1],
                supplier_name=line[2],
                value_ex_vat=Decimal(line[4].strip("£").replace(",", "")),
                starts_on=day(line[5]),
                ends_on=day(line[6]),
                department=line[7],
                description=line[11],
            )
            for n, line in enumerate(lines)
        ],
        batch_size=500,
    )
    return {"seconds": round(time.perf_counter() - begun, 1), "peak_mb": peak_with_child()}


def cpu_seconds() -> float:
    """Give the processor time of this process and its children: what remains of it on a machine that has other work."""
    from hub.platform.tabular import children

    used = [resource.getrusage(kind) for kind in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return round(sum(one.ru_utime + one.ru_stime for one in used) + children.ENDED.seconds, 1)


def peak_with_child() -> float:
    """Give the largest resident memory of this process and of its largest child, added up, in MB."""
    from hub.platform.tabular import children

    own, waited_for = (resource.getrusage(kind).ru_maxrss for kind in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round((own + max(waited_for, children.ENDED.most_memory)) / 1024, 1)


if __name__ == "__main__":
    if sys.argv[1] in ("load", "export", "plain"):
        import django

        django.setup()
        kit.finish({"load": load, "export": export, "plain": plain}[sys.argv[1]](sys.argv[2]))
    else:
        kit.finish(measure(float(sys.argv[1])))
