"""Who may sit on a roster together, and how likely it is that too few of them can still act (security.md §5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from hub.bids.rules.rosters import any_of, roster_bars
from hub.bids.terms import WITH_OUTSIDER, RosterUse
from hub.law.findings import Finding

MOST_SAFE_KEYS = 1
ONE = Fraction(1)


@dataclass(frozen=True)
class Proposed:
    """What counts of one who would sit on a roster.

    :param id: the reference of the key.
    :param name: of the person.
    :param person: a number that tells people apart.
    :param is_outside: whether the person does no procurement work.
    :param is_safe_key: whether the key lies printed in an envelope.
    :param can_open: whether the person is there, and may open bids.
    """

    id: str
    name: str
    person: int
    is_outside: bool
    is_safe_key: bool = False
    can_open: bool = True


def bars_to_roster(use: RosterUse, needed: int, proposed: Sequence[Proposed]) -> list[Finding]:
    """Give what bars some people from forming a roster of which some must act together; nothing when they may.

    :param needed: how many must act together, whoever they are.
    """
    ids = [one.id for one in proposed]
    allowed = any_of(needed, ids) if 0 < needed <= len(ids) else ()
    if len(ids) < max(needed, 1):
        return [Finding("too_few", f"{needed} openers must act together, but {len(ids)} are named.", cure="keys")]
    return [*roster_bars(ids, allowed), *_people_bars(use, proposed)]


def _people_bars(use: RosterUse, proposed: Sequence[Proposed]) -> Iterator[Finding]:
    people = [one.person for one in proposed if not one.is_safe_key]
    for person in sorted({one for one in people if people.count(one) > 1}):
        name = next(one.name for one in proposed if one.person == person)
        yield Finding("twice", f"{name} is named twice. One person counts once, with one key.", cure="keys")
    if sum(one.is_safe_key for one in proposed) > MOST_SAFE_KEYS:
        yield Finding("safe_keys", "One key in an envelope at most, or two envelopes would open the bids.", cure="keys")
    for one in proposed:
        if not one.can_open:
            yield Finding("gone", f"{one.name} does not open bids any more. Name somebody else.", cure="keys")
    if use in WITH_OUTSIDER and not any(one.is_outside and not one.is_safe_key for one in proposed):
        message = (
            "Prices are opened by this roster, so one opener at least must work outside procurement: "
            "finance, legal or audit."
        )
        yield Finding("no_outsider", message, cure="keys")


def chance_too_few(openers: int, needed: int, *, lost: Fraction) -> Fraction:
    """Give the chance that fewer than ``needed`` of some keys can still be used, each lost independently.

    :param lost: the chance that one key is lost, between 0 and 1.
    :returns: between 0 and 1, exact.
    """
    if not 0 <= lost <= 1:
        raise ValueError("A chance lies between 0 and 1.")
    left = ONE - lost
    return sum(
        (comb(openers, here) * left**here * lost ** (openers - here) for here in range(min(needed, openers + 1))),
        Fraction(0),
    )


def in_words(chance: Fraction) -> str:
    """Say a chance as people grasp it: "1 in 8,000", or "certain"."""
    if chance <= 0:
        return "none"
    if chance >= 1:
        return "certain"
    one_in = round(ONE / chance)
    digits = len(str(one_in))
    shown = round(one_in, 2 - digits) if digits > 2 else one_in
    return f"1 in {shown:,}"
