"""The forward plan and the needs as lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from hub.law.terms import ContractKind, Procedure
from hub.pipeline import acts, selectors
from hub.pipeline.models import Need, PipelineEntry
from hub.pipeline.rules.workload import quarter_of
from hub.pipeline.terms import OPEN, WAITING, Kind, NeedState, PublicState, Sharing, State, Tier
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.identity.roles import OFFICERS
from hub.platform.registers.address import EVERYTHING, Asked
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import (
    ComputedColumn,
    DateColumn,
    LinkColumn,
    MoneyColumn,
    PersonColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import (
    Asking,
    ChoiceFilter,
    DateFilter,
    MissingFilter,
    MoneyFilter,
    Option,
    OptionFilter,
    Params,
    measure_filters,
)
from hub.platform.registers.filters.choices import NONE
from hub.platform.registers.models import SavedView
from hub.platform.ui.parts import Tag


def ours(actor: Actor) -> list[str]:
    """Give the numbers of the authorities where somebody is an officer, as an address names them."""
    return [str(pk) for pk in sorted(actor.only(OFFICERS).reach)]


def still_to_start(actor: Actor, at: datetime) -> dict[str, Any]:
    """Give the parameters of the view of what is ours and still to start."""
    return {"authority": ours(actor), "status": sorted(OPEN)}


def late(at: datetime) -> Q:
    """Give the condition of what should have begun."""
    return Q(status__in=sorted(OPEN), start_by__lt=london(at).date())


def at_work(at: datetime) -> Q:
    """Give the condition of what is still work: open, however late, or started and needed in this quarter or later."""
    first = quarter_of(london(at).date()).first
    return Q(status__in=sorted(OPEN)) | Q(status=State.STARTED, needed_on__gte=first)


def start_tag(entry: Any) -> Tag | None:
    """Give the tag of an entry that should have begun; ``prepare`` has looked."""
    return Tag("Late", "red") if getattr(entry, "is_late", False) else None


@dataclass(frozen=True)
class YearFilter(ChoiceFilter):
    """A year that is stored as a number."""

    def _known(self, text: str, asking: Asking) -> bool:
        return super()._known(text, asking) and (text == NONE or (text.isascii() and text.isdigit() and len(text) == 4))

    def _missing(self) -> Q:
        return Q(**{f"{self.path}__isnull": True})


class PipelineRegister(Register):
    """List the entries that an officer may read: their own authority's, and those that partners offered."""

    name = "pipeline"
    title = "Plan"
    noun = ("entry", "entries")
    default_sort = "needed_on"
    default_view = "now"
    search_kind = PipelineEntry.kind()
    search_hint = "Title, reference or contract"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "Title"),
        TermColumn("entry_kind", "Kind", term=Kind),
        MoneyColumn("value_ex_vat", "Value", vat="ex", total=True),
        DateColumn("needed_on", "Needed from"),
        DateColumn("start_by", "Start by"),
        ComputedColumn("late", "Needs", value=start_tag),
        PersonColumn("owner", "Owner", none="None"),
        TermColumn("status", "Status", term=State),
        TextColumn("budget_line", "Budget line", none="None"),
        TextColumn(
            "budget_year", "Financial year", value=lambda row: row.budget_year_label, sort="budget_year", on=False
        ),
        TextColumn("authority", "Authority", field="authority__name", on=False),
        TextColumn("origin_reference", "Follows", on=False),
        DateColumn("origin_ends_on", "Which ends", on=False),
        TextColumn("department", "Department", on=False),
        TextColumn("main_cpv", "CPV code", on=False),
        TermColumn("contract_kind", "Bought", term=ContractKind, on=False),
        TermColumn("procedure", "Likely procedure", term=Procedure, on=False),
        TermColumn("tier", "Likely tier", term=Tier, on=False),
        MoneyColumn("value_inc_vat", "Value", vat="inc", on=False),
        DateColumn("ends_on", "Needed until", on=False),
        DateColumn("advertise_on", "Notice planned for", on=False),
        DateColumn("work_from", "Work begins", on=False),
        TermColumn("sharing", "With partners", term=Sharing, on=False),
        TermColumn("public_state", "Public", term=PublicState, on=False),
        DateColumn("started_on", "Started", on=False),
        TextColumn("case_reference", "Case", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=State.choices()),
        ChoiceFilter("kind", "Kind", field="entry_kind", choices=Kind.choices()),
        ChoiceFilter("owner", "Owner", shown_as="name", none="No owner", mine=True),
        ChoiceFilter("department", "Department"),
        ChoiceFilter("authority", "Authority", shown_as="name"),
        OptionFilter(
            "start",
            "Start",
            options=(
                Option("late", "Should have begun", late),
                Option("undated", "Says nothing of when", Q(work_from__isnull=True) | Q(needed_on__isnull=True)),
            ),
        ),
        MissingFilter(
            "budget", "Budget line", field="budget_line", missing="None", present="Named", is_text=True, facet=False
        ),
        ChoiceFilter("line", "Budget line", field="budget_line", none="No budget line", facet=False),
        YearFilter("year", "Financial year of the budget", field="budget_year", none="No year", facet=False),
        ChoiceFilter("sharing", "With partners", choices=Sharing.choices(), facet=False),
        ChoiceFilter("public", "Public", field="public_state", choices=PublicState.choices(), facet=False),
        ChoiceFilter("procedure", "Likely procedure", choices=Procedure.choices(), none="Not known", facet=False),
        ChoiceFilter("tier", "Likely tier", choices=Tier.choices(), none="Not known", facet=False),
        OptionFilter("work", "Work", options=(Option("now", "Still work to do", at_work),), facet=False),
        DateFilter("needed", "Needed", field="needed_on"),
        DateFilter("works", "Work begins", field="work_from", facet=False),
        DateFilter("starts", "Start by", field="start_by", facet=False),
        MoneyFilter("value", "Value", field="value_ex_vat", vat="ex"),
        *measure_filters(of=PipelineEntry),
    )
    views = (
        BuiltIn("now", "Still to start", still_to_start),
        BuiltIn("mine", "Mine", {"owner": "me", "status": sorted(OPEN)}),
        BuiltIn("proposed", "To be planned", lambda actor, at: {**still_to_start(actor, at), "status": "proposed"}),
        BuiltIn("late", "Should have begun", lambda actor, at: {"authority": ours(actor), "start": "late"}),
        BuiltIn("unbudgeted", "No budget line", lambda actor, at: {**still_to_start(actor, at), "budget": "missing"}),
    )
    empty = Empty(
        "Nothing is planned yet",
        "Put on the plan what follows the contracts that end, and what people say that they need.",
        HeadLink("Contracts that end with nothing planned", "/contracts/unplanned/"),
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the entries that an officer may read."""
        return selectors.entries(actor)

    def understand(self, query: Params, asking: Asking, mine: Sequence[SavedView] | None = None) -> Asked:
        """Open the bare address on what is ours and to start; words or filters search everything within reach."""
        if query and "view" not in query:
            query = {**query, "view": [EVERYTHING]}
        return super().understand(query, asking, mine)

    def prepare(self, rows: list[Any], actor: Actor, at: datetime) -> None:
        """Mark what should have begun."""
        on = london(at).date()
        for row in rows:
            row.is_late = row.is_open and row.start_by is not None and row.start_by < on

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Give the other looks at the plan, and to those who may, the way to add to it."""
        links = [
            HeadLink("By quarter", "/pipeline/timeline/"),
            HeadLink("Workload", "/pipeline/workload/"),
            HeadLink("Budget", "/pipeline/budget/"),
            HeadLink("Partners", "/pipeline/overlaps/"),
            HeadLink("Needs", "/needs/"),
            HeadLink("Contract ends", "/contracts/unplanned/"),
        ]
        if actor.has_any(acts.SHOWERS):
            links.append(HeadLink("Notice", "/pipeline/notice/"))
        if actor.has_any(acts.PROPOSERS):
            links.append(HeadLink("Propose an entry", "/pipeline/new/", go=True))
        return links


def unanswered(at: datetime) -> Q:
    """Give the condition of needs whose answer is late."""
    return Q(status__in=sorted(WAITING), answer_by__lt=london(at).date())


def answer_tag(need: Any) -> Tag | None:
    """Give the tag of a need whose answer is late; ``prepare`` has looked."""
    return Tag("Late", "red") if getattr(need, "is_late", False) else None


class NeedRegister(Register):
    """List what people of the authority said that they need."""

    name = "need"
    title = "Needs"
    noun = ("need", "needs")
    default_sort = "answer_by"
    default_view = "waiting"
    search_kind = Need.kind()
    search_hint = "What is needed, reference or department"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "What is needed"),
        PersonColumn("requester", "Asked by"),
        TextColumn("department", "Department", card=False),
        MoneyColumn("value_ex_vat", "About", vat="ex", total=True),
        DateColumn("needed_on", "Needed from"),
        DateColumn("answer_by", "Answer by"),
        ComputedColumn("late", "Late", value=answer_tag),
        TermColumn("status", "What became of it", term=NeedState),
        TextColumn("entry", "Entry", field="entry__reference", on=False),
        DateColumn("answered_on", "Answered on", on=False),
        PersonColumn("answered_by", "Answered by", on=False),
        TextColumn("budget_line", "Budget line", on=False),
        TextColumn("description", "What it is for", sort=None, on=False, card=False),
        TextColumn("current", "How it is done today", on=False, card=False),
    )
    filters = (
        ChoiceFilter("status", "What became of it", choices=NeedState.choices()),
        ChoiceFilter("requester", "Asked by", shown_as="name", mine=True),
        ChoiceFilter("department", "Department", none="No department"),
        OptionFilter("answer", "Answer", options=(Option("late", "Late", unanswered),)),
        DateFilter("needed", "Needed", field="needed_on"),
        MoneyFilter("value", "About", field="value_ex_vat", vat="ex", facet=False),
        *measure_filters(of=Need),
    )
    views = (
        BuiltIn("waiting", "To be answered", {"status": sorted(WAITING)}),
        BuiltIn("mine", "Mine", {"requester": "me"}),
        BuiltIn("planned", "On the plan", {"status": ["accepted", "joined"]}),
        BuiltIn("declined", "Declined", {"status": "declined"}),
    )
    empty = Empty(
        "Nobody has asked for anything yet",
        "Anybody may say what they need, on half a page.",
        HeadLink("Tell us what you need", "/needs/new/", go=True),
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the needs of the officer's authorities."""
        return selectors.needs(actor)

    def understand(self, query: Params, asking: Asking, mine: Sequence[SavedView] | None = None) -> Asked:
        """Open the bare address on what waits; words or filters search all needs."""
        if query and "view" not in query:
            query = {**query, "view": [EVERYTHING]}
        return super().understand(query, asking, mine)

    def prepare(self, rows: list[Any], actor: Actor, at: datetime) -> None:
        """Mark those whose answer is late."""
        on = london(at).date()
        for row in rows:
            row.is_late = row.is_waiting and row.answer_by < on

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Let everybody say what they need."""
        return [HeadLink("Plan", "/pipeline/"), HeadLink("Tell us what you need", "/needs/new/", go=True)]
