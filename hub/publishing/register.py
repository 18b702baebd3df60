"""The lists of publishing: contracts and suppliers as the public reads them, and what is withheld."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import Q

from hub.contract.terms import ContractKind, Nature, Regime, Route
from hub.platform.actors import Actor
from hub.platform.registers.address import EVERYTHING, Asked
from hub.platform.registers.base import BuiltIn, Empty, Register
from hub.platform.registers.columns import (
    BooleanColumn,
    ComputedColumn,
    DateColumn,
    LinkColumn,
    MoneyColumn,
    NumberColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.counting import head_digest
from hub.platform.registers.filters import (
    Asking,
    BooleanFilter,
    ChoiceFilter,
    DateFilter,
    Filter,
    MoneyFilter,
    Option,
    OptionFilter,
    Params,
)
from hub.platform.registers.foreign import not_counted, not_in_pounds
from hub.platform.registers.listing import Listing
from hub.platform.registers.models import SavedView
from hub.platform.ui.parts import Tag
from hub.platform.words import moment, money_in_prose
from hub.publishing import selectors
from hub.publishing.models import PublishedContract, PublishedPlan, PublishedSupplier, Redaction
from hub.publishing.terms import Ground, PlanState, PublicState, RedactionState

LICENCE = "Open Government Licence v3.0"
STATES = [pair for pair in PublicState.choices() if pair[0] != PublicState.WITHDRAWN]
SMALL, LARGE = Decimal(100_000), Decimal(1_000_000)
WORTH = (
    Option("small", "Under £100,000", Q(value_ex_vat__lt=SMALL)),
    Option("middle", "£100,000 to £1 million", Q(value_ex_vat__gte=SMALL, value_ex_vat__lte=LARGE)),
    Option("large", "Over £1 million", Q(value_ex_vat__gt=LARGE)),
    Option("unknown", "Not in pounds, not known or withheld", Q(value_ex_vat__isnull=True)),
)


class PublicRegister(Register):
    """A list of published facts: it says of which moment they are and under which licence."""

    licence = LICENCE

    def version(self) -> str:
        """Give what changes when the public tables may have: the log, or how far they have followed it."""
        return f"{head_digest()} {selectors.position()}"

    def note(self, listing: Listing) -> str:
        """Say of which moment the facts are."""
        return f"Data as at {moment(selectors.freshness(listing.asking.at).as_at)}"


def withheld(contract: PublishedContract) -> Tag | None:
    """Mark a contract of which something is withheld."""
    return Tag("Part withheld", "purple") if contract.withheld else None


class PublishedContractRegister(PublicRegister):
    """List the contracts that the public may read."""

    name = "published-contract"
    title = "Contracts"
    noun = ("contract", "contracts")
    default_sort = "-value_ex_vat"
    search_kind = PublishedContract.kind()
    search_hint = "Title, supplier or reference"
    columns = (
        # The address is made of the first reference; whoever reads the list wants the one that holds now.
        LinkColumn("slug", "Reference", value=lambda row: row.reference, sort="slug"),
        TextColumn("title", "Title"),
        TextColumn("supplier_names", "Supplier"),
        MoneyColumn(
            "value_ex_vat",
            "Value",
            vat="ex",
            total=True,
            card="Value",
            sort_phrase="value",
            foreign="foreign_value_ex_vat",
        ),
        DateColumn("starts_on", "Starts", sort_phrase="start date", card=False),
        DateColumn("ends_on", "Ends", sort_phrase="end date"),
        TermColumn("state", "Status", term=PublicState),
        TextColumn("department", "Department", card=False),
        TextColumn("authority__name", "Authority", on=False),
        TermColumn("agreement_kind", "Kind", term=ContractKind, on=False),
        TermColumn("nature", "Goods, services or works", term=Nature, on=False),
        TextColumn("description", "Description", sort=None, on=False, card=False),
        TextColumn("supplier_numbers", "Register numbers", sort=None, on=False),
        MoneyColumn("value_inc_vat", "Value", vat="inc", on=False),
        MoneyColumn("annual_value_ex_vat", "Value a year", vat="ex", on=False),
        MoneyColumn("irrecoverable_vat", "Irrecoverable VAT", vat="inc", on=False),
        TextColumn("currency", "Currency", on=False),
        MoneyColumn("foreign_value_ex_vat", "Value in its own currency", vat="ex", own=True, on=False),
        DateColumn("latest_end_on", "Latest end", on=False),
        DateColumn("review_on", "Review date", on=False),
        TermColumn("route", "Procurement route", term=Route, on=False),
        TermColumn("regime", "Law", term=Regime, on=False),
        BooleanColumn("was_invited", "From an invitation to quote or tender", on=False),
        BooleanColumn("is_sme", "Small or medium firm", on=False),
        BooleanColumn("is_vcse", "Voluntary or community body", on=False),
        TextColumn("main_cpv", "CPV code", on=False),
        TextColumn("category", "Category", on=False),
        TextColumn("ocid", "Open contracting id", on=False),
        TextColumn("first_reference", "First reference, and address", field="slug", on=False),
        DateColumn("first_shown_at", "On this register since", on=False),
        DateColumn("changed_at", "Last changed", on=False),
        ComputedColumn("withheld", "Withheld", value=withheld, on=False),
    )
    filters: ClassVar[Sequence[Filter]] = (
        ChoiceFilter("status", "Status", field="state", choices=STATES),
        ChoiceFilter("supplier", "Supplier", field="parts__supplier", shown_as="name", many=True),
        OptionFilter("worth", "Value, ex VAT", options=WORTH),
        ChoiceFilter("department", "Department"),
        ChoiceFilter("authority", "Authority", shown_as="name"),
        ChoiceFilter("kind", "Kind", field="agreement_kind", choices=ContractKind.choices()),
        BooleanFilter("sme", "Small firm", field="is_sme", yes="Small or medium", no="Other", facet=False),
        BooleanFilter("vcse", "Voluntary body", field="is_vcse", yes="Voluntary body", no="Other", facet=False),
        DateFilter("starts", "Starts", field="starts_on"),
        DateFilter("ends", "Ends", field="ends_on"),
        MoneyFilter("value", "Value", field="value_ex_vat", vat="ex", facet=False),
    )
    empty = Empty("No contracts yet", "They appear here as soon as they have begun.")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the contracts on the public register."""
        return selectors.contracts()

    def fact(self, listing: Listing) -> str:
        """Say what the contracts under the filters are worth."""
        total = listing.totals.get("value_ex_vat")
        worth = f"{money_in_prose(total)} ex VAT in all" if total else ""
        return not_in_pounds(worth, not_counted(listing))


