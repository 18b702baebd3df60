"""By when a change of law is reviewed, and who hears; alerts that nobody answers climb the ladder."""

from __future__ import annotations

from hub.lawdesk import acts
from hub.lawdesk.models import LawChange
from hub.platform.deadlines.declare import Deadline, days

REVIEW_BY = Deadline(
    "lawchange.review_by",
    of=LawChange,
    label="Review a change of law",
    due=lambda change: change.review_by if change.is_unreviewed else None,
    warn=(days(30), days(7)),
    tells=lambda change: {change.reviewer_id} if change.reviewer_id else set(acts.REVIEWERS),
    sentence=lambda change: f"Review the change of law: {change.title[:120]}",
    link=lambda change: change.get_absolute_url(),
)
