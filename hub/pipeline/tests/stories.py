"""Reach states of needs and entries by the real acts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hub.pipeline import services
from hub.pipeline.models import Need, PipelineEntry
from hub.platform.actors import Actor
from hub.platform.tenancy.models import Authority

NEEDED = date(2027, 9, 1)


def entry_proposed(
    *, authority: Authority, by: Actor, at: datetime, title: str = "Library vans", **more: Any
) -> PipelineEntry:
    """Give a proposed entry."""
    needed_on = more.pop("needed_on", NEEDED)
    facts = {"title": title, "value_ex_vat": Decimal(1_200_000), **more}
    return services.propose(authority=authority, facts=facts, needed_on=needed_on, by=by, at=at)


def entry_planned(
    *, authority: Authority, owner: Any, by: Actor, at: datetime, title: str = "Library vans", **more: Any
) -> PipelineEntry:
    """Give a planned entry.

    :param more: dates, value and budget line; everything else is settled with it.
    """
    own = {
        "needed_on": NEEDED,
        "start_by": date(2027, 2, 1),
        "value_ex_vat": Decimal(1_200_000),
        "budget_line": "4410",
        **{key: more.pop(key) for key in ("needed_on", "start_by", "value_ex_vat", "budget_line") if key in more},
    }
    entry = entry_proposed(authority=authority, by=by, at=at, title=title)
    return services.plan(entry, owner=owner, facts=more, by=by, at=at, **own)


def need_sent(
    *, authority: Authority, by: Actor, at: datetime, title: str = "Vans for the libraries", **more: Any
) -> Need:
    """Give a need that waits for an answer."""
    facts = {
        "title": title,
        "description": "The vans of the mobile library fail their tests next year.",
        "needed_on": NEEDED,
        "value_ex_vat": Decimal(900_000),
        "department": "Libraries",
        **more,
    }
    return services.send(authority=authority, facts=facts, by=by, at=at)
