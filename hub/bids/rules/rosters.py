"""Who may open a bid together: what a list of openers and of their combinations must fulfil (security.md §5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from hub.law.findings import Finding

FEWEST_TOGETHER = 2
SPARE = 2
MOST_OPENERS = 9
# In an id nothing may stand that separates ids in what is signed or derived from them.
OPENER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")

Together = tuple[str, ...]


def any_of(needed: int, openers: Sequence[str]) -> tuple[Together, ...]:
    """Give every combination of ``needed`` openers, in the order of the list."""
    return tuple(combinations(openers, needed))


def roster_bars(openers: Sequence[str], allowed: Sequence[Together]) -> tuple[Finding, ...]:
    """Give what bars a list of openers from opening bids together; nothing when it may.

    :param openers: their ids, in order.
    :param allowed: the combinations that open, each with its ids in the order of the list.
    """
    return tuple(_openers_bars(openers)) or (*_form_bars(openers, allowed), *_number_bars(openers, allowed))


def _openers_bars(openers: Sequence[str]) -> list[Finding]:
    found = []
    if len(set(openers)) < len(openers):
        found.append(Finding("opener_twice", "The same person is on the list of openers twice."))
    if wrong := [one for one in openers if not OPENER_ID.fullmatch(one)]:
        found.append(Finding("opener_id", f"These ids cannot be used: {', '.join(map(repr, wrong))}."))
    if len(openers) > MOST_OPENERS:
        found.append(Finding("too_many_openers", f"{len(openers)} openers are too many; {MOST_OPENERS} is the most."))
    return found


def _form_bars(openers: Sequence[str], allowed: Sequence[Together]) -> list[Finding]:
    found = []
    places = {one: place for place, one in enumerate(openers)}
    if not allowed:
        found.append(Finding("no_combination", "Say which openers can open the bids together."))
    if len(set(allowed)) < len(allowed):
        found.append(Finding("combination_twice", "The same combination of openers is listed twice."))
    for together in allowed:
        at = [places.get(one, -1) for one in together]
        if -1 in at:
            found.append(Finding("stranger", f"{', '.join(together)}: not all of them are on the list of openers."))
        elif at != sorted(set(at)):
            found.append(Finding("order", f"{', '.join(together)}: name each opener once, in the order of the list."))
    return found


def _number_bars(openers: Sequence[str], allowed: Sequence[Together]) -> list[Finding]:
    sizes = [len(together) for together in allowed]
    if not sizes:
        return []
    found = []
    if min(sizes) < FEWEST_TOGETHER:
        found.append(Finding("one_alone", "Nobody may open bids alone: at least two openers must act together."))
    if len(openers) < max(sizes) + SPARE:
        need = max(sizes) + SPARE
        text = f"{max(sizes)} openers must act together, so the list needs at least {need}; it has {len(openers)}."
        found.append(Finding("no_spare", text, cure="Add openers: if too few can act, the bids stay shut for ever."))
    if needed := set(openers).intersection(*map(set, allowed)):
        text = f"Without {', '.join(one for one in openers if one in needed)} the bids could never be opened."
        found.append(Finding("indispensable", text, cure="Allow a combination without that person."))
    return found
