"""Which suppliers are suggested for a quote, each with the reasons that anybody can check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from hub.tender.terms import Why

POSTCODE = re.compile(r"\b([A-Z]{1,2})[0-9][0-9A-Z]?(?:\s*[0-9][A-Z]{2})?\b", re.I)
# What speaks for a supplier, heaviest first; none is as heavy as all that follow it together.
WEIGHTS = {Why.BEFORE: 8, Why.ASKED: 8, Why.NEAR: 4, Why.SMALL: 2, Why.VCSE: 1}


@dataclass(frozen=True)
class Where:
    """Where something is needed, and what counts as local besides.

    Args:
        place: as the officer wrote it: a place, a postcode, or both.
        home: the authority's own places, as names or postcode areas such as ``EM``.
    """

    place: str
    home: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Say whether there is anything to measure nearness by."""
        return bool(self.place.strip() or self.home)


@dataclass(frozen=True)
class Known:
    """What the register knows of a supplier.

    Args:
        number: of the standing entry.
        is_small: a small or medium firm; None where nobody knows.
        supplied: what shows that it supplied this category before, such as the reference of a contract.
        was_asked: it was invited for this category before.
        last_invited_on: the day of its last invitation by this authority.
        email: where it was reached before, or its owner's address on the Hub; empty where none is known.
    """

    number: int
    name: str
    place: str = ""
    postcode: str = ""
    is_small: bool | None = None
    is_vcse: bool | None = None
    supplied: str = ""
    was_asked: bool = False
    last_invited_on: date | None = None
    email: str = ""


@dataclass(frozen=True)
class Suggestion:
    """A supplier with why it is suggested and what is not known of it.

    Args:
        near: whether it is local; None where its place is not known.
    """

    known: Known
    why: tuple[Why, ...]
    near: bool | None
    unknown: tuple[str, ...] = field(default=())

    @property
    def is_local_small(self) -> bool:
        """Say whether it is known to be local, and a small or medium firm."""
        return bool(self.near and self.known.is_small)

    @property
    def says(self) -> list[str]:
        """Give the reasons in words."""
        said = {
            Why.BEFORE: f"supplied this category before ({self.known.supplied})",
            Why.ASKED: "asked for this category before",
            Why.NEAR: f"near: {self.known.place or self.known.postcode}",
            Why.SMALL: "small or medium firm",
            Why.VCSE: "voluntary or community body",
            Why.NEXT: "next in turn",
        }
        return [said[one] for one in self.why]


def area(text: str) -> str:
    """Give the postcode area in a text: the letters at its beginning, such as ``EM`` of ``EM3 4AB``; "" without one."""
    found = POSTCODE.search(text)
    return found.group(1).upper() if found else ""


def is_near(known: Known, where: Where) -> bool | None:
    """Say whether a supplier is local; None where its place is not known, or nobody said where.

    It is local when its place is the one asked for or one of the authority's own, or when its postcode has the same
    area (the letters at its beginning).
    """
    mine, code = known.place.strip().casefold(), area(known.postcode)
    if not where.is_known or not (mine or code):
        return None
    wanted = where.place.casefold()
    homes = {one.casefold() for one in where.home}
    if mine and (mine in homes or re.search(rf"\b{re.escape(mine)}\b", wanted)):
        return True
    return bool(code) and (code.casefold() in homes or code == area(where.place))


def weigh(known: Known, where: Where, *, is_next: bool = False) -> Suggestion:
    """Give the reasons for one supplier.

    Args:
        is_next: nobody of those suggested was invited longer ago, and somebody was later.
    """
    near = is_near(known, where)
    held = {
        Why.BEFORE: bool(known.supplied),
        Why.ASKED: known.was_asked and not known.supplied,
        Why.NEAR: bool(near),
        Why.SMALL: bool(known.is_small),
        Why.VCSE: bool(known.is_vcse),
        Why.NEXT: is_next,
    }
    gaps = []
    if not (known.place or known.postcode):
        gaps.append("place")
    if known.is_small is None:
        gaps.append("size")
    if not (known.supplied or known.was_asked):
        gaps.append("what it supplies")
    return Suggestion(known, tuple(one for one, holds in held.items() if holds), near, tuple(gaps))


def suggested(everybody: Iterable[Known], where: Where, *, most: int) -> list[Suggestion]:
    """Put suppliers in the order in which they are suggested: more and heavier reasons first, then longest not asked.

    A supplier for which nothing speaks is left out.
    """
    found = [one for one in (weigh(each, where) for each in everybody) if one.why]
    found.sort(key=_order)
    first = found[:most]
    if not first:
        return []
    days = [one.known.last_invited_on or date.min for one in first]
    if min(days) == max(days):
        return first
    return [weigh(one.known, where, is_next=day == min(days)) for one, day in zip(first, days, strict=True)]


def _order(one: Suggestion) -> tuple[int, date, str, int]:
    weight = sum(WEIGHTS.get(why, 0) for why in one.why)
    return (-weight, one.known.last_invited_on or date.min, one.known.name.casefold(), one.known.number)


def names_said(text: str, names: Sequence[str]) -> list[str]:
    """Give the names of those who are asked that a text for everybody contains, so that nobody is given away."""
    folded = text.casefold()
    return [name for name in names if name.strip() and re.search(rf"\b{re.escape(name.casefold())}\b", folded)]


def ticked(first: Sequence[Suggestion], count: int) -> list[Suggestion]:
    """Give those that are ticked to begin with: the first, a local small firm among them where one is suggested."""
    chosen = list(first[:count])
    if chosen and not any(one.is_local_small for one in chosen):
        local = next((one for one in first[count:] if one.is_local_small), None)
        if local is not None:
            chosen[-1] = local
    return chosen
