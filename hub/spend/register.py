"""Loads and payees as lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Q

from hub.platform.actors import Actor
from hub.platform.registers.base import Empty, HeadLink, Register
from hub.platform.registers.columns import (
    Column,
    LinkColumn,
    MomentColumn,
    MoneyColumn,
    NumberColumn,
    PersonColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import ChoiceFilter, Filter, MoneyFilter, Option, OptionFilter
from hub.platform.ui.parts import Tag
from hub.spend import acts
from hub.spend.models import Load, Payee
from hub.spend.selectors import loads, overview, payees
from hub.spend.terms import LoadState, Outcome, Vat, Way

AS_LEDGER = "Amounts are without VAT where the ledger says so, else as paid."


def state_of(load: Load) -> Tag:
    """Say whether a load counts."""
    if load.status == LoadState.UNDONE:
        return Tag("Undone", "grey")
    if load.replaced_by_id:
        return Tag("Replaced", "grey")
    return Tag("To be decided", "yellow") if load.doubts else Tag("Counts", "green")


_STANDS = Q(status=LoadState.LIVE, replaced_by__isnull=True)
# As the column says it: a file whose place another has taken keeps its status, so status alone cannot tell.
STATES = (
    Option("live", "Counts", _STANDS),
    Option("asked", "Counts, to be decided whether it corrects another", _STANDS & ~Q(doubts=[])),
    Option("replaced", "Replaced by a corrected file", Q(status=LoadState.LIVE, replaced_by__isnull=False)),
    Option("undone", "Undone", Q(status=LoadState.UNDONE)),
)


def new_lines(load: Load) -> str:
    """Give the address of a load's new lines where they are all of its lines and count, else of its page."""
    has_others = load.updated or load.unchanged
    return load.get_absolute_url() if has_others or not load.is_counting else f"/spend/lines/?load={load.pk}"


class LoadRegister(Register):
    """The ledger files that were loaded."""

    name = "spend_load"
    title = "Ledger files"
    noun = ("file", "files")
    default_sort = "-loaded_at"
    search_fields = ("file_name", "source")
    search_hint = "File or source"
    columns = (
        LinkColumn("file_name", "File"),
        TextColumn("source", "Source"),
        TextColumn("state", "State", value=state_of, select=("replaced_by",)),
        NumberColumn("accepted", "New lines", href=new_lines),
        NumberColumn("updated", "Restated", href=lambda load: f"{load.get_absolute_url()}#changes-title"),
        NumberColumn("unchanged", "Here already", href=Load.get_absolute_url),
        NumberColumn("rejected", "Rejected", href=lambda load: f"{load.get_absolute_url()}#rejects-title"),
        MoneyColumn("net_total", "New lines add up to", vat="told", pence=True),
        TextColumn("is_net", "VAT", value=lambda load: Vat.of(is_net=load.is_net).short),
        MomentColumn("loaded_at", "Loaded"),
        PersonColumn("loaded_by", "By", none="The Hub"),
    )
    filters = (
        OptionFilter("status", "State", options=STATES),
        OptionFilter("left_out", "Rows", options=(Option("yes", "Some rows left out", Q(rejected__gt=0)),)),
    )
    source_note = (
        f"{AS_LEDGER} New lines open by themselves where the file brought nothing else and counts; otherwise a number "
        "opens the file's page, which says where its lines count."
    )
    empty = Empty("No ledger is loaded yet", "Load the file that finance has; any column names will do.")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the loads that an officer may read."""
        return loads.loads(actor).filter(authority__in=overview.reach(actor))

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Let those load who may."""
        return [HeadLink("Load ledger files", "/spend/loads/new/", go=True)] if actor.has_any(acts.KEEPERS) else []


