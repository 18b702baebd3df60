"""The words of the public menu that work, and the date in the footer."""

from __future__ import annotations

from typing import Any

from hub.platform.ui import navigation, shell
from hub.platform.words import moment
from hub.publishing import selectors

navigation.claim("public", "search", usable=lambda actor: True, href="/search/")
for word in ("plans", "opportunities", "contracts", "suppliers", "data"):
    navigation.claim("public", word, usable=lambda actor: True)


def data_as_at(request: Any) -> str:
    """Say of which moment the facts on the public site are."""
    at = getattr(request, "now", None)
    if request.site != "public" or at is None:
        return ""
    return f"Data as at {moment(selectors.freshness(at).as_at)}"


shell.provide("data_as_at", data_as_at)
