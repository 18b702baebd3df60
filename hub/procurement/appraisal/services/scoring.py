"""Give points, with a reason for each; partners' people score in the name of their own authority."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.law.findings import Finding
from hub.platform.act_table import bars
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import Refused, create, perform, together
from hub.platform.clock import london
from hub.platform.identity.selectors import myself
from hub.platform.tenancy import services as tenancy
from hub.platform.tenancy.models import Authority
from hub.procurement.appraisal import acts, selectors
from hub.procurement.appraisal.models import OptionsAppraisal, Score, ScoreSheet
from hub.procurement.appraisal.terms import State


@dataclass(frozen=True)
class Given:
    """The points for one option on one criterion, with the reason."""

    points: int
    reason: str


@bars(acts.GIVE)
def is_asked_for(sheet: Any, by: Actor, at: datetime) -> Iterable[Finding]:
    """Scores are given while they are asked for."""
    if sheet.appraisal.status != State.SCORING:
        now = sheet.appraisal.get_status_display().lower()
        yield Finding("not_asked", f"Scores are not asked for now: the appraisal is “{now}”.")


def give(
    appraisal: OptionsAppraisal,
    *,
    scores: Mapping[tuple[int, str], Given],
    authority: Authority,
    by: Actor,
    at: datetime,
) -> ScoreSheet:
    """Score the short list, for the first time or again.

    :param scores: by the number of the option and the code of the criterion.
    :param authority: whose appraiser the person is: the lead's or a partner's.
    :raises Refused: when something is left out, has no reason or is off the scale.
    """
    appraisal.refresh_from_db()
    known = selectors.sheet_of(appraisal, by.person_id)
    with together():
        if known is not None:
            sheet = known.sheet
            sheet.appraisal = appraisal
            with perform(acts.GIVE, sheet, by=by, at=at):
                sheet.given_on = london(at).date()
                _write(sheet, appraisal, scores)
        else:
            sheet = ScoreSheet(authority=authority, appraisal=appraisal, person=myself(by), given_on=london(at).date())
            with create(acts.GIVE, sheet, by=by, at=at):
                sheet.save()
                _write(sheet, appraisal, scores)
            if authority.pk != appraisal.authority_id:
                tenancy.share(sheet, appraisal.authority, by=SYSTEM, at=at)
    return sheet


def _write(sheet: ScoreSheet, appraisal: OptionsAppraisal, scores: Mapping[tuple[int, str], Given]) -> None:
    found = selectors.whole(appraisal)
    wanted = {(option.number, one.code): (option, one) for option in found.short for one in found.judged}
    faults = []
    for key, (option, criterion) in wanted.items():
        given = scores.get(key)
        where = f"{option.title}, {criterion.label}"
        if given is None:
            faults.append(Finding("points", f"{where}: select the points."))
        elif not 0 <= given.points <= appraisal.top:
            faults.append(Finding("points", f"{where}: points are from 0 to {appraisal.top}."))
        elif not given.reason.strip():
            faults.append(Finding("reason", f"{where}: enter the reason."))
    if faults:
        raise Refused(acts.GIVE, faults)
    before = {(one.option_id, one.criterion_id): one for one in sheet.scores.all()}
    for key, (option, criterion) in wanted.items():
        score = before.get((option.pk, criterion.pk)) or Score(sheet=sheet, option=option, criterion=criterion)
        score.points, score.reason = scores[key].points, scores[key].reason.strip()
        score.save()
