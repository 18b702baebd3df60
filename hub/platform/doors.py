"""The three doors: which site a request came in by, and at what time."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hub.platform import clock

SITES = ("staff", "supplier", "public")


class SiteMiddleware:
    """Choose the site by port (demo), by host name (production) or by setting (one process for each site).

    The port is that of the socket, which a client cannot choose by a header.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = clock.now()  # type: ignore[attr-defined]
        request.stamp = stamp_of(request)  # type: ignore[attr-defined]
        request.site = site_of(request)  # type: ignore[attr-defined]
        request.urlconf = f"hub.config.urls_{request.site}"  # type: ignore[attr-defined]
        return self.get_response(request)


def stamp_of(request: HttpRequest) -> datetime:
    """Give when the first line of a request reached the front door: from the proxy where a setting names its header.

    The proxy overwrites that header and never passes it through; without one, this process is the door, and it has not
    read the body yet. A stamp in the future, or none, is not believed.
    """
    now: datetime = request.now  # type: ignore[attr-defined]
    name = settings.HUB_STAMP_HEADER
    if not name:
        return now
    try:
        given = datetime.fromtimestamp(float(request.headers.get(name, "")), UTC)
    except (ValueError, OverflowError, OSError):
        return now
    return given if given <= now else now


def site_of(request: HttpRequest) -> str:
    """Give the name of the site that this request reached."""
    if settings.HUB_SITE:
        return str(settings.HUB_SITE)
    by_port = settings.HUB_SITE_PORTS.get(request.META.get("SERVER_PORT", ""))
    if by_port:
        return str(by_port)
    host = request.META.get("HTTP_HOST", "").split(":")[0].lower()
    return str(settings.HUB_SITE_HOSTS.get(host, "staff"))


def address_at(site: str, path: str) -> str:
    """Give the full address of a page, for messages that no request asks for."""
    for host, name in settings.HUB_SITE_HOSTS.items():
        if name == site:
            return f"https://{host}{path}"
    for port, name in settings.HUB_SITE_PORTS.items():
        if name == site:
            return f"http://localhost:{port}{path}"
    return f"http://localhost:{8000 + SITES.index(site)}{path}"
