"""What has to be done next on a case, from what is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hub.procurement.terms import State


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Which parts of a case are done.

    Args:
        status: its state.
        is_late: the need date can no longer be met by starting today.
        covered: it is a covered procurement; None while nobody can say.
        has_options: an option was chosen, or so small a case needs no appraisal.
        goes_to_market: the chosen option does, or none was chosen.
    """

    status: str
    is_late: bool
    covered: bool | None
    has_kind: bool
    has_value: bool
    has_need: bool
    has_options: bool
    goes_to_market: bool
    has_route: bool
    has_procedure: bool
    has_plan: bool
    has_lots_decision: bool
    has_team: bool
    has_objectives: bool
    has_social_value: bool
    has_smes: bool
    has_assessment: bool


Found = tuple[str, str, str]


def next_act(now: Situation) -> Found | None:
    """Give the act, the title and the reason of what comes next; None when nothing is left."""
    if now.status == State.SHAPING:
        return next(_shaping(now), ("approve", "Approve it to compete", "Everything that the plan needs is decided."))
    steps: dict[str, Found] = {
        State.APPROVED: ("compete", "Go to the market", "It is approved."),
        State.COMPETING: ("award", "Record the award", "When the contract is awarded."),
        State.AWARDED: ("close", "Close the case", "When its contract is signed."),
    }
    return steps.get(now.status)


def _shaping(now: Situation) -> Iterator[Found]:
    if not now.has_kind:
        yield "revise", "Say what it is mainly for", "The threshold and the routes follow from it."
    if not now.has_value:
        yield "estimate", "Estimate the value", "The threshold, the routes and the approvals follow from it."
    if not now.has_need:
        yield "plan", "Say when it is needed", "The last safe start follows from it."
    if now.is_late:
        yield "plan", "Bring the need date back within reach", "Move it, shorten a step, or choose another route."
    if not now.has_options:
        yield "appraise", "Appraise the options", "Do nothing, do it ourselves, share it or buy it: the gate will ask."
    if not now.goes_to_market:
        yield "abandon", "Give the procurement up", "The chosen option does not go to the market."
    if not now.has_route:
        yield "advise", "Find the routes that are open", "A few plain questions; the reasons are kept."
    if not now.has_procedure:
        yield "choose_procedure", "Choose the procedure", "The routes that are open are listed with their dates."
    if not now.has_plan:
        yield "plan", "Plan the timetable", "Every date with its rule, and the last safe start."
    if now.covered and not now.has_lots_decision:
        yield "set_lots", "Decide about lots", "The Act asks to consider them before the tender notice (s.18)."
    if not now.has_team:
        yield "name_team", "Name the team", "Project, procurement, legal, finance and the contract manager take part."
    if not now.has_objectives:
        yield (
            "set_objectives",
            "Name the objectives that it serves",
            "Each with its measure.",
        )
    if not now.has_social_value:
        yield "decide_social_value", "Decide about social value", "In or out, by your authority's rule."
    if not now.has_smes:
        yield "consider_smes", "Consider small and medium firms", "What keeps them away, and what is done about it."
    if now.covered and not now.has_assessment:
        yield "assess_conflicts", "Assess conflicts of interest", "Needed before the first notice (s.83)."
