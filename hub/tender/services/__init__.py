"""What can be done about quotes and tenders, one function for each act."""

from hub.tender.services import guarding  # noqa: F401
from hub.tender.services.choosing import Chosen, Draw, Other, choose_suppliers, draw, weighed
from hub.tender.services.clarifying import answer, enquire
from hub.tender.services.preparing import What, prepare, prepare_new, revise, transfer
from hub.tender.services.questions import ask
from hub.tender.services.running import close, extend, withdraw
from hub.tender.services.sending import invite, note_reading
from hub.tender.services.taking_part import say, take_up
from hub.tender.services.writing import read, resend, send_letters, tell_outcome, token_of

__all__ = [
    "Chosen",
    "Draw",
    "Other",
    "What",
    "answer",
    "ask",
    "choose_suppliers",
    "close",
    "draw",
    "enquire",
    "extend",
    "invite",
    "note_reading",
    "prepare",
    "prepare_new",
    "read",
    "resend",
    "revise",
    "say",
    "send_letters",
    "take_up",
    "tell_outcome",
    "token_of",
    "transfer",
    "weighed",
    "withdraw",
]
