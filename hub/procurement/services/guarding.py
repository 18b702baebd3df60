"""Which acts are open in which states of a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from hub.law.findings import Finding
from hub.law.terms import Procedure
from hub.platform.act_guards import open_in
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.procurement import acts
from hub.procurement.models import Procurement

open_in(acts.OPEN_IN, what="procurement")


@bars(acts.COMPETE)
def no_competition(case: Procurement, by: Actor, at: datetime) -> Iterator[Finding]:
    """A direct award is made without a competition, so none begins."""
    if case.procedure == Procedure.DIRECT_AWARD:
        words = (
            "This is a direct award, which holds no competition. Publish its transparency notice where the law asks "
            "for one, then record the award. To compete after all, choose another procedure."
        )
        yield Finding("direct_award", words, "PA 2023 s.41", cure=acts.CHOOSE_PROCEDURE.name)


@bars(acts.ASK_QUOTES)
def not_on_quotes(case: Procurement, by: Actor, at: datetime) -> Iterator[Finding]:
    """Quotes are asked for where that is the procedure; any other goes to the market in its own way."""
    if case.procedure != Procedure.BELOW_THRESHOLD:
        words = "Choose first that it is bought on quotes, below its threshold."
        yield Finding("not_on_quotes", words, cure=acts.CHOOSE_PROCEDURE.name)
