"""What a supplier's people see of quotes they are asked for, and what they do. Plain values leave; no record does.

Everybody who is asked reads the same words, and nobody reads who else is asked, who asked a question or who answers.
"""

from hub.tender.portal.doing import ENQUIRE, SAY, TAKE_UP, ask, organisations, say, take_up, uptake
from hub.tender.portal.reading import by_link, pack_text, paper_by_link, quote, quotes
from hub.tender.portal.values import Answered, Asked, Invited, OwnEnquiry, Paper, Part, Quote, Uptake

__all__ = [
    "ENQUIRE",
    "SAY",
    "TAKE_UP",
    "Answered",
    "Asked",
    "Invited",
    "OwnEnquiry",
    "Paper",
    "Part",
    "Quote",
    "Uptake",
    "ask",
    "by_link",
    "organisations",
    "pack_text",
    "paper_by_link",
    "quote",
    "quotes",
    "say",
    "take_up",
    "uptake",
]
