"""The register of suppliers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.platform.actors import Actor
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import BooleanColumn, LinkColumn, TermColumn, TextColumn
from hub.platform.registers.filters import BooleanFilter, ChoiceFilter, TextFilter
from hub.supplier import acts, selectors
from hub.supplier.models import Supplier
from hub.supplier.terms import Size, SupplierKind


def numbers(supplier: Supplier) -> str:
    """Give the register numbers in one line."""
    return ", ".join(f"{each.scheme} {each.value}" for each in supplier.identifiers.all())


class SupplierRegister(Register):
    """List the suppliers that the Hub knows."""

    name = "supplier"
    title = "Suppliers"
    noun = ("supplier", "suppliers")
    default_sort = "name"
    search_kind = Supplier.kind()
    search_hint = "Name, other name or company number"
    columns = (
        LinkColumn("name", "Name"),
        TextColumn("numbers", "Register numbers", value=numbers, prefetch=("identifiers",)),
        TermColumn("size", "Size", term=Size),
        BooleanColumn("is_vcse", "Voluntary or community body"),
        TermColumn("body_kind", "Sort of body", term=SupplierKind, on=False),
        TextColumn("place", "Place"),
        TextColumn("postcode", "Postcode", on=False),
    )
    filters = (
        ChoiceFilter("size", "Size", choices=Size.choices(), none="Not known"),
        ChoiceFilter("body_kind", "Sort of body", choices=SupplierKind.choices(), none="Not known"),
        BooleanFilter("vcse", "Voluntary or community body", field="is_vcse", yes="Voluntary or community", no="Other"),
        TextFilter("place", "Place", facet=False),
    )
    views = (BuiltIn("small", "Small and medium", {"size": "sme"}),)
    empty = Empty(
        "No suppliers yet",
        "They appear as soon as a list of contracts is loaded.",
        HeadLink("Import your list of contracts", "/contracts/import/", go=True),
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the entries that stand for themselves."""
        return selectors.suppliers(actor)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Give the ways to mend the list to those who may."""
        links = []
        if actor.has_any(acts.MERGE.holders):
            links.append(HeadLink("Likely duplicates", "/suppliers/duplicates/"))
        if actor.has_any(acts.ADD.holders):
            links.append(HeadLink("Add a supplier", "/suppliers/new/", go=True))
        return links
