"""The register of contracts: columns, filters, views and totals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from hub.contract import acts, selectors
from hub.contract.filtering import DivisionFilter, LoadFilter, SupplierFilter
from hub.contract.models import Contract
from hub.contract.reading.options import in_words
from hub.contract.terms import ContractKind, Nature, Need, Regime, Route, State, Tier
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.registers.address import EVERYTHING, Asked
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import (
    BooleanColumn,
    ComputedColumn,
    DateColumn,
    LinkColumn,
    MoneyColumn,
    NumberColumn,
    PersonColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import (
    Asking,
    BooleanFilter,
    ChoiceFilter,
    DateFilter,
    MissingFilter,
    MoneyFilter,
    Option,
    OptionFilter,
    Params,
    measure_filters,
)
from hub.platform.registers.foreign import not_counted, not_in_pounds
from hub.platform.registers.listing import Listing
from hub.platform.registers.models import SavedView
from hub.platform.ui.parts import Tag
from hub.platform.words import money_in_prose

COLOURS = {Need.GAP: "red", Need.SUSPENDED: "red", Need.LATE: "red"}
YEAR = timedelta(days=372)
CONFIRMED = timedelta(days=365)


def need_tag(contract: Any) -> Tag | None:
    """Give the tag of what a contract needs; ``prepare`` has worked it out for the page."""
    need = getattr(contract, "need", None)
    return Tag(need.label, COLOURS.get(need, "yellow")) if need else None  # type: ignore[arg-type]


def options_text(contract: Any) -> str:
    """Give the options that are still open, as a list that is loaded says them; ``prepare`` has read them."""
    return in_words(getattr(contract, "open_options", []))


def identifiers_text(contract: Any) -> str:
    """Give the register numbers of a contract's suppliers: "GB-COH 04455667"."""
    suppliers = [part.supplier.standing for part in contract.parties.all()]
    return "; ".join(dict.fromkeys(f"{one.scheme} {one.value}" for each in suppliers for one in each.identifiers.all()))


def partners_text(contract: Any) -> str:
    """Give the partner authorities with their shares: "Wickmoor District Council, 25%"."""
    found = contract.partner_shares.all()
    return "; ".join(each.authority.name + _percent(each.share_percent) for each in found)


def lots_text(contract: Any) -> str:
    """Give the lots with their numbers: "1 North; 2 South"."""
    return "; ".join(f"{lot.number} {lot.title}" for lot in contract.lots.all())


def _percent(share: Any) -> str:
    return f", {share.normalize():f}%" if share is not None else ""


def ending_in_a_year(actor: Actor, at: datetime) -> dict[str, Any]:
    """Give the parameters of the view of contracts that end within twelve months and a week."""
    on = london(at).date()
    return {"status": ["live", "suspended"], "ends_from": on.isoformat(), "ends_to": (on + YEAR).isoformat()}


def _looked_after(at: datetime) -> Q:
    return Q(manager__is_active=True, confirmed_on__isnull=False, confirmed_on__gt=london(at).date() - CONFIRMED)


