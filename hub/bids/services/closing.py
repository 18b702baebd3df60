"""Close the bids of a tender: submit for those who asked for it, and publish the signed root before anything is opened.

The clock decided who is in time; this only writes it down, so it may run late, and again.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime, timedelta

from hub.bids import acts, selectors
from hub.bids.models import Bid, Closing, Submission
from hub.bids.rules.timeliness import timeliness
from hub.bids.sealing import closing as trees
from hub.bids.sealing import receipts as texts
from hub.bids.sealing.faults import Fault
from hub.bids.services.incidents import held_by_incident
from hub.bids.services.receipts import signed_receipt
from hub.bids.services.submitting import add_what_came, submit_for_them
from hub.bids.terms import BidState
from hub.platform.act_guards import FirstCame
from hub.platform.actors import SYSTEM
from hub.platform.acts import perform
from hub.platform.events import signing
from hub.platform.events.receipts import closing_name
from hub.platform.events.record import Digest
from hub.tender.models import Tender
from hub.tender.terms import SENT

log = logging.getLogger("hub.bids.closing")


def opens_from(one: Tender, *, at: datetime) -> datetime | None:
    """Give from when the bids of a tender may be opened, as far as that is known at a moment (R7).

    The due time, unless a file was under way then: in that case the end of the grace, or until no such file is left.
    None for a tender that says no due time.
    """
    if one.due_at is None:
        return None
    grace_ends = one.due_at + timedelta(minutes=one.grace_minutes)
    is_under_way = selectors.under_way(one, at=min(at, grace_ends)) if at >= one.due_at else True
    more = selectors.more_time(one) if at >= one.due_at else timedelta(0)
    return max(grace_ends if is_under_way else one.due_at, one.due_at + more)


def close_bids(one: Tender, *, at: datetime) -> Closing | None:
    """Publish the root over the bids that count; None while it is too early, or the signer cannot be reached."""
    if there := selectors.closing_of(one):
        return there
    from_when = opens_from(one, at=at)
    if from_when is None or at < from_when or one.status not in SENT or list(held_by_incident(one)):
        return None
    row = selectors.unsigned_closing_of(one)
    if row is None:
        counted = _counted(one, at)
        if any(not each.receipt for each in counted):
            log.error("the bids of %s wait for the signer before they can be closed", one.reference)
            return None
        row = _fix(one, [each.receipt for each in counted], at)
    return _publish(one, row, at)


def close_all(*, at: datetime) -> int:
    """Publish the root of every tender for which it is time; gives how many that were."""
    return sum(close_bids(one, at=at) is not None for one in selectors.to_close(at=at))


def _counted(one: Tender, at: datetime) -> list[Submission]:
    """Give the last version of every bid that is in time, each with its receipt."""
    found = []
    for bid in Bid.objects.filter(tender=one).select_related("tender__authority").order_by("pk"):
        submit_for_them(bid, at=at)
        add_what_came(bid, at=at)
        last = selectors.counting_submission(bid)
        if last is not None and bid.status == BidState.SUBMITTED and _is_in_time(bid):
            found.append(signed_receipt(last))
    return found


def _is_in_time(bid: Bid) -> bool:
    decided = timeliness(selectors.facts_of(bid)).result
    return decided is not None and decided.in_time


def _fix(one: Tender, receipts: list[str], at: datetime) -> Closing:
    """Keep the leaves; of two workers one is first."""
    tree = trees.close(receipts)
    with suppress(FirstCame), perform(acts.FIX_ROOT, one, by=SYSTEM, at=at) as done:
        if Closing.objects.filter(tender=one).exists():
            raise FirstCame
        Closing(tender=one, at=at, leaves=list(tree.leaves), root_digest=tree.root).save()
        done.note(root=Digest(tree.root), size=tree.size)
    return Closing.objects.get(tender=one)


def _publish(one: Tender, row: Closing, at: datetime) -> Closing | None:
    """Have the root signed; asked again it is the same signature."""
    try:
        name = closing_name(one.authority.name[:200], one.reference)
        signed = signing.receipt_before(name) or signing.sign_receipt(_text(one, row))
    except OSError as fault:
        log.error("the root of %s waits for the signer: %s", one.reference, fault)
        return None
    if row.root_digest not in signed.text:
        log.error("another root was signed for %s before; nothing is opened until somebody has looked", one.reference)
        return None
    with suppress(FirstCame), perform(acts.PUBLISH_ROOT, one, by=SYSTEM, at=at) as done:
        row.refresh_from_db()
        if row.signature:
            raise FirstCame
        row.text, row.signature, row.public_key = signed.text, signed.signature, signed.public_key
        row.save()
        done.note(root=Digest(row.root_digest), size=len(row.leaves))
    return selectors.closing_of(one)


def _text(one: Tender, row: Closing) -> str:
    return texts.Closing(
        authority=one.authority.name[:200], tender=one.reference, at=row.at, size=len(row.leaves),
        root=row.root_digest, key_id=signing.key_id(signing.public_key_text()),
    ).text()  # fmt: skip


def is_in_root(bid: Bid) -> bool:
    """Say whether a bid is among those over which the root was signed: no other one is opened."""
    last = selectors.counting_submission(bid)
    if last is None:
        return False
    try:
        return proof_for(last) is not None
    except Fault:
        return False


def proof_for(one: Submission) -> dict[str, object] | None:
    """Give the proof that a bid is among those closed: index, size and path; None before the root is published."""
    row = selectors.closing_of(one.bid.tender)
    if row is None:
        return None
    return trees.ClosingTree(tuple(row.leaves)).proofs([one.receipt])[0]


def closing_file(one: Submission) -> str | None:
    """Give the file with root and proof that ``hub-verify`` holds against the receipt of a bid."""
    row = selectors.closing_of(one.bid.tender)
    if row is None:
        return None
    return texts.closing_file((row.text, row.signature, row.public_key), proof=proof_for(one))


def public_closing_file(row: Closing) -> str:
    """Give the file with the root as it is published."""
    return texts.closing_file((row.text, row.signature, row.public_key))
