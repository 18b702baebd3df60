"""The gates, their conditions and the waivers as lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.gateway import acts, selectors
from hub.gateway.models import Condition, GateReview, Waiver
from hub.gateway.terms import OPEN, ConditionState, State, WaiverState
from hub.platform.actors import Actor
from hub.platform.clock import london
from hub.platform.identity.roles import Role
from hub.platform.registers.base import BuiltIn, Empty, HeadLink, Register
from hub.platform.registers.columns import (
    BooleanColumn,
    ComputedColumn,
    DateColumn,
    LinkColumn,
    MomentColumn,
    MoneyColumn,
    NumberColumn,
    PersonColumn,
    TermColumn,
    TextColumn,
)
from hub.platform.registers.filters import BooleanFilter, ChoiceFilter, DateFilter, MoneyFilter, measure_filters
from hub.platform.ui.parts import Tag


def late_tag(row: Any) -> Tag | None:
    """Mark what should be done by now; ``prepare`` knows the day."""
    return Tag("Late", "red") if getattr(row, "late", False) else None


def decides(review: Any) -> str:
    """Name who decides a gate: the body, the role, or the role after the body."""
    role = Role(review.role).label if review.role else ""
    body = review.body.name if review.body else ""
    return f"{role} after {body}" if role and body else role or body


class GateRegister(Register):
    """List the gates that an officer may read."""

    name = "gates"
    title = "Gates"
    noun = ("gate", "gates")
    default_sort = "decide_by"
    search_kind = GateReview.kind()
    search_hint = "Procurement or reference"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("gate_label", "Gate"),
        TextColumn("procurement", "Procurement", field="procurement__title"),
        TermColumn("status", "Status", term=State),
        MomentColumn("submitted_at", "Submitted"),
        DateColumn("decide_by", "Decide by"),
        ComputedColumn("late", "Late", value=late_tag),
        ComputedColumn("decides", "Decided by", value=decides),
        TextColumn("body", "Body", field="body__name", on=False),
        TermColumn("role", "Role that decides", term=Role, on=False),
        MomentColumn("decided_at", "Decided", on=False),
        NumberColumn("days_taken", "Days to decide", on=False),
        BooleanColumn("is_urgent", "Urgent", on=False),
        BooleanColumn("is_retrospective", "After the event", on=False),
        PersonColumn("sponsor", "Senior sponsor", none="None", on=False),
        MoneyColumn("pinned_inc_vat", "Value decided on", vat="inc", on=False),
        MoneyColumn("benefit_value", "Saved by the decision", vat="ex", on=False, total=True),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=State.choices()),
        ChoiceFilter("gate_label", "Gate"),
        ChoiceFilter("body", "Body", shown_as="name", none="No body"),
        BooleanFilter("urgent", "Urgent route", field="is_urgent"),
        BooleanFilter("retrospective", "After the event", field="is_retrospective"),
        DateFilter("decide", "Decide by", field="decide_by"),
        *measure_filters(of=GateReview),
    )
    views = (
        BuiltIn("open", "Still to pass", {"status": sorted(OPEN)}),
        BuiltIn("waiting", "To decide", {"status": ["submitted"]}),
    )
    empty = Empty(
        "No gates yet",
        "A gate opens by itself when the value, the risk or the tier of a procurement asks for it.",
        HeadLink("Procurements", "/procurements/"),
    )

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Lead to what belongs to gates."""
        return [HeadLink("Conditions", "/gates/conditions/"), HeadLink("Waivers", "/waivers/")]

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the gates that an officer may read."""
        return selectors.reviews(actor).exclude(status=State.NOT_NEEDED)

    def prepare(self, rows: list[Any], actor: Actor, at: datetime) -> None:
        """Mark the late ones."""
        on = london(at).date()
        for row in rows:
            row.late = row.status == State.SUBMITTED and row.decide_by is not None and row.decide_by < on


class ConditionRegister(Register):
    """List the conditions of gates that an officer may read."""

    name = "gate_conditions"
    title = "Conditions of gates"
    noun = ("condition", "conditions")
    default_sort = "due_on"
    search_fields = ("text", "reference", "review__procurement__title")
    search_hint = "Words of the condition or procurement"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("text", "Condition"),
        TextColumn("procurement", "Procurement", field="review__procurement__title"),
        PersonColumn("owner", "Who sees to it"),
        DateColumn("due_on", "Due by"),
        ComputedColumn("late", "Late", value=late_tag),
        TermColumn("status", "Status", term=ConditionState),
        BooleanColumn("comes_first", "Before the next stage"),
        DateColumn("closed_on", "Closed", on=False),
        DateColumn("set_on", "Set", on=False),
        TextColumn("evidence", "Evidence", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=ConditionState.choices()),
        ChoiceFilter("owner", "Who sees to it", shown_as="name", mine=True),
        DateFilter("due", "Due", field="due_on"),
        *measure_filters(of=Condition),
    )
    views = (
        BuiltIn("mine", "Mine", {"owner": "me", "status": ["open"]}),
        BuiltIn("open", "Open", {"status": ["open"]}),
    )
    empty = Empty(
        "No conditions yet", "They appear when a gate is passed with conditions.", HeadLink("Gates", "/gates/")
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the conditions that an officer may read."""
        return selectors.conditions(actor)

    def prepare(self, rows: list[Any], actor: Actor, at: datetime) -> None:
        """Mark the late ones."""
        on = london(at).date()
        for row in rows:
            row.late = row.is_late(on)