class ContractRegister(Register):
    """List the contracts that an officer may read."""

    name = "contract"
    title = "Contracts"
    noun = ("contract", "contracts")
    default_sort = "ends_on"
    default_view = "now"
    search_kind = Contract.kind()
    search_hint = "Title, supplier, reference or clause"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "Title"),
        TextColumn("supplier_name", "Supplier"),
        MoneyColumn("value_ex_vat", "Value", vat="ex", total=True, card="Value", foreign="foreign_value_ex_vat"),
        DateColumn("ends_on", "Ends", sort_phrase="end date"),
        PersonColumn("manager", "Manager", none="None", card=False),
        ComputedColumn("needs", "Needs", value=need_tag),
        TermColumn("status", "Status", term=State, on=False),
        TermColumn("agreement_kind", "Kind", term=ContractKind, on=False),
        TermColumn("tier", "Tier", term=Tier, on=False),
        TextColumn("department", "Department", on=False),
        PersonColumn("owner", "Owner", none="None", on=False, card=False),
        DateColumn("starts_on", "Starts", sort_phrase="start date", on=False),
        DateColumn("review_on", "Review date", on=False),
        DateColumn("latest_end_on", "Latest end", on=False),
        ComputedColumn("options", "Extension options", value=options_text, sort=None, on=False, card=False),
        MoneyColumn("value_inc_vat", "Value", vat="inc", total=True, on=False, foreign="foreign_value_inc_vat"),
        MoneyColumn(
            "annual_value_ex_vat", "Value a year", vat="ex", total=True, on=False, foreign="foreign_annual_ex_vat"
        ),
        MoneyColumn("annual_value_inc_vat", "Value a year", vat="inc", on=False, foreign="foreign_annual_inc_vat"),
        MoneyColumn("irrecoverable_vat", "Irrecoverable VAT", vat="inc", on=False),
        TextColumn("currency", "Currency", on=False),
        MoneyColumn("foreign_value_ex_vat", "Value in its own currency", vat="ex", own=True, on=False),
        MoneyColumn("foreign_value_inc_vat", "Value in its own currency", vat="inc", own=True, on=False),
        MoneyColumn("foreign_annual_ex_vat", "Value a year in its own currency", vat="ex", own=True, on=False),
        MoneyColumn("foreign_annual_inc_vat", "Value a year in its own currency", vat="inc", own=True, on=False),
        TermColumn("route", "Procurement route", term=Route, on=False),
        TermColumn("regime", "Law it was let under", term=Regime, on=False),
        TermColumn("nature", "Nature", term=Nature, on=False),
        TextColumn("framework", "Framework in the Hub", field="framework__reference", on=False, card=False),
        TextColumn("framework_reference", "Framework, if not in the Hub", on=False, card=False),
        DateColumn("awarded_on", "Awarded", on=False),
        DateColumn("signed_on", "Signed", on=False),
        DateColumn("confirmed_on", "Confirmed", on=False),
        ComputedColumn(
            "identifiers",
            "Supplier's register numbers",
            value=identifiers_text,
            on=False,
            card=False,
            prefetch=("parties__supplier__identifiers", "parties__supplier__merged_into__identifiers"),
        ),
        ComputedColumn(
            "partners",
            "Partner authorities",
            value=partners_text,
            on=False,
            card=False,
            prefetch=("partner_shares__authority",),
        ),
        ComputedColumn("lots", "Lots", value=lots_text, on=False, card=False, prefetch=("lots",)),
        TextColumn("main_cpv", "CPV code", on=False),
        TextColumn("category", "Category", on=False),
        NumberColumn("notice_period_days", "Notice period in days", on=False),
        BooleanColumn("is_sme", "Small or medium firm", on=False),
        BooleanColumn("is_vcse", "Voluntary or community body", on=False),
        BooleanColumn("has_social_value", "Social value promises", on=False),
        BooleanColumn("has_distress_clause", "Financial distress clause", on=False),
        TextColumn("funding_source", "Funding source", on=False),
        TextColumn("funding_conditions", "Funding conditions", sort=None, on=False, card=False),
        TextColumn("location", "Location", on=False),
        TextColumn("source_reference", "Reference in the source", on=False),
        TextColumn("description", "Description", sort=None, on=False, card=False),
        NumberColumn("missing_count", "Facts missing", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=[c for c in State.choices() if c[0] != State.WITHDRAWN]),
        ChoiceFilter("tier", "Tier", choices=Tier.choices(), none="No tier"),
        ChoiceFilter("department", "Department"),
        ChoiceFilter("manager", "Manager", shown_as="name", none="No manager", mine=True),
        ChoiceFilter("kind", "Kind", field="agreement_kind", choices=ContractKind.choices()),
        MissingFilter(
            "managed", "Manager missing", field="manager", missing="No manager", present="Has a manager", facet=False
        ),
        OptionFilter(
            "facts",
            "Required facts",
            options=(
                Option("missing", "Something missing", Q(missing_count__gt=0)),
                Option("complete", "Complete", Q(missing_count=0)),
            ),
        ),
        SupplierFilter("supplier", "Supplier", facet=False),
        LoadFilter("load", "Load", facet=False),
        OptionFilter(
            "kept",
            "Looked after",
            options=(
                Option("no", "No manager, or not confirmed this year", lambda at: ~_looked_after(at)),
                Option("yes", "Managed and confirmed this year", lambda at: _looked_after(at)),
            ),
            facet=False,
        ),
        ChoiceFilter("owner", "Owner", shown_as="name", none="No owner", mine=True, facet=False),
        ChoiceFilter("route", "Procurement route", choices=Route.choices(), none="No route", facet=False),
        ChoiceFilter("regime", "Law it was let under", choices=Regime.choices(), none="No law recorded", facet=False),
        ChoiceFilter("category", "Category", none="No category", facet=False),
        ChoiceFilter("funding", "Funding source", field="funding_source", none="No funding source", facet=False),
        DivisionFilter("cpv", "CPV division", facet=False),
        BooleanFilter("vcse", "Voluntary body", field="is_vcse", yes="Voluntary or community", no="Other", facet=False),
        BooleanFilter("sme", "Small firm", field="is_sme", yes="Small or medium", no="Other", facet=False),
        DateFilter("ends", "Ends", field="ends_on"),
        DateFilter("starts", "Starts", field="starts_on", facet=False),
        DateFilter("confirmed", "Confirmed", field="confirmed_on", facet=False),
        MoneyFilter("value", "Value", field="value_ex_vat", vat="ex"),
        *measure_filters(of=Contract),
    )
    views = (
        BuiltIn("now", "Current", {"status": [State.DRAFT, State.LIVE, State.SUSPENDED]}),
        BuiltIn("mine", "My contracts", {"manager": "me"}),
        BuiltIn("ending", "Ending in 12 months", ending_in_a_year),
        BuiltIn("unmanaged", "No manager", {"managed": "missing", "status": ["live", "suspended"]}),
        BuiltIn("incomplete", "Facts missing", {"facts": "missing", "status": ["live", "suspended"]}),
    )
    empty = Empty(
        "No contracts yet",
        "Every contract of the authority belongs here, however it was let. Load the list that you have.",
        HeadLink("Import your list", "/contracts/import/", go=True),
    )
    round_trip = True
    # Not whether a manager is still here, which suppliers were merged, or what a measure says.
    alone = frozenset(
        {
            "status", "tier", "department", "manager", "kind", "managed", "facts", "owner", "route", "regime",
            "category", "funding", "cpv", "vcse", "sme", "ends", "starts", "confirmed", "value",
        }
    )  # fmt: skip

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the contracts that the officer may read."""
        return selectors.contracts(actor)

    def understand(self, query: Params, asking: Asking, mine: Sequence[SavedView] | None = None) -> Asked:
        """Open the bare address on what is in force; words or filters without a view search the whole register."""
        if query and "view" not in query:
            query = {**query, "view": [EVERYTHING]}
        return super().understand(query, asking, mine)

    def prepare(self, rows: list[Any], actor: Actor, at: datetime) -> None:
        """Work out what each row needs, with the lead times asked for once."""
        selectors.attach_needs(rows, on=london(at).date())

    def fact(self, listing: Listing) -> str:
        """Say what all contracts under the filters are worth."""
        total = listing.totals.get("value_ex_vat")
        worth = f"{money_in_prose(total)} ex VAT over their lives" if total else ""
        return not_in_pounds(worth, not_counted(listing))

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Give the ways to add contracts to those who may."""
        links = [HeadLink("Notice duties", "/duties/")]
        if actor.has_any(acts.IMPORT.holders):
            links.append(HeadLink("Import", "/contracts/import/"))
        if actor.has_any(acts.ADD.holders):
            links.append(HeadLink("Add a contract", "/contracts/new/", go=True))
        return links


