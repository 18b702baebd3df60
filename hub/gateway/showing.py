"""How gates, conditions and waivers are put into words on their pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from hub.gateway import acts, selectors
from hub.gateway.models import Condition, GateReview, Waiver
from hub.gateway.terms import ConditionState, State, WaiverState
from hub.governance.terms import Exemption
from hub.law.findings import Finding
from hub.platform.identity.roles import Role
from hub.platform.ui.offers import Offer
from hub.platform.ui.parts import Row, Tag, TagColour
from hub.platform.words import date_long, list_of, lower_first, moment, money, plural

COLOURS: dict[str, TagColour] = {
    State.DUE: "grey", State.SUBMITTED: "blue", State.PASSED: "green", State.WITH_CONDITIONS: "green",
    State.RETURNED: "red", State.NOT_NEEDED: "grey",
}  # fmt: skip
DECIDING = (acts.GRANT, acts.GRANT_WITH_CONDITIONS, acts.SEND_BACK, acts.SEND_LINK)
CONDITION_COLOURS: dict[str, TagColour] = {
    ConditionState.OPEN: "yellow", ConditionState.MET: "green", ConditionState.LIFTED: "grey",
}  # fmt: skip
WAIVER_COLOURS: dict[str, TagColour] = {
    WaiverState.ASKED: "blue", WaiverState.GRANTED: "green", WaiverState.REFUSED: "red",
    WaiverState.WITHDRAWN: "grey",
}  # fmt: skip


def gate_tag(review: GateReview) -> Tag:
    """Give a gate's state as a tag."""
    return Tag(review.get_status_display(), COLOURS[review.status])


def decider(review: GateReview) -> str:
    """Name who decides a gate."""
    role = f"the {lower_first(Role(review.role).label)}" if review.role else ""
    # The name of a body stays as the authority writes it: "the Gateway Committee".
    name = review.body.name if review.body else ""
    body = name if not name or name.lower().startswith("the ") else f"the {name}"
    if role and body:
        return f"{role}, once {body} has advised"
    return role or body or "a body that is not set up yet"


def waits_on(review: GateReview, deciders: str) -> str:
    """Say in one sentence what a gate waits for."""
    if review.status == State.SUBMITTED:
        if review.item is not None and review.item.is_to_come:
            return f"{deciders[:1].upper()}{deciders[1:]} decides it on {date_long(review.item.meeting.meets_on)}."
        return (
            f"{deciders[:1].upper()}{deciders[1:]} decides it by {date_long(review.decide_by)}."
            if review.decide_by
            else ""
        )
    if review.status in {State.DUE, State.RETURNED}:
        owner = review.procurement.owner
        return f"{owner.name if owner else 'The procurement officer'} submits the pack."
    return f"Decided by {review.decided_as}." if review.decided_as else ""


def offers_of(review: GateReview, offers: Iterable[Offer], deciders: str) -> list[Offer]:
    """Give what may be done at a gate; where a body decides it at a meeting, no single person is named for that."""
    shown = [one for one in offers if one.act is not acts.REPORT or review.is_urgent]
    if review.role or review.is_urgent:
        return shown
    together = Finding("at_a_meeting", f"{deciders[:1].upper()}{deciders[1:]} decides it together, at a meeting.")
    return [
        replace(one, findings=(together,), who=(), cures=()) if one.act in DECIDING and not one.is_held else one
        for one in shown
    ]


def gate_facts(review: GateReview, deciders: str) -> list[Row]:
    """Give what is known of a gate."""
    case = review.procurement
    rows = [
        Row("Procurement", f"{case.reference} {case.title}", href=case.get_absolute_url()),
        Row(
            "Why this gate applies", f"{list_of(list(review.reasons))[:1].upper()}{list_of(list(review.reasons))[1:]}."
        ),
        Row("Decided by", f"{deciders[:1].upper()}{deciders[1:]}"),
        Row("Gates in force on", date_long(review.gates_on), href="/settings/reference/gates/"),
        Row("Senior sponsor", review.sponsor.name if review.sponsor else "", empty="Nobody yet: named with the pack"),
    ]
    if review.submitted_at:
        by = f" by {review.submitted_by.name}" if review.submitted_by else ""
        rows.append(Row("Submitted", f"{moment(review.submitted_at)}{by}"))
    if review.item is not None:
        item = review.item
        rows.append(
            Row(
                "On the agenda of",
                f"{date_long(item.meeting.meets_on)}, {item.reference}",
                href=item.get_absolute_url(),
            )
        )
    if review.is_urgent:
        rows.append(Row("Urgent route", review.urgent_reason))
    if review.exemption:
        rows.append(Row("Exempt part", Exemption(review.exemption).label))
    if review.is_retrospective:
        rows.append(Row("After the event", "The next stage had begun before this gate was opened or submitted."))
    return rows + _decision(review) + _ratings(review)


