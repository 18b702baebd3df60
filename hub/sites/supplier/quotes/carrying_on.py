"""Whoever comes by the link of a letter and has no account yet finds back to the quote when they have one."""

from __future__ import annotations

from django.http import HttpRequest

KEY = "quote_link"


def remember(request: HttpRequest, token: str) -> None:
    """Keep which link somebody came by, as long as their session lasts."""
    request.session[KEY] = token


def waiting(request: HttpRequest) -> str:
    """Give the address where the quote is taken up that somebody came for; empty where they came for none."""
    token = request.session.get(KEY, "")
    return f"/quotes/link/{token}/take-up/" if token else ""


def forget(request: HttpRequest) -> None:
    """Forget it: it was taken up."""
    request.session.pop(KEY, None)
