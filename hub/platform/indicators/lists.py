"""The lists on a measure's own page, for measures whose records stand in no one register."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict
from urllib.parse import urlencode

from hub.platform import clock
from hub.platform.indicators.declare import Fails, Failures, Indicator
from hub.platform.indicators.shares import FAILS, MEASURED, MEETS

WHICH = (FAILS, MEETS, MEASURED)


class Lists(TypedDict):
    """What a reading says of the lists behind it."""

    failing: str
    holding: str
    measured: str


def lists_of(key: str, at: datetime) -> Lists:
    """Give the addresses of what fails a measure, what meets it and all that is measured, as at a moment."""
    return {"failing": address(key, at), "holding": address(key, at, MEETS), "measured": address(key, at, MEASURED)}


class Counted(TypedDict):
    """What a reading that is no share says of the one list behind it."""

    failing: str
    measured: str


class Both(TypedDict):
    """The two lists of a measure that is no share: nothing fails it, everything that it counts meets it."""

    fails: Fails
    meets: Fails


def counted_of(key: str, at: datetime) -> Counted:
    """Give the address of everything that a mean, a median or a sum counts, as at a moment."""
    every = address(key, at, MEASURED)
    return {"failing": every, "measured": every}


def counting(of: Fails) -> Both:
    """Give the lists of a mean, a median or a sum, by what gives the records that it counts."""
    return {"fails": lambda authorities, at, most: Failures(0), "meets": of}


def address(key: str, at: datetime, which: str = FAILS) -> str:
    """Give the address of one list on a measure's page, with the day where that is past."""
    on = clock.london(at).date()
    asked = {"list": which} if which != FAILS else {}
    if on < clock.london(clock.now()).date():
        asked["on"] = on.isoformat()
    return f"/maturity/measures/{key}/" + (f"?{urlencode(asked)}" if asked else "")


def listed(one: Indicator, which: str, *, authorities: list[int], at: datetime, most: int) -> Failures | None:
    """Give the records of one list, or None where the measure does not name them.

    :param which: ``fails``, ``meets`` or ``measured``, which is both.
    :param most: how many to give.
    """
    asked = {FAILS: [one.fails], MEETS: [one.meets], MEASURED: [one.fails, one.meets]}[which]
    found = [each(authorities, at, most) for each in asked if each is not None]
    if len(found) < len(asked):
        return None
    return Failures(sum(each.total for each in found), [row for each in found for row in each.rows][:most])
