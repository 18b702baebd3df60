"""The sections of a report that follow from the record of a procurement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.platform.papers.paper import Block, Facts, Para, Points, Section
from hub.platform.words import date_long, list_of, lower_first, plural
from hub.platform.words import money as pounds
from hub.procurement.models import Procurement
from hub.procurement.terms import SocialValue

if TYPE_CHECKING:
    from hub.gateway.packs.report import Ask

NEXT = {
    "need": "starts shaping the procurement, with the officers named in this report",
    "strategy": "prepares the procurement documents by the procedure named in this report",
    "market": "goes to the market with the documents described in this report",
    "award": "awards the contract and tells every bidder the outcome",
    "service": "begins the service on the day in this report",
}


def purpose(case: Procurement, ask: Ask) -> Section:
    """Say what is asked of whom, and why this gate applies."""
    blocks: list[Block] = [
        Para(
            f"This report asks {ask.deciders} to decide {lower_first(ask.gate.name)}, for {case.title}. "
            f"The gate asks: {ask.gate.question}"
        ),
        Para(f"The gate applies because {list_of(list(ask.reasons))}."),
    ]
    if ask.urgent_reason:
        blocks.append(
            Para(
                "The decision is asked for by the urgent route, because it cannot wait for a meeting: "
                f"{ask.urgent_reason}"
            )
        )
    return Section("purpose", "Purpose", blocks)


def recommendations(case: Procurement, ask: Ask) -> Section:
    """Say what is recommended, point by point."""
    items = [_main(case, ask)]
    if case.plan_ends_on:
        items.append(f"note the timetable, by which the contract is ready on {date_long(case.plan_ends_on)}")
    gaps = [one.question for one in ask.asked if not one.holds]
    if gaps:
        items.append(
            f"note that {plural(len(gaps), 'question')} of this gate {'is' if len(gaps) == 1 else 'are'} still open, "
            "and consider whether to set a condition for each"
        )
    step = NEXT.get(ask.gate.code, "goes on to its next stage")
    items.append(f"agree that the procurement {step}.")
    ended = [f"{item.rstrip('.')};" for item in items[:-1]] + [items[-1]]
    who = ask.deciders[:1].upper() + ask.deciders[1:]
    return Section("recommendations", "Recommendations", [Points(f"{who} is recommended to:", ended)])


def _main(case: Procurement, ask: Ask) -> str:
    what = {
        "need": f"accept the need for {case.title}",
        "award": f"approve the award of the contract for {case.title}",
        "service": f"accept that the contract for {case.title} is ready to begin",
        "market": f"accept that {case.title} is ready to go to the market",
    }.get(ask.gate.code, f"approve the strategy for {case.title}")
    how = f", by the {lower_first(_procedure(case))}" if case.procedure and ask.gate.code == "strategy" else ""
    return f"{what}{how}{_worth(case)}"


def _procedure(case: Procurement) -> str:
    name = case.get_procedure_display()
    return name if "procedure" in name.lower() else f"route of {lower_first(name)}"


def _worth(case: Procurement) -> str:
    if case.is_beyond_estimate:
        return ", whose value cannot be estimated"
    if case.estimate_ex_vat is None:
        return ""
    return f", at an estimated value of {pounds(case.estimate_ex_vat)} excluding VAT"


def need(case: Procurement, about: Section | None = None) -> Section:
    """Say why it is needed, from when, and for which objective.

    :param about: what the procurement's own package writes of it, which then comes first.
    """
    blocks: list[Block] = list(about.blocks) if about else _said(case)
    if case.entry is not None:
        blocks.append(Para(f"It stands on the forward plan as {case.entry.reference}."))
    if case.term_months:
        more = f", with extensions of up to {plural(case.extension_months, 'month')}" if case.extension_months else ""
        blocks.append(Para(f"The contract is meant to last {plural(case.term_months, 'month')}{more}."))
    goals = [_goal(one.text, one.measure, one.target) for one in case.objectives.all()]
    if goals:
        blocks.append(Points("It serves these objectives:", goals))
    return Section("need", "Why it is needed", blocks)


def _said(case: Procurement) -> list[Block]:
    blocks: list[Block] = [Para(line.strip()) for line in case.description.splitlines() if line.strip()]
    told = [f"asked for by {case.department}" if case.department else ""]
    told.append(f"needed from {date_long(case.needed_on)}" if case.needed_on else "")
    if said := list_of([part for part in told if part]):
        blocks.append(Para(f"It is {said}."))
    return blocks


def _goal(text: str, measure: str, target: str) -> str:
    parts = [text.rstrip("."), f"Measured by: {measure}" if measure else "", f"Target: {target}" if target else ""]
    return ". ".join(part for part in parts if part)


def money_of(case: Procurement) -> list[Block]:
    """Give the value with its method, and the budget."""
    newest = case.estimates.first()
    if case.is_beyond_estimate:
        return [Para("Its value cannot be estimated, so the law counts it as above the threshold (PA 2023 s.4(4)).")]
    if newest is None or newest.value_ex_vat is None:
        return [Para("Its value has not been estimated yet.")]
    method = lower_first(newest.get_method_display())
    inc = f" ({pounds(newest.value_inc_vat)} including VAT)" if newest.value_inc_vat is not None else ""
    blocks: list[Block] = [
        Para(
            f"The procurement is estimated at {pounds(newest.value_ex_vat)} excluding VAT{inc} over the whole "
            f"contract, on {date_long(newest.made_on)}. Method: {method}."
        )
    ]
    if newest.basis.strip():
        blocks.append(Para(f"How it was worked out: {newest.basis.strip()}"))
    return blocks


def money(case: Procurement) -> Section:
    """Say what it costs, from which budget, and what counts together with it."""
    blocks = money_of(case)
    blocks.append(
        Para(f"It is paid from budget line {case.budget_line}." if case.budget_line else "No budget line is named yet.")
    )
    if case.aggregated_on:
        total = case.aggregate_inc_vat
        said = f" Together they come to {pounds(total)} including VAT." if total is not None else ""
        why = f" {case.aggregation_reason.strip()}" if case.aggregation_reason.strip() else ""
        blocks.append(Para(f"What counts together with it was decided on {date_long(case.aggregated_on)}.{said}{why}"))
    return Section("money", "Financial implications", blocks)


def law(case: Procurement) -> Section:
    """Say which law holds, which procedure is used and why, and what was decided about lots."""
    blocks: list[Block] = [
        Para(
            f"The procurement is governed by the {case.get_regime_display()}, as it stood on "
            f"{date_long(case.rules_on)}."
        )
    ]
    if case.procedure:
        name = lower_first(case.get_procedure_display())
        blocks.append(Para(f"The procedure is: {name}. {case.procedure_reason.strip()}".strip()))
    else:
        blocks.append(Para("The procedure is not chosen yet."))
    if case.direct_award_ground:
        blocks.append(Para(f"The ground for the direct award is: {case.direct_award_ground.replace('_', ' ')}."))
    advice = case.advice.first()
    if advice is not None:
        above = "above" if advice.is_covered else "below"
        limit = f" of {pounds(advice.threshold_inc_vat)} including VAT" if advice.threshold_inc_vat is not None else ""
        blocks.append(Para(f"The route advice of {date_long(advice.asked_on)} found it {above} the threshold{limit}."))
    lots = list(case.lots.all())
    if lots:
        blocks.append(Points("It is divided into lots:", [f"Lot {one.number}: {one.title}" for one in lots]))
    elif case.no_lots_reason.strip():
        blocks.append(Para(f"It is not divided into lots: {case.no_lots_reason.strip()}"))
    return Section("law", "Legal implications and procedure", blocks)


def timetable(case: Procurement) -> Section:
    """Say when it is ready, how much time is left, and where the whole timetable stands."""
    if case.plan_ends_on is None:
        return Section("timetable", "Timetable", [Para("No timetable is planned yet.")])
    told = f"By the present timetable the contract is ready on {date_long(case.plan_ends_on)}"
    if case.slack_days is not None and case.needed_on is not None:
        spare = plural(abs(case.slack_days), "day")
        told += f", {spare} {'before' if case.slack_days >= 0 else 'after'} it is needed"
    blocks: list[Block] = [Para(f"{told}.")]
    if case.last_safe_start_on:
        blocks.append(
            Para(f"The last day on which the next step can safely begin is {date_long(case.last_safe_start_on)}.")
        )
    return Section("timetable", "Timetable", blocks)


def risks(case: Procurement) -> Section:
    """Say how risky it is, and how conflicts of interest are dealt with."""
    blocks: list[Block] = []
    if case.risk_level:
        blocks.append(Para(f"The risk of the procurement is judged to be {case.get_risk_level_display().lower()}."))
    known = [
        text
        for holds, text in (
            (case.has_political_interest, "it is of political interest"),
            (case.is_novel, "it is new or untried"),
            (case.is_key_decision, "it is a key decision"),
        )
        if holds
    ]
    if known:
        blocks.append(Para(f"It is to be noted that {list_of(known)}."))
    newest = case.assessments.first()
    if newest is not None:
        blocks.append(
            Para(
                f"Conflicts of interest were assessed on {date_long(newest.made_on)} (revision {newest.number}, under "
                "section 83 of the Procurement Act 2023). Anybody who declared an interest is named in the exempt part."
            )
        )
    else:
        blocks.append(Para("No conflicts assessment has been prepared yet."))
    return Section("risks", "Risk and conflicts of interest", blocks)


def people_and_place(case: Procurement) -> Section:
    """Say what was decided about social value, small firms, equality, and who was heard."""
    blocks: list[Block] = []
    if case.social_value:
        is_in = case.social_value == SocialValue.IN
        weight = (
            f" with a weight of {case.social_value_weight.normalize():f}%"
            if is_in and case.social_value_weight is not None
            else ""
        )
        part = f"part of the award criteria{weight}" if is_in else "not part of the award criteria"
        blocks.append(Para(f"Social value is {part}. {case.social_value_reason.strip()}".strip()))
    facts = [
        ("What keeps small and medium firms away", case.sme_barriers),
        ("What is done about it", case.sme_steps),
        ("Equality", case.equality_impact),
        ("Residents and partners", case.community_input),
    ]
    rows = [(label, text.strip()) for label, text in facts if text.strip()]
    if rows:
        blocks.append(Facts(rows))
    return Section("people", "Social value, small firms and equality", blocks)
