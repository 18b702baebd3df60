"""Take in answers and files: sealed before a byte of them is kept, and safe before anybody is told so."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from django.conf import settings

from hub.bids import acts, selectors
from hub.bids.models import Bid, Item
from hub.bids.rules import answers
from hub.bids.rules.labels import label
from hub.bids.sealing.files import MIB, PAD_ANSWERS, FileSealer, Said, SealedFile, mib, seal_file
from hub.bids.services import drafts
from hub.bids.services.beginning import mailbox_for
from hub.bids.services.finishing import finish, take_place_of
from hub.bids.services.parts import bars_to_file
from hub.bids.services.places import store
from hub.bids.services.stamping import Stamp, noted
from hub.bids.terms import ItemState, Maker
from hub.platform import clock
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.platform.canon import strict
from hub.tender.models import Question
from hub.tender.terms import AnswerAs, Envelope

JSON = "application/json"


def save_answer(bid: Bid, question: Question, given: answers.Given, *, by: Actor, stamp: Stamp) -> Item:
    """Seal an answer; it takes the place of the one before. A price is kept sealed and in no other way.

    :raises Refused: when it is no answer to the question, or too late.
    :raises CannotStore: when the store does not take it; then nothing is changed.
    """
    asked = selectors.as_asked(question)
    with noted(bid, "answer", stamp, item=selectors.item_of_answer(question)) as note:
        mailbox = mailbox_for(bid, question.envelope, at=stamp.at)
        with perform(acts.SAVE_ANSWER, bid, by=by, at=stamp.at) as done:
            refuse(acts.SAVE_ANSWER, answers.faults(asked, given))
            content = strict(answers.content(asked, given))
            sealed, facts = seal_file(
                io.BytesIO(content), Said(f"answer-{question.number}.json", JSON), mailbox.recipient, shelf=store(),
                pad_to=PAD_ANSWERS,
            )  # fmt: skip
            item = _item(bid, question, mailbox, sealed=sealed, stamp=stamp)
            told = {"salt": facts.salt, "size": facts.size, "name": facts.name}
            item.private = drafts.lock(bid, told if _is_price(question) else {**told, **_typed(given)})
            take_place_of(item, at=stamp.at)
            item.save()
            done.note(question=question.number)
        note.add(is_whole=True, is_bound=True)
    return item


def _item(bid: Bid, question: Question, mailbox: Any, *, sealed: SealedFile, stamp: Stamp) -> Item:
    return Item(
        bid=bid, question=question, mailbox=mailbox, made_by=Maker.DOOR, status=ItemState.WHOLE, begun_at=stamp.at,
        whole_at=max(clock.now(), stamp.at), descriptor=sealed.descriptor, segments=list(sealed.segments),
        mib=sealed.mib, commitment=sealed.commitment,
    )  # fmt: skip


def _is_price(question: Question) -> bool:
    return question.is_price or question.envelope == Envelope.PRICE


def _typed(given: answers.Given) -> dict[str, Any]:
    return {"text": given.text, "rows": [list(row) for row in given.rows], "declared": given.is_declared}


def told_of(item: Item) -> dict[str, Any]:
    """Give name, size and salt of an item, as long as the bid's draft can be read."""
    return drafts.read(item.bid, bytes(item.private))


def typed(item: Item) -> answers.Given | None:
    """Give what was typed, as long as the bid's draft can be read; None for a price, and once it was submitted."""
    told = told_of(item)
    if "text" not in told:
        return None
    return answers.Given(told["text"], tuple(tuple(row) for row in told["rows"]), bool(told["declared"]))


class FormFile:
    """A file that a form sends: sealed piece by piece as it arrives, in constant memory.

    Its row is there from its first byte, so that a broken upload is seen; it counts when ``finish`` returns.
    """

    def __init__(self, bid: Bid, question: Question, *, by: Actor, stamp: Stamp) -> None:
        self.bid, self.question, self.by, self.stamp = bid, question, by, stamp
        self.item: Item | None = None
        self.size = 0
        self._last: datetime = stamp.at
        self._pause = 0.0

    def begin(self, name: str, media_type: str) -> None:
        """Begin: whoever may not send this, or too late, is refused before a byte is read.

        :raises Refused: with the reason.
        """
        mailbox = mailbox_for(self.bid, self.question.envelope, at=self.stamp.at)
        item = Item(
            bid=self.bid, question=self.question, mailbox=mailbox, made_by=Maker.DOOR, is_file=True,
            begun_at=self.stamp.at, last_at=self.stamp.at,
        )  # fmt: skip
        noting = noted(self.bid, "create", self.stamp, item=item.name, is_bound=True)
        with noting, perform(acts.BEGIN_FILE, self.bid, by=self.by, at=self.stamp.at) as done:
            refuse(acts.BEGIN_FILE, bars_to_file(self.bid, mib=0))
            item.save()
            done.note(question=self.question.number, made_by=Maker.DOOR)
        said = Said(label(name), media_type or "application/octet-stream")
        self.sealer = FileSealer(said, mailbox.recipient, shelf=store())
        self.item = item

    def write(self, content: bytes) -> None:
        """Take the next bytes.

        :raises CannotStore: when the store does not take them.
        :raises Refused: when the file is larger than is taken.
        """
        now = clock.now()
        self._pause = max(self._pause, (now - self._last).total_seconds())
        self._last = now
        self.size += len(content)
        if self.size > settings.HUB_BID_FILE_MIB * MIB:
            refuse(acts.BEGIN_FILE, bars_to_file(self.bid, mib=mib(self.size)))
        self.sealer.write(content)

    def finish(self) -> Item:
        """Keep what came as a whole file of the bid.

        :raises Refused: when it took too long (R3).
        """
        assert self.item is not None, "begun before"
        sealed, facts = self.sealer.finish()
        with noted(self.bid, "bytes", self.stamp, item=self.item.name) as note:
            note.add(longest_pause=int(self._pause), size=self.size, is_bound=True)
            private = {"name": facts.name, "size": facts.size, "salt": facts.salt, "type": facts.media_type}
            finish(self.item, sealed, by=self.by, stamp=self.stamp, ended=self._last, private=private)
            note.add(is_whole=True, ended_at=max(clock.now(), self.stamp.at))
        return self.item


def remove(item: Item, *, by: Actor, stamp: Stamp) -> Item:
    """Take an answer or a file out of the draft; a version that was submitted keeps it."""
    bid, noting = item.bid, noted(item.bid, "remove", stamp, item=selectors.name_in_log(item))
    with noting, perform(acts.REMOVE, bid, by=by, at=stamp.at) as done:
        item.refresh_from_db()
        item.status, item.removed_at, item.private = ItemState.REMOVED, stamp.at, b""
        item.save()
        done.note(question=item.question.number)
    return item


def is_file_question(question: Question) -> bool:
    """Say whether a question is answered with files."""
    return bool(question.answer_as == AnswerAs.FILE)
