"""What a supplier's people see of their own bids, and how they build and submit them. Plain values leave, no record."""

from hub.bids.portal.bidding import (
    add_mailbox,
    answer,
    begin,
    choose,
    own,
    question,
    remove,
    roster_texts,
    submit,
    take_back,
)
from hub.bids.portal.reading import Mine, Page, Task, bid, bids, receipt, receipts, root
from hub.bids.portal.uploading import SealingHandler, Upload, begin_upload, take_part, upload_of

__all__ = [
    "Mine", "Page", "SealingHandler", "Task", "Upload", "add_mailbox", "answer", "begin", "begin_upload", "bid", "bids",
    "choose", "own", "question", "receipt", "receipts", "remove", "root", "roster_texts", "submit", "take_back",
    "take_part", "upload_of",
]  # fmt: skip
