"""Links by which one person decides one pack once: signed, ending, bound to what the pack says."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage

from hub.gateway import acts, rules, selectors
from hub.gateway.models import DecisionLink, GateReview
from hub.gateway.terms import State
from hub.law.findings import Finding
from hub.platform.act_table import Act, bars
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.deadlines.email import absolute
from hub.platform.identity.models import Person
from hub.platform.identity.roles import Role
from hub.platform.identity.selectors import role_holders
from hub.platform.words import moment

SALT = "hub.gateway.link"


def send_link(
    review: GateReview, *, person: Person, by: Actor, at: datetime, version: int | None = None
) -> DecisionLink:
    """Send somebody who may decide a gate a link for it; an earlier link of theirs ends.

    :raises Refused: when they may not decide it, submitted it, or the e-mail cannot be sent.
    """
    with perform(acts.SEND_LINK, review, by=by, at=at, version=version) as done:
        if person not in may_get_link(review, at):
            told = f"{person.name} may not decide this gate. Choose somebody from the list."
            raise Refused(acts.SEND_LINK, [Finding("person", told, cure="person")])
        pack = selectors.pack_of(review)
        gate = selectors.gate_on(review.gate, selectors.today(at), review.authority)
        assert pack is not None, "a submitted gate has a pack"
        for earlier in selectors.standing_links(review):
            if earlier.person_id == person.pk:
                earlier.review, earlier.revoked_at = review, at
                earlier.save()
        secret = secrets.token_urlsafe(32)
        link = DecisionLink(
            review=review,
            pack=pack,
            person=person,
            secret_digest=hashlib.sha256(secret.encode()).hexdigest(),
            digest=pack.digest,
            sent_at=at,
            sent_by_id=by.person_id,
            expires_at=at + timedelta(hours=gate.link_hours if gate else 72),
        )
        link.save()
        done.note(person=person.pk, pack=pack.number, fingerprint=pack.digest)
        _send(link, token_of(secret, pack.digest), by)
    return link


def may_get_link(review: GateReview, at: datetime) -> list[Person]:
    """Give those who may decide a gate alone: who holds its role, or the chair by the urgent route."""
    roles = [Role(review.role)] if review.role else [Role.CHAIR] if review.is_urgent else []
    people = role_holders(roles, review.authority_id, selectors.today(at))
    return [one for one in people if one.pk not in review.stand_for_it]


@bars(acts.SEND_LINK)
def nobody_alone(review: GateReview, by: Actor, at: datetime) -> Iterable[Finding]:
    """A link is for one person who decides alone; where nobody does, there is nobody to send it to."""
    if review.status != State.SUBMITTED or may_get_link(review, at):
        return
    if review.body and not review.role:
        message = f"{review.body.name} decides this gate together, at a meeting. A link is for one who decides alone."
        yield Finding("decided_together", message)
    else:
        message = (
            "Nobody holds the role that decides this gate, except those who stand for its pack. Give it to another."
        )
        yield Finding("nobody_decides", message)


@bars(acts.SEND_LINK)
def not_advised_yet(review: GateReview, by: Actor, at: datetime) -> Iterable[Finding]:
    """A link goes out once its person can decide: after the committee has advised, where it does."""
    if review.role and review.body and not review.advice and not review.is_urgent:
        message = f"{review.body.name} advises first. Put the pack on its agenda, then send the link."
        yield Finding("no_advice", message, cure=acts.PUT.name)


def token_of(secret: str, digest: str) -> str:
    """Give what stands in the address: the secret and the fingerprint, signed."""
    return signing.dumps([secret, digest], salt=SALT)


def read(token: str) -> DecisionLink | None:
    """Give the link of a token, or None when it was not signed by the Hub or names another pack."""
    try:
        secret, digest = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    link = selectors.link_of(str(secret))
    return link if link is not None and link.digest == digest else None


def _send(link: DecisionLink, token: str, by: Actor) -> None:
    review = link.review
    text = (
        f"Hello {link.person.name},\n\n"
        f"{by.name} asks you to decide {review.name} of {review.procurement.title} "
        f"({review.procurement.reference}).\n\n"
        f"Read the pack and decide here:\n\n{absolute(f'/gates/link/{token}/')}\n\n"
        f"The link works once, for you alone, until {moment(link.expires_at)}. You sign in with your second factor, so "
        "do not pass it on. Opening it decides nothing.\n\n"
        f"Fingerprint of the pack: {link.pack.short_digest}\n"
    )
    subject = f"For your decision: {review.name}, {review.procurement.reference}"
    try:
        EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [link.person.email]).send()
    except (OSError, SMTPException) as fault:
        message = "The e-mail could not be sent, so no link was made. Try again, or tell your administrator."
        raise Refused(acts.SEND_LINK, [Finding("not_sent", message)]) from fault


def use(act: Act, link: DecisionLink, *, by: Actor, digest: str, at: datetime) -> None:
    """Use a link up, within the act that it is for; of two who come at once, one is refused.

    :param digest: the fingerprint of the pack as it stands.
    :raises Refused: when it is another's, used, ended, withdrawn, or for another pack.
    """
    link.refresh_from_db()
    if found := list(rules.bars_to_link(link.facts(), person_id=by.person_id, digest=digest, at=at)):
        raise Refused(act, found)
    free = DecisionLink.objects.filter(pk=link.pk, used_at__isnull=True, revoked_at__isnull=True)
    if not free.update(used_at=at):
        raise Refused(act, [Finding("used", "This link was used a moment ago. It works once.")])
    link.used_at = at
