"""The auditor's part of the home page: how far the chain is signed, and the way to its tools."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hub.platform.actors import Actor
from hub.platform.events.selectors import AUDITORS, last_checkpoint
from hub.platform.identity.roles import Role
from hub.platform.ui.panels import panel

SHOWN_TO = frozenset({Role.AUDITOR, Role.DATA_PROTECTION})


def audit(record: Any, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the last checkpoint to those whose work begins here."""
    if not actor.has_any(SHOWN_TO & AUDITORS):
        return None
    return {"last": last_checkpoint()}


def register() -> None:
    """Hang the panel on the home page."""
    panel("home", "audit", title="Audit", order=10, template="staff/_audit_panel.html", context=audit)
