"""Declare whether there is a conflict, before anything of the answers is read; the first declaration begins it all."""

from __future__ import annotations

from datetime import datetime

from hub.evaluation import acts, selectors
from hub.evaluation.models import Assessor, Evaluation
from hub.law.findings import Finding
from hub.platform.act_guards import refuse
from hub.platform.actors import SYSTEM, Actor
from hub.platform.acts import create, perform, together
from hub.platform.identity.selectors import myself
from hub.procurement import services as procuring
from hub.procurement.terms import NOT_OVER, InterestKind
from hub.tender.models import Tender

SEALED = "The answers are not opened yet, so nothing is scored."


def declare(one: Tender, *, has_conflict: bool, about: str = "", by: Actor, at: datetime) -> Evaluation:
    """Declare for oneself whether one has a conflict with one of those who answered.

    A conflict is written into the case too, where procurement or legal decides about it.

    :raises Refused: before the answers are opened, for somebody outside the team, or a conflict without words.
    """
    with together():
        if not selectors.is_opened(one):
            refuse(acts.DECLARE, [Finding("sealed", SEALED)])
        # Two people may declare at one moment: the second waits here for what the first began.
        one.refresh_from_db(from_queryset=Tender.objects.select_for_update())
        found = selectors.of_tender(one) or _begin(one, at)
        with perform(acts.DECLARE, found, by=by, at=at) as done:
            if has_conflict and not about.strip():
                refuse(acts.DECLARE, [Finding("about", "Say what the conflict is, and with whom.", cure="about")])
            Assessor(
                evaluation=found, person=myself(by), has_conflict=has_conflict,
                about=about.strip() if has_conflict else "", declared_at=at,
            ).save()  # fmt: skip
            # What it is stands in the declaration alone, which fewer people read than the timeline.
            done.note(has_conflict=has_conflict)
        if has_conflict and one.procurement.status in NOT_OVER:
            procuring.declare(one.procurement, interest_kind=InterestKind.OTHER, about=about.strip(), by=by, at=at)
    return found


def _begin(one: Tender, at: datetime) -> Evaluation:
    made = Evaluation(authority=one.authority, reference=one.reference, tender=one, begun_at=at)
    with create(acts.BEGIN, made, by=SYSTEM, at=at):
        made.save()
    return made
