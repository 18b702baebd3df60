"""Rules of intake: by when a need is answered, and what is said of others who need the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from hub.law.calendar import add_working_days
from hub.law.findings import Finding
from hub.law.tables import Tables

# From here two things are the same purchase for the sentence above the list.
SAME = 0.55
NUMBERS = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def answer_by(sent_on: date, working_days: int, *, tables: Tables) -> date:
    """Give the day by which somebody who asked hears."""
    return add_working_days(sent_on, working_days, tables=tables)


def bars_to_sending(*, needed_on: date, value_ex_vat: Decimal | None, on: date) -> Iterable[Finding]:
    """A need lies ahead, and costs £0 or more."""
    if needed_on <= on:
        yield Finding("past", "The day from which you need it must be after today.", cure="needed_on")
    if value_ex_vat is not None and value_ex_vat < 0:
        yield Finding("value", "The value must be £0 or more.", cure="value_ex_vat")


def same_thing(others: Sequence[str]) -> str:
    """Say how many are about to buy the same thing.

    :param others: the names of the other authorities, each once.
    """
    if not others:
        return ""
    count = len(others) + 1
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    names = others[0] if len(others) == 1 else f"{', '.join(others[:-1])} and {others[-1]}"
    verb = "plans" if len(others) == 1 else "plan"
    return f"{number} of you are about to buy the same thing: {names} {verb} it too."
