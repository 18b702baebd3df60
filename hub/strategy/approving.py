"""What is approved when a version of the strategy is adopted: everything that it says."""

from __future__ import annotations

from typing import Any

from hub.platform import canon
from hub.platform.approvals.declare import Approval
from hub.strategy import selectors
from hub.strategy.models import Version


def content(version: Version) -> dict[str, Any]:
    """Give what is approved: if a clause or a target changes, the approval lapses."""
    said = selectors.texts(version)
    return {
        "Reference": version.reference,
        "Title": version.title,
        "Reason": version.reason,
        "Clauses and rows": version.held_clauses().count() + version.held_rows().count(),
        "Fingerprint of the text": canon.digest(said, domain="hub/strategy/v1"),
    }


ADOPTION = Approval(
    "strategy_adoption",
    of=Version,
    label="Adopt a version of the strategy",
    content=content,
    value=lambda version: None,
)
