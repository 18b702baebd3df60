"""Entries of the plan, needs and drafts of notices of two authorities, for their addresses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hub.pipeline import services as pipeline
from hub.platform.reference import services as reference
from hub.platform.testing.fixtures import NINE

LOADED = NINE - timedelta(days=3000)
Values = dict[str, Any]


def entries(cast: Any) -> tuple[Values, Values]:
    """Give an entry of the pipeline of each authority."""
    made = []
    for authority, who in ((cast.eca, "morag"), (cast.wdc, "harriet")):
        more = {"needed_on": date(2027, 4, 1), "by": cast.actor(who), "at": NINE}
        made.append({"reference": pipeline.propose(authority=authority, facts={"title": "Trees"}, **more).reference})
    return made[0], made[1]


def needs(cast: Any) -> tuple[Values, Values]:
    """Give a need of each authority."""
    reference.load_all(at=LOADED)
    facts = {"title": "Vans", "description": "They fail their tests.", "needed_on": date(2027, 4, 1)}
    made = []
    for authority, who in ((cast.eca, "tom"), (cast.wdc, "jo")):
        sent = pipeline.send(authority=authority, facts=facts, by=cast.actor(who), at=NINE)
        made.append({"reference": sent.reference})
    return made[0], made[1]


def notice_drafts(cast: Any) -> tuple[Values, Values]:
    """Give a draft of the pipeline notice of each authority."""
    reference.load_all(at=LOADED)
    made = []
    for authority, who in ((cast.eca, "morag"), (cast.wdc, "harriet")):
        more = {"starts_on": date(2027, 4, 1), "by": cast.actor(who), "at": NINE}
        made.append({"reference": pipeline.draft_notice(authority=authority, **more).reference, "format": "json"})
    return made[0], made[1]
