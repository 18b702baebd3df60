"""Quotes of two authorities, for addresses with variable parts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hub.award.tests import stories as awards
from hub.bids import services as bids
from hub.evaluation.tests import stories as scores
from hub.platform.testing.fixtures import NINE
from hub.tender import services
from hub.tender.models import Tender
from hub.tender.tests import stories
from tests.architecture.bids_samples import in_force

Values = dict[str, Any]
LOADED = NINE - timedelta(days=3000)


def quotes(cast: Any) -> tuple[Values, Values]:
    """Give an open quote of each, whose suppliers were drawn once."""
    in_force(cast)
    stories.firms(by=cast.actor("priya"), at=NINE)
    made = []
    for authority, who in ((cast.eca, "priya"), (cast.wdc, "jo")):
        acting = {"by": cast.actor(who), "at": NINE}
        one = stories.prepared(authority=authority, **acting)
        services.draw(one, drawing=services.Draw("lot", 2), **acting)
        stories.asked(stories.chosen(one, **acting), **acting)
        made.append({"reference": services.invite(one, **acting).reference, "number": 1})
    return made[0], made[1]


def openings(cast: Any) -> tuple[Values, Values]:
    """Give a quote of each whose root is published and whose list of bids is fixed."""
    own, other = quotes(cast)
    for values in (own, other):
        one = Tender.objects.get(reference=values["reference"])
        bids.begin_opening(one, "whole", at=one.due_at + timedelta(minutes=1))
        values["envelope"] = "whole"
    return own, other


def scorings(cast: Any) -> tuple[Values, Values]:
    """Give an opened quote of each, with an offer that is scored and settled."""
    in_force(cast)
    made = []
    for one, by in _opened(cast):
        bid = scores.bid(scores.settled(one, by=by), "Signwell Ltd")
        made.append({"reference": one.reference, "number": bid.pk})
    return made[0], made[1]


def awards_of(cast: Any) -> tuple[Values, Values]:
    """Give a recommended award of each."""
    in_force(cast)
    made = []
    for one, by in _opened(cast):
        scores.settled(one, by=by)
        made.append({"reference": awards.recommended(one, by=by).reference})
    return made[0], made[1]


def _opened(cast: Any) -> list[tuple[Tender, Any]]:
    return [
        (scores.ready(authority=authority, by=cast.actor(who), at=NINE), cast.actor(who))
        for authority, who in ((cast.eca, "priya"), (cast.wdc, "jo"))
    ]


def asked_suppliers(cast: Any) -> tuple[Values, Values]:
    """Give a supplier who is asked in each of two quotes."""
    own, other = quotes(cast)
    for values in (own, other):
        one = Tender.objects.get(reference=values["reference"])
        values["number"] = one.invitations.values_list("pk", flat=True)[0]
    return own, other
