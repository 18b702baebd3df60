"""Keep what delivery depends on, and what a review recommended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from hub.law.findings import Finding
from hub.platform.actors import Actor
from hub.platform.acts import Refused, create, perform
from hub.platform.clock import london
from hub.platform.identity.models import Person
from hub.platform.numbering.services import take
from hub.platform.tenancy.models import Authority
from hub.strategy import acts
from hub.strategy.models import Action, ActionRow, Dependency, Recommendation, Version
from hub.strategy.terms import Outlook

DEPENDENCIES, RECOMMENDATIONS = "DEP", "REC"


def list_dependency(
    *, authority: Authority, section: str, text: str, clause: str = "", item: str = "", by: Actor, at: datetime
) -> Dependency:
    """List something that a section's delivery depends on; it stands at amber until somebody assesses it."""
    dependency = Dependency(authority=authority, section=section, clause=clause, item=item, text=text)
    with create(acts.LIST_DEPENDENCY, dependency, by=by, at=at):
        dependency.reference = take(DEPENDENCIES, authority, year=london(at).year)[0]
        dependency.save()
    return dependency


def assess(
    dependency: Dependency,
    *,
    outlook: str,
    owner: Person,
    review_on: date | None,
    note: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Dependency:
    """Say how a dependency looks, who sees to it, and when somebody looks again."""
    with perform(acts.ASSESS, dependency, by=by, at=at, version=version) as entry:
        since = dependency.red_since if dependency.outlook == Outlook.RED else None
        dependency.red_since = (since or london(at).date()) if outlook == Outlook.RED else None
        dependency.outlook, dependency.owner = outlook, owner
        dependency.review_on, dependency.note = review_on, note
        dependency.save()
        entry.note(note)
    return dependency


def record_recommendation(
    *,
    authority: Authority,
    title: str,
    review: str,
    text: str = "",
    made_on: date | None = None,
    row_codes: Sequence[str] = (),
    by: Actor,
    at: datetime,
) -> Recommendation:
    """Record what a review recommended, with the rows that answer it.

    :raises Refused: when the strategy in force has no such row.
    """
    _known(acts.RECORD_RECOMMENDATION, authority, row_codes, at)
    found = Recommendation(
        authority=authority, title=title, text=text, review=review, made_on=made_on, row_codes=list(row_codes)
    )
    with create(acts.RECORD_RECOMMENDATION, found, by=by, at=at):
        found.reference = take(RECOMMENDATIONS, authority, year=london(at).year)[0]
        found.save()
    return found


def link(
    recommendation: Recommendation,
    *,
    row_codes: Sequence[str],
    actions: Iterable[Action],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Recommendation:
    """Say which rows and actions answer a recommendation.

    :raises Refused: when the strategy in force has no such row, or an action is another authority's. Rows that it is
        linked to already stay, also where a later version left them out.
    """
    _known(acts.LINK, recommendation.authority, set(row_codes) - set(recommendation.row_codes), at)
    wanted = list(actions)
    if any(action.authority_id != recommendation.authority_id for action in wanted):
        raise Refused(acts.LINK, [Finding("elsewhere", "An action belongs to another authority.", cure="actions")])
    with perform(acts.LINK, recommendation, by=by, at=at, version=version) as entry:
        before = sorted(recommendation.actions.values_list("reference", flat=True))
        recommendation.row_codes = list(row_codes)
        recommendation.save()
        recommendation.actions.set(wanted)
        entry.changed("actions", before, sorted(action.reference for action in wanted))
    return recommendation


def close(
    recommendation: Recommendation,
    *,
    closed_on: date,
    outcome: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Recommendation:
    """Say that a recommendation is answered, and how.

    :raises Refused: when the day is to come, or an action that answers it is still open.
    """
    with perform(acts.CLOSE, recommendation, by=by, at=at, version=version) as entry:
        if closed_on > london(at).date():
            raise Refused(acts.CLOSE, [Finding("future", "The date must be today or earlier.", cure="closed_on")])
        waiting = [each for each in recommendation.actions.all() if each.status in acts.OPEN]
        if waiting:
            named = ", ".join(each.reference for each in waiting)
            message = f"These actions are still open: {named}. Finish or drop them first."
            raise Refused(acts.CLOSE, [Finding("open_actions", message)])
        recommendation.closed_on, recommendation.outcome = closed_on, outcome
        recommendation.save()
        entry.note(outcome)
    return recommendation


def reopen_closed(
    recommendation: Recommendation, *, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Recommendation:
    """Take a recommendation up again."""
    with perform(acts.REOPEN_RECOMMENDATION, recommendation, by=by, at=at, version=version) as entry:
        recommendation.closed_on, recommendation.outcome = None, ""
        recommendation.save()
        entry.note(reason)
    return recommendation


def _known(act: acts.Act, authority: Authority, codes: Iterable[str], at: datetime) -> None:
    versions = Version.objects.filter(authority=authority).in_force_on(london(at).date())
    known = set(ActionRow.objects.filter(version__in=versions).values_list("code", flat=True))
    if unknown := sorted(set(codes) - known):
        message = f"The strategy in force has no row {', '.join(unknown)}."
        raise Refused(act, [Finding("no_row", message, cure="row_codes")])
