"""Publish the demo's contracts: the public tables follow the log, a fact is withheld, a data set was let out."""

from __future__ import annotations

from datetime import date, datetime

from hub.contract.reading import SupplierRef
from hub.demo.seed.script import Script
from hub.demo.seed.stage import Stage
from hub.platform.actors import SYSTEM
from hub.platform.events.subscribers import REGISTRY, catch_up
from hub.publishing import services
from hub.publishing.terms import Ground
from hub.supplier import services as suppliers
from hub.supplier.rules import Identifier

MERIDIAN = "04417720"
SCHOOL_TRANSPORT = "CON-2022-0096"


def write(script: Script, stage: Stage) -> None:
    """Write what the publisher and legal did this year."""
    script.on(date(2025, 9, 2), learn_a_name, hour=16)
    script.on(date(2026, 6, 9), lambda at: withhold(stage, at), hour=11, minute=20)
    for day in (date(2026, 4, 24), date(2026, 7, 24), date(2026, 10, 23)):
        script.on(day, lambda at: release(stage, at), hour=15)


def learn_a_name(at: datetime) -> None:
    """Let a loaded list call Meridian by another name under the same company number."""
    number = (Identifier("GB-COH", MERIDIAN),)
    ref = SupplierRef(name="Meridian FM plc", trading_name="Meridian Facilities Mgt", identifiers=number)
    suppliers.find_or_create([ref], by=SYSTEM, at=at)


def withhold(stage: Stage, at: datetime) -> None:
    """Withhold the places of one contract, because they are the homes of children."""
    services.redact(
        stage[SCHOOL_TRANSPORT],
        field="location",
        ground=Ground.PERSONAL,
        reason="The list of pick-up places gives children's homes.",
        review_on=date(2027, 5, 1),
        by=stage.actor("daniel"),
        at=at,
    )


def release(stage: Stage, at: datetime) -> None:
    """Let out the quarter's contracts over £5,000, as they stood then."""
    follow()
    services.publish_dataset("contracts_register", authority=stage.home, by=stage.actor("morag"), at=at)


def follow() -> None:
    """Let the public tables read the log to its end, as the worker does every second."""
    for name, one in REGISTRY.items():
        if name.startswith("publishing."):
            catch_up(one)
