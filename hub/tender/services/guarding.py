"""Which acts are open in which states of a quote or tender, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hub.law.findings import Finding
from hub.platform.act_guards import open_in
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.tender import acts, answering, selectors
from hub.tender.rules import checking, standing
from hub.tender.terms import State

open_in(acts.OPEN_IN, what="quote")


def before_due(one: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """Nothing is changed for those who are asked once the due time has come."""
    return standing.bars_after_due(one.status, one.due_at, at=at)


for _act in (acts.EXTEND, acts.ANSWER, acts.RESEND):
    bars(_act)(before_due)


@bars(acts.WITHDRAW)
def taken_back_before_due(one: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """A quote is taken back while answers are out; once they are in, the decision says that nobody wins."""
    return standing.bars_after_due(one.status, one.due_at, at=at)


@bars(acts.CLOSE)
def not_before_due(one: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """It closes when the due time has come, and not a moment before."""
    if one.is_open(at=at):
        yield Finding("still_open", "Answers are still taken. It closes by itself when the due time comes.")


@bars(acts.INVITE)
def ready_to_send(one: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """Everything is there that a quote needs before it leaves."""
    if one.status == State.DRAFTING:
        yield from checking.bars_to_inviting(selectors.sheet(one, at=at))
        yield from answering.bars(one)
