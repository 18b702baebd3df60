"""What a supplier's people see of their own bids, and how they build and submit them. Plain values leave, no record."""

from hub.bids.portal.bidding import (
    Asked,
    SealsTo,
    Sent,
    add_mailbox,
    answer,
    begin,
    choose,
    own,
    question,
    remove,
    roster_texts,
    seals_to,
    submit,
    take_back,
)
from hub.bids.portal.reading import Mine, Page, Task, Version, bid, bids, receipt, receipts, root
from hub.bids.portal.uploading import SealingHandler, Upload, begin_upload, stamp_of, take_part, upload_of
from hub.bids.rules.answers import Given, words_in
from hub.bids.services import Part, Stamp, WrongPlace, WrongSum
from hub.bids.store.shelf import CannotStore

__all__ = [
    "Asked",
    "CannotStore",
    "Given",
    "Mine",
    "Page",
    "Part",
    "SealingHandler",
    "SealsTo",
    "Sent",
    "Stamp",
    "Task",
    "Upload",
    "Version",
    "WrongPlace",
    "WrongSum",
    "add_mailbox",
    "answer",
    "begin",
    "begin_upload",
    "bid",
    "bids",
    "choose",
    "own",
    "question",
    "receipt",
    "receipts",
    "remove",
    "root",
    "roster_texts",
    "seals_to",
    "stamp_of",
    "submit",
    "take_back",
    "take_part",
    "upload_of",
    "words_in",
]
