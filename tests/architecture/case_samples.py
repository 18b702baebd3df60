"""A case of each authority, for the addresses of the case file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hub.platform.reference import services as reference
from hub.platform.testing.fixtures import NINE
from hub.procurement.tests import stories

LOADED = NINE - timedelta(days=3000)


def cases(cast: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a case of each authority, with a timetable."""
    reference.load_all(at=LOADED)
    made = []
    for authority, who in ((cast.eca, "priya"), (cast.wdc, "jo")):
        found = stories.shaping(authority=authority, by=cast.actor(who), at=NINE)
        made.append({"reference": found.reference, "number": 1, "group": "what"})
    return made[0], made[1]
