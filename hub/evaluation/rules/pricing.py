"""Whether a price is so low that somebody has to look at it before it can win."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hub.platform.words import money, percent


@dataclass(frozen=True)
class LowPrice:
    """From when a price is very low.

    Args:
        below_others: per cent below the average of the other prices.
        below_estimate: per cent below the estimate.
    """

    below_others: Decimal
    below_estimate: Decimal


def very_low(prices: Mapping[int, Decimal], estimate: Decimal | None, limit: LowPrice) -> dict[int, str]:
    """Say of each price that is very low why it is.

    Args:
        prices: pounds without VAT by the key of the offer, each more than nothing.
        estimate: pounds without VAT; None where nobody estimated.
    """
    found: dict[int, str] = {}
    for key, price in prices.items():
        others = [each for other, each in prices.items() if other != key]
        average = sum(others, Decimal(0)) / len(others) if others else None
        said = [
            _below(price, against, percents, words)
            for against, percents, words in (
                (average, limit.below_others, "the average of the other prices"),
                (estimate, limit.below_estimate, "the estimate"),
            )
            if against is not None and against > 0 and price <= against * (1 - percents / 100)
        ]
        if said:
            found[key] = f"{money(price, pence=price % 1 != 0)} is {' and '.join(said)}."
    return found


def _below(price: Decimal, against: Decimal, percents: Decimal, words: str) -> str:
    less = (against - price) / against * 100
    return f"{percent(less)} below {words}, {money(against)} (very low from {percent(percents)})"
