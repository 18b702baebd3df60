"""Find versions, rows, actions, dependencies and recommendations within an actor's reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count

from hub.platform.actors import Actor
from hub.platform.identity.models import Person
from hub.platform.identity.roles import OFFICERS
from hub.platform.reference import lookup
from hub.platform.tenancy.models import Authority
from hub.strategy.models import Action, ActionRow, Clause, ClauseLink, Dependency, Recommendation, RowTarget, Version
from hub.strategy.models.version import ADOPTED
from hub.strategy.terms import OPEN, VersionState


def _mine(model: Any, actor: Actor) -> Any:
    """Keep what an officer's authorities hold; an evaluator's role opens nothing here."""
    if actor.is_system:
        return model.objects.all()
    reach = [party for party in actor.reach if actor.holds(OFFICERS, party)]
    return model.objects.visible_to(actor).filter(authority__in=reach)


def versions(actor: Actor) -> Any:
    """Give the versions that an officer may read, the newest first."""
    return _mine(Version, actor).select_related("authority", "follows")


def version(actor: Actor, reference: str) -> Version | None:
    """Give one version, or None."""
    return versions(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def in_force(authority: Authority | None) -> Version | None:
    """Give the version in force now."""
    return Version.objects.filter(authority=authority, status=VersionState.IN_FORCE).first()  # type: ignore[no-any-return]


def in_force_on(authority: Authority, day: date) -> Version | None:
    """Give the version that was in force on a day; the later one on the day on which one gave way."""
    return Version.objects.filter(authority=authority).in_force_on(day).order_by("-adopted_on").first()  # type: ignore[no-any-return]


def links_of(found: Version) -> list[ClauseLink]:
    """Give the links of a version's clauses that hold, in the order of the clauses."""
    rows = ClauseLink.objects.filter(
        clause__version=found, clause__left_out_on__isnull=True, unlinked_on__isnull=True
    ).select_related("clause")
    return list(rows.order_by("clause__position", "sort", "target"))


def with_rows(found: Version) -> list[ActionRow]:
    """Give the rows of a version with their targets."""
    return list(found.held_rows().prefetch_related("targets"))


def row(actor: Actor, code: str) -> ActionRow | None:
    """Give a row of the strategy at the actor's own authority, or None.

    A row that the strategy no longer has is given as the last version said that had it: its actions, its evidence and
    its history still hang on its code.
    """
    rows = ActionRow.objects.filter(
        version__in=versions(actor).filter(status__in=ADOPTED),
        version__authority=actor.home_id,
        code=code,
        left_out_on__isnull=True,
    )
    rows = rows.select_related("version__authority").prefetch_related("targets")
    return rows.order_by("-version__adopted_on", "-version__pk").first()


def left_out(row: ActionRow) -> ActionRow | None:
    """Give the mark, with its reason, by which an adopted version left a row out; None while the strategy has it."""
    if row.version.status == VersionState.IN_FORCE:
        return None
    rows = ActionRow.objects.filter(
        version__authority=row.version.authority_id,
        version__status__in=ADOPTED,
        code=row.code,
        left_out_on__isnull=False,
    )
    return rows.select_related("version").order_by("-version__adopted_on", "-version__pk").first()


def row_choices(authority: Authority | None) -> list[tuple[str, str]]:
    """Give the rows of the strategy in force as choices."""
    found = in_force(authority)
    return [(each.code, f"{each.code} {each.area}") for each in found.held_rows()] if found else []


def section_choices(authority: Authority | None) -> list[tuple[str, str]]:
    """Give the sections of the plan in force as choices."""
    found = in_force(authority)
    rows = found.held_rows() if found else []
    return list({row.section: f"{row.section} {row.section_title}" for row in rows}.items())


def actions(actor: Actor) -> Any:
    """Give the actions that an officer may read."""
    return _mine(Action, actor).select_related("owner")


