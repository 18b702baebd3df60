"""Work on what a proposed version says: deliverables, clauses and rows. What is left out stays, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F

from hub.law.findings import Finding
from hub.platform.act_table import Act
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.clock import london
from hub.strategy import acts, rules
from hub.strategy.models import ActionRow, Clause, RowTarget, Version
from hub.strategy.terms import ClauseKind


def set_deliverables(
    version: Version, *, row: str, year: int, deliverables: Sequence[str], reason: str, by: Actor, at: datetime
) -> Version:
    """Say what a row of a proposed version is to deliver by the end of a year; an action each once it is adopted.

    :param deliverables: each in one line; none takes them all away. Actions that exist already stay as they are.
    :raises Refused: when there is no such row, or one stands twice or is too long.
    """
    with perform(acts.SET_DELIVERABLES, version, by=by, at=at) as entry:
        found = _row(acts.SET_DELIVERABLES, version, row)
        if wrong := rules.bars_to_deliverables(deliverables):
            raise Refused(acts.SET_DELIVERABLES, wrong)
        target = found.targets.filter(year=year).first() or RowTarget(row=found, year=year)
        entry.changed(f"deliverables {year} of row {row}", list(target.deliverables), list(deliverables))
        target.deliverables = list(deliverables)
        target.save()
        entry.note(reason)
    return version


def add_clause(
    version: Version, *, number: str, kind: str, title: str, text: str, reason: str, by: Actor, at: datetime
) -> Version:
    """Add a clause to a proposed version, at the place that its number gives it.

    :param kind: one of ``ClauseKind``.
    :raises Refused: when the number is taken or is none, or the clause says nothing.
    """
    with perform(acts.ADD_CLAUSE, version, by=by, at=at) as entry:
        clauses = list(version.clauses.order_by("position"))
        held = [each.number for each in clauses if each.left_out_on is None]
        gone = [each.number for each in clauses if each.left_out_on is not None]
        wrong = rules.bars_to_adding_clause(number, held, gone)
        if not (title or text):
            wrong.append(Finding("empty", "Enter a heading or a text.", cure="text"))
        if wrong:
            raise Refused(acts.ADD_CLAUSE, wrong)
        place = rules.place_of(number, [each.number for each in clauses])
        position = clauses[place].position if place < len(clauses) else clauses[-1].position + 1 if clauses else 0
        version.clauses.filter(position__gte=position).update(position=F("position") + 1)
        Clause(
            version=version, position=position, number=number, kind_of_clause=ClauseKind(kind), title=title, text=text
        ).save()
        entry.changed(f"clause {number}", None, f"{title} {text}".strip())
        entry.note(reason)
    return version


def leave_out_clause(version: Version, *, number: str, reason: str, by: Actor, at: datetime) -> Version:
    """Leave a clause out of a proposed version; it stays stored in it, with day and reason.

    :raises Refused: when there is no such clause, or clauses or rows stand under it.
    """
    with perform(acts.LEAVE_OUT_CLAUSE, version, by=by, at=at) as entry:
        clause = version.held_clauses().filter(number=number).first()
        if clause is None:
            raise Refused(acts.LEAVE_OUT_CLAUSE, [_none("clause", number, "number")])
        held = list(version.held_clauses().values_list("number", flat=True))
        rows = list(version.held_rows().filter(section=number).values_list("code", flat=True))
        if wrong := rules.bars_to_leaving_clause(number, held, rows):
            raise Refused(acts.LEAVE_OUT_CLAUSE, wrong)
        entry.changed(f"clause {number}", f"{clause.title} {clause.text}".strip(), None)
        _leave_out(clause, reason, at)
        entry.note(reason)
    return version


def put_back_clause(version: Version, *, number: str, reason: str, by: Actor, at: datetime) -> Version:
    """Put a clause back into a proposed version that left it out.

    :raises Refused: when it does not leave out such a clause.
    """
    with perform(acts.PUT_BACK_CLAUSE, version, by=by, at=at) as entry:
        clause = version.clauses.filter(number=number, left_out_on__isnull=False).first()
        if clause is None:
            raise Refused(acts.PUT_BACK_CLAUSE, [_none("clause", number, "number", "left out")])
        entry.changed(f"clause {number}", None, f"{clause.title} {clause.text}".strip())
        _put_back(clause)
        entry.note(reason)
    return version


def add_row(
    version: Version,
    *,
    section: str,
    area: str,
    state: str = "",
    level: str = "",
    capabilities: Sequence[str] = (),
    reason: str,
    by: Actor,
    at: datetime,
) -> Version:
    """Add a row to a section of the plan of a proposed version; its targets and deliverables are set by their own acts.

    :param section: number of the clause that heads the section.
    :param state: how the area stands today.
    :param level: one of the five levels, or two with a stroke between them; empty when none is stated.
    :param capabilities: codes of the capabilities that serve it.
    :raises Refused: when there is no such section or level.
    """
    with perform(acts.ADD_ROW, version, by=by, at=at) as entry:
        head = version.held_clauses().filter(number=section, kind_of_clause=ClauseKind.SECTION).first()
        if head is None:
            raise Refused(acts.ADD_ROW, [_none("section", section, "section")])
        _level(level)
        row = _placed(version, head)
        row.area, row.state, row.level_label, row.capabilities = area, state, level, sorted(capabilities)
        row.save()
        entry.changed(f"row {row.code}", None, area)
        entry.note(reason, row=row.code)
    return version


def _placed(version: Version, head: Clause) -> ActionRow:
    """Give a new row at the end of its section, with a code that no version of the authority ever gave."""
    section = head.number
    known = ActionRow.objects.filter(version__authority=version.authority_id).values_list("code", flat=True)
    rows = list(version.rows.order_by("position"))
    place = rules.place_of(f"{section}.999999", [each.section for each in rows])
    position = rows[place].position if place < len(rows) else rows[-1].position + 1 if rows else 0
    version.rows.filter(position__gte=position).update(position=F("position") + 1)
    return ActionRow(
        version=version,
        position=position,
        code=rules.next_code(section, known),
        section=section,
        section_title=head.title,
        theme=next((each.theme for each in rows if each.section == section), ""),
    )


def leave_out_row(version: Version, *, row: str, reason: str, by: Actor, at: datetime) -> Version:
    """Leave a row out of the plan of a proposed version; its actions, evidence and history stay untouched.

    :raises Refused: when there is no such row.
    """
    with perform(acts.LEAVE_OUT_ROW, version, by=by, at=at) as entry:
        found = _row(acts.LEAVE_OUT_ROW, version, row)
        entry.changed(f"row {row}", found.area, None)
        _leave_out(found, reason, at)
        entry.note(reason)
    return version


def put_back_row(version: Version, *, row: str, reason: str, by: Actor, at: datetime) -> Version:
    """Put a row back into the plan of a proposed version that left it out.

    :raises Refused: when it does not leave out such a row, or left out the section in which it stood.
    """
    with perform(acts.PUT_BACK_ROW, version, by=by, at=at) as entry:
        found = version.rows.filter(code=row, left_out_on__isnull=False).first()
        if found is None:
            raise Refused(acts.PUT_BACK_ROW, [_none("row", row, "row", "left out")])
        if not version.held_clauses().filter(number=found.section).exists():
            message = f"Section {found.section} was left out too. Put back its clause first."
            raise Refused(acts.PUT_BACK_ROW, [Finding("no_section", message, cure="row")])
        entry.changed(f"row {row}", None, found.area)
        _put_back(found)
        entry.note(reason)
    return version


def _row(act: Act, version: Version, code: str) -> ActionRow:
    found = version.held_rows().filter(code=code).first()
    if found is None:
        raise Refused(act, [_none("row", code, "row")])
    return found  # type: ignore[no-any-return]


def _none(what: str, name: str, field: str, how: str = "") -> Finding:
    that = f" that is {how}" if how else ""
    return Finding(f"no_{what}", f"There is no {what} {name}{that}.", cure=field)


def _level(label: str) -> None:
    try:
        rules.level_of(label)
    except ValueError:
        message = f"“{label}” is not a level. Choose one from Minimum to Innovator."
        raise Refused(acts.ADD_ROW, [Finding("no_level", message, cure="level")]) from None


def _leave_out(found: Any, reason: str, at: datetime) -> None:
    found.left_out_on, found.left_out_because = london(at).date(), reason
    found.save()


def _put_back(found: Any) -> None:
    found.left_out_on, found.left_out_because = None, ""
    found.save()
