"""The strategy as the real acts make it. Tests and the demo are built from these."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from hub.platform.actors import Actor
from hub.platform.approvals import services as approvals
from hub.platform.tenancy.models import Authority
from hub.strategy import acts, services
from hub.strategy.founding import founding
from hub.strategy.models import Action, Dependency, Recommendation, Version

ADOPTED = date(2023, 3, 22)


def adopted(*, authority: Authority, by: Actor, at: datetime, adopted_on: date = ADOPTED) -> Version:
    """Tell of an authority that entered its founding strategy."""
    minute = "Board, 22 March 2023, item 7"
    return services.begin(founding(), authority=authority, adopted_on=adopted_on, minute=minute, by=by, at=at)


def proposed(*, authority: Authority, by: Actor, at: datetime, title: str, reason: str) -> Version:
    """Tell of a proposal to change the strategy."""
    return services.propose(authority=authority, title=title, reason=reason, by=by, at=at)


def approved(
    version: Version, *, approvers: Sequence[Actor], adopted_on: date, authority: Authority, by: Actor, at: datetime
) -> Version:
    """Tell of a proposal that was approved and adopted."""
    request = approvals.ask(acts.ADOPT, version, by=by, at=at)
    for each in approvers:
        approvals.approve(request, by=each, at=at)
    minute = f"Board of {authority.name}, item 3"
    return services.adopt(version, adopted_on=adopted_on, review_on=None, minute=minute, by=by, at=at)


def planned(*, authority: Authority, **_telling: Any) -> list[Action]:
    """Give the action for every deliverable, which the strategy brought with it when it was entered."""
    return list(authority.strategy_actions.order_by("pk"))


def depending(*, authority: Authority, **_telling: Any) -> list[Dependency]:
    """Give everything that the founding strategy says its delivery depends on."""
    return list(authority.strategy_dependencies.order_by("pk"))


def recommended(*, authority: Authority, **_telling: Any) -> list[Recommendation]:
    """Give what the external review recommended."""
    return list(authority.strategy_recommendations.order_by("pk"))
