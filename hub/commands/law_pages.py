"""The pages under docs/law/: one for each rule, one for the tables, and an index. Needs no database and no settings."""

from __future__ import annotations

import dataclasses
import inspect
import json
import shlex
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin

import hub.law
from hub.law import door
from hub.law.registry import Rule, rules
from hub.law.shapes import asks, hints, inner
from hub.law.tables import DATA, Row, Tables, shipped
from hub.law.terms import Term

MADE = "<!-- Made by `hub docs` from hub/law. Do not edit. -->"
CASES = Path(hub.law.__path__[0]) / "cases"
# A longer table is counted and not shown row by row.
SHOWN = 60
SOURCES = 3
WORDS = {date: "date", Decimal: "amount", int: "whole number", bool: "true or false", str: "text"}
QUIET = {"citation", "unconfirmed", "note"}


class Watched(Tables):
    """Tables that remember what they were asked: whole tables, and single rows by code."""

    def __init__(self, rows: dict[str, tuple[Row, ...]]) -> None:
        super().__init__(rows)
        self.asked: dict[str, set[str] | None] = {}

    def row(self, name: str, code: str, *, on: date) -> Row:
        """Give a row and remember its code."""
        if (codes := self.asked.setdefault(name, set())) is not None:
            codes.add(code)
        return super().row(name, code, on=on)

    def all(self, name: str) -> tuple[Row, ...]:
        """Give a table and remember that all of it was asked for."""
        if not _began():
            self.asked[name] = None
        return super().all(name)

    def on(self, name: str, on: date) -> tuple[Row, ...]:
        """Give the rows of a day and remember that any of the table may matter."""
        self.asked[name] = None
        return super().on(name, on)

    def codes(self, name: str) -> frozenset[str]:
        """Give the codes of a table and remember that any of them may matter."""
        self.asked[name] = None
        return super().codes(name)

    def read(self) -> list[tuple[str, tuple[Row, ...]]]:
        """Give each table that was asked, with the rows that were."""
        found = []
        for name, codes in sorted(self.asked.items()):
            rows = Tables.all(self, name)
            found.append((name, tuple(row for row in rows if codes is None or row.code in codes)))
        return [(name, rows) for name, rows in found if rows]


def _began() -> bool:
    """Say whether a table is only asked for the day on which the Act began, which every rule of the Act asks."""
    frame = inspect.currentframe()
    while frame is not None:
        if frame.f_code.co_name == "act_began":
            return True
        frame = frame.f_back
    return False


def pages() -> dict[str, str]:
    """Give every page by its name under docs/."""
    made = {f"law/{rule.name}.md": page(rule) for rule in rules().values()}
    return {"law/index.md": index(), "law/tables.md": tables_page(), **made}


def index() -> str:
    """Give the rules by topic."""
    by_topic: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules().values():
        by_topic[rule.topic].append(rule)
    lines = [
        "# The law, rule by rule",
        "",
        MADE,
        "",
        "Each rule answers one question from facts, and names the section behind every sentence. All figures, periods",
        "and lists are in [dated tables](tables.md). How a rule is asked and added: [law](../packages/law.md).",
    ]
    for topic, found in sorted(by_topic.items()):
        lines += ["", f"## {topic}", "", "| Question | Rule | Section |", "|---|---|---|"]
        lines += [f"| {_cell(one.title)} | [{one.name}]({one.name}.md) | {_cell(one.citation)} |" for one in found]
    return "\n".join(lines) + "\n"


def page(rule: Rule) -> str:
    """Give the page of one rule."""
    first, _, words = inspect.cleandoc(rule.decide.__doc__ or "").partition("\n")
    lines = [f"# {rule.title}", "", MADE, "", f"`hub law {rule.name}` · {rule.topic} · {rule.citation}", ""]
    lines += [first, *([words.rstrip()] if words.strip() else []), "", "## Facts", ""]
    lines += _table("Fact Question Type Stated", _facts(rule.facts, ""))
    lines += ["", "## Answer", "", f"{_said(rule.result)}", ""]
    lines += _answers(rule.result)
    read = _read_by(rule)
    lines += ["", "## Tables it reads", ""] if read else []
    for name, rows in read:
        lines += _of_table(name, rows, f"tables.md#{name}")
    lines += ["## Examples", ""] if read else ["", "## Examples", ""]
    for case in _cases(rule):
        if case.get("example"):
            lines += _example(rule, case)
    return "\n".join(lines).rstrip() + "\n"


def tables_page() -> str:
    """Give every table with its rows; long ones with their number only."""
    lines = [
        "# Dated tables of the law",
        "",
        MADE,
        "",
        "A row holds from its first day to the day before its last column. A change of law is a new row.",
        "What is marked *unconfirmed* rests on practice or inference: check it before you rely on it.",
        "",
    ]
    for path in sorted(DATA.glob("*.json")):
        stored = json.loads(path.read_text(encoding="utf-8"))
        rows = shipped().all(stored["set"])
        lines += [f"## {stored['set']}", "", f"**{stored['title']}.** {stored['about']}", ""]
        lines += [f"Source: {stored['source']}. File: [{path.name}](../../hub/law/data/{path.name}).", ""]
        lines += _rows(rows) if len(rows) <= SHOWN else [_counted(rows), ""]
    return "\n".join(lines).rstrip() + "\n"


