"""Decide several requests at once: each has its own event and tells its asker; what is not yours to decide is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.platform.act_table import Refused
from hub.platform.actors import Actor
from hub.platform.approvals import acts, services
from hub.platform.approvals.models import Request
from hub.platform.approvals.terms import Decision
from hub.platform.several import Several, perform_several


def approve(requests: Sequence[Request], *, by: Actor, at: datetime, comment: str = "") -> Several:
    """Take the next decision of several requests in favour, with one comment.

    One's own, one beyond the limit of its step, and one whose content changed are left with the reason.
    """

    def write(batch: list[Request]) -> None:
        for request in batch:
            services.decide_for(request, by=by, at=at, comment=comment)
            _save(request)

    found = perform_several(acts.APPROVE, requests, by=by, at=at, write=write, facts=_step, text=comment)
    for request in found.done:
        services.tell_if_approved(request, at)
    for one in found.left:
        if any(finding.code == "over_limit" for finding in one.findings):
            services.report_over_limit(one.record, by=by, at=at)
    return found


def send_back(requests: Sequence[Request], *, by: Actor, at: datetime, reason: str) -> Several:
    """Decide against several requests with one reason.

    :raises Refused: when no reason is given.
    """
    if not reason.strip():
        raise Refused(acts.SEND_BACK, [services.NO_REASON])

    def write(batch: list[Request]) -> None:
        for request in batch:
            services.decide(request, Decision.SENT_BACK, by=by, at=at, comment=reason)
            request.ended_at = at
            _save(request)

    found = perform_several(acts.SEND_BACK, requests, by=by, at=at, write=write, facts=_step, text=reason)
    for request in found.done:
        services.tell_sent_back(request, at)
    return found


def _save(request: Request) -> None:
    request.version += 1
    request.save()


def _step(request: Request) -> dict[str, Any]:
    step = request.next_step()
    return {"step": step.position if step else None}