class UnplannedRegister(Register):
    """List the contracts that end within 24 months with nothing on the plan that follows them, the first to end first.

    What is chosen here goes on the plan at once.
    """

    name = "unplanned"
    title = "Contracts that end with nothing planned"
    noun = ("contract", "contracts")
    default_sort = "ends_on"
    search_kind = Contract.kind()
    search_hint = "Title, supplier or reference"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "Title"),
        TextColumn("supplier_name", "Supplier"),
        MoneyColumn("value_ex_vat", "Value", vat="ex", total=True, card="Value", foreign="foreign_value_ex_vat"),
        DateColumn("ends_on", "Ends", sort_phrase="end date"),
        PersonColumn("owner", "Owner", none="None"),
        PersonColumn("manager", "Manager", none="None", card=False),
        TermColumn("tier", "Tier", term=Tier),
        TextColumn("department", "Department", on=False),
        TermColumn("route", "Procurement route", term=Route, on=False),
    )
    filters = (
        ChoiceFilter("tier", "Tier", choices=Tier.choices(), none="No tier"),
        ChoiceFilter("department", "Department"),
        ChoiceFilter("manager", "Manager", shown_as="name", none="No manager", mine=True),
        ChoiceFilter("owner", "Owner", shown_as="name", none="No owner", mine=True, facet=False),
        DateFilter("ends", "Ends", field="ends_on"),
        MoneyFilter("value", "Value", field="value_ex_vat", vat="ex"),
    )
    views = (
        BuiltIn("year", "Within 12 months", lambda actor, at: {"ends_to": (london(at).date() + YEAR).isoformat()}),
        BuiltIn("mine", "My contracts", {"manager": "me"}),
    )
    empty = Empty(
        "Every contract that ends within 24 months is followed",
        "Something is on the plan for each of them.",
        HeadLink("Plan", "/pipeline/"),
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the contracts of the officer's own authorities that end and are not followed."""
        return selectors.unplanned(actor, on=london(at).date())

    def fact(self, listing: Listing) -> str:
        """Say what they are worth."""
        total = listing.totals.get("value_ex_vat")
        return f"{money_in_prose(total)} ex VAT over their lives" if total else ""

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Lead to the plan."""
        return [HeadLink("Plan", "/pipeline/")]
