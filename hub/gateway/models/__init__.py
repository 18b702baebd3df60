"""Gates of procurements, their packs, links and conditions; and waivers."""

from hub.gateway.models.conditions import Condition
from hub.gateway.models.ratings import GateRating
from hub.gateway.models.reviews import DecisionLink, GateReview, Pack
from hub.gateway.models.waivers import Waiver

__all__ = ["Condition", "DecisionLink", "GateRating", "GateReview", "Pack", "Waiver"]
