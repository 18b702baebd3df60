"""Conditions of the indicators."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from hub.platform.clock import london
from hub.procurement.models import ConflictsAssessment, Objective, TeamMember
from hub.procurement.terms import WANTED_ROLES


def with_whole_team(at: datetime) -> Q:
    """Give the condition of a team in which every wanted role is held on the day."""
    on = london(at).date()
    held = TeamMember.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=on), joined_on__lte=on)
    found = Q()
    for role in WANTED_ROLES:
        found &= Q(pk__in=held.filter(role=role).values("procurement_id"))
    return found


def with_objective(at: datetime) -> Q:
    """Give the condition of an objective with an outcome measure."""
    return Q(pk__in=Objective.objects.exclude(measure="").values("procurement_id"))


def with_assessment(at: datetime) -> Q:
    """Give the condition of a conflicts assessment that was prepared by then."""
    rows = ConflictsAssessment.objects.filter(made_on__lte=london(at).date())
    return Q(pk__in=rows.values("procurement_id"))
