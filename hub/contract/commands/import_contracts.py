"""`hub import contracts FILE…`: load lists of contracts into an authority's register."""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from hub.cli import BadInput, print_json
from hub.contract.importing.loader import LOADER
from hub.contract.selectors import loading as known_in
from hub.platform import clock
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import Refused
from hub.platform.identity.selectors import actor_for
from hub.platform.registers.importing import services
from hub.platform.registers.importing.tally import FIRST, REMARKS, Tally, entry
from hub.platform.tabular.given import digest, readable
from hub.platform.tabular.limits import COMMAND_LINE
from hub.platform.tabular.results import Unreadable
from hub.platform.tenancy.models import Authority

HELP = "Load contracts from OCDS, Contracts Finder notices, CSV or XLSX. Each file is loaded whole or not at all."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
    parser.add_argument("--authority", required=True, metavar="CODE", help="code of the authority, such as ECA")
    parser.add_argument("--by", metavar="EMAIL", help="who loads them; the Hub itself unless given")
    parser.add_argument("--dry-run", action="store_true", help="count what would happen and write nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Load each file and say what became of its records; 2 when one could not be read."""
    authority = known_in.authority_with(options.authority)
    if authority is None:
        codes = ", ".join(known_in.authority_codes()) or "none yet: run ./dev setup first"
        raise BadInput(f"There is no authority {options.authority}. The codes here are: {codes}.")
    by = loader_of_files(options.by, authority)
    # Files of one dry run must see each other as they would when loaded; a single file need not write for that.
    is_rehearsal = options.dry_run and len(options.files) > 1
    with services.together_then_back() if is_rehearsal else nullcontext():
        entries = [
            one_file(path, authority=authority, by=by, is_plan=options.dry_run and not is_rehearsal)
            for path in options.files
        ]
    if options.json:
        print_json({"files": entries})
    else:
        show(entries, is_dry=options.dry_run)
    return 2 if any("error" in each for each in entries) else 0


def loader_of_files(email: str | None, authority: Authority) -> Actor:
    """Give who loads: the Hub itself, or the person with this address.

    :raises BadInput: when nobody has it, or they may not load contracts there.
    """
    if not email:
        return SYSTEM
    person = known_in.person_with(email)
    if person is None:
        raise BadInput(f"Nobody here has the e-mail address {email}. Check it, or leave --by out.")
    actor = actor_for(person, on=clock.today(), site="staff")
    if not actor.holds(LOADER.act.held_by, authority.pk):
        raise BadInput(f"{person.name} may not load contracts for {authority.code}. Name somebody who may.")
    return actor


def one_file(path: Path, *, authority: Authority, by: Actor, is_plan: bool) -> dict[str, Any]:
    """Load or plan one file and give its entry in the result."""
    at = clock.now()
    try:
        if is_plan:
            tally = services.plan_file(LOADER, readable(path), authority=authority, by=by, at=at, limits=COMMAND_LINE)
        else:
            tally = services.load_path(
                LOADER, readable(path), authority=authority, sha256=digest(path), by=by, at=at, limits=COMMAND_LINE
            )
    except Unreadable as fault:
        return {"file": str(path), **described(Tally()), "error": fault.sentence}
    except Refused as refused:
        return {"file": str(path), **described(Tally()), "error": refused.sentence}
    return {"file": str(path), **described(tally)}


def described(tally: Tally) -> dict[str, Any]:
    """Give the counts, the first thousand rejects, and what a person should know of the file and of single rows."""
    return {
        **tally.counts(),
        "rejects": [entry(each) for each in tally.rejects[:FIRST]],
        "notes": tally.notes,
        "warned": tally.remarked,
        "warnings": [{"row": each["row"], "said": each["said"]} for each in tally.remarks],
    }


def show(entries: list[dict[str, Any]], *, is_dry: bool) -> None:
    """Print the result for people."""
    for one in entries:
        print(f"{one['file']}: {one.get('error') or sentence(one)}")
        for each in one["rejects"][:20]:
            column = f", {each['column']}" if each["column"] else ""
            print(f"  row {each['row']}{column}: {each['reason']}")
        for note in one["notes"]:
            print(f"  note: {note}")
        for each in one["warnings"][:20]:
            print(f"  row {each['row']}: {' '.join(each['said'])}")
        if one["warned"] > 20:
            print(f"  and remarks on {one['warned'] - 20:,} more rows; --json lists the first {REMARKS}")
        if len(one["rejects"]) > 20:
            print(f"  and {one['rejected'] - 20:,} more rows; --json lists the first {FIRST:,}")
    if is_dry:
        print("Nothing was written. Leave --dry-run out to load.")


def sentence(one: dict[str, Any]) -> str:
    """Say the counts in one sentence."""
    return (
        f"{one['records']:,} records: {one['accepted']:,} new, {one['updated']:,} changed, {one['unchanged']:,} "
        f"unchanged, {one['rejected']:,} rejected, {one['skipped']:,} skipped."
    )
