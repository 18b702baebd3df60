"""What the pages of a case show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hub.platform.ui.parts import Link, Row, Stage, TagColour
from hub.platform.words import date_long, money, plural
from hub.procurement.models import Procurement
from hub.procurement.terms import State

COLOURS: dict[str, TagColour] = {
    State.SHAPING: "blue", State.APPROVED: "blue", State.COMPETING: "blue", State.AWARDED: "green",
    State.CLOSED: "grey", State.ABANDONED: "grey",
}  # fmt: skip
PARTS = (
    ("summary", "Summary", ""),
    ("actions", "What you can do", "actions/"),
    ("documents", "Documents", "documents/"),
    ("linked", "Linked", "linked/"),
    ("timeline", "Timeline", "timeline/"),
)


@dataclass(frozen=True)
class Group:
    """Facts that belong together, with what is not recorded and where it is."""

    title: str
    rows: Sequence[Row]
    blank: str = ""
    change: Link | None = None


def yes_no(value: bool | None) -> str:
    """Give a fact that is yes, no or not known."""
    return "" if value is None else "Yes" if value else "No"


def day(value: Any) -> str:
    """Give a date, or nothing."""
    return date_long(value) if value else ""


def pounds(value: Any, vat: str) -> str:
    """Give a sum with its VAT, or nothing."""
    return "" if value is None else f"{money(value)} {vat} VAT"


def group(title: str, rows: Iterable[tuple[str, str] | Row], change: str = "") -> Group:
    """Make a group of facts; those without a value are named in one line."""
    made = [row if isinstance(row, Row) else Row(*row) for row in rows]
    blank = ", ".join(row.label[:1].lower() + row.label[1:] for row in made if not row.value)
    return Group(title, [row for row in made if row.value], blank, Link("Record", change) if change else None)


def what(case: Procurement, may: bool) -> Group:
    """Give what is bought."""
    rows: list[tuple[str, str] | Row] = [
        ("What it is for", case.description),
        ("Mainly for", case.get_contract_kind_display()),
        ("Light touch services", yes_no(case.is_light_touch)),
        ("CPV code", case.main_cpv),
        ("Category", case.category),
        ("Department", case.department),
        ("Budget line", case.budget_line),
    ]
    if case.entry is not None:
        rows.append(Row("Began from", f"{case.entry.reference} {case.entry.title}", href=case.entry.get_absolute_url()))
    return group("What is bought", rows, f"{case.get_absolute_url()}revise/what/" if may else "")


def when(case: Procurement, may: bool) -> Group:
    """Give the dates."""
    rows = [
        ("Began", day(case.began_on)),
        ("Work can begin on", day(case.start_on)),
        ("Needed from", day(case.needed_on)),
        ("Last safe start", day(case.last_safe_start_on)),
        ("Ready on, as planned", day(case.plan_ends_on)),
        ("Length of the contract", plural(case.term_months, "month") if case.term_months else ""),
        ("Extensions", plural(case.extension_months, "month") if case.extension_months else ""),
    ]
    return group("When", rows, f"{case.get_absolute_url()}revise/when/" if may else "")


def worth(case: Procurement, may: bool) -> Group:
    """Give the value and the law that applies."""
    beyond = "Cannot be estimated; counts as above its threshold" if case.is_beyond_estimate else ""
    rows = [
        ("Estimated value", beyond or pounds(case.estimate_ex_vat, "ex")),
        ("With VAT", pounds(case.estimate_inc_vat, "inc")),
        ("VAT", case.get_vat_treatment_display()),
        ("Day whose law applies", day(case.rules_on)),
        ("Law", case.get_regime_display()),
        ("Procedure", case.get_procedure_display()),
    ]
    return group("Value and law", rows, f"{case.get_absolute_url()}estimate/" if may else "")


def gates(case: Procurement, may: bool) -> Group:
    """Give what decides the gates."""
    rows = [
        ("Tier", case.get_tier_display()),
        ("Risk", case.get_risk_level_display()),
        ("Key decision", yes_no(case.is_key_decision)),
        ("Political interest", yes_no(case.has_political_interest)),
        ("New or untried", yes_no(case.is_novel)),
    ]
    return group("What decides its gates", rows, f"{case.get_absolute_url()}revise/gates/" if may else "")


def headline(case: Procurement) -> list[Link]:
    """Give the facts under the heading."""
    found = [Link(case.owner.name if case.owner else "No owner", "")]
    if case.estimate_ex_vat is not None:
        found.append(Link(f"{money(case.estimate_ex_vat)} ex VAT", ""))
    if case.needed_on:
        found.append(Link(f"Needed from {date_long(case.needed_on)}", ""))
    if case.procedure:
        found.append(Link(case.get_procedure_display(), ""))
    return found


def life(case: Procurement) -> list[Stage]:
    """Give the way of a case, with where it stands."""
    names = [
        (State.SHAPING, "Shaped", case.began_on),
        (State.APPROVED, "Approved", case.approved_on),
        (State.COMPETING, "In competition", case.competed_on),
        (State.AWARDED, "Awarded", case.awarded_on),
        (State.CLOSED, "Closed", case.closed_on),
    ]
    order = [state for state, _, _ in names]
    plan = Stage("Planned", case.entry.reference, "done", case.entry.get_absolute_url()) if case.entry else None
    if case.status == State.ABANDONED:
        stages = [Stage("Shaped", day(case.began_on), "done"), Stage("Abandoned", day(case.closed_on), "now")]
    else:
        here = order.index(State(case.status))
        stages = [
            Stage(name, day(on), "done" if place < here else "now" if place == here else "next")
            for place, (_, name, on) in enumerate(names)
        ]
    return [plan, *stages] if plan else stages


def sections(case: Procurement, *, current: str, counts: dict[str, int]) -> list[Link]:
    """Give the parts of the record."""
    base = case.get_absolute_url()
    return [Link(name, base + path, counts.get(key), key == current) for key, name, path in PARTS]
