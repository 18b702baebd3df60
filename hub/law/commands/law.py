"""`hub law RULE`: ask a rule of the law from the command line; prints JSON and nothing else on standard output."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from hub.law import door
from hub.law.answers import Answer, undecided
from hub.law.findings import Finding
from hub.law.registry import Rule, rules
from hub.law.tables import shipped

HELP = "Answer a question of procurement law from facts, with dates, findings and the sections relied on."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("rule", nargs="?", help="the rule's name; --list names them")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--facts", metavar="FILE", help="a file with one JSON object of facts; - for standard input")
    what.add_argument("--batch", metavar="FILE", help="a file with one object of facts a line; one answer a line")
    what.add_argument("--schema", action="store_true", help="print the JSON Schema of facts and result")
    what.add_argument("--list", action="store_true", help="print the names, titles and sections of all rules")


def run(options: argparse.Namespace) -> int:
    """Answer; exit 2 for facts that cannot be answered, 1 for a batch with such lines."""
    known = rules()
    if options.list:
        return _print({"rules": [{"rule": r.name, "title": r.title, "citation": r.citation} for r in known.values()]})
    rule = known.get(options.rule or "")
    if rule is None:
        said = f"There is no rule “{options.rule}”." if options.rule else "Name a rule."
        return _refused(f"{said} `hub law --list` names them.")
    if options.schema:
        return _print(door.schema(rule))
    source = options.batch or options.facts
    if not source:
        return _refused("Give --facts FILE, --batch FILE, --schema or --list.")
    try:
        text = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as fault:
        return _refused(f"{source} cannot be read: {fault.strerror}.")
    return _batch(rule, text) if options.batch else _one(rule, text)


def _one(rule: Rule, text: bytes) -> int:
    answer = door.decide(rule, text, tables=shipped())
    _print(door.document(rule, answer))
    if answer.result is not None:
        return 0
    _say(rule, answer)
    return 2


def _batch(rule: Rule, text: bytes) -> int:
    failed = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        answer = door.decide(rule, line, tables=shipped())
        _print(door.document(rule, answer))
        if answer.result is None:
            failed = 1
            _say(rule, answer, f"line {number}: ")
    return failed


def _print(document: Any) -> int:
    json.dump(document, sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0


def _say(rule: Rule, answer: Answer[Any], where: str = "") -> None:
    for one in answer.findings:
        print(f"hub law {rule.name}: {where}{one.message}", file=sys.stderr)


def _refused(message: str) -> int:
    """Answer a call that names no rule or no facts: still one JSON document, and exit 2."""
    answer: Answer[Any] = undecided(Finding("bad_call", message))
    print(f"hub law: {message}", file=sys.stderr)
    _print(
        {
            "result": None,
            "findings": [
                {"code": "bad_call", "severity": str(answer.findings[0].severity), "message": message, "citation": ""}
            ],
            "citation": "",
        }
    )
    return 2
