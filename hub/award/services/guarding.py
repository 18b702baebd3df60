"""What keeps somebody from an award: a conflict of interest, their own recommendation, scores that moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from hub.award import acts, selectors
from hub.award.models import Award
from hub.evaluation import acts as scoring_acts
from hub.evaluation import selectors as scoring
from hub.evaluation.terms import Stance
from hub.law.findings import Finding
from hub.platform.act_table import bars
from hub.platform.actors import Actor
from hub.platform.approvals import acts as approval_acts
from hub.platform.approvals import selectors as approvals
from hub.procurement.terms import OPEN

CONFLICT = "You take no part in this award, because of a conflict of interest."
OWN = "You recommended this award and nobody else approves it by the scheme, so somebody else tells the suppliers."


def no_conflict(one: Award, by: Actor, at: datetime) -> Iterable[Finding]:
    """Keep whoever declared a conflict out of every step."""
    found = scoring.of_tender(one.tender)
    if scoring.stance(one.tender, found, by.person_id) == Stance.CONFLICT:
        yield Finding("interest", CONFLICT, "PA 2023 s.81")


for _act in (acts.INFORM, acts.CONFIRM, acts.SET_ASIDE):
    bars(_act)(no_conflict)


@bars(approval_acts.APPROVE)
def no_conflict_of_the_approver(request: Any, by: Actor, at: datetime) -> Iterator[Finding]:
    """Keep whoever declared a conflict from approving."""
    if request.subject_kind == Award.kind():
        yield from no_conflict(selectors.with_authority(request.subject_id), by, at)


@bars(acts.INFORM)
def four_eyes(one: Award, by: Actor, at: datetime) -> Iterator[Finding]:
    """Two people stand behind every award, also where the scheme of delegation asks for nobody."""
    if by.person_id == one.recommended_by_id and not approvals.requests_about(one):
        yield Finding("own_proposal", OWN)


@bars(acts.CONFIRM)
def case_still_open(one: Award, by: Actor, at: datetime) -> Iterator[Finding]:
    """A case is awarded while it goes on."""
    if one.procurement.status not in OPEN:
        now = one.procurement.get_status_display().lower()
        told = f"{one.procurement.reference} is {now}, so this award cannot be confirmed. Set it aside."
        yield Finding("case", told, cure=acts.SET_ASIDE.name)


@bars(scoring_acts.REOPEN)
def no_award_on_them(one: Any, by: Actor, at: datetime) -> Iterator[Finding]:
    """Scores on which an award stands are not opened again."""
    if (known := selectors.standing_of(one.tender)) is not None:
        told = f"{known.reference} rests on these scores. Set it aside first."
        yield Finding("awarded", told, cure=known.get_absolute_url())
