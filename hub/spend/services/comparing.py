"""Compare a file's lines with those that are here: which are new, which are here already, which file it corrects.

The rule is in docs/decisions/0014-when-two-files-hold-the-same-lines.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hub.platform.analytics import engine
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
SHOWN = 200


@dataclass
class Compared:
    """What comparing has found.

    :param holders: row → the load that holds the same line already, for those that count no more.
    :param corrects: the loads that this file takes the place of.
    :param again: lines that are here already; ``more`` and ``updates`` are those new and those restating one.
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
    notes: list[str] = field(default_factory=list)

    @property
    def again(self) -> int:
        """Count the lines that are here already."""
        return self.count - self.more - self.updates


def compare(
    files: Sequence[str], *, loads: Sequence[Load], period: str, source: str = "", may_correct: bool = True
) -> Compared:
    """Compare drafts with the loads that count.

    :param files: the drafts of lines.
    :param loads: loads of the authority whose lines may be the same.
    :param source: what somebody says that the file comes from; files of two named sources do not correct one another.
    :param may_correct: whether the file may take the place of one of them.
    """
    found = _summed(files)
    found.more, found.more_amount = found.count, found.amount
    near = [load for load in loads if _may_meet(load, found, period)]
    if near and found.count:
        able = {load.pk for load in near if may_correct and not (source and load.source and source != load.source)}
        _meet(found, files, near, able)
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


def _meet(found: Compared, files: Sequence[str], near: list[Load], able: set[int]) -> None:
    by_file = {load.sha256: load for load in near}
    tables = {"lines": files, "old": line_files(near)}
    rows = engine.rows(meeting.shares(found.worn), tables)
    corrected: list[Load] = []
    holding: list[Load] = []
    strong: list[Load] = []
    for row in rows:
        load = by_file[row["file"]]
        if _corrects(found, load, row):
            (corrected if load.pk in able else holding).append(load)
        elif _overlaps(found, files, row):
            holding.append(load)
        else:
            strong.append(load)
    if corrected and not _brings_something(found, files, corrected):
        holding, corrected = [*holding, *corrected], []
    found.corrects = corrected
    _hold(found, files, holding, strong)
    if corrected:
        _describe_correction(found, files, corrected)


def _corrects(found: Compared, load: Load, row: dict[str, Any]) -> bool:
    """Say whether the new file is this one again, corrected: the same months, and most of its lines back."""
    if int(row["kin"]) < CORRECTS * row["lines"] or not row["lines"]:
        return False
    if found.first is None:
        return True
    if _main_months(found.months) != _main_months(_months_of(load)):
        return False
    reaches_back = (found.first - load.first_on).days <= SLACK_DAYS
    return reaches_back and (load.last_on - found.last).days <= SLACK_DAYS


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
    tables = {"lines": files, "old": line_files(corrected)}
    told = {row["is_update"]: row for row in engine.rows(meeting.outcome(found.worn), tables)}
    gone = engine.rows(meeting.gone(found.worn), tables)[0]
    none = {"count": 0, "amount": Decimal(0)}
    new, updates = told.get(False, none), told.get(True, none)
    found.more, found.updates, found.more_amount = max(0, new["count"] - found.held), updates["count"], new["amount"]
    if found.held:
        found.more_amount -= _sum_of(files, found.holders)
    added = engine.rows(meeting.first_of(meeting.added(found.worn), SHOWN), tables)
    removed = engine.rows(meeting.first_of(meeting.removed(found.worn), SHOWN), tables)
    found.difference = {
        "added": new["count"],
        "restated": updates["count"],
        "left_out": max(0, gone["count"] - updates["count"]),
        "amount_before": str(gone["amount"] or 0),
        "amount_after": str((new["amount"] or 0) + (updates["amount"] or 0)),
        "now": [_shown(row) for row in added],
        "before": [_shown(row) for row in removed],
    }
    names = ", ".join(each.file_name for each in corrected)
    found.notes.append(f"This file takes the place of {names}, which holds the same payments of the same time.")


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