class SuppliersContractsRegister(PublishedContractRegister):
    """List the contracts with one supplier."""

    name = "published-supplier-contract"
    filters: ClassVar[Sequence[Filter]] = [f for f in PublishedContractRegister.filters if f.key != "supplier"]
    empty = Empty("No contracts")

    def __init__(self, supplier: PublishedSupplier) -> None:
        self.supplier = supplier
        self.title = supplier.name  # type: ignore[misc]

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the contracts with the supplier."""
        return selectors.contracts().filter(parts__supplier=self.supplier)


class PublishedSupplierRegister(PublicRegister):
    """List the suppliers with a contract on the public register."""

    name = "published-supplier"
    title = "Suppliers"
    noun = ("supplier", "suppliers")
    default_sort = "name"
    search_kind = PublishedSupplier.kind()
    search_hint = "Name, other name or register number"
    columns = (
        LinkColumn("name", "Supplier", css=""),
        NumberColumn("contracts_count", "Contracts"),
        NumberColumn("live_count", "In force"),
        MoneyColumn("value_ex_vat", "Value of contracts", vat="ex", total=True),
        ComputedColumn("not_counted", "Not in pounds, so not counted", value=lambda row: row.not_counted, sort=None),
        DateColumn("first_on", "First began", card=False),
        DateColumn("last_on", "Last ends"),
        BooleanColumn("is_sme", "Small or medium firm", on=False),
        BooleanColumn("is_vcse", "Voluntary or community body", on=False),
        TextColumn("numbers", "Register numbers", value=lambda row: numbers(row), on=False),
        TextColumn("others", "Other names", value=lambda row: ", ".join(n for n, _ in row.other_names), on=False),
    )
    filters = (
        OptionFilter(
            "size",
            "Size",
            options=(
                Option("small", "Small or medium firm", Q(is_sme=True)),
                Option("large", "Larger", Q(is_sme=False)),
                Option("unknown", "Not known", Q(is_sme__isnull=True)),
            ),
        ),
        BooleanFilter("vcse", "Voluntary or community body", field="is_vcse"),
        OptionFilter(
            "contracts",
            "Contracts",
            options=(
                Option("several", "Several", Q(contracts_count__gt=1)),
                Option("one", "One", Q(contracts_count=1)),
            ),
        ),
    )
    empty = Empty("No suppliers yet", "They appear with their first contract.")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the suppliers on the public register."""
        return selectors.suppliers()


