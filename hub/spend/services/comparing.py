"""Compare a file's lines with those that are here: which are new, which are here already, which file it corrects.

The rule is in docs/decisions/0014-when-two-files-hold-the-same-lines.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any

from hub.platform.analytics import engine
from hub.platform.words import plural
from hub.spend import meeting, questions
from hub.spend.models import Load
from hub.spend.selectors.parts import line_files
from hub.spend.terms import A_PERSON

# A reference that so many lines carry, and more than this share of them, tells none from another.
WORN_LINES, WORN_SHARE = 1000, 0.1
MANY_ALIKE = 10_000
# The share of a file's lines that a corrected file must hold again, and of lines in common time that two files share.
CORRECTS, OVERLAPS = 0.6, 0.5
MAIN_MONTH = 0.05
SLACK_DAYS = 3
SAMPLED = 200_000
MOSTLY = 0.9
# In the name of a file these say that it is put right.
_SAYS_CORRECTED = re.compile(r"correct|revis|amend|restat|replac|(?<![a-z])(?:v\d|final|updated?)(?![a-z])", re.I)
SAME_AGAIN = "the same again"
NOTHING_SHARED: dict[str, Any] = {
    "lines": 0, "shared": 0, "kin": 0, "sure": 0, "named": 0, "within": 0, "first": 0, "last": 0,
}  # fmt: skip


class Verdict(Enum):
    """How a new file stands to one that is here."""

    CORRECTS = "takes its place"
    HOLDS = "holds the same payments, so equal lines count once"
    STANDS = "stands beside it, and only lines with the same reference count once"
    APART = "is of other departments"


class Departments:
    """Which departments files name, asked for when first wanted."""

    def __init__(self, tables: dict[str, Sequence[str]]) -> None:
        self.tables = tables
        self.new: set[str] | None = None
        self.old: dict[str, set[str]] = {}

    def are_apart(self, file: str) -> bool:
        """Say whether both files name departments and none is the same."""
        if self.new is None:
            self.new = {_plain(row["department"]) for row in engine.rows(meeting.departments("lines"), self.tables)}
            for row in engine.rows(meeting.departments("old"), self.tables) if self.new else []:
                self.old.setdefault(row["file"], set()).add(_plain(row["department"]))
        return bool(self.new and self.old.get(file)) and not self.new & self.old[file]


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


SHOWN = 200


@dataclass
class Compared:
    """What comparing has found.

    :param holders: row → the load that holds the same line already, for those that count no more.
    :param corrects: the loads that this file takes the place of.
    :param again: lines that are here already; ``more`` and ``updates`` are those new and those restating one.
    :param doubts: the loads whose place it may take, where somebody must say so: number, name, why, and what would
        change.
    """

    count: int = 0
    amount: Decimal = Decimal(0)
    first: Any = None
    last: Any = None
    months: dict[int, int] = field(default_factory=dict)
    worn: list[str] = field(default_factory=list)
    holders: Any = None
    held: int = 0
    corrects: list[Load] = field(default_factory=list)
    more: int = 0
    updates: int = 0
    more_amount: Decimal = Decimal(0)
    difference: dict[str, Any] = field(default_factory=dict)
    doubts: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def again(self) -> int:
        """Count the lines that are here already."""
        return self.count - self.more - self.updates


@dataclass(frozen=True)
class Ask:
    """What is known of a file besides its lines, and what somebody said of it.

    :param period: month or quarter that its name or title speaks of.
    :param source: what somebody says that the file comes from; files of two named sources do not correct one another.
    :param name: what it is called.
    :param may_correct: whether it may take the place of another.
    :param said: number of the load whose place somebody said it takes, 0 where they said of none, else None.
    """

    period: str = ""
    source: str = ""
    name: str = ""
    may_correct: bool = True
    said: int | None = None

    def may_take(self, load: Load) -> bool:
        """Say whether the file may take the place of a load."""
        if self.said is not None:
            return load.pk == self.said
        return self.may_correct and not (self.source and load.source and self.source != load.source)


@dataclass(frozen=True)
class _Case:
    """A new file beside a load, and what they share."""

    found: Compared
    files: Sequence[str]
    load: Load
    row: dict[str, Any]
    ask: Ask


def compare(files: Sequence[str], *, loads: Sequence[Load], ask: Ask) -> Compared:
    """Compare drafts with the loads that count.

    :param files: the drafts of lines.
    :param loads: loads of the authority whose lines may be the same.
    """
    found = _summed(files)
    found.more, found.more_amount = found.count, found.amount
    near = [load for load in loads if load.pk == ask.said or _may_meet(load, found, ask.period)]
    if near and found.count:
        _meet(found, files, near, ask)
    return found


def _summed(files: Sequence[str]) -> Compared:
    if not files:
        return Compared()
    tables = {"lines": files}
    whole = engine.rows(questions.summary(), tables)[0]
    months = {row["month"]: row["count"] for row in engine.rows(questions.by_month(), tables)}
    found = Compared(whole["count"], whole["amount"] or Decimal(0), whole["first"], whole["last"], months)
    least = max(WORN_LINES, int(found.count * WORN_SHARE))
    for row in _often(tables, found.count, min(least, MANY_ALIKE)):
        if row["count"] >= least:
            found.worn.append(row["reference"])
        if row["count"] >= MANY_ALIKE:
            found.notes.append(
                f"{row['count']:,} lines carry the reference {row['reference'][:40]}. It was not used to tell lines "
                "apart; check that the right column was taken for the reference."
            )
    return found


def _often(tables: dict[str, Sequence[str]], count: int, least: int) -> list[dict[str, Any]]:
    """Give the references that many lines carry; in long files a sample says which to count."""
    every = max(1, count // SAMPLED)
    sampled = engine.rows(questions.often_sampled(every, max(1, least // every // 2)), tables)
    among = [row["reference"] for row in sampled]
    return engine.rows(questions.worn_references(least, among), tables) if among else []


def _may_meet(load: Load, found: Compared, period: str) -> bool:
    """Say whether a load's lines can be among the new ones: they share a day, or have no dates and the same period."""
    if load.first_on is None or found.first is None:
        return load.first_on is None and found.first is None and load.period == period
    return bool(load.first_on <= found.last and load.last_on >= found.first)


