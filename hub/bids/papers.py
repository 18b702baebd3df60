"""The files of bids, once they are opened: ordinary papers of the authority, confidential until somebody says else."""

from hub.bids import selectors
from hub.bids.models import OpenedAnswer
from hub.platform.documents import subjects

subjects.register(
    OpenedAnswer.kind(),
    load=selectors.answer_with_tender,
    visible=selectors.answer_is_visible,
    readers=selectors.readers_of_answers,
    kinds=(("bid", "File of a bid"),),
    retention="decision",
    url=lambda one: f"{one.bid.tender.get_absolute_url()}opening/",
)
