"""Put words right: of a row in a proposed version, and of actions, dependencies and recommendations in place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from hub.law.findings import Finding
from hub.platform.actors import Actor
from hub.platform.acts import Refused, perform
from hub.platform.clock import london
from hub.strategy import acts
from hub.strategy.models import Action, ActionRow, Dependency, Recommendation, Version


def reword_row(
    version: Version,
    *,
    row: str,
    area: str,
    state: str,
    capabilities: Sequence[str],
    reason: str,
    by: Actor,
    at: datetime,
) -> Version:
    """Reword a row of a proposed version; what it said before stays in the event.

    Its code, its targets and the level that it states stay: actions, evidence and the baseline hang on them.

    :param state: how the area stands, as the strategy says it.
    :param capabilities: codes of the capabilities that serve it.
    :raises Refused: when there is no such row, or nothing changes.
    """
    with perform(acts.REWORD_ROW, version, by=by, at=at) as entry:
        found = version.held_rows().filter(code=row).first()
        if found is None:
            raise Refused(acts.REWORD_ROW, [Finding("no_row", f"There is no row {row}.", cure="row")])
        # The first capability of a row is the one that it is shown under: those that stay keep their order.
        kept = [code for code in found.capabilities if code in capabilities]
        served = [*kept, *sorted(set(capabilities) - set(kept))]
        for name, value in {"area": area, "state": state, "capabilities": served}.items():
            if value != getattr(found, name):
                entry.changed(f"{name} of row {row}", getattr(found, name), value)
                setattr(found, name, value)
        found.save()
        entry.note(reason, row=row)
    return version


def correct_action(
    action: Action,
    *,
    title: str,
    row_code: str,
    year: int | None,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Action:
    """Put right what an action says, which row it serves and the year of the target; owner, date and progress stay.

    :raises Refused: when the strategy in force has no such row, or nothing changes.
    """
    with perform(acts.CORRECT_ACTION, action, by=by, at=at, version=version) as entry:
        if row_code != action.row_code:
            action.section = _section_of(action, row_code, at)
        action.title, action.row_code, action.year = title, row_code, year
        action.save()
        entry.note(reason)
    return action


def _section_of(action: Action, code: str, at: datetime) -> str:
    versions = Version.objects.filter(authority=action.authority_id).in_force_on(london(at).date())
    found = ActionRow.objects.filter(version__in=versions, code=code, left_out_on__isnull=True).first()
    if found is None:
        message = f"The strategy in force has no row {code}."
        raise Refused(acts.CORRECT_ACTION, [Finding("no_row", message, cure="row_code")])
    return str(found.section)


def correct_dependency(
    dependency: Dependency,
    *,
    section: str,
    text: str,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Dependency:
    """Put right what a dependency says and the section that it belongs to; how it looks is assessed by its own act.

    :raises Refused: when nothing changes.
    """
    with perform(acts.CORRECT_DEPENDENCY, dependency, by=by, at=at, version=version) as entry:
        dependency.section, dependency.text = section, text
        dependency.save()
        entry.note(reason)
    return dependency


def correct_recommendation(
    recommendation: Recommendation,
    *,
    title: str,
    text: str,
    review: str,
    made_on: date | None,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Recommendation:
    """Put right what a recommendation says and which review made it; what answers it is linked by its own act.

    :raises Refused: when nothing changes.
    """
    with perform(acts.CORRECT_RECOMMENDATION, recommendation, by=by, at=at, version=version) as entry:
        recommendation.title, recommendation.text = title, text
        recommendation.review, recommendation.made_on = review, made_on
        recommendation.save()
        entry.note(reason)
    return recommendation
