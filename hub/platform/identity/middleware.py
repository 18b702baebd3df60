"""Put the actor on the request, and deny every view that does not say who may open it."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from hub.platform import clock, logs
from hub.platform.actors import NOBODY
from hub.platform.identity import sessions
from hub.platform.identity.selectors import actor_for
from hub.platform.once import reading
from hub.platform.tenancy import reach

log = logging.getLogger("hub.access")
REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class ActorMiddleware:
    """Set ``request.actor`` from the signed-in person and the grants of today, and ``request.id`` for the log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        request.id = given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex  # type: ignore[attr-defined]
        token = logs.request_id.set(request.id)  # type: ignore[attr-defined]
        try:
            return self.answer(request)
        finally:
            logs.request_id.reset(token)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Say who acts, answer, and keep caches away from what is theirs alone."""
        user = request.user
        if user.is_authenticated:
            # Acts need the person, not Django's lazy stand-in.
            request.user = user = getattr(user, "_wrapped", user)
            on = clock.london(request.now).date()  # type: ignore[attr-defined]
            request.actor = actor_for(user, on=on, site=request.site)  # type: ignore[attr-defined, arg-type]
            sessions.seen(request)
        else:
            request.actor = NOBODY  # type: ignore[attr-defined]
        bound = reach.within(request.actor.reach) if is_bound(request) else nullcontext()  # type: ignore[attr-defined]
        with bound, reading(request.method or ""):
            response = self.get_response(request)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        if user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response


def is_bound(request: HttpRequest) -> bool:
    """Say whether the database holds this request to the actor's authorities: staff are, on their own site."""
    return bool(request.user.is_authenticated and request.site == "staff")


class AccessMiddleware:
    """Deny by default: a view declares ``act``, ``reads`` or ``open_to_all``, or nobody opens it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer with sign-in or 404 unless the view's declaration lets the actor in."""
        if declared(view, "open_to_all"):
            return None
        actor = request.actor  # type: ignore[attr-defined]
        roles = roles_of(view)
        if actor.is_anonymous:
            return self._ask_to_sign_in(request)
        if not actor.has_any(roles):
            log.info("refused", extra={"actor": actor.person_id, "act": name_of(view), "result": "refused"})
            raise Http404
        if not (settings.HUB_DEMO or sessions.is_strong(request) or declared(view, "before_factor")):
            # Security.md §10.1: no skip period; only the pages that add a factor are open without one.
            return HttpResponseRedirect("/account/sign-in/?" + urlencode({"next": request.path}))
        return None

    def _ask_to_sign_in(self, request: HttpRequest) -> HttpResponseBase:
        if request.site == "public":  # type: ignore[attr-defined]
            raise Http404
        return redirect_to_login(request.get_full_path())


def roles_of(view: Callable[..., Any]) -> frozenset[Any]:
    """Give the roles that may open a view: ``reads`` if it names them, else the holders of its act.

    :raises PermissionError: when the view says nothing.
    """
    reads, act = declared(view, "reads"), declared(view, "act")
    if reads is not None:
        return frozenset(reads)
    if act is not None:
        return frozenset(act.holders)
    raise PermissionError(f"{name_of(view)} does not say who may open it.")


def name_of(view: Callable[..., Any]) -> str:
    """Give the dotted name of a view or of the class behind it."""
    holder = getattr(view, "view_class", view)
    return f"{holder.__module__}.{holder.__qualname__}"


def declared(view: Callable[..., Any], name: str) -> Any:
    """Give what a view, or the class behind it, declares under a name."""
    holder = getattr(view, "view_class", view)
    return getattr(holder, name, None)
