"""How allauth behaves here: no sign-up, our words, our clock, encrypted seeds."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from hub.platform.identity import sessions, throttle
from hub.platform.identity.boxes import box

INCORRECT = "This code is not right, or it was used already. Wait for the next one and type it again."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's account part, closed to sign-up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": "Wait a little, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves: people are added, and then invited."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Give the caller's address as the throttle sees it."""
        return throttle.address_of(request) or "0.0.0.0"  # noqa: S104

    def set_password(self, user: Any, password: str) -> None:
        """Store a password without touching what acts govern."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Stop those who are at the wrong door or whose account is closed."""
        from hub.platform.identity.selectors import may_enter

        if not user.is_active or not may_enter(user, request):
            messages.error(request, WRONG_DOOR[request.site])  # type: ignore[attr-defined]
            return HttpResponseRedirect("/sign-in/")
        return None

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Remember the device; go where the person wanted to go."""
        response = super().post_login(request, user, **kwargs)
        account = throttle.account_of(user.email)
        throttle.forget(throttle.source_of(request), account)
        throttle.remember_device(request, response, account)
        return response  # type: ignore[no-any-return]

    def is_reauthentication_required(self, *, app: str = "", **kwargs: Any) -> bool:
        """Ask again unless the person proved who they are within 15 minutes, by the strongest way they have."""
        return not sessions.recently_proved(self.request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: our pages speak for themselves."""

    def send_notification_mail(self, template_prefix: str, user: Any, context: Any = None, email: Any = None) -> None:
        """Tell a person by e-mail that a way to sign in changed."""
        from hub.platform.identity.mail import factor_changed

        factor_changed(user, template_prefix.rsplit("/", 1)[-1])


WRONG_DOOR = {
    "staff": "This account has no role on the staff site. Suppliers sign in on the supplier site. "
    "If you work here, ask your administrator for a role.",
    "supplier": "This account does not belong to a supplier. Staff sign in on the staff site.",
    "public": "There is nothing to sign in to here.",
}


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's second factors, with seeds encrypted and named for people."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": INCORRECT}

    def encrypt(self, text: str) -> str:
        """Encrypt a seed for the database."""
        return box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a seed from the database."""
        return box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """Name us in the person's app."""
        return "Procurement Hub"

    def _get_site_name(self) -> str:
        return "Procurement Hub"

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Give a key a name that its owner may change."""
        return "My passkey"

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Keep the last strong way in (experience.md: cannot remove last sign-in key)."""
        from hub.platform.identity.selectors import strong_factors

        others = [row for row in strong_factors(authenticator.user) if row.pk != authenticator.pk]
        return bool(others) or authenticator.type == authenticator.Type.RECOVERY_CODES


def refused_last_factor() -> ValidationError:
    """Give the sentence for somebody who removes their last strong way in."""
    return ValidationError("This is your only second factor. Add another one first, then remove this one.")