def _meet(found: Compared, files: Sequence[str], near: list[Load], ask: Ask) -> None:
    tables = {"lines": files, "old": line_files(near)}
    rows = {row["file"]: row for row in engine.rows(meeting.shares(found.worn), tables)}
    known = Departments(tables)
    placed: dict[Verdict, list[Load]] = {verdict: [] for verdict in Verdict}
    doubts: list[tuple[Load, str]] = []
    for load in near:
        row = rows.get(load.sha256, NOTHING_SHARED)
        verdict, why = _verdict(found, load, row, known.are_apart(load.sha256))
        verdict, why = _settled(_Case(found, files, load, row, ask), verdict, why)
        placed[verdict].append(load)
        if why and ask.may_take(load):
            doubts.append((load, why))
    found.corrects = placed[Verdict.CORRECTS]
    _hold(found, files, placed[Verdict.HOLDS], placed[Verdict.STANDS] + placed[Verdict.APART])
    if found.corrects:
        _describe_correction(found, files, found.corrects)
        _say_kept_back(found, files, [load for load in near if load not in found.corrects])
    for load, why in doubts:
        _doubt(found, files, load, why)


def _verdict(found: Compared, load: Load, row: dict[str, Any], is_apart: bool) -> tuple[Verdict, str]:
    """Say how the new file stands to a load, and if that is doubtful, why: time, departments and overlap decide."""
    least = CORRECTS * row["lines"]
    if not row["lines"] or not _same_time(found, load):
        return (Verdict.APART if is_apart else Verdict.STANDS), ""
    if is_apart:
        why = "most of its lines have the references of that file, but no department is the same"
        return Verdict.APART, why if int(row["named"]) >= least else ""
    if int(row["sure"]) >= least:
        return Verdict.CORRECTS, ""
    why = "most of its lines are of the payees and days of that file, but their sums differ and no reference tells them"
    return Verdict.STANDS, why if int(row["kin"]) >= least else ""


