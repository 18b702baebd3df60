"""The authority's own settings."""

from __future__ import annotations

from typing import Any

from hub.platform.actors import Actor
from hub.platform.identity.roles import Role
from hub.platform.tenancy import acts, selectors, services
from hub.platform.tenancy.forms import AuthorityForm
from hub.platform.tenancy.models import Authority
from hub.platform.ui.views import ActView


def own_authority(actor: Actor, code: str) -> Authority | None:
    """Give an authority where the actor is administrator."""
    mine = [row for row in selectors.authorities_for(actor) if actor.holds({Role.AUTHORITY_ADMIN}, row.pk)]
    return next((row for row in mine if row.code == code), None)


class AuthorityView(ActView):
    """Change name and colour."""

    act = acts.CHANGE
    reads = frozenset({Role.AUTHORITY_ADMIN})
    find = staticmethod(own_authority)
    key = "code"
    form_class = AuthorityForm
    service = staticmethod(services.change_authority)
    done = "Saved. Every page now shows it."

    def get_initial(self) -> dict[str, Any]:
        """Fill in what stands."""
        return {"name": self.record.name, "accent": self.record.accent}
