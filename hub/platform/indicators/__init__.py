"""Indicators: a measure of a package's records, with the records that fail it behind the number.

A package declares what it measures; levels, targets and rounds belong to ``maturity``, which reads them from here.
"""

from hub.platform.indicators.declare import (
    Failing,
    Fails,
    Failures,
    Indicator,
    Measure,
    Number,
    Reading,
    Unit,
    all_indicators,
    forget,
    get_indicator,
    indicator,
)
from hub.platform.indicators.history import kept

__all__ = [
    "Failing", "Fails", "Failures", "Indicator", "Measure", "Number", "Reading", "Unit", "all_indicators", "forget",
    "get_indicator", "indicator", "kept",
]  # fmt: skip
