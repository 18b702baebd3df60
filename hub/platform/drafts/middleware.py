"""Hold what was sent after a session ended; answer a double press once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from hub.platform.drafts import presses, services
from hub.platform.drafts.marks import KEY_FIELD, Mark, read_mark
from hub.platform.identity.middleware import declared

GetResponse = Callable[[HttpRequest], HttpResponse]
HELD = "held"


class HeldFormMiddleware:
    """Keep the words of a form that comes after its session ended, and ask for sign-in.

    It stands before the check of cross-site tokens, which are kept in the session that is gone. The form's own mark
    is signed and names the person, so nobody can hold a form in another one's name.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Hold the form when nobody is signed in any more."""
        if request.method != "POST" or SESSION_KEY in request.session:
            return None
        mark = read_mark(request.POST.get(KEY_FIELD))
        if mark is None:
            return None
        at = request.now  # type: ignore[attr-defined]
        held = services.hold(mark, services.words_of(request.POST), at=at)
        query = request.GET.copy()
        if held:
            query[HELD] = held
        return redirect_to_login(f"{request.path}?{query.urlencode()}" if query else request.path)


class IdempotencyMiddleware:
    """Give a second press of the same button the first one's answer; stands last, after sign-in and permission."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Claim the press, call the view, keep its answer."""
        if request.method != "POST" or KEY_FIELD not in request.POST or declared(view, "may_repeat"):
            return None
        mark = read_mark(request.POST.get(KEY_FIELD))
        actor = request.actor  # type: ignore[attr-defined]
        if mark is None or mark.person_id != actor.person_id:
            return None
        digest = presses.digest_of(request)
        press = presses.claim(mark, digest, at=request.now)  # type: ignore[attr-defined]
        if press is None:
            return self._again(request, mark, digest)
        response = None
        try:
            response = view(request, *args, **kwargs)
            return response  # type: ignore[no-any-return]
        finally:
            presses.answer(press, response)

    def _again(self, request: HttpRequest, mark: Mark, digest: str) -> HttpResponseBase | None:
        try:
            address = presses.first_answer(mark, digest)
        except presses.OtherBody:
            return render(request, "drafts/sent_before.html", {"other": True}, status=409)
        except presses.StillBusy:
            return render(request, "drafts/sent_before.html", {"other": False}, status=409)
        if address is None:
            # The first press was refused: this one is looked at by itself.
            return None
        messages.info(request, "You had already sent this. It was done once.")
        return HttpResponseRedirect(address)
