"""Gates, conditions and waivers of two authorities, for their addresses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import mail

from hub.gateway import services as gateway
from hub.gateway.models import GateReview
from hub.gateway.tests.stories import waiver_facts
from hub.platform.reference import services as reference
from hub.platform.testing.fixtures import NINE
from hub.procurement.tests import stories as cases

LOADED = NINE - timedelta(days=3000)
Values = dict[str, Any]


def gates_of(cast: Any) -> tuple[Values, Values]:
    """Give a gate of each authority, submitted with a link to decide it."""
    reference.load_all(at=LOADED)
    found = []
    for authority, buyer, lead in ((cast.eca, "priya", "morag"), (cast.wdc, "jo", "harriet")):
        case = cases.shaping(authority=authority, estimate=None, by=cast.actor(buyer), at=NINE)
        review = gateway.open_gate(case, gate="need", by=cast.actor(buyer), at=NINE)
        told = gateway.Submission(is_urgent=True, urgent_reason="A sample")
        gateway.submit(review, told=told, by=cast.actor(buyer), at=NINE)
        gateway.send_link(review, person=cast.people[lead], by=cast.actor(buyer), at=NINE)
        token = mail.outbox[-1].body.split("/gates/link/")[1].split("/")[0]
        found.append({"reference": review.reference, "token": token, "format": "pdf"})
    return found[0], found[1]


def gate_conditions(cast: Any) -> tuple[Values, Values]:
    """Give a condition of each authority."""
    own, other = gates_of(cast)
    found = []
    for values, lead in ((own, "morag"), (other, "harriet")):
        review = GateReview.objects.get(reference=values["reference"])
        row = {"text": "Decide the DPIA", "owner": cast.people[lead], "due_on": NINE.date()}
        gateway.grant_with_conditions(review, conditions=[row], by=cast.actor(lead), at=NINE)
        found.append({"reference": f"{review.reference}-1"})
    return found[0], found[1]


def waivers(cast: Any) -> tuple[Values, Values]:
    """Give a waiver of each authority."""
    reference.load_all(at=LOADED)
    own = gateway.ask_waiver(authority=cast.eca, facts=waiver_facts(), by=cast.actor("priya"), at=NINE)
    other = gateway.ask_waiver(authority=cast.wdc, facts=waiver_facts(), by=cast.actor("jo"), at=NINE)
    return {"reference": own.reference}, {"reference": other.reference}
