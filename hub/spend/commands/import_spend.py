"""`hub import spend FILE…`: load ledger files of an authority."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from hub.cli import BadInput
from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.acts import Refused
from hub.platform.registers.importing import command
from hub.platform.registers.importing.tally import FIRST, entry
from hub.platform.tabular.given import digest, readable
from hub.platform.tabular.results import Unreadable
from hub.platform.tenancy.models import Authority
from hub.spend import acts
from hub.spend.reading.fields import BY_KEY
from hub.spend.selectors.overview import may_see_people
from hub.spend.selectors.people import rejects_without_people
from hub.spend.services.loading import File, Result, load_file, rehearsal
from hub.spend.services.standing import settle_contracts

HELP = "Load ledger files (CSV or XLSX) with any column names. Each file is loaded whole or not at all."
EVERY = 2.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    command.arguments(parser)
    parser.add_argument("--source", default="", metavar="NAME", help="what the files come from, such as Purchase cards")
    parser.add_argument(
        "--corrects", type=int, metavar="LOAD",
        help="number of the ledger load whose place the file takes, 0 for none; found out unless given",
    )  # fmt: skip
    command.column_argument(parser, BY_KEY)


def run(options: argparse.Namespace) -> int:
    """Load each file and say what became of its lines; 2 when one could not be read."""
    authority = command.authority_of(options.authority)
    by = command.loader_of_files(options.by, authority, acts.LOAD, what="ledgers of")
    if options.corrects and len(options.files) > 1:
        raise BadInput("--corrects says of one file whose place it takes. Load the files one after the other.")
    choices = command.columns_of(options.column, BY_KEY) or None
    is_rehearsal = options.dry_run and len(options.files) > 1
    with rehearsal() if is_rehearsal else nullcontext():
        entries = [
            one_file(
                File(path, path.name, "", options.source),
                authority=authority,
                by=by,
                corrects=options.corrects,
                is_plan=options.dry_run and not is_rehearsal,
                choices=choices,
            )
            for path in options.files
        ]
    if not options.dry_run:
        settle_contracts(authority, at=clock.now())
    return command.answer(entries, options, told)


def one_file(
    given: File,
    *,
    authority: Authority,
    by: Actor,
    is_plan: bool,
    corrects: int | None = None,
    choices: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Load or plan one file and give its entry in the result."""
    path = given.path
    try:
        file = File(readable(path), path.name, digest(path), given.source)
        how: dict[str, Any] = {"is_plan": is_plan, "counts": False, "corrects": corrects, "report": Progress(path)}
        result = load_file(file, authority=authority, by=by, at=clock.now(), choices=choices, **how)
    except (Unreadable, Refused) as fault:
        return {"file": str(path), **described(Result()), "error": fault.sentence}
    return {"file": str(path), **described(result, authority=authority, by=by)}


class Progress:
    """Tells the terminal, now and then, how far a file has come."""

    def __init__(self, path: Path) -> None:
        self.name, self.last = path.name, time.monotonic()

    def __call__(self, *, done: int, message: str, **more: Any) -> None:
        """Tell it, if the last time was long enough ago."""
        if time.monotonic() - self.last >= EVERY:
            self.last = time.monotonic()
            print(f"{self.name}: {message}", file=sys.stderr, flush=True)


def described(result: Result, *, authority: Authority | None = None, by: Actor | None = None) -> dict[str, Any]:
    """Give the counts, the sum and the first thousand rejects.

    What is printed goes into logs, so the cells of a row that may pay a person are printed only for a loader who is
    named and is finance.
    """
    return {
        **result.counts(),
        "net_total": f"{result.net_total:.2f}",
        "gross": result.gross,
        "notes": result.notes,
        "rejects": rejects_of(result, authority, by),
    }


def rejects_of(result: Result, authority: Authority | None, by: Actor | None) -> list[dict[str, Any]]:
    """Give the first rejects, those that may pay a person without their cells."""
    found = result.rejects[:FIRST]
    if authority is not None and (by is None or by.is_system or not may_see_people(by, authority.pk)):
        found = rejects_without_people(found, authority.pk)
    return [entry(each) for each in found]


def told(one: dict[str, Any]) -> Iterator[str]:
    """Say what became of a file: the counts and the sum, then its notes."""
    yield sentence(one)
    yield from one["notes"]


def sentence(one: dict[str, Any]) -> str:
    """Say the counts and the sum in one sentence."""
    vat = "as paid, VAT not told" if one["gross"] else "without VAT"
    return (
        f"{one['records']:,} rows: {one['accepted']:,} new lines of £{float(one['net_total']):,.2f} ({vat}), "
        f"{one['updated']:,} restated, {one['unchanged']:,} here already, {one['rejected']:,} rejected, "
        f"{one['skipped']:,} skipped."
    )