def _settled(case: _Case, verdict: Verdict, why: str) -> tuple[Verdict, str]:
    """Give how two files stand after what somebody said, what the new one brings, and how their days overlap."""
    if case.ask.said == case.load.pk:
        return Verdict.CORRECTS, ""
    if verdict is Verdict.CORRECTS:
        why = _takes_away_only(case) if case.ask.may_take(case.load) else ""
        return (Verdict.HOLDS if why or not case.ask.may_take(case.load) else verdict), why
    if verdict is Verdict.STANDS and _overlaps(case.found, case.files, case.row):
        return Verdict.HOLDS, why
    return verdict, why


def _takes_away_only(case: _Case) -> str:
    """Say why it is doubtful that a file which brings nothing corrects another: it may be a part of it.

    Its name, or the same source that somebody named for both, tells that it does.
    """
    found, load, ask = case.found, case.load, case.ask
    if _brings_something(found, case.files, [load]):
        return ""
    gone = engine.rows(meeting.gone(found.worn), {"lines": case.files, "old": line_files([load])})[0]["count"]
    if not gone:
        return SAME_AGAIN
    is_named = bool(_SAYS_CORRECTED.search(ask.name))
    is_sourced = bool(ask.source) and ask.source == load.source and int(case.row["kin"]) >= MOSTLY * case.row["lines"]
    return "" if is_named or is_sourced else "it holds nothing new and leaves out lines of that file"


def _same_time(found: Compared, load: Load) -> bool:
    """Say whether a file is of the months and the days of a load."""
    if found.first is None:
        return True
    if load.first_on is None or _main_months(found.months) != _main_months(_months_of(load)):
        return False
    reaches_back = (found.first - load.first_on).days <= SLACK_DAYS
    return bool(reaches_back and (load.last_on - found.last).days <= SLACK_DAYS)


def _months_of(load: Load) -> dict[int, int]:
    from hub.spend.selectors.loads import month_counts

    return month_counts(load)


def _main_months(months: dict[int, int]) -> set[int]:
    whole = sum(months.values())
    return {month for month, lines in months.items() if lines >= MAIN_MONTH * whole}


def _overlaps(found: Compared, files: Sequence[str], row: dict[str, Any]) -> bool:
    """Say whether two files tell of the same payments where their days meet."""
    inside = engine.rows(meeting.new_within(row["first"], row["last"], found.worn), {"lines": files})[0]["count"]
    least = min(int(row["within"]), inside)
    return least > 0 and int(row["shared"]) >= OVERLAPS * least


def _brings_something(found: Compared, files: Sequence[str], corrected: list[Load]) -> bool:
    tables = {"lines": files, "old": line_files(corrected)}
    return bool(engine.rows(meeting.outcome(found.worn), tables))


def _hold(found: Compared, files: Sequence[str], holding: list[Load], strong: list[Load]) -> None:
    """Find the lines that are here already, of files that stay beside this one."""
    if not holding and not strong:
        return
    tables = {"lines": files, "old": line_files([*holding, *strong])}
    question = meeting.held([each.sha256 for each in holding], [each.sha256 for each in strong], found.worn)
    answer = engine.answer(question, tables)
    if not answer.num_rows:
        return
    found.holders = answer
    found.held = answer.num_rows
    found.more = found.count - found.held
    found.more_amount = found.amount - _sum_of(files, answer)
    found.notes.append(f"{found.held:,} lines are here already from other files. They count once.")