def action(actor: Actor, reference: str) -> Action | None:
    """Give one action, or None."""
    return actions(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def action_numbered(pk: int) -> Action:
    """Give one action with its authority."""
    return Action.objects.select_related("authority").get(pk=pk)  # type: ignore[no-any-return]


def action_is_visible(actor: Actor, pk: int) -> bool:
    """Say whether an officer may read an action."""
    return bool(_mine(Action, actor).filter(pk=pk).exists())


def action_owners(ids: Iterable[int]) -> dict[int, set[int]]:
    """Give the person who answers for each action, by number; those without an owner are left out."""
    rows = Action.objects.filter(pk__in=list(ids), owner__isnull=False).values_list("pk", "owner")
    return {pk: {owner} for pk, owner in rows}


def open_actions_of(person: Person) -> Any:
    """Give the actions that a person owns and that are not done."""
    return Action.objects.filter(owner=person, status__in=sorted(OPEN))


def dependencies(actor: Actor) -> Any:
    """Give what delivery depends on, as far as an officer may read it."""
    return _mine(Dependency, actor).select_related("owner")


def dependency(actor: Actor, reference: str) -> Dependency | None:
    """Give one dependency, or None."""
    return dependencies(actor).filter(reference=reference).first()  # type: ignore[no-any-return]


def recommendations(actor: Actor) -> Any:
    """Give the recommendations that an officer may read."""
    return _mine(Recommendation, actor)


def recommendation(actor: Actor, reference: str) -> Recommendation | None:
    """Give one recommendation, or None."""
    return recommendations(actor).filter(reference=reference).prefetch_related("actions").first()  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Baseline:
    """Where a row stood when the strategy first stated it: its level from 1 to 5, and the day of adoption."""

    code: str
    level: Decimal
    on: date


def baselines(authority: Authority, day: date) -> dict[str, Baseline]:
    """Give the baseline of each row by code: what the first version that states it said, on the day of its adoption.

    A later version takes the rows over; it does not state them anew, so it moves no baseline.
    """
    rows = ActionRow.objects.filter(version__authority=authority, version__status__in=ADOPTED)
    rows = (
        rows.filter(version__adopted_on__lte=day, left_out_on__isnull=True)
        .exclude(level_label="")
        .select_related("version")
    )
    found: dict[str, Baseline] = {}
    for row in rows.order_by("version__adopted_on", "version__pk", "position"):
        level, adopted_on = row.level, row.version.adopted_on
        if level is not None and adopted_on is not None:
            found.setdefault(row.code, Baseline(row.code, level, adopted_on))
    return found


def others(actor: Actor, found: Version) -> list[Version]:
    """Give the other versions of the same authority that an officer may read, the newest first."""
    return list(versions(actor).filter(authority=found.authority_id).exclude(pk=found.pk))


def target(found: Version, code: str, year: str) -> RowTarget | None:
    """Give the target of a row of a version for a year, for the last one where none is named, or None."""
    rows = RowTarget.objects.filter(row__version=found, row__code=code, row__left_out_on__isnull=True)
    if not year:
        return rows.last()
    return rows.filter(year=int(year)).first() if year.isdecimal() else None


def with_open_actions(found: Version) -> list[ActionRow]:
    """Give the rows of a version, each with the number of its actions that are not done (``open_actions``)."""
    rows = Action.objects.filter(authority=found.authority_id, status__in=sorted(OPEN)).values_list("row_code")
    counts = dict(rows.order_by().annotate(count=Count("pk")))
    held = list(found.held_rows())
    for row in held:
        row.open_actions = counts.get(row.code, 0)
    return held


def gone_from(found: Version) -> list[Clause | ActionRow]:
    """Give the clauses and rows that a version leaves out, each with its day and reason."""
    return [*found.clauses.filter(left_out_on__isnull=False), *found.rows.filter(left_out_on__isnull=False)]


def reasons_left_out(found: Version) -> dict[str, str]:
    """Give why a version leaves clauses and rows out, by their names in ``texts``."""
    return {
        each.number if isinstance(each, Clause) else f"Row {each.code}": each.left_out_because
        for each in gone_from(found)
    }


def capability_choices(authority: Authority, *, on: date) -> list[tuple[str, str]]:
    """Give the capabilities of a day as choices."""
    found = lookup.layered("capabilities", on=on, authority=authority)
    return [(entry.code, f"{entry.code} {entry.label}") for entry in found]


def with_a_strategy() -> list[Authority]:
    """Give the authorities that have a strategy in force."""
    rows = Version.objects.filter(status=VersionState.IN_FORCE).select_related("authority").order_by("authority")
    return [each.authority for each in rows]


def row_codes(authority: Authority, day: date) -> set[str]:
    """Give the codes of the rows of the strategy in force on a day."""
    found = in_force_on(authority, day)
    return set(found.held_rows().values_list("code", flat=True)) if found else set()
