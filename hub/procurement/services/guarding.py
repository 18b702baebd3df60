"""Guards that several acts share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from hub.law.findings import Finding
from hub.platform.act_table import Act, Refused, bars
from hub.platform.actors import Actor
from hub.procurement import acts
from hub.procurement.terms import State


def _only_in(states: frozenset[State]) -> Callable[[Any, Actor, datetime], Iterable[Finding]]:
    def guard(procurement: Any, by: Actor, at: datetime) -> Iterable[Finding]:
        if procurement.pk is not None and procurement.status not in states:
            now = procurement.get_status_display().lower()
            wanted = " or ".join(one.label.lower() for one in State if one in states)
            yield Finding("wrong_state", f"This procurement is {now}. It must be {wanted} for this.")

    return guard


for _act, _states in acts.OPEN_IN.items():
    bars(_act)(_only_in(_states))


def refuse(act: Act, findings: Iterable[Finding]) -> None:
    """Refuse an act when something stands in the way.

    :raises Refused: with all findings.
    """
    if found := list(findings):
        raise Refused(act, found)
