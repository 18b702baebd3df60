"""Tell the leads of rows and behaviours whose computed level fell from one month end to the next (ST-2, ST-3)."""

from __future__ import annotations

from datetime import datetime

from hub.maturity import rules
from hub.maturity.models import Snapshot, SnapshotLine
from hub.maturity.terms import Subject
from hub.platform.clock import london
from hub.platform.deadlines.services import tell
from hub.platform.identity.roles import Role
from hub.platform.identity.selectors import role_holders
from hub.platform.words import date_long

MOST_NAMED = 4
TOLD_OF = {Subject.ROW: "row", Subject.BEHAVIOUR: "behaviour"}


def tell_of_falls(snapshot: Snapshot, *, at: datetime) -> None:
    """Tell once for each month end, and only of the newest: what was kept late is no news any more."""
    ends = Snapshot.objects.filter(authority=snapshot.authority)
    before = ends.filter(on__lt=snapshot.on).order_by("-on").first()
    if before is None or ends.filter(on__gt=snapshot.on).exists():
        return
    fallen = rules.fallen(_levels(before), _levels(snapshot))
    if not fallen:
        return
    named = [f"{TOLD_OF[Subject(subject)]} {code} {said}" for (subject, code), said in fallen[:MOST_NAMED]]
    more = f" and {len(fallen) - MOST_NAMED} more" if len(fallen) > MOST_NAMED else ""
    leads = role_holders({Role.PROCUREMENT_LEAD}, snapshot.authority, london(at).date())
    tell(
        cause=f"maturity:fell:{snapshot.pk}",
        people=[one.pk for one in leads],
        authority=snapshot.authority,
        sentence=f"Levels fell by {date_long(snapshot.on)}: {', '.join(named)}{more}",
        link=f"/maturity/?on={snapshot.on.isoformat()}",
        at=at,
        about=snapshot,
    )


def _levels(snapshot: Snapshot) -> dict[tuple[str, str], int | None]:
    """Give the level of each row and behaviour of a month end."""
    rows = SnapshotLine.objects.filter(snapshot=snapshot, subject__in=list(TOLD_OF)).order_by("pk")
    return {(subject, code): computed for subject, code, computed in rows.values_list("subject", "code", "computed")}
