"""One session cookie for each site, with its own limits, so that no sign-in reaches another door."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

SessionStore: Any = import_module(settings.SESSION_ENGINE).SessionStore

SITE, SIGNED_IN_AT, SEEN_AT, STRONG_AT, PROVED_AT, HOW = (
    "hub_site", "hub_signed_in_at", "hub_seen_at", "hub_strong_at", "hub_proved_at", "hub_how",
)  # fmt: skip
# A session is written at most this often only because it was used.
SEEN_STEP = timedelta(seconds=60)
FRESH = timedelta(minutes=15)
# Ways in that prove possession of something as well as knowledge.
STRONG = frozenset({"passkey", "totp", "recovery", "sso-mfa", "demo", "test"})
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def cookie_name(site: str) -> str:
    """Give the name of a site's session cookie; ``__Host-`` needs https, which the loopback demo has not."""
    return f"{'__Host-' if settings.SESSION_COOKIE_SECURE else ''}hub_{site}"


class SiteSessionMiddleware(SessionMiddleware):
    """Django's session middleware under the cookie name of the site."""

    def process_request(self, request: HttpRequest) -> None:
        """Open the session that this site's cookie names; a sign-in made at another door counts for nothing."""
        key = request.COOKIES.get(cookie_name(request.site))  # type: ignore[attr-defined]
        store = SessionStore(key)
        if key and SESSION_KEY in store and not is_current(store, request.site, request.now):  # type: ignore[attr-defined]
            store = SessionStore()
            request.session_ended = True  # type: ignore[attr-defined]
        request.session = store

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Let Django write its cookie, then give it the site's name."""
        name = cookie_name(request.site)  # type: ignore[attr-defined]
        standard = settings.SESSION_COOKIE_NAME
        if name in request.COOKIES:
            # Django decides on deleting by the standard name.
            request.COOKIES[standard] = request.COOKIES[name]
        response = super().process_response(request, response)
        if standard in response.cookies:
            morsel = response.cookies.pop(standard)
            response.cookies[name] = morsel.value
            response.cookies[name].update({key: value for key, value in morsel.items() if value})
        return response


def is_current(session: Any, site: str, at: datetime) -> bool:
    """Say whether a signed-in session belongs to this site and is within its idle and total limits."""
    if session.get(SITE) != site:
        return False
    idle, total = limits(site)
    return at - _instant(session, SEEN_AT) < idle and at - _instant(session, SIGNED_IN_AT) < total


def limits(site: str) -> tuple[timedelta, timedelta]:
    """Give a site's idle and total limits."""
    idle, total = settings.HUB_SESSION_LIMITS.get(site, settings.HUB_SESSION_LIMITS["staff"])
    return timedelta(minutes=idle), timedelta(minutes=total)


def seen(request: HttpRequest, *, at_once: bool = False) -> None:
    """Note that a signed-in session was used, at most once a minute unless ``at_once``."""
    at: datetime = request.now  # type: ignore[attr-defined]
    if at_once or at - _instant(request.session, SEEN_AT) >= SEEN_STEP:
        request.session[SEEN_AT] = at.isoformat()


def sign_in(request: HttpRequest, person: Any, *, how: str) -> None:
    """Sign somebody in without asking; only the demo and the test clients call this.

    :param how: ``demo`` or ``test`` for a session as strong as one by passkey, ``password`` for a weak one.
    """
    login(request, person, backend=BACKEND)
    prove(request, how)


def begin(request: HttpRequest) -> None:
    """Stamp a session that has just been signed in; called by the receiver of Django's own signal."""
    at: datetime = request.now  # type: ignore[attr-defined]
    request.session[SITE] = request.site  # type: ignore[attr-defined]
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = at.isoformat()


def renew(request: HttpRequest) -> None:
    """Give a session whose standing rose a new key (ASVS 7.2.4)."""
    old = str(request.session.session_key)
    request.session.cycle_key()
    relist(request, old=old)


def relist(request: HttpRequest, *, old: str) -> None:
    """Keep the list of sessions right after a session took a new key."""
    from allauth.usersessions.models import UserSession

    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def prove(request: HttpRequest, how: str) -> None:
    """Note that the person has just shown who they are, and how; strong ways are remembered as such."""
    at: str = request.now.isoformat()  # type: ignore[attr-defined]
    request.session[HOW] = how
    request.session[PROVED_AT] = at
    if how in STRONG:
        request.session[STRONG_AT] = at


def is_strong(request: HttpRequest) -> bool:
    """Say whether a second factor was used in this session."""
    return STRONG_AT in request.session


def recently_signed_in(request: HttpRequest) -> bool:
    """Say whether the person showed a strong way in within the last 15 minutes (step-up, security.md §10.2)."""
    if not is_strong(request):
        return False
    at: datetime = request.now  # type: ignore[attr-defined]
    return at - _instant(request.session, STRONG_AT) <= FRESH


def recently_proved(request: HttpRequest) -> bool:
    """Say whether the person showed who they are within 15 minutes, by any way in if they have no second factor yet."""
    if is_strong(request):
        return recently_signed_in(request)
    from hub.platform.identity.selectors import strong_factors

    at: datetime = request.now  # type: ignore[attr-defined]
    return not strong_factors(request.user) and at - _instant(request.session, PROVED_AT) <= FRESH


def _instant(session: Any, key: str) -> datetime:
    text = session.get(key)
    return datetime.fromisoformat(text) if text else datetime.min.replace(tzinfo=UTC)
