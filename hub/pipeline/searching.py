"""What of the forward plan and of needs can be found by words, and what of them resembles something else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hub.pipeline import selectors
from hub.pipeline.models import Need, PipelineEntry
from hub.platform.actors import Actor
from hub.platform.search.alike import Resembling, resembling
from hub.platform.search.declare import Searchable, searchable
from hub.platform.words import date_long, lower_first, money_in_prose


def _line(entry: PipelineEntry) -> str:
    return f"{entry.get_status_display()}, follows {entry.origin_reference or 'nothing'}"


searchable(
    Searchable(
        model=PipelineEntry,
        label="Pipeline",
        title=lambda entry: entry.title,
        references=lambda entry: [entry.reference, *filter(None, [entry.origin_reference, entry.case_reference])],
        text=lambda entry: " ".join((entry.description, entry.department, entry.category)),
        line=_line,
        url=lambda entry: entry.get_absolute_url(),
        load=selectors.to_index,
        register="/pipeline/",
    )
)
searchable(
    Searchable(
        model=Need,
        label="Needs",
        title=lambda need: need.title,
        references=lambda need: [need.reference],
        names=lambda need: [need.requester.name],
        text=lambda need: " ".join((need.description, need.current, need.department)),
        line=lambda need: f"{need.get_status_display()}, asked by {need.requester.name}",
        url=lambda need: need.get_absolute_url(),
        load=selectors.needs_to_index,
        register="/needs/",
    )
)


def open_entries(actor: Actor, at: datetime) -> Any:
    """Give the entries that are still to start, partners' included that were offered."""
    return selectors.entries(actor).open()


def entry_line(entry: PipelineEntry) -> str:
    """Say whose entry it is, when it is needed and for how much."""
    parts = [entry.authority.name, lower_first(entry.get_status_display())]
    if entry.needed_on:
        parts.append(f"needed from {date_long(entry.needed_on)}")
    if entry.value_ex_vat is not None:
        parts.append(f"{money_in_prose(entry.value_ex_vat)} ex VAT")
    return ", ".join(parts)


def need_line(need: Need) -> str:
    """Say who asked for it and from when."""
    return f"Asked for by {need.requester.name}, needed from {date_long(need.needed_on)}"


resembling(
    Resembling(
        kind=PipelineEntry.kind(),
        label="On the plan",
        within=open_entries,
        title=lambda entry: entry.title,
        text=lambda entry: f"{entry.description} {entry.category}",
        reference=lambda entry: entry.reference,
        line=entry_line,
        url=lambda entry: entry.get_absolute_url(),
        cpv_field="main_cpv",
        order=10,
    )
)
resembling(
    Resembling(
        kind=Need.kind(),
        label="Asked for already",
        within=lambda actor, at: selectors.waiting_needs(actor),
        title=lambda need: need.title,
        text=lambda need: f"{need.description} {need.current}",
        reference=lambda need: need.reference,
        line=need_line,
        url=lambda need: need.get_absolute_url(),
        order=20,
    )
)