class PayeeRegister(Register):
    """Everybody whom the ledgers name; people to finance alone."""

    name = "spend_payee"
    title = "Payees"
    noun = ("payee", "payees")
    default_sort = "-amount"
    search_fields = ("name",)
    search_hint = "Name in the ledger"
    columns: ClassVar[Sequence[Column]] = (
        LinkColumn("name", "Payee", none="Not named in the file"),
        MoneyColumn("amount", "Paid", vat="told", total=True, href=lambda payee: f"/spend/lines/?payee={payee.pk}"),
        NumberColumn("lines", "Lines", href=lambda payee: f"/spend/lines/?payee={payee.pk}"),
        TextColumn("supplier", "Supplier", field="supplier__name"),
        TermColumn("way", "Matched by", term=Way),
        TermColumn("outcome", "What will be done", term=Outcome),
        PersonColumn("owner", "Owner", none=""),
        TextColumn("reason", "Reason of the match", on=False),
        TextColumn("supplier_number", "Number in the ledger", on=False),
        TextColumn("company_number", "Company number", on=False),
    )
    filters: ClassVar[Sequence[Filter]] = (
        ChoiceFilter("way", "Matched by", choices=Way.choices()),
        ChoiceFilter("outcome", "What will be done", choices=Outcome.choices(), none="Nothing said yet"),
        ChoiceFilter("owner", "Owner", shown_as="name", none="No owner", mine=True),
        MoneyFilter("paid", "Paid", field="amount", vat=""),
    )
    source_note = AS_LEDGER
    empty = Empty(
        "Nobody is paid yet", "Payees come with the first ledger file.", HeadLink("Ledger files", "/spend/loads/")
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the payees that an officer may see."""
        return payees.payees(actor).filter(authority__in=overview.reach(actor))


class UnmatchedRegister(PayeeRegister):
    """The queue: organisations that are matched to no supplier."""

    name = "spend_unmatched"
    title = "Payees not matched"
    columns = (
        LinkColumn("name", "Payee", href=lambda payee: f"/spend/unmatched/{payee.pk}/"),
        *PayeeRegister.columns[1:3],
        *PayeeRegister.columns[8:],
    )
    filters = (MoneyFilter("paid", "Paid", field="amount", vat=""),)
    empty = Empty("Every payee is matched", "New ones come with the next ledger file.", HeadLink("Spend", "/spend/"))

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give those who wait."""
        return payees.unmatched(actor).filter(authority__in=overview.reach(actor))

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Begin with the first."""
        return (
            [HeadLink("Match one after the other", "/spend/unmatched/first/", go=True)]
            if actor.has_any(acts.KEEPERS)
            else []
        )


class DoubtfulRegister(PayeeRegister):
    """Those who may be people: the queue that finance clears, many at once."""

    name = "spend_doubtful"
    title = "Payees who may be people"
    columns = (PayeeRegister.columns[0], *PayeeRegister.columns[1:3], *PayeeRegister.columns[8:])
    filters = (MoneyFilter("paid", "Paid", field="amount", vat="ex"),)
    source_note = f"Their names are for finance alone until finance says what they are. {AS_LEDGER}"
    empty = Empty("Nobody waits here", "Payees whose name could be a person's come with the next ledger file.",
                  HeadLink("Spend", "/spend/"))  # fmt: skip

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give those who wait."""
        return payees.doubtful(actor).filter(authority__in=overview.reach(actor))


class NoContractRegister(PayeeRegister):
    """Suppliers that are paid and have no contract here."""

    name = "spend_no_contract"
    is_costly = True
    title = "Suppliers with no contract"
    noun = ("supplier", "suppliers")
    empty = Empty(
        "Every supplier that is paid has a contract", "Of those that are matched.",
        HeadLink("Payees not matched", "/spend/unmatched/"),
    )  # fmt: skip

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the payees whose supplier has none."""
        return payees.without_contract(actor).filter(authority__in=overview.reach(actor))


def heading_of(payee: Payee) -> str:
    """Give what a payee is called on its page."""
    return payee.name or "Not named in the file"