def _sum_of(files: Sequence[str], answer: Any) -> Decimal:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    total = Decimal(0)
    rows = answer["row"].combine_chunks()
    for file in files:
        table = pq.read_table(file, columns=["row", "amount"])
        total += pc.sum(table.filter(pc.is_in(table["row"], rows))["amount"]).as_py() or 0
    return total


def _describe_correction(found: Compared, files: Sequence[str], corrected: list[Load]) -> None:
    """Count what a corrected file changes and keep the first lines to show."""
    new, updates, gone = _changes(found, files, corrected)
    found.more, found.updates, found.more_amount = max(0, new["count"] - found.held), updates["count"], new["amount"]
    if found.held:
        found.more_amount -= _sum_of(files, found.holders)
    tables = {"lines": files, "old": line_files(corrected)}
    added = engine.rows(meeting.first_of(meeting.added(found.worn), SHOWN), tables)
    removed = engine.rows(meeting.first_of(meeting.removed(found.worn), SHOWN), tables)
    found.difference = {
        **_numbers(new, updates, gone),
        "now": [_shown(row) for row in added],
        "before": [_shown(row) for row in removed],
    }
    names = ", ".join(each.file_name for each in corrected)
    found.notes.append(f"This file takes the place of {names}, which holds the same payments of the same time.")


def _say_kept_back(found: Compared, files: Sequence[str], beside: list[Load]) -> None:
    """Say which lines of other files go on not counting: they are those that the corrected file held and drops."""
    from hub.spend.selectors.loads import with_replaced

    if not (others := line_files(beside)):
        return
    tables = {"lines": files, "old": line_files(found.corrects), "beside": others}
    question = meeting.kept_back(sorted(with_replaced(found.corrects)), found.worn)
    kept = {row["file"]: row["count"] for row in engine.rows(question, tables)}
    found.difference["kept_back"] = sum(kept.values())
    for load in beside:
        if lines := kept.get(load.sha256):
            are, they = ("is", "It goes") if lines == 1 else ("are", "They go")
            found.notes.append(
                f"{plural(lines, 'line')} of {load.file_name} (load {load.pk}) {are} the same as lines that this file "
                f"restates or leaves out. {they} on not counting."
            )


def _changes(found: Compared, files: Sequence[str], corrected: list[Load]) -> list[dict[str, Any]]:
    """Give count and sum of the lines that a correction adds, restates and takes away."""
    tables = {"lines": files, "old": line_files(corrected)}
    told = {row["is_update"]: row for row in engine.rows(meeting.outcome(found.worn), tables)}
    none = {"count": 0, "amount": Decimal(0)}
    return [told.get(False, none), told.get(True, none), engine.rows(meeting.gone(found.worn), tables)[0]]


def _numbers(new: dict[str, Any], updates: dict[str, Any], gone: dict[str, Any]) -> dict[str, Any]:
    return {
        "added": new["count"],
        "restated": updates["count"],
        "left_out": max(0, gone["count"] - updates["count"]),
        "amount_before": str(gone["amount"] or 0),
        "amount_after": str((new["amount"] or 0) + (updates["amount"] or 0)),
    }


def _doubt(found: Compared, files: Sequence[str], load: Load, why: str) -> None:
    """Keep the question whether a file takes the place of a load, with what would change if it did."""
    if why == SAME_AGAIN:
        return
    told = {"load": load.pk, "name": load.file_name, "why": why, **_numbers(*_changes(found, files, [load]))}
    found.doubts.append(told)
    found.notes.append(
        f"It is not certain whether this file corrects {load.file_name} (load {load.pk}): {why}. Until somebody says "
        "so on its page, both stand and lines that are the same count once."
    )


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "row": row["row"],
        "date": row["paid_on"].isoformat() if row["paid_on"] else "",
        # What is recorded here stands in the event log for ever and is read by more people than finance.
        "payee": A_PERSON if row["is_person"] else row["payee"],
        "is_person": row["is_person"],
        "reference": "" if row["is_person"] else row["reference"],
        "amount": str(row["amount"]),
        "restates": bool(row.get("is_update")),
    }
