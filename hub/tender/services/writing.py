"""Write letters within the act that they follow from, send them afterwards, and note how far each came.

A letter is taken by a conditional UPDATE before it is sent: two workers, or one that begins again, never send it twice.
If a worker dies in the moment of sending, the letter stays "being sent", and the page offers to send it again.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage

from hub.law.findings import Finding
from hub.platform import clock
from hub.platform.act_guards import refuse
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import perform
from hub.platform.deadlines.services import tell
from hub.platform.jobs.services import enqueue
from hub.platform.words import list_of
from hub.tender import acts, selectors
from hub.tender.models import Invitation, Letter, Tender
from hub.tender.models.inviting import new_nonce
from hub.tender.rules.letters import LINK, Text
from hub.tender.terms import Arrival, LetterSort

log = logging.getLogger("hub.tender")

SALT = "hub.tender.invitation"
SEND = "hub.tender.services.writing.send_letters"
FAILED = "The mail server did not take it."


def write_all(one: Tender, text: Text, *, sort: LetterSort, cause: str, by: Actor, at: datetime) -> None:
    """Write one text to all who are asked, within an open act, and put the sending in the queue.

    :param cause: what it is about; nobody is written twice of one cause.
    :param by: who waits for it, so that it goes before the Hub's own work in the queue.
    """
    for row in selectors.invitations_of(one):
        _write(row, text, sort=sort, cause=cause, at=at)
    label = f"Write to the suppliers of {one.reference}"
    enqueue(SEND, one.pk, key=f"tender:{one.pk}:{cause}", by=by, label=label, at=at)


def tell_outcome(one: Tender, *, texts: Mapping[int, Text], cause: str, by: Actor, at: datetime) -> Tender:
    """Write the outcome to all who answered at once, each in their own words.

    :param texts: by the number of the invitation.
    :param cause: what it is about; nobody is written twice of one cause.
    """
    with perform(acts.TELL, one, by=by, at=at) as done:
        rows = [row for row in selectors.invitations_of(one) if row.pk in texts]
        for row in rows:
            _write(row, texts[row.pk], sort=LetterSort.OUTCOME, cause=cause, at=at)
        label = f"Write to the suppliers of {one.reference}"
        enqueue(SEND, one.pk, key=f"tender:{one.pk}:{cause}", by=by, label=label, at=at)
        done.note(suppliers=[row.name for row in rows])
    return one


def _write(row: Invitation, text: Text, *, sort: LetterSort, cause: str, at: datetime) -> Letter:
    letter = Letter(
        invitation=row, cause=cause, sort=sort, email=row.email, subject=text.subject[:300], body=text.body,
        written_at=at,
    )  # fmt: skip
    letter.save()
    return letter


def resend(
    one: Tender, *, invitation: Invitation, email: str, by: Actor, at: datetime, version: int | None = None
) -> Tender:
    """Send the invitation to one of them again, to a corrected address; the links sent before open nothing any more.

    :raises Refused: once the due time has come, or for one who is not asked.
    """
    with perform(acts.RESEND, one, by=by, at=at, version=version) as done:
        if invitation.tender_id != one.pk:
            refuse(acts.RESEND, [Finding("foreign", "Choose one of the suppliers of this quote.")])
        sent = Letter.objects.filter(invitation=invitation, sort=LetterSort.INVITATION).order_by("-pk")
        last = sent.first()
        assert last is not None, "whoever is asked in an open quote was written to"
        invitation.email, invitation.nonce = email.strip(), new_nonce()
        invitation.save()
        for letter in sent:
            letter.arrival = Arrival.REPLACED
            letter.save()
        cause = f"invitation:{sent.count() + 1}"
        text = Text(last.subject, last.body)
        _write(invitation, text, sort=LetterSort.INVITATION, cause=cause, at=at)
        key = f"tender:{one.pk}:{invitation.pk}:{cause}"
        enqueue(SEND, one.pk, key=key, by=by, label=f"Write to {invitation.name}"[:200], at=at)
        done.note(supplier=invitation.name)
    return one


def send_letters(running: Any, number: int) -> dict[str, Any]:
    """Send the letters of a quote that wait; the function that the queue calls. Safe to run again.

    :param number: of the quote.
    """
    at = clock.now()
    settled: list[tuple[Letter, str]] = []
    for letter in selectors.waiting_letters(number):
        free = Letter.objects.filter(pk=letter.pk, arrival=Arrival.WAITING)
        if free.update(arrival=Arrival.SENDING, taken_at=at):
            letter.arrival, letter.taken_at = Arrival.SENDING, at
            settled.append((letter, _send(letter)))
    if settled:
        _note(number, settled, at)
    return {"sent": sum(not fault for _, fault in settled), "failed": sum(bool(fault) for _, fault in settled)}


def send_left(running: Any) -> dict[str, Any]:
    """Send what still waits, such as letters whose job was cancelled or lost; the worker does this regularly."""
    found = [send_letters(running, number) for number in selectors.with_waiting_letters()]
    return {name: sum(one[name] for one in found) for name in ("sent", "failed")}


def _send(letter: Letter) -> str:
    """Send one letter; gives what went wrong, or nothing."""
    body = letter.body.replace(LINK, address_of(f"/quotes/link/{token_of(letter.invitation)}/"))
    try:
        EmailMessage(letter.subject, body, settings.DEFAULT_FROM_EMAIL, [letter.email]).send()
    except Exception:
        # No address and no word of the letter goes to the log.
        log.exception("Letter %s could not be sent.", letter.pk)
        return FAILED
    return ""


def _note(number: int, settled: list[tuple[Letter, str]], at: datetime) -> None:
    one = selectors.with_authority(number)
    missed = [letter.invitation.name for letter, fault in settled if fault]
    with perform(acts.DELIVER, one, by=SYSTEM, at=at) as done:
        for letter, fault in settled:
            # Sent again meanwhile: what replaced it stands.
            letter.refresh_from_db(fields=["arrival"])
            if letter.arrival == Arrival.SENDING:
                letter.arrival = Arrival.FAILED if fault else Arrival.SENT
            letter.fault, letter.settled_at = fault, at
            letter.save()
        done.note(sent=[letter.invitation.name for letter, fault in settled if not fault], missed=missed)
    if missed:
        sentence = f"{list_of(missed)[:150]} did not get your message. Try another address"
        tell(cause=f"letters:{settled[-1][0].pk}", people=[one.owner_id], authority=one.authority, sentence=sentence,
             at=at, link=one.get_absolute_url(), about=one)  # fmt: skip


def token_of(row: Invitation) -> str:
    """Give what stands in the address of an invitation's link: signed, and bound to the invitation alone."""
    return signing.dumps(row.nonce, salt=SALT)


def read(token: str) -> Invitation | None:
    """Give the invitation of a token; None when the Hub did not sign it, or a newer letter replaced it."""
    try:
        nonce = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return selectors.by_nonce(nonce) if isinstance(nonce, str) else None


def address_of(path: str) -> str:
    """Give the full address of a page of the supplier site."""
    for host, site in settings.HUB_SITE_HOSTS.items():
        if site == "supplier":
            return f"https://{host}{path}"
    for port, site in settings.HUB_SITE_PORTS.items():
        if site == "supplier":
            return f"http://localhost:{port}{path}"
    return f"http://localhost:8001{path}"
