"""`hub import spend FILE…`: load ledger files of an authority."""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from hub.cli import BadInput, print_json
from hub.contract.selectors import loading as people
from hub.platform import clock
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import Refused
from hub.platform.identity.selectors import actor_for
from hub.platform.registers.importing.tally import FIRST, entry
from hub.platform.tabular.given import digest, readable
from hub.platform.tabular.results import Unreadable
from hub.platform.tenancy.models import Authority
from hub.spend import acts
from hub.spend.services.loading import File, Result, load_file, rehearsal
from hub.spend.services.standing import settle_contracts

HELP = "Load ledger files (CSV or XLSX) with any column names. Each file is loaded whole or not at all."
EVERY = 2.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
    parser.add_argument("--authority", required=True, metavar="CODE", help="code of the authority, such as ECA")
    parser.add_argument("--source", default="", metavar="NAME", help="what the files come from, such as Purchase cards")
    parser.add_argument("--by", metavar="EMAIL", help="who loads them; the Hub itself unless given")
    parser.add_argument("--dry-run", action="store_true", help="count what would happen and write nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Load each file and say what became of its lines; 2 when one could not be read."""
    authority = people.authority_with(options.authority)
    if authority is None:
        codes = ", ".join(people.authority_codes()) or "none yet: run ./dev setup first"
        raise BadInput(f"There is no authority {options.authority}. The codes here are: {codes}.")
    by = loader_of_files(options.by, authority)
    is_rehearsal = options.dry_run and len(options.files) > 1
    with rehearsal() if is_rehearsal else nullcontext():
        entries = [
            one_file(path, options.source, authority=authority, by=by, is_plan=options.dry_run and not is_rehearsal)
            for path in options.files
        ]
    if not options.dry_run:
        settle_contracts(authority, at=clock.now())
    if options.json:
        print_json({"files": entries})
    else:
        show(entries, is_dry=options.dry_run)
    return 2 if any("error" in each for each in entries) else 0


def loader_of_files(email: str | None, authority: Authority) -> Actor:
    """Give who loads: the Hub itself, or the person with this address.

    :raises BadInput: when nobody has it, or they may not load ledgers there.
    """
    if not email:
        return SYSTEM
    person = people.person_with(email)
    if person is None:
        raise BadInput(f"Nobody here has the e-mail address {email}. Check it, or leave --by out.")
    actor = actor_for(person, on=clock.today(), site="staff")
    if not actor.holds(acts.LOAD.held_by, authority.pk):
        raise BadInput(f"{person.name} may not load ledgers of {authority.code}. Name somebody who may.")
    return actor


def one_file(path: Path, source: str, *, authority: Authority, by: Actor, is_plan: bool) -> dict[str, Any]:
    """Load or plan one file and give its entry in the result."""
    try:
        file = File(readable(path), path.name, digest(path), source)
        how: dict[str, Any] = {"is_plan": is_plan, "counts": False, "report": Progress(path)}
        result = load_file(file, authority=authority, by=by, at=clock.now(), **how)
    except (Unreadable, Refused) as fault:
        return {"file": str(path), **described(Result()), "error": fault.sentence}
    return {"file": str(path), **described(result)}


class Progress:
    """Tells the terminal, now and then, how far a file has come."""

    def __init__(self, path: Path) -> None:
        self.name, self.last = path.name, time.monotonic()

    def __call__(self, *, done: int, message: str, **more: Any) -> None:
        """Tell it, if the last time was long enough ago."""
        if time.monotonic() - self.last >= EVERY:
            self.last = time.monotonic()
            print(f"{self.name}: {message}", file=sys.stderr, flush=True)


def described(result: Result) -> dict[str, Any]:
    """Give the counts, the sum and the first thousand rejects."""
    return {
        **result.counts(),
        "net_total": f"{result.net_total:.2f}",
        "gross": result.gross,
        "notes": result.notes,
        "rejects": [entry(each) for each in result.rejects[:FIRST]],
    }


def show(entries: list[dict[str, Any]], *, is_dry: bool) -> None:
    """Print the result for people."""
    for one in entries:
        print(f"{one['file']}: {one.get('error') or sentence(one)}")
        for note in one["notes"]:
            print(f"  {note}")
        for each in one["rejects"][:20]:
            column = f", {each['column']}" if each["column"] else ""
            print(f"  row {each['row']}{column}: {each['reason']}")
        if len(one["rejects"]) > 20:
            print(f"  and {one['rejected'] - 20:,} more rows; --json lists the first {FIRST:,}")
    if is_dry:
        print("Nothing was written. Leave --dry-run out to load.")


def sentence(one: dict[str, Any]) -> str:
    """Say the counts and the sum in one sentence."""
    vat = "as paid, VAT not told" if one["gross"] else "without VAT"
    return (
        f"{one['records']:,} rows: {one['accepted']:,} new lines of £{float(one['net_total']):,.2f} ({vat}), "
        f"{one['updated']:,} restated, {one['unchanged']:,} here already, {one['rejected']:,} rejected, "
        f"{one['skipped']:,} skipped."
    )
