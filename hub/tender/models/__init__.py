"""Records of competitions."""

from hub.tender.models.asking import Clarification, Enquiry, Question
from hub.tender.models.inviting import Invitation, Letter, Pick
from hub.tender.models.taking_part import Participation
from hub.tender.models.tender import PackItem, Tender

__all__ = [
    "Clarification",
    "Enquiry",
    "Invitation",
    "Letter",
    "PackItem",
    "Participation",
    "Pick",
    "Question",
    "Tender",
]
