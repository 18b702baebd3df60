"""A bid as its own people read it: what is asked, what has come, whether it is submitted, and its receipts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.bids import selectors, services
from hub.bids.models import Bid, Item, Submission
from hub.bids.rules.complete import Lack
from hub.bids.terms import BidState, ItemState
from hub.platform.actors import Actor
from hub.platform.words import moment
from hub.tender.models import Question
from hub.tender.terms import State

NOT_SUBMITTED = "Not submitted"
TAKEN_BACK = "Taken back. Nothing of it will be opened unless you submit again."


@dataclass(frozen=True)
class Mine:
    """One of an organisation's bids in a list.

    :param state: where it stands, in words.
    :param is_safe: whether a version is submitted and stands.
    """

    reference: str
    party: str
    quote: str
    title: str
    authority: str
    due_at: datetime
    is_open: bool
    state: str
    is_safe: bool

    @property
    def page(self) -> str:
        """Give its address on the supplier site."""
        return f"/bids/{self.reference}/"


@dataclass(frozen=True)
class Task:
    """One question of a bid, and how far its answer is.

    :param state: in words, such as "Answered" or "Not answered".
    :param is_done: whether nothing of it is missing.
    :param lot: number of the lot; empty for the whole.
    """

    number: int
    text: str
    state: str
    is_done: bool
    is_required: bool
    lot: str


@dataclass(frozen=True)
class Page:
    """A bid with everything that its own page says.

    :param state: "Not submitted", or "Submitted …", always in the same place.
    :param is_changed: whether the draft holds anything else than the version that stands.
    :param next_number: the number that the next version gets; the form of Submit carries it.
    :param submit_for_me: what the bidder chose for a complete bid that is not submitted; None until then.
    :param may_change: whether the reader may change it.
    :param sealed_by: where it was sealed so far, in words.
    """

    mine: Mine
    tasks: tuple[Task, ...]
    lacks: tuple[Lack, ...]
    is_changed: bool
    next_number: int
    submit_for_me: bool | None
    may_change: bool
    grace_minutes: int
    roster_digests: tuple[str, ...]
    opened_at: datetime | None
    versions: tuple[Version, ...]

    @property
    def is_complete(self) -> bool:
        """Say whether nothing is missing."""
        return not self.lacks


@dataclass(frozen=True)
class Version:
    """A version that was submitted.

    :param stamp: when it reached the front door.
    :param has_receipt: whether its signed receipt is here; it follows as soon as the signer answers.
    :param counts: whether it is the one that stands.
    """

    number: int
    stamp: datetime
    files_count: int
    copies: int
    has_receipt: bool
    is_for_them: bool
    counts: bool


def bids(actor: Actor, *, at: datetime) -> list[Mine]:
    """Give the bids of the organisations for which an actor works: open ones first, the nearest due time first."""
    rows = [_mine(row, at) for row in selectors.own_bids(actor)]
    return sorted((one for one in rows if one.is_open), key=lambda one: one.due_at) + [
        one for one in rows if not one.is_open
    ]


def bid(actor: Actor, reference: str, *, at: datetime) -> Page | None:
    """Give one of them whole, or None where it is not theirs."""
    row = selectors.own_bid(actor, reference)
    if row is None:
        return None
    items = selectors.items_of(row)
    lacks = selectors.lacking(row, items)
    return Page(
        mine=_mine(row, at),
        tasks=tuple(_task(one, items, lacks) for one in selectors.questions_of(row.tender)),
        lacks=tuple(lacks),
        is_changed=selectors.is_changed(row, items),
        next_number=row.number + 1,
        submit_for_me=row.submit_for_me,
        may_change=row.tender.is_open(at=at) and services.may_act(row, actor),
        grace_minutes=row.tender.grace_minutes,
        roster_digests=tuple(one.digest for one in selectors.pinned_of(row.tender)),
        opened_at=row.opened_at,
        versions=tuple(_version(one, row) for one in selectors.submissions_of(row)),
    )


def _mine(row: Bid, at: datetime) -> Mine:
    one = row.tender
    assert one.due_at is not None, "bids are for what says until when"
    is_safe = row.status in (BidState.SUBMITTED, BidState.OPENED)
    return Mine(
        reference=row.reference, party=row.party.name, quote=one.reference, title=one.title,
        authority=one.authority.name, due_at=one.due_at, is_open=one.is_open(at=at), state=_state(row, at),
        is_safe=is_safe,
    )  # fmt: skip


def _state(row: Bid, at: datetime) -> str:
    if row.tender.status == State.WITHDRAWN:
        return "The quote was withdrawn"
    if row.status == BidState.OPENED and row.opened_at is not None:
        return f"Opened {moment(row.opened_at)}"
    if row.status == BidState.SUBMITTED and row.submitted_at is not None:
        return f"Submitted {moment(row.submitted_at)}, receipt {row.reference[:8]}-{row.number}"
    if row.status == BidState.WITHDRAWN:
        return TAKEN_BACK
    return NOT_SUBMITTED


def _task(one: Question, items: Sequence[Item], lacks: Sequence[Lack]) -> Task:
    own = [item for item in items if item.question_id == one.pk]
    lack = next((each for each in lacks if each.question == one.number), None)
    whole = sum(item.status == ItemState.WHOLE for item in own)
    files = sum(item.is_file for item in own)
    if lack is not None:
        state = lack.why
    elif files:
        state = f"{whole} of {files} files received" if files > 1 else "File received"
    else:
        state = "Answered" if whole else "Not answered, and it need not be"
    lot = str(one.lot.number) if one.lot is not None else ""
    return Task(one.number, one.text, state, lack is None, one.is_required, lot)


def _version(one: Submission, row: Bid) -> Version:
    counts = one.number == row.number and row.status in (BidState.SUBMITTED, BidState.OPENED)
    return Version(one.number, one.stamp, one.files_count, one.copies, bool(one.receipt), one.is_for_them, counts)


def _submission(actor: Actor, reference: str, number: int) -> Submission | None:
    row = selectors.own_bid(actor, reference)
    return row.submissions.filter(number=number).select_related("bid__tender__authority").first() if row else None


def receipt(actor: Actor, reference: str, number: int, *, key: str = "") -> str | None:
    """Give the receipt file of a version; with the browser's key it holds names and salts. None until it is signed."""
    found = _submission(actor, reference, number)
    if found is None or not services.signed_receipt(found).receipt:
        return None
    return services.receipt_file(found, key)


def receipts(actor: Actor, reference: str) -> list[Version]:
    """Give every version of a bid, newest first."""
    row = selectors.own_bid(actor, reference)
    return [_version(one, row) for one in selectors.submissions_of(row)] if row else []


def root(actor: Actor, reference: str, number: int) -> str | None:
    """Give the file that proves a version to be among those closed; None before, and for one that does not count."""
    found = _submission(actor, reference, number)
    return services.closing_file(found) if found is not None and found.receipt else None


def file_receipt(actor: Actor, reference: str, item: str) -> str | None:
    """Give the signed receipt of one answer or file; None for one that is not whole, or not theirs."""
    row = selectors.own_bid(actor, reference)
    found = selectors.item_of(row, item) if row is not None else None
    return services.file_receipt(found) if found is not None else None


def evidence(actor: Actor, reference: str, *, at: datetime) -> bytes | None:
    """Give everything about a bid as one signed ZIP file; None where it is not theirs."""
    row = selectors.own_bid(actor, reference)
    return services.evidence(row, at=at) if row is not None else None
