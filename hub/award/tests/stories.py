"""Reach the states of an award by performing the real acts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hub.award import selectors, services
from hub.award.models import Award
from hub.evaluation.tests import stories as scores
from hub.evaluation.tests.stories import LATER
from hub.platform.approvals import services as approvals
from hub.platform.approvals.models import Request
from hub.tender.models import Tender

STARTS, ENDS = date(2027, 2, 1), date(2027, 6, 30)


def settled(*, authority: Any, by: Any, at: datetime, **more: Any) -> Tender:
    """Give a quote whose scores are settled."""
    one = scores.ready(authority=authority, by=by, at=at, **more)
    scores.settled(one, by=by)
    return one


def recommended(one: Tender, *, by: Any, at: datetime = LATER) -> Award:
    """Recommend the best offer with the reasons from its scores."""
    found = selectors.beginning(one, by, on=at.date())
    return services.recommend(one, reasons=found.reasons, starts_on=STARTS, ends_on=ENDS, by=by, at=at)


def request_for(one: Award) -> Request:
    """Give the request for its approval."""
    return Request.objects.get(subject_kind=one.kind(), subject_id=one.pk, status__in=["asked", "approved"])


def approved(one: Award, *, lead: Any, at: datetime = LATER) -> Award:
    """Let somebody else approve it."""
    approvals.approve(request_for(one), by=lead, at=at)
    return one


def informed(one: Tender, *, by: Any, lead: Any, at: datetime = LATER) -> Award:
    """Give an award of which all suppliers were told."""
    return services.inform(approved(recommended(one, by=by, at=at), lead=lead, at=at), by=by, at=at)


def confirmed(one: Tender, *, by: Any, lead: Any, at: datetime = LATER) -> Award:
    """Give an award that is confirmed."""
    return services.confirm(informed(one, by=by, lead=lead, at=at), by=by, at=at)
