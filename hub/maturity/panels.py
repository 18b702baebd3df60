"""What this package shows on other pages: why a row of the plan stands where it stands, and levels in the strategy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hub.maturity import acts, selectors
from hub.maturity.selectors.results import Placed
from hub.platform import clock
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.tenancy.models import Authority
from hub.platform.ui.panels import panel
from hub.strategy.models import ActionRow
from hub.strategy.rules import label_of
from hub.strategy.selectors.evidence import Known, Level, tells

NOT_MEASURED = "Not measured"


@tells
def levels(authority: Authority, at: datetime) -> Known:
    """Tell the strategy's pages the computed and claimed levels."""
    found = selectors.assess_now(authority, at)
    return Known(
        capabilities={
            each.code: Level(_said(each), f"/maturity/capabilities/{each.code}/") for each in found.capabilities
        },
        rows={each.code: Level(_said(each), f"/strategy/plan/{each.code}/#panel-maturity") for each in found.rows},
        claims={each.code: Level(label_of(each.claimed.level)) for each in found.rows if each.claimed},
    )


def _said(each: Placed) -> str:
    return label_of(each.computed) or NOT_MEASURED


def why(row: ActionRow, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the three values of a row, and the tests behind the computed one."""
    authority = row.version.authority
    found = selectors.assess_now(authority, at).row(row.code)
    if found is None:
        return None
    day = london(at).date()
    if day < clock.today():
        return {"placed": found, "as_at": day, "on_query": f"?on={day.isoformat()}"}
    may_claim = actor.holds(acts.CLAIM.held_by, authority.pk)
    return {"placed": found, "may_claim": may_claim, "may_attest": actor.holds(acts.ATTEST.held_by, authority.pk)}


panel(
    ActionRow.kind(),
    "maturity",
    title="Why it stands where it stands",
    order=5,
    template="maturity/_why.html",
    context=why,
)
