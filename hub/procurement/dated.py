"""Duties with a day on other records that belong to a case: packages say which, and the next step of the case asks.

A condition of a gate, the papers of a committee or the notice of a market engagement may be due before what the case
itself lacks; whoever opens the case has to see that first.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q

from hub.platform.clock import london
from hub.platform.deadlines import selectors as deadlines
from hub.platform.deadlines.selectors import Coming
from hub.procurement.models import Procurement
from hub.procurement.rules.steps import NEAR

Belongs = Callable[[Procurement], Q]
_belongs: list[Belongs] = []


def belongs(ask: Belongs) -> Belongs:
    """Register which rows of deadlines belong to a case; ``ask`` gives a filter over them and does not query."""
    if ask not in _belongs:
        _belongs.append(ask)
    return ask


def forget(ask: Belongs) -> None:
    """Take a registration back; for tests that add one."""
    _belongs.remove(ask)


def soonest(case: Procurement, *, at: datetime) -> Coming | None:
    """Give the duty of a case that is late or due soon and nearest, in words; None where there is none."""
    wanted = Q(pk__in=())
    for ask in _belongs:
        wanted |= ask(case)
    return deadlines.soonest(wanted, until=london(at).date() + NEAR + timedelta(days=1))


@belongs
def of_itself(case: Procurement) -> Q:
    """Count the review of its conflicts assessment; its last safe start stands beside the next step already."""
    return Q(kind=case.kind(), record_id=case.pk) & ~Q(name="procurement.last_safe_start")
