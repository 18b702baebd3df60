"""Quotes of two authorities, for addresses with variable parts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hub.platform.reference import services as reference
from hub.platform.testing.fixtures import NINE
from hub.tender import services
from hub.tender.models import Tender
from hub.tender.tests import stories

Values = dict[str, Any]
LOADED = NINE - timedelta(days=3000)


def quotes(cast: Any) -> tuple[Values, Values]:
    """Give an open quote of each, whose suppliers were drawn once."""
    reference.load_all(at=LOADED)
    stories.firms(by=cast.actor("priya"), at=NINE)
    made = []
    for authority, who in ((cast.eca, "priya"), (cast.wdc, "jo")):
        acting = {"by": cast.actor(who), "at": NINE}
        one = stories.prepared(authority=authority, **acting)
        services.draw(one, drawing=services.Draw("lot", 2), **acting)
        stories.asked(stories.chosen(one, **acting), **acting)
        made.append({"reference": services.invite(one, **acting).reference, "number": 1})
    return made[0], made[1]


def asked_suppliers(cast: Any) -> tuple[Values, Values]:
    """Give a supplier who is asked in each of two quotes."""
    own, other = quotes(cast)
    for values in (own, other):
        one = Tender.objects.get(reference=values["reference"])
        values["number"] = one.invitations.values_list("pk", flat=True)[0]
    return own, other
