"""Rules of the forward plan over plain values."""

from hub.pipeline.rules.entries import (
    CARRIED,
    SETTLED,
    Case,
    Fact,
    Origin,
    bars_to_planning,
    bars_to_showing,
    financial_year_of,
    kind_of,
)

__all__ = [
    "CARRIED",
    "SETTLED",
    "Case",
    "Fact",
    "Origin",
    "bars_to_planning",
    "bars_to_showing",
    "financial_year_of",
    "kind_of",
]
