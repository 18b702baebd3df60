"""Guards that acts of several packages share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from hub.law.findings import Finding
from hub.law.terms import Term
from hub.platform.act_table import Act, Refused, bars
from hub.platform.actors import Actor

Guard = Callable[[Any, Actor, datetime], Iterable[Finding]]


def open_in(table: Mapping[Act, Iterable[Term]], *, what: str) -> None:
    """Let acts that move nothing be open in some states of a record only; a record that is being made is in none.

    :param table: the states in which each act is open.
    :param what: what the record is called, such as "procurement".
    """
    for act, states in table.items():
        bars(act)(_only_in(list(states), what))


def _only_in(states: list[Term], what: str) -> Guard:
    def guard(record: Any, by: Actor, at: datetime) -> Iterable[Finding]:
        if record.pk is not None and record.status not in states:
            now = record.get_status_display().lower()
            wanted = " or ".join(one.label.lower() for one in type(states[0]) if one in states)
            yield Finding("wrong_state", f"This {what} is {now}. It must be {wanted} for this.")

    return guard


def refuse(act: Act, findings: Iterable[Finding]) -> None:
    """Refuse an act when something stands in the way.

    :raises Refused: with all findings.
    """
    if found := list(findings):
        raise Refused(act, found)


class FirstCame(Exception):
    """Another request did the same first: raised within an act, so that this one leaves nothing behind."""
