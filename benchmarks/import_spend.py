"""`hub bench import-spend`: load 10,000,000 ledger lines as the command does, beside DuckDB's raw scan of the bytes.

Measured is everything from the CSV on disk to validated lines with file, row and original text, in parts that pages
read, and totals by payee and month in the database. ``peak_mb`` is the peak of the process and that of the child
which reads the file, added up. The alternative is pandas: read, sums and dates made of text, total lines dropped; no
provenance, no rejects, no comparison with what is there, nothing written. Each step runs in a process of its own, on
one machine, one after the other.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import kit

LINES = 10_000_000
FIRMS = 40_000
# As ledgers come: British dates, thousands with commas in quotation marks, credits in brackets, a total at the end.
MADE_UP = """
COPY (
  SELECT
    'Eastmere Combined Authority' AS "Body name",
    printf('%02d/%02d/%d', 1 + n % 28, 1 + (n // 28) % 12, 2023 + (n // 336) % 3) AS "Payment date",
    printf('INV%08d', n) AS "Transaction number",
    CASE WHEN h % 50 = 0 THEN printf('(%.2f)', (h % 900000) / 100.0)
         WHEN h % 4 = 0 THEN format('{:,}', h % 90000) || printf('.%02d', h % 100)
         ELSE printf('%.2f', (h % 5000000) / 100.0) END AS "Net amount",
    ['Ash', 'Birch', 'Cedar', 'Elm', 'Fir', 'Hazel', 'Larch', 'Oak'][1 + f % 8] || ' '
      || ['Services', 'Supplies', 'Care', 'Building', 'Transport'][1 + f % 5] || ' ' || f || ' Ltd' AS "Supplier name",
    'SUP' || (100000 + f) AS "Supplier ID",
    ['Adult Social Care', 'Children''s Services', 'Highways', 'Housing', 'Finance', 'Planning', 'Leisure, Parks']
      [1 + h % 7] AS "Service area",
    ['Agency staff', 'Private contractors', 'Equipment', 'Professional fees', 'Repairs', 'Placements']
      [1 + (h // 7) % 6] AS "Expenses type",
    ['Invoice', 'Monthly charge', 'Works order', 'Placement fee'][1 + h % 4] || ' ' || (h % 100000) AS "Description"
  FROM (SELECT range AS n, (range * 2654435761) % 4294967296 AS h, ((range * 40503) % 65536) % $firms AS f
        FROM range($lines))
  ORDER BY n
) TO '$path' (HEADER, DELIMITER ',')
"""


def run(*, scale: float = 1.0) -> dict[str, Any]:
    """Measure on SQLite; the lines do not go into the database, so the other one differs by the totals only."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        environment = {
            **os.environ, "HUB_DATABASE_URL": f"sqlite://{folder}/bench.sqlite3", "HUB_HOME": folder,
            "DJANGO_SETTINGS_MODULE": "hub.config.settings.bench", "HUB_SITE": "",
        }  # fmt: skip
        lines = round(LINES * scale)
        path = Path(folder) / "ledger.csv"
        # A process inherits the peak of the one that starts it, so this one does no heavy work itself.
        _child("make", path, environment | {"LINES": str(lines)})
        _child("begin", path, environment)
        scan = _child("scan", path, environment)
        load = _child("load", path, environment)
        pandas = _child("pandas", path, environment)
    assert load["accepted"] == lines, load
    return {
        "lines": lines,
        "times_raw_scan": round(load["seconds"] / scan["seconds"], 1),
        "peak_mb": load["peak_mb"],
        "pandas_times_raw_scan": round(pandas["seconds"] / scan["seconds"], 1),
        "bytes": load["bytes"], "raw_scan_s": scan["seconds"], "load_s": load["seconds"],
        "pandas_s": pandas["seconds"], "pandas_peak_mb": pandas["peak_mb"], "total": load["total"],
    }  # fmt: skip


def show(result: dict[str, Any]) -> None:
    """Print the figures."""
    kit.show_table([result])


def made(path: Path) -> dict[str, Any]:
    """Write the ledger."""
    make(path, int(os.environ["LINES"]))
    return {}


def make(path: Path, lines: int) -> None:
    """Write a made-up ledger with a total line at its end."""
    import duckdb

    text = MADE_UP.replace("$firms", str(FIRMS)).replace("$lines", str(lines)).replace("$path", str(path))
    duckdb.connect(config={"memory_limit": "2GB"}).execute(text)
    with path.open("a") as out:
        out.write(",,,1.00,Grand Total,,,,\n")


def _child(step: str, path: Path, environment: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.import_spend", step, str(path)],
        env=environment, cwd=kit.PROJECT, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def begin(path: Path) -> dict[str, Any]:
    """Make the tables and the cast."""
    kit.begin()
    from hub.platform.testing.cast import make_cast
    from hub.platform.testing.fixtures import CAST_MADE

    make_cast(CAST_MADE)
    return {}


def scan(path: Path) -> dict[str, Any]:
    """Scan the file with DuckDB as it is: every cell cut out and counted, nothing made of it. The best of three."""
    import duckdb

    connection = duckdb.connect(config={"threads": "2"})
    names = [
        row[0]
        for row in connection.execute(f"DESCRIBE SELECT * FROM read_csv('{path}', all_varchar = true)").fetchall()
    ]
    counts = ", ".join(f'count("{name}")' for name in names)
    question = f"SELECT {counts} FROM read_csv('{path}', all_varchar = true)"
    return {"seconds": min(_timed(lambda: connection.execute(question).fetchall()) for _ in range(3))}


def load(path: Path) -> dict[str, Any]:
    """Load the file by the command."""
    import django

    django.setup()
    from hub.cli import main

    said = io.StringIO()
    began = time.perf_counter()
    with contextlib.redirect_stdout(said):
        main(["import", "spend", str(path), "--authority", "ECA", "--json"])
    seconds = time.perf_counter() - began
    told = json.loads(said.getvalue())["files"][0]
    assert "error" not in told, told
    return {"seconds": seconds, "accepted": told["accepted"], "total": told["net_total"], "bytes": path.stat().st_size}


def pandas(path: Path) -> dict[str, Any]:
    """Do with pandas what a notebook does."""
    import pandas as pd

    began = time.perf_counter()
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame = frame[~frame["Supplier name"].str.contains("Total")]
    text = frame["Net amount"].str.replace(r"[£,)]", "", regex=True).str.replace("(", "-", regex=False)
    frame["amount"] = pd.to_numeric(text)
    frame["date"] = pd.to_datetime(frame["Payment date"], format="%d/%m/%Y")
    frame.groupby(["Supplier name", frame["date"].dt.strftime("%Y%m")])["amount"].sum()
    return {"seconds": time.perf_counter() - began}


def _timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def peak_mb() -> int:
    """Give the peak of this process and that of its largest child, added up."""
    from hub.platform.tabular import children

    own, waited_for = (resource.getrusage(kind).ru_maxrss for kind in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round((own + max(waited_for, children.ENDED.most_memory)) / 1024)


if __name__ == "__main__":
    step, named = sys.argv[1:3]
    found = {"make": made, "begin": begin, "scan": scan, "load": load, "pandas": pandas}[step](Path(named))
    print(json.dumps({**found, "peak_mb": peak_mb()}))