def _ratings(review: GateReview) -> list[Row]:
    """Give what people said of the gate."""
    said = [one.rating for one in selectors.ratings_of(review)]
    mean = f"{sum(said) / len(said):.1f} of 5, from {plural(len(said), 'person', 'people')}" if said else ""
    return [Row("What people say of it", mean)] if said else []


def _decision(review: GateReview) -> list[Row]:
    if review.decided_at is None:
        advice = review.advice.get("reasons") if review.advice else ""
        return [Row("The committee advised", advice, href=review.advice["page"])] if review.advice else []
    rows = [
        Row("Decided", moment(review.decided_at)),
        Row("Decided by", review.decided_as + (", by a one-time link" if review.by_link else "")),
        Row("Reasons", review.decision_note),
    ]
    if review.decision is not None:
        rows.append(Row("Decision record", review.decision.reference, href=review.decision.get_absolute_url()))
    if review.days_taken is not None:
        rows.append(Row("Days from pack to decision", plural(review.days_taken, "day")))
    if review.is_urgent:
        told = f"Reported at {moment(review.reported_at)}. {review.report}" if review.reported_at else ""
        due = f"Due by {date_long(review.report_by)}" if review.report_by else "Not recorded yet"
        rows.append(Row("Report of the urgent decision", told, empty=due))
    if review.benefit:
        worth = f", {money(review.benefit_value)}" if review.benefit_value is not None else ""
        sure = "confirmed by finance" if review.benefit_confirmed_at else "not confirmed by finance yet"
        name = review.get_benefit_display()
        rows.append(Row("What the decision brought", f"{name}{worth}, {sure}. {review.benefit_note}"))
    return rows


def condition_tag(condition: Condition, on: date) -> Tag:
    """Give a condition's state as a tag."""
    if condition.is_late(on):
        return Tag("Late", "red")
    return Tag(condition.get_status_display(), CONDITION_COLOURS[condition.status])


def condition_facts(condition: Condition) -> list[Row]:
    """Give what is known of a condition."""
    review = condition.review
    rows = [
        Row("Gate", f"{review.reference} {review.title}", href=review.get_absolute_url()),
        Row("Condition", condition.text),
        Row("Who sees to it", condition.owner.name),
        Row("Due by", date_long(condition.due_on)),
        Row("Before the next stage begins", "Yes" if condition.comes_first else "No"),
    ]
    if condition.closed_on:
        by = f" by {condition.closed_by.name}" if condition.closed_by else ""
        rows.append(Row("Closed", f"{date_long(condition.closed_on)}{by}"))
    if condition.evidence:
        rows.append(Row("Evidence", condition.evidence, href=condition.evidence_page))
    return rows


def waiver_tag(waiver: Waiver, on: date) -> Tag:
    """Give a waiver's state as a tag; one whose days have passed has ended."""
    if waiver.status == WaiverState.GRANTED and on > waiver.ends_on:
        return Tag("Ended", "grey")
    return Tag(waiver.get_status_display(), WAIVER_COLOURS[waiver.status])


def waiver_facts(waiver: Waiver, repeats: str) -> list[Row]:
    """Give what is known of a waiver."""
    case, firm = waiver.procurement, waiver.supplier
    rows = [
        Row("Supplier", waiver.supplier_name, href=firm.get_absolute_url() if firm else ""),
        Row("Value, ex VAT", money(waiver.value_ex_vat)),
        Row("From", date_long(waiver.starts_on)),
        Row("To", date_long(waiver.ends_on)),
        Row("Rule that is set aside", waiver.rule),
        Row("Ground", waiver.ground_label),
        Row("Reason, as the public reads it", waiver.reason),
        Row("What else the approvers should know", waiver.internal_note, empty="Nothing was added"),
        Row("Department", waiver.department),
        Row("Category", waiver.category),
        Row("Asked by", f"{waiver.asked_by.name}, {date_long(waiver.asked_on)}"),
    ]
    if case is not None:
        rows.append(Row("Procurement", f"{case.reference} {case.title}", href=case.get_absolute_url()))
    if waiver.contract_reference:
        rows.append(
            Row("Contract that goes on", waiver.contract_reference, href=f"/contracts/?q={waiver.contract_reference}")
        )
    if repeats:
        rows += [Row("Repeats", repeats), Row("Why it is needed again", waiver.repeat_reason)]
    if waiver.withdrawn_reason:
        rows.append(Row("Why it was withdrawn", waiver.withdrawn_reason))
    return rows


def asked_rows(asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the questions of a pack as a page shows them, those that are open and needed first."""
    return sorted(asked, key=lambda one: (one["holds"], not one["must"]))
