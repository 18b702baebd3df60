"""How many quotes a value asks for by the authority's own bands, and what the law adds below the threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hub.law.below_threshold import BelowThreshold
from hub.platform.words import money, plural


@dataclass(frozen=True)
class Band:
    """One band of the authority's own rules.

    Args:
        starts_at: pounds ex VAT from which it holds.
        quotes: how many suppliers are asked at the least; 0 where quotes are not enough.
    """

    code: str
    label: str
    starts_at: Decimal
    quotes: int

    @property
    def is_for_quotes(self) -> bool:
        """Say whether quotes are enough."""
        return self.quotes > 0


@dataclass(frozen=True)
class Route:
    """What a value asks for.

    Args:
        quotes: how many suppliers are asked at the least.
        is_quote: whether quotes are enough; then ``why_not`` is empty.
        line: the route in one line.
        duties: what the law adds, each with its section.
    """

    line: str
    quotes: int
    is_quote: bool
    why_not: str = ""
    band: str = ""
    duties: tuple[tuple[str, str], ...] = ()


def band_of(code: str, label: str, data: Mapping[str, Any]) -> Band:
    """Read a band as dated values hold it."""
    return Band(code, label, Decimal(str(data.get("from", "0"))), int(data.get("quotes", 0)))


def holding(bands: Sequence[Band], value: Decimal) -> Band | None:
    """Give the band that holds for a value: the last that begins at it or below it."""
    below = [one for one in bands if one.starts_at <= value]
    return max(below, key=lambda one: one.starts_at, default=None)


def route(value: Decimal | None, bands: Sequence[Band], *, covered: bool | None, below: BelowThreshold | None) -> Route:
    """Say how a purchase is asked for.

    Args:
        value: pounds ex VAT; None while nobody estimated it.
        bands: of the authority, in any order.
        covered: it reaches its threshold; None while nobody can say.
        below: what the law asks below the threshold, where it does.
    """
    if value is None or covered is None:
        told = "Say first what it is mainly for and about how much it costs."
        return Route("Not known yet", 0, False, told)
    if covered:
        told = f"{_pounds(value)} ex VAT reaches its threshold, so quotes are not enough. Hold a tender (PA 2023 s.19)."
        return Route("Over the threshold: a tender", 0, False, told)
    band = holding(bands, value)
    if band is None:
        told = "No band for quotes holds for this value. Add one under Settings, Dated values, Bands for quotes."
        return Route("No band holds", 0, False, told)
    if not band.is_for_quotes:
        limit = money(band.starts_at)
        told = f"{_pounds(value)} ex VAT is over the limit for quotes, {limit}. Hold an advertised tender instead."
        return Route(f"{_pounds(value)} ex VAT: {band.label.lower()}", 0, False, told, band.code)
    advert = "no advert" if below is None or not below.tender_notice else "a notice first"
    line = f"{_pounds(value)} ex VAT: {plural(band.quotes, 'quote')}, {advert}"
    return Route(line, band.quotes, True, band=band.code, duties=tuple(_duties(below)))


def _duties(below: BelowThreshold | None) -> list[tuple[str, str]]:
    if below is None:
        return []
    found = [
        ("No tender notice: only the suppliers you choose are asked.", "PA 2023 s.87(2)")
        if not below.tender_notice
        else ("A below-threshold tender notice comes first.", "PA 2023 s.87(1)")
    ]
    if below.details_notice:
        found.append(("After the contract: a contract details notice.", "PA 2023 s.87(3)"))
    found.append(("Think first what keeps small firms from quoting.", "PA 2023 s.86(1)"))
    return found


def _pounds(value: Decimal) -> str:
    """Give pounds without pence where there are none: a sum just under a limit must not read as the limit."""
    return money(value, pence=value % 1 != 0)
