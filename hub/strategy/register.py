"""The registers of the plan: actions, dependencies, recommendations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import (
    ComputedColumn,
    DateColumn,
    LinkColumn,
    NumberColumn,
    PersonColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import (
    ChoiceFilter,
    DateFilter,
    MissingFilter,
    Option,
    OptionFilter,
    measure_filters,
)
from hub.platform.ui.parts import Tag
from hub.strategy import acts, selectors
from hub.strategy.models import Action, Dependency, Recommendation
from hub.strategy.terms import OPEN, ActionState, Outlook, RecommendationState


def _late(at: datetime) -> Q:
    return Q(status__in=sorted(OPEN), due_on__lt=london(at).date())


def late_tag(action: Any) -> Tag | None:
    """Mark an action that should have been done; ``prepare`` knows the day."""
    return Tag("Late", "red") if getattr(action, "late", False) else None


class ActionRegister(Register):
    """List the actions of the plan."""

    name = "strategy_action"
    title = "Actions"
    noun = ("action", "actions")
    default_sort = "row_code"
    search_fields = ("title", "reference", "row_code")
    search_hint = "Words, reference or row"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "Action"),
        TextColumn("row_code", "Row"),
        NumberColumn("year", "Year", on=False),
        TermColumn("status", "Status", term=ActionState),
        NumberColumn("progress", "Per cent"),
        PersonColumn("owner", "Owner", none="None"),
        DateColumn("due_on", "Due"),
        ComputedColumn("late", "Late", value=late_tag),
        DateColumn("done_on", "Done", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=ActionState.choices()),
        ChoiceFilter("owner", "Owner", shown_as="name", none="No owner", mine=True),
        ChoiceFilter("section", "Section"),
        ChoiceFilter("row", "Row", field="row_code", facet=False),
        ChoiceFilter("action", "Action", field="reference", facet=False),
        OptionFilter("time", "Time", options=(Option("late", "Late", _late),)),
        MissingFilter("dated", "Date", field="due_on", missing="No date", present="Has a date", facet=False),
        DateFilter("due", "Due", field="due_on", facet=False),
        *measure_filters(of=Action),
    )
    views = (
        BuiltIn("mine", "Mine", {"owner": "me", "status": ["planned", "under_way"]}),
        BuiltIn("late", "Late", {"time": "late"}),
        BuiltIn("unowned", "No owner", {"owner": "none", "status": ["planned", "under_way"]}),
    )
    empty = Empty(
        "No actions yet", "Actions make the strategy's targets happen.", HeadLink("The plan", "/strategy/plan/")
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the actions that an officer may read."""
        return selectors.actions(actor)

    def prepare(self, rows: list[Any], actor: Actor, at: datetime) -> None:
        """Say which are late on this day."""
        for row in rows:
            row.late = row.is_late(london(at).date())

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Let those who may add one."""
        return [HeadLink("Add an action", "/strategy/actions/new/", go=True)] if actor.has_any(acts.KEEPERS) else []


class DependencyRegister(Register):
    """List what delivery depends on (ST-13)."""

    name = "strategy_dependency"
    title = "Dependencies"
    noun = ("dependency", "dependencies")
    default_sort = "section"
    search_fields = ("text", "reference")
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("section", "Section"),
        TextColumn("text", "Delivery depends on", sort=None),
        TermColumn(
            "outlook",
            "Outlook",
            term=Outlook,
            tags={Outlook.RED: "red", Outlook.AMBER: "yellow", Outlook.GREEN: "green", Outlook.MET: "green"},
        ),
        PersonColumn("owner", "Owner", none="None"),
        DateColumn("review_on", "Look again"),
    )
    filters = (
        ChoiceFilter("outlook", "Outlook", choices=Outlook.choices()),
        ChoiceFilter("owner", "Owner", shown_as="name", none="No owner", mine=True),
        ChoiceFilter("section", "Section"),
        *measure_filters(of=Dependency),
    )
    empty = Empty("No dependencies yet", "List what the delivery of a section depends on, such as money or people.")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the dependencies that an officer may read."""
        return selectors.dependencies(actor)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Let those who may list one."""
        href = "/strategy/dependencies/new/"
        return [HeadLink("List a dependency", href, go=True)] if actor.has_any(acts.KEEPERS) else []


class RecommendationRegister(Register):
    """List what reviews recommended (ST-2)."""

    name = "strategy_recommendation"
    title = "Recommendations"
    noun = ("recommendation", "recommendations")
    default_sort = "reference"
    search_fields = ("title", "reference", "review")
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "Recommendation"),
        TextColumn("review", "Review"),
        TextColumn("rows", "Rows", value=lambda row: ", ".join(row.row_codes)),
        TermColumn("status", "Status", term=RecommendationState),
        DateColumn("closed_on", "Closed"),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=RecommendationState.choices()),
        ChoiceFilter("review", "Review"),
        *measure_filters(of=Recommendation),
    )
    empty = Empty("No recommendations yet", "Record what a review from outside recommended.")

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the recommendations that an officer may read."""
        return selectors.recommendations(actor)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Let those who may record one."""
        href = "/strategy/recommendations/new/"
        return [HeadLink("Record a recommendation", href, go=True)] if actor.has_any(acts.KEEPERS) else []
