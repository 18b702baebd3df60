"""The strategy as the real acts make it. Tests and the demo are built from these."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from hub.platform.actors import Actor
from hub.platform.approvals import services as approvals
from hub.platform.tenancy.models import Authority
from hub.strategy import acts, services
from hub.strategy.founding import founding
from hub.strategy.models import Action, Dependency, Recommendation, Version

ADOPTED = date(2023, 3, 22)
REVIEW = "External procurement review, 2022"


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


def planned(*, authority: Authority, by: Actor, at: datetime) -> list[Action]:
    """Tell of an action for every deliverable of the strategy in force."""
    version = authority.strategy_versions.get(status="in_force")
    return [
        services.add_action(authority=authority, row_code=row.code, title=text, year=target.year, by=by, at=at)
        for row in version.rows.prefetch_related("targets")
        for target in row.targets.all()
        for text in target.deliverables
    ]


def depending(*, authority: Authority, by: Actor, at: datetime) -> list[Dependency]:
    """Tell of everything that the founding strategy says its delivery depends on."""
    return [
        services.list_dependency(
            authority=authority, section=section["number"], by=by, at=at, **{key: each[key] for key in KEYS}
        )
        for section in founding()["sections"]
        for each in section["dependencies"]
    ]


KEYS = ("clause", "item", "text")


def recommended(*, authority: Authority, by: Actor, at: datetime) -> list[Recommendation]:
    """Tell of what the external review recommended."""
    return [
        services.record_recommendation(
            authority=authority,
            title=each["title"],
            text=each["text"],
            review=REVIEW,
            row_codes=each["rows"],
            by=by,
            at=at,
        )
        for each in founding()["recommendations"]
    ]
