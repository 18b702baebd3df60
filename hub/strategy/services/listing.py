"""List what a strategy brings with it: its deliverables as actions, what delivery depends on, what a review asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hub.platform.actors import Actor
from hub.platform.acts import perform_many
from hub.platform.clock import london
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority
from hub.strategy import acts
from hub.strategy.models import Action, Dependency, Recommendation, Version
from hub.strategy.services import depending, doing

REVIEW = "External review of procurement"


def list_plan(content: dict[str, Any], *, authority: Authority, by: Actor, at: datetime) -> None:
    """List an action for each deliverable, without owner or date, every dependency and every recommendation.

    Must run inside a transaction: references are taken for all at once.

    :param content: sections and recommendations as ``founding`` gives them; "review" and "reviewed_on" name the review
        and its day where they are known.
    """
    how: dict[str, Any] = {"by": by, "at": at}
    sections = content["sections"]
    actions = [
        Action(authority=authority, row_code=row["code"], section=section["number"], title=text, year=target["year"])
        for section in sections
        for row in section["rows"]
        for target in row["targets"]
        for text in target["deliverables"]
    ]
    _number(actions, doing.SERIES, authority, at)
    perform_many(acts.ADD_ACTION, actions, write=Action.objects.bulk_create, **how)
    dependencies = [
        Dependency(authority=authority, section=section["number"], **{key: each[key] for key in KEYS})
        for section in sections
        for each in section.get("dependencies", ())
    ]
    _number(dependencies, depending.DEPENDENCIES, authority, at)
    perform_many(acts.LIST_DEPENDENCY, dependencies, write=Dependency.objects.bulk_create, **how)
    review = {"review": content.get("review", REVIEW), "made_on": content.get("reviewed_on")}
    asked = [
        Recommendation(authority=authority, title=each["title"], text=each["text"], row_codes=each["rows"], **review)
        for each in content.get("recommendations", ())
    ]
    _number(asked, depending.RECOMMENDATIONS, authority, at)
    perform_many(acts.RECORD_RECOMMENDATION, asked, write=Recommendation.objects.bulk_create, **how)


KEYS = ("clause", "item", "text")


def list_deliverables(version: Version, former: Version, *, by: Actor, at: datetime) -> int:
    """List an action for each deliverable that a version has and the one before it had not; give how many.

    Must run inside a transaction. Actions of deliverables that are gone stay: whoever answers for them drops them.
    """
    had = _deliverables(former)
    new = {key: section for key, section in _deliverables(version).items() if key not in had}
    authority = version.authority
    actions = [
        Action(authority=authority, row_code=code, section=section, title=text, year=year)
        for (code, year, text), section in new.items()
    ]
    _number(actions, doing.SERIES, authority, at)
    perform_many(acts.ADD_ACTION, actions, write=Action.objects.bulk_create, by=by, at=at)
    return len(actions)


def _deliverables(version: Version) -> dict[tuple[str, int, str], str]:
    """Give the section of each deliverable by row, year and text."""
    return {
        (row.code, target.year, text): row.section
        for row in version.held_rows().prefetch_related("targets")
        for target in row.targets.all()
        for text in target.deliverables
    }


def _number(records: list[Any], series: str, authority: Authority, at: datetime) -> None:
    """Give each record the next reference of its series."""
    if records:
        taken = take(series, authority, year=london(at).year, count=len(records))
        for record, reference in zip(records, taken, strict=True):
            record.reference = reference
