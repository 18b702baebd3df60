"""`hub import contracts FILE…`: load lists of contracts into an authority's register."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from hub.contract.importing.loader import LOADER
from hub.contract.reading.fields import LABELS
from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.acts import Refused
from hub.platform.registers.importing import command, services
from hub.platform.registers.importing.tally import FIRST, REMARKS, Tally, entry
from hub.platform.tabular.given import digest, readable
from hub.platform.tabular.limits import COMMAND_LINE
from hub.platform.tabular.results import Unreadable
from hub.platform.tenancy.models import Authority

HELP = "Load contracts from OCDS, Contracts Finder notices, CSV or XLSX. Each file is loaded whole or not at all."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    command.arguments(parser)
    command.column_argument(parser, LABELS)


def run(options: argparse.Namespace) -> int:
    """Load each file and say what became of its records; 2 when one could not be read."""
    authority = command.authority_of(options.authority)
    by = command.loader_of_files(options.by, authority, LOADER.act, what="contracts for")
    given = command.columns_of(options.column, LABELS)
    # Files of one dry run must see each other as they would when loaded; a single file need not write for that.
    is_rehearsal = options.dry_run and len(options.files) > 1
    with services.together_then_back() if is_rehearsal else nullcontext():
        entries = [
            one_file(path, authority=authority, by=by, is_plan=options.dry_run and not is_rehearsal, given=given)
            for path in options.files
        ]
    return command.answer(entries, options, foretold if options.dry_run else told)


def one_file(
    path: Path, *, authority: Authority, by: Actor, is_plan: bool, given: dict[str, str] | None = None
) -> dict[str, Any]:
    """Load or plan one file and give its entry in the result.

    :param given: heading → field where ``--column`` says it.
    """
    how: dict[str, Any] = {"authority": authority, "by": by, "at": clock.now(), "limits": COMMAND_LINE, "given": given}
    try:
        if is_plan:
            tally = services.plan_file(LOADER, readable(path), **how)
        else:
            tally = services.load_path(LOADER, readable(path), sha256=digest(path), **how)
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
        "columns": tally.columns,
        "warned": tally.remarked,
        "warnings": [{"row": each["row"], "said": each["said"]} for each in tally.remarks],
    }


def told(one: dict[str, Any]) -> Iterator[str]:
    """Say what became of a file: the counts, its notes, and remarks on single rows."""
    yield sentence(one)
    yield from (f"note: {note}" for note in one["notes"])
    for each in one["warnings"][: command.SHOWN]:
        yield f"row {each['row']}: {' '.join(each['said'])}"
    if one["warned"] > command.SHOWN:
        yield f"and remarks on {one['warned'] - command.SHOWN:,} more rows; --json lists the first {REMARKS}"


def foretold(one: dict[str, Any]) -> Iterator[str]:
    """Say what would become of a file, and what each of its columns is taken for."""
    yield from told(one)
    yield from command.told_columns(one["columns"])


def sentence(one: dict[str, Any]) -> str:
    """Say the counts in one sentence."""
    return (
        f"{one['records']:,} records: {one['accepted']:,} new, {one['updated']:,} changed, {one['unchanged']:,} "
        f"unchanged, {one['rejected']:,} rejected, {one['skipped']:,} skipped."
    )
