"""Ask a rule and keep what it said, with the rows of the tables that it read."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from hub.law import door
from hub.law.answers import Answer, bad, undecided
from hub.law.findings import Finding, Severity
from hub.law.registry import Rule
from hub.law.tables import Row, Tables
from hub.lawdesk import desk, shapes, telling
from hub.platform.reference.files import law_sets
from hub.platform.words import date_long

# More rows than this of one table are counted, not listed.
MOST_ROWS = 12
FACT = re.compile(r"^(?:Give )?([a-z]\w*(?:\.\w+)*): (.*)$", re.S)
HEADINGS = {
    Severity.BLOCK: "Must be put right first",
    Severity.WARN: "Think about this",
    Severity.CHECK: "Check these",
    Severity.INFO: "For information",
}


class WatchedTables(Tables):
    """The same tables, noting which rows a rule read. One is made for each question.

    What a rule keeps for the shared tables it works out anew from these, so nothing that it read goes unnoticed.
    """

    def __init__(self, tables: Tables) -> None:
        self._rows, self._by_code = tables._rows, tables._by_code
        # By the object's own number: a row's data cannot be hashed.
        self.read: dict[str, dict[int, Row]] = {}

    def row(self, name: str, code: str, *, on: date) -> Row:
        """Give a row and note it."""
        found = super().row(name, code, on=on)
        self.read.setdefault(name, {})[id(found)] = found
        return found

    def all(self, name: str) -> tuple[Row, ...]:
        """Give every row and note that the table was read."""
        self.read.setdefault(name, {})
        return super().all(name)


@dataclass(frozen=True)
class Read:
    """A table that the answer stands on, with the rows that were read one by one."""

    name: str
    title: str
    source: str
    count: int
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Told:
    """A finding as the page says it."""

    text: str
    citation: str
    anchor: str
    code: str


@dataclass(frozen=True)
class Asked:
    """One question with its answer, in words."""

    rule: Rule
    facts: tuple[telling.Said, ...]
    result: tuple[telling.Said, ...]
    findings: tuple[tuple[str, str, tuple[Told, ...]], ...]
    citation: str
    anchor: str
    tables: tuple[Read, ...]
    at: datetime | None = None
    # For facts that cannot be answered: sentences by the name of the fact, "" for those of no one fact.
    faults: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def is_answered(self) -> bool:
        """Say whether the rule could decide."""
        return not self.faults


def ask(rule: Rule, given: Mapping[str, Any], *, tables: Tables, at: datetime) -> Asked:
    """Ask a rule by the same door as the command line.

    :param given: the facts as JSON has them.
    """
    watched = WatchedTables(tables)
    try:
        answer = door.decide(rule, json.dumps(given), tables=watched)
    except (OverflowError, ValueError, ArithmeticError) as fault:
        # A rule may not raise, but a date or an amount beyond all measure can make Python itself do so.
        answer = undecided(
            bad("facts", f"These facts cannot be worked out: {fault}. Correct the one that is too large.")
        )
    names = shapes.names_of(rule.facts)
    known = {row.code: row.label for table in watched.read for row in watched._rows.get(table, ())} | names
    facts = _facts(rule, given, known)
    if answer.result is None:
        return Asked(rule, facts, (), (), "", "", (), at, faults=_faults(answer, names) or {"": ["It cannot decide."]})
    citation = answer.citation or rule.citation
    shape = rule.result if dataclasses.is_dataclass(answer.result) else None
    return Asked(
        rule,
        facts,
        telling.said(shapes.parts_of(shape), answer.result, known) if shape else (),
        _findings(rule, answer, names),
        citation,
        desk.anchor_of(rule, citation),
        _read(watched),
        at,
    )


def _facts(rule: Rule, given: Mapping[str, Any], names: Mapping[str, str]) -> tuple[telling.Said, ...]:
    try:
        stated = door.adapter(rule.facts).validate_json(json.dumps(given))
    except ValueError:
        return ()
    # Only what was stated: a default is the rule's business, not the person's answer.
    return telling.said([part for part in shapes.parts_of(rule.facts) if part.name in given], stated, names)


def _findings(
    rule: Rule, answer: Answer[Any], names: Mapping[str, str]
) -> tuple[tuple[str, str, tuple[Told, ...]], ...]:
    groups = []
    for severity in (Severity.BLOCK, Severity.WARN, Severity.CHECK, Severity.INFO):
        told = tuple(_told(rule, one, names) for one in answer.findings if one.severity == severity)
        if told:
            groups.append((str(severity), HEADINGS[severity], told))
    return tuple(groups)


def _told(rule: Rule, finding: Finding, names: Mapping[str, str]) -> Told:
    text = telling.sentence(finding.message, names, desk.titles())
    return Told(text, finding.citation, desk.anchor_of(rule, finding.citation), finding.code)


def _faults(answer: Answer[Any], names: Mapping[str, str]) -> dict[str, list[str]]:
    """Give what is wrong by the fact that it is about; rows are counted from 0, as the form does."""
    found: dict[str, list[str]] = {}
    for finding in answer.findings:
        cut = FACT.match(finding.message)
        name, why = (cut[1], cut[2]) if cut else ("", finding.message)
        if cut and finding.code == "needs_fact":
            why = f"Answer this: {why}" if why != names.get(name) else "Answer this question"
        elif cut and name.split(".")[0] not in names:
            why, name = (why if name in {"date", "facts"} else finding.message), ""
        place = ".".join(str(int(step) - 1) if step.isdigit() else step for step in name.split("."))
        found.setdefault(place, []).append(telling.sentence(why, names, desk.titles()))
    return found


def _read(watched: WatchedTables) -> tuple[Read, ...]:
    found = []
    for name, kept in sorted(watched.read.items()):
        table = law_sets().get(name)
        rows = tuple(kept.values())
        found.append(
            Read(
                name,
                table.title if table else name,
                table.source if table else "",
                len(watched._rows.get(name, ())),
                rows if len(rows) <= MOST_ROWS else (),
            )
        )
    return tuple(found)


def span_of(row: Row) -> str:
    """Say for which days a row holds."""
    if row.valid_to is None:
        return f"from {date_long(row.valid_from)}"
    return f"from {date_long(row.valid_from)} until {date_long(row.valid_to)}, that day not included"
