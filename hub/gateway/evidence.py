"""What gates ask of a procurement besides what its own package registers, and what they ask again later."""

from __future__ import annotations

from datetime import datetime

from hub.governance.selectors import councillors as governance
from hub.governance.terms import Stage
from hub.platform import gates
from hub.platform.clock import london
from hub.platform.gates import Answer
from hub.platform.words import date_long, list_of, plural
from hub.procurement import acts
from hub.procurement.models import Procurement
from hub.procurement.terms import WANTED_ROLES, InterestOutcome, SocialValue, TeamRole, Tier

KIND = Procurement.kind()
EARLY, LATER = ("need", "strategy"), ("market", "award")


def _page(case: Procurement, part: str = "") -> str:
    return case.get_absolute_url() + (f"{part}/" if part else "")


def need(case: Procurement, at: datetime) -> Answer:
    """Say what is needed and from when."""
    if not case.description.strip() or case.needed_on is None:
        said, todo = "Say what is needed, and from which day.", "Say what is needed and when"
        return Answer(False, said, _page(case, "revise"), acts.REVISE, todo)
    return Answer(True, f"Needed from {date_long(case.needed_on)}.", _page(case))


def budget(case: Procurement, at: datetime) -> Answer:
    """Say from which budget it is paid."""
    if not case.budget_line:
        said, todo = "The gate asks from which budget it is paid.", "Enter the budget line"
        return Answer(False, said, _page(case, "revise"), acts.REVISE, todo)
    return Answer(True, f"Budget line {case.budget_line}.", _page(case))


def conflicts(case: Procurement, at: datetime) -> Answer:
    """Say whether conflicts of interest were assessed, and nothing waits."""
    newest = case.assessments.first()
    if newest is None:
        return Answer(False, "Prepare the conflicts assessment.", _page(case, "actions"), acts.ASSESS_CONFLICTS)
    waiting = case.interests.filter(is_current=True, outcome=InterestOutcome.WAITING).exclude(interest_kind="none")
    if count := waiting.count():
        told = "waits" if count == 1 else "wait"
        said = f"{plural(count, 'declared interest')} {told} for a decision."
        return Answer(False, said, _page(case, "actions"), acts.DECIDE_INTEREST)
    return Answer(True, f"Revision {newest.number} of {date_long(newest.made_on)}.", _page(case))


def timetable(case: Procurement, at: datetime) -> Answer:
    """Say whether a lawful timetable is ready in time."""
    if case.plan_ends_on is None:
        return Answer(False, "Plan the timetable.", _page(case, "actions"), acts.PLAN)
    if case.slack_days is not None and case.slack_days < 0:
        late = plural(-case.slack_days, "day")
        said = f"Ready on {date_long(case.plan_ends_on)}, {late} after it is needed."
        return Answer(False, said, _page(case), acts.PLAN)
    slack = "" if case.slack_days is None else f", with {plural(case.slack_days, 'day')} to spare"
    return Answer(True, f"Ready on {date_long(case.plan_ends_on)}{slack}.", _page(case))


def team(case: Procurement, at: datetime) -> Answer:
    """Say whether the roles of the team are filled."""
    on = london(at).date()
    held = {one.role for one in case.team.all() if one.is_on(on)}
    missing = [TeamRole(role).label.lower() for role in WANTED_ROLES if role not in held]
    if missing:
        return Answer(False, f"Nobody is named for: {list_of(missing)}.", _page(case, "actions"), acts.NAME_TEAM)
    return Answer(True, f"All {len(WANTED_ROLES)} roles are filled.", _page(case))


def social_value(case: Procurement, at: datetime) -> Answer:
    """Say what was decided about social value."""
    if not case.social_value:
        said = "Decide whether social value is in or out, and its weight."
        return Answer(False, said, _page(case, "actions"), acts.DECIDE_SOCIAL_VALUE)
    if case.social_value == SocialValue.OUT:
        return Answer(True, "Out, with the reason.", _page(case))
    weight = "" if case.social_value_weight is None else f" at {case.social_value_weight.normalize():f}%"
    return Answer(True, f"In{weight}.", _page(case))


def smes(case: Procurement, at: datetime) -> Answer:
    """Say whether small and medium firms were considered."""
    if case.smes_considered_on is None:
        said = "Consider what keeps small and medium firms away."
        return Answer(False, said, _page(case, "actions"), acts.CONSIDER_SMES)
    return Answer(True, f"Considered on {date_long(case.smes_considered_on)}.", _page(case))


def councillors(case: Procurement, at: datetime) -> Answer | None:
    """Say whether councillors were engaged before the options as the criterion asks; None where nothing asks."""
    one = governance.engagement_about(KIND, case.pk)
    if one is None:
        if not (case.is_key_decision or case.has_political_interest or case.tier == Tier.GOLD):
            return None
        said, todo = "It is not scored for councillors yet. Score it.", "Score it for councillors"
        page = f"/councillors/new/?subject={case.reference}"
        return Answer(False, said, page, todo=todo, comes_first=True)
    if not one.is_asked:
        return Answer(True, f"Scored {one.score}: the criterion asks for nothing.", one.get_absolute_url())
    if Stage.OPTIONS in one.missing:
        told = f"Scored {one.score}: councillors are to be engaged before the options are chosen. Brief them."
        return Answer(False, told, one.get_absolute_url(), todo="Brief councillors", comes_first=True)
    if not one.is_answered:
        said = "A councillor's view waits for its answer."
        return Answer(False, said, one.get_absolute_url(), todo="Answer the councillor")
    heard = f"{plural(one.briefings_count, 'briefing')}, {plural(one.views_count, 'view')}"
    return Answer(True, f"Scored {one.score}: {heard}.", one.get_absolute_url())


for key, asked_at, question, look, order in (
    ("need", EARLY, "Is the need clear?", need, 5),
    ("budget", EARLY, "Is there a budget?", budget, 6),
    ("councillors", ("strategy",), "Were councillors engaged as the criterion asks?", councillors, 26),
    ("smes", ("strategy", "market"), "Can small and medium firms take part?", smes, 24),
    ("team", ("market", "service"), "Is the team complete?", team, 30),
    ("social_value", ("market",), "Is social value in or out?", social_value, 32),
    ("conflicts", LATER, "Are conflicts of interest known and dealt with?", conflicts, 34),
    ("timetable", ("market",), "Will it be ready in time, lawfully?", timetable, 36),
):
    gates.evidence(f"gateway.{key}", kind=KIND, gates=asked_at, question=question, look=look, order=order)
