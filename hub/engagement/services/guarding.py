"""Guards that several acts share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from hub.engagement import acts
from hub.engagement.terms import State
from hub.law.findings import Finding
from hub.platform.act_table import Act, Refused, bars
from hub.platform.actors import Actor


def _only_in(states: frozenset[State]) -> Callable[[Any, Actor, datetime], Iterable[Finding]]:
    def guard(one: Any, by: Actor, at: datetime) -> Iterable[Finding]:
        if one.status not in states:
            now = one.get_status_display().lower()
            wanted = " or ".join(each.label.lower() for each in State if each in states)
            yield Finding("wrong_state", f"This market engagement is {now}. It must be {wanted} for this.")

    return guard


for _act, _states in acts.OPEN_IN.items():
    bars(_act)(_only_in(_states))


def refuse(act: Act, findings: Iterable[Finding]) -> None:
    """Refuse an act when something stands in the way.

    :raises Refused: with all findings.
    """
    if found := list(findings):
        raise Refused(act, found)
