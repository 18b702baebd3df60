"""What market engagement measures (BC-3)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from hub.engagement import selectors
from hub.platform.indicators.shares import share_of
from hub.procurement.appraisal.selectors import approved
from hub.procurement.models import Procurement

CASES = "/procurements/"


def engaged(at: datetime) -> Q:
    """Give the condition of the relevant procurements approved in the last 365 days whose market was engaged."""
    return approved(at) & Q(pk__in=selectors.engaged(at))


share_of(
    "BC-3.engaged",
    label="Relevant procurements whose market was engaged",
    formula=(
        "Relevant procurements approved to compete in the last 365 days with a market engagement that was opened, for "
        "the case or for its entry of the pipeline, of all of these."
    ),
    of=Procurement,
    counted=approved,
    holds=lambda at: Q(pk__in=selectors.engaged(at)),
    register=CASES,
)
share_of(
    "BC-3.used",
    label="Engaged procurements with a finding that changed content or timing",
    formula=(
        "Of the relevant procurements approved in the last 365 days whose market was engaged, those with a finding on "
        "content, lots, timing or prices that a recorded decision follows."
    ),
    of=Procurement,
    counted=engaged,
    holds=lambda at: Q(pk__in=selectors.engaged(at, changed_something=True)),
    register=CASES,
)
share_of(
    "BC-3.fed",
    label="Engaged procurements whose findings fed risk and options",
    formula=(
        "Of the relevant procurements approved in the last 365 days whose market was engaged, those with a finding on "
        "risk and a finding on options that were used in a decision."
    ),
    of=Procurement,
    counted=engaged,
    holds=lambda at: (
        Q(pk__in=selectors.engaged(at, feeds_risk=True)) & Q(pk__in=selectors.engaged(at, feeds_options=True))
    ),
    register=CASES,
)
share_of(
    "BC-3.advantage",
    label="Engaged procurements with unfair advantage assessed",
    formula=(
        "Of the relevant procurements approved in the last 365 days whose market was engaged, those where it was "
        "assessed whether a supplier has an unfair advantage."
    ),
    of=Procurement,
    counted=engaged,
    holds=lambda at: Q(pk__in=selectors.engaged(at, advantage_on__isnull=False)),
    register=CASES,
)
