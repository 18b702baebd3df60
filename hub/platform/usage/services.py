"""Write down that a dashboard was opened, and forget it in time."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError

from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.usage.models import DashboardView

# Long enough for a measure of any day of the last two years.
KEPT = timedelta(days=800)
IN_SESSION = "hub_dashboards"


def note(dashboard: str, *, by: Actor, session: Any, at: datetime) -> None:
    """Write down that somebody opened a dashboard today; their session remembers it, so a day costs one row.

    A page is shown whether or not this can be written.
    """
    if by.person_id is None or by.home_id is None:
        return
    on = clock.london(at).date()
    seen = session.get(IN_SESSION, {})
    if seen.get(dashboard) == on.isoformat():
        return
    row = DashboardView(authority_id=by.home_id, person_id=by.person_id, dashboard=dashboard, on=on)
    with suppress(OperationalError):
        DashboardView.objects.bulk_create([row], ignore_conflicts=True)
        session[IN_SESSION] = {**seen, dashboard: on.isoformat()}


def forget_old(job: Any = None) -> dict[str, str]:
    """Forget what was opened long ago."""
    count, _ = DashboardView.objects.filter(on__lt=clock.today() - KEPT).delete()
    return {"text": f"{count} forgotten"}
