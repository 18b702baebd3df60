"""Offer pairs of entries that may be one supplier."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz, process

from hub.supplier import rules
from hub.supplier.models import Identifier, Pair, Supplier
from hub.supplier.terms import Likeness

# A body has one number in each of these, so two numbers are two bodies.
DECISIVE = frozenset({rules.COMPANIES_HOUSE, rules.CHARITY, rules.CHARITY_SCOTLAND, rules.CHARITY_NI, rules.PPON})
NEAR = 90
SHORTEST = 6
_DIGITS = re.compile(r"\d+")

Numbers = set[tuple[str, str]]


@dataclass(frozen=True)
class Offer:
    """Two entries, why they may be one, and what says so."""

    first_id: int
    second_id: int
    likeness: Likeness
    evidence: str = ""
    score: int = 100


def offer(offers: Iterable[Offer], *, at: datetime) -> int:
    """Put pairs into the queue; a pair that is there already, decided or not, stays as it is.

    :returns: how many pairs were given, known ones included.
    """
    pairs = {tuple(sorted((each.first_id, each.second_id))): each for each in offers if each.first_id != each.second_id}
    Pair.objects.bulk_create(
        [
            Pair(
                first_id=first,
                second_id=second,
                likeness=each.likeness,
                score=each.score,
                evidence=each.evidence[:300],
                found_at=at,
            )
            for (first, second), each in pairs.items()
        ],
        batch_size=1000,
        ignore_conflicts=True,
    )
    return len(pairs)


def in_conflict(one: Numbers, other: Numbers) -> bool:
    """Say whether two sets of numbers show two bodies: different numbers in one register."""
    return any(
        {value for each, value in one if each == scheme}.isdisjoint({v for each, v in other if each == scheme})
        for scheme in DECISIVE & {each for each, _ in one} & {each for each, _ in other}
    )


def look_for_near_names(*, at: datetime, among: Collection[int] | None = None) -> int:
    """Compare names that begin alike and offer the near ones.

    :param among: compare only these with the others; all with all when None.
    :returns: how many pairs were found.
    """
    numbers: dict[int, Numbers] = defaultdict(set)
    for owner, scheme, value in Identifier.objects.filter(scheme__in=DECISIVE).values_list(
        "supplier_id", "scheme", "value"
    ):
        numbers[owner].add((scheme, value))
    blocks: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for pk, key in Supplier.objects.live().order_by("pk").values_list("pk", "match_key"):
        if len(key) >= SHORTEST:
            blocks[key[:3]].append((pk, key))
    wanted = None if among is None else set(among)
    return sum(
        offer([each for each in _near(block, wanted) if not _two_bodies(each, numbers)], at=at)
        for block in blocks.values()
        if wanted is None or any(pk in wanted for pk, _ in block)
    )


def _near(block: list[tuple[int, str]], wanted: set[int] | None) -> Iterator[Offer]:
    rows = block if wanted is None else [each for each in block if each[0] in wanted]
    keys = [key for _, key in block]
    for one, one_key in rows:
        for other_key, score, place in process.extract(one_key, keys, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None):
            other = block[place][0]
            if one == other or _DIGITS.findall(one_key) != _DIGITS.findall(other_key):
                continue
            likeness = Likeness.NAME if one_key == other_key else Likeness.NEAR
            yield Offer(one, other, likeness, other_key, round(score))


def _two_bodies(each: Offer, numbers: dict[int, Numbers]) -> bool:
    return in_conflict(numbers.get(each.first_id, set()), numbers.get(each.second_id, set()))
