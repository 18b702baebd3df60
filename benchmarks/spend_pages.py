"""`hub bench spend-pages`: server time of the pages of spend, strategy and maturity, and of `hub maturity`.

Measured with 100,000 contracts and 5,000,000 ledger lines in 36 monthly files, which are written and loaded as the
command does. Each page is asked 200 times over different records and filters; "first" pages are asked after something
has happened in the Hub, so that nothing is remembered. The figures of the levels and of a month end are seconds of the
commands' own work, in the same process and with nothing remembered.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import kit

LINES = 5_000_000
FIRST_YEAR, YEARS = 2023, 3
# Asked less often: each asking works everything out anew.
FIRST_ASKED = 20


def run(*, scale: float = 1.0) -> dict[str, Any]:
    """Measure on both databases and give the pages of both, with the times of the commands."""
    results = kit.on_each_database("benchmarks.spend_pages", scale=scale)
    pages = [
        {"page": page.pop("page"), "database": one["database"], **page}
        for one in results
        for page in one.get("pages", [])
    ]
    skipped = [{"page": "*", **one} for one in results if "skipped" in one]
    kept = ("size", "maturity_s", "snapshot_s", "load_s")
    commands = [{"database": one["database"], **{name: one[name] for name in kept}} for one in results if "size" in one]
    return {"pages": pages + skipped, "commands": commands, "requests": kit.REQUESTS}


def show(result: dict[str, Any]) -> None:
    """Print the pages and the commands."""
    kit.show_table(result["pages"])
    kit.show_table(result["commands"])


def measure(scale: float) -> dict[str, Any]:
    """Build register, ledger and strategy in this process's database and time pages and commands."""
    kit.begin()
    from benchmarks.register import analyse, happen
    from benchmarks.register_data import AT, build
    from hub.platform import clock
    from hub.platform.testing.cast import make_cast
    from hub.platform.testing.clients import SiteClient

    with clock.frozen(AT):
        cast = make_cast(AT.replace(year=2015))
        contracts = build(cast, scale=scale)
        lines, load_s = load_ledgers(cast, round(LINES * scale))
        plan(cast)
        analyse()
        client = SiteClient("staff").sign_in(cast.helen)
        pages = [page(client, name, paths) for name, paths in addresses(cast).items()]
        pages += [
            page(client, f"{name}, first", addresses(cast)[name][:FIRST_ASKED], before=lambda: happen(cast))
            for name in ("spend", "lines off contract")
        ]
        seconds = commands(cast)
    return {"pages": pages, "size": {"contracts": contracts, "lines": lines}, "load_s": load_s, **seconds}


