"""What each column of a file is taken for: as somebody says, as was remembered of its headings, or as guessed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hub.platform.actors import Actor
from hub.platform.registers.importing import selectors
from hub.platform.registers.importing.loader import Head, Loader
from hub.platform.registers.importing.models import RememberedMapping
from hub.platform.tabular.headings import CHOSEN, NONE
from hub.platform.tabular.results import Unreadable, shown
from hub.platform.tenancy.models import Authority

REMEMBERED = "remembered"
MOST_NAMED = 40


def remember(
    authority: Authority, register: str, layout: str, *, choices: dict[str, str], by: Actor, at: datetime
) -> None:
    """Keep how the columns of a layout are matched, for the next file with it.

    :param choices: heading → field, empty for a column that is left out.
    """
    RememberedMapping.objects.update_or_create(
        authority=authority,
        register=register,
        layout=layout,
        defaults={"choices": choices, "chosen_by_id": by.person_id, "chosen_at": at},
    )


def choices_for(loader: Loader, head: Head, *, authority: Authority, given: dict[str, str]) -> dict[str, str]:
    """Give the matching to use: the one given, else the one remembered, else the guess."""
    known = selectors.remembered(authority, loader.register, head.layout) if head.guesses else {}
    # A field that is given to one column is taken from the column that it was remembered or guessed for.
    taken = {key for key in given.values() if key}
    others = {name: "" if key in taken else key for name, key in {**head.choices, **known}.items()}
    return {**others, **given} if head.guesses else {}


def matched(head: Head, choices: dict[str, str], *, given: dict[str, str]) -> list[dict[str, Any]]:
    """Give what each column of a file is taken for, and how that was found.

    :param given: what somebody says of some columns.
    """
    found = []
    for guess in head.guesses:
        key = choices.get(guess.column, "")
        is_guess = key == guess.field
        how = CHOSEN if guess.column in given else guess.how if is_guess else REMEMBERED
        sure = guess.confidence if is_guess and how != CHOSEN else 1.0
        found.append(
            {"column": guess.column, "field": key, "how": how if key else NONE, "confidence": sure if key else 0.0}
        )
    return found


def check_given(head: Head, given: dict[str, str]) -> None:
    """See that every column of which somebody says what it means is in the file.

    :raises Unreadable: when one is not: loading without it would load something else than was asked for.
    """
    headings = [guess.column for guess in head.guesses]
    unknown = [name for name in given if name not in headings]
    if unknown and not headings:
        raise Unreadable("The columns of this file are known: it is a list of the Hub, or notices. Leave --column out.")
    if unknown:
        told = ", ".join(f"“{shown(name)}”" for name in headings[:MOST_NAMED])
        raise Unreadable(f"There is no column “{shown(unknown[0])}” in this file. Its columns are: {told}.")
