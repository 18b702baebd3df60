"""What the pages of the strategy show: the reader with a status beside each clause, the plan, one row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from hub.strategy import rules
from hub.strategy.models import Action, ActionRow, Clause, ClauseLink, Dependency, Recommendation, RowTarget, Version
from hub.strategy.selectors.evidence import Known, Level
from hub.strategy.terms import ActionState, ClauseKind, LinkSort, Standing, VersionState


@dataclass(frozen=True)
class Line:
    """One clause of the reader."""

    clause: Clause
    standing: Standing | None
    progress: rules.Progress
    levels: list[tuple[str, Level]]
    rows: list[ActionRow]
    links: list[ClauseLink] = field(default_factory=list)
    # The list of exactly the actions that the progress counts.
    href: str = ""


@dataclass(frozen=True)
class PlanRow:
    """One row of the plan: what was stated, what is to be reached, what is computed and claimed, and how far it is."""

    row: ActionRow
    target: RowTarget | None
    computed: Level | None
    claimed: Level | None
    progress: rules.Progress
    href: str = ""


@dataclass(frozen=True)
class Section:
    """One section of the plan."""

    number: str
    title: str
    rows: list[PlanRow]


@dataclass(frozen=True)
class RowPage:
    """Everything behind one row."""

    target: RowTarget | None
    years: list[tuple[RowTarget, list[Action]]]
    others: list[Action]
    dependencies: list[Dependency]
    recommendations: list[Recommendation]
    progress: rules.Progress


def reader(version: Version, known: Known, *, on: date) -> list[Line]:
    """Give every clause with what stands behind it."""
    rows = list(version.held_rows())
    by_capability: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for capability in row.capabilities:
            by_capability[capability].add(row.code)
    by_row = _actions_by_row(version)
    behind = _Behind(rows, by_capability, by_row, known, on)
    return [_line(clause, behind) for clause in version.held_clauses().prefetch_related("links")]


@dataclass(frozen=True)
class _Behind:
    """What can stand behind a clause: rows, their codes by capability, their actions, computed levels, and the day."""

    rows: list[ActionRow]
    by_capability: dict[str, set[str]]
    by_row: dict[str, list[Action]]
    known: Known
    on: date


def _line(clause: Clause, behind: _Behind) -> Line:
    computed = behind.known.capabilities
    levels = [(code, computed[code]) for code in clause.capabilities if code in computed]
    if clause.kind_of_clause == ClauseKind.SECTION:
        held = [row for row in behind.rows if row.section == clause.number]
        made = _progress((each for row in held for each in behind.by_row[row.code]), behind.on)
        stands = rules.standing(made, is_measured=False) if held else None
        return Line(clause, stands, made, [], held, href=_list_of([row.code for row in held]))
    codes = {code for capability in clause.capabilities for code in behind.by_capability[capability]}
    linked = [each for each in clause.links.all() if each.stands_on(behind.on)]
    named = {each.target for each in linked if each.sort == LinkSort.ACTION}
    served = {each.pk: each for code in codes for each in behind.by_row[code]}
    of_rows = len(served)
    served |= {each.pk: each for some in behind.by_row.values() for each in some if each.reference in named}
    made = _progress(served.values(), behind.on)
    others = [each for each in linked if each.sort != LinkSort.CAPABILITY]
    stands = rules.standing(made, is_measured=bool(levels or others)) if clause.is_promise else None
    href = _list_of(sorted(codes)) if len(served) == of_rows else _list_of([], served.values())
    return Line(clause, stands, made, levels, [], others, href)


def _list_of(rows: Iterable[str], actions: Iterable[Action] = ()) -> str:
    """Give the address of the actions of some rows, or of some actions one by one, without those that were dropped."""
    named = [("row", code) for code in rows] + [("action", each.reference) for each in actions]
    counted = [("status", status) for status in ActionState if status != ActionState.DROPPED]
    return f"/strategy/actions/?{urlencode([*named, *counted])}"


def plan(version: Version, known: Known, *, on: date) -> list[Section]:
    """Give the rows of the plan by section."""
    by_row = _actions_by_row(version)
    lines = [
        PlanRow(
            row,
            row.target_on(on),
            known.rows.get(row.code),
            known.claims.get(row.code),
            _progress(by_row[row.code], on),
            _list_of([row.code]),
        )
        for row in version.held_rows().prefetch_related("targets")
    ]
    grouped = groupby(lines, key=lambda line: (line.row.section, line.row.section_title))
    return [Section(number, title, list(found)) for (number, title), found in grouped]


def row_page(row: ActionRow, *, on: date) -> RowPage:
    """Give what one row's page shows."""
    authority = row.version.authority_id
    found = list(Action.objects.filter(authority=authority, row_code=row.code).select_related("owner"))
    targets = list(row.targets.all())
    years = {target.year for target in targets}
    named = [each for each in Recommendation.objects.filter(authority=authority) if row.code in each.row_codes]
    return RowPage(
        target=row.target_on(on),
        years=[(target, [each for each in found if each.year == target.year]) for target in targets],
        others=[each for each in found if each.year not in years],
        dependencies=list(Dependency.objects.filter(authority=authority, section=row.section).select_related("owner")),
        recommendations=named,
        progress=_progress(found, on),
    )


@dataclass(frozen=True)
class Relying:
    """A row that relies on something, how far it is, and the list of exactly the actions that this counts."""

    row: ActionRow
    progress: rules.Progress
    href: str


def relying_on(dependency: Dependency, *, on: date) -> list[Relying]:
    """Give the rows of the strategy in force whose section depends on something."""
    version = Version.objects.filter(authority=dependency.authority_id, status=VersionState.IN_FORCE).first()
    if version is None:
        return []
    by_row = _actions_by_row(version)
    rows = version.held_rows().filter(section=dependency.section)
    return [Relying(row, _progress(by_row[row.code], on), _list_of([row.code])) for row in rows]


def texts(version: Version) -> dict[str, str]:
    """Give what a version says, by number: clauses, and for each row its targets, deliverables and where it stood."""
    clauses = list(version.held_clauses().prefetch_related("links"))
    said = {clause.number: f"{clause.title} {clause.text}".strip() for clause in clauses}
    for clause in clauses:
        if linked := [link.target for link in clause.links.all() if link.unlinked_on is None]:
            said[f"Links of {clause.number}"] = ", ".join(linked)
    for row in version.held_rows().prefetch_related("targets"):
        said |= _row_texts(row)
    return said


def _row_texts(row: ActionRow) -> dict[str, str]:
    targets = list(row.targets.all())
    levels = ", ".join(f"{each.year} {each.label or 'no level'}" for each in targets)
    stood = {f"Row {row.code}, how it stood": f"{row.level_label or 'No level'}. {row.state}".strip()}
    due = {f"Row {row.code}, deliverables for {each.year}": "; ".join(each.deliverables) for each in targets}
    served = {f"Row {row.code}, capabilities": ", ".join(row.capabilities)}
    return {f"Row {row.code}": f"{row.area}: {levels}" if levels else row.area} | {
        name: text for name, text in (stood | due | served).items() if text
    }


def _actions_by_row(version: Version) -> dict[str, list[Action]]:
    found: dict[str, list[Action]] = defaultdict(list)
    for action in Action.objects.filter(authority=version.authority_id).only(
        "row_code", "status", "due_on", "reference"
    ):
        found[action.row_code].append(action)
    return found


def _progress(actions: Iterable[Action], on: date) -> rules.Progress:
    return rules.progress((each.facts() for each in actions), on=on)
