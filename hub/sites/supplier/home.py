"""A supplier's first page: the quotes that it is asked for, then the contracts that it has."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from hub.contract import portal
from hub.organisation.portal import joining, profile
from hub.platform.identity.roles import BIDDERS, SUPPLIER_ROLES
from hub.platform.tenancy import selectors as tenancy
from hub.platform.ui.navigation import claim
from hub.platform.ui.views import PageView
from hub.sites.supplier.quotes import carrying_on
from hub.sites.supplier.quotes.reading import with_bids


class HomeView(PageView):
    """What waits for an answer, and the supplier's own contracts."""

    reads = BIDDERS
    template_name = "supplier/home.html"
    title = "Bids and contracts"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead somebody who belongs to no organisation to where they come into one."""
        if not self.actor.supplier_reach:
            return HttpResponseRedirect("/organisation/join/")
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Give the organisations, the open quotes, and the contracts, the nearest end first."""
        own = portal.own_contracts(self.actor)
        return {
            **super().context(),
            "organisations": tenancy.names_of(self.actor.supplier_reach),
            "opened": [each for each in with_bids(self.actor, at=self.at) if each[0].is_open],
            "came_for": carrying_on.waiting(self.request),
            "claims": joining.claims_to_answer(self.actor),
            "ending": profile.ending(self.actor, at=self.at),
            "contracts": sorted(own, key=lambda each: (each.ends_on or date.max, each.reference)),
        }


claim("supplier", "contracts", usable=lambda actor: actor.has_any(SUPPLIER_ROLES), href="/")
claim("supplier", "help", usable=lambda actor: True)
