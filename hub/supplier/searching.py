"""What of a supplier can be found by words. Suppliers belong to no authority, so every officer finds them."""

from typing import Any

from hub.platform.search.alike import Resembling, resembling
from hub.platform.search.declare import Searchable, searchable
from hub.supplier import selectors
from hub.supplier.models import Supplier


def numbers(supplier: Any) -> list[str]:
    """Give the register numbers, bare, as people type them."""
    return supplier.numbered  # type: ignore[no-any-return]


def names(supplier: Any) -> list[str]:
    """Give the other names, those of merged entries included."""
    return supplier.found_under  # type: ignore[no-any-return]


searchable(
    Searchable(
        model=Supplier,
        label="Suppliers",
        title=lambda supplier: supplier.name,
        references=numbers,
        names=names,
        text=lambda supplier: " ".join((supplier.place, supplier.postcode)),
        line=lambda supplier: ", ".join(filter(None, [supplier.get_body_kind_display(), supplier.place])),
        url=lambda supplier: supplier.get_absolute_url(),
        authority=lambda supplier: None,
        load=selectors.to_index,
        register="/suppliers/",
    )
)
resembling(
    Resembling(
        kind=Supplier.kind(),
        label="Suppliers that were named",
        within=lambda actor, at: selectors.suppliers(actor),
        title=lambda supplier: supplier.name,
        line=lambda supplier: ", ".join(filter(None, [supplier.get_body_kind_display(), supplier.place])),
        url=lambda supplier: supplier.get_absolute_url(),
        order=50,
    )
)
