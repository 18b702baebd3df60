"""`hub law RULE`: ask a rule of the law from the command line; prints JSON and nothing else on standard output."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from typing import Any

from hub.law import door
from hub.law.answers import Answer
from hub.law.registry import Rule, rules
from hub.law.tables import Tables, shipped

HELP = "Answer a question of procurement law from facts, with dates, findings and the sections relied on."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("rule", nargs="?", help="the rule's name; --list names them")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--facts", metavar="FILE", help="a file with one JSON object of facts; - for standard input")
    what.add_argument("--batch", metavar="FILE", help="a file with one object of facts a line; one answer a line")
    what.add_argument("--schema", action="store_true", help="print the JSON Schema of facts and result")
    what.add_argument("--list", action="store_true", help="print the names, titles and sections of all rules")


def run(options: argparse.Namespace, tables: Tables | None = None) -> int:
    """Answer; exit 2 for facts that cannot be answered, 1 for a batch with such lines.

    :param tables: the tables of the law to answer by; those that ship where none are given.
    """
    read = tables or shipped()
    known = rules()
    if options.list:
        return _print({"rules": [{"rule": r.name, "title": r.title, "citation": r.citation} for r in known.values()]})
    if not options.rule:
        width = max(map(len, known), default=0)
        for one in known.values():
            print(f"  {one.name:<{width}}  {one.title}", file=sys.stderr)
        return _refused("Name a rule and its facts: `hub law RULE --facts FILE`. `hub law --list` names the rules.")
    rule = known.get(options.rule)
    if rule is None:
        return _refused(f"There is no rule “{options.rule}”.{_close(options.rule)} `hub law --list` names the rules.")
    if options.schema:
        return _print(door.schema(rule))
    source = options.batch or options.facts
    if not source:
        return _refused(
            f"Give the facts: --facts FILE, or --batch FILE. `hub law {rule.name} --schema` says which facts."
        )
    try:
        text = door.facts_in(source)
    except ValueError as fault:
        return _refused(str(fault))
    return _batch(rule, text, read) if options.batch else _one(rule, text, read)


def _one(rule: Rule, text: bytes, tables: Tables) -> int:
    answer = door.decide(rule, text, tables=tables)
    _print(door.document(rule, answer))
    if answer.result is not None:
        return 0
    _say(rule, answer)
    return 2


def _batch(rule: Rule, text: bytes, tables: Tables) -> int:
    failed = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        answer = door.decide(rule, line, tables=tables)
        _print(door.document(rule, answer))
        if answer.result is None:
            failed = 1
            _say(rule, answer, f"line {number}: ")
    return failed


def _close(name: str) -> str:
    found = difflib.get_close_matches(name.lower().replace("_", "-"), rules(), n=1)
    return f" Did you mean {found[0]}?" if found else ""


def _print(document: Any) -> int:
    json.dump(document, sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0


def _say(rule: Rule, answer: Answer[Any], where: str = "") -> None:
    for one in answer.findings:
        print(f"hub law {rule.name}: {where}{one.message}", file=sys.stderr)


def _refused(message: str) -> int:
    """Answer a call that names no rule or no facts: still one JSON document, and exit 2."""
    print(f"hub law: {message}", file=sys.stderr)
    finding = {"code": "bad_call", "severity": "block", "message": message, "citation": ""}
    _print({"result": None, "findings": [finding], "citation": ""})
    return 2
