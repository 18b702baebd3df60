"""Take in the public half of an opener's key, and have possession of the private half proven."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from hub.bids import acts
from hub.bids.models import OpenerKey
from hub.bids.sealing import keys as sealing
from hub.bids.sealing.faults import Fault
from hub.law.findings import Finding
from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import create, perform
from hub.platform.clock import london
from hub.platform.identity.selectors import myself
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority

SERIES = "KEY"


def offer(
    authority: Authority, *, recipient: str, is_safe_key: bool = False, kept_by: str = "", by: Actor, at: datetime
) -> OpenerKey:
    """Take the public half of a key that somebody made, and ask a question that only the private half can read.

    :param recipient: the public half, ``age1…``.
    :param is_safe_key: whether it is printed and kept in a sealed envelope; ``kept_by`` then says by whom.
    :raises Refused: for what is no public key, one that is known, or an envelope that nobody keeps.
    """
    recipient, kept_by = recipient.strip(), kept_by.strip()
    key = OpenerKey(authority=authority, person=myself(by), offered_on=london(at).date())
    key.is_safe_key, key.kept_by = is_safe_key, kept_by if is_safe_key else ""
    with create(acts.OFFER_KEY, key, by=by, at=at):
        refuse(acts.OFFER_KEY, _bars(recipient, is_safe_key=is_safe_key, kept_by=kept_by))
        made = sealing.opener_key(recipient)
        key.recipient, key.fingerprint = made.recipient, made.fingerprint
        key.reference = take(SERIES, authority, year=london(at).year)[0]
        _ask(key)
        key.save()
    return key


def _bars(recipient: str, *, is_safe_key: bool, kept_by: str) -> Iterable[Finding]:
    try:
        sealing.opener_key(recipient)
    except Fault:
        yield Finding("recipient", "This is no public key. Copy the line that begins with age1.", cure="recipient")
        return
    if OpenerKey.objects.filter(recipient=recipient).exists():
        yield Finding("known", "This key was offered before. Make a new one.", cure="recipient")
    if is_safe_key and not kept_by:
        yield Finding("kept_by", "Say who keeps the envelope.", cure="kept_by")


def prove(key: OpenerKey, *, answer: str, by: Actor, at: datetime, version: int | None = None) -> OpenerKey:
    """Take the answer to the question that was sealed to a key.

    :raises Refused: when it is not the right one.
    """
    with perform(acts.PROVE_KEY, key, by=by, at=at, version=version):
        asked = sealing.Challenge(bytes(key.question), key.answer_digest)
        if not sealing.is_answered(asked, answer.strip()):
            said = "This is not the answer to the question of this page. Download the question again and answer that."
            refuse(acts.PROVE_KEY, [Finding("answer", said, cure="answer")])
        key.proven_on = london(at).date()
        key.question, key.answer_digest = b"", ""
        key.save()
    return key


def ask_again(key: OpenerKey, *, by: Actor, at: datetime, version: int | None = None) -> OpenerKey:
    """Ask another question; the answer to the last one is right no more."""
    with perform(acts.ASK_AGAIN, key, by=by, at=at, version=version):
        _ask(key)
        key.save()
    return key


def retire(key: OpenerKey, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> OpenerKey:
    """Retire a key that is lost, or whose holder opens bids no more; rosters on which it sits are one short."""
    with perform(acts.RETIRE_KEY, key, by=by, at=at, version=version) as done:
        key.retired_on = london(at).date()
        key.question, key.answer_digest = b"", ""
        key.save()
        done.note(reason)
    return key


def _ask(key: OpenerKey) -> None:
    asked = sealing.challenge(key.recipient)
    key.question, key.answer_digest = asked.sealed, asked.answer_digest
