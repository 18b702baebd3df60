"""The few messages that identity itself sends: links are one-time, nothing else is in them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import send_mail
from django.http import HttpRequest
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from hub.platform.identity import throttle
from hub.platform.identity.models import Failure, Person

tokens = PasswordResetTokenGenerator()

WHAT = {
    "totp_activated": "A code app was added to your account.",
    "totp_deactivated": "The code app was removed from your account.",
    "webauthn_added": "A passkey was added to your account.",
    "webauthn_removed": "A passkey was removed from your account.",
    "recovery_codes_generated": "New recovery codes were made for your account. The old ones no longer work.",
    "password_changed": "The password of your account was changed.",
}


def factor_changed(person: Person, what: str) -> None:
    """Tell a person that a way to sign in changed, so that they notice when it was not them."""
    said = WHAT.get(what, "A way to sign in to your account was changed.")
    body = f"{said}\n\nIf this was not you, tell your administrator now."
    send_mail("Your sign-in changed", body, None, [person.email], fail_silently=True)


def send_link(request: HttpRequest, email: str, *, at: datetime) -> bool:
    """Send the one-time link that sets a password, at most one in 15 minutes and 5 a day.

    The answer on screen is the same whether the account exists. The link changes nothing until it is used.

    :returns: whether a message left; for tests and administrators, never for the page.
    """
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None or not may_send(email, at):
        return False
    note_sent(email, at)
    address = request.build_absolute_uri(path_for(person))
    body = (
        f"Hello {person.name},\n\nuse this link within 24 hours to choose a password for Procurement Hub:"
        f"\n\n{address}\n\n"
        "It works once. If you did not ask for it, do nothing: your account has not changed."
    )
    send_mail("Your link to Procurement Hub", body, None, [person.email], fail_silently=True)
    return True


def path_for(person: Person) -> str:
    """Give the path of a person's one-time link."""
    return f"/sign-in/new-password/{urlsafe_base64_encode(force_bytes(person.pk))}/{tokens.make_token(person)}/"


# Sent links are counted in the same table as failures, under a source that no address can have.
MAIL = "mail"


def may_send(email: str, at: datetime) -> bool:
    """Say whether an address may be written to again: once in 15 minutes and five times a day (security.md §10.3)."""
    rows = Failure.objects.filter(source=MAIL, account=throttle.account_of(email))
    recent = rows.filter(at__gt=at - timedelta(minutes=15)).exists()
    return not recent and rows.filter(at__gt=at - timedelta(days=1)).count() < 5


def note_sent(email: str, at: datetime) -> None:
    """Count a message to an address, known or not, under a keyed digest."""
    Failure.objects.create(source=MAIL, account=throttle.account_of(email), at=at)


def sent_in_a_day(email: str, at: datetime) -> int:
    """Give how many messages an address was sent in the last 24 hours."""
    rows = Failure.objects.filter(source=MAIL, account=throttle.account_of(email), at__gt=at - timedelta(days=1))
    return rows.count()
