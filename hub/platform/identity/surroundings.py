"""What identity tells every page: whose site it is, what is under the name, and what the person likes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from hub.platform.identity.roles import Role
from hub.platform.tenancy.models import Authority
from hub.platform.ui.parts import Link
from hub.platform.ui.shell import provide


def authority_of(request: HttpRequest) -> tuple[str, str]:
    """Give name and colour of the person's own authority, else of the one that runs the Hub; asked once a request."""
    known: tuple[str, str] | None = getattr(request, "hub_authority", None)
    if known is None:
        home = request.actor.home_id  # type: ignore[attr-defined]
        rows = Authority.objects.filter(parent__isnull=True).order_by("pk")
        rows = Authority.objects.filter(pk=home) if home else rows
        known = rows.values_list("name", "accent").first() or ("", "")
        request.hub_authority = known  # type: ignore[attr-defined]
    return known


def authority_name(request: HttpRequest) -> str:
    """Name the person's own authority, else the one that runs the Hub."""
    return authority_of(request)[0]


def accent(request: HttpRequest) -> str:
    """Give the colour of the person's own authority, else of the one that runs the Hub."""
    return authority_of(request)[1]


def preferences(request: HttpRequest) -> dict[str, str]:
    """Give row height and colours."""
    kept: dict[str, Any] = getattr(request.user, "preferences", None) or {}
    return {name: str(kept[name]) for name in ("density", "theme") if name in kept}


def account(request: HttpRequest) -> list[Link]:
    """List what stands under the person's name."""
    links = [Link("Your account", "/account/"), Link("How you sign in", "/account/sign-in/")]
    if request.site == "staff":  # type: ignore[attr-defined]
        links.append(Link("Who can?", "/who-can/"))
        if request.actor.has_any({Role.AUTHORITY_ADMIN}):  # type: ignore[attr-defined]
            links.append(Link("People", "/people/"))
            links.append(Link("Export everything", "/export-all/"))
        links.append(Link("Settings", "/settings/"))
    return [*links, Link("Help", "/help/")]


provide("authority", authority_name)
provide("accent", accent)
provide("preferences", preferences)
provide("account", account)
