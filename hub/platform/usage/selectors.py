"""How many of those who could open dashboards did."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from hub.platform.clock import london
from hub.platform.identity.models import Membership, Person
from hub.platform.identity.roles import Role
from hub.platform.indicators import Failing, Failures, Reading
from hub.platform.indicators.history import said_before
from hub.platform.indicators.lists import lists_of
from hub.platform.usage.models import DashboardView


def share_of_people(
    authorities: Sequence[int],
    at: datetime,
    *,
    roles: Collection[Role],
    dashboards: Collection[str] = (),
    days: int,
    key: str,
) -> Reading:
    """Give the share of the people with some roles who opened a dashboard in the days up to a moment.

    :param dashboards: which ones; any unless given.
    :param key: of the measure, on whose page both sorts of people are listed.
    """
    lists = lists_of(key, at)
    href = lists["failing"]
    on = london(at).date()
    first = _first(authorities)
    if first is None:
        return Reading(0, 0, href, reason="Nobody has opened a dashboard yet.")
    if first > on:
        reason = f"The Hub knows nothing of who opened dashboards before {first:%-d %B %Y}."
        return Reading(0, 0, href, reason=reason, known_from=first)
    people = set(people_with_roles(authorities, at, roles).values_list("pk", flat=True))
    opened = people & set(_openings(authorities, on, dashboards, days).values_list("person_id", flat=True))
    return Reading(len(opened), len(people), **lists)


def who_did_not(
    authorities: Sequence[int],
    at: datetime,
    most: int,
    *,
    roles: Collection[Role],
    dashboards: Collection[str] = (),
    days: int,
) -> Failures:
    """Give the people with some roles who opened none, by name."""
    on = london(at).date()
    opened = _openings(authorities, on, dashboards, days)
    rows = people_with_roles(authorities, at, roles).exclude(pk__in=opened.values("person_id")).order_by("name", "pk")
    return Failures(rows.count(), [Failing(one.name, "/people/") for one in rows[:most]])


def who_did(
    authorities: Sequence[int],
    at: datetime,
    most: int,
    *,
    roles: Collection[Role],
    dashboards: Collection[str] = (),
    days: int,
) -> Failures:
    """Give the people with some roles who opened one, by name."""
    on = london(at).date()
    opened = _openings(authorities, on, dashboards, days)
    rows = people_with_roles(authorities, at, roles).filter(pk__in=opened.values("person_id")).order_by("name", "pk")
    return Failures(rows.count(), [Failing(one.name, "/people/") for one in rows[:most]])


def people_with_roles(authorities: Sequence[int], at: datetime, roles: Collection[Role]) -> Any:
    """Give the people who held one of some roles at a moment and were at work then."""
    held = Membership.objects.granted(london(at).date()).filter(party__in=list(authorities), role__in=list(roles))
    told = said_before(Person, "is_active", at)
    were = sorted(pk for pk, was in told.items() if was)
    at_work = (Q(is_active=True) & ~Q(pk__in=sorted(told))) | Q(pk__in=were)
    return Person.objects.filter(at_work, pk__in=held.values("person"))


def _openings(authorities: Sequence[int], on: date, dashboards: Collection[str], days: int) -> Any:
    rows = DashboardView.objects.filter(authority__in=list(authorities), on__gt=on - timedelta(days=days), on__lte=on)
    return rows.filter(dashboard__in=list(dashboards)) if dashboards else rows


def _first(authorities: Sequence[int]) -> date | None:
    rows = DashboardView.objects.filter(authority__in=list(authorities)).order_by("on")
    return rows.values_list("on", flat=True).first()  # type: ignore[no-any-return]