def _facts(shape: type, before: str) -> list[list[str]]:
    found = []
    for one in dataclasses.fields(shape):
        hint, ask, name = hints(shape)[one.name], asks(shape)[one.name], f"{before}{one.name}"
        must = one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING
        asked = f"{ask.question} {ask.hint}".strip() if ask.question != one.name else ""
        found.append([f"`{name}`", asked, _type(hint), "required" if must else "optional"])
        if (nested := inner(hint)) is not None:
            found += _facts(nested, f"{name}[]." if _is_list(hint) else f"{name}.")
    return found


def _answers(shape: type) -> list[str]:
    cells = [[name, asked, kind] for name, asked, kind, _ in _facts(shape, "")]
    if any(asked for _, asked, _ in cells):
        return _table("Name What Type", cells)
    return _table("Name Type", [[name, kind] for name, _, kind in cells])


def _is_list(hint: Any) -> bool:
    return get_origin(hint) is tuple or any(get_origin(one) is tuple for one in get_args(hint))


def _type(hint: Any) -> str:
    several = get_args(hint)
    if get_origin(hint) is tuple:
        return f"list of {_type(several[0])}"
    if NoneType in several:
        return " or ".join([*(_type(one) for one in several if one is not NoneType), "null"])
    if isinstance(hint, type) and issubclass(hint, Term):
        return "one of " + ", ".join(f"`{one.value}`" for one in hint)
    return "facts" if dataclasses.is_dataclass(hint) else WORDS[hint]


def _said(shape: type) -> str:
    return " ".join((inspect.getdoc(shape) or "").split())


def _read_by(rule: Rule) -> list[tuple[str, tuple[Row, ...]]]:
    """Give what a rule asks of its tables while its cases run."""
    watched = Watched({name: shipped().all(name) for name in shipped().names()})
    for case in _cases(rule):
        door.decide(rule, json.dumps(case["facts"]), tables=watched)
    return watched.read()


def _cases(rule: Rule) -> list[dict[str, Any]]:
    path = CASES / f"{rule.name}.json"
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cases"] if path.exists() else []
    return found


def _of_table(name: str, rows: tuple[Row, ...], link: str) -> list[str]:
    sources = list(dict.fromkeys(row.source for row in rows))
    said = "; ".join(sources[:SOURCES]) + (f"; and {len(sources) - SOURCES} more" if len(sources) > SOURCES else "")
    lines = [f"### [{name}]({link})", "", f"Source: {said}.", ""]
    return [*lines, *(_rows(rows) if len(rows) <= SHOWN else [_counted(rows), ""])]


def _counted(rows: tuple[Row, ...]) -> str:
    starts, ends = min(row.valid_from for row in rows), max(row.valid_from for row in rows)
    marked = sum(row.is_unconfirmed for row in rows)
    said = f"{len(rows)} rows, which begin between {starts.isoformat()} and {ends.isoformat()}"
    return f"{said}, {marked} of them unconfirmed." if marked else f"{said}."


def _rows(rows: Iterable[Row]) -> list[str]:
    cells = [
        [
            f"`{row.code}` {row.label}",
            _data(row.data),
            row.valid_from.isoformat(),
            row.valid_to.isoformat() if row.valid_to else "",
            str(row.data.get("citation", "")) + _marked(row),
        ]
        for row in rows
    ]
    return [*_table("Row Value From To Section", cells), ""]


def _marked(row: Row) -> str:
    return f" *(unconfirmed: {row.data.get('note', '')})*" if row.is_unconfirmed else ""


def _data(data: Any) -> str:
    return "; ".join(f"{name}: {_value(value)}" for name, value in data.items() if name not in QUIET)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "(" + _data(value) + ")"
    if isinstance(value, list):
        return ", ".join(_value(one) for one in value) or "none"
    return {None: "none", True: "yes", False: "no"}[value] if value is None or isinstance(value, bool) else str(value)


def _example(rule: Rule, case: dict[str, Any]) -> list[str]:
    facts = json.dumps(case["facts"], ensure_ascii=False)
    said = door.document(rule, door.decide(rule, facts, tables=shipped()))
    command = f"echo {shlex.quote(facts)} | hub law {rule.name} --facts -"
    answer = json.dumps(said, indent=2, ensure_ascii=False)
    stands_on = f"From: {case['source']}" + ("" if case["source"].endswith(".") else ".")
    return [f"**{case['says']}** {stands_on}", "", "```sh", command, "```", "", "```json", answer, "```", ""]


def _table(heads: str, rows: Iterable[list[str]]) -> list[str]:
    names = heads.split()
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    return lines + ["| " + " | ".join(_cell(one) for one in row) + " |" for row in rows]


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
