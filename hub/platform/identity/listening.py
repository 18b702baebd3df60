"""What happens when Django or allauth say that somebody signed in or out; these are foreign signals, not our own."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from hub.platform.identity import sessions

log = logging.getLogger("hub.identity")
WAYS = {"webauthn": "passkey", "totp": "totp", "recovery_codes": "recovery"}


@receiver(user_logged_in)
def on_sign_in(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """Stamp the new session with site and time, list it, and log the sign-in without a name."""
    sessions.begin(request)
    if request.session.session_key is None:
        request.session.save()
    UserSession.objects.get_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "ip": request.META.get("REMOTE_ADDR") or "0.0.0.0",  # noqa: S104
            "user_agent": request.META.get("HTTP_USER_AGENT", "")[:200],
            "created_at": request.now,  # type: ignore[attr-defined]
            "last_seen_at": request.now,  # type: ignore[attr-defined]
            "data": {"site": request.site},  # type: ignore[attr-defined]
        },
    )
    log.info("signed in", extra={"actor": user.pk, "act": "sign-in", "result": "ok"})


@receiver(user_logged_out)
def on_sign_out(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """Take the session off the list and log the sign-out."""
    if user is not None:
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        log.info("signed out", extra={"actor": user.pk, "act": "sign-out", "result": "ok"})


@receiver(authentication_step_completed)
def on_proof(sender: Any, request: HttpRequest, user: Any, method: str, **more: Any) -> None:
    """Remember when and how the person showed who they are."""
    how = WAYS.get(str(more.get("type")), method) if method == "mfa" else method
    sessions.prove(request, how)
    log.info("proved", extra={"actor": user.pk, "act": f"proof by {how}", "result": "ok"})


@receiver([authenticator_added, authenticator_reset])
def on_factor_added(sender: Any, request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    """Record a new way to sign in as an act; whoever has just shown a factor has a strong session."""
    from hub.platform.identity.factors import record_added

    record_added(request, user, authenticator)


@receiver(authenticator_removed)
def on_factor_removed(sender: Any, request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    """Record the loss of a way to sign in as an act."""
    from hub.platform.identity.factors import record_removed

    record_removed(request, user, authenticator)