def load_ledgers(cast: Any, wanted: int) -> tuple[int, float]:
    """Write a file for each month and load it; give lines and seconds."""
    from benchmarks.register_data import AT
    from hub.platform.actors import SYSTEM
    from hub.spend.models import Load
    from hub.spend.services.loading import File, load_file
    from hub.spend.services.standing import settle_contracts

    # A trial at a small size has fewer files, each of which takes a second whatever is in it.
    months = min(YEARS * 12, max(3, wanted // 1000))
    took = 0.0
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        names = suppliers_as_paid()
        for month in range(months):
            path = Path(folder) / f"ledger-{FIRST_YEAR + month // 12}-{month % 12 + 1:02}.csv"
            write_month(path, month, round(wanted / months), names)
            file = File(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest())
            ms, _ = kit.milliseconds(
                lambda file=file: load_file(file, authority=cast.eca, by=SYSTEM, at=AT, counts=False)
            )
            took += ms / 1000
            path.unlink()
            print(f"{path.name}: {ms / 1000:.1f} s", file=sys.stderr, flush=True)
    ms, _ = kit.milliseconds(lambda: settle_contracts(cast.eca, at=AT))
    return sum(load.accepted for load in Load.objects.all()), round(took + ms / 1000, 1)


def suppliers_as_paid() -> list[str]:
    """Give every supplier of the register, and as many firms that nobody knows."""
    from hub.supplier.models import Supplier

    known = list(Supplier.objects.order_by("pk").values_list("name", flat=True))
    return known + [f"{name.removesuffix(' Ltd')} of the North" for name in known]


WRITE = """
COPY (
  SELECT
    printf('%02d/$month/$year', 1 + n % 28) AS "Payment date",
    printf('T$year$month-%07d', n) AS "Transaction number",
    printf('%.2f', (h % 500000) / 100.0) AS "Net amount",
    name AS "Supplier name",
    ['Adult Social Care', 'Children', 'Highways', 'Housing', 'Finance', 'Planning', 'Leisure'][1 + h % 7]
      AS "Directorate",
    'Class ' || (h // 7) % 60 AS "Category",
    CASE WHEN h % 50 = 0 THEN printf('CA-%06d', h % $contracts) ELSE '' END AS "Contract reference",
    'Order ' || (h % 100000) AS "Description"
  FROM (SELECT range AS n, (($from + range) * 2654435761) % 4294967296 AS h FROM range($lines)) AS made
  JOIN names ON names.place = h % $names
  ORDER BY n
) TO '$path' (HEADER, DELIMITER ',')
"""


def write_month(path: Path, month: int, lines: int, names: list[str]) -> None:
    """Write a made-up ledger of one month."""
    import duckdb
    import pyarrow as pa

    from hub.contract.models import Contract

    given = {
        "$month": f"{month % 12 + 1:02}", "$year": str(FIRST_YEAR + month // 12), "$lines": str(lines),
        "$from": str(month * lines), "$names": str(len(names)), "$path": str(path),
        "$contracts": str(max(1, Contract.objects.count())),
    }  # fmt: skip
    text = WRITE
    for mark in sorted(given, key=len, reverse=True):
        text = text.replace(mark, given[mark])
    connection = duckdb.connect(config={"memory_limit": "1GB"})
    connection.register("names", pa.table({"place": list(range(len(names))), "name": names}))
    connection.execute(text)


def plan(cast: Any) -> None:
    """Enter the strategy, with an action for each deliverable."""
    from benchmarks.register_data import AT
    from hub.strategy.tests import stories

    telling = {"authority": cast.eca, "by": cast.actor("morag"), "at": AT}
    stories.adopted(**telling)
    stories.planned(**telling)


def addresses(cast: Any) -> dict[str, list[str]]:
    """Give 200 addresses for each page, over different records and filters."""
    from hub.spend.models import ContractPaid, Load, Payee

    asked = range(kit.REQUESTS)
    years = ("", "?year=2023", "?year=2024", "?year=2025")
    months = [(FIRST_YEAR + n // 12) * 100 + n % 12 + 1 for n in range(YEARS * 12)]
    payees = spread(Payee.objects.filter(authority=cast.eca).order_by("pk").values_list("pk", flat=True))
    queue = spread(Payee.objects.filter(authority=cast.eca, supplier=None).order_by("pk").values_list("pk", flat=True))
    paid = spread(ContractPaid.objects.order_by("pk").values_list("contract__reference", flat=True))
    loads = spread(Load.objects.order_by("pk").values_list("pk", flat=True))
    rows = spread(cast.eca.strategy_versions.get().rows.order_by("pk").values_list("code", flat=True))
    areas = ("Highways", "Housing", "Finance")
    return {
        "spend": [f"/spend/{years[n % 4]}" for n in asked],
        "spend by payee": [f"/spend/by/payee/{years[n % 4]}" for n in asked],
        "lines": [f"/spend/lines/?page={n + 1}" for n in asked],
        "lines of a month": [f"/spend/lines/?month={months[n % len(months)]}&page={n % 9 + 1}" for n in asked],
        "lines off contract": [f"/spend/lines/?footing=off&page={n % 40 + 1}" for n in asked],
        "lines of a department": [f"/spend/lines/?department={areas[n % 3]}&page={n % 40 + 1}" for n in asked],
        "lines of a payee": [f"/spend/lines/?payee={payees[n]}" for n in asked],
        "lines of a contract": [f"/spend/lines/?contract={paid[n]}" for n in asked],
        "one line": [f"/spend/lines/{loads[n]}/{n + 2}/" for n in asked],
        "payees": [f"/spend/payees/?page={n % 40 + 1}" for n in asked],
        "a payee": [f"/spend/payees/{payees[n]}/" for n in asked],
        "payees not matched": [f"/spend/unmatched/?page={n % 40 + 1}" for n in asked],
        "queue": [f"/spend/unmatched/{queue[n]}/" for n in asked],
        "suppliers with no contract": [f"/spend/no-contract/?page={n % 9 + 1}" for n in asked],
        "ledger files": ["/spend/loads/"] * kit.REQUESTS,
        "spend of a contract": [f"/contracts/{paid[n]}/linked/" for n in asked],
        "strategy": ["/strategy/"] * kit.REQUESTS,
        "plan": ["/strategy/plan/"] * kit.REQUESTS,
        "row of the plan": [f"/strategy/plan/{rows[n]}/" for n in asked],
        "maturity": ["/maturity/"] * kit.REQUESTS,
        "capability": ["/maturity/capabilities/MC-1/"] * kit.REQUESTS,
    }


def spread(keys: Any) -> list[Any]:
    """Give as many keys as there are requests, from all over a list; a short one begins again."""
    found = list(keys)
    step = max(1, len(found) // kit.REQUESTS)
    chosen = found[::step] or ["0"]
    return [chosen[n % len(chosen)] for n in range(kit.REQUESTS)]


def page(client: Any, name: str, paths: list[str], *, before: Callable[[], object] | None = None) -> dict[str, Any]:
    """Time one page, and tell on the way which."""
    from benchmarks.register import page as timed

    found = timed([client], name, paths, before=before)
    print(found, file=sys.stderr, flush=True)
    return found


def commands(cast: Any) -> dict[str, float]:
    """Time what `hub maturity` and the month end compute, with nothing remembered."""
    import datetime

    from benchmarks.register_data import AT
    from hub.maturity import selectors, services
    from hub.platform.actors import SYSTEM

    now, _ = kit.milliseconds(lambda: selectors.assess(cast.eca, AT))
    more = {"authority": cast.eca, "by": SYSTEM, "at": AT}
    end, _ = kit.milliseconds(lambda: services.take(on=datetime.date(2026, 10, 31), **more))
    return {"maturity_s": round(now / 1000, 1), "snapshot_s": round(end / 1000, 1)}


if __name__ == "__main__":
    kit.finish(measure(float(sys.argv[1])))
