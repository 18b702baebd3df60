"""Reads over case files."""

from hub.procurement.selectors.finding import (
    closed_on,
    entry_to_start,
    find,
    from_entry,
    is_visible,
    owned_by,
    procurements,
    readers,
    to_index,
    vat_percent,
    with_authority,
)

__all__ = [
    "closed_on",
    "entry_to_start",
    "find",
    "from_entry",
    "is_visible",
    "owned_by",
    "procurements",
    "readers",
    "to_index",
    "vat_percent",
    "with_authority",
]
