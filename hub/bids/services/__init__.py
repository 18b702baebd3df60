"""What can be done about bids, one function for each act."""

from hub.bids.services.beginning import add_mailbox, begin, choose, mailbox_for, may_act
from hub.bids.services.closing import close_all, close_bids, closing_file, opens_from, proof_for, public_closing_file
from hub.bids.services.evidence import evidence, file_receipt
from hub.bids.services.finishing import finish
from hub.bids.services.keys import ask_again, offer, prove, retire
from hub.bids.services.opening import (
    bars_to_opening,
    begin_opening,
    begin_openings,
    give_shares,
    opening_for,
    openings_file,
)
from hub.bids.services.parts import (
    Part,
    WrongPlace,
    WrongSum,
    bars_to_file,
    begin_parts,
    comes_in_parts,
    take_part,
)
from hub.bids.services.pinning import bars_to_sending, envelopes_of, pin
from hub.bids.services.places import store
from hub.bids.services.receipts import receipt_file, sign_waiting, signed_receipt
from hub.bids.services.rehearsing import bundle_of, give_share, put_in_force, rehearse
from hub.bids.services.reminding import remind
from hub.bids.services.rosters import Drawn, draw_up, pinned, retire_roster, revise
from hub.bids.services.stamping import Stamp
from hub.bids.services.submitting import Submitted, submit, submit_for_them, take_back
from hub.bids.services.taking import FormFile, is_file_question, remove, save_answer, told_of, typed

__all__ = [
    "Drawn",
    "FormFile",
    "Part",
    "Stamp",
    "Submitted",
    "WrongPlace",
    "WrongSum",
    "add_mailbox",
    "ask_again",
    "bars_to_file",
    "bars_to_opening",
    "bars_to_sending",
    "begin",
    "begin_opening",
    "begin_openings",
    "begin_parts",
    "bundle_of",
    "choose",
    "close_all",
    "close_bids",
    "closing_file",
    "comes_in_parts",
    "draw_up",
    "envelopes_of",
    "evidence",
    "file_receipt",
    "finish",
    "give_share",
    "give_shares",
    "is_file_question",
    "mailbox_for",
    "may_act",
    "offer",
    "opening_for",
    "openings_file",
    "opens_from",
    "pin",
    "pinned",
    "proof_for",
    "prove",
    "public_closing_file",
    "put_in_force",
    "receipt_file",
    "rehearse",
    "remind",
    "remove",
    "retire",
    "retire_roster",
    "revise",
    "save_answer",
    "sign_waiting",
    "signed_receipt",
    "store",
    "submit",
    "submit_for_them",
    "take_back",
    "take_part",
    "told_of",
    "typed",
]
