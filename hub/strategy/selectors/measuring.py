"""Counts for the indicators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from hub.platform.clock import london
from hub.platform.events.models import Event
from hub.platform.indicators.history import met_at
from hub.strategy.models import Action, Clause, Dependency, Version
from hub.strategy.models.version import ADOPTED
from hub.strategy.terms import OPEN, PROMISES, Outlook


def version_on(authorities: Sequence[int], at: datetime) -> Version | None:
    """Give the version in force at a moment."""
    rows = Version.objects.filter(authority__in=list(authorities)).in_force_on(london(at).date())
    return rows.order_by("-adopted_on").first()  # type: ignore[no-any-return]


def first_adoption(authorities: Sequence[int]) -> date | None:
    """Give the day on which the first version came into force."""
    rows = Version.objects.filter(authority__in=list(authorities), status__in=ADOPTED)
    return rows.order_by("adopted_on").values_list("adopted_on", flat=True).first()  # type: ignore[no-any-return]


def promises(authorities: Sequence[int], at: datetime) -> list[Clause]:
    """Give the clauses in force at a moment that state an aim, an objective, a goal or a duty."""
    found = version_on(authorities, at)
    rows = found.held_clauses().filter(kind_of_clause__in=sorted(PROMISES)) if found else None
    return list(rows.prefetch_related("links")) if rows is not None else []


def is_served(clause: Clause, at: datetime) -> bool:
    """Say whether something was linked to a clause at a moment."""
    on = london(at).date()
    return any(link.stands_on(on) for link in clause.links.all())


def dependencies_listed(authorities: Sequence[int], at: datetime) -> int:
    """Count the dependencies that were listed by a moment; none is ever taken off the list."""
    rows = Dependency.objects.filter(authority__in=list(authorities))
    made = Event.objects.filter(verb="strategy.dependency.list", authority__in=list(authorities), at__lte=at)
    return rows.filter(pk__in=made.values("subject_id")).count()


def late_rows(authorities: Sequence[int], at: datetime) -> tuple[list[str], list[str]]:
    """Give the rows with an action that was late at a moment: where delivery depended on something red, and others.

    What delivery depends on is stated for a section, so it weighs on every row of it.
    """
    is_late = Q(status__in=sorted(OPEN), due_on__isnull=False, due_on__lt=london(at).date())
    late = {(each.row_code, each.section) for each in met_at(Action, is_late, at, authorities)}
    red = {each.section for each in met_at(Dependency, Q(outlook=Outlook.RED), at, authorities)}
    blocked = sorted(code for code, section in late if section in red)
    return blocked, sorted(code for code, section in late if section not in red)
