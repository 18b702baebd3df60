"""What stands at the gate of every request and on every answer (security.md §12)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.platform.ui import errors

log = logging.getLogger("hub.access")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# What a browser says of a request that our own page, or the person at the address bar, began.
OURS = frozenset({"same-origin", "none"})

# Passkeys are the one power that our pages use; no page is ever in a frame.
CLOSED = (
    "accelerometer", "autoplay", "bluetooth", "browsing-topics",
    "camera", "clipboard-read", "clipboard-write", "compute-pressure", "display-capture", "encrypted-media",
    "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection",
    "interest-cohort", "keyboard-map", "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials",
    "payment", "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "sync-xhr", "usb", "web-share",
    "window-management", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS = ", ".join(
    [
        *(f"{name}=()" for name in CLOSED),
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
)


class HeadersMiddleware:
    """Close the browser's powers and keep other origins from embedding an answer, unless a view opened it.

    Stands first, so that style sheets, redirects and refusals carry the lines too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class GuardMiddleware:
    """Refuse a change that another site's page sent, and a form that gives one answer twice.

    A view that may be called from anywhere says ``from_anywhere = True``; one whose own fields may repeat names
    them in ``repeats``. A list in the view's ``form_class`` needs no declaration.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer with a plain page, or nothing when all is well."""
        if request.method in SAFE:
            return None
        holder = getattr(view, "view_class", view)
        if comes_from_elsewhere(request) and not getattr(holder, "from_anywhere", False):
            log.warning("cross-site request refused", extra={"act": "cross-site", "result": "refused"})
            return errors.cross_site(request)
        if request.method == "POST" and repeated(request, may_repeat(holder)):
            log.warning("repeated field refused", extra={"act": "repeated", "result": "refused"})
            return errors.repeated(request)
        return None


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Say whether the browser tells that another origin's page began this request; old browsers tell nothing."""
    told = request.headers.get("Sec-Fetch-Site", "")
    return bool(told) and told not in OURS


def repeated(request: HttpRequest, allowed: Iterable[str]) -> list[str]:
    """Give the names that were sent more than once and are no list: two readers could believe different ones."""
    lists = frozenset(allowed)
    return [name for name, values in request.POST.lists() if len(values) > 1 and name not in lists]


def may_repeat(holder: Any) -> frozenset[str]:
    """Give the names that a view takes as lists: those it declares, and the lists of its form."""
    fields = getattr(getattr(holder, "form_class", None), "base_fields", {})
    return frozenset(getattr(holder, "repeats", ())) | {name for name, field in fields.items() if is_list(field)}


def is_list(field: forms.Field) -> bool:
    """Say whether a field takes several values under one name."""
    return isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField) or isinstance(
        field.widget, forms.SelectMultiple | forms.CheckboxSelectMultiple | forms.MultipleHiddenInput
    )


def from_anywhere(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Declare that a view may be called from any page or program; only the demo's door does."""
    view.from_anywhere = True  # type: ignore[attr-defined]
    return view
