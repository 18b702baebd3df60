"""Where governance is found: the page "New", the search box and the first page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hub.governance import acts, selectors
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.identity.roles import OFFICERS, STAFF_ROLES
from hub.platform.search.palette import Command, command
from hub.platform.ui.panels import panel
from hub.platform.ui.starts import offer_start

offer_start(
    "Officer decision",
    hint="Record what you decided under delegated powers",
    href="/decisions/new/",
    roles=acts.DECIDERS,
    order=70,
)
offer_start(
    "Meeting", hint="Plan a meeting of a body", href="/meetings/new/", roles=acts.KEEPERS | acts.CLERKS, order=80
)

command(Command("Meetings", "/meetings/", ("committee", "agenda", "committees"), OFFICERS))
command(Command("Next meeting", "/meetings/next/", ("my meeting",), OFFICERS))
command(Command("Decisions", "/decisions/", ("decision notices", "officer decisions"), OFFICERS))
command(Command("Who decides?", "/who-decides/", ("scheme of delegation", "who approves"), STAFF_ROLES))
command(Command("Councillors", "/councillors/", ("members", "engagement of councillors"), OFFICERS))


def home(record: Any, actor: Actor, at: datetime) -> Mapping[str, object] | None:
    """Give the next meetings of the bodies on which a person sits; nothing for everybody else."""
    found = selectors.coming_for(actor, on=london(at).date())
    return {"meetings": found} if found else None


panel("home", "meetings", title="My meetings", order=20, template="governance/_home.html", context=home)
