"""The pages for things that went wrong, in the look of the site that was asked."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


def _page(request: HttpRequest, name: str, status: int, **context: object) -> HttpResponse:
    site = getattr(request, "site", "staff")
    names = [f"{site}/{name}.html", f"ui/{name}.html"]
    return render(request, names, {"base": f"{site}/base.html", **context}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request could not be understood."""
    return _page(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this act is not allowed here; a refusal of ours says why in its own sentence."""
    return _page(request, "403", 403, sentence=getattr(exception, "sentence", ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say the same for what is missing and what is out of reach."""
    return _page(request, "404", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say sorry, with a reference that is also in the log; the page asks for no data, which may be what failed."""
    reference = secrets.token_hex(2).upper()
    log.error("A page failed; the person was given reference %s.", reference)
    context = {"site": getattr(request, "site", "staff"), "reference": reference, "styled": True}
    try:
        page = render_to_string("ui/500.html", context)
    except ValueError:  # the list of hashed file names is missing: the page must come without its style
        page = render_to_string("ui/500.html", context | {"styled": False})
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was open too long, and how to go on."""
    return _page(request, "csrf", 403)


def cross_site(request: HttpRequest) -> HttpResponse:
    """Say that another site's page sent this, and how to do it here."""
    return _page(request, "cross_site", 403)


def repeated(request: HttpRequest) -> HttpResponse:
    """Say that one answer came twice, and how to go on."""
    return _page(request, "repeated", 400)
