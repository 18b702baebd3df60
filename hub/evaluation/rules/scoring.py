"""What points and prices are worth, and in which order offers stand.

Every figure is a share of its weight, rounded to two places with halves up; a total adds the rounded figures, so that
whoever adds up what the page shows finds the same total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

PLACES = Decimal("0.01")
FORMULA = "The lowest price gets the full weight. Every other price gets: lowest price ÷ price × weight."
ROUNDING = "Each figure is rounded to two places, halves up; totals add the rounded figures."
TIES = "Of equal totals the lower price wins. Where prices are equal too, a person decides with a recorded reason."


@dataclass(frozen=True)
class Offer:
    """One offer that is judged.

    Args:
        key: tells it apart.
        price: pounds without VAT, more than nothing; None where no price is asked.
        points: agreed points by the number of the question.
    """

    key: int
    price: Decimal | None
    points: Mapping[int, Decimal]


@dataclass(frozen=True)
class Judging:
    """How offers are judged.

    Args:
        weights: per cent by the number of each question that is not the price.
        price_weight: per cent; None where price does not count.
        top: the highest points on the scale.
    """

    weights: Mapping[int, Decimal]
    price_weight: Decimal | None
    top: int


@dataclass(frozen=True)
class Line:
    """What one offer came to.

    Args:
        parts: what each question is worth, by its number.
        for_price: what the price is worth; None where it does not count.
        place: 1 for the best; offers that nothing tells apart share one.
    """

    key: int
    price: Decimal | None
    parts: Mapping[int, Decimal]
    for_price: Decimal | None
    total: Decimal
    place: int


def of_points(points: Decimal, top: int, weight: Decimal) -> Decimal:
    """Give what points are worth: their share of the highest points, times the weight."""
    return _rounded(points / top * weight)


def of_price(price: Decimal, lowest: Decimal, weight: Decimal) -> Decimal:
    """Give what a price is worth: lowest price ÷ price × weight.

    Args:
        price: pounds, more than nothing.
        lowest: of all compliant offers.
    """
    return _rounded(lowest / price * weight)


def ranking(offers: Sequence[Offer], judging: Judging, *, preferred: int | None = None) -> list[Line]:
    """Put compliant offers in order, best first: by total, then by the lower price, then as somebody decided.

    Args:
        offers: every compliant one, with points for every question that counts.
        preferred: the key of the one that a person put first among equals, with a recorded reason.
    """
    prices = [one.price for one in offers if one.price is not None]
    lowest = min(prices, default=None)
    made = [_line(one, judging, lowest) for one in offers]
    made.sort(key=lambda line: (_rank(line), line.key != preferred, line.key))
    placed: list[Line] = []
    for index, line in enumerate(made):
        before = placed[-1] if placed else None
        same = before is not None and _rank(made[index - 1]) == _rank(line)
        shares = same and preferred not in (line.key, made[index - 1].key)
        place = before.place if before is not None and shares else index + 1
        placed.append(Line(line.key, line.price, line.parts, line.for_price, line.total, place))
    return placed


def tied_first(lines: Sequence[Line]) -> list[int]:
    """Give the keys of the offers that share the first total and the first price; none where one is best."""
    if not lines:
        return []
    first = [line.key for line in lines if _rank(line) == _rank(lines[0])]
    return first if len(first) > 1 else []


def usable(price: Decimal | None) -> bool:
    """Say whether a price can be scored: it is a number above nothing."""
    return price is not None and price > 0


def _line(offer: Offer, judging: Judging, lowest: Decimal | None) -> Line:
    parts = {number: of_points(offer.points[number], judging.top, weight) for number, weight in judging.weights.items()}
    for_price = None
    if judging.price_weight is not None and offer.price is not None and lowest is not None:
        for_price = of_price(offer.price, lowest, judging.price_weight)
    total = sum(parts.values(), Decimal(0)) + (for_price or Decimal(0))
    return Line(offer.key, offer.price, parts, for_price, total, 0)


def _rank(line: Line) -> tuple[Decimal, Decimal]:
    return (-line.total, line.price if line.price is not None else Decimal(0))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(PLACES, rounding=ROUND_HALF_UP)
