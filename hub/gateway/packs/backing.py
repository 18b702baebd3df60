"""What stands behind a report: the delegation trail, the appendices, and what is for members alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from hub.gateway.selectors import open_papers, reviews_of
from hub.governance.selectors import councillors as members
from hub.governance.selectors.scheme import Case, who_decides
from hub.platform.papers.paper import Block, Grid, Para, Section
from hub.platform.words import date_long, date_short, lower_first, money
from hub.procurement.models import Procurement
from hub.procurement.terms import InterestKind

if TYPE_CHECKING:
    from hub.gateway.packs.report import Ask


def delegation(case: Procurement, ask: Ask, on: date) -> Section:
    """Say who decides under which rule, what the scheme says, and which gates were passed before."""
    gate = ask.gate
    blocks: list[Block] = [
        Para(
            f"This gate is decided by {ask.deciders}, by the gates of the authority in force since "
            f"{date_long(gate.valid_from)}."
        )
    ]
    asked = Case(case.estimate_ex_vat, case.estimate_inc_vat, case.procedure, case.risk_level)
    found = who_decides(asked, on=on, authority=case.authority)
    if found.band is not None:
        when = "" if gate.commits else "The contract itself is decided later. "
        version = f" (version {found.version.number})" if found.version else ""
        who = f"the {found.name}" if found.band.body else f"the {lower_first(found.name)}"
        blocks.append(
            Para(
                f"{when}By the scheme of delegation{version} a procurement of {found.band.range}, is decided by {who}."
            )
        )
    rows = [_decided(one) for one in reviews_of(case) if one.decided_at is not None]
    if rows:
        head = ["Gate", "Decision", "Decided by", "On", "Conditions"]
        blocks.append(Grid("Gates decided before", head, rows))
    return Section("delegation", "Delegation trail", blocks)


def _decided(review: Any) -> tuple[str, ...]:
    conditions = list(review.conditions.all())
    closed = sum(1 for one in conditions if not one.is_open)
    told = f"{closed} of {len(conditions)} closed" if conditions else "No conditions"
    return (review.name, review.get_status_display(), review.decided_as, date_short(review.decided_at), told)


def appendices(case: Procurement, *, has_steps: bool) -> list[Section]:
    """Give the timetable, the history of estimates, and the background papers that are not confidential.

    :param has_steps: whether the report itself has the steps of the timetable.
    """
    found = [*([] if has_steps else [_timetable(case)]), _estimates(case), _papers(case)]
    return [one for one in found if one.blocks]


def _timetable(case: Procurement) -> Section:
    plan = case.plans.first()
    if plan is None:
        return Section("steps", "Timetable", [], is_appendix=True)
    rows = [
        (str(step["label"]), _day(step["starts_on"]), _day(step["ends_on"]), str(step.get("citation", "")))
        for step in plan.steps
    ]
    head = ["Step", "From", "To", "Rests on"]
    caption = f"Timetable, version {plan.number} of {date_long(plan.made_on)}"
    return Section("steps", "Timetable", [Grid(caption, head, rows)] if rows else [], is_appendix=True)


def _day(text: Any) -> str:
    return date_short(date.fromisoformat(str(text))) if text else ""


def _estimates(case: Procurement) -> Section:
    rows = [
        (
            date_short(one.made_on),
            "Cannot be estimated" if one.value_ex_vat is None else money(one.value_ex_vat),
            one.get_method_display(),
            one.basis,
        )
        for one in case.estimates.all()
    ]
    grid = Grid("Estimates, the newest first", ["Made on", "Excluding VAT", "Method", "How"], rows)
    return Section("estimates", "History of the estimate", [grid] if len(rows) > 1 else [], is_appendix=True)


def _papers(case: Procurement) -> Section:
    listed = [
        (one.title, f"Version {one.latest.number}", one.latest.sha256[:12])
        for one in open_papers(case)
        if one.latest is not None
    ]
    grid = Grid("Background papers in the Hub", ["Paper", "Version", "Fingerprint"], listed)
    return Section("papers", "Background papers", [grid] if listed else [], is_appendix=True)


def councillors(case: Procurement) -> Section:
    """Say whether councillors were to be engaged, who was briefed, and what became of their views."""
    one = members.engagement_about(case.kind(), case.pk)
    if one is None:
        return Section("councillors", "Engagement of councillors", [])
    asked = lower_first(one.band) if one.is_asked else "nothing more than the forward plan"
    blocks: list[Block] = [Para(f"By the criterion of the authority it scores {one.score}, which asks for: {asked}.")]
    blocks += [
        Para(f"Briefing of {date_long(each.held_on)} ({each.attended}): {each.summary}")
        for each in members.briefings_of(one)
    ]
    rows = [
        (each.councillor.name, each.text, each.answer or "Not answered yet", each.get_made_display() or "Not known yet")
        for each in members.views_of(one)
    ]
    if rows:
        blocks.append(Grid("Views of councillors", ["Councillor", "View", "Answer", "What it led to"], rows))
    return Section("councillors", "Engagement of councillors", blocks)


def named_interests(case: Procurement) -> list[tuple[str, str]]:
    """Give the persons who declared an interest, with what was decided; for the exempt part alone."""
    rows = case.interests.filter(is_current=True).exclude(interest_kind=InterestKind.NONE).select_related("person")
    return [
        (one.person.name, f"{one.get_interest_kind_display()}: {one.get_outcome_display().lower()}")
        for one in rows.order_by("person__name", "pk")
    ]
