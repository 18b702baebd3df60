"""Filters: each reads its own part of the address, narrows the list, and says in words what it did.

A value that cannot be understood is named and left out; it never breaks the page (experience.md §2.2).
"""

from hub.platform.registers.filters.base import Asking, Chip, Choice, Filter, Params, Reading
from hub.platform.registers.filters.choices import BooleanFilter, ChoiceFilter, MissingFilter, Option, OptionFilter
from hub.platform.registers.filters.measures import MeasureFilter, measure_filters
from hub.platform.registers.filters.ranges import DateFilter, MoneyFilter, RangeFilter, TextFilter

__all__ = [
    "Asking", "BooleanFilter", "Chip", "Choice", "ChoiceFilter", "DateFilter", "Filter", "MeasureFilter",
    "MissingFilter", "MoneyFilter", "Option", "OptionFilter", "Params", "RangeFilter", "Reading", "TextFilter",
    "measure_filters",
]  # fmt: skip
