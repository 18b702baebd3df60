"""What the public may read, and the records of publishing."""

from hub.publishing.models.engagements import PublishedEngagement
from hub.publishing.models.published import (
    Publication,
    PublishedContract,
    PublishedDecision,
    PublishedPart,
    PublishedPlan,
    PublishedSupplier,
    PublishedVersion,
    Redaction,
    Shown,
)
from hub.publishing.models.waivers import PublishedWaiver
from hub.publishing.models.watches import Departure, Watch

__all__ = [
    "Departure",
    "Publication",
    "PublishedContract",
    "PublishedDecision",
    "PublishedEngagement",
    "PublishedPart",
    "PublishedPlan",
    "PublishedSupplier",
    "PublishedVersion",
    "PublishedWaiver",
    "Redaction",
    "Shown",
    "Watch",
]
