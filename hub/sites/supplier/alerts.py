"""A supplier's alerts: dates of its contracts that come, what was lately done to them, and what it is asked."""

from __future__ import annotations

from typing import Any

from hub.contract import portal
from hub.engagement import portal as engagements
from hub.platform.identity.roles import SUPPLIER_ROLES
from hub.platform.ui.views import PageView


class AlertsView(PageView):
    """What a supplier should know of its contracts now."""

    reads = SUPPLIER_ROLES
    template_name = "supplier/alerts.html"
    title = "Alerts"

    def context(self) -> dict[str, Any]:
        """Add dates and changes, as plain values."""
        ahead = portal.dates_ahead(self.actor, at=self.at)
        lately = portal.changes_lately(self.actor, at=self.at)
        asked = [one for one in engagements.asked(self.actor, at=self.at) if one.is_open and not one.replies]
        return {**super().context(), "ahead": ahead, "lately": lately, "asked": asked}
