"""Conditions of the indicators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, Q, prefetch_related_objects

from hub.platform.clock import london
from hub.platform.indicators.history import met_at, with_parts
from hub.procurement.models import ConflictsAssessment, Objective, Partner, Procurement, TeamMember
from hub.procurement.terms import WANTED_ROLES, TeamRole


def with_whole_team(at: datetime) -> Q:
    """Give the condition of a team in which every wanted role is held on the day."""
    on = london(at).date()
    held = TeamMember.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=on), joined_on__lte=on)
    found = Q()
    for role in WANTED_ROLES:
        found &= Q(pk__in=held.filter(role=role).values("procurement_id"))
    return found


# Whose input is asked for before the market is (SE-5).
INPUTS = (TeamRole.PROCUREMENT, TeamRole.LEGAL, TeamRole.FINANCE)


def with_inputs(at: datetime) -> Q:
    """Give the condition of a team that had procurement, legal and finance on the day it went to the market."""
    went = F("procurement__competed_on")
    held = TeamMember.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=went), joined_on__lte=went)
    found = Q()
    for role in INPUTS:
        found &= Q(pk__in=held.filter(role=role).values("procurement_id"))
    return found


def joint(at: datetime) -> Q:
    """Give the condition of a partner authority that takes part."""
    return with_parts(Procurement, "partners", Partner.objects.values("procurement_id"), at)


def forecast_errors(authorities: Sequence[int], at: datetime, *, since: date) -> list[Decimal]:
    """Give how far what was awarded after a day, until a moment, lay from the forecast of the plan, as a share of it.

    The forecast is the value of the entry, which nobody changes once its procurement has started.
    """
    awarded = Q(awarded_on__gt=since, awarded_on__lte=london(at).date(), award_ex_vat__isnull=False)
    rows = met_at(Procurement, awarded & Q(entry__isnull=False), at, authorities)
    prefetch_related_objects(rows, "entry")
    pairs = [(one.entry.value_ex_vat, one.award_ex_vat) for one in rows]
    return [abs(paid - told) / told for told, paid in pairs if told is not None and told > 0]


def with_objective(at: datetime) -> Q:
    """Give the condition of an objective with an outcome measure."""
    now = Objective.objects.exclude(measure="").values("procurement_id")
    return with_parts(Procurement, "objectives", now, at)


def with_assessment(at: datetime) -> Q:
    """Give the condition of a conflicts assessment that was prepared by then."""
    rows = ConflictsAssessment.objects.filter(made_on__lte=london(at).date())
    return Q(pk__in=rows.values("procurement_id"))
