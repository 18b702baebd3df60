"""A supplier's first page: whose account it is, and the contracts that it has."""

from __future__ import annotations

from datetime import date
from typing import Any

from hub.contract import portal
from hub.platform.identity.roles import SUPPLIER_ROLES
from hub.platform.tenancy import selectors as tenancy
from hub.platform.ui.navigation import claim
from hub.platform.ui.views import PageView


class HomeView(PageView):
    """The supplier's own contracts."""

    reads = SUPPLIER_ROLES
    template_name = "supplier/home.html"
    title = "My contracts"

    def context(self) -> dict[str, Any]:
        """Give the organisations and their contracts, the nearest end first."""
        own = portal.own_contracts(self.actor)
        return {
            **super().context(),
            "organisations": tenancy.names_of(self.actor.supplier_reach),
            "contracts": sorted(own, key=lambda each: (each.ends_on or date.max, each.reference)),
        }


claim("supplier", "contracts", usable=lambda actor: actor.has_any(SUPPLIER_ROLES), href="/")
claim("supplier", "help", usable=lambda actor: True)
