"""Second factors: their changes are acts of the person, or of an administrator who saw proof of identity."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.platform.identity import acts, sessions
from hub.platform.identity.mail import factor_changed
from hub.platform.identity.models import Person
from hub.platform.identity.services import end_sessions

log = logging.getLogger("hub.identity")


def record_added(request: HttpRequest, person: Person, authenticator: Authenticator) -> None:
    """Write the event of a new factor; a code app or passkey just shown makes the session strong."""
    with perform(acts.ADD_FACTOR, person, by=_actor(request), at=_at(request)) as entry:
        entry.changed("factor", None, authenticator.type)
    if authenticator.type in (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN):
        sessions.prove(request, "totp" if authenticator.type == Authenticator.Type.TOTP else "passkey")
        sessions.renew(request)
    log.info("factor added", extra={"actor": person.pk, "act": acts.ADD_FACTOR.name, "result": "ok"})


def record_removed(request: HttpRequest, person: Person, authenticator: Authenticator) -> None:
    """Write the event of a lost factor."""
    with perform(acts.REMOVE_FACTOR, person, by=_actor(request), at=_at(request)) as entry:
        entry.changed("factor", authenticator.type, None)
    log.info("factor removed", extra={"actor": person.pk, "act": acts.REMOVE_FACTOR.name, "result": "ok"})


def change_password(person: Person, password: str, *, by: Actor, at: datetime, keep_session: str = "") -> None:
    """Store a new password and end every other session."""
    with perform(acts.CHANGE_PASSWORD, person, by=by, at=at):
        person.set_password(password)
        person.save(update_fields=["password"])
    end_sessions(person, but=keep_session)
    factor_changed(person, "password_changed")


def reset_factors(person: Person, *, by: Actor, at: datetime, reason: str) -> Person:
    """Take away all second factors of somebody who lost them and proved who they are; end all sessions."""
    with perform(acts.RESET_FACTORS, person, by=by, at=at) as entry:
        entry.note(reason)
        Authenticator.objects.filter(user=person).delete()
        end_sessions(person)
    return person


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


def _at(request: HttpRequest) -> Any:
    return request.now  # type: ignore[attr-defined]
