"""Slow guessing down by its source, never lock an account (security.md §10.3)."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from hub.platform.identity.models import Failure

KEPT = timedelta(hours=1)
FREE_TRIES = 5
LONGEST_WAIT = 60
SOURCE_LIMIT = 100
SOURCE_WINDOW = timedelta(minutes=10)
SIEGE = 50
PAUSE = timedelta(seconds=10)
DEVICE_DAYS = 90
_SALT = "hub.identity.device"
_PAUSE_SALT = "hub.identity.pause"


def source_of(request: HttpRequest) -> str:
    """Give a keyed digest of the caller's address block: /24 for IPv4, /64 for IPv6."""
    text = address_of(request)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return _digest(text)
    width = 24 if address.version == 4 else 64
    return _digest(str(ipaddress.ip_network(f"{address}/{width}", strict=False)))


def address_of(request: HttpRequest) -> str:
    """Give the caller's address: the socket's, or what the nearest trusted proxy wrote."""
    hops = int(getattr(settings, "HUB_TRUSTED_PROXIES", 0))
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if hops and len(forwarded) >= hops:
        return forwarded[-hops]
    return str(request.META.get("REMOTE_ADDR", ""))


def account_of(email: str) -> str:
    """Give a keyed digest of what was typed as an address."""
    return _digest(email.strip().lower())


def note_failure(source: str, account: str, *, at: datetime) -> None:
    """Count one failure, and forget those older than an hour."""
    Failure.objects.filter(at__lt=at - KEPT).exclude(source="mail").delete()
    Failure.objects.create(source=source, account=account, at=at)


def forget(source: str, account: str) -> None:
    """Forget the failures of a pair that has just signed in."""
    Failure.objects.filter(source=source, account=account).delete()


def seconds_to_wait(source: str, account: str, *, at: datetime) -> int:
    """Give how long this source must wait before its next try at this account: 1, 2, 4 … 60 s after 5 failures."""
    rows = Failure.objects.filter(source=source, account=account, at__gt=at - KEPT).order_by("-at")
    count = rows.count()
    if count < FREE_TRIES:
        return 0
    wait = min(2 ** (count - FREE_TRIES), LONGEST_WAIT)
    left = wait - (at - rows.values_list("at", flat=True)[0]).total_seconds()
    return max(0, int(left + 0.999))


def needs_pause(source: str, *, at: datetime) -> bool:
    """Say whether a source failed so often, over all accounts, that it is asked to pause."""
    return Failure.objects.filter(source=source, at__gt=at - SOURCE_WINDOW).count() >= SOURCE_LIMIT


def pause_ticket(at: datetime) -> str:
    """Give the signed mark of when a pause began; it travels in the form and needs no script."""
    return signing.dumps(at.timestamp(), salt=_PAUSE_SALT)


def has_paused(ticket: str, *, at: datetime) -> bool:
    """Say whether a ticket shows a pause of ten seconds within the last ten minutes."""
    try:
        begun = float(signing.loads(ticket, salt=_PAUSE_SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return False
    return PAUSE.total_seconds() <= at.timestamp() - begun <= SOURCE_WINDOW.total_seconds()


def is_besieged(account: str, *, at: datetime) -> bool:
    """Say whether so many failures hit one account in an hour that strangers must show a second factor first."""
    return Failure.objects.filter(account=account, at__gt=at - KEPT).exclude(source="mail").count() > SIEGE


def device_cookie(request: HttpRequest) -> str:
    """Give the name of the cookie that marks a known device at this site."""
    return f"{'__Host-' if settings.SESSION_COOKIE_SECURE else ''}hub_known_{request.site}"  # type: ignore[attr-defined]


def is_known_device(request: HttpRequest, account: str) -> bool:
    """Say whether this browser signed in to this account within 90 days; it is never slowed."""
    return account in _known(request)


def remember_device(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """Mark this browser as known for an account, beside at most four others."""
    accounts = [account, *[one for one in _known(request) if one != account]][:5]
    response.set_cookie(
        device_cookie(request),
        signing.dumps(accounts, salt=_SALT),
        max_age=DEVICE_DAYS * 86400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> list[str]:
    try:
        kept = signing.loads(request.COOKIES.get(device_cookie(request), ""), salt=_SALT, max_age=DEVICE_DAYS * 86400)
    except signing.BadSignature:
        return []
    return [str(one) for one in kept] if isinstance(kept, list) else []


def _digest(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"hub/throttle/{text}".encode(), hashlib.sha256).hexdigest()
