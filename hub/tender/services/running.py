"""Give everybody more time, close when the time has come, and take a quote back."""

from __future__ import annotations

from datetime import datetime

from hub.platform.act_guards import refuse
from hub.platform.actors import Actor
from hub.platform.acts import perform
from hub.platform.clock import london
from hub.platform.words import deadline
from hub.procurement import selectors as cases
from hub.tender import acts, selectors
from hub.tender.models import Tender
from hub.tender.rules import letters, standing, timing
from hub.tender.services.writing import write_all
from hub.tender.terms import LetterSort


def extend(
    one: Tender, *, due_at: datetime, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Tender:
    """Move the due time for everybody, and tell everybody; there is no way to do it for one, or after the time.

    :param due_at: the new moment, aware.
    :raises Refused: once the due time has come, for an earlier moment, or one that is not allowed.
    """
    with perform(acts.EXTEND, one, by=by, at=at, version=version) as done:
        before = one.due_at
        assert before is not None, "an open quote says until when"
        tables = cases.tables_for(one.procurement)
        refuse(acts.EXTEND, standing.bars_to_extending(before, due_at))
        refuse(acts.EXTEND, timing.faults(due_at, now=at, least=0, tables=tables))
        one.due_at = due_at
        questions = selectors.questions_of(one)
        one.pack_digest = selectors.pack_digest_of(one, questions, list(one.pack.all()))
        one.save()
        text = letters.extension(selectors.about_of(one, questions=questions), before=before, reason=reason)
        write_all(one, text, sort=LetterSort.EXTENSION, cause=f"extension:{due_at:%Y%m%dT%H%M}", by=by, at=at)
        done.note(reason, before=deadline(before), after=deadline(due_at))
    return one


def close(one: Tender, *, by: Actor, at: datetime) -> Tender:
    """Write down that no answers are taken any more; the clock decided that before (see ``Tender.is_open``)."""
    with perform(acts.CLOSE, one, by=by, at=at):
        one.closed_at = one.due_at
        one.save()
    return one


def withdraw(one: Tender, *, reason: str, by: Actor, at: datetime, version: int | None = None) -> Tender:
    """Take it back, with the reason; whoever was asked is told."""
    with perform(acts.WITHDRAW, one, by=by, at=at, version=version) as done:
        one.withdrawn_at, one.withdrawn_reason = at, reason.strip()
        one.save()
        if one.sent_at is not None:
            text = letters.withdrawal(selectors.about_of(one), reason=reason.strip())
            write_all(one, text, sort=LetterSort.WITHDRAWAL, cause="withdrawal", by=by, at=at)
        done.note(reason, on=london(at).date())
    return one
