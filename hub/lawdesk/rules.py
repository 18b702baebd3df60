"""Rules of the law desk over plain values."""

from __future__ import annotations

from datetime import date, timedelta


def review_by(opened_on: date, first_day: date, *, days: int, least: int) -> date:
    """Give the day by which a change of law is reviewed: before it begins, within so many days, with time to do it.

    :param first_day: the first day on which the changed law holds.
    :param days: the most days that a review may take.
    :param least: the days that the reviewers have in any case.
    """
    wanted = min(opened_on + timedelta(days=days), first_day - timedelta(days=1))
    return max(wanted, opened_on + timedelta(days=least))
