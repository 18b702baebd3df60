"""allauth's passkey forms, for answers that no browser would send: refused politely, never a fault."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.exceptions import ValidationError

SAID = "The passkey's answer could not be read. Try again, or use another way in."
# What fido2 raises on missing parts, wrong types and broken encodings.
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError)


class Readable:
    """Turn what cannot be read into a sentence."""

    def clean_credential(self) -> Any:
        """Check the proof of a passkey."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except UNREADABLE as fault:
            raise ValidationError(SAID) from fault


class LoginForm(Readable, LoginWebAuthnForm):  # type: ignore[misc]
    """Sign-in by a passkey alone."""


class AuthenticateForm(Readable, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after a password."""


class ReauthenticateForm(Readable, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more."""


class AddForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    def clean(self) -> Any:
        """Check the new key."""
        try:
            return super().clean()
        except UNREADABLE as fault:
            raise ValidationError(SAID) from fault
