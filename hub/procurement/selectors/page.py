"""What the pages of a case show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hub.law.planning.terms import PlannedStep, StepName
from hub.law.terms import Procedure
from hub.platform.ui.parts import Link, Row, Stage, TagColour
from hub.platform.words import date_long, lower_first, money, percent, plural
from hub.procurement.appraisal import selectors as options
from hub.procurement.appraisal.terms import OUR_OWN
from hub.procurement.models import Procurement, RouteAdvice
from hub.procurement.rules.planning import timetable_of
from hub.procurement.rules.steps import Situation
from hub.procurement.selectors.people import missing_roles
from hub.procurement.selectors.planning import newest_plan, standing_of
from hub.procurement.terms import State

COLOURS: dict[str, TagColour] = {
    State.SHAPING: "blue", State.APPROVED: "blue", State.COMPETING: "blue", State.AWARDED: "green",
    State.CLOSED: "grey", State.ABANDONED: "grey",
}  # fmt: skip
PARTS = (
    ("summary", "Summary", ""),
    ("value", "Value and lots", "value/"),
    ("route", "Route", "route/"),
    ("timetable", "Timetable", "timetable/"),
    ("aims", "Aims and social value", "aims/"),
    ("people", "Team and interests", "people/"),
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
    blank = ", ".join(lower_first(row.label) for row in made if not row.value)
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
        *([("Value awarded", pounds(case.award_ex_vat, "ex"))] if case.award_ex_vat is not None else []),
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
    if case.procedure == Procedure.DIRECT_AWARD and case.competed_on is None and case.status != State.COMPETING:
        names = [one for one in names if one[0] != State.COMPETING]
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


def routes(advice: RouteAdvice) -> list[dict[str, Any]]:
    """Give the routes of an advice with their dates as days, those that are open first."""
    found = [
        {
            **one,
            "ready_on": _as_day(one.get("ready_on")),
            "last_safe_start_on": _as_day(one.get("last_safe_start_on")),
        }
        for one in advice.routes
    ]
    return sorted(found, key=lambda one: not one["open"])


def _as_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def social_value(case: Procurement, may: bool) -> Group:
    """Give the decision about social value."""
    weight = percent(case.social_value_weight) if case.social_value_weight is not None else ""
    rows = [
        ("In or out", case.get_social_value_display()),
        ("Weight", weight),
        ("Why", case.social_value_reason),
        ("Decided", day(case.social_value_decided_on)),
    ]
    return group("Social value", rows, f"{case.get_absolute_url()}decide-social-value/" if may else "")


def ideas(case: Procurement, may: bool) -> Group:
    """Give whether new ideas are invited."""
    rows = [
        ("Invited", case.get_innovation_display()),
        ("Why", case.innovation_reason),
        ("Decided", day(case.innovation_decided_on)),
    ]
    return group("New ideas", rows, f"{case.get_absolute_url()}invite-ideas/" if may else "")


def smes(case: Procurement, may: bool) -> Group:
    """Give what was considered for small and medium firms."""
    rows = [
        ("What keeps them away", case.sme_barriers),
        ("What is done about it", case.sme_steps),
        ("Considered", day(case.smes_considered_on)),
    ]
    return group("Small and medium firms", rows, f"{case.get_absolute_url()}consider-smes/" if may else "")


def people(case: Procurement, may: bool) -> Group:
    """Give equality and community."""
    rows = [("Equality", case.equality_impact), ("Residents and partners", case.community_input)]
    return group("Equality and community", rows, f"{case.get_absolute_url()}revise/people/" if may else "")


def situation(case: Procurement, *, on: date) -> Situation:
    """Say which parts of a case are done."""
    known = standing_of(case)
    notice, standstill = _after_approval(case)
    late = case.is_past_safe_start(on) or (case.slack_days is not None and case.slack_days < 0)
    return Situation(
        status=case.status,
        is_late=late,
        covered=known.covered if known else None,
        has_kind=bool(case.contract_kind),
        has_value=case.estimate_inc_vat is not None or case.is_beyond_estimate,
        has_need=case.needed_on is not None,
        has_options=bool(case.delivery) or not options.is_relevant(case, on=on),
        goes_to_market=case.delivery not in OUR_OWN,
        has_route=case.advice.exists(),
        has_procedure=bool(case.procedure),
        has_plan=case.plan_ends_on is not None,
        has_lots_decision=case.lots_decided_on is not None,
        has_team=not missing_roles(case),
        has_objectives=case.objectives.exists(),
        has_social_value=bool(case.social_value),
        has_smes=case.smes_considered_on is not None,
        has_assessment=case.assessments.exists(),
        awards_directly=case.procedure == Procedure.DIRECT_AWARD,
        awaits_notice=notice is not None and not notice.done,
        notice_on=notice.ends_on if notice else None,
        standstill_until=standstill.ends_on if standstill else None,
    )


def _after_approval(case: Procurement) -> tuple[PlannedStep | None, PlannedStep | None]:
    """Give transparency notice and standstill of the newest timetable, where the next step turns on them."""
    is_direct = case.status == State.APPROVED and case.procedure == Procedure.DIRECT_AWARD
    plan = newest_plan(case) if is_direct or case.status == State.AWARDED else None
    steps = {one.step: one for one in timetable_of(plan).steps} if plan else {}
    return steps.get(StepName.TRANSPARENCY_NOTICE), steps.get(StepName.STANDSTILL)