def numbers(supplier: PublishedSupplier) -> str:
    """Give a supplier's register numbers in one line."""
    return ", ".join(f"{scheme}-{value}" for scheme, value in supplier.identifiers)


class PublishedPlanRegister(PublicRegister):
    """List what the authorities plan to buy and have put on the public pipeline."""

    name = "published-plan"
    title = "Plans"
    noun = ("plan", "plans")
    default_sort = "needed_on"
    default_view = "ahead"
    search_kind = PublishedPlan.kind()
    search_hint = "Title, reference or words of the description"
    columns = (
        LinkColumn("slug", "Reference"),
        TextColumn("title", "What we plan to buy"),
        TextColumn("authority", "Authority", field="authority__name"),
        MoneyColumn("value_ex_vat", "Estimated value", vat="ex", total=True, card="Value"),
        DateColumn("advertise_on", "Notice planned for"),
        DateColumn("needed_on", "Contract begins"),
        TermColumn("state", "Status", term=PlanState),
        TextColumn("department", "Department", on=False),
        TextColumn("entry_kind", "Why", on=False),
        TextColumn("contract_kind", "Goods, services or works", on=False),
        TextColumn("procedure", "Likely procedure", on=False),
        TextColumn("main_cpv", "CPV code", on=False),
        MoneyColumn("value_inc_vat", "Estimated value", vat="inc", on=False),
        DateColumn("ends_on", "Contract ends", on=False),
        BooleanColumn("may_share", "Open to partners", on=False),
        TextColumn("description", "Description", sort=None, on=False, card=False),
    )
    filters = (
        ChoiceFilter("state", "Status", choices=[p for p in PlanState.choices() if p[0] != PlanState.WITHDRAWN]),
        ChoiceFilter("authority", "Authority", shown_as="name"),
        ChoiceFilter("department", "Department", none="No department"),
        ChoiceFilter("bought", "Goods, services or works", field="contract_kind", none="Not known"),
        DateFilter("needed", "Contract begins", field="needed_on"),
        DateFilter("notice", "Notice planned for", field="advertise_on", facet=False),
        MoneyFilter("value", "Estimated value", field="value_ex_vat", vat="ex"),
    )
    views = (BuiltIn("ahead", "Planned", {"state": PlanState.PLANNED}),)
    empty = Empty("No plans yet", "What we plan to buy appears here once we know it well enough.")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give what is on the public pipeline."""
        return selectors.plans()

    def understand(self, query: Params, asking: Asking, mine: Sequence[SavedView] | None = None) -> Asked:
        """Open the bare address on what is still planned; words or filters search all of it."""
        if query and "view" not in query:
            query = {**query, "view": [EVERYTHING]}
        return super().understand(query, asking, mine)


def _late(at: datetime) -> Q:
    return Q(status=RedactionState.IN_FORCE, review_on__lte=at.date())


class RedactionRegister(Register):
    """List what is withheld, why, and when it is looked at again."""

    name = "redaction"
    title = "Withheld facts"
    noun = ("withheld fact", "withheld facts")
    default_sort = "review_on"
    search_fields = ("contract_reference", "reason")
    search_hint = "Reference or reason"
    columns = (
        LinkColumn("contract_reference", "Contract"),
        TermColumn("field", "Fact", labels=lambda: dict(Redaction._meta.get_field("field").choices or ())),
        TermColumn("ground", "Ground", term=Ground),
        TextColumn("reason", "Reason, for officers", sort=None),
        DateColumn("review_on", "Review date"),
        ComputedColumn("needs", "Needs", value=lambda row: getattr(row, "needs", None)),
        TermColumn("status", "Status", term=RedactionState, on=False),
        DateColumn("withheld_at", "Withheld on", on=False),
        DateColumn("lifted_on", "Shown again on", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=RedactionState.choices()),
        ChoiceFilter("ground", "Ground", choices=Ground.choices()),
        OptionFilter("review", "Review", options=(Option("due", "Review date passed", _late),)),
        DateFilter("reviewed", "Review date", field="review_on"),
    )
    views = (BuiltIn("now", "Withheld now", {"status": "in_force"}), BuiltIn("due", "To review", {"review": "due"}))
    empty = Empty("Nothing is withheld", "Withhold a fact from the contract's page when the law asks for it.")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the redactions of the actor's own authorities."""
        return selectors.redactions(actor)

    def prepare(self, rows: list[Any], actor: Actor, at: datetime) -> None:
        """Mark those whose review date has passed."""
        for row in rows:
            is_due = row.status == RedactionState.IN_FORCE and row.review_on <= at.date()
            row.needs = Tag("Review", "red") if is_due else None
