"""Move a case from one state to the next; later packages call these when their own records say so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from hub.law.findings import Finding
from hub.platform.act_table import Act
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform, perform_many
from hub.platform.clock import london
from hub.procurement import acts
from hub.procurement.models import Procurement
from hub.procurement.terms import State


def approve(
    procurement: Procurement, *, by: Actor, at: datetime, note: str = "", version: int | None = None
) -> Procurement:
    """Approve that it goes to the market."""
    with perform(acts.APPROVE, procurement, by=by, at=at, version=version) as done:
        procurement.approved_on = london(at).date()
        procurement.save()
        done.note(note)
    return procurement


def compete(
    procurement: Procurement, *, on: date | None = None, by: Actor, at: datetime, version: int | None = None
) -> Procurement:
    """Record that the competition has begun.

    :param on: the day of its first notice or invitation; today unless given.
    """
    with perform(acts.COMPETE, procurement, by=by, at=at, version=version):
        procurement.competed_on = on or london(at).date()
        procurement.save()
    return procurement


def ask_quotes(
    procurement: Procurement, *, about: str, by: Actor, at: datetime, version: int | None = None
) -> Procurement:
    """Record that quotes are asked for: below its threshold a case competes without an approval of its own.

    :param about: the reference of what was sent.
    :raises Refused: when quotes are not the chosen procedure, or a gate is to be passed first.
    """
    with perform(acts.ASK_QUOTES, procurement, by=by, at=at, version=version) as done:
        procurement.competed_on = london(at).date()
        procurement.save()
        done.note(sent=about)
    return procurement


def award(
    procurement: Procurement,
    *,
    on: date | None = None,
    award_ex_vat: Decimal | None = None,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Procurement:
    """Record the award.

    :param on: the day of the award; today unless given.
    :param award_ex_vat: pounds without VAT, extensions left out; None where nobody says.
    :raises Refused: when that day is still to come.
    """
    today = london(at).date()
    with perform(acts.AWARD, procurement, by=by, at=at, version=version):
        if on is not None and on > today:
            raise Refused(acts.AWARD, [Finding("future", "The award cannot be on a day to come.", cure="on")])
        procurement.awarded_on, procurement.award_ex_vat = on or today, award_ex_vat
        procurement.save()
    return procurement


def close(
    procurement: Procurement, *, note: str = "", by: Actor, at: datetime, version: int | None = None
) -> Procurement:
    """Close the case: its contracts are signed and nothing more is done here."""
    with perform(acts.CLOSE, procurement, by=by, at=at, version=version) as done:
        procurement.closed_on = london(at).date()
        procurement.save()
        done.note(note)
    return procurement


def abandon(
    procurement: Procurement, *, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Procurement:
    """Give the procurement up, with the reason; its entry of the pipeline can begin another."""
    with perform(acts.ABANDON, procurement, by=by, at=at, version=version) as done:
        procurement.closed_on = london(at).date()
        procurement.save()
        done.note(reason)
    return procurement


STEPS: dict[State, tuple[Act, str]] = {
    State.APPROVED: (acts.APPROVE, "approved_on"),
    State.COMPETING: (acts.COMPETE, "competed_on"),
    State.AWARDED: (acts.AWARD, "awarded_on"),
    State.CLOSED: (acts.CLOSE, "closed_on"),
}


def advance_many(procurements: Sequence[Procurement], *, to: State, by: Actor, at: datetime) -> None:
    """Take many cases one step on at once, such as those of a list that is taken over from an older system.

    :param to: approved, competing, awarded or closed.
    """
    act, dated = STEPS[to]
    rows = list(procurements)
    for row in rows:
        setattr(row, dated, london(at).date())
        row.version += 1

    def write(moved: list[Procurement]) -> None:
        Procurement.objects.bulk_update(moved, ["status", "version", dated])

    perform_many(act, rows, by=by, at=at, write=write)
