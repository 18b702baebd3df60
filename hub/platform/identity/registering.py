"""Suppliers' people sign up by themselves: an address is confirmed first, then an account is made for it.

Nothing is stored before the address is confirmed: the mailed link carries it, signed. Whether an account exists already
is told to nobody but the mailbox itself: the page, the work done and the number of messages are the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing
from django.core.mail import send_mail
from django.http import HttpRequest

from hub.platform.actors import system_actor
from hub.platform.acts import Refused
from hub.platform.identity import mail, services, throttle
from hub.platform.identity.models import Failure, Person

GOOD_FOR = timedelta(hours=24)
# So many addresses may one source ask us to write to in an hour; beyond, nothing leaves and nothing is said.
MOST_BY_SOURCE = 30
_SALT = "hub.identity.register"


class Taken(Exception):
    """Somebody signs in with this address already."""


def ask_to_confirm(request: HttpRequest, email: str, *, at: datetime) -> bool:
    """Write to an address that somebody wants to sign up with: a link, or that it has an account already.

    :returns: whether a message left; for tests, never for the page.
    """
    email = email.strip().lower()
    person = Person.objects.filter(email__iexact=email).first()
    subject, body = _known(request, person) if person else _new(request, email, at)
    if not mail.may_send(email, at) or _is_flooding(throttle.source_of(request), at):
        return False
    mail.note_sent(email, at)
    send_mail(subject, body, None, [email], fail_silently=True)
    return True


def confirmed(token: str, *, at: datetime) -> str | None:
    """Give the address that a link confirms; None when it is not ours or older than 24 hours."""
    try:
        email, signed_at = signing.loads(token, salt=_SALT)
        age = at - datetime.fromisoformat(signed_at)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return str(email) if timedelta(0) <= age <= GOOD_FOR else None


def token_for(email: str, *, at: datetime) -> str:
    """Give the signed mark that an address was written to at an instant."""
    return signing.dumps([email.strip().lower(), at.isoformat()], salt=_SALT)


def register(*, email: str, name: str, password: str, at: datetime) -> Person:
    """Make the account of a confirmed address, by an act of the system.

    :param password: empty for somebody who makes a passkey instead.
    :raises Taken: when the address has an account, also one made in the same moment.
    """
    try:
        person = services.add_person(name=name, email=email, by=system_actor(), at=at)
    except Refused as refused:
        raise Taken from refused
    if password:
        person.set_password(password)
        person.save(update_fields=["password"])
    return person


def has_account(email: str) -> bool:
    """Say whether somebody signs in with an address; only for whoever has shown that the address is theirs."""
    return Person.objects.filter(email__iexact=email.strip()).exists()


def _known(request: HttpRequest, person: Person) -> tuple[str, str]:
    body = (
        f"Hello {person.name},\n\nsomebody, perhaps you, asked for a new account on Procurement Hub with this address. "
        f"You have one already. Sign in here:\n\n{request.build_absolute_uri('/sign-in/')}\n\n"
        "If you cannot, choose “I cannot sign in” there. If it was not you, do nothing: nothing has changed."
    )
    return "You have an account on Procurement Hub", body


def _new(request: HttpRequest, email: str, at: datetime) -> tuple[str, str]:
    address = request.build_absolute_uri(f"/register/{token_for(email, at=at)}/")
    body = (
        f"Hello,\n\nuse this link within 24 hours to make your account on Procurement Hub:\n\n{address}\n\n"
        "If you did not ask for it, do nothing: there is no account until the link is used."
    )
    return "Make your account on Procurement Hub", body


def _is_flooding(source: str, at: datetime) -> bool:
    """Count what one source asks to be written, apart from failed sign-ins, which it must not slow."""
    counted = throttle.account_of(f"register:{source}")
    rows = Failure.objects.filter(source=counted, at__gt=at - throttle.KEPT)
    if rows.count() >= MOST_BY_SOURCE:
        return True
    throttle.note_failure(counted, counted, at=at)
    return False
