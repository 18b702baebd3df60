"""Enter, propose, word, adopt and withdraw versions of the strategy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from hub.law.findings import Finding
from hub.platform.actors import Actor, system_actor
from hub.platform.acts import Refused, caused, create, perform
from hub.platform.clock import london
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority
from hub.strategy import acts, rules
from hub.strategy.models import ActionRow, Clause, ClauseLink, RowTarget, Version
from hub.strategy.services.listing import list_deliverables, list_plan
from hub.strategy.terms import LinkSort, VersionState

SERIES = "STR"


def begin(
    content: dict[str, Any],
    *,
    authority: Authority,
    adopted_on: date,
    review_on: date | None = None,
    minute: str = "",
    by: Actor,
    at: datetime,
) -> Version:
    """Enter a strategy that the authority has adopted, as its first version, with everything it asks for.

    Each deliverable becomes an action without owner or date; what delivery depends on and what the review recommended
    are listed with it, all or nothing.

    :param content: title, source, goals, clauses and sections, as ``founding`` gives them; see ``list_plan``.
    :raises Refused: when a strategy is in force already, or a date cannot be.
    """
    found = rules.bars_to_adopting(adopted_on, review_on, on=london(at).date())
    if Version.objects.filter(authority=authority, status=VersionState.IN_FORCE).exists():
        found.append(Finding("in_force", "A strategy is in force already. Propose a new version instead."))
    if found:
        raise Refused(acts.BEGIN, found)
    version = Version(
        authority=authority, adopted_on=adopted_on, review_on=review_on, minute=minute, **_described(content)
    )
    with transaction.atomic(), caused():
        with create(acts.BEGIN, version, by=by, at=at) as entry:
            version.reference = take(SERIES, authority, year=adopted_on.year)[0]
            version.save()
            _store_clauses(version, content["clauses"], on=adopted_on)
            rows = _store_rows(version, content["sections"])
            entry.note(clauses=len(content["clauses"]), rows=rows)
        list_plan(content, authority=authority, by=by, at=at)
    return version


def _described(content: dict[str, Any]) -> dict[str, Any]:
    goals = content.get("goals", {})
    return {
        "title": content["title"],
        "source": content.get("source", ""),
        "stated_score": _score(goals.get("stated")),
        "aim_from": _score(goals.get("aim_from")),
        "aim_to": _score(goals.get("aim_to")),
    }


def propose(*, authority: Authority, title: str, reason: str, by: Actor, at: datetime) -> Version:
    """Propose a new version: everything that is in force, to be reworded.

    :raises Refused: when none is in force, or another is proposed already.
    """
    now = Version.objects.filter(authority=authority, status=VersionState.IN_FORCE).first()
    if now is None:
        raise Refused(acts.PROPOSE, [Finding("none", "No strategy is in force. Enter the adopted strategy first.")])
    waiting = Version.objects.filter(authority=authority, status=VersionState.PROPOSED).first()
    if waiting is not None:
        message = f"{waiting.reference} is proposed already. Adopt or withdraw it first."
        raise Refused(acts.PROPOSE, [Finding("waiting", message, cure=waiting.get_absolute_url())])
    version = Version(
        authority=authority,
        title=title,
        reason=reason,
        follows=now,
        source=now.source,
        stated_score=now.stated_score,
        aim_from=now.aim_from,
        aim_to=now.aim_to,
    )
    with create(acts.PROPOSE, version, by=by, at=at) as entry:
        version.reference = take(SERIES, authority, year=london(at).year)[0]
        version.save()
        _copy(now, version)
        entry.note(reason, follows=now.pk)
    return version


def reword(version: Version, *, number: str, title: str, text: str, reason: str, by: Actor, at: datetime) -> Version:
    """Reword one clause of a proposed version; what it said before stays in the event.

    :raises Refused: when there is no such clause.
    """
    with perform(acts.REWORD, version, by=by, at=at) as entry:
        clause = version.held_clauses().filter(number=number).first()
        if clause is None:
            raise Refused(acts.REWORD, [Finding("no_clause", f"There is no clause {number}.", cure="number")])
        entry.changed(f"clause {number}", f"{clause.title} {clause.text}".strip(), f"{title} {text}".strip())
        clause.title, clause.text = title, text
        clause.save()
        entry.note(reason)
    return version


def retarget(version: Version, *, row: str, year: int, label: str, reason: str, by: Actor, at: datetime) -> Version:
    """Set the level that a row of a proposed version is to reach by the end of a year.

    :param label: one of the five levels, or two with a stroke between them.
    :raises Refused: when there is no such row or level.
    """
    try:
        rules.level_of(label)
    except ValueError:
        message = f"“{label}” is not a level. Choose one from Minimum to Innovator."
        raise Refused(acts.RETARGET, [Finding("no_level", message, cure="label")]) from None
    with perform(acts.RETARGET, version, by=by, at=at) as entry:
        found = version.held_rows().filter(code=row).first()
        if found is None:
            raise Refused(acts.RETARGET, [Finding("no_row", f"There is no row {row}.", cure="row")])
        target = found.targets.filter(year=year).first() or RowTarget(row=found, year=year)
        entry.changed(f"target {year} of row {row}", target.label, label)
        target.label, target.does_not_apply = label, False
        target.save()
        entry.note(reason)
    return version


def adopt(
    version: Version, *, adopted_on: date, review_on: date | None, minute: str, by: Actor, at: datetime
) -> Version:
    """Put a proposed version into force; the one before it gives way on that day, and new deliverables become actions.

    :raises Refused: when a date cannot be, or the approval does not stand.
    """
    with transaction.atomic(), caused():
        _adopt(version, adopted_on=adopted_on, review_on=review_on, minute=minute, by=by, at=at)
        if version.follows is not None:
            list_deliverables(version, version.follows, by=by, at=at)
    return version


def _adopt(version: Version, *, adopted_on: date, review_on: date | None, minute: str, by: Actor, at: datetime) -> None:
    with perform(acts.ADOPT, version, by=by, at=at) as entry:
        standing = list(Version.objects.filter(authority=version.authority, status=VersionState.IN_FORCE))
        after = max((each.adopted_on for each in standing if each.adopted_on), default=None)
        if found := rules.bars_to_adopting(adopted_on, review_on, on=london(at).date(), after=after):
            raise Refused(acts.ADOPT, found)
        for former in standing:
            with perform(acts.SUPERSEDE, former, by=system_actor(), at=at):
                former.superseded_on = adopted_on
                former.save()
        version.adopted_on, version.review_on, version.minute = adopted_on, review_on, minute
        version.save()
        gone = version.rows.filter(left_out_on__isnull=False).values_list("code", flat=True)
        entry.note(minute=minute, left_out=list(gone))


def withdraw(version: Version, *, reason: str, by: Actor, at: datetime) -> Version:
    """Give a proposed version up."""
    with perform(acts.WITHDRAW, version, by=by, at=at) as entry:
        version.save()
        entry.note(reason)
    return version


def _score(stated: Any) -> Decimal | None:
    return None if stated is None else Decimal(str(stated))


def _store_clauses(version: Version, clauses: Iterable[dict[str, Any]], *, on: date) -> None:
    made = Clause.objects.bulk_create(
        [
            Clause(
                version=version,
                position=place,
                number=each["number"],
                title=each["title"],
                kind_of_clause=each["kind"],
                text=each["text"],
                capabilities=each["capabilities"],
            )
            for place, each in enumerate(clauses)
        ]
    )
    ClauseLink.objects.bulk_create(
        ClauseLink(clause=clause, sort=LinkSort.CAPABILITY, target=code, label=code, linked_on=on)
        for clause in made
        for code in clause.capabilities
    )


def _store_rows(version: Version, sections: Iterable[dict[str, Any]]) -> int:
    pairs = [(section, row) for section in sections for row in section["rows"]]
    rows = [
        ActionRow(
            version=version,
            position=place,
            code=row["code"],
            section=section["number"],
            section_title=section["title"],
            theme=section["theme"],
            area=row["area"],
            note=row["note"],
            behaviour=row["behaviour"],
            capabilities=row["capabilities"],
            level_label=row["level"],
            state=row["state"],
        )
        for place, (section, row) in enumerate(pairs)
    ]
    ActionRow.objects.bulk_create(rows)
    stored = {row.code: row for row in version.rows.all()}
    RowTarget.objects.bulk_create(
        [
            RowTarget(
                row=stored[row["code"]],
                year=target["year"],
                label=target["level"],
                does_not_apply=target.get("not_applicable", False),
                deliverables=target["deliverables"],
            )
            for _, row in pairs
            for target in row["targets"]
        ]
    )
    return len(rows)


def _copy(former: Version, version: Version) -> None:
    """Take over every clause, row and target that the former version has."""
    targets = {row.code: list(row.targets.all()) for row in former.held_rows().prefetch_related("targets")}
    links = {clause.number: list(clause.links.all()) for clause in former.held_clauses().prefetch_related("links")}
    clauses, rows = list(former.held_clauses()), list(former.held_rows())
    copies: list[Any] = [*clauses, *rows]
    for each in copies:
        each.pk, each.version = None, version
        each._state.adding = True
    Clause.objects.bulk_create(clauses)
    ClauseLink.objects.bulk_create(
        ClauseLink(clause=clause, sort=each.sort, target=each.target, label=each.label, linked_on=each.linked_on)
        for clause in clauses
        for each in links[clause.number]
        if each.unlinked_on is None
    )
    ActionRow.objects.bulk_create(rows)
    stored = {row.code: row for row in version.rows.all()}
    copied = [(stored[code], target) for code, found in targets.items() for target in found]
    for row, target in copied:
        target.pk, target.row = None, row
        target._state.adding = True
    RowTarget.objects.bulk_create([target for _, target in copied])
