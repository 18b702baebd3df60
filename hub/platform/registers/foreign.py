"""Name what a sum in pounds leaves out, because it is known in another currency only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from hub.platform.words import list_of, plural

if TYPE_CHECKING:
    from hub.platform.registers.listing import Listing

FOREIGN, POUNDS = "foreign_value_ex_vat", "value_ex_vat"


def not_counted(listing: Listing) -> dict[str, int]:
    """Count the rows under the filters whose value is known in another currency only, by its code.

    One query, over an index of the few such rows (``contract_not_in_pounds``).
    """
    rows = listing.under.filter(**{f"{FOREIGN}__isnull": False, f"{POUNDS}__isnull": True}).order_by()
    counted = rows.values_list("currency").annotate(rows_counted=Count("pk", distinct=True))
    found: dict[str, int] = listing.counter.ask("foreign", counted, lambda: dict(counted))
    return found


def not_in_pounds(worth: str, left_out: dict[str, int], noun: str = "contract") -> str:
    """Add to a sentence about a sum what it leaves out: "£1.2 million ex VAT, not counting 2 contracts in EUR"."""
    if not left_out:
        return worth
    named = list_of([f"{plural(count, noun)} in {code}" for code, count in sorted(left_out.items())])
    return f"{worth}, not counting {named}" if worth else f"{named}, not known in pounds"
