"""Which body approves that a case competes, and when it did: the package of gates knows, and a timetable asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hub.procurement.models import Procurement


@dataclass(frozen=True)
class Approves:
    """What names the body that approves a case, and the day on which the case was approved.

    Args:
        body: gives its code for a case and a day; "" where an officer approves, or nothing has to be approved.
        day: gives the day of the decision for a case; None while it is not taken.
        noticed: gives the day of the notice of that decision, where it is a key decision with one.
    """

    body: Callable[[Procurement, date], str]
    day: Callable[[Procurement], date | None]
    noticed: Callable[[Procurement], date | None]


_approves: list[Approves] = []


def approved_by(found: Approves) -> Approves:
    """Register what names the body and the day."""
    _approves[:] = [found]
    return found


def approving_body(case: Procurement, on: date) -> str:
    """Give the code of the body that approves a case; "" where none does or nobody says."""
    return _approves[0].body(case, on) if _approves else ""


def approved_on(case: Procurement) -> date | None:
    """Give the day on which a case was approved; None while it is not, or where nobody says."""
    return _approves[0].day(case) if _approves else None


def noticed_on(case: Procurement) -> date | None:
    """Give the day of the notice of the key decision by which a case was approved; None where there was none."""
    return _approves[0].noticed(case) if _approves else None


def forget() -> None:
    """Take the registration back; for tests that make one."""
    _approves.clear()
