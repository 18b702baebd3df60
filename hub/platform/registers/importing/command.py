"""What every `hub import …` command shares: whose register, who loads, and the rejects told to people."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from hub.cli import BadInput, print_json
from hub.platform import clock
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import Act
from hub.platform.identity.selectors import actor_for, person_with
from hub.platform.registers.importing.tally import FIRST, clean
from hub.platform.tenancy.models import Authority
from hub.platform.tenancy.selectors import authority_codes, authority_with

SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of an import command."""
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
    parser.add_argument("--authority", required=True, metavar="CODE", help="code of the authority, such as ECA")
    parser.add_argument("--by", metavar="EMAIL", help="who loads them; the Hub itself unless given")
    parser.add_argument("--dry-run", action="store_true", help="count what would happen and write nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def column_argument(parser: argparse.ArgumentParser, fields: Iterable[str]) -> None:
    """Declare the option by which a person says what a column means."""
    parser.add_argument(
        "--column", action="append", default=[], metavar="HEADING=FIELD",
        help=f"what a column means where its heading does not say it, once for each: {', '.join(fields)}, "
        "or nothing to leave the column out",
    )  # fmt: skip


def columns_of(given: list[str], fields: Iterable[str]) -> dict[str, str]:
    """Give heading → field from `HEADING=FIELD`; "" for a column that is left out.

    :raises BadInput: when a field is not known, or is given to two columns.
    """
    known = list(fields)
    chosen: dict[str, str] = {}
    for each in given:
        heading, sign, key = (part.strip() for part in each.rpartition("="))
        if not sign or not heading or (key and key not in known):
            raise BadInput(f"--column “{each}” names no field. Write HEADING=FIELD with one of {', '.join(known)}.")
        if key and key in chosen.values():
            raise BadInput(f"--column gives {key} to two columns. Name one of them.")
        chosen[heading] = key
    return chosen


def told_columns(columns: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Say what each column of a file is taken for, so that a wrong guess is seen before anything is loaded."""
    for each in columns:
        if each["field"]:
            yield f"column “{each['column']}” is {each['field']} ({each['how']})"
        else:
            yield f'column “{each["column"]}” is left out; to use it: --column "{each["column"]}=FIELD"'


def authority_of(code: str) -> Authority:
    """Give the authority whose register is loaded.

    :raises BadInput: when none has this code.
    """
    authority = authority_with(code)
    if authority is None:
        codes = ", ".join(authority_codes()) or "none yet: run ./dev setup first"
        raise BadInput(f"There is no authority {code}. The codes here are: {codes}.")
    return authority


def loader_of_files(email: str | None, authority: Authority, act: Act, *, what: str) -> Actor:
    """Give who loads: the Hub itself, or the person with this address.

    :param act: the act of loading, which the person must hold there.
    :param what: what is loaded, such as "contracts for".
    :raises BadInput: when nobody has the address, or they may not load there.
    """
    if not email:
        return SYSTEM
    person = person_with(email)
    if person is None:
        raise BadInput(f"Nobody here has the e-mail address {email}. Check it, or leave --by out.")
    actor = actor_for(person, on=clock.today(), site="staff")
    if not actor.holds(act.held_by, authority.pk):
        raise BadInput(f"{person.name} may not load {what} {authority.code}. Name somebody who may.")
    return actor


def answer(
    entries: list[dict[str, Any]], options: argparse.Namespace, told: Callable[[dict[str, Any]], Iterable[str]]
) -> int:
    """Print the result, as JSON or for people, and give the exit code: 2 when a file could not be read.

    :param entries: one a file, with counts and rejects, or with the error.
    :param told: gives the lines said of a file, the first being its summary.
    """
    entries = [_printable(one) for one in entries]
    if options.json:
        print_json({"files": entries})
    else:
        for one in entries:
            _show(one, [one["error"]] if "error" in one else list(told(one)))
        if options.dry_run:
            print("Nothing was written. Leave --dry-run out to load.")
    return 2 if any("error" in each for each in entries) else 0


def _printable(said: Any) -> Any:
    """Clean every text of a result: names of files, notes and cells may hold halves of letters."""
    if isinstance(said, str):
        return clean(said)
    if isinstance(said, list):
        return [_printable(each) for each in said]
    return {name: _printable(each) for name, each in said.items()} if isinstance(said, dict) else said


def _show(one: dict[str, Any], lines: list[str]) -> None:
    print(f"{one['file']}: {lines[0]}")
    for each in one["rejects"][:SHOWN]:
        column = f", {each['column']}" if each["column"] else ""
        value = f" “{each['value']}”" if each["value"] and each["value"] not in each["reason"] else ""
        print(f"  row {each['row']}{column}{value}: {each['reason']}")
    if len(one["rejects"]) > SHOWN:
        print(f"  and {one['rejected'] - SHOWN:,} more rows; --json lists the first {FIRST:,}")
    for line in lines[1:]:
        print(f"  {line}")
