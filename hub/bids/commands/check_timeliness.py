"""`hub check timeliness`: whether a bid is in time, decided by the deadline rule from facts alone."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from hub.bids.rules.history import Timeliness
from hub.bids.rules.timeliness import TIMELINESS
from hub.cli import print_json
from hub.law import door
from hub.law.answers import Answer
from hub.law.findings import Finding
from hub.law.tables import Tables

HELP = "Say whether a bid is in time, by the deadline rule, from its requests as they were stamped."
# The deadline rule is the Hub's own promise; no table of the law moves it.
NO_TABLES = Tables({})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--facts", metavar="FILE", help="a file with one JSON object of facts; - for standard input")
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of facts and result")


def run(options: argparse.Namespace) -> int:
    """Decide; exit 2 for facts that cannot be decided. A late bid is an answer, not a failure."""
    if options.schema:
        print_json(door.schema(TIMELINESS))
        return 0
    answer = _answer(options.facts)
    if options.json:
        print_json(document(answer))
    elif answer.result is not None:
        print("\n".join(lines(answer.result)))
    if answer.result is None:
        for one in answer.findings:
            print(f"hub check timeliness: {one.message}", file=sys.stderr)
        return 2
    return 0


def document(answer: Answer[Timeliness]) -> dict[str, Any]:
    """Give the answer as JSON: whether it is in time, the part of the rule, the words, each file and lot."""
    whole = door.document(TIMELINESS, answer)
    nothing = {"in_time": None, "rule": None, "message": " ".join(one.message for one in answer.findings)}
    return {**(whole["result"] or nothing), "findings": whole["findings"]}


def lines(found: Timeliness) -> list[str]:
    """Write the answer for people."""
    said = [f"{found.rule}: {found.message}", f"Due {found.due_at}; nothing opens before {found.opens_from}."]
    said += [
        f"File {one.file}: {'counts' if one.in_time else 'left out'} ({one.rule}). {one.message}" for one in found.files
    ]
    said += [
        f"Lot {one.lot}: {'complete' if one.complete else 'lacks ' + ', '.join(one.missing)}" for one in found.lots
    ]
    return said


def _answer(facts: str | None) -> Answer[Timeliness]:
    if not facts:
        why = "Give the facts: --facts FILE, or --facts - for standard input. --schema says which."
        return Answer(None, (Finding("bad_call", why),))
    try:
        text = door.facts_in(facts)
    except ValueError as fault:
        return Answer(None, (Finding("bad_call", str(fault)),))
    return door.decide(TIMELINESS, text, tables=NO_TABLES)
