"""What bodies decided, for acts that the scheme of delegation lets only a body approve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hub.governance.selectors import taken
from hub.platform.approvals.bodies import decided_by_bodies


@decided_by_bodies
def approved(code: str, records: Sequence[Any]) -> set[int]:
    """Give the numbers of those records on which the newest decision of a body said yes."""
    return taken.approved_by(code, records)
