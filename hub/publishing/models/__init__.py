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
    Watch,
)
from hub.publishing.models.waivers import PublishedWaiver

__all__ = [
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
