"""`hub timetable`: every date of a procurement from a start or back from a need date, and the last safe start."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from hub.cli import print_json
from hub.commands.law import tables_argument, tables_for
from hub.law import door
from hub.law.answers import Answer
from hub.law.findings import Finding, Severity
from hub.law.planning.planner import PLANNER
from hub.law.planning.terms import Timetable
from hub.platform import clock, words

HELP = "Plan a procurement: every date with its section, the critical steps, and the last safe day to start."
TODAY = "start_on"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--facts", metavar="FILE", help="a file with one JSON object of facts; - for standard input")
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of facts and result")
    tables_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Plan; exit 2 for facts that cannot be planned, 1 where a step that is done broke a rule."""
    if options.schema:
        print_json(door.schema(PLANNER))
        return 0
    if not options.facts:
        return _refused("Give the facts: --facts FILE, or --facts - for standard input. --schema says which.", options)
    try:
        text = door.facts_in(options.facts)
    except ValueError as fault:
        return _refused(str(fault), options)
    answer = door.decide(PLANNER, _from_today(text), tables=tables_for(options, "hub timetable"))
    _show(answer, options)
    if answer.result is None:
        for one in answer.findings:
            print(f"hub timetable: {one.message}{f' ({one.citation})' if one.citation else ''}", file=sys.stderr)
        return 2
    wrong = [one for one in answer.findings if one.code.startswith("broken")]
    for one in wrong:
        print(f"hub timetable: {one.message} ({one.citation})", file=sys.stderr)
    return 1 if wrong else 0


def document(answer: Answer[Timetable]) -> dict[str, Any]:
    """Give an answer as JSON: the steps, the last safe start, the slack in days, and the findings."""
    whole = door.document(PLANNER, answer)
    nothing: dict[str, Any] = {"steps": [], "last_safe_start_on": None, "slack_days": None, "ends_on": None}
    return {**nothing, **(whole["result"] or {}), "findings": whole["findings"], "citation": whole["citation"]}


def _from_today(text: bytes) -> bytes:
    """Let a start that is null be today in London; anything else is for the door to judge."""
    try:
        stored = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if not isinstance(stored, dict) or TODAY not in stored or stored[TODAY] is not None:
        return text
    today = clock.london(clock.now()).date().isoformat()
    # The text itself is changed, so that numbers and doubled names reach the door as they were written.
    before, after = text.split(f'"{TODAY}"'.encode(), 1)
    return before + f'"{TODAY}"'.encode() + after.replace(b"null", f'"{today}"'.encode(), 1)


def _show(answer: Answer[Timetable], options: argparse.Namespace) -> None:
    if options.json:
        print_json(document(answer))
    elif answer.result is not None:
        print("\n".join(lines(answer.result, answer.findings)))


def lines(timetable: Timetable, findings: tuple[Finding, ...]) -> list[str]:
    """Write a timetable for people."""
    width = max(len(one.label) for one in timetable.steps)
    found = []
    for one in timetable.steps:
        days = f"{words.date_short(one.starts_on):>11}  {words.date_short(one.ends_on):>11}"
        slack = "" if one.slack_days is None else f"slack {one.slack_days}"
        marks = ", ".join(
            said for said in ("done" if one.done else "", "critical" if one.critical else "", slack) if said
        )
        found.append(f"{one.label:<{width}}  {days}  {one.citation}{f'  ({marks})' if marks else ''}")
    found.append("")
    found.append(f"All is ready on {words.date_with_day(timetable.ends_on)}.")
    if timetable.slack_days is not None and timetable.slack_days >= 0:
        found.append(f"That leaves {words.plural(timetable.slack_days, 'day')} of slack.")
    if timetable.last_safe_start_on:
        found.append(f"The last safe start is {words.date_with_day(timetable.last_safe_start_on)}.")
    found += [f"{one.severity.label}: {one.message}" for one in findings if one.severity is not Severity.INFO]
    return found


def _refused(message: str, options: argparse.Namespace) -> int:
    """Answer a call without facts: still one JSON document where one was asked for, and exit 2."""
    finding = Finding("bad_call", message)
    _show(Answer(None, (finding,)), options)
    print(f"hub timetable: {message}", file=sys.stderr)
    return 2
