"""What publishing shows on a contract's page: what the public sees of it; and its words for the search box."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hub.contract.models import Contract
from hub.platform.actors import Actor
from hub.platform.search.palette import Command, command
from hub.platform.ui.panels import panel
from hub.publishing import acts, selectors


def on_the_public_site(contract: Contract, actor: Actor, at: datetime) -> Mapping[str, object]:
    """Give the public row of a contract, what is withheld, and whether the reader may withhold more."""
    return {
        "published": selectors.published(contract.pk),
        "withheld": selectors.withheld_from(contract.pk),
        "address": contract.address,
        "may": actor.holds(acts.WITHHOLDERS, contract.authority_id),
    }


panel(
    Contract.kind(),
    "public",
    title="On the public site",
    order=80,
    template="publishing/_contract_panel.html",
    context=on_the_public_site,
)
command(Command("Data sets", "/publications/", words=("publish", "open data", "publications"), roles=acts.WITHHOLDERS))
command(Command("Withheld facts", "/redactions/", words=("redactions", "withheld"), roles=acts.WITHHOLDERS))
command(
    Command(
        "Export everything",
        "/export-all/",
        words=("full export", "take everything along", "leave"),
        roles=acts.EXPORTERS,
    )
)