class WaiverRegister(Register):
    """List the waivers that an officer may read."""

    name = "waivers"
    title = "Waivers"
    noun = ("waiver", "waivers")
    default_sort = "-asked_on"
    search_kind = Waiver.kind()
    search_hint = "Title, supplier, contract or reference"
    columns = (
        LinkColumn("reference", "Reference"),
        TextColumn("title", "What is bought"),
        TextColumn("supplier_name", "Supplier"),
        MoneyColumn("value_ex_vat", "Value", vat="ex", total=True),
        TextColumn("ground_label", "Ground"),
        TermColumn("status", "Status", term=WaiverState),
        BooleanColumn("is_repeat", "Repeat"),
        DateColumn("starts_on", "From"),
        DateColumn("ends_on", "To"),
        PersonColumn("asked_by", "Asked by", on=False),
        DateColumn("asked_on", "Asked on", on=False),
        DateColumn("decided_on", "Decided on", on=False),
        TextColumn("department", "Department", on=False),
        TextColumn("category", "Category", on=False),
        TextColumn("rule", "Rule set aside", on=False),
        TextColumn("contract_reference", "Contract", on=False),
    )
    filters = (
        ChoiceFilter("status", "Status", choices=WaiverState.choices()),
        ChoiceFilter("ground_label", "Ground"),
        ChoiceFilter("department", "Department"),
        BooleanFilter("repeat", "Repeats an earlier one", field="is_repeat"),
        DateFilter("ends", "Ends", field="ends_on"),
        MoneyFilter("value", "Value", field="value_ex_vat", vat="ex"),
        *measure_filters(of=Waiver),
    )
    views = (
        BuiltIn("asked", "To decide", {"status": ["asked"]}),
        BuiltIn("repeats", "Repeats", {"repeat": "yes"}),
    )
    empty = Empty(
        "No waivers yet",
        "A waiver sets the authority's own rules aside for one purchase, with a reason that is published.",
    )

    def source(self, actor: Actor, at: datetime) -> Any:
        """Give the waivers that an officer may read."""
        return selectors.waivers(actor)

    def links(self, actor: Actor) -> Sequence[HeadLink]:
        """Let those who may ask for one."""
        return [HeadLink("Ask for a waiver", "/waivers/new/", go=True)] if actor.has_any(acts.ASKERS) else []
